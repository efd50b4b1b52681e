#include "cases.hpp"

// Entries of `allow` that are more than a kind: keys and lines; and rules for some steps only.
namespace bumpgate::gate_test {

namespace {

using Path = std::vector<std::string>;

Change in_value(Path path, std::string_view kind_id = kind::text) {
    auto change = change_of(kind_id, "package.json");
    change.value = ChangedValue{};
    change.value->path = std::move(path);
    return change;
}

policy::Policy with_entry(const std::string& entry) {
    return with_rules({files_rule("package.json", entry)});
}

/// A change of whole lines; an empty text is a side without any.
Change lines(const std::string& removed, const std::string& added, std::string_view kind_id = kind::text) {
    auto change = change_of(kind_id, "package.json");
    const auto side = [](const std::string& text) {
        return ChangeSide{{0, text.empty() ? 0 : text.size() + 1, 1, 1}, text, text.empty() ? "next" : text};
    };
    change.old_side = side(removed);
    change.new_side = side(added);
    return change;
}

/// A change within a line.
Change within(const std::string& old_line, const std::string& new_line) {
    auto change = lines(old_line, new_line);
    change.old_side->span = {2, 1, 1, 3};
    change.new_side->span = {2, 1, 1, 3};
    return change;
}

}  // namespace

TEST_CASE("a key allows changes within its value and nowhere else") {
    const auto policy = with_entry("{key: /a/b, as: any}");
    CHECK(allows(policy, in_value({"a", "b"})));
    CHECK(!allows(policy, in_value({"a"})));
    CHECK(!allows(policy, in_value({"a", "b", "c"})));
    CHECK(!allows(policy, in_value({"a", "c"})));
    CHECK(!allows(policy, in_value({"A", "b"})));
    CHECK(!allows(policy, change_of(kind::text, "package.json")));
    auto elsewhere = in_value({"a", "b"});
    elsewhere.path = "other.json";
    CHECK(!allows(policy, elsewhere));
}

TEST_CASE("keys are escaped as in RFC 6901, and a star is any one component") {
    CHECK(allows(with_entry("{key: \"/a~1b/c~0d\", as: any}"), in_value({"a/b", "c~d"})));
    CHECK(!allows(with_entry("{key: /a/b, as: any}"), in_value({"a/b"})));
    const auto star = with_entry("{key: \"/packages/*/version\", as: any}");
    CHECK(allows(star, in_value({"packages", "x", "version"})));
    CHECK(allows(star, in_value({"packages", "", "version"})));
    CHECK(!allows(star, in_value({"packages", "x", "y", "version"})));
    CHECK(!allows(star, in_value({"packages", "version"})));
}

TEST_CASE("names of header fields are compared without case") {
    auto change = in_value({"generator"});
    const auto policy = with_entry("{key: /Generator, as: any}");
    CHECK(!allows(policy, change));
    change.value->any_case = true;
    CHECK(allows(policy, change));
}

TEST_CASE("a key's value has to be what the policy says") {
    const auto with_flag = [](bool ChangedValue::*flag) {
        auto change = in_value({"a"});
        *change.value.*flag = true;
        return change;
    };
    struct Row {
        std::string as;
        bool ChangedValue::*flag;
    };
    const std::vector<Row> rows{{"commit", &ChangedValue::is_commit},
                                {"date", &ChangedValue::is_date},
                                {"tool", &ChangedValue::is_tool},
                                {"version", &ChangedValue::is_version}};
    for (const auto& row : rows) {
        const auto policy = with_entry("{key: /a, as: " + row.as + "}");
        INFO(row.as);
        for (const auto& other : rows) CHECK(allows(policy, with_flag(other.flag)) == (row.as == other.as));
        const auto denied = one(policy, in_value({"a"}));
        CHECK(denied.decision == Decision::denied);
        CHECK(denied.explanation == "Rule mine/rule-1 allows {key: /a, as: " + row.as +
                                        "} here, but the value is not such a one on both sides.");
    }
    for (const auto id : {kind::version_own, kind::version_sibling, kind::version_weak}) {
        CHECK(allows(with_entry("{key: /a, as: version}"), in_value({"a"}, id)));
    }
}

TEST_CASE("a key or a line covers edits of text only") {
    const auto line = with_entry("{line: {added: \".*\", removed: \".*\"}}");
    const auto key = with_entry("{key: /a, as: any}");
    for (const auto& row : change::all_kinds()) {
        const bool never = row.id.starts_with("file") || row.id.starts_with("binary") ||
                           row.id == kind::exec_surface || row.id == kind::text_deceptive ||
                           row.id == kind::version_stale || row.id == kind::version_mixed ||
                           row.id == kind::version_downgrade || row.id == kind::version_reused ||
                           row.id == kind::identity_conflict || row.id == kind::digest_mismatch;
        INFO(row.id);
        if (never) {
            CHECK(!allows(key, in_value({"a"}, row.id)));
            CHECK(!allows(line, lines("a", "b", row.id)));
        }
    }
    CHECK(allows(key, in_value({"a"}, kind::dependency_version)));
    CHECK(allows(line, lines("a", "b", kind::version_weak)));
}

TEST_CASE("a line has to match on both sides, as a whole") {
    const auto policy = with_entry("{line: {added: 'built .*', removed: 'made .*'}}");
    CHECK(allows(policy, lines("made x", "built y")));
    CHECK(allows(policy, lines("made x\nmade z", "built y")));
    CHECK(allows(policy, lines("", "built y")));
    CHECK(allows(policy, lines("made y", "")));
    CHECK(allows(policy, within("made x", "built y")));
    CHECK(!allows(policy, lines("built x", "made y")));
    CHECK(!allows(policy, lines("made x\nrm -rf", "built y")));
    CHECK(!allows(policy, lines("made x", "built y\nrun()")));
    CHECK(!allows(policy, lines("made x", "so built y")));
    CHECK(!allows(policy, within("made x", "run(); built y")));
}

TEST_CASE("what a line does not speak of must not be there") {
    const auto added = with_entry("{line: {added: 'built .*'}}");
    CHECK(allows(added, lines("", "built y")));
    CHECK(!allows(added, lines("built x", "built y")));
    CHECK(!allows(added, lines("built x", "")));
    CHECK(!allows(added, within("built x", "built y")));
    const auto removed = with_entry("{line: {removed: 'built .*'}}");
    CHECK(allows(removed, lines("built x", "")));
    CHECK(!allows(removed, lines("", "built x")));
}

TEST_CASE("no expression covers what a person would not see") {
    const auto policy = with_entry("{line: {added: \".*\"}}");
    CHECK(allows(policy, lines("", "tab\there, caf\xC3\xA9, \xFF")));
    for (const std::string hidden : {"\r", "\v", "\f", "\xC2\x85", "\x85", "\xE2\x80\xA8", "\xE2\x80\xA9",
                                     "\xE2\x80\xAE", "\xE2\x80\x8B", "\x1B[2K"}) {
        INFO(printable(hidden));
        CHECK(!allows(policy, lines("", "a" + hidden + "b")));
    }
    CHECK(!allows(policy, lines("", std::string("a\0b", 3))));
}

TEST_CASE("a line of which only a part is known is not covered") {
    auto change = lines("", "built y");
    change.new_side->lines_cut = true;
    CHECK(!allows(with_entry("{line: {added: \".*\"}}"), change));
}

TEST_CASE("a rule for some steps holds for those only") {
    const auto policy = with_rules({"{files: [b], allow: [file.removed], when: {bump: [minor, major]}}"});
    const auto change = change_of(kind::file_removed, "b");
    const auto decision = [&](std::string_view to) {
        return judged(policy, {change}, {}, release_of("1.4.2", to)).changes.at(0);
    };
    CHECK(decision("1.5.0").decision == Decision::allowed);
    CHECK(decision("2.0.0").decision == Decision::allowed);
    const auto denied = decision("1.4.3");
    CHECK(denied.decision == Decision::denied);
    CHECK(
        denied.explanation ==
        "Rule mine/rule-1 allows file.removed here, but only for the steps [minor, major], and this step is "
        "patch.");
    CHECK(judged(policy, {change}).unused_rules.empty());
}

TEST_CASE("fixes name the key where a change lies in one value") {
    const auto fix = [](const Change& change) { return one(with_rules({}), change).fix; };
    CHECK(fix(in_value({"a", "b/c"})) == "{files: [/package.json], allow: [{key: \"/a/b~1c\", as: any}]}");
    auto commit = in_value({"gitHead"});
    commit.value->is_commit = true;
    CHECK(fix(commit) == "{files: [/package.json], allow: [{key: /gitHead, as: commit}]}");
    CHECK(fix(in_value({"x"}, kind::version_weak)) ==
          "{files: [/package.json], allow: [{key: /x, as: version}]}");
    CHECK(fix(in_value({"x", "*"})) == "{files: [/package.json], allow: [text]}");
    CHECK(fix(in_value({"x"}, kind::date)) == "{files: [/package.json], allow: [date]}");
    CHECK(fix(in_value({std::string(200, 'x')})) == "{files: [/package.json], allow: [text]}");
    CHECK(fix(in_value({"\xFF"})) == "{files: [/package.json], allow: [text]}");
}

}  // namespace bumpgate::gate_test
