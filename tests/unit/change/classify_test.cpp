#include "change/change.hpp"

#include <set>

#include "fixture.hpp"

namespace bumpgate::change_test {

namespace {

Case with_files(Files old_files, Files new_files) {
    old_files.insert(old_files.begin(), {"PKG-INFO", pkg_info("acme-widgets", "1.4.2")});
    new_files.insert(new_files.begin(), {"PKG-INFO", pkg_info("acme-widgets", "1.4.3")});
    return Case({"acme-widgets-1.4.2", std::move(old_files)}, {"acme-widgets-1.4.3", std::move(new_files)});
}

std::string package(const std::string& version, const std::string& more) {
    return "{\n  \"name\": \"@acme/widgets\",\n  \"version\": \"" + version + "\"" + more + "\n}\n";
}

}  // namespace

TEST_CASE("members are added, removed, renamed") {
    CHECK(with_files({}, {{"evil.py", "x\n"}}).kinds("evil.py") == Kinds{"file.added"});
    CHECK(with_files({{"gone.py", "x\n"}}, {}).kinds("gone.py") == Kinds{"file.removed"});
    CHECK(with_files({{"a.py", "some content\n"}}, {{"b.py", "some content\n"}}).kinds("b.py") ==
          Kinds{"file.renamed"});
}

TEST_CASE("metadata has kinds of its own") {
    CHECK(with_files({{"a", "x", MemberType::file, 0644, ""}}, {{"a", "x", MemberType::file, 0755, ""}})
              .kinds("a") == Kinds{"file.mode"});
    CHECK(with_files({{"a", "", MemberType::symlink, 0777, "b"}}, {{"a", "", MemberType::symlink, 0777, "c"}})
              .kinds("a") == Kinds{"file.link"});
    CHECK(with_files({{"a", "", MemberType::symlink, 0777, "acme-widgets-1.4.2"}},
                     {{"a", "", MemberType::symlink, 0777, "acme-widgets-1.4.3"}})
              .kinds("a") == Kinds{"version.own"});
    const auto type = with_files({{"a", ""}}, {{"a", "", MemberType::symlink, 0644, "b"}}).kinds("a");
    CHECK(std::set<std::string>(type.begin(), type.end()) == std::set<std::string>{"file.type", "file.link"});
}

TEST_CASE("an entry for a folder that exists anyway is noise") {
    CHECK(with_files({{"d/a", "x"}}, {{"d", "", MemberType::directory, 0755, ""}, {"d/a", "x"}}).kinds("d") ==
          Kinds{"container.format"});
    CHECK(with_files({}, {{"d", "", MemberType::directory, 0755, ""}}).kinds("d") == Kinds{"file.added"});
}

TEST_CASE("a downgrade and a reused version are findings") {
    const auto side = [](const std::string& version, const std::string& more) {
        return Side{"a-" + version, {{"PKG-INFO", pkg_info("a", version)}, {"x", more}}};
    };
    CHECK(Case(side("1.4.3", ""), side("1.4.2", "")).kinds("").front() == "version.downgrade");
    CHECK(Case(side("1.4.3", "a\n"), side("1.4.3", "b\n")).kinds() == Kinds{"version.reused", "text"});
    const Case conflict({"a-1.0", {{"PKG-INFO", pkg_info("a", "1.0")}}},
                        {"a-1.1", {{"PKG-INFO", pkg_info("a", "1.2")}}});
    const auto kinds = conflict.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "identity.conflict") == 1);
}

TEST_CASE("dependencies of package.json") {
    const auto dependencies = [](const std::string& body) { return ",\n  \"dependencies\": {" + body + "}"; };
    const auto kinds = [&](const std::string& from, const std::string& to) {
        return npm(package("1.4.2", dependencies(from)), package("1.4.3", dependencies(to)))
            .kinds("package.json");
    };
    CHECK(kinds(R"("left-pad": "^1.0.0")", R"("left-pad": "^1.0.1")") ==
          Kinds{"version.own", "dependency.version"});
    CHECK(kinds(R"("left-pad": "^1.4.2")", R"("left-pad": "^1.4.3")") ==
          Kinds{"version.own", "dependency.version"});
    CHECK(kinds(R"("@acme/core": "^1.4.2")", R"("@acme/core": "^1.4.3")") ==
          Kinds{"version.own", "version.sibling"});
    CHECK(kinds(R"("@acme/core": "^3.1.0")", R"("@acme/core": "^3.1.1")") ==
          Kinds{"version.own", "dependency.sibling"});
    CHECK(kinds(R"("a": "1")", R"("a": "1", "b": "2")") == Kinds{"version.own", "dependency.added"});
    CHECK(kinds(R"("a": "1", "b": "2")", R"("a": "1")") == Kinds{"version.own", "dependency.removed"});
    CHECK(kinds(R"("@acme/core": "^1.4.2")", R"("@acme/core": "~1.4.3")").back() == "text");
    CHECK(kinds(R"("@acme/core": "^1.4.2")", R"("@acme/core": "git+https://evil.example/x")").back() ==
          "text");
}

TEST_CASE("dependencies that come or go with their table, or among other lines") {
    const auto kinds = [](const std::string& from, const std::string& to) {
        auto all = npm(package("1.4.2", from), package("1.4.3", to)).kinds("package.json");
        std::erase(all, "version.own");
        return all;
    };
    const std::string table = ",\n  \"optionalDependencies\": {\n    \"a\": \"1\",\n    \"b\": \"2\"\n  }";
    const std::string script = ",\n  \"files\": [\"x\"]";
    CHECK(kinds("", table) == Kinds{"dependency.added", "dependency.added"});
    CHECK(kinds(table, "") == Kinds{"dependency.removed", "dependency.removed"});
    CHECK(kinds("", ",\n  \"optionalDependencies\": {\"a\": \"1\"}") == Kinds{"dependency.added"});
    for (const auto& both : {script + table, table + script}) {
        const auto found = kinds("", both);
        CHECK(std::count(found.begin(), found.end(), "dependency.added") == 2);
        CHECK(std::count(found.begin(), found.end(), "text") >= 1);
    }
    // Another key with braces is no table.
    const auto other = kinds("", ",\n  \"overrides\": {\"c\": \"1\"}" + table);
    CHECK(std::count(other.begin(), other.end(), "text") >= 1);
}

TEST_CASE("dependencies of requires.txt, one change each") {
    const auto requires_txt = [](const std::string& from, const std::string& to) {
        return kinds_of("a.egg-info/requires.txt", from, to);
    };
    CHECK(requires_txt("a==1.0\n", "a==1.1\n") == Kinds{"dependency.version"});
    CHECK(requires_txt("a==1.0\n", "a==1.0\nb\nc\n") == Kinds{"dependency.added", "dependency.added"});
    CHECK(requires_txt("a==1.0\nb\n", "a==1.0\n") == Kinds{"dependency.removed"});
    CHECK(requires_txt("a==1.4.2\n", "a==9.9.9\n") == Kinds{"dependency.version"});
}

TEST_CASE("a commit id in its field") {
    const auto head = [](char c) { return ",\n  \"gitHead\": \"" + std::string(40, c) + "\""; };
    const auto kinds = [&](const std::string& from, const std::string& to) {
        return npm(package("1.4.2", from), package("1.4.3", to)).kinds("package.json");
    };
    CHECK(kinds(head('a'), head('b')) == Kinds{"version.own", "commit"});
    CHECK(kinds(head('a'), head('0')) == Kinds{"version.own", "text"});
    CHECK(kinds(head('a'), "").back() == "text");
}

TEST_CASE("kinds of text") {
    CHECK(kinds_of("a.txt", "a\n", "a\r\n") == Kinds{"text.line-ending"});
    CHECK(kinds_of("a.txt", "a b\n", "a  b\n") == Kinds{"text.whitespace"});
    CHECK(kinds_of("a.py", "if a:\n    b\n", "if a:\n        b\n") == Kinds{"text"});
    CHECK(kinds_of("a.txt", "a\n",
                   "\xEF\xBB\xBF"
                   "a\n") == Kinds{"text.encoding"});
}

TEST_CASE("places are lines and columns, bytes from one") {
    const auto changed = sdist("1.4.2", "1.4.3", "a.txt", "one\ntwo old\n", "one\ntwo new\n");
    const auto& change = changed.changes().items.back();
    REQUIRE(change.old_side);
    CHECK(change.old_side->span.line == 2);
    CHECK(change.old_side->span.column == 5);
    CHECK(change.old_side->text == "old");
    CHECK(change.new_side->lines == "two new");
}

TEST_CASE("a fingerprint is that of one change of one pair of releases") {
    const auto id = [](const std::string& to, const std::string& old_text, const std::string& new_text) {
        const auto result = sdist("1.4.2", to, "a.py", old_text, new_text);
        for (const auto& change : result.changes().items) {
            if (change.kind == "text") return change.id;
        }
        return std::string("none");
    };
    const auto known = id("1.4.3", "retries = 0\n", "retries = 1\n");
    CHECK(known == id("1.4.3", "retries = 0\n", "retries = 1\n"));
    CHECK(known != id("1.4.3", "skipped = 0\n", "skipped = 1\n"));
    CHECK(known != id("1.4.3", "x\nretries = 0\n", "x\nretries = 1\n"));
    CHECK(known != id("1.4.4", "retries = 0\n", "retries = 1\n"));
}

TEST_CASE("fingerprints are unique and the same from run to run") {
    const auto make = [] { return sdist("1.4.2", "1.4.3", "a.txt", "x\nsame\nx\n", "y\nsame\ny\n"); };
    const auto first = make(), second = make();
    std::set<std::string> ids;
    for (std::size_t i = 0; i < first.changes().items.size(); ++i) {
        const auto& id = first.changes().items[i].id;
        CHECK(id.size() == 16);
        CHECK(id == second.changes().items[i].id);
        CHECK(ids.insert(id).second);
    }
}

TEST_CASE("the invariants notice what is not told") {
    const auto made = with_files({{"a.txt", "one\ntwo\n"}}, {{"a.txt", "one\nTWO\n"}, {"b", "x"}});
    const auto holds = [&](const Changes& changes) {
        return change::check_invariants(changes, made.diff(), made.trees(), made.release()).has_value();
    };
    CHECK(holds(made.changes()));
    for (std::size_t i = 0; i < made.changes().items.size(); ++i) {
        auto less = made.changes();
        less.items.erase(less.items.begin() + static_cast<std::ptrdiff_t>(i));
        INFO(made.changes().items[i].kind << " " << made.changes().items[i].path);
        CHECK_FALSE(holds(less));
    }
    auto forged = made.changes();
    for (auto& change : forged.items) {
        if (change.kind == "text") change.kind = change::kind::version_own;
    }
    CHECK_FALSE(holds(forged));
}

}  // namespace bumpgate::change_test
