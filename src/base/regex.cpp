#include "base/regex.hpp"

#include <re2/re2.h>

#include <utility>

#include "base/text.hpp"

namespace bumpgate {

namespace {

/// In UTF-8 mode "." would match no invalid byte, so that a line with one could not be named.
RE2::Options options() {
    RE2::Options options(RE2::Latin1);
    options.set_dot_nl(true);
    options.set_log_errors(false);
    options.set_max_mem(std::int64_t{8} << 20);
    return options;
}

std::unique_ptr<RE2> compiled(const std::string& pattern) {
    return std::make_unique<RE2>(pattern, options());
}

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern) {
    auto expression = compiled(std::string(pattern));
    if (expression->ok()) return Regex(std::move(expression));
    // RE2 repeats the pattern, whatever it holds.
    const auto reason = replace_all(terminal_safe(expression->error()), "\n", "\\n");
    return fail(ErrorCode::policy, "no regular expression: " + reason,
                "the syntax is RE2's: no look-around and no back references");
}

Regex::Regex(std::unique_ptr<RE2> compiled) : compiled_(std::move(compiled)) {}
Regex::Regex(const Regex& other) : compiled_(compiled(other.pattern())) {}
Regex::Regex(Regex&& other) noexcept = default;
Regex& Regex::operator=(const Regex& other) {
    if (this != &other) compiled_ = compiled(other.pattern());
    return *this;
}
Regex& Regex::operator=(Regex&& other) noexcept = default;
Regex::~Regex() = default;

bool Regex::matches(std::string_view text) const {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

const std::string& Regex::pattern() const {
    return compiled_->pattern();
}

}  // namespace bumpgate
