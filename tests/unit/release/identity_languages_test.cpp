#include "identities.hpp"

// Identity of Rust crates, Go modules and Java archives.
namespace bumpgate::release {
namespace {

const std::string cargo =
    "[package]\nname = \"acme_core\"\nversion = \"1.4.2\"\n"
    "repository = \"https://forge.example/acme/widgets\"\n"
    "[dependencies.acme_util]\nversion = \"=1.4.2\"\n[dependencies]\nx = { version = \"1\", "
    "package = \"real-x\" }\n[target.'cfg(unix)'.dev-dependencies]\nlibc = \"0.2\"\n";

Tree crate(TestTrees& made, const std::string& root, const std::string& file, const std::string& original) {
    return made.targz(file, {{root + "/Cargo.toml", cargo},
                             {root + "/Cargo.toml.orig", original},
                             {root + "/Cargo.lock", "[[package]]\nname = \"locked\"\nversion = \"2\"\n"}});
}

Tree module(TestTrees& made, const std::string& file, const std::string& prefix, const std::string& go_mod) {
    return made.zip(file,
                    {{prefix + "/LICENSE", ""}, {prefix + "/go.mod", go_mod}, {prefix + "/a/b.go", ""}});
}

const std::string main_section =
    "Manifest-Version: 1.0\r\nBundle-SymbolicName: com.acme.acme-core;singlet\r\n on:=true\r\n"
    "Implementation-Version: 1.4.2\r\nBundle-Version: 1.4.2\r\nExport-Package: "
    "com.acme.a;version=\"1.4.2\";uses:="
    "\"x,y\"\r\n ,com.acme.b;version=\"1.4.2\"\r\nRequire-Bundle: "
    "com.acme.other;bundle-version=\"[1,2)\"\r\n\r\n"
    "Name: x\r\nImplementation-Version: 9\r\n";

std::string properties(const std::string& group, const std::string& artifact, const std::string& version) {
    return "#Generated\n#Thu Jan 1\nversion=" + version + "\r\ngroupId=" + group +
           "\nartifactId = " + artifact + "\n";
}

TestMember maven(const std::string& group, const std::string& artifact, const std::string& version) {
    return {"META-INF/maven/" + group + "/" + artifact + "/pom.properties",
            properties(group, artifact, version)};
}

}  // namespace

TEST_CASE("a crate is identified by its Cargo.toml") {
    TestTrees made;
    const auto identity = identity_of(crate(made, "acme_core-1.4.2", "acme_core-1.4.2.crate",
                                            "[package]\nname = \"acme_core\"\nversion.workspace = "
                                            "true\n"));
    CHECK(identity.ecosystem == "crate");
    CHECK(told(identity) == Texts{"Cargo.toml: acme_core 1.4.2", "Cargo.toml.orig: acme_core -",
                                  "root folder: acme_core 1.4.2", "file name: acme_core 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"acme_util", "libc", "locked", "real-x", "x"});
    CHECK(identity.repository == "widgets");
    CHECK(identity_of(crate(made, "acme-core-1.4.3", "new.crate",
                            "[package]\nname = \"acme-core\"\nversion = \"1.4.4\"\n"))
              .conflicts == Texts{"Cargo.toml.orig says 1.4.4, Cargo.toml says 1.4.2",
                                  "root folder says 1.4.3, Cargo.toml says 1.4.2"});
    CHECK(identity_of(crate(made, "acme_core-1.4.2", "x.crate", "[package\n")).conflicts ==
          Texts{"Cargo.toml.orig cannot be read"});
    CHECK(identity_of(made.targz("a-1.0.0.tar.gz", {{"a-1.0.0/Cargo.toml", cargo}})).ecosystem == "source");
}

TEST_CASE("a Go module is identified by the folder of its members") {
    TestTrees made;
    const auto identity =
        identity_of(module(made, "v0.31.3.zip", "k8s.io/api@v0.31.3",
                           "// x\nmodule k8s.io/api // y\n\ngo 1.22\n\nrequire (\n\tk8s.io/apimachinery "
                           "v0.31.3\n\t\"a.b/c\" v1.0.0 // indirect\n)\n"
                           "require d.e/f v1.0.0\nreplace (\n\tg.h/i => ../i\n)\nexclude j.k/l v1.0.0\n"));
    CHECK(identity.ecosystem == "go-module");
    CHECK(identity.root == "k8s.io/api@v0.31.3");
    CHECK(below_root(identity, "k8s.io/api@v0.31.3/a/b.go") == "a/b.go");
    CHECK(told(identity) ==
          Texts{"root folder: k8s.io/api v0.31.3", "go.mod: k8s.io/api -", "file name: - v0.31.3"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"a.b/c", "d.e/f", "k8s.io/apimachinery"});
    CHECK(identity.family.empty());
    CHECK(identity_of(module(made, "v0.31.4.zip", "k8s.io/api@v0.31.3", "module k8s.io/other\n")).conflicts ==
          Texts{"go.mod says k8s.io/other, root folder says k8s.io/api",
                "file name says v0.31.4, root folder says v0.31.3"});
    const auto sqs =
        identity_of(module(made, "x.zip", "github.com/aws/aws-sdk-go-v2/service/sqs/v2@v2.0.1", ""));
    CHECK(sqs.family == "github.com/aws/aws-sdk-go-v2");
    CHECK(sqs.repository == "aws-sdk-go-v2");
    const auto v2 = identity_of(module(made, "x.zip", "example.org/a/b/c/v2@v2.0.1", ""));
    CHECK(v2.family == "example.org/a/b");
    CHECK(v2.repository == "c");
    const auto pseudo = identified(module(made, "x", "g.o/x@v0.0.0-20241104194629-dd2ea8efbc28", ""),
                                   module(made, "x", "g.o/x@v0.0.0-20241113202542-65e8d215514f", ""));
    CHECK(pseudo.step == Step::pre);
    CHECK(pseudo.scheme == find_scheme("go"));
}

TEST_CASE("what is not all in one module's folder is no Go module") {
    TestTrees made;
    const auto kind = [](Tree tree) { return identity_of(std::move(tree)).ecosystem; };
    CHECK(kind(made.zip("x", {{"a.b/c@v1.0.0/d", ""}, {"a.b/c@v1.0.1/d", ""}})) == "source");
    CHECK(kind(made.zip("x", {{"a.b/c@v1.0.0/d", ""}, {"a.b/e", ""}})) == "source");
    CHECK(kind(made.zip("x", {{"a.b/c@v1.0/d", ""}})) == "source");
    CHECK(kind(made.targz("x", {{"a.b/c@v1.0.0/d", ""}})) == "source");
    CHECK(kind(made.directory("x", {{"a.b", "", MemberType::directory},
                                    {"a.b/c@v1.0.0", "", MemberType::directory},
                                    {"a.b/c@v1.0.0/d", ""}})) == "go-module");
}

TEST_CASE("a jar is identified by Maven's files before its name") {
    TestTrees made;
    const std::string pom =
        "<project><parent><groupId>com.acme</groupId><artifactId>parent</artifactId>"
        "<version>1.4.2</version></parent><artifactId>acme-1.2-api</artifactId><dependencies>"
        "<dependency><artifactId>x</artifactId><groupId>org.other</groupId></dependency>"
        "<dependency><groupId>${project.groupId}</groupId><artifactId>acme-core</artifactId>"
        "<version>${project.version}</version></dependency></dependencies></project>";
    const auto identity = identity_of(
        made.zip("acme-1.2-api-1.4.2.jar", {{"META-INF/MANIFEST.MF", main_section},
                                            maven("com.acme", "acme-1.2-api", "1.4.2"),
                                            {"META-INF/maven/com.acme/acme-1.2-api/pom.xml", pom}}));
    CHECK(identity.ecosystem == "jar");
    CHECK(identity.root.empty());
    CHECK(identity.name == "com.acme:acme-1.2-api");
    CHECK(identity.family == "com.acme");
    CHECK(told(identity) ==
          Texts{"META-INF/maven/com.acme/acme-1.2-api/pom.properties: com.acme:acme-1.2-api 1.4.2",
                "META-INF/maven/com.acme/acme-1.2-api/pom.xml: com.acme:acme-1.2-api 1.4.2",
                "file name: - 1.4.2", "META-INF/MANIFEST.MF: - 1.4.2", "META-INF/MANIFEST.MF: - 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies ==
          Texts{"com.acme.other", "com.acme:acme-core", "com.acme:parent", "org.other:x"});
    CHECK(identity.aliases == Texts{"com.acme.acme-core"});
    CHECK(identity.exports == Texts{"com.acme.a", "com.acme.b"});
}

TEST_CASE("a jar without Maven's files has the name of its file") {
    TestTrees made;
    const auto jar = [&](const std::string& file, const std::string& lines) {
        return identity_of(made.zip(file, {{"META-INF/MANIFEST.MF", lines}}));
    };
    CHECK(told(jar("acme-1.2-api-2.24.2.jar", "Implementation-Version: 2.24.2\n")) ==
          Texts{"file name: acme-1.2-api 2.24.2", "META-INF/MANIFEST.MF: - 2.24.2"});
    CHECK(told(jar("acme-1.2-api-2.24.2.jar", "")) == Texts{"file name: acme-1.2-api 2.24.2"});
    CHECK(told(jar("acme-4.0.0-M2-sources.jar", "Implementation-Version: 4.0.0-M2\n")) ==
          Texts{"file name: acme 4.0.0-M2", "META-INF/MANIFEST.MF: - 4.0.0-M2"});
    CHECK(told(jar("new.jar", "Bundle-SymbolicName: com.acme\nBundle-Version: 1.4.2\n")) ==
          Texts{"META-INF/MANIFEST.MF: - 1.4.2", "META-INF/MANIFEST.MF: com.acme -"});
    // OSGi and build numbers: only the numbers have to agree.
    for (const auto* version : {"1.3.0", "1.3.0.M1", "1.3-release-360", "1.3"}) {
        CHECK(jar("acme-1.3.jar", std::string("Bundle-Version: ") + version + "\n").conflicts.empty());
    }
    CHECK(jar("acme-1.3.jar", "Implementation-Version: 1.4\n").conflicts ==
          Texts{"META-INF/MANIFEST.MF says 1.4, file name says 1.3"});
    CHECK(
        jar("acme-1.3.jar", "Implementation-Version: 1.3\nImplementation-Version: 1.4\n").conflicts.size() ==
        1);
    CHECK(jar("acme-1.3.jar", "Implementation-Version: ${v}\n").conflicts.empty());
}

TEST_CASE("of many pom.properties those count that speak of the jar") {
    TestTrees made;
    const auto jar = [&](const std::string& file, const std::string& lines, std::vector<TestMember> members) {
        members.push_back({"META-INF/MANIFEST.MF", lines});
        return identity_of(made.zip(file, members));
    };
    const auto shaded = maven("org.other", "packed", "3.0");
    CHECK(jar("acme-1.4.2.jar", "", {shaded, maven("com.acme", "acme", "1.4.2")}).name == "com.acme:acme");
    CHECK(jar("new.jar", "Bundle-SymbolicName: com.acme\n", {shaded, maven("com", "acme", "1.4.2")}).name ==
          "com:acme");
    CHECK(jar("acme-1.4.2.jar", "Bundle-SymbolicName: org.other.packed\n",
              {shaded, maven("com.acme", "acme", "1.4.2")})
              .conflicts.empty());
    CHECK(jar("new.jar", "", {shaded}).name == "org.other:packed");
    CHECK(jar("acme-1.4.2.jar", "Implementation-Version: 1.4.2\n", {shaded}).name == "acme");
    CHECK(jar("new.jar", "", {shaded, maven("a", "b", "1")}).name.empty());
    CHECK(jar("packed-3.1.jar", "", {shaded}).conflicts ==
          Texts{"file name says 3.1, META-INF/maven/org.other/packed/pom.properties says 3.0"});
    CHECK(jar("packed-3.0-sources.jar", "", {shaded}).conflicts.empty());
    auto moved = shaded;
    moved.path = "META-INF/maven/com.acme/packed/pom.properties";
    CHECK(jar("packed-3.0.jar", "", {moved}).conflicts ==
          Texts{"META-INF/maven/com.acme/packed/pom.properties states org.other:packed"});
}

}  // namespace bumpgate::release
