#include "change/surface.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "change/surface_rows.hpp"
#include "fixture.hpp"

namespace bumpgate::change_test {

namespace {

/// A path that a pattern matches.
std::string sample_of(std::string_view pattern) {
    auto sample = replace_all(pattern, "**/", "some/folder/");
    sample = replace_all(sample, "/**", "/some/file");
    sample = replace_all(sample, "*", "some");
    return sample.starts_with('/') ? sample.substr(1) : sample;
}

std::string first_id(std::string_view ecosystems) {
    return std::string(ecosystems.substr(0, ecosystems.find(' ')));
}

Case with_files(Files old_files, Files new_files) {
    old_files.insert(old_files.begin(), {"PKG-INFO", pkg_info("acme-widgets", "1.4.2")});
    new_files.insert(new_files.begin(), {"PKG-INFO", pkg_info("acme-widgets", "1.4.3")});
    return Case({"acme-widgets-1.4.2", std::move(old_files)}, {"acme-widgets-1.4.3", std::move(new_files)});
}

std::string package(const std::string& version, const std::string& more) {
    return "{\n  \"name\": \"acme-widgets\",\n  \"version\": \"" + version + "\"" + more +
           ",\n  \"license\": \"MIT\"\n}\n";
}

/// The kinds in package.json, without its version's own, when this follows the version.
Kinds in_package(const std::string& from, const std::string& to) {
    const auto made = npm(package("1.4.2", from), package("1.4.3", to));
    auto kinds = made.kinds("package.json");
    REQUIRE(!kinds.empty());
    CHECK(kinds.front() == "version.own");
    kinds.erase(kinds.begin());
    return kinds;
}

std::string scripts(const std::string& body) {
    return ",\n  \"scripts\": {\n    " + body + "\n  }";
}

bool all_are(const Kinds& kinds, std::string_view wanted) {
    return !kinds.empty() &&
           std::all_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return kind == wanted; });
}

/// The kind of one unproven edit that makes `from` of `to`, in a file of another ecosystem.
std::string_view kind_in(std::string_view ecosystem, const std::string& path, const std::string& from,
                         const std::string& to) {
    change::Edit edit;
    const auto front = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
    edit.old_begin = edit.new_begin = static_cast<std::size_t>(front.first - from.begin());
    const auto most = std::min(from.size(), to.size()) - edit.old_begin;
    std::size_t tail = 0;
    while (tail < most && from[from.size() - 1 - tail] == to[to.size() - 1 - tail]) ++tail;
    edit.old_end = from.size() - tail;
    edit.new_end = to.size() - tail;
    edit.kind = change::kind::text;
    std::vector<change::Edit> edits{edit};
    change::refine_surface(ecosystem, {path, from}, {path, to}, edits);
    return edits[0].kind;
}

}  // namespace

TEST_CASE("surface: every row matches what it is meant for") {
    for (const auto& row : change::surface::file_rows()) {
        INFO(row.pattern);
        const auto ecosystem = row.ecosystems.empty() ? "npm" : first_id(row.ecosystems);
        CHECK(!change::what_runs_file(ecosystem, sample_of(row.pattern)).empty());
        CHECK(to_lower(row.pattern) == row.pattern);
        CHECK(!row.what.empty());
    }
    for (const auto& row : change::surface::key_rows()) {
        INFO(row.pattern << " " << row.key);
        const auto ecosystem = row.ecosystems.empty() ? "npm" : first_id(row.ecosystems);
        CHECK(change::running_values(ecosystem, sample_of(row.pattern), "").possible);
        CHECK(to_lower(row.pattern) == row.pattern);
        CHECK(!row.what.empty());
    }
}

TEST_CASE("surface: files by their path") {
    const auto runs = [](std::string_view ecosystem, std::string_view path) {
        return !change::what_runs_file(ecosystem, path).empty();
    };
    for (const char* ecosystem : {"npm", "pypi-wheel", "jar", "source", ""}) {
        INFO(ecosystem);
        for (const char* path :
             {"a.pth", "lib/b.PTH", "sitecustomize.py", "x/usercustomize.py", "binding.gyp",
              "deps/x/binding.gyp", "a.whl!/b.pth", "a.whl!/c/usercustomize.py", "a.zip!/b.whl!/c.pth",
              ".github/workflows/ci.yml", "d/.claude/settings.json", ".vscode/tasks.json", "AGENTS.md"}) {
            INFO(path);
            CHECK(runs(ecosystem, path));
        }
        for (const char* path :
             {"a.pth.txt", "pth", "custom.py", "binding.gypx", "github/workflows/ci.yml"}) {
            INFO(path);
            CHECK(!runs(ecosystem, path));
        }
    }
    CHECK(runs("pypi-sdist", "setup.py"));
    CHECK(!runs("pypi-wheel", "acme/setup.py"));
    CHECK(runs("pypi-wheel", "acme-1.4.3.dist-info/entry_points.txt"));
    CHECK(runs("crate", "build.rs"));
    CHECK(!runs("npm", "build.rs"));
    CHECK(runs("source", "build.rs"));
    CHECK(runs("npm", "x.crate!/build.rs"));
    CHECK(runs("gem", "data/ext/acme/extconf.rb"));
    CHECK(runs("deb", "control/postinst"));
    CHECK(!runs("deb", "data/usr/share/doc/acme/postinst"));
    CHECK(runs("deb", "data/lib/systemd/system/acme.service"));
    CHECK(runs("conda", "pkg/bin/.acme-post-link.sh"));
    CHECK(runs("nupkg", "build/Acme.targets"));
    CHECK(runs("nupkg", "tools/install.ps1"));
    CHECK(!runs("nupkg", "lib/net6.0/Acme.dll"));
    CHECK(runs("jar", "META-INF/services/java.sql.Driver"));
    CHECK(!runs("jar", "META-INF/maven/g/a/pom.xml"));
}

TEST_CASE("surface: a change of what runs by itself") {
    CHECK(kinds_of("x.pth", "import a\n", "import b\n") == Kinds{"exec.surface"});
    CHECK(kinds_of("x.pth", "a\n", "a\nimport os\n") == Kinds{"exec.surface"});
    CHECK(kinds_of("setup.py", "a b\n", "a  b\n") == Kinds{"exec.surface"});
    CHECK(kinds_of("setup.py", "setup(version='1.4.2')\n", "setup(version='1.4.3')\n") ==
          Kinds{"version.own"});
    CHECK(kinds_of("setup.py", "setup(version='1.4.2', a=1)\n", "setup(version='1.4.3', a=2)\n") ==
          Kinds{"version.own", "exec.surface"});
    CHECK(kinds_of("x.pth", std::string("a\0b", 3), std::string("a\0c", 3)) == Kinds{"exec.surface"});
    CHECK(kinds_of("setup.pyx", "a\n", "b\n") == Kinds{"text"});
    CHECK(kinds_of("x.pth", "a\n", "a\xE2\x80\xAE\n") == Kinds{"text.deceptive"});
    const auto made = sdist("1.4.2", "1.4.3", "x.pth", "import a\n", "import b\n");
    CHECK(made.changes().items.back().reason.ends_with(
        " This runs by itself: Python reads it whenever it starts."));
}

TEST_CASE("surface: members that come, go or move") {
    CHECK(with_files({}, {{"evil.pth", "x\n"}}).kinds("evil.pth") == Kinds{"exec.surface"});
    CHECK(with_files({{"gone.pth", "x\n"}}, {}).kinds("gone.pth") == Kinds{"exec.surface"});
    CHECK(with_files({{"a.txt", "some content\n"}}, {{"a.pth", "some content\n"}}).kinds("a.pth") ==
          Kinds{"exec.surface"});
    CHECK(with_files({{"a.pth", "some content\n"}}, {{"a.txt", "some content\n"}}).kinds("a.txt") ==
          Kinds{"exec.surface"});
    CHECK(with_files({{"acme-widgets-1.4.2.pth", "some content\n"}},
                     {{"acme-widgets-1.4.3.pth", "some content\n"}})
              .kinds("acme-widgets-1.4.3.pth") == Kinds{"version.own"});
    CHECK(with_files({{"a.pth", "", MemberType::symlink, 0777, "b"}},
                     {{"a.pth", "", MemberType::symlink, 0777, "c"}})
              .kinds("a.pth") == Kinds{"exec.surface"});
    CHECK(with_files({{"a.pth", "b"}}, {{"a.pth", "", MemberType::symlink, 0644, "b"}}).kinds("a.pth") ==
          Kinds{"exec.surface", "exec.surface", "exec.surface"});
    CHECK(
        with_files({{"a.pth", "b", MemberType::file, 0644, ""}}, {{"a.pth", "b", MemberType::file, 0755, ""}})
            .kinds("a.pth") == Kinds{"file.mode"});
    CHECK(with_files({}, {{"p.txt", "x\n"}}).kinds("p.txt") == Kinds{"file.added"});
}

TEST_CASE("surface: a manifest that comes with hooks") {
    const auto added = [](const std::string& json) {
        return npm(package("1.4.2", ""), package("1.4.3", ""), {}, {{"a/package.json", json}})
            .kinds("a/package.json");
    };
    CHECK(added(R"({"name": "a"})") == Kinds{"file.added"});
    CHECK(added(R"({"name": "a", "scripts": {"install": "x"}})") == Kinds{"exec.surface"});
    CHECK(added(R"({"scripts": {"install": "x"}, "scripts": {}})") == Kinds{"exec.surface"});
    CHECK(added(R"({"name": "a", "scripts": {"test": "x"}})") == Kinds{"file.added"});
}

TEST_CASE("surface: values of package.json") {
    const auto test = scripts(R"("test": "jest")");
    CHECK(in_package(test, scripts(R"("test": "mocha")")) == Kinds{"text"});
    CHECK(all_are(in_package("", scripts(R"("postinstall": "node x.js")")), "exec.surface"));
    CHECK(all_are(in_package(scripts(R"("postinstall": "node x.js")"), ""), "exec.surface"));
    CHECK(all_are(in_package(test, scripts(R"("test": "jest", "preinstall": "node x.js")")), "exec.surface"));
    CHECK(in_package(scripts(R"("install": "node x.js")"), scripts(R"("install": "node y.js")")) ==
          Kinds{"exec.surface"});
    CHECK(in_package(scripts(R"("tests": "node x.js")"), scripts(R"("install": "node x.js")")) ==
          Kinds{"exec.surface"});
    CHECK(in_package(scripts(R"("install": "node acme-widgets-1.4.2.js")"),
                     scripts(R"("install": "node acme-widgets-1.4.3.js")")) == Kinds{"version.own"});
    CHECK(in_package(",\n  \"bin\": \"a.js\"", ",\n  \"bin\": \"b.js\"") == Kinds{"exec.surface"});
    CHECK(in_package(",\n  \"bin\": {\"a\": \"a.js\"}", ",\n  \"bin\": {\"ls\": \"a.js\"}") ==
          Kinds{"exec.surface"});
    CHECK(in_package(",\n  \"main\": \"a.js\"", ",\n  \"main\": \"b.js\"") == Kinds{"text"});
    CHECK(in_package(scripts(R"("install":  "x")"), scripts(R"("install": "x")")) ==
          Kinds{"text.whitespace"});
}

TEST_CASE("surface: a value that moves under a name that runs") {
    // The script itself moved by its version only; the key above it makes it run.
    const auto kinds = in_package(",\n  \"other\": {\"install\": \"node acme-widgets-1.4.2.js\"}",
                                  ",\n  \"scripts\": {\"install\": \"node acme-widgets-1.4.3.js\"}");
    CHECK(kinds == Kinds{"exec.surface", "version.own"});
}

TEST_CASE("surface: what does not parse may hold anything") {
    const auto made =
        npm(package("1.4.2", ",\n  \"a\": \"x\""), package("1.4.3", ",\n  \"a\": \"y\",\n  \"a\": \"x\""));
    CHECK(all_are(made.kinds("package.json"), "exec.surface"));
    CHECK(made.changes().items.back().reason.find("does not parse strictly") != std::string::npos);
}

TEST_CASE("surface: values of other manifests") {
    const std::string toml = "[build-system]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"a\"\n";
    CHECK(kind_in("pypi-sdist", "pyproject.toml", toml, replace_all(toml, "hatchling", "evil")) ==
          "exec.surface");
    CHECK(kind_in("pypi-sdist", "pyproject.toml", toml, toml + "[project.scripts]\nls = \"a:b\"\n") ==
          "exec.surface");
    CHECK(kind_in("pypi-sdist", "pyproject.toml", toml, toml + "[project.urls]\nls = \"a:b\"\n") == "text");
    const std::string cargo = "[package]\nname = \"a\"\nbuild = \"build.rs\"\n[lib]\nproc-macro = false\n";
    CHECK(kind_in("crate", "Cargo.toml", cargo, replace_all(cargo, "build.rs", "b.rs")) == "exec.surface");
    CHECK(kind_in("crate", "Cargo.toml", cargo, replace_all(cargo, "false", "true")) == "exec.surface");
    CHECK(kind_in("crate", "Cargo.toml", cargo, replace_all(cargo, "\"a\"", "\"b\"")) == "text");
    const std::string ini = "[metadata]\nname = a\n[options.entry_points]\nconsole_scripts =\n    a = b:c\n";
    CHECK(kind_in("pypi-sdist", "setup.cfg", ini, replace_all(ini, "b:c", "b:d")) == "exec.surface");
    CHECK(kind_in("pypi-sdist", "setup.cfg", ini, replace_all(ini, "name = a", "name = b")) == "text");
}

TEST_CASE("surface: values on lines") {
    const std::string manifest = "Manifest-Version: 1.0\r\nPremain-Class: acme.Ag\r\n ent\r\nX: y\r\n";
    const auto in_manifest = [&](std::string_view from, std::string_view to) {
        return kind_in("jar", "META-INF/MANIFEST.MF", manifest, replace_all(manifest, from, to));
    };
    CHECK(in_manifest(" ent", " ony") == "exec.surface");
    CHECK(in_manifest("X: y", "Agent-Class: y") == "exec.surface");
    CHECK(in_manifest("X: y", "x: z\rAgent-Class: y") == "exec.surface");
    CHECK(in_manifest("X: y", "X: z") == "text");
    CHECK(in_manifest("Ag\r\n ent", "Age\r\n nt") == "text");
    const std::string gem = "--- !ruby/object:Gem::Specification\nname: acme\nextensions: []\nfiles:\n- a\n";
    CHECK(kind_in("gem", "metadata", gem, replace_all(gem, " []", "\n- ext/extconf.rb")) == "exec.surface");
    CHECK(kind_in("gem", "metadata", gem, replace_all(gem, "- a", "- b")) == "text");
    CHECK(kind_in("rpm", "header", "NAME: a\nPOSTIN: x\n", "NAME: a\nPOSTIN: y\n") == "exec.surface");
    CHECK(kind_in("rpm", "header", "NAME: a\nPOSTIN: x\n", "NAME: b\nPOSTIN: x\n") == "text");
}

}  // namespace bumpgate::change_test
