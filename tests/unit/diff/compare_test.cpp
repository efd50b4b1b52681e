#include <algorithm>
#include <functional>

#include "diff/metadata.hpp"
#include "fixture.hpp"

namespace bumpgate::diff {
namespace {

using diff_test::Compared;
using diff_test::File;
using diff_test::file;
using diff_test::folder;
using diff_test::link_to;
using diff_test::Random;

const MetadataDifference* find(const Pair& pair, std::string_view field) {
    for (const MetadataDifference& difference : pair.metadata) {
        if (difference.field == field) return &difference;
    }
    return nullptr;
}

const ContainerDifference* find(const Diff& diff, std::string_view layer, std::string_view field) {
    for (const ContainerDifference& difference : diff.container) {
        if (difference.field == field && difference.layer == layer) return &difference;
    }
    return nullptr;
}

bool nothing_differs(const Diff& diff) {
    return diff.container.empty() && std::all_of(diff.pairs.begin(), diff.pairs.end(), [](const Pair& pair) {
               return pair.status == PairStatus::identical;
           });
}

std::vector<File> random_files(Random& random) {
    std::vector<File> files = {folder("d"), link_to("link", MemberType::symlink, "d/target"),
                               file("empty", ""), link_to("hard", MemberType::hardlink, "empty")};
    const std::size_t count = 2 + random.below(6);
    for (std::size_t i = 0; i < count; ++i) {
        std::string content;
        const std::size_t size = 1 + random.below(600);
        const bool binary = random.one_in(3);
        for (std::size_t k = 0; k < size; ++k)
            content += random.one_in(9)
                           ? '\n'
                           : static_cast<char>(binary ? random.below(256) : 'a' + random.below(4));
        files.push_back(file("d/file" + std::to_string(i), content));
    }
    return files;
}

/// One edit of one thing, anywhere.
void edit(Random& random, std::vector<File>& files) {
    File& any = files[random.below(files.size())];
    File& regular = files[4 + random.below(files.size() - 4)];
    switch (random.below(11)) {
        case 0:
            regular.content[random.below(regular.content.size())] ^= static_cast<char>(1 + random.below(127));
            break;
        case 1:
            regular.content.erase(random.below(regular.content.size()), 1);
            break;
        case 2:
            regular.content.insert(random.below(regular.content.size() + 1), 1, 'Z');
            break;
        case 3:
            any.path[random.below(any.path.size())] ^= 1;
            break;
        case 4:
            any.mode ^= 1U << random.below(12);
            break;
        case 5:
            files[1 + 2 * random.below(2)].link += "x";
            break;
        case 6:
            any.type = any.type == MemberType::fifo ? MemberType::file : MemberType::fifo;
            break;
        case 7:
            any.seconds += 1;
            break;
        case 8:
            (random.one_in(2) ? any.user : any.link) += "x";
            break;
        case 9:
            files.erase(files.begin() + static_cast<std::ptrdiff_t>(random.below(files.size())));
            break;
        default:
            files.push_back(file("added" + std::to_string(random.below(100)), ""));
            break;
    }
}

TEST_CASE("any one edit anywhere is reported, and without one nothing is") {
    Random random(42);
    for (int round = 0; round < 1000; ++round) {
        const std::vector<File> old_files = random_files(random);
        std::vector<File> new_files = old_files;
        REQUIRE(nothing_differs(diff_test::compare(old_files, new_files).diff));
        edit(random, new_files);
        CAPTURE(round);
        REQUIRE_FALSE(nothing_differs(diff_test::compare(old_files, new_files).diff));
    }
}

TEST_CASE("two members that change places are a difference of order") {
    Random random(43);
    for (int round = 0; round < 300; ++round) {
        const std::vector<File> old_files = random_files(random);
        std::vector<File> new_files = old_files;
        const std::size_t left = random.below(new_files.size());
        const std::size_t right = random.below(new_files.size());
        if (left == right) continue;
        std::swap(new_files[left], new_files[right]);
        REQUIRE(find(diff_test::compare(old_files, new_files).diff, "tar", "order") != nullptr);
    }
    const Compared c = diff_test::compare({file("a", "1"), file("b", "2"), file("c", "3"), file("x", "")},
                                          {file("b", "2"), file("c", "3"), file("a", "1")});
    const auto* order = find(c.diff, "tar", "order");
    REQUIRE(order != nullptr);
    CHECK(order->old_value == "1 moved; first: member 1 of 4, a");
    CHECK(order->new_value == "1 moved; first: member 3 of 3, a");
}

TEST_CASE("an added member alone is no difference of order") {
    CHECK(diff_test::compare({file("a", "1"), file("b", "2")},
                             {file("a", "1"), file("new", "3"), file("b", "2")})
              .diff.container.empty());
}

TEST_CASE("metadata is told field by field") {
    File old_file = file("f", "x");
    File new_file = old_file;
    new_file.mode = 04755;
    new_file.user = "eve";
    new_file.uid = 1000;
    new_file.seconds = -1;
    const Compared c = diff_test::compare({old_file}, {new_file});
    const Pair& pair = c.at("f");
    CHECK(pair.status == PairStatus::changed);
    CHECK_FALSE(pair.content);
    REQUIRE(pair.metadata.size() == 3);
    CHECK(find(pair, "mode")->old_value == "0644");
    CHECK(find(pair, "mode")->new_value == "4755");
    CHECK(find(pair, "owner")->old_value == "root(0):root(0)");
    CHECK(find(pair, "owner")->new_value == "eve(1000):root(0)");
    CHECK(find(pair, "time")->old_value == "2023-07-17T14:36:06.000000000Z");
    CHECK(find(pair, "time")->new_value == "1969-12-31T23:59:59.000000000Z");
}

TEST_CASE("a file that becomes a link is a changed type, and its content is gone") {
    const Compared c =
        diff_test::compare({file("f", "x\n")}, {link_to("f", MemberType::symlink, "/etc/passwd")});
    const Pair& pair = c.at("f");
    CHECK(pair.paired_by == PairedBy::path);
    REQUIRE(find(pair, "type") != nullptr);
    CHECK(find(pair, "type")->new_value == "symlink");
    CHECK(find(pair, "link")->new_value == "/etc/passwd");
    CHECK(pair.content);
}

TEST_CASE("hard links to the same file below the root are equal; others are not") {
    const auto linked = [](const std::string& old_target, const std::string& new_target) {
        return diff_test::compare({link_to("acme-1.4.2/l", MemberType::hardlink, old_target)},
                                  {link_to("acme-1.4.3/l", MemberType::hardlink, new_target)}, "acme-1.4.2",
                                  "acme-1.4.3")
            .diff.pairs[0]
            .status;
    };
    CHECK(linked("acme-1.4.2/a", "acme-1.4.3/a") == PairStatus::identical);
    CHECK(linked("acme-1.4.2/a", "acme-1.4.3/b") == PairStatus::changed);
    CHECK(linked("acme-1.4.2/a", "a") == PairStatus::changed);
    CHECK(linked("acme-1.4.2/a", "acme-1.4.2/a") == PairStatus::identical);
    CHECK(linked("acme-1.4.2", "acme-1.4.3") == PairStatus::changed);
}

TEST_CASE("times are written without the system's time zone") {
    CHECK(iso_time({1'689'604'566, 172'310'000}) == "2023-07-17T14:36:06.172310000Z");
    CHECK(iso_time({0, 0}) == "1970-01-01T00:00:00.000000000Z");
    CHECK(iso_time({951'782'400, 0}) == "2000-02-29T00:00:00.000000000Z");
    CHECK(iso_time({-86'400, 0}) == "1969-12-31T00:00:00.000000000Z");
    CHECK(iso_time({253'402'300'800, 0}) == "10000-01-01T00:00:00.000000000Z");
    CHECK(iso_time({-62'167'219'201, 0}) == "-0001-12-31T23:59:59.000000000Z");
    CHECK_FALSE(iso_time({std::numeric_limits<std::int64_t>::min(), 0}).empty());
    CHECK_FALSE(iso_time({std::numeric_limits<std::int64_t>::max(), 999'999'999}).empty());
}

TEST_CASE("container layers are compared field by field") {
    Compared c = diff_test::compare({file("f", "x")}, {file("f", "x")});
    c.trees.new_tree.layers[0].compression = "xfl 2";
    c.trees.new_tree.layers[0].header = "name \"x\"";
    c.trees.old_tree.layers[0].time = 5;
    diff_test::run(c);
    REQUIRE(c.diff.container.size() == 3);
    CHECK(find(c.diff, "gzip", "compression")->new_value == "xfl 2");
    CHECK(find(c.diff, "gzip", "header")->old_value.empty());
    CHECK(find(c.diff, "gzip", "time")->old_value == "1970-01-01T00:00:05.000000000Z");
    CHECK(find(c.diff, "gzip", "time")->new_value.empty());
    CHECK(c.diff.container[0].field == "compression");
}

TEST_CASE("another format is a difference, and so is what only one side's layers carry") {
    Compared c = diff_test::compare({file("f", "x")}, {file("f", "x")});
    c.trees.old_tree.layers[0].header = "comment";
    c.trees.new_tree.layers = {diff_test::layer("zip")};
    diff_test::run(c);
    REQUIRE(find(c.diff, "zip", "format") != nullptr);
    CHECK(find(c.diff, "zip", "format")->old_value == "gzip > tar");
    CHECK(find(c.diff, "zip", "format")->new_value == "zip");
    REQUIRE(find(c.diff, "gzip", "header") != nullptr);
    CHECK(find(c.diff, "gzip", "header")->old_value == "comment");
    CHECK(c.at("f").status == PairStatus::identical);
}

TEST_CASE("a directory has no order of its own") {
    Compared c = diff_test::compare({file("b", "1"), file("a", "2")}, {file("a", "2"), file("b", "1")});
    CHECK(find(c.diff, "tar", "order") != nullptr);
    c.trees.new_tree.layers = {diff_test::layer("directory")};
    diff_test::run(c);
    CHECK(find(c.diff, "directory", "order") == nullptr);
}

TEST_CASE("a root folder that differs by more than the version is a difference") {
    const auto root = [](const std::string& name) {
        const Compared c =
            diff_test::compare({file("acme-1.4.2/f", "x")}, {file(name + "/f", "x")}, "acme-1.4.2", name);
        return find(c.diff, "tar", "root") != nullptr;
    };
    CHECK_FALSE(root("acme-1.4.3"));
    CHECK(root("acme-1.4.4"));
    CHECK(root("evil-1.4.3"));
    const Compared dots = diff_test::compare({file("acme/f", "x")}, {file("./acme/f", "x")}, "acme", "acme");
    CHECK(find(dots.diff, "tar", "root") != nullptr);
}

TEST_CASE("text is what has no NUL on either side") {
    CHECK(diff_test::compare({file("f",
                                   "\xff"
                                   "a\n")},
                             {file("f",
                                   "\xff"
                                   "b\n")})
              .at("f")
              .content->text);
    CHECK_FALSE(
        diff_test::compare({file("f", "a\n")}, {file("f", std::string("a\0b\n", 4))}).at("f").content->text);
    CHECK_FALSE(diff_test::compare({file("f", std::string("\xff\xfe"
                                                          "a\0",
                                                          4))},
                                   {file("f", std::string("\xff\xfe"
                                                          "b\0",
                                                          4))})
                    .at("f")
                    .content->text);
    CHECK(diff_test::compare({file("f", "")}, {file("f", "b\n")}).at("f").content->text);
}

TEST_CASE("large inputs are compared by two threads with the same result") {
    std::vector<File> old_files, new_files;
    for (int i = 0; i < 40; ++i) {
        std::string content;
        for (int line = 0; line < 20000; ++line) content += "line " + std::to_string(line * (i + 1)) + "\n";
        old_files.push_back(file("f" + std::to_string(i), content));
        if (i % 2 == 0) content.replace(content.size() / 2, 3, "XYZ");
        new_files.push_back(file("f" + std::to_string(i), content));
    }
    const Compared c = diff_test::compare(old_files, new_files);
    CHECK(count(c.diff, c.trees).changed == 20);
    CHECK(count(c.diff, c.trees).identical == 20);
    CHECK(c.at("f4").content->hunks.size() == 1);
}

TEST_CASE("equal files are told, equal emptiness is not") {
    Compared c = diff_test::compare({file("f", "x")}, {file("f", "x")});
    CHECK_FALSE(c.diff.same_bytes);
    c.trees.old_tree.packed = "packed";
    c.trees.new_tree.packed = "packed";
    diff_test::run(c);
    CHECK(c.diff.same_bytes);
    c.trees.new_tree.packed = "packeD";
    diff_test::run(c);
    CHECK_FALSE(c.diff.same_bytes);
}

TEST_CASE("the time limit stops a comparison without a result") {
    Compared c = diff_test::compare({file("f", "x")}, {file("f", "y")});
    Limits limits;
    limits.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    const auto result = compare(c.trees, c.release, limits);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::limit);
}

}  // namespace
}  // namespace bumpgate::diff
