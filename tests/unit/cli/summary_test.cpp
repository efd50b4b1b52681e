#include "cli/summary.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "catch.hpp"

using namespace bumpgate;
using namespace bumpgate::cli;

namespace {

Member file(const std::string& path, std::string_view content) {
    Member member;
    member.path = path;
    member.mode = 0644;
    member.content = content;
    return member;
}

Tree directory() {
    Tree tree;
    tree.name = "acme";
    tree.layers.push_back({"directory", "", "", {}});
    tree.members = {file("a", "1"), file("b", "2")};
    return tree;
}

std::string digest_of(const Tree& tree) {
    return summary_of(tree).sha256;
}

}  // namespace

TEST_CASE("a file's digest is that of its bytes") {
    Tree tree;
    tree.name = "a.tar";
    tree.packed = "abc";
    tree.packed_size = 3;
    tree.layers.push_back({"tar", "", "", {}});
    tree.members = {file("a", "1")};
    const auto summary = summary_of(tree);
    CHECK(summary.sha256 == sha256_hex("abc"));
    CHECK(summary.size == 3);
    CHECK(summary.members == 1);
    CHECK(summary.container == std::vector<std::string>{"tar"});
}

TEST_CASE("a directory's digest speaks of everything but times and order") {
    const auto tree = directory();
    auto other = directory();
    std::ranges::reverse(other.members);
    other.members[0].mtime = Timestamp{1, 2};
    CHECK(digest_of(other) == digest_of(tree));

    const auto changed = [&tree](auto edit) {
        auto copy = directory();
        edit(copy.members[0]);
        return digest_of(copy) != digest_of(tree);
    };
    CHECK(changed([](Member& member) { member.path = "A"; }));
    CHECK(changed([](Member& member) { member.mode = 0755; }));
    CHECK(changed([](Member& member) { member.content = "2"; }));
    CHECK(changed([](Member& member) { member.link_target = "b"; }));
    CHECK(changed([](Member& member) { member.type = MemberType::symlink; }));
}

TEST_CASE("no name can make one directory look like another") {
    auto tree = directory();
    auto forged = directory();
    forged.members = {file("a\" file 420 \"\" " + sha256_hex("1") + "\n\"b", "2")};
    tree.members = {file("a", "1"), file("b", "2")};
    CHECK(digest_of(tree) != digest_of(forged));
}
