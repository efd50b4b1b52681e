#include <algorithm>

#include "base/text.hpp"
#include "release/evidence.hpp"
#include "release/numbers.hpp"
#include "release/words.hpp"

// "acme-1.4.2-linux-x64" → acme, 1.4.2.
namespace bumpgate::release {
namespace {

bool is_name_separator(char c) {
    return c == '-' || c == '_';
}

bool starts_with_version(std::string_view text) {
    const auto bare = without_v(text);
    return !bare.empty() && bare.size() + 1 >= text.size() && is_digit(bare.front());
}

std::size_t alnum_run(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    return end - at;
}

/// A number, or a word that makes another version with perhaps a number behind it.
bool continues_version(std::string_view piece) {
    const auto digits = std::min(piece.find_first_of("0123456789"), piece.size());
    const bool number_ends_it = digits_at(piece, digits).size() == piece.size() - digits;
    if (piece.empty() || !number_ends_it) return false;
    return digits == 0 || find_version_word(piece.substr(0, digits)) != nullptr;
}

/// The suffix as far as it belongs to the version: "-rc.1-linux" → "-rc.1". Letters right behind the numbers
/// and everything from a "+" on belong to it.
std::string_view own_suffix(std::string_view suffix) {
    std::size_t end = alnum_run(suffix, 0);
    while (end < suffix.size()) {
        if (suffix[end] == '+') return suffix;
        const auto length = alnum_run(suffix, end + 1);
        const bool separator = is_name_separator(suffix[end]) || suffix[end] == '.' || suffix[end] == '~';
        if (!separator || !continues_version(suffix.substr(end + 1, length))) break;
        end += 1 + length;
    }
    return suffix.substr(0, end);
}

/// Only the generic scheme takes any suffix for a part of the version, so only there the rest has to be cut
/// off.
std::string_view cut_to_version(const Scheme& scheme, std::string_view text) {
    if (scheme.id != "generic") return text;
    const auto bare = without_v(text);
    const auto numbers = dotted_length(dotted_numbers(bare));
    const auto suffix = bare.substr(numbers);
    return text.substr(0, text.size() - suffix.size() + own_suffix(suffix).size());
}

NamedVersion version_at(const Scheme& scheme, std::string_view text) {
    NamedVersion found;
    found.version = cut_to_version(scheme, text);
    const auto version = scheme.parse(found.version);
    found.parses = version.has_value();
    found.clear = version && (version->release.size() > 1 || !is_digit(found.version.front()));
    return found;
}

bool is_own(const NameReader& reader, std::string_view name) {
    const auto normal = reader.normal_name(name);
    return std::ranges::any_of(reader.own_names,
                               [&](const std::string& own) { return reader.normal_name(own) == normal; });
}

/// The text behind every separator that a version could start after, with the place of the separator.
std::vector<std::size_t> split_points(std::string_view text) {
    std::vector<std::size_t> points;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (is_name_separator(text[at]) && starts_with_version(text.substr(at + 1))) points.push_back(at);
    }
    return points;
}

std::optional<NamedVersion> read_own(const NameReader& reader, std::string_view text) {
    for (const auto at : split_points(text)) {
        if (!is_own(reader, text.substr(0, at))) continue;
        auto found = version_at(reader.scheme, text.substr(at + 1));
        found.name = text.substr(0, at);
        found.own = true;
        return found;
    }
    return std::nullopt;
}

std::optional<NamedVersion> read_bare(const NameReader& reader, std::string_view text) {
    if (!starts_with_version(text)) return std::nullopt;
    auto found = version_at(reader.scheme, text);
    return found.parses ? std::optional(std::move(found)) : std::nullopt;
}

/// The first split with a version that is clear, else the last with any: "acme-2-widgets-1.4.2", "acme-7".
std::optional<NamedVersion> read_any(const NameReader& reader, std::string_view text) {
    std::optional<NamedVersion> unclear;
    for (const auto at : split_points(text)) {
        auto found = version_at(reader.scheme, text.substr(at + 1));
        if (!found.parses) continue;
        found.name = text.substr(0, at);
        if (found.clear) return found;
        unclear = std::move(found);
    }
    return unclear;
}

}  // namespace

std::optional<NamedVersion> NameReader::read(std::string_view text) const {
    if (auto own = read_own(*this, text)) return own;
    if (auto bare = read_bare(*this, text)) return bare;
    return read_any(*this, text);
}

}  // namespace bumpgate::release
