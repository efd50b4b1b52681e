#include "diff/metadata.hpp"

#include <functional>

#include "fixture.hpp"

// What is told of a member besides its content, field by field.
namespace bumpgate::diff {
namespace {

Member plain() {
    Member member;
    member.path = "f";
    return member;
}

/// "FIELD OLD NEW" of each difference.
std::vector<std::string> told(const std::function<void(Member&)>& old_side,
                              const std::function<void(Member&)>& new_side) {
    Member old_member = plain(), new_member = plain();
    old_side(old_member);
    new_side(new_member);
    std::vector<std::string> result;
    for (const auto& difference : compare_metadata(old_member, new_member, diff_test::release_of("", "")))
        result.push_back(difference.field + "|" + difference.old_value + "|" + difference.new_value);
    return result;
}

using Told = std::vector<std::string>;

void nothing(Member&) {}

std::function<void(Member&)> with(std::vector<Attribute> attributes) {
    return [=](Member& member) { member.attributes = attributes; };
}

/// Whether a pair of these, called identical, is noticed.
bool noticed(const std::function<void(Member&)>& harm) {
    auto compared = diff_test::compare({diff_test::file("f", "x")}, {diff_test::file("f", "x")});
    harm(compared.trees.new_tree.members[0]);
    return !check(compared.diff, compared.trees);
}

}  // namespace

TEST_CASE("the times that an archive states are told one by one") {
    CHECK(told(
              [](Member& member) {
                  member.atime = Timestamp{0, 1};
              },
              [](Member& member) {
                  member.atime = Timestamp{0, 2};
              }) == Told{"atime|1970-01-01T00:00:00.000000001Z|1970-01-01T00:00:00.000000002Z"});
    CHECK(told(nothing, [](Member& member) { member.ctime = Timestamp{}; }) ==
          Told{"ctime||1970-01-01T00:00:00.000000000Z"});
    CHECK(told([](Member& member) { member.birth_time = Timestamp{}; }, nothing) ==
          Told{"birth-time|1970-01-01T00:00:00.000000000Z|"});
}

TEST_CASE("sparse maps are told as they are") {
    CHECK(told([](Member& member) { member.sparse_map = "0+1"; },
               [](Member& member) { member.sparse_map = "0+1 7+0"; }) == Told{"sparse|0+1|0+1 7+0"});
}

TEST_CASE("each attribute that differs is told by its name, with its raw value") {
    CHECK(told(with({{"acl.access", "a"}, {"xattr.user.n", "1"}}),
               with({{"acl.access", "a"}, {"xattr.user.n", "2"}})) == Told{"xattr xattr.user.n|1|2"});
    CHECK(told(with({{"a", "1"}, {"c", "3"}}), with({{"b", "2"}, {"c", "4"}, {"d", "5"}})) ==
          Told{"xattr a|1|", "xattr b||2", "xattr c|3|4", "xattr d||5"});
    CHECK(told(with({{"xattr.security.capability", std::string("\1\0", 2)}}), nothing) ==
          Told{std::string("xattr xattr.security.capability|\1\0|", 35)});
    CHECK(told(nothing, with({{"xattr.user.empty", ""}})) == Told{"xattr xattr.user.empty||"});
    CHECK(told(with({{"a", "1"}}), with({{"a", "1"}})).empty());
}

TEST_CASE("the fields are sorted, and a pair that differs in any is changed") {
    auto compared = diff_test::compare({diff_test::file("f", "x")}, {diff_test::file("f", "x")});
    auto& member = compared.trees.new_tree.members[0];
    member.mode = 0755;
    member.birth_time = member.atime = Timestamp{};
    member.sparse_map = "0+1";
    member.attributes = {{"flags", "uappnd"}};
    diff_test::run(compared);
    const Pair& pair = compared.diff.pairs[0];
    CHECK(pair.status == PairStatus::changed);
    std::vector<std::string> fields;
    for (const auto& difference : pair.metadata) fields.push_back(difference.field);
    CHECK(fields == std::vector<std::string>{"atime", "birth-time", "mode", "sparse", "xattr flags"});
}

TEST_CASE("a pair that is called identical and differs in one of them is noticed") {
    CHECK_FALSE(noticed(nothing));
    CHECK(noticed([](Member& member) { member.atime = Timestamp{}; }));
    CHECK(noticed([](Member& member) { member.ctime = Timestamp{}; }));
    CHECK(noticed([](Member& member) { member.birth_time = Timestamp{}; }));
    CHECK(noticed([](Member& member) { member.attributes = {{"flags", ""}}; }));
    CHECK(noticed([](Member& member) { member.sparse_map = "0+1"; }));
}

}  // namespace bumpgate::diff
