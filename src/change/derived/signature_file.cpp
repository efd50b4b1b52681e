#include <optional>

#include "base/text.hpp"
#include "change/derived/manifest.hpp"
#include "change/kinds.hpp"

// META-INF/*.SF: digests of the manifest, of its main section and of its entries' sections, all as bytes (JAR
// File Specification, "Signature File", "Signature Validation").
namespace bumpgate::change::derived {
namespace {

/// The digest that an attribute states, and what of: the endings of its key.
struct Stated {
    std::string_view algorithm;  ///< empty: it states none
    std::optional<std::string_view> bytes;
};

Stated stated_by(const Section& section, const Attribute& attribute, const Manifest& manifest) {
    const auto bytes_of = [&](std::string_view name) -> std::optional<std::string_view> {
        const auto row = manifest.bytes_of.find(name);
        return row == manifest.bytes_of.end() ? std::nullopt : row->second;
    };
    if (!section.name.empty())
        return {algorithm_called(before_ending(attribute.key, "-Digest")), bytes_of(section.name)};
    const auto whole = algorithm_called(before_ending(attribute.key, "-Digest-Manifest"));
    if (!whole.empty()) return {whole, manifest.content};
    return {algorithm_called(before_ending(attribute.key, "-Digest-Manifest-Main-Attributes")), bytes_of("")};
}

}  // namespace

Verification verify_signature_file(const Contents& /*old_side*/, const Member* /*old_file*/,
                                   const Contents& side, const Member& file) {
    const auto* manifest = side.manifest();
    if (manifest == nullptr) return some({});
    const Unfolded text(file.content);
    std::vector<Place> places;
    for (const auto& section : sections_of(text, file.content)) {
        for (const auto& attribute : section.attributes) {
            const auto stated = stated_by(section, attribute, *manifest);
            if (stated.algorithm.empty()) continue;
            Place place{attribute.begin, attribute.end, kind::digest_derived, {}};
            const auto of = section.name.empty() ? std::string("the manifest") : in_quotes(section.name);
            if (!stated.bytes) {
                place.problem = of + " is not once in the manifest.";
            } else if (attribute.value != base64(manifest->digest_of(*stated.bytes, stated.algorithm))) {
                place.problem = of + " has another " + printable(attribute.key) + ".";
            }
            places.push_back(std::move(place));
        }
    }
    return some(std::move(places));
}

}  // namespace bumpgate::change::derived
