#include "change/subject.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "change/unfold.hpp"

namespace bumpgate::change {

namespace {

constexpr std::size_t longest_look = std::size_t{64} << 10;

}  // namespace

namespace {

/// Headers are read line by line, so the first ones stand for themselves: what follows cannot change whose
/// version it is, once the name is there.
std::optional<structure::Document> known_headers(std::string_view path, std::string_view known) {
    if (structure::format_of(path) != structure::Format::headers || is_folded(path)) return std::nullopt;
    auto document = structure::parse(structure::Format::headers, known);
    const auto is_name = [](const structure::Scalar& scalar) {
        return scalar.path.size() == 1 && (scalar.path[0] == "name" || scalar.path[0] == "package");
    };
    const bool named = document && std::any_of(document->scalars.begin(), document->scalars.end(), is_name);
    return named ? std::move(document) : std::nullopt;
}

}  // namespace

Subject Subject::file(std::string_view path, std::string_view content, std::size_t known_bytes) {
    Subject subject;
    subject.content = content;
    subject.path = path;
    subject.known_bytes = known_bytes;
    const bool is_rpm = path == "header" || path.ends_with("!/header");
    if (!subject.is_wholly_known()) {
        subject.structured = is_rpm || is_folded(path) || structure::format_of(path).has_value();
        if (subject.structured) subject.document = known_headers(path, content.substr(0, known_bytes));
        return subject;
    }
    if (is_rpm) subject.rpm.emplace(content);
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
