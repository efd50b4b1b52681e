#include "gate/pattern.hpp"

#include "base/glob.hpp"
#include "base/text.hpp"

namespace bumpgate::gate {

namespace {

constexpr char version_mark = '\x01';  // of release::version_normal

/// One path, from the root on: without a slash a pattern would match at any depth.
std::string anchored(std::string_view path, std::string (*pattern_for)(std::string_view)) {
    std::vector<std::string> components;
    for (const auto component : split(path, '/')) components.push_back(pattern_for(component));
    const std::string prefix = components.size() == 1 ? "/" : "";
    return prefix + join(components, "/");
}

std::string with_stars(std::string_view text) {
    std::vector<std::string> pieces;
    for (const auto piece : split(text, version_mark)) pieces.push_back(literal_pattern(piece));
    return join(pieces, "*");
}

/// "/abs" and "a//b": no pattern matches such a path and none beside it.
bool has_empty_component(std::string_view path) {
    return path.starts_with('/') || path.find("//") != std::string_view::npos;
}

bool matches(const std::vector<std::string>& patterns, std::string_view path) {
    const auto list = GlobList::compile(patterns);
    return list && list->matches(path);
}

/// `acme-*.dist-info/METADATA` for a member whose path moves with the version.
std::vector<std::string> version_pattern(const Context& context, const Change& change) {
    const bool marked = change.path.find(version_mark) != std::string::npos ||
                        change.old_path.find(version_mark) != std::string::npos;
    if (change.old_path.empty() || marked) return {};
    const auto old_normal = release::version_normal(change.old_path, context.spellings, Side::old_side);
    const auto new_normal = release::version_normal(change.path, context.spellings, Side::new_side);
    if (old_normal != new_normal) return {};
    return {anchored(new_normal, with_stars)};
}

std::vector<std::string> literal_patterns(const Change& change) {
    std::vector<std::string> patterns{anchored(change.path, literal_pattern)};
    if (change.old_path.empty()) return patterns;
    auto old_pattern = anchored(change.old_path, literal_pattern);
    if (old_pattern != patterns.front()) patterns.push_back(std::move(old_pattern));
    return patterns;
}

bool fits(const std::vector<std::string>& patterns, const Change& change) {
    return !patterns.empty() && matches(patterns, change.path) &&
           (change.old_path.empty() || matches(patterns, change.old_path));
}

}  // namespace

std::string literal_pattern(std::string_view text) {
    std::string pattern = text.starts_with('!') ? "\\" : "";
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        const auto bytes = text.substr(at, point ? point->length : 1);
        if (std::string_view("*?[]\\").find(bytes) != std::string_view::npos) pattern += '\\';
        pattern += point ? bytes : "?";
        at += bytes.size();
    }
    return pattern;
}

std::vector<std::string> file_patterns(const Context& context, const Change& change) {
    if (has_empty_component(change.path) || has_empty_component(change.old_path)) return {};
    if (auto patterns = version_pattern(context, change); fits(patterns, change)) return patterns;
    if (auto patterns = literal_patterns(change); fits(patterns, change)) return patterns;
    return {};
}

}  // namespace bumpgate::gate
