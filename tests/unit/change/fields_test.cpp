#include "fixture.hpp"

// Kinds that a value and the words around it tell: version.part, version.lag, tool.version, digest.sibling.
namespace bumpgate::change_test {

namespace {

/// Kinds in one file of acme-widgets from one version to another.
Kinds between(const std::string& from, const std::string& to, const std::string& old_content,
              const std::string& new_content, const std::string& path = "a.txt") {
    return sdist(from, to, path, old_content, new_content).kinds(path);
}

std::string on_lines(const std::string& line) {
    return "before\n" + line + "\nbehind\n";
}

}  // namespace

TEST_CASE("version.part: the front of a version where a word says version") {
    const auto part = [](const std::string& from, const std::string& to) {
        return between("1.4.2", "1.5.0", on_lines(from), on_lines(to));
    };
    CHECK(part("version = \"1.4\"", "version = \"1.5\"") == Kinds{"version.part"});
    CHECK(part("version 1.4.x", "version 1.5.x") == Kinds{"version.part"});
    CHECK(part("ratio = \"1.4\"", "ratio = \"1.5\"") == Kinds{"text"});
    CHECK(part("python_version = \"1.4\"", "python_version = \"1.5\"") == Kinds{"text"});
    CHECK(part("version = \"1.4\"", "version = \"1.6\"") == Kinds{"text"});
    CHECK(part("version = \"1.3\"", "version = \"1.5\"") == Kinds{"text"});
    CHECK(part("version = \"1.5\"", "version = \"1.4\"") == Kinds{"text"});
    CHECK(part("other-lib version 1.4", "other-lib version 1.5") == Kinds{"text"});
    CHECK(between("1.4.2", "1.5.0", "version = 1.4\n", "version = 1.5\n", "CHANGES.md") == Kinds{"text"});
    CHECK(between("1.4.2", "1.4.3", "version = 1.4\n", "version = 1.3\n") == Kinds{"text"});
}

TEST_CASE("version.part: a hash that ends the version") {
    const std::string a(40, 'a'), b(40, 'b'), c(40, 'c');
    const auto part = [&](const std::string& from, const std::string& to) {
        return npm("{\"name\": \"w\", \"version\": \"7.8.0-6." + a + "\",\n \"x\": {" + from + "}}\n",
                   "{\"name\": \"w\", \"version\": \"7.8.0-7." + b + "\",\n \"x\": {" + to + "}}\n")
            .kinds("package.json");
    };
    CHECK(part("\"version\": \"" + a + "\"", "\"version\": \"" + b + "\"").back() == "version.part");
    CHECK(part("\"version\": \"" + a + "\"", "\"version\": \"" + c + "\"").back() == "text");
    CHECK(part("\"seed\": \"" + a + "\"", "\"seed\": \"" + b + "\"").back() == "text");
}

TEST_CASE("version.lag: the version before the old one became the old one") {
    const auto lag = [](const std::string& from, const std::string& to) {
        return between("3.1162.0", "3.1163.0", on_lines(from), on_lines(to));
    };
    CHECK(lag("const v = \"3.1161.0\";", "const v = \"3.1162.0\";") == Kinds{"version.lag"});
    CHECK(lag("const v = \"3.1160.0\";", "const v = \"3.1162.0\";").front() == "text");
    CHECK(lag("const v = \"3.1161.0\";", "const v = \"3.1164.0\";") == Kinds{"text"});
    CHECK(lag("const v = \"2.1162.0\";", "const v = \"3.1162.0\";") == Kinds{"version.lag"});
    CHECK(lag("const v = \"1.1162.0\";", "const v = \"3.1162.0\";").front() == "text");
    CHECK(lag("other-lib@3.1161.0", "other-lib@3.1162.0") == Kinds{"text"});
    // In a file where another version moved, the old version would be stale, but the lag tells it.
    CHECK(lag("const v = \"3.1161.0\", w = \"3.1162.0\";", "const v = \"3.1162.0\", w = \"3.1163.0\";") ==
          Kinds{"version.lag", "version.own"});
    CHECK(lag("const v = \"3.1162.0\", w = \"3.1162.0\";", "const v = \"3.1162.0\", w = \"3.1163.0\";") ==
          Kinds{"version.mixed", "version.own"});
}

TEST_CASE("tool.version: a build tool in its field") {
    const auto wheel = [](const std::string& from, const std::string& to,
                          const std::string& path = "acme.dist-info/WHEEL") {
        return between("1.4.2", "1.4.3", "Wheel-Version: 1.0\n" + from + "\n",
                       "Wheel-Version: 1.0\n" + to + "\n", path);
    };
    CHECK(wheel("Generator: setuptools (75.8.0)", "Generator: setuptools (75.10.1)") ==
          Kinds{"tool.version"});
    CHECK(wheel("Generator: hatchling 1.18.0", "Generator: hatchling 1.19.0") == Kinds{"tool.version"});
    CHECK(wheel("Generator: setuptools (75.8.0)", "Generator: setuptools (75.7.0)") == Kinds{"text"});
    CHECK(wheel("Generator: setuptools (75.8.0)", "Generator: hatchling (75.9.0)") == Kinds{"text"});
    CHECK(wheel("Generator: setuptools (75.8.0)", "Generator: setuptools (75.9.0) x") == Kinds{"text"});
    CHECK(wheel("Tag: py3 (75.8.0)", "Tag: py3 (75.9.0)") == Kinds{"text"});
    CHECK(wheel("Generator: setuptools (75.8.0)", "Generator: setuptools (75.9.0)", "a.txt") ==
          Kinds{"text"});
    CHECK(wheel("Created-By: 17.0.12 (Oracle Corporation)", "Created-By: 17.0.13 (Oracle Corporation)",
                "META-INF/MANIFEST.MF") == Kinds{"tool.version"});
    CHECK(wheel("Created-By: 17.0.12 (Oracle Corporation)", "Created-By: 17.0.13 (Evil Corporation)",
                "META-INF/MANIFEST.MF") == Kinds{"text"});
    CHECK(between("1.4.2", "1.4.3", "Generator: a (1.0)\r\n", "Generator: a (1.0)\r\r\n",
                  "acme.dist-info/WHEEL")
              .size() == 1);  // behind all that is a line
    CHECK(wheel("Tool: Bnd-6.4.0", "Tool: Bnd-7.0.0", "META-INF/MANIFEST.MF") == Kinds{"tool.version"});
}

TEST_CASE("tool.version: a value of a structured file") {
    const auto jsii = [](const std::string& from, const std::string& to,
                         const std::string& key = "jsiiVersion", const std::string& path = ".jsii") {
        const auto assembly = [&](const std::string& value) {
            return "{\"author\":{\"name\":\"A\"},\"" + key + "\":\"" + value +
                   "\",\"schema\":\"jsii/0.10.0\"}";
        };
        return between("1.4.2", "1.4.3", assembly(from), assembly(to), path);
    };
    const Kinds tool{"tool.version"}, text{"text"};
    CHECK(jsii("1.113.0 (build fff9124)", "1.114.1 (build 02bbaf7)") == tool);
    CHECK(jsii("1.113.0", "1.114.1") == tool);
    CHECK(jsii("1.113.0 (build fff9124)", "1.112.0 (build 02bbaf7)") == text);
    CHECK(jsii("1.113.0 (build fff9124)", "1.113.0 (build 02bbaf7)") == text);
    CHECK(jsii("1.113.0 (build fff9124)", "1.114.1 (build 02bbaf7) x") == text);
    CHECK(jsii("1.113.0 (build fff9124)", "1.114.1 (build evil123)") == text);
    CHECK(jsii("1.113.0 (build fff9124)", "1.114.1 (made 02bbaf7)") == text);
    CHECK(jsii("1.113.0", "1.114.1", "engineVersion") == text);
    CHECK(jsii("1.113.0", "1.114.1", "jsiiVersion", "a.json") == text);
}

TEST_CASE("digest.sibling: Cargo.lock beside a version that moved in lockstep") {
    struct Entry {
        std::string name, version, source, digest;
    };
    const auto lock = [](const Entry& entry) {
        return "[[package]]\nname = \"" + entry.name + "\"\nversion = \"" + entry.version +
               "\"\nsource = \"" + entry.source + "\"\nchecksum = \"" + entry.digest + "\"\n";
    };
    const std::string a(64, 'a'), b(64, 'b'), index = "registry+index";
    change::Vocabulary vocabulary;
    vocabulary.siblings = change::Vocabulary::Siblings::listed;
    vocabulary.sibling_patterns = {"acme-*"};
    const auto kinds = [&](const Entry& from, const Entry& to) {
        return sdist("1.4.2", "1.4.3", "Cargo.lock", lock(from), lock(to), {}, vocabulary)
            .kinds("Cargo.lock");
    };
    CHECK(kinds({"acme-core", "1.4.2", index, a}, {"acme-core", "1.4.3", index, b}) ==
          Kinds{"version.sibling", "digest.sibling"});
    CHECK(kinds({"acme-core", "1.4.2", index, a}, {"acme-core", "1.4.2", index, b}).back() == "text");
    CHECK(kinds({"acme-core", "1.4.2", index, a}, {"acme-core", "1.4.9", index, b}).back() == "text");
    CHECK(kinds({"acme-core", "1.4.2", index, a}, {"acme-core", "1.4.3", "git+evil", b}).back() == "text");
    CHECK(kinds({"acme-core", "1.4.2", index, a}, {"acme-core", "1.4.3", index, b + "b"}).back() == "text");
    CHECK(kinds({"serde", "1.4.2", index, a}, {"serde", "1.4.3", index, b}).back() == "text");
}

TEST_CASE("digest.sibling: go.sum beside a version that moved in lockstep") {
    change::Vocabulary vocabulary;
    vocabulary.siblings = change::Vocabulary::Siblings::listed;
    vocabulary.sibling_patterns = {"example.org/acme/*"};
    const auto digest = [](char c) { return "h1:" + std::string(20, c) + "/+" + std::string(21, c) + "="; };
    const auto kinds = [&](const std::string& from, const std::string& to) {
        return sdist("1.4.2", "1.4.3", "go.sum", from + "\n", to + "\n", {}, vocabulary).kinds("go.sum");
    };
    const std::string api = "example.org/acme/api ";
    CHECK(kinds(api + "v1.4.2 " + digest('a'), api + "v1.4.3 " + digest('b')) ==
          Kinds{"version.sibling", "digest.sibling"});
    CHECK(kinds(api + "v1.4.2/go.mod " + digest('a'), api + "v1.4.3/go.mod " + digest('b')) ==
          Kinds{"version.sibling", "digest.sibling"});
    CHECK(kinds(api + "v1.4.2/go.mod " + digest('a'), api + "v1.4.3/go.mod " + digest('a')) ==
          Kinds{"version.sibling"});
    CHECK(kinds(api + "v1.4.2 " + digest('a'), api + "v1.4.2 " + digest('b')).back() == "text");
    CHECK(kinds(api + "v1.4.2 " + digest('a'), api + "v1.4.4 " + digest('b')).back() == "text");
    CHECK(kinds("example.org/x/y v1.4.2 " + digest('a'), "example.org/x/y v1.4.3 " + digest('b')).back() ==
          "text");
    CHECK(kinds(api + "v1.4.2 " + digest('a'), api + "v1.4.3 " + digest('b').substr(1)).back() == "text");
}

}  // namespace bumpgate::change_test
