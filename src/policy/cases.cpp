// `tests:` of a policy.
#include "policy/cases.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "change/kinds.hpp"
#include "policy/fields.hpp"
#include "policy/kind_names.hpp"
#include "policy/sections.hpp"
#include "release/identity.hpp"

namespace bumpgate::policy {

namespace {

constexpr std::array test_keys = std::to_array<std::string_view>({"name", "release", "old", "new", "expect"});
constexpr std::array release_keys = std::to_array<std::string_view>({"name", "from", "to", "ecosystem"});
constexpr std::array member_keys = std::to_array<std::string_view>(
    {"text", "base64", "link", "directory", "mode", "time", "owner", "attributes"});
constexpr std::array expect_words = std::to_array<std::string_view>({"pass", "fail"});
constexpr std::array expect_keys = std::to_array<std::string_view>({"fail"});
constexpr std::uint32_t folder_mode = 0755;
constexpr std::uint32_t link_mode = 0777;
constexpr std::string_view hazard_prefix = "hazard.";

/// A text as it stands: a version such as 1.0 or a file's content is no number here, whatever YAML may think.
Result<std::string> read_text(const SourceText& source, const Node& node, std::string_view what) {
    if (node.type == Node::Type::scalar) return node.text;
    return refuse(source, node.spot, std::string(what) + " must be a text", "quote it");
}

Result<void> read_release(const SourceText& source, const Node& node, Case& test) {
    CHECK_OK(check_map(source, node, {"release of a test", release_keys}));
    if (const auto* name = find(node, "name")) test.package = TRY(read_text(source, *name, "name"));
    if (const auto* from = find(node, "from")) test.from = TRY(read_text(source, *from, "from"));
    if (const auto* to = find(node, "to")) test.to = TRY(read_text(source, *to, "to"));
    if (const auto* ecosystem = find(node, "ecosystem")) {
        std::vector<std::string_view> known;
        for (const auto& row : release::ecosystems()) known.push_back(row.id);
        test.ecosystem = known[TRY(read_word(source, *ecosystem, "ecosystem", known))];
    }
    return {};
}

Result<std::uint32_t> read_mode(const SourceText& source, const Node& node) {
    const auto text = TRY(read_text(source, node, "mode"));
    std::uint32_t mode = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, mode, 8);
    if (problem == std::errc{} && stop == end && mode <= 07777) return mode;
    return refuse(source, node.spot, quoted_word(text) + " is no mode", "octal digits, for example \"0755\"");
}

Result<std::int64_t> read_time(const SourceText& source, const Node& node) {
    const auto date = parse_date(TRY(read_text(source, node, "time")));
    if (!date) return refuse(source, node.spot, "this is no day of the calendar", "write it as 2026-12-31");
    return std::chrono::sys_seconds(std::chrono::sys_days(*date)).time_since_epoch().count();
}

Result<std::string> read_base64(const SourceText& source, const Node& node) {
    auto bytes = base64_decoded(TRY(read_text(source, node, "base64")));
    if (!bytes) return refuse(source, node.spot, "this is no base64", "RFC 4648, with its padding");
    return *std::move(bytes);
}

/// What the member is: a file unless it says otherwise, and one thing only.
Result<void> read_nature(const SourceText& source, const Node& node, CaseMember& member) {
    std::size_t natures = 0;
    if (const auto* text = find(node, "text"); text != nullptr && ++natures > 0)
        member.content = TRY(read_text(source, *text, "text"));
    if (const auto* bytes = find(node, "base64"); bytes != nullptr && ++natures > 0)
        member.content = TRY(read_base64(source, *bytes));
    if (const auto* link = find(node, "link"); link != nullptr && ++natures > 0) {
        member.type = CaseMember::Type::symlink;
        member.mode = link_mode;
        member.link_target = TRY(read_text(source, *link, "link"));
    }
    if (const auto* directory = find(node, "directory"); directory != nullptr && ++natures > 0) {
        if (!TRY(read_bool(source, *directory, "directory")))
            return refuse(source, directory->spot, "\"directory\" can only be true", "else leave it out");
        member.type = CaseMember::Type::directory;
        member.mode = folder_mode;
    }
    if (natures <= 1) return {};
    return refuse(source, node.spot, "a member is one thing", "keep one of text, base64, link and directory");
}

Result<CaseMember> read_member(const SourceText& source, const Node& node) {
    CaseMember member;
    if (node.type == Node::Type::scalar) {
        member.content = node.text;
        return member;
    }
    CHECK_OK(check_map(source, node, {"a member", member_keys}));
    CHECK_OK(read_nature(source, node, member));
    if (const auto* mode = find(node, "mode")) member.mode = TRY(read_mode(source, *mode));
    if (const auto* time = find(node, "time")) member.time = TRY(read_time(source, *time));
    if (const auto* owner = find(node, "owner")) member.owner = TRY(read_text(source, *owner, "owner"));
    if (const auto* attributes = find(node, "attributes")) {
        CHECK_OK(check_is_map(source, *attributes, "attributes"));
        for (std::size_t i = 0; i < attributes->keys.size(); ++i)
            member.attributes[attributes->keys[i].text] =
                TRY(read_text(source, attributes->items[i], "an attribute"));
    }
    return member;
}

/// Paths are those of an archive that no reader stumbles over: tests are about policies, not about hazards.
bool is_plain_path(std::string_view path) {
    const auto components = split(path, '/');
    return std::none_of(components.begin(), components.end(),
                        [](auto part) { return part.empty() || part == "." || part == ".."; });
}

Result<CaseSide> read_side(const SourceText& source, const Node& node, std::string_view what) {
    CHECK_OK(check_is_map(source, node, what));
    CaseSide side;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto& path = node.keys[i];
        if (!is_plain_path(path.text) || path.text.find("!/") != std::string::npos)
            return refuse(source, path.spot, quoted_word(path.text) + " is no path of a member",
                          "as in PKG-INFO or acme/core.py");
        side[path.text] = TRY(read_member(source, node.items[i]));
    }
    if (side.empty()) return refuse(source, node.spot, std::string(what) + " has no members", "name one");
    return side;
}

Result<std::string> read_expected_kind(const SourceText& source, const Node& node) {
    if (node.type == Node::Type::scalar &&
        (node.text == requirement_word || node.text.starts_with(hazard_prefix)))
        return node.text;
    return read_denied_kind(source, node, "an entry of fail");
}

Result<void> read_expectation(const SourceText& source, const Node& node, Case& test) {
    if (node.type == Node::Type::scalar) {
        test.passes = TRY(read_word(source, node, "expect", expect_words)) == 0;
        return {};
    }
    CHECK_OK(check_map(source, node, {"expect", expect_keys}));
    const auto* kinds = find(node, "fail");
    if (kinds == nullptr)
        return refuse(source, node.spot, "an empty \"expect\"", "pass, fail, or {fail: [KIND, ...]}");
    CHECK_OK(check_is_list(source, *kinds, "fail"));
    for (const auto& kind : kinds->items) test.kinds.insert(TRY(read_expected_kind(source, kind)));
    return {};
}

Result<Case> read_case(const SourceText& source, const Node& node, std::size_t index) {
    CHECK_OK(check_map(source, node, {"a test", test_keys}));
    for (const std::string_view needed : {"old", "new", "expect"}) {
        if (find(node, needed) == nullptr)
            return refuse(source, node.spot, "a test without \"" + std::string(needed) + "\"",
                          "it has name, release, old, new and expect");
    }
    Case test;
    test.place = place_at(source, node.spot.offset);
    test.name = "test " + std::to_string(index + 1);
    if (const auto* name = find(node, "name")) test.name = TRY(read_string(source, *name, "name"));
    if (const auto* release = find(node, "release")) CHECK_OK(read_release(source, *release, test));
    test.old_side = TRY(read_side(source, *find(node, "old"), "old"));
    test.new_side = TRY(read_side(source, *find(node, "new"), "new"));
    CHECK_OK(read_expectation(source, *find(node, "expect"), test));
    return test;
}

}  // namespace

Result<std::vector<Case>> read_cases(const SourceText& source, const Node& node) {
    CHECK_OK(check_is_list(source, node, "tests", "{old: {PATH: TEXT}, new: {PATH: TEXT}, expect: pass}"));
    std::vector<Case> cases;
    for (const auto& item : node.items) cases.push_back(TRY(read_case(source, item, cases.size())));
    return cases;
}

bool is_case_file(std::string_view name) {
    return name.ends_with(".tests.yaml") || name.ends_with(".tests.yml");
}

}  // namespace bumpgate::policy
