#include "archive/nested.hpp"

#include "catch.hpp"
#include "reading.hpp"

// Archives inside of archives.
namespace bumpgate::test {
namespace {

std::string tgz(const std::vector<TarEntry>& entries) {
    return gzip(tar(entries));
}

/// Paths of the members, one a line.
std::string paths(const Result<Tree>& tree) {
    if (!tree) return "error: " + tree.error().describe();
    std::string text;
    for (const auto& member : tree->members)
        text += std::string(member.depth, '+') + printable(member.path) + "\n";
    return text;
}

std::string paths(std::string_view bytes) {
    return paths(read_bytes(bytes));
}

Result<Trees> read_pair(const std::string& old_bytes, const std::string& new_bytes,
                        const Limits& limits = {}) {
    const TemporaryFolder folder;
    const auto old_path = folder.write("old", old_bytes);
    return archive::read_both(old_path, folder.write("new", new_bytes), limits);
}

/// What stands in `nested`: "PATH PREFIX FORMATS", and why it was not opened.
std::string nested(const Tree& tree) {
    std::string text;
    for (const auto& row : tree.nested) {
        text += row.path + " " + row.prefix;
        for (const auto& layer : row.layers) text += " " + layer.format;
        text += (row.opaque.empty() ? "" : ": " + row.opaque) + "\n";
    }
    return text;
}

std::string gem(const std::vector<TarEntry>& data, const std::string& metadata = "name: acme\n") {
    return tar({tar_file("metadata.gz", gzip(metadata)), tar_file("data.tar.gz", tgz(data)),
                tar_file("checksums.yaml.gz", gzip("---\n"))});
}

}  // namespace

TEST_CASE("the members of a nested archive follow it, with its path before theirs") {
    const auto inner = zip({zip_file("b", "B"), zip_file("d/c", "C")});
    const auto tree = read_bytes(tgz({tar_file("a"), tar_file("in/x.zip", inner), tar_file("z")}));
    CHECK(paths(tree) == "a\nin/x.zip\n+in/x.zip!/b\n+in/x.zip!/d/c\nz\n");
    CHECK(tree->members[1].content == inner);
    CHECK(tree->members[2].content == "B");
    REQUIRE(tree->nested.size() == 1);
    const auto& row = tree->nested.front();
    CHECK(nested(*tree) == "in/x.zip in/x.zip!/ zip\n");
    CHECK(row.member == 1U);
    CHECK(row.first == 2);
    CHECK(row.count == 2);
    CHECK(row.packed == inner);
    CHECK(tree->unpacked_size == inner.size() + 2);
}

TEST_CASE("compressions around a nested archive are layers, not members") {
    const auto tree = read_bytes(tar({tar_file("x.tgz", gzip(gzip(tar({tar_file("b")}))))}));
    CHECK(paths(tree) == "x.tgz\n+x.tgz!/b\n");
    CHECK(nested(*tree) == "x.tgz x.tgz!/ gzip gzip tar\n");
}

TEST_CASE("a compressed file holds one member, called like it without the suffix") {
    CHECK(paths(tar({tar_file("man/a.1.gz", gzip("text"))})) == "man/a.1.gz\n+man/a.1.gz!/a.1\n");
    CHECK(paths(tar({tar_file("a.gz!/b.gz", gzip("text"))})) == "a.gz!/b.gz\n+a.gz!/b.gz!/b\n");
}

TEST_CASE("archives nest as deep as the limit says, and no deeper") {
    auto bytes = tar({tar_file("f", "x")});
    for (int i = 0; i < 5; ++i) bytes = zip({zip_file("n", bytes)});
    CHECK(paths(bytes) == "n\n+n!/n\n++n!/n!/n\n+++n!/n!/n!/n\n++++n!/n!/n!/n!/n\n+++++n!/n!/n!/n!/n!/f\n");
    Limits limits;
    limits.nesting = 6;
    CHECK(read_bytes(bytes, "release", limits).has_value());
    limits.nesting = 5;
    CHECK(error_of(read_bytes(bytes, "release", limits)) ==
          "limit: release: member n!/n!/n!/n!/n: nesting limit of 5 exceeded: there is a further archive "
          "inside");
}

TEST_CASE("all limits hold for everything nested together") {
    const auto bytes =
        tar({tar_file("a.gz", gzip(std::string(3000, 'a'))), tar_file("b.gz", gzip(std::string(3000, 'b')))});
    Limits limits;
    limits.members = 3;
    CHECK(error_of(read_bytes(bytes, "release", limits))
              .find("limit: release: member b.gz: members limit of 3") == 0);
    limits = {};
    limits.total_bytes = 5000;
    CHECK(error_of(read_bytes(bytes, "release", limits)).find("total-bytes limit of 5000") !=
          std::string::npos);
    limits = {};
    limits.path_length = 7;  // a.gz!/a
    CHECK(read_bytes(bytes, "release", limits).has_value());
    limits.path_length = 6;
    CHECK(error_of(read_bytes(bytes, "release", limits)).find("path-length limit of 6") != std::string::npos);
}

TEST_CASE("what cannot be opened stays closed and says why") {
    const auto cut = gzip("some text").substr(0, 20);
    const auto tree = read_bytes(tar({tar_file("a.gz", cut), tar_file("b")}));
    CHECK(paths(tree) == "a.gz\nb\n");
    REQUIRE(tree->nested.size() == 1);
    CHECK(tree->nested[0].member == 0U);
    CHECK(tree->nested[0].layers.empty());
    CHECK(tree->nested[0].opaque.find("end") != std::string::npos);
    CHECK(tree->members[0].content == cut);
}

TEST_CASE("hazards of a nested archive tell where it lies") {
    const auto inner = gzip(tar({tar_file("../up")})) + "more";
    CHECK(hazards(zip({zip_file("d/x.tgz", inner)})) == "gzip " + std::to_string(inner.size() - 4) +
                                                            " gzip-trailing-data d/x.tgz!/\n" +
                                                            "tar 0 path-dotdot d/x.tgz!/../up\n");
}

TEST_CASE("a gem is one archive: the members of its data, its metadata and checksums") {
    const auto tree = read_bytes(gem({tar_file("lib/a.rb", "puts 1\n"), tar_file("./b")}));
    CHECK(paths(tree) == "metadata\ndata/lib/a.rb\ndata/b\nchecksums.yaml\n");
    CHECK(tree->members[0].content == "name: acme\n");
    CHECK(nested(*tree) ==
          "checksums.yaml.gz checksums.yaml part gzip file\ndata.tar.gz data/ part gzip tar\n"
          "metadata.gz metadata part gzip file\n");
    for (const auto& row : tree->nested) CHECK(!row.member);
    CHECK(hazards(gem({tar_file("../up")})) == "tar 0 path-dotdot data/../up\n");
}

TEST_CASE("a gem in an archive is one archive, too") {
    CHECK(paths(zip({zip_file("a.gem", gem({tar_file("b")}))})) ==
          "a.gem\n+a.gem!/metadata\n+a.gem!/data/b\n+a.gem!/checksums.yaml\n");
}

TEST_CASE("what only looks like a package shows its parts as what they are") {
    // A member stands where the data's own would be shown.
    const auto data = tar_file("data.tar.gz", tgz({tar_file("b")}));
    const auto metadata = tar_file("metadata.gz", gzip("m"));
    const auto sums = tar_file("checksums.yaml.gz", gzip("c"));
    CHECK(paths(tar({metadata, data, sums, tar_file("./data/b", "evil")})) ==
          "metadata.gz\n+metadata.gz!/metadata\ndata.tar.gz\n+data.tar.gz!/b\n"
          "checksums.yaml.gz\n+checksums.yaml.gz!/checksums.yaml\n./data/b\n");
    // Twice, or not all of them.
    CHECK(paths(tar({metadata, data, data, sums})).find("data.tar.gz!/b") != std::string::npos);
    CHECK(paths(tar({metadata, data})).find("data.tar.gz!/b") != std::string::npos);
    // An archive where one file belongs.
    CHECK(paths(tar({tar_file("metadata.gz", tgz({tar_file("x")})), data, sums})) ==
          "metadata.gz\n+metadata.gz!/x\ndata/b\nchecksums.yaml\n");
    // A part that cannot be read.
    CHECK(paths(tar({metadata, tar_file("data.tar.gz", "\x1f\x8b\x08"), sums})) ==
          "metadata\ndata.tar.gz\nchecksums.yaml\n");
}

TEST_CASE("a conda package is one archive") {
    const auto info = zstd(tar({tar_file("info/index.json", "{}")}));
    const auto pkg = zstd(tar({tar_file("lib/a.py", "1")}));
    const auto metadata = zip_file("metadata.json", "{}");
    CHECK(paths(zip({metadata, zip_file("info-a-1.tar.zst", info), zip_file("pkg-a-1.tar.zst", pkg)})) ==
          "metadata.json\ninfo/index.json\npkg/lib/a.py\n");
    // What does not lie in info/ would pass for what does.
    const auto other = zstd(tar({tar_file("index.json", "{}")}));
    CHECK(paths(zip({metadata, zip_file("info-a-1.tar.zst", other), zip_file("pkg-a-1.tar.zst", pkg)})) ==
          "metadata.json\ninfo-a-1.tar.zst\n+info-a-1.tar.zst!/index.json\npkg/lib/a.py\n");
}

TEST_CASE("the same bytes on both sides are not opened, wherever they lie") {
    const auto same = gzip("same");
    const auto trees = read_pair(tar({tar_file("a.gz", same), tar_file("b.gz", gzip("old"))}),
                                 tar({tar_file("c/a.gz", same), tar_file("b.gz", gzip("new"))}));
    REQUIRE(trees);
    CHECK(nested(trees->old_tree) == "b.gz b.gz!/ gzip file\n");
    CHECK(nested(trees->new_tree) == "b.gz b.gz!/ gzip file\n");
    CHECK(trees->new_tree.members[2].content == "new");
}

TEST_CASE("a part is opened even if it has the same bytes on both sides") {
    const auto trees = read_pair(gem({tar_file("b")}, "old"), gem({tar_file("b")}, "new"));
    REQUIRE(trees);
    CHECK(trees->old_tree.members.size() == 3);
    CHECK(trees->new_tree.members.size() == 3);
}

TEST_CASE("the order of members does not depend on what is opened first") {
    const auto deep = [](const std::string& text) {
        return zip({zip_file("y.gz", gzip(text)), zip_file("z", text)});
    };
    const auto trees = read_pair(tar({tar_file("a.zip", deep("1")), tar_file("b.zip", deep("2"))}),
                                 tar({tar_file("a.zip", deep("3")), tar_file("b.zip", deep("4"))}));
    REQUIRE(trees);
    std::string text;
    for (const auto& member : trees->old_tree.members) text += member.path + " ";
    CHECK(text == "a.zip a.zip!/y.gz a.zip!/y.gz!/y a.zip!/z b.zip b.zip!/y.gz b.zip!/y.gz!/y b.zip!/z ");
    for (const auto& row : trees->old_tree.nested) {
        REQUIRE(row.member);
        CHECK(trees->old_tree.members[*row.member].path == row.path);
        CHECK(row.first == *row.member + 1);
        for (std::size_t i = row.first; i < row.first + row.count; ++i)
            CHECK(trees->old_tree.members[i].path.starts_with(row.prefix));
    }
}

TEST_CASE("thousands of small nested archives need few stores") {
    std::vector<TarEntry> entries;
    for (int i = 0; i < 3000; ++i)
        entries.push_back(tar_file(std::to_string(i) + ".gz", gzip("text " + std::to_string(i))));
    const auto tree = read_bytes(tar(entries));
    REQUIRE(tree);
    CHECK(tree->members.size() == 6000);
    CHECK(tree->stores.size() < 5);
    CHECK(tree->members[5999].content == "text 2999");
}

}  // namespace bumpgate::test
