#include <string>

#include "derived_fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

// The names that packing makes up in _rels/.rels of a NuGet package.
namespace {

const std::string folder = "package/services/metadata/core-properties/";
const std::string guid(32, 'c'), id = "R0123456789abcdef";

std::string relationships(const std::string& target, const std::string& second = "Rfedcba9876543210") {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Relationships xmlns=\"x\">"
           "<Relationship Type=\"manifest\" Target=\"/Acme.nuspec\" Id=\"" +
           id + "\" /><Relationship Type=\"core-properties\" Target=\"" + target + "\" Id=\"" + second +
           "\" /></Relationships>";
}

Package package(const std::string& text, const std::string& manifest = "Acme.nuspec") {
    Package side;
    side.file(manifest, "<package/>").file(folder + guid + ".psmdcp", "<x/>").file("_rels/.rels", text);
    return side;
}

std::string of(const std::string& text) {
    return verdict(package(text), package(text), "_rels/.rels");
}

}  // namespace

TEST_CASE("derived: the relationships of a NuGet package name what exists") {
    const auto text = relationships("/" + folder + guid + ".psmdcp");
    CHECK(of(text) == "right");
    const auto result = recompute(package(text), package(text), "_rels/.rels");
    REQUIRE(result);
    CHECK_FALSE(result->whole);
    REQUIRE(result->places.size() == 3);  // not the manifest
    CHECK(text_of(text, result->places[0]) == id);
    CHECK(text_of(text, result->places[1]) == "/" + folder + guid + ".psmdcp");
    CHECK(result->places[1].kind == "listing.derived");
    CHECK(says(of(relationships("/" + folder + std::string(32, 'd') + ".psmdcp")), "is no member."));
    CHECK(says(of(relationships("/" + folder + guid + ".psmdcp", id)), "stands twice."));
}

TEST_CASE("derived: other names in relationships follow from nothing") {
    const auto places = [](const std::string& target, const std::string& second) {
        const auto text = relationships(target, second);
        return recompute(package(text), package(text), "_rels/.rels")->places.size();
    };
    CHECK(places("/evil.exe", "Rfedcba9876543210") == 2);
    CHECK(places("/x/" + folder + guid + ".psmdcp", "Rfedcba9876543210") == 2);
    CHECK(places("/" + folder + guid + ".psmdcp", "R1") == 2);
    CHECK(places("/" + folder + guid + ".psmdcp", "Sfedcba9876543210") == 2);
    CHECK(of("<Relationships><broken") == "nothing");
    const auto side = package(relationships("/x"), "lib/Acme.nuspec");
    CHECK(verdict(side, side, "_rels/.rels") == "no row");  // no NuGet package
}
