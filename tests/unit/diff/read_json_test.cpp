#include <nlohmann/json.hpp>

#include "archive/read.hpp"
#include "archives.hpp"
#include "archives_cpio.hpp"
#include "archives_folder.hpp"
#include "archives_rpm.hpp"
#include "base/text.hpp"
#include "diff/read.hpp"
#include "diff/write.hpp"
#include "fixture.hpp"

// The JSON of a diff is read back without loss, and believed in nothing that can be checked.
namespace bumpgate::diff {
namespace {

using namespace test;
using Json = nlohmann::ordered_json;

std::string json_of(const Trees& trees, const release::Overrides& overrides = {}) {
    const auto release = release::identify(trees, overrides);
    REQUIRE(release);
    const auto diff = compare(trees, *release, Limits());
    REQUIRE(diff);
    return to_json(*diff, trees, *release, overrides);
}

Trees read_pair(const std::string& old_bytes, const std::string& new_bytes) {
    const TemporaryFolder folder;
    const auto old_path = folder.write("acme-1.4.2.tar.gz", old_bytes);
    auto trees = archive::read_both(old_path, folder.write("acme-1.4.3.tar.gz", new_bytes), Limits());
    REQUIRE(trees);
    return *std::move(trees);
}

/// One of each: nested archives, links, bytes that are not UTF-8, hazards, an empty file.
std::string sample(const std::string& version) {
    const auto root = "acme-" + version + "/";
    const auto inner = zip({zip_file("in", version), zip_file("same", "s")});
    return gzip(tar({tar_file(root + "a", "x = '" + version + "'\n"), tar_file(root + "empty"),
                     tar_link('2', root + "link", "a"), tar_file(root + "n.zip", inner),
                     tar_file(root + "cut.gz", "\x1f\x8b\x08" + version), tar_file(root + "\xff", "\xfe\n"),
                     tar_file(root + "bin", std::string("\0\1", 2) + version), tar_file(root + "dup"),
                     tar_file(root + "dup", version)}));
}

/// The package of a version, in a package format whose bytes as a whole count.
std::string sample_rpm(const std::string& version) {
    return rpm_with(gzip(cpio({cpio_file("./usr/a", version)})),
                    [&](RpmOptions& options) { options.header[1] = rpm_text_tag(1001, version); });
}

std::string error_of(const std::string& text, const Limits& limits = {}) {
    const auto recorded = from_json(text, limits);
    return recorded ? "no error"
                    : std::string(to_string(recorded.error().code)) + ": " + recorded.error().message;
}

const std::string prefix = "corrupt: this is not a JSON diff of bumpgate: ";

}  // namespace

TEST_CASE("a diff comes back as it was written") {
    const auto trees = read_pair(sample("1.4.2"), sample("1.4.3"));
    const auto text = json_of(trees);
    const auto recorded = from_json(text, Limits());
    if (!recorded) FAIL(recorded.error().describe());
    CHECK(json_of(recorded->trees) == text);
    const auto& tree = recorded->trees.new_tree;
    REQUIRE(tree.members.size() == trees.new_tree.members.size());
    for (std::size_t i = 0; i < tree.members.size(); ++i) {
        const auto& member = tree.members[i];
        const auto& before = trees.new_tree.members[i];
        INFO(printable(member.path));
        CHECK(member.path == before.path);
        CHECK(member.depth == before.depth);
        CHECK(member.type == before.type);
        CHECK(member.mode == before.mode);
        CHECK(member.uid == before.uid);
        CHECK(member.user == before.user);
        CHECK(member.mtime == before.mtime);
        CHECK(member.link_target == before.link_target);
        CHECK(member.content == before.content);
    }
    CHECK(tree.hazards.size() == trees.new_tree.hazards.size());
    CHECK(tree.nested.size() == 2);
    CHECK(packed_digest(tree) == packed_digest(trees.new_tree));
    CHECK(tree.packed.empty());
}

TEST_CASE("an rpm's own bytes come back") {
    const auto [from, to] = std::pair(sample_rpm("1.4.2"), sample_rpm("1.4.3"));
    const auto packages = [](const std::string& old_bytes, const std::string& new_bytes) {
        const auto text = json_of(read_pair(old_bytes, new_bytes));
        auto recorded = from_json(text, Limits());
        if (!recorded) FAIL(recorded.error().describe());
        CHECK(json_of(recorded->trees) == text);
        return *std::move(recorded);
    };
    CHECK(packages(from, to).trees.new_tree.package == to);
    CHECK(packages(gzip(from), gzip(to)).trees.new_tree.package == to);
    const auto within = packages(tar({tar_file("a.rpm", from), tar_file("b.rpm.gz", gzip(from))}),
                                 tar({tar_file("a.rpm", to), tar_file("b.rpm.gz", gzip(to))}));
    CHECK(within.trees.new_tree.package.empty());
    REQUIRE(within.trees.new_tree.nested.size() == 4);
    CHECK(within.trees.new_tree.nested[0].package == to);
    CHECK(within.trees.new_tree.nested[1].package.empty());  // its payload
    CHECK(within.trees.new_tree.nested[2].package == to);
}

TEST_CASE("an rpm's own bytes are those that it states, and no others have any") {
    const auto [from, to] = std::pair(sample_rpm("1.4.2"), sample_rpm("1.4.3"));
    const auto forged = [](const std::string& old_bytes, const std::string& new_bytes, const char* place,
                           const char* other) {
        auto document = Json::parse(json_of(read_pair(old_bytes, new_bytes)));
        const Json::json_pointer at(place);
        if (other == nullptr) {
            document.at(at.parent_pointer()).erase(at.back());
        } else {
            document[at] = document.at(Json::json_pointer(other));
        }
        return error_of(document.dump(2) + "\n");
    };
    const auto side = prefix + "the \"package\" of \"acme-1.4.3.tar.gz\" is not the rpm that it states";
    CHECK(forged(from, to, "/new/package", "/old/package") == side);
    CHECK(forged(from, to, "/new/package", "/new/members/0/sha256") == side);
    CHECK(forged(from, to, "/new/package", nullptr) == side);
    CHECK(forged(gzip(from), gzip(to), "/new/package", nullptr) == side);
    CHECK(forged(sample("1.4.2"), sample("1.4.3"), "/new/package", "/new/members/0/sha256") == side);
    const auto old_tar = tar({tar_file("a.rpm", from)}), new_tar = tar({tar_file("a.rpm", to)});
    const auto nested = prefix + "the nested archive \"a.rpm\" is not what its members say";
    CHECK(forged(old_tar, new_tar, "/new/nested/0/package", "/old/nested/0/package") == nested);
    CHECK(forged(old_tar, new_tar, "/new/nested/0/package", nullptr) == nested);
}

TEST_CASE("all metadata comes back") {
    auto c = diff_test::compare({diff_test::file("a", "x")}, {diff_test::file("a", "y")});
    auto& member = c.trees.new_tree.members[0];
    member.atime = Timestamp{-5, 7};
    member.ctime = Timestamp{6, 999'999'999};
    member.birth_time = Timestamp{0, 0};
    member.attributes = {{"acl.access", "user::rw-"}, {"xattr.user.x", std::string("\0\xff", 2)}};
    member.sparse_map = "0+5 10+1";
    const auto recorded = from_json(json_of(c.trees), Limits());
    if (!recorded) FAIL(recorded.error().describe());
    const auto& read = recorded->trees.new_tree.members[0];
    CHECK(read.atime == member.atime);
    CHECK(read.ctime == member.ctime);
    CHECK(read.birth_time == member.birth_time);
    CHECK(read.attributes == member.attributes);
    CHECK(read.sparse_map == member.sparse_map);
}

TEST_CASE("what the user said when it was made comes back") {
    const auto c = diff_test::compare({diff_test::file("a", "1")}, {diff_test::file("a", "2")});
    release::Overrides overrides;
    overrides.name = "acme";
    overrides.old_version = "1";
    overrides.new_version = "2";
    overrides.scheme = "semver";
    overrides.scheme = "generic";
    const auto recorded = from_json(json_of(c.trees, overrides), Limits());
    if (!recorded) FAIL(recorded.error().describe());
    CHECK(recorded->overrides.name == "acme");
    CHECK(recorded->overrides.old_version == "1");
    CHECK(recorded->overrides.new_version == "2");
    CHECK(recorded->overrides.scheme == "generic");
}

namespace {

/// Every value of a document, by the way to it.
void collect(const Json& json, const Json::json_pointer& place, std::vector<Json::json_pointer>& places) {
    places.push_back(place);
    if (json.is_object()) {
        for (const auto& item : json.items()) collect(item.value(), place / item.key(), places);
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i) collect(json[i], place / i, places);
    }
}

/// Another value of the same type.
Json altered(const Json& json) {
    if (json.is_string()) return json.get<std::string>() + "x";
    if (json.is_number_integer()) return json.get<std::int64_t>() + 1;
    if (json.is_boolean()) return !json.get<bool>();
    if (json.is_array()) return json.empty() ? Json(std::vector<std::string>{"x"}) : Json::array();
    if (json.is_object()) return json.empty() ? Json("x") : Json::object();
    return Json("x");
}

/// What nothing else in the document can tell: taken as stated.
bool is_free(const std::string& place) {
    // A part of a package format is no member, so nothing else has its name.
    if (place.ends_with("/nested/0/path")) return true;
    for (const std::string part : {"/name", "/packed_size", "/packed_sha256", "/layers", "/hazards", "/mode",
                                   "/uid", "/gid", "/user", "/group", "/mtime", "/opaque", "/unpacked_size"})
        if (place.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("a diff that was altered anywhere is refused, or it is another diff that holds together") {
    const auto kind = GENERATE(as<std::string>(), "archive", "rpm");
    const auto make = [&](const std::string& version) {
        return kind == "rpm" ? sample_rpm(version) : sample(version);
    };
    const auto text = json_of(read_pair(make("1.4.2"), make("1.4.3")));
    const auto document = Json::parse(text);
    std::vector<Json::json_pointer> places;
    collect(document, Json::json_pointer(), places);
    std::size_t refused = 0;
    for (const auto& place : places) {
        auto forged = document;
        forged[place] = altered(document[place]);
        INFO(place.to_string());
        const auto recorded = from_json(forged.dump(2) + "\n", Limits());
        if (!recorded) ++refused;
        if (!recorded) continue;
        CHECK(is_free(place.to_string()));
        CHECK(json_of(recorded->trees, recorded->overrides) == forged.dump(2) + "\n");
    }
    CHECK(refused > places.size() / 2);
}

TEST_CASE("what is no diff is refused with what is wrong") {
    CHECK(error_of("") == prefix + "it is no JSON");
    CHECK(error_of("[]") == prefix + "it names no schema");
    CHECK(error_of("{\"schema\": 5}") == prefix + "it names no schema");
    CHECK(error_of("{\"schema\": \"bumpgate.diff/9\"}") ==
          "unsupported: a diff of schema \"bumpgate.diff/9\" is not known here");
    CHECK(error_of("{\"schema\": \"bumpgate.diff/1\"}") == prefix + "\"contents\" is no object");
    CHECK(error_of(std::string(200'000, '[')) == prefix + "it nests too deep");
    CHECK(error_of("{\"a\":\xff}") == prefix + "it is no JSON");
    Limits limits;
    limits.report_bytes = 10;
    CHECK(error_of("{\"schema\": 5}", limits).find("limit: report-bytes limit of 10") == 0);
}

TEST_CASE("a diff that names one content again and again costs no more than its limits") {
    const auto text = json_of(read_pair(gzip(tar({tar_file("a", std::string(5000, 'x') + "\n")})),
                                        gzip(tar({tar_file("b", "2\n")}))));
    auto document = Json::parse(text);
    const auto member = document["old"]["members"][0];
    for (int i = 0; i < 100; ++i) {
        auto more = member;
        more["path"] = "m" + std::to_string(i);
        document["old"]["members"].push_back(more);
    }
    const auto forged = document.dump();
    CHECK(error_of(forged) == prefix + "it has not the lines in which its members differ");
    Limits limits;
    limits.total_bytes = 100'000;
    CHECK(error_of(forged, limits).find("limit: total-bytes limit of 100000 exceeded: at member m") == 0);
    limits.total_bytes = 5001;
    CHECK(error_of(text, limits) == "no error");
    limits.member_bytes = 5000;
    CHECK(error_of(text, limits).find("limit: member-bytes limit of 5000 exceeded: 5001 bytes in member a") ==
          0);
}

TEST_CASE("a diff cut off anywhere is refused") {
    const auto text = json_of(read_pair(gzip(tar({tar_file("a", "1")})), gzip(tar({tar_file("a", "2")}))));
    for (std::size_t length = 0; length + 2 < text.size(); length += 7)
        CHECK(!from_json(text.substr(0, length), Limits()));
}

}  // namespace bumpgate::diff
