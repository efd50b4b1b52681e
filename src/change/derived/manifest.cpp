#include "change/derived/manifest.hpp"

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "change/kinds.hpp"

namespace bumpgate::change::derived {
namespace {

struct Algorithm {
    std::string_view called, name;
};
/// Names of the Java Security Standard Algorithm Names, "MessageDigest Algorithms", and older spellings.
constexpr std::array algorithms{
    Algorithm{"MD5", "md5"},        Algorithm{"SHA", "sha1"},       Algorithm{"SHA-1", "sha1"},
    Algorithm{"SHA1", "sha1"},      Algorithm{"SHA-256", "sha256"}, Algorithm{"SHA-384", "sha384"},
    Algorithm{"SHA-512", "sha512"}, Algorithm{"SHA256", "sha256"},  Algorithm{"SHA512", "sha512"},
};

constexpr std::string_view name_key = "name";

/// Splits "key: value" at [begin, end) of the unfolded text.
std::optional<Attribute> attribute_at(const Unfolded& text, std::size_t begin, std::size_t end) {
    const auto line = std::string_view(text.text()).substr(begin, end - begin);
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    const auto value = line.substr(colon + 2);
    const auto value_begin = begin + colon + 2;
    return Attribute{line.substr(0, colon), value, text.original(value_begin), text.original_end(end)};
}

}  // namespace

std::vector<Section> sections_of(const Unfolded& text, std::string_view original) {
    std::vector<Section> sections(1);
    std::size_t at = 0, section_begin = 0;
    bool behind_empty = false;
    const auto close = [&](std::size_t end) {
        const auto from = text.original(section_begin);
        sections.back().bytes = original.substr(from, text.original_end(end) - from);
        section_begin = end;
    };
    for (auto line : split_lines(text.text())) {
        const auto begin = at;
        at += line.size();
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) {
            behind_empty = true;
            continue;
        }
        if (behind_empty) {
            close(begin);
            sections.emplace_back();
            behind_empty = false;
        }
        const auto attribute = attribute_at(text, begin, begin + line.size());
        if (!attribute) continue;
        auto& section = sections.back();
        if (section.attributes.empty() && sections.size() > 1 && to_lower(attribute->key) == name_key)
            section.name = attribute->value;
        section.attributes.push_back(*attribute);
    }
    close(at);
    return sections;
}

Manifest::Manifest(std::string_view the_content)
    : content(the_content), text(the_content), sections(sections_of(text, the_content)) {
    for (const auto& section : sections) {
        const auto [row, is_new] = bytes_of.try_emplace(section.name, section.bytes);
        if (!is_new) row->second = std::nullopt;
    }
}

const std::string& Manifest::digest_of(std::string_view bytes, std::string_view algorithm) const {
    const auto [row, is_new] = digests_.try_emplace({bytes.data(), bytes.size(), algorithm});
    if (is_new) {
        auto raw = digest(algorithm, bytes);
        if (raw) row->second = *std::move(raw);
    }
    return row->second;
}

std::string_view algorithm_called(std::string_view name) {
    const auto* row = std::find_if(algorithms.begin(), algorithms.end(), [&](const Algorithm& algorithm) {
        return to_lower(algorithm.called) == to_lower(name);
    });
    return row == algorithms.end() ? std::string_view{} : row->name;
}

std::string_view before_ending(std::string_view key, std::string_view ending) {
    if (key.size() <= ending.size()) return {};
    const auto front = key.size() - ending.size();
    return to_lower(key.substr(front)) == to_lower(ending) ? key.substr(0, front) : std::string_view{};
}

Verification verify_manifest(const Contents& /*old_side*/, const Member* /*old_file*/, const Contents& side,
                             const Member& file) {
    const Unfolded text(file.content);
    std::vector<Place> places;
    for (const auto& section : sections_of(text, file.content)) {
        if (section.name.empty()) continue;
        for (const auto& attribute : section.attributes) {
            const auto algorithm = algorithm_called(before_ending(attribute.key, "-Digest"));
            if (algorithm.empty()) continue;
            Place place{attribute.begin, attribute.end, kind::digest_derived, {}};
            const auto* member = side.file(section.name);
            if (member == nullptr) {
                place.problem = in_quotes(section.name) + " has a digest and is no file of the jar.";
            } else if (attribute.value != base64(side.digest_of(*member, algorithm))) {
                place.problem = in_quotes(section.name) + " has another " + printable(attribute.key) + ".";
            }
            places.push_back(std::move(place));
        }
    }
    return some(std::move(places));
}

}  // namespace bumpgate::change::derived
