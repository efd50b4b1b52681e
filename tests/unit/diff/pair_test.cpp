#include <algorithm>

#include "diff/pair.hpp"
#include "fixture.hpp"

namespace bumpgate::diff {
namespace {

using diff_test::Compared;
using diff_test::File;
using diff_test::file;
using diff_test::folder;
using diff_test::link_to;
using diff_test::Random;

std::string source(int number, int lines = 40) {
    std::string text;
    for (int i = 0; i < lines; ++i)
        text += "def function_" + std::to_string(number * 1000 + i) + "(): return " +
                std::to_string(number * i) + "\n";
    return text;
}

TEST_CASE("paths below the root pair, the root itself too") {
    const Compared c = diff_test::compare({folder("acme-1.4.2"), file("acme-1.4.2/VERSION", "1.4.2\n")},
                                          {folder("acme-1.4.3"), file("acme-1.4.3/VERSION", "1.4.3\n")},
                                          "acme-1.4.2", "acme-1.4.3");
    REQUIRE(c.diff.pairs.size() == 2);
    CHECK(c.at("acme-1.4.3").status == PairStatus::identical);
    CHECK(c.at("acme-1.4.3/VERSION").paired_by == PairedBy::path);
    CHECK(c.at("acme-1.4.3/VERSION").status == PairStatus::changed);
    CHECK(c.at("acme-1.4.3/VERSION").metadata.empty());
}

TEST_CASE("paths pair across the version, with the path as a difference") {
    const Compared c =
        diff_test::compare({file("acme-1.4.2.dist-info/METADATA", "old"), file("lib/acme-1.4.2.js", "x"),
                            file("lib/acme-1.4.2.min.js", "y")},
                           {file("acme-1.4.3.dist-info/METADATA", "new"), file("lib/acme-1.4.3.min.js", "y"),
                            file("lib/acme-1.4.3.js", "x")});
    REQUIRE(c.diff.pairs.size() == 3);
    for (const Pair& pair : c.diff.pairs) {
        CHECK(pair.paired_by == PairedBy::version_path);
        CHECK(pair.status == PairStatus::changed);
        REQUIRE(pair.metadata.size() == 1);
        CHECK(pair.metadata[0].field == "path");
    }
    CHECK(c.old_path("lib/acme-1.4.3.js") == "lib/acme-1.4.2.js");
    CHECK(c.at("acme-1.4.3.dist-info/METADATA").metadata[0].old_value == "acme-1.4.2.dist-info/METADATA");
}

TEST_CASE("the one file of a random name pairs by its folder") {
    const std::string folder = "package/services/metadata/core-properties/";
    const auto guid = [](char digit) { return std::string(32, digit); };
    const auto pair_of = [&](const std::string& from, const std::string& to, std::vector<File> more = {}) {
        more.insert(more.begin(), file(to, "new"));
        const auto c = diff_test::compare({file(from, "old")}, more);
        return c.at(to).paired_by;
    };
    const auto from = folder + guid('0') + ".psmdcp", to = folder + guid('f') + ".psmdcp";
    CHECK(pair_of(from, to) == PairedBy::random_name);
    CHECK(pair_of("a-1.4.2.nupkg!/" + from, "a-1.4.3.nupkg!/" + to) == PairedBy::random_name);
    CHECK(pair_of(from, to, {file(folder + guid('1') + ".psmdcp", "x")}) == PairedBy::none);
    CHECK(pair_of(from, folder + guid('g') + ".psmdcp") == PairedBy::none);
    CHECK(pair_of(from, folder + guid('f') + ".psmdcpx") == PairedBy::none);
    CHECK(pair_of(from, folder + "f" + guid('f') + ".psmdcp") == PairedBy::none);
    CHECK(pair_of(from, "x" + to) == PairedBy::none);
    CHECK(pair_of(folder + "core.psmdcp", to) == PairedBy::none);
}

TEST_CASE("decoy: the old content under another name does not stand in for the file that changed") {
    const std::string honest = source(1);
    const Compared c =
        diff_test::compare({file("a.py", honest)}, {file("a.py", "evil()\n"), file("b.py", honest)});
    CHECK(c.at("a.py").status == PairStatus::changed);
    CHECK(c.at("a.py").paired_by == PairedBy::path);
    CHECK(c.at("a.py").content);
    CHECK(c.at("b.py").status == PairStatus::added);
}

TEST_CASE("decoy by version: a path that the version explains goes before equal content") {
    const std::string honest = source(1);
    const Compared c = diff_test::compare({file("acme-1.4.2.js", honest)},
                                          {file("acme-1.4.3.js", "evil()\n"), file("copy.js", honest)});
    CHECK(c.at("acme-1.4.3.js").paired_by == PairedBy::version_path);
    CHECK(c.at("copy.js").status == PairStatus::added);
}

TEST_CASE("duplicate names pair by occurrence, every copy") {
    const Compared c = diff_test::compare({file("a", "1"), file("a", "2"), file("a", "3")},
                                          {file("a", "1"), file("a", "x")});
    REQUIRE(c.diff.pairs.size() == 3);
    CHECK(c.diff.pairs[0].status == PairStatus::identical);
    CHECK(c.diff.pairs[1].status == PairStatus::changed);
    CHECK(*c.diff.pairs[1].old_member == 1);
    CHECK(c.diff.pairs[2].status == PairStatus::removed);
    CHECK(*c.diff.pairs[2].old_member == 2);
}

TEST_CASE("identical content under another path is a rename, in the order of paths") {
    const Compared c = diff_test::compare({file("b1", "content"), file("b2", "content"), file("gone", "")},
                                          {file("c2", "content"), file("c1", "content"), file("new", "")});
    CHECK(c.at("c1").paired_by == PairedBy::content);
    CHECK(c.at("c1").status == PairStatus::changed);
    CHECK(c.old_path("c1") == "b1");
    CHECK(c.old_path("c2") == "b2");
    REQUIRE(c.at("c1").metadata.size() == 1);
    CHECK(c.at("c1").metadata[0].field == "path");
    CHECK(c.at("new").status == PairStatus::added);  // nothing is no content to be known by
    CHECK(c.at("gone").status == PairStatus::removed);
    CHECK(count(c.diff, c.trees).renamed == 2);
    CHECK(count(c.diff, c.trees).changed == 0);
}

TEST_CASE("similar text under another path is a rename; short, binary and unlike files are not") {
    std::string edited = source(1);
    edited.replace(edited.find("function_1005"), 13, "function_xxxx");
    const Compared c = diff_test::compare(
        {file("one.py", source(1)), file("short", "abcdefgh\nabcdefgh\n"),
         file("bin", std::string(1, '\0') + source(7)), file("two.py", source(2))},
        {file("uno.py", edited), file("brief", "abcdefgh\nabcdefgi\n"),
         file("nib", std::string(2, '\0') + source(7)), file("else.txt", std::string(2000, 'x') + "\n")});
    CHECK(c.at("uno.py").paired_by == PairedBy::similarity);
    CHECK(c.old_path("uno.py") == "one.py");
    CHECK(c.at("uno.py").status == PairStatus::changed);
    CHECK(c.at("uno.py").content);
    CHECK(c.at("brief").status == PairStatus::added);
    CHECK(c.at("nib").status == PairStatus::added);
    CHECK(c.at("else.txt").status == PairStatus::added);
    CHECK(c.at("two.py").status == PairStatus::removed);
}

TEST_CASE("links and folders are never paired by content") {
    const Compared c = diff_test::compare({link_to("l", MemberType::symlink, "x"), folder("d")},
                                          {link_to("m", MemberType::symlink, "x"), folder("e")});
    CHECK(c.diff.pairs.size() == 4);
    CHECK(c.at("m").status == PairStatus::added);
}

TEST_CASE("four thousand edited files that moved all find their counterpart") {
    std::vector<File> old_files, new_files;
    for (int i = 0; i < 4000; ++i) {
        const std::string name = "file" + std::to_string(i) + ".py";
        old_files.push_back(file("src/" + name, source(i, 12)));
        new_files.push_back(file("lib/" + name, "# moved\n" + source(i, 12)));
    }
    const Compared c = diff_test::compare(old_files, new_files);
    CHECK(c.diff.pairs.size() == 4000);
    std::ptrdiff_t own = 0;
    for (const Pair& pair : c.diff.pairs) {
        REQUIRE(pair.paired_by == PairedBy::similarity);
        const std::string& old_path = c.trees.old_tree.members[*pair.old_member].path;
        const std::string& new_path = c.trees.new_tree.members[*pair.new_member].path;
        own += old_path.substr(4) == new_path.substr(4) ? 1 : 0;
    }
    CHECK(own == 4000);
}

TEST_CASE("files that are all alike stay in a small number of comparisons and keep their names") {
    std::vector<File> old_files, new_files;
    for (int i = 0; i < 1000; ++i) {
        const std::string number = std::to_string(1000 + i);
        old_files.push_back(file("a/" + number, source(1) + "old " + number + "\n"));
        new_files.push_back(file("b/" + number, source(1) + "new " + number + "\n"));
    }
    const Compared c = diff_test::compare(old_files, new_files);
    CHECK(c.diff.pairs.size() == 1000);
    CHECK(c.old_path("b/1500") == "a/1500");
}

TEST_CASE("pairing does not depend on the order of the members") {
    Random random(5);
    std::vector<File> old_files, new_files;
    for (int i = 0; i < 60; ++i) {
        old_files.push_back(file("old" + std::to_string(i), source(i % 20)));
        new_files.push_back(file("new" + std::to_string(i), source(i % 25) + (i % 3 == 0 ? "" : "# more\n")));
    }
    const auto names = [](const Compared& c) {
        std::vector<std::string> result;
        for (const Pair& pair : c.diff.pairs)
            result.push_back((pair.old_member ? c.trees.old_tree.members[*pair.old_member].path : "-") + ">" +
                             (pair.new_member ? c.trees.new_tree.members[*pair.new_member].path : "-"));
        return result;
    };
    const auto expected = names(diff_test::compare(old_files, new_files));
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = old_files.size(); i > 1; --i)
            std::swap(old_files[i - 1], old_files[random.below(i)]);
        for (std::size_t i = new_files.size(); i > 1; --i)
            std::swap(new_files[i - 1], new_files[random.below(i)]);
        CHECK(names(diff_test::compare(old_files, new_files)) == expected);
    }
}

TEST_CASE("pairs are sorted by path, removed before added where paths are equal") {
    const Compared c = diff_test::compare({file("b", "1"), file("d", "2")}, {file("c", "3"), file("a", "4")});
    std::vector<std::string> paths;
    for (const Pair& pair : c.diff.pairs)
        paths.push_back(pair.new_member ? c.trees.new_tree.members[*pair.new_member].path
                                        : c.trees.old_tree.members[*pair.old_member].path);
    CHECK(paths == std::vector<std::string>{"a", "b", "c", "d"});
}

}  // namespace
}  // namespace bumpgate::diff
