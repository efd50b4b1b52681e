#include "change/statements.hpp"

#include "base/text.hpp"
#include "fixture.hpp"

// Requirements in the manifests of every ecosystem.
namespace bumpgate::change_test {

namespace {

/// "name op version, op version" of every statement.
std::vector<std::string> stated(const std::string& path, const std::string& content) {
    const auto subject = change::Subject::file(path, content);
    std::vector<std::string> result;
    for (const auto& statement : change::statements_of(subject)) {
        auto text = statement.requirement.name;
        for (const auto& comparator : statement.requirement.comparators)
            text += " " + comparator.op + comparator.version;
        if (!statement.requirement.source.empty()) text += " from " + statement.requirement.source;
        result.push_back(text);
        CHECK(statement.begin < statement.end);
        CHECK(statement.end <= content.size());
    }
    return result;
}

using Texts = std::vector<std::string>;

/// Kinds in a manifest of some release when `from` becomes `to` in it.
Kinds when(const std::string& path, const std::string& content, const std::string& from,
           const std::string& to) {
    const auto changed = replace_all(content, from, to);
    REQUIRE(changed != content);
    return kinds_of(path, content, changed);
}

const std::string cargo_toml = R"x([package]
name = "x"

[dependencies]
log = "0.4"

[dependencies.serde]
version = "1.0.100"
features = ["derive"]

[dependencies.short]
version = "=2.0.1"
package = "long-name"

[target."cfg(unix)".dependencies]
libc = { version = "0.2.100", default-features = false }

[dev-dependencies.here]
path = "../here"
)x";

const std::string cargo_lock = R"x(version = 3

[[package]]
name = "serde"
version = "1.0.100"
source = "registry+index"

[[package]]
name = "syn"
version = "2.0.90"
source = "registry+index"
)x";

const std::string go_mod = R"x(module example.org/x

go 1.21

require example.org/one v1.2.3

require (
	example.org/two v0.5.0
	example.org/three v0.0.0-20241104194629-dd2ea8efbc28 // indirect
)

replace example.org/two => ../two

exclude example.org/four v1.0.0
)x";

const std::string pom = R"x(<project>
  <parent>
    <groupId>g</groupId>
    <artifactId>p</artifactId>
    <version>7</version>
  </parent>
  <artifactId>x</artifactId>
  <dependencies>
    <dependency>
      <groupId>org.one</groupId>
      <artifactId>one</artifactId>
      <version>1.2.3</version>
    </dependency>
    <dependency>
      <groupId>org.two</groupId>
      <artifactId>two</artifactId>
      <version>[1.0,2.0)</version>
    </dependency>
  </dependencies>
</project>
)x";

const std::string nuspec = R"x(<package>
  <metadata>
    <id>X</id>
    <dependencies>
      <group targetFramework="net6.0">
        <dependency id="One" version="[1.2.3, )" exclude="Build" />
        <dependency id="Two" version="2.0.0" />
      </group>
    </dependencies>
  </metadata>
</package>
)x";

const std::string gem = R"x(--- !ruby/object:Gem::Specification
name: x
dependencies:
- !ruby/object:Gem::Dependency
  name: rack
  requirement: !ruby/object:Gem::Requirement
    requirements:
    - - "~>"
      - !ruby/object:Gem::Version
        version: '2.0.1'
  type: :runtime
- !ruby/object:Gem::Dependency
  name: json
  requirement: &id001 !ruby/object:Gem::Requirement
    requirements:
    - - ">="
      - !ruby/object:Gem::Version
        version: '1.8'
  type: :runtime
description: x
)x";

const std::string control = R"x(Package: x
Version: 1.0
Depends: libc6 (>= 2.34), x-data (= 9.8-1), debconf (>= 0.5) | debconf-2.0,
 python3:any
Breaks: old (<< 3)
)x";

}  // namespace

TEST_CASE("statements: what manifests of each ecosystem ask for") {
    CHECK(stated("Cargo.toml", cargo_toml) ==
          Texts{"log 0.4", "serde 1.0.100", "long-name =2.0.1", "libc 0.2.100", "here from path ../here"});
    CHECK(stated("Cargo.lock", cargo_lock) == Texts{"serde =1.0.100", "syn =2.0.90"});
    CHECK(stated("go.mod", go_mod) == Texts{"example.org/one >=v1.2.3", "example.org/two >=v0.5.0",
                                            "example.org/three >=v0.0.0-20241104194629-dd2ea8efbc28",
                                            "example.org/two => ../two"});
    CHECK(stated("pom.xml", pom) == Texts{"g:p 7", "org.one:one 1.2.3", "org.two:two [1.0 )2.0"});
    CHECK(stated("X.nuspec", nuspec) == Texts{"One [1.2.3 )", "Two 2.0.0"});
    CHECK(stated("metadata", gem) == Texts{"rack ~>2.0.1", "json >=1.8"});
    CHECK(stated("control/control", control) == Texts{"libc6 >=2.34", "x-data =9.8-1",
                                                      "debconf from debconf (>= 0.5) | debconf-2.0",
                                                      "python3", "old <<3"});
    CHECK(stated("info/index.json", R"({"depends": ["python >=3.8,<4", "numpy 1.21.* py39_0", "tzdata"]})") ==
          Texts{"python >=3.8 <4", "numpy 1.21.*", "tzdata"});
    CHECK(stated("Chart.yaml",
                 "name: x\ndependencies:\n- name: redis\n  version: ^17.0.1\n  repository: r\n") ==
          Texts{"redis ^17.0.1"});
    CHECK(stated("other.toml", cargo_toml).empty());
}

TEST_CASE("statements: a range that moved") {
    const Kinds moved{"dependency.version"};
    CHECK(when("Cargo.toml", cargo_toml, "1.0.100", "1.0.101") == moved);
    CHECK(when("Cargo.toml", cargo_toml, "0.2.100", "0.2.101") == moved);
    CHECK(when("Cargo.toml", cargo_toml, "=2.0.1", "=2.0.2") == moved);
    CHECK(when("Cargo.lock", cargo_lock, "2.0.90", "2.0.91") == moved);
    CHECK(when("go.mod", go_mod, "v0.5.0", "v0.5.1") == moved);
    CHECK(when("go.mod", go_mod, "v1.2.3", "v1.3.0") == moved);
    CHECK(when("pom.xml", pom, "1.2.3", "1.2.4") == moved);
    CHECK(when("pom.xml", pom, "2.0)", "3.0)") == moved);
    CHECK(when("X.nuspec", nuspec, "2.0.0", "2.1.0") == moved);
    CHECK(when("metadata", gem, "2.0.1", "2.0.2") == moved);
    CHECK(when("control/control", control, "9.8-1", "9.8-2") == moved);
    CHECK(when("control/control", control, "2.34", "2.36") == moved);
    CHECK(when("Chart.yaml", "name: x\ndependencies:\n- name: redis\n  version: ^17.0.1\n", "17.0.1",
               "17.0.2") == moved);
    CHECK(when("info/index.json", R"({"depends": ["python >=3.8,<4"]})", "3.8", "3.9") == moved);
}

TEST_CASE("statements: more than a range") {
    const Kinds text{"text"};
    CHECK(when("Cargo.toml", cargo_toml, "\"=2.0.1\"", "\"^2.0.1\"") == text);
    CHECK(when("Cargo.toml", cargo_toml, "../here", "../there") == text);
    CHECK(when("Cargo.toml", cargo_toml, "[\"derive\"]", "[\"rc\"]") == text);
    CHECK(when("go.mod", go_mod, "../two", "../evil") == Kinds{"dependency.added"});
    CHECK(when("pom.xml", pom, "[1.0,", "(1.0,") == text);
    CHECK(when("pom.xml", pom, "1.2.3", "${v}") == text);
    CHECK(when("metadata", gem, "~>", ">=") == text);
    CHECK(when("control/control", control, "(= 9.8-1)", "(>= 9.8-1)") == text);
    CHECK(when("control/control", control, "debconf-2.0", "debconf-3.0") == text);
}

TEST_CASE("statements: what was added and removed") {
    const Kinds added{"dependency.added"}, removed{"dependency.removed"};
    CHECK(when("Cargo.toml", cargo_toml, "log = \"0.4\"\n", "log = \"0.4\"\nevil = \"1\"\n") == added);
    CHECK(when("Cargo.toml", cargo_toml,
               "\n[dependencies.short]\nversion = \"=2.0.1\"\npackage = \"long-name\"\n", "") == removed);
    CHECK(when("Cargo.lock", cargo_lock,
               "\n[[package]]\nname = \"syn\"\nversion = \"2.0.90\"\nsource = \"registry+index\"\n",
               "") == removed);
    CHECK(when("go.mod", go_mod, "\texample.org/two v0.5.0\n",
               "\texample.org/two v0.5.0\n\texample.org/evil v0.1.0\n") == added);
    CHECK(when("pom.xml", pom, "  </dependencies>",
               "    <dependency>\n      <artifactId>e</artifactId>\n      <version>1</version>\n    "
               "</dependency>\n"
               "  </dependencies>") == added);
    CHECK(when("X.nuspec", nuspec, "        <dependency id=\"Two\" version=\"2.0.0\" />\n", "") == removed);
    CHECK(when("control/control", control, "old (<< 3)", "old (<< 3), evil (>= 1)") == added);
    CHECK(when("info/index.json", R"({"depends": ["python >=3.8,<4"]})", "<4\"", "<4\", \"evil\"") == added);
}

}  // namespace bumpgate::change_test
