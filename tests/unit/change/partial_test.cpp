#include "catch.hpp"
#include "change/subject.hpp"
#include "change/surface.hpp"

// A file of which a report shows a part.
namespace bumpgate::change {

TEST_CASE("headers stand for themselves up to the first gap, once they name the package") {
    const std::string_view content = "Metadata-Version: 2.1\nName: acme\nVersion: 1.4.2\n\n\nVersion: 9\n";
    const auto known = content.find("\n\n") + 1;
    const auto subject = Subject::file("PKG-INFO", content, known);
    REQUIRE(subject.document);
    CHECK(subject.is_parsed_up_to(known));
    CHECK_FALSE(subject.is_parsed_up_to(known + 1));
    CHECK_FALSE(Subject::file("PKG-INFO", content, content.find("Name")).document);
    CHECK_FALSE(Subject::file("PKG-INFO", content, 0).document);
    CHECK_FALSE(Subject::file("META-INF/MANIFEST.MF", content, known).is_parsed_up_to(1));
}

TEST_CASE("a part of another structured file proves nothing, though it would parse") {
    for (const char* path : {"a.json", "a.toml", "a.yaml", "a.ini", "a.xml", "header"}) {
        CAPTURE(path);
        CHECK_FALSE(Subject::file(path, "\n\nversion = 1\n", 2).is_parsed_up_to(1));
    }
    CHECK(Subject::file("a.toml", "version = 1\n").is_parsed_up_to(12));
    CHECK(Subject::file("a.py", "\n\nx = 1\n", 2).is_parsed_up_to(8));
}

TEST_CASE("what may run by itself in a part that is not shown cannot be told") {
    const std::string_view content = "{\"scripts\": {}}";
    const auto kind_of = [&](bool known) {
        Edit edit;
        edit.kind = kind::unclear;
        std::vector<Edit> edits{edit};
        refine_surface("npm", {"package.json", content, true, known}, {"package.json", content, true, known},
                       edits);
        return std::string(edits.front().kind);
    };
    CHECK(kind_of(true) == "unclear");
    CHECK(kind_of(false) == "exec.surface");
}

}  // namespace bumpgate::change
