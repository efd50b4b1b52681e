#include "change/subject.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace bumpgate::change {

namespace {

constexpr std::size_t longest_look = std::size_t{64} << 10;

}  // namespace

Subject Subject::file(std::string_view path, std::string_view content) {
    Subject subject;
    subject.content = content;
    subject.path = path;
    if (path == "header" || path.ends_with("!/header")) subject.rpm.emplace(content);
    if (const auto format = structure::format_of(path)) {
        subject.structured = true;
        subject.document = structure::parse(*format, content);
    }
    return subject;
}

Subject Subject::name(std::string_view name) {
    Subject subject;
    subject.content = name;
    subject.path = name;
    subject.is_name = true;
    return subject;
}

const derived::Place* Subject::recomputed_at(std::size_t at) const {
    const auto behind =
        std::upper_bound(recomputed.begin(), recomputed.end(), at,
                         [](std::size_t place, const derived::Place& row) { return place < row.begin; });
    if (behind == recomputed.begin()) return nullptr;
    const auto& row = *std::prev(behind);
    return at <= row.end ? &row : nullptr;
}

std::size_t Subject::line_begin(std::size_t at) const {
    if (is_name || at == 0) return 0;
    const std::size_t floor = at > longest_look ? at - longest_look : 0;
    const auto newline = content.substr(floor, at - floor).rfind('\n');
    return newline == std::string_view::npos ? floor : floor + newline + 1;
}

std::size_t Subject::line_end(std::size_t at) const {
    if (is_name) return content.size();
    const auto newline = content.substr(at, longest_look).find('\n');
    return newline == std::string_view::npos ? std::min(content.size(), at + longest_look) : at + newline;
}

}  // namespace bumpgate::change
