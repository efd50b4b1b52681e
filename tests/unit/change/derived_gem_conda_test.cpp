#include <string>

#include "base/text.hpp"
#include "catch.hpp"
#include "derived_fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::derived_test;

namespace {

std::string checksums(const std::string& metadata, const std::string& data) {
    const auto section = [&](const std::string& name, const std::string& algorithm) {
        return name + ":\n  metadata.gz: " + hex_digest(algorithm, metadata) +
               "\n  data.tar.gz: " + hex_digest(algorithm, data) + "\n";
    };
    return "---\n" + section("SHA256", "sha256") + section("SHA512", "sha512");
}

Package gem(const std::string& sums, const std::string& metadata = "files:\n- lib/a.rb\n- lib/b.rb\n") {
    Package package;
    package.part("metadata.gz", "packed metadata").part("data.tar.gz", "packed data");
    package.part("checksums.yaml.gz");
    package.file("metadata", metadata).folder("data").file("data/lib/a.rb", "a").file("data/lib/b.rb", "b");
    return std::move(package.file("checksums.yaml", sums));
}

std::string sums(const std::string& text) {
    return verdict(gem(""), gem(text), "checksums.yaml");
}

std::string files(const std::string& metadata) {
    return verdict(gem(""), gem("", metadata), "metadata");
}

const std::string paths_begin = R"({"paths":[)";
const std::string paths_end = R"(],"paths_version":1})";

std::string entry(const std::string& path, const std::string& content, const std::string& more = {},
                  const std::string& type = "hardlink") {
    return R"({"_path":")" + path + R"(","path_type":")" + type + R"(","sha256":")" +
           hex_digest("sha256", content) + R"(","size_in_bytes":)" + std::to_string(content.size()) + more +
           "}";
}

std::string json(const std::string& entries, const std::string& end = paths_end) {
    return paths_begin + entries + end;
}

const std::string right_paths = entry("lib/a", "aa") + "," + entry("lib/l", "aa", "", "softlink") + "," +
                                entry("lib/o", "zz", "", "softlink");

/// In either form of the format.
Package conda(const std::string& paths, const std::string& files = "lib/a\nlib/l\nlib/o\n",
              bool parts = true) {
    const std::string folder = parts ? "pkg/" : "";
    Package package;
    if (parts) package.part("info-acme.tar.zst").part("pkg-acme.tar.zst");
    package.file("info/index.json", "{}").file("info/paths.json", paths).file("info/files", files);
    package.file(folder + "lib/a", "aa").link(folder + "lib/l", MemberType::symlink, "../lib/./a");
    return std::move(package.link(folder + "lib/o", MemberType::symlink, "/elsewhere"));
}

std::string paths(const std::string& text, const std::string& old_text = json(right_paths)) {
    const auto in_one = verdict(conda(old_text, "", false), conda(text, "", false), "info/paths.json");
    const auto in_parts = verdict(conda(old_text), conda(text), "info/paths.json");
    CHECK(in_one == in_parts);
    return in_parts;
}

}  // namespace

TEST_CASE("derived: a gem's checksums are those of its parts as they are packed") {
    const auto right_sums = checksums("packed metadata", "packed data");
    CHECK(sums(right_sums) == "right");
    CHECK(says(sums(checksums("packed metadata", "other")), "\"data.tar.gz\" has another SHA256"));
    CHECK(says(sums(checksums("other", "packed data")), "\"metadata.gz\" has another SHA512"));
    CHECK(says(sums("---\nSHA256: {}\n"), "does not state digests of both parts"));
    CHECK(says(sums("---\nSHA256:\n  metadata.gz: " + hex_digest("sha256", "packed metadata") + "\n"),
               "both parts"));
    CHECK(says(sums("a: [\n"), "YAML"));
    const auto result = recompute(gem(right_sums), gem(right_sums), "checksums.yaml");
    REQUIRE(result);
    REQUIRE(result->places.size() == 4);
    CHECK(result->places[0].kind == "digest.derived");
    CHECK(text_of(right_sums, result->places[3]) == hex_digest("sha512", "packed data"));
}

TEST_CASE("derived: a gem's metadata lists its files") {
    CHECK(files("files:\n- lib/a.rb\n- lib/b.rb\n") == "right");
    CHECK(files("x: &1 y\nfiles:\n- lib/b.rb\n- 'lib/a.rb'\nhomepage: *1\n") == "right");
    CHECK(says(files("files:\n- lib/a.rb\n"), "\"lib/b.rb\" is in the gem and not listed"));
    CHECK(says(files("files:\n- lib/a.rb\n- lib/b.rb\n- lib/c.rb\n"), "\"lib/c.rb\" is not in the gem"));
    CHECK(files("files:\n- !binary x\n") == "nothing");
    CHECK(says(files("files: []\nother:\n- lib/a.rb\n"), "nothing"));
    const std::string metadata = "name: a\nfiles:\n- lib/a.rb\n- lib/b.rb\ndate: x\n";
    const auto result = recompute(gem(""), gem("", metadata), "metadata");
    REQUIRE(result);
    REQUIRE(result->places.size() == 1);
    CHECK(text_of(metadata, result->places[0]) == "- lib/a.rb\n- lib/b.rb\n");
}

TEST_CASE("derived: a gem's files mean something in a gem only") {
    Package package;
    package.file("checksums.yaml", "x").file("metadata", "files:\n- a\n");
    CHECK(verdict(package, package, "checksums.yaml") == "no row");
    CHECK(verdict(package, package, "metadata") == "no row");
}

TEST_CASE("derived: conda's paths.json states every file") {
    CHECK(paths(json(right_paths)) == "right");
    CHECK(says(paths(json(replace_all(right_paths, hex_digest("sha256", "aa"), hex_digest("sha256", "ab")))),
               "\"lib/a\" has another sha256 or size"));
    CHECK(says(paths(json(entry("lib/a", "aa"))), "\"lib/l\" is in the package and not listed"));
    CHECK(says(paths(json(right_paths + "," + entry("lib/b", "b"))), "\"lib/b\" is not in the package"));
    CHECK(says(paths(json(right_paths + "," + entry("lib/a", "aa"))), "\"lib/a\" is listed twice"));
    CHECK(says(paths(json(right_paths + R"(,{"sha256":"x"})")), "no _path"));
    CHECK(
        says(paths(json(replace_all(right_paths, R"("size_in_bytes":2)", R"("size_in_bytes":3)"))), "size"));
    CHECK(says(paths(json(replace_all(right_paths, "softlink", "hardlink"))), "another type"));
    CHECK(says(paths("{"), "JSON"));
}

TEST_CASE("derived: what a link out of a conda package is said to hold may only stay") {
    const auto other = replace_all(right_paths, hex_digest("sha256", "zz"), hex_digest("sha256", "zy"));
    CHECK(says(paths(json(other)), "\"lib/o\" points at what is not in the package"));
    CHECK(paths(json(other), json(other)) == "right");
    const auto empty =
        replace_all(right_paths, entry("lib/o", "zz", "", "softlink"), entry("lib/o", "", "", "softlink"));
    CHECK(paths(json(empty)) == "right");
}

TEST_CASE("derived: what installers act on in paths.json is no part of the listing") {
    const std::string prefix = R"(,"prefix_placeholder":"/opt/x")";
    const auto with_prefix =
        json(replace_all(right_paths, entry("lib/a", "aa"), entry("lib/a", "aa", prefix)));
    const auto same = recompute(conda(with_prefix), conda(with_prefix), "info/paths.json");
    REQUIRE(same);
    CHECK(same->whole);
    for (const auto& text : {with_prefix, json(right_paths, R"(],"paths_version":2})")}) {
        const auto result = recompute(conda(json(right_paths)), conda(text), "info/paths.json");
        REQUIRE(result);
        CHECK_FALSE(result->whole);
        CHECK(result->problem.empty());
        CHECK(result->places.size() == 6);
    }
}

TEST_CASE("derived: conda's info/files names every file") {
    const auto of = [](const std::string& text) {
        return verdict(conda(json(right_paths)), conda(json(right_paths), text), "info/files");
    };
    CHECK(of("lib/o\nlib/a\nlib/l\n") == "right");
    CHECK(says(of("lib/a\nlib/l\n"), "\"lib/o\" is in the package and not listed"));
    CHECK(says(of("lib/a\nlib/l\nlib/o\nlib/x\n"), "line 4: \"lib/x\" is not in the package"));
    CHECK(says(of("lib/a\nlib/a\n"), "listed twice"));
}

TEST_CASE("derived: what is nested in a package is no file of the package") {
    Package package;
    package.file("x.tar.bz2", "x");
    package.file("info/index.json", "{}").file("info/paths.json", json("")).file("info/files", "lib/x.zip\n");
    package.file("lib/x.zip", "x").file("inner", "y");
    package.nest(5).nest(1);
    CHECK(verdict(package, package, "x.tar.bz2!/info/files") == "right");
}
