#include "fixture.hpp"

// Which value of a structured file a change lies in, and what that value is.
namespace bumpgate::change_test {

namespace {

const std::string a(40, 'a'), b(40, 'b');

std::optional<ChangedValue> value_in(const std::string& path, const std::string& old_content,
                                     const std::string& new_content) {
    const auto result = sdist("1.4.2", "1.4.3", path, old_content, new_content);
    std::optional<ChangedValue> value;
    for (const auto& change : result.changes().items) {
        if (change.path == path && change.value) value = change.value;
    }
    return value;
}

ChangedValue between(const std::string& from, const std::string& to) {
    const auto value = value_in("x.json", "{\"k\": \"" + from + "\"}\n", "{\"k\": \"" + to + "\"}\n");
    REQUIRE(value);
    return *value;
}

}  // namespace

TEST_CASE("changed values: the path in each format") {
    const auto pointer = [](const std::string& path, const std::string& from, const std::string& to) {
        const auto value = value_in(path, from, to);
        return value ? change::pointer_to(*value) : "none";
    };
    CHECK(pointer("x.json", "{\"a\": {\"b/c\": [1, \"x\"]}}", "{\"a\": {\"b/c\": [1, \"y\"]}}") ==
          "/a/b~1c/1");
    CHECK(pointer("x.toml", "[a]\nb = \"x\"\n", "[a]\nb = \"y\"\n") == "/a/b");
    CHECK(pointer("x.yaml", "a:\n  b: x\n", "a:\n  b: y\n") == "/a/b");
    CHECK(pointer("x.xml", "<a><b c=\"x\"/></a>", "<a><b c=\"y\"/></a>") == "/a/b/@c");
    CHECK(pointer("x.ini", "[a]\nb = x\n", "[a]\nb = y\n") == "/a/b");
    CHECK(pointer("d/WHEEL", "Generator: x\n", "Generator: y\n") == "/generator");
    CHECK(value_in("d/WHEEL", "Generator: x\n", "Generator: y\n")->any_case);
    CHECK(pointer("x.txt", "a: x\n", "a: y\n") == "none");
    CHECK(pointer("x.json", "{\"a\": \"x\"", "{\"a\": \"y\"") == "none");
}

TEST_CASE("changed values: only what lies within one value has one") {
    CHECK(!value_in("x.json", "{\"a\": \"x\"}\n", "{\"b\": \"x\"}\n"));
    CHECK(!value_in("x.json", "{\n\"a\": \"x\"\n}\n", "{\n\"a\": \"x\",\n\"b\": \"y\"\n}\n"));
    CHECK(!value_in("x.json", "{\"a\": \"x\"}\n", "{\"a\": [\"y\"]}\n"));
    CHECK(!value_in("x.json", "{\"a\": \"x\"}\n", "{\"a\": \"y\", \"a\": \"y\"}\n"));
}

TEST_CASE("changed values: two of one line are told apart") {
    const auto result =
        sdist("1.4.2", "1.4.3", "x.json", "{\"a\":\"p\",\"b\":\"q\"}", "{\"a\":\"r\",\"b\":\"s\"}");
    std::vector<std::string> pointers;
    for (const auto& change : result.changes().items) {
        if (change.path == "x.json")
            pointers.push_back(change.value ? change::pointer_to(*change.value) : "none");
    }
    CHECK(pointers == std::vector<std::string>{"/a", "/b"});
}

TEST_CASE("changed values: what they are") {
    CHECK(between(a, b).is_commit);
    CHECK(!between(a, b.substr(1)).is_commit);
    CHECK(!between(a, a.substr(1) + "g").is_commit);
    CHECK(between("2026-01-02", "2026-02-01").is_date);
    CHECK(!between("2026-02-01", "2026-01-02").is_date);
    CHECK(!between("2026-01-02", "2026-02-01 run").is_date);
    CHECK(between("1767312000", "1769904000").is_date);
    CHECK(!between("1769904000", "1767312000").is_date);
    CHECK(!between("1767312000", "1769904000000").is_date);
    CHECK(between("bdist_wheel (0.37.1)", "bdist_wheel (0.38.0)").is_tool);
    CHECK(!between("bdist_wheel (0.38.0)", "bdist_wheel (0.37.1)").is_tool);
    CHECK(!between("bdist_wheel (0.37.1)", "other_wheel (0.38.0)").is_tool);
    CHECK(between("1.4.2", "1.4.3").is_version);
    CHECK(between("v1.4.2", "v1.4.3").is_version);
    CHECK(!between("v1.4.2", "1.4.3").is_version);
    CHECK(!between("1.4.2", "1.4.4").is_version);
    const auto other = between("x", "y");
    CHECK((!other.is_commit && !other.is_date && !other.is_tool && !other.is_version));
}

}  // namespace bumpgate::change_test
