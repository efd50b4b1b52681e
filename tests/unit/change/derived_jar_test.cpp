#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "derived_fixture.hpp"
#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

std::string base64_digest(const std::string& algorithm, const std::string& content) {
    auto text = base64url(*digest(algorithm, content));
    text = replace_all(replace_all(text, "-", "+"), "_", "/");
    while (text.size() % 4 != 0) text += '=';
    return text;
}

const std::string main_section = "Manifest-Version: 1.0\r\nCreated-By: x\r\n\r\n";

std::string section(const std::string& name, const std::string& content,
                    const std::string& algorithm = "sha256", const std::string& key = "SHA-256-Digest") {
    return "Name: " + name + "\r\n" + key + ": " + base64_digest(algorithm, content) + "\r\n\r\n";
}

/// Folded at 40 bytes.
std::string folded(const std::string& text) {
    std::string result;
    for (auto line : split_lines(text)) {
        for (; line.size() > 42; line.remove_prefix(40)) result += std::string(line.substr(0, 40)) + "\r\n ";
        result += line;
    }
    return result;
}

Package jar(const std::string& manifest, const std::string& signature = {}, const std::string& index = {}) {
    Package package;
    package.file("META-INF/MANIFEST.MF", manifest);
    if (!signature.empty()) package.file("META-INF/ACME.SF", signature);
    if (!index.empty()) package.file("META-INF/INDEX.LIST", index);
    return std::move(package.file("a/B.class", "b").file("a/c/D.class", "d"));
}

std::string manifest(const std::string& sections) {
    const auto package = jar(main_section + sections);
    return verdict(package, package, "META-INF/MANIFEST.MF");
}

const std::string entries = section("a/B.class", "b") + section("a/c/D.class", "d");

std::string signature(const std::string& text) {
    const auto package = jar(main_section + entries, text);
    return verdict(package, package, "META-INF/ACME.SF");
}

std::string index(const std::string& text,
                  const std::string& old_text = "JarIndex-Version: 1.0\n\nx.jar\na\n") {
    return verdict(jar(main_section, "", old_text), jar(main_section, "", text), "META-INF/INDEX.LIST");
}

}  // namespace

TEST_CASE("derived: digests of entries in a jar's manifest") {
    CHECK(manifest("") == "nothing");
    CHECK(manifest(entries) == "right");
    CHECK(manifest(replace_all(entries, "\r\n", "\n")) == "right");
    CHECK(manifest(folded(entries)) == "right");
    CHECK(manifest(section("a/B.class", "b", "sha1", "SHA1-Digest")) == "right");
    CHECK(manifest(section("a/B.class", "b", "sha512", "sha-512-digest")) == "right");
    CHECK(manifest("Name: a/B.class\r\nSealed: true\r\n\r\n") == "nothing");
    CHECK(manifest("SHA-256-Digest: x\r\n") == "nothing");
    CHECK(says(manifest(section("a/B.class", "x")), "\"a/B.class\" has another SHA-256-Digest"));
    CHECK(says(manifest(entries + section("a/E.class", "e")), "\"a/E.class\" has a digest and is no file"));
    CHECK(says(manifest(section("a/B.class", "b", "sha1")), "another SHA-256-Digest"));
}

TEST_CASE("derived: the place of a folded digest holds all of it") {
    const auto text = folded(main_section + section("a/B.class", "b"));
    const auto result = recompute(jar(text), jar(text), "META-INF/MANIFEST.MF");
    REQUIRE(result);
    REQUIRE(result->places.size() == 1);
    CHECK(replace_all(text_of(text, result->places[0]), "\r\n ", "") == base64_digest("sha256", "b"));
}

TEST_CASE("derived: a signature file holds digests of the manifest and its sections") {
    const auto whole = "SHA-256-Digest-Manifest: " + base64_digest("sha256", main_section + entries) + "\r\n";
    const auto main =
        "SHA-256-Digest-Manifest-Main-Attributes: " + base64_digest("sha256", main_section) + "\r\n";
    const std::string head = "Signature-Version: 1.0\r\n";
    const auto of_section = section("a/c/D.class", section("a/c/D.class", "d"));
    CHECK(signature(head + whole + main + "\r\n" + of_section) == "right");
    CHECK(signature(folded(head + whole + main + "\r\n" + of_section)) == "right");
    CHECK(says(signature(head + "SHA-256-Digest-Manifest: x\r\n"), "the manifest has another"));
    CHECK(
        says(signature(head + "SHA-256-Digest-Manifest-Main-Attributes: x\r\n"), "the manifest has another"));
    CHECK(says(signature(head + "\r\n" + section("a/c/D.class", "d")), "\"a/c/D.class\" has another"));
    CHECK(says(signature(head + "\r\n" + section("a/E.class", "e")), "is not once in the manifest"));
    CHECK(signature(head) == "nothing");
    // Which of two sections is meant differs from reader to reader.
    const auto twice = jar(main_section + entries + section("a/c/D.class", "d"), head + "\r\n" + of_section);
    CHECK(says(verdict(twice, twice, "META-INF/ACME.SF"), "is not once in the manifest"));
}

TEST_CASE("derived: the folders of a jar's index") {
    const std::string head = "JarIndex-Version: 1.0\n\n";
    CHECK(index(head + "x.jar\na\na/c\nMETA-INF\n") == "right");
    CHECK(says(index(head + "x.jar\na\nb\n"), "\"b\" is no folder of the jar"));
    CHECK(says(index(head + "x.jar\na/c\n"), "\"a\" was listed and is no longer"));
    CHECK(index(head + "x.jar\na\n\ny.jar\nb\n") == "nothing");
    CHECK(index(head) == "nothing");
}

TEST_CASE("derived: a digest in a manifest that moves is digest.derived, all else what it was") {
    using change_test::Kinds;
    const auto text = [](const std::string& version, const std::string& stated) {
        return "Manifest-Version: 1.0\r\nImplementation-Version: " + version + "\r\n\r\n" +
               section("PKG-INFO", change_test::pkg_info("acme-widgets", stated));
    };
    const std::string path = "META-INF/MANIFEST.MF";
    CHECK(change_test::kinds_of(path, text("1.4.2", "1.4.2"), text("1.4.3", "1.4.3")) ==
          Kinds{"version.own", "digest.derived"});
    CHECK(change_test::kinds_of(path, text("1.4.2", "1.4.2"), text("1.4.3", "1.4.2")) ==
          Kinds{"version.own", "digest.mismatch"});
    CHECK(change_test::kinds_of(path, text("1.4.2", "1.4.2"), text("1.4.3", "9.9.9")) ==
          Kinds{"version.own", "digest.mismatch"});
    CHECK(change_test::kinds_of(path, folded(text("1.4.2", "1.4.2")), folded(text("1.4.3", "1.4.3"))) ==
          Kinds{"version.own", "digest.derived"});
}

TEST_CASE("derived: a nested jar's manifest is about the nested jar's members") {
    const auto with = [](const std::string& inner) {
        Package package;
        package.file("a/B.class", "outer").file("lib/x.jar", "x");
        package.file("META-INF/MANIFEST.MF", main_section + section("a/B.class", "b"));
        return std::move(package.file("a/B.class", inner).nest(2));
    };
    CHECK(verdict(with("b"), with("b"), "lib/x.jar!/META-INF/MANIFEST.MF") == "right");
    CHECK(says(verdict(with("b"), with("outer"), "lib/x.jar!/META-INF/MANIFEST.MF"), "has another"));
}

TEST_CASE("derived: a manifest in an added file is recomputed too") {
    using change_test::Case;
    const auto text = main_section + section("PKG-INFO", "wrong");
    const auto info = [](const std::string& version) {
        return change_test::File{"PKG-INFO", change_test::pkg_info("acme-widgets", version)};
    };
    const Case added({"acme-widgets-1.4.2", {info("1.4.2")}},
                     {"acme-widgets-1.4.3", {info("1.4.3"), {"META-INF/MANIFEST.MF", text}}});
    auto kinds = added.kinds("META-INF/MANIFEST.MF");
    std::sort(kinds.begin(), kinds.end());
    CHECK(kinds == change_test::Kinds{"digest.mismatch", "file.added"});
}

TEST_CASE("derived: lines of a list within a file follow, those around it do not") {
    using change_test::Kinds;
    const std::string path = "META-INF/INDEX.LIST";
    const std::string head = "JarIndex-Version: 1.0\n\nx.jar\n";
    const auto old_text = head + "META-INF/INDEX.LIST\n";
    CHECK(change_test::kinds_of(path, old_text, old_text + "META-INF\n") == Kinds{"listing.derived"});
    CHECK(change_test::kinds_of(path, old_text, head + "META-INF\nMETA-INF/INDEX.LIST\n") ==
          Kinds{"listing.derived"});
    CHECK(change_test::kinds_of(path, old_text, old_text + "META-INF\nevil\n") == Kinds{"digest.mismatch"});
    CHECK(change_test::kinds_of(path, old_text, replace_all(old_text, "x.jar", "y.jar")) == Kinds{"text"});
    CHECK(change_test::kinds_of(path, old_text, head) == Kinds{"digest.mismatch"});
    CHECK(change_test::kinds_of(path, old_text + "evil\n", old_text + "evil\n") == Kinds{"digest.mismatch"});
}
