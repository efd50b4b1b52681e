#include "change/unfold.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change_test;
using change::is_folded;
using change::Unfolded;

namespace {

const std::string path = "META-INF/MANIFEST.MF";

/// Lines of a manifest, each folded at `width` bytes without its line end.
std::string folded(const std::vector<std::string>& lines, std::size_t width,
                   const std::string& line_end = "\r\n") {
    std::string text;
    for (std::string line : lines) {
        for (; line.size() > width; line = " " + line.substr(width)) text += line.substr(0, width) + line_end;
        text += line + line_end;
    }
    return text;
}

Kinds kinds(const std::string& old_text, const std::string& new_text, const std::string& from = "1.4.2",
            const std::string& to = "1.4.3") {
    return sdist(from, to, path, old_text, new_text).kinds(path);
}

std::vector<std::string> lines_with(const std::string& version) {
    return {"Manifest-Version: 1.0", "Implementation-Version: " + version,
            "Acme-X-Package: acme;version=\"" + version + "\"," + std::string(90, 'x') + ";version=\"" +
                version + "\"," + std::string(60, 'y')};
}

}  // namespace

TEST_CASE("unfold: which files are") {
    CHECK(is_folded("META-INF/MANIFEST.MF"));
    CHECK(is_folded("META-INF/ACME.SF"));
    CHECK(is_folded("lib/x.jar!/META-INF/MANIFEST.MF"));
    CHECK_FALSE(is_folded("MANIFEST.MF"));
    CHECK_FALSE(is_folded("src/META-INF/MANIFEST.MF"));
    CHECK_FALSE(is_folded("META-INF/x/ACME.SF"));
    CHECK_FALSE(is_folded("META-INF/maven/pom.xml"));
}

TEST_CASE("unfold: the text, and the way back") {
    const Unfolded text("ab\r\n cd\n ef\r\n\r\n gh");
    CHECK(text.text() == "abcdef\r\n\r\n gh");
    REQUIRE(text.folds().size() == 2);
    CHECK(text.original(0) == 0);
    CHECK(text.original(1) == 1);
    CHECK(text.original(2) == 5);
    CHECK(text.original_end(2) == 2);
    CHECK(text.original(4) == 9);
    CHECK(text.original_end(4) == 7);
    CHECK(text.original_end(0) == 0);
    for (std::size_t at = 0; at < text.text().size(); ++at) CHECK(text.unfolded(text.original(at)) == at);
    CHECK(text.unfolded(3) == 2);
}

TEST_CASE("unfold: what is no fold stays") {
    for (const char* text : {" ab\ncd", "ab\r cd", "ab\n\tcd", "ab\n\n cd", "ab\ncd", "ab\r\n", "ab\n"}) {
        INFO(text);
        CHECK(Unfolded(text).text() == text);
    }
    CHECK(Unfolded("ab\n \n cd").text() == "abcd");  // a line of one blank goes on with nothing
}

TEST_CASE("unfold: a version that a fold cuts is proven, wherever it is cut") {
    for (std::size_t width = 16; width < 60; ++width) {
        INFO(width);
        const auto own = kinds(folded(lines_with("1.4.2"), width), folded(lines_with("1.4.3"), width));
        CHECK(own == Kinds{"version.own", "version.own", "version.own"});
    }
}

TEST_CASE("unfold: folds that follow from a moved length are part of what moved them") {
    for (std::size_t width = 30; width < 73; ++width) {
        INFO(width);
        for (const auto& kind : kinds(folded(lines_with("1.4.9"), width), folded(lines_with("1.4.10"), width),
                                      "1.4.9", "1.4.10"))
            CHECK(kind == "version.own");
        for (const auto& kind : kinds(folded(lines_with("1.4.10"), width), folded(lines_with("1.5.0"), width),
                                      "1.4.10", "1.5.0"))
            CHECK(kind == "version.own");
    }
}

TEST_CASE("unfold: other folds are text.whitespace or text.line-ending, and nothing else") {
    const auto same = folded(lines_with("9.9.9"), 72);
    CHECK(kinds(same, same).empty());
    const auto all_are = [](const Kinds& found, const std::string& kind) {
        return !found.empty() &&
               std::all_of(found.begin(), found.end(), [&](const auto& k) { return k == kind; });
    };
    CHECK(all_are(kinds(same, folded(lines_with("9.9.9"), 70)), "text.whitespace"));
    CHECK(kinds(same, replace_all(same, "xxx\r\n ", "xxx\n ")) == Kinds{"text.line-ending"});
    const auto old_text = folded(lines_with("1.4.2"), 72);
    // A fold in front of anything that moved, and one that ends a line.
    const auto new_text = folded(lines_with("1.4.3"), 72);
    const Kinds with_blank{"text.whitespace", "version.own", "version.own", "version.own"};
    CHECK(kinds(old_text, replace_all(new_text, "Manifest-Version", "Manifest\r\n -Version")) == with_blank);
    const auto added =
        kinds(old_text, replace_all(new_text, "Manifest-Version: 1.0", "Manifest-Version: 1.0\r\n "));
    CHECK(added == with_blank);
}

TEST_CASE("unfold: a fold behind a version has to follow from its length all the same") {
    const auto has_blank = [](const std::string& old_text, const std::string& new_text) {
        const auto found = kinds(old_text, new_text);
        CHECK(std::count(found.begin(), found.end(), "version.own") >= 1);
        return std::find(found.begin(), found.end(), "text.whitespace") != found.end();
    };
    const auto old_text = folded(lines_with("1.4.2"), 72);
    const auto new_text = folded(lines_with("1.4.3"), 72);
    CHECK(has_blank(old_text, replace_all(new_text, "xxx\r\n xxx", "xxxx\r\n xx")));
    // A line that is full, with a fold behind it that nothing follows.
    const auto full = [](const std::string& version) {
        const std::string begin = "Implementation-Version: " + version + ";";
        return begin + std::string(72 - begin.size(), 'z') + "\r\n";
    };
    CHECK_FALSE(has_blank(full("1.4.2") + old_text, full("1.4.3") + new_text));
    CHECK(has_blank(full("1.4.2") + old_text, replace_all(full("1.4.3"), "\r\n", "\r\n \r\n") + new_text));
}

TEST_CASE("unfold: what a fold hides is still a change") {
    const auto old_text = folded(lines_with("1.4.2"), 72);
    const auto with = [&](const std::string& from, const std::string& to) {
        return kinds(old_text, replace_all(folded(lines_with("1.4.3"), 72), from, to));
    };
    const auto inside = with("xxx\r\n xxx", "xxx\r\n zxxx");
    CHECK(std::find(inside.begin(), inside.end(), "text") != inside.end());
    CHECK(with("1.0\r\n", "1.0\r\n\r\n Main-Class: evil\r\n").front() == "text");
    CHECK(with("1.0\r\n", "1.0\r\nMain-Class: evil\r\n").front() == "text");
    CHECK(with("1.4.3\r\n", "1.4.3\r\n 1\r\n").front() == "text");
    CHECK(with("1.4.3\r\n", "1.4.\r\n 31\r\n").front() == "text");
}

TEST_CASE("unfold: an old version that a fold cuts is stale") {
    const auto text = folded({"Manifest-Version: 1.0", "Implementation-Version: 1.4.2"}, 26);
    REQUIRE(text.find("1.\r\n 4.2") != std::string::npos);
    const auto stale = sdist("1.4.2", "1.4.3", path, text, text);
    REQUIRE(stale.kinds(path) == Kinds{"version.stale"});
    for (const auto& change : stale.changes().items) {
        if (change.path == path) CHECK(change.new_side->text == "1.\r\n 4.2");
    }
}
