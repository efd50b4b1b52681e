#include "diff/nested.hpp"

#include "archive/read.hpp"
#include "archives.hpp"
#include "archives_folder.hpp"
#include "fixture.hpp"

// What differs in archives inside the releases.
namespace bumpgate::diff {
namespace {

using namespace test;
using diff_test::Compared;

/// The trees of two archives. Their bytes are mapped from files that are gone by now.
Compared compared(const std::string& old_bytes, const std::string& new_bytes) {
    const TemporaryFolder folder;
    const auto old_path = folder.write("old", old_bytes);
    auto trees = archive::read_both(old_path, folder.write("new", new_bytes), Limits());
    REQUIRE(trees);
    Compared result;
    result.release = diff_test::release_of("", "");
    result.trees = *std::move(trees);
    diff_test::run(result);
    return result;
}

std::string container(const Compared& c) {
    std::string text;
    for (const auto& difference : c.diff.container) {
        text += difference.path + (difference.old_path.empty() ? "" : " (" + difference.old_path + ")") +
                " " + difference.layer + " " + difference.field + "\n";
    }
    return text;
}

std::string pairs(const Compared& c) {
    std::string text;
    for (const auto& pair : c.diff.pairs) {
        if (pair.status == PairStatus::identical) continue;
        const auto& tree = pair.new_member ? c.trees.new_tree : c.trees.old_tree;
        text += std::string(to_string(pair.status)) + " " +
                tree.members[pair.new_member ? *pair.new_member : *pair.old_member].path;
        if (pair.content) text += pair.content->nested ? " nested" : " content";
        text += "\n";
    }
    return text;
}

std::string with_inner(const std::string& inner, const std::string& path = "x.zip") {
    return tar({tar_file("a"), tar_file(path, inner)});
}

}  // namespace

TEST_CASE("a change in a nested archive is a change of its member") {
    const auto c = compared(with_inner(zip({zip_file("f", "1"), zip_file("g", "same")})),
                            with_inner(zip({zip_file("f", "2"), zip_file("g", "same"), zip_file("h", "3")})));
    CHECK(pairs(c) == "changed x.zip nested\nchanged x.zip!/f content\nadded x.zip!/h\n");
    CHECK(container(c).empty());
}

TEST_CASE("a nested archive that is packed another way differs in that") {
    CHECK(container(compared(with_inner(zip({zip_file("f", "1")})),
                             with_inner(zip({zip_file("f", "1")}, {.comment = "c"})))) ==
          "x.zip zip header\n");
    const auto c = compared(with_inner(zip({zip_file("f", "1"), zip_file("g", "2")})),
                            with_inner(zip({zip_file("g", "2"), zip_file("f", "1")})));
    CHECK(container(c) == "x.zip zip order\n");
    CHECK(pairs(c) == "changed x.zip nested\n");
}

TEST_CASE("bytes that differ in nothing that is told of are told") {
    auto packed = zip_file("f", "1");
    packed.method = 8;
    const std::string other_deflate("\x33\x04\x00", 3);  // the same byte with fixed codes
    auto repacked = packed;
    repacked.packed = other_deflate;
    CHECK(container(compared(with_inner(zip({packed})), with_inner(zip({repacked})))) == "x.zip zip bytes\n");
    CHECK(container(compared(zip({packed}), zip({repacked}))) == " zip bytes\n");
    CHECK(
        container(compared(zip({packed, zip_file("g", "1")}), zip({repacked, zip_file("g", "2")}))).empty());
}

TEST_CASE("an archive on one side only is compared as bytes, and its members are added") {
    const auto c = compared(with_inner("no archive"), with_inner(zip({zip_file("f", "1")})));
    CHECK(pairs(c) == "changed x.zip content\nadded x.zip!/f\n");
}

TEST_CASE("nested archives whose names move with the version belong together") {
    const auto c = compared(with_inner(zip({zip_file("f-1.4.2", "1")}), "x-1.4.2.zip"),
                            with_inner(zip({zip_file("f-1.4.3", "2")}, {.comment = "c"}), "x-1.4.3.zip"));
    CHECK(pairs(c) == "changed x-1.4.3.zip nested\nchanged x-1.4.3.zip!/f-1.4.3 content\n");
    CHECK(container(c) == "x-1.4.3.zip (x-1.4.2.zip) zip header\n");
}

TEST_CASE("order is a matter of one container") {
    const auto a = tar_file("a.zip", zip({zip_file("f", "1")}));
    const auto b = tar_file("b.zip", zip({zip_file("f", "2")}));
    const auto a2 = tar_file("a.zip", zip({zip_file("f", "3")}));
    const auto b2 = tar_file("b.zip", zip({zip_file("f", "4")}));
    const auto c = compared(tar({a, b}), tar({b2, a2}));
    CHECK(container(c) == " tar order\n");
    CHECK(c.diff.container[0].old_value == "1 moved; first: member 1 of 4, a.zip");
}

TEST_CASE("parts of a package are compared like containers") {
    const auto gem = [](const std::string& data, int level) {
        GzipOptions options;
        options.xfl = static_cast<unsigned char>(level);
        return tar({tar_file("metadata.gz", gzip("m")), tar_file("data.tar.gz", gzip(data, options)),
                    tar_file("checksums.yaml.gz", gzip("c"))});
    };
    const auto data = tar({tar_file("f", "1")});
    CHECK(container(compared(gem(data, 0), gem(data, 2))) == "data.tar.gz gzip compression\n");
    const auto c = compared(gem(data, 0), gem(tar({tar_file("f", "2")}), 0));
    CHECK(pairs(c) == "changed data/f content\n");
}

TEST_CASE("what the archive says of a part is told, too") {
    const auto gem = [](std::uint32_t mode) {
        auto part = tar_file("data.tar.gz", gzip(tar({tar_file("f", "1")})));
        part.mode = mode;
        return tar({tar_file("metadata.gz", gzip("m")), part, tar_file("checksums.yaml.gz", gzip("c"))});
    };
    CHECK(container(compared(gem(0644), gem(0755))) == "data.tar.gz part header\n");
}

TEST_CASE("that differences are nested is checked") {
    auto c = compared(with_inner(zip({zip_file("f", "1")})), with_inner(zip({zip_file("f", "2")})));
    REQUIRE(check(c.diff, c.trees));
    auto silent = c.diff;
    for (auto& pair : silent.pairs) {
        if (c.trees.new_tree.members[*pair.new_member].path == "x.zip") continue;
        pair.content.reset();
        pair.status = PairStatus::identical;
    }
    CHECK(!check(silent, c.trees));
    auto closed = diff_test::compare({diff_test::file("x.zip", "1")}, {diff_test::file("x.zip", "2")});
    closed.diff.pairs[0].content->nested = true;
    CHECK(!check(closed.diff, closed.trees));
}

}  // namespace bumpgate::diff
