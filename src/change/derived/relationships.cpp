#include <algorithm>
#include <map>
#include <string>

#include "base/text.hpp"
#include "change/derived/rows.hpp"
#include "change/kinds.hpp"
#include "change/structure/document.hpp"

// _rels/.rels of a NuGet package. `nuget pack` gives each relationship an id of its own, and the file of core
// properties a name of its own, each time it runs. Nothing else in the package names either.
namespace bumpgate::change::derived {
namespace {

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

/// "R" and the front of a GUID.
bool is_made_up_id(std::string_view id) {
    constexpr std::size_t shortest = 8, longest = 33;
    return id.size() > shortest && id.size() <= longest && id[0] == 'R' && is_hex(id.substr(1));
}

/// "/package/services/metadata/core-properties/GUID.psmdcp"
bool is_made_up_target(std::string_view target) {
    constexpr std::string_view folder = "/package/services/metadata/core-properties/", ending = ".psmdcp";
    constexpr std::size_t guid = 32;
    return target.size() == folder.size() + guid + ending.size() && target.starts_with(folder) &&
           target.ends_with(ending) && is_hex(target.substr(folder.size(), guid));
}

/// "Relationships/Relationship[3]/@Id" → "@Id"; empty for what is no attribute of a relationship.
std::string_view attribute_of(const structure::Scalar& scalar) {
    const auto& path = scalar.path;
    const bool fits = path.size() == 3 && path[0] == "Relationships" &&
                      (path[1] == "Relationship" || path[1].starts_with("Relationship["));
    return fits ? std::string_view(path[2]) : std::string_view();
}

}  // namespace

Verification verify_relationships(const Contents& /*old_side*/, const Member* /*old_file*/,
                                  const Contents& side, const Member& file) {
    const auto document = structure::parse(structure::Format::xml, file.content);
    if (!document) return some({});
    std::map<std::string_view, std::size_t> ids;
    for (const auto& scalar : document->scalars) {
        if (attribute_of(scalar) == "@Id") ++ids[scalar.value];
    }
    std::vector<Place> places;
    for (const auto& scalar : document->scalars) {
        const std::string_view value = scalar.value;
        Place place{scalar.begin, scalar.end, kind::listing_derived, {}};
        if (attribute_of(scalar) == "@Target" && is_made_up_target(value)) {
            if (side.file(value.substr(1)) == nullptr) place.problem = in_quotes(value) + " is no member.";
        } else if (attribute_of(scalar) == "@Id" && is_made_up_id(value)) {
            if (ids[value] > 1) place.problem = "The id " + in_quotes(value) + " stands twice.";
        } else {
            continue;
        }
        places.push_back(std::move(place));
    }
    return some(std::move(places));
}

}  // namespace bumpgate::change::derived
