#include <algorithm>

#include "base/text.hpp"
#include "release/ecosystem_rows.hpp"

// META-INF/MANIFEST.MF: "Manifest Specification" of the JAR File Specification.
namespace bumpgate::release {
namespace {

/// The next line without its end, which is "\r\n", "\n" or "\r"; `text` loses both.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = text.substr(0, end);
    const bool two = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (two ? 2U : 1U), text.size()));
    return line;
}

}  // namespace

std::vector<Header> manifest_main_section(std::string_view text) {
    std::vector<Header> headers;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (line.empty()) break;
        if (line.front() == ' ' && !headers.empty()) {
            headers.back().value += line.substr(1);  // a continuation: bytes may be cut anywhere
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) break;
        const auto value = line.substr(colon + 1);
        headers.push_back({to_lower(line.substr(0, colon)), std::string(value.substr(value.find(' ') == 0))});
    }
    return headers;
}

}  // namespace bumpgate::release
