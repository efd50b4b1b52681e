#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "base/text.hpp"

namespace bumpgate::cli {

namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

// The order of POSIX, "Environment Variables" 8.2: the first one that is set and not empty counts.
std::string_view character_locale() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (const auto value = environment(name); !value.empty()) return value;
    }
    return {};
}

bool is_terminal(const std::ostream& out) {
    return &out == &std::cout && isatty(STDOUT_FILENO) == 1;
}

}  // namespace

bool is_utf8_locale(std::string_view name) {
    const std::string lower = to_lower(name);
    return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
}

Terminal look_at(std::ostream& out) {
    const bool interactive = is_terminal(out);
    return {.out = out,
            .interactive = interactive,
            .utf8 = !interactive || is_utf8_locale(character_locale()),
            // no-color.org: any value but the empty one.
            .no_color = !environment("NO_COLOR").empty() || environment("TERM") == "dumb"};
}

report::Style style_for_terminal(const Terminal& terminal, Colour colour, bool ascii, bool verbose) {
    const bool automatic = terminal.interactive && !terminal.no_color;
    return {.colour = colour == Colour::always || (colour == Colour::automatic && automatic),
            .unicode = terminal.utf8 && !ascii,
            .verbose = verbose};
}

report::Style style_for_file(bool ascii, bool verbose) {
    return {.colour = false, .unicode = !ascii, .verbose = verbose};
}

Result<void> write_to(const Terminal& terminal, std::string_view bytes) {
    terminal.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    terminal.out.flush();
    if (!terminal.out)
        return fail(ErrorCode::io, "cannot write to stdout", "is the pipe closed or the disk full?");
    return {};
}

}  // namespace bumpgate::cli
