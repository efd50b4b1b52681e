#include "release/fields.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "catch.hpp"

namespace bumpgate::release {
namespace {

using Texts = std::vector<std::string>;

/// "a/b=value" a field.
Texts told(const std::optional<Fields>& fields) {
    REQUIRE(fields);
    Texts texts;
    for (const auto& field : *fields) texts.push_back(join(field.path, "/") + "=" + field.value);
    return texts;
}

}  // namespace

TEST_CASE("fields of TOML") {
    CHECK(told(read_toml_fields(
              "a = 1 # b = 2\n\n[package]\nname = \"ac\\u006de\\\"\"\r\nversion='1.4.2'\n")) ==
          Texts{"a=1", "package/name=acme\"", "package/version=1.4.2"});
    CHECK(told(read_toml_fields("[target.'cfg(a.b)'.dependencies]\n\"x y\".version = \"1\"\nz = { version = "
                                "\"2\", features = [\"a\", # c\n \"b\",\n], x = true }\n")) ==
          Texts{"target/cfg(a.b)/dependencies/x y/version=1", "target/cfg(a.b)/dependencies/z/version=2",
                "target/cfg(a.b)/dependencies/z/features/=a", "target/cfg(a.b)/dependencies/z/features/=b",
                "target/cfg(a.b)/dependencies/z/x=true"});
    CHECK(told(read_toml_fields(
              "a = \"\"\"\nversion = \"1\"\n[b]\"\"\"\"\nb = '''\n[c]\n'''\nc = []\nd={}\n")) ==
          Texts{"a=version = \"1\"\n[b]\"", "b=[c]\n"});
    CHECK(told(read_toml_fields("[[p]]\nname = \"a\"\n[[p]]\nname = \"b\"\n")) ==
          Texts{"p/name=a", "p/name=b"});
    CHECK(told(read_toml_fields("[p]\nv = 1\nv = 2\n")) == Texts{"p/v=1", "p/v=2"});
    CHECK(told(read_toml_fields("a = \"\"\"x\\\n   y\"\"\"")) == Texts{"a=xy"});
    for (const auto* bad : {"a", "a = ", "[a", "[a] b", "a = \"x", "a = \"x\ny\"", "a = 'x\ny'", "a = [1",
                            "a = {b", "= 1", "a b = 1", "a = \"\\x\"", "a = \"\\uD800\"",
                            "a = 1 b = \"2\" \"", "a = 'x' y", "a = \"\xff\"", "a..b = 1"}) {
        INFO(bad);
        const auto fields = read_toml_fields(bad);
        CHECK((!fields || told(fields) == Texts{"a=1 b = \"2\" \""}));
    }
    CHECK_FALSE(read_toml_fields("a = " + std::string(100000, '[')));
    CHECK_FALSE(read_toml_fields("a = " + std::string(100000, '{')));
    std::string dotted = "a";
    for (int i = 0; i < 1000; ++i) dotted += ".a";
    CHECK_FALSE(read_toml_fields(dotted + " = 1"));
}

TEST_CASE("fields of YAML") {
    CHECK(told(read_yaml_fields(
              "--- !ruby/object:Gem::Specification\nname: acme\nversion: !ruby/object:Gem::Version\n"
              "  version: 1.4.2\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: rake\n"
              "  x: &1 y\n- name: *1\n")) == Texts{"name=acme", "version/version=1.4.2",
                                                   "dependencies//name=rake", "dependencies//x=y",
                                                   "dependencies//name="});
    CHECK(told(read_yaml_fields("version: 1.10\nversion: 2\n")) == Texts{"version=1.10", "version=2"});
    CHECK_FALSE(read_yaml_fields("a: 1\n---\na: 2\n"));
    CHECK_FALSE(read_yaml_fields("a: [\n"));
    CHECK_FALSE(read_yaml_fields(""));
    CHECK_FALSE(read_yaml_fields("? [a, b]\n: 1\n"));
    CHECK_FALSE(read_yaml_fields(std::string(100000, '[')));
}

TEST_CASE("fields of XML") {
    CHECK(told(read_xml_fields("<?xml version=\"1.0\"?><n:package xmlns:n='u'><n:id a='b&amp;c'> acme "
                               "</n:id></n:package>")) ==
          Texts{"package=", "package/@xmlns:n=u", "package/id=acme", "package/id/@a=b&c"});
    CHECK_FALSE(read_xml_fields("<a><b></a>"));
    CHECK_FALSE(read_xml_fields(""));
    CHECK_FALSE(read_xml_fields("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    for (int i = 0; i < 100000; ++i) deep += "</a>";
    CHECK_FALSE(read_xml_fields(deep));
}

TEST_CASE("fields of JSON") {
    CHECK(told(read_json_fields(
              R"({"a": {"b": 1, "c": ["x", {"d": 2.50}]}, "e": null, "f": true, "e": "\u0061"})")) ==
          Texts{"a/b=1", "a/c/=x", "a/c//d=2.50", "e=null", "f=true", "e=a"});
    CHECK_FALSE(read_json_fields("{\"a\": 1"));
    CHECK_FALSE(read_json_fields(std::string(100000, '[')));
    CHECK(told(read_json_fields("1")) == Texts{"=1"});
}

TEST_CASE("values at a path") {
    const auto fields = read_json_fields(R"({"a": [{"b": "1"}, {"b": ""}, {"b": "2"}], "b": "3"})");
    REQUIRE(fields);
    CHECK(values_at(*fields, {"a", "*", "b"}) == Texts{"1", "2"});
    CHECK(first_at(*fields, {"b"}) == "3");
    CHECK_FALSE(first_at(*fields, {"c"}));
}

}  // namespace bumpgate::release
