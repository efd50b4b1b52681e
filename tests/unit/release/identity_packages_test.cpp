#include "identities.hpp"

// Identity of Debian, RPM, Ruby, Conda, NuGet, VSIX and Helm packages, as reading shows them.
namespace bumpgate::release {
namespace {

Tree deb(TestTrees& made, const std::string& file, const std::string& control) {
    return made.make(file, {"ar"},
                     {{"debian-binary", "2.0\n"},
                      {"control", "", MemberType::directory},
                      {"control/control", control},
                      {"data", "", MemberType::directory},
                      {"data/usr/share/doc/x/copyright", ""}});
}

Tree rpm(TestTrees& made, const std::string& file, const std::string& header) {
    return made.make(file, {"rpm"}, {{"signature", ""}, {"header", header}, {"data/usr/bin/acme", ""}});
}

Tree gem(TestTrees& made, const std::string& file, const std::string& metadata) {
    return made.make(file, {"tar"},
                     {{"metadata", metadata}, {"data/lib/acme.rb", ""}, {"checksums.yaml", ""}});
}

const std::string gemspec =
    "--- !ruby/object:Gem::Specification\nname: acme\nversion: !ruby/object:Gem::Version\n  version: 1.4.2\n"
    "platform: ruby\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: acme-core\n"
    "homepage: https://acme.example/\nmetadata:\n  source_code_uri: https://forge.example/acme/widgets\n";

}  // namespace

TEST_CASE("a Debian package is identified by its control file") {
    TestTrees made;
    const auto identity = identity_of(
        deb(made, "perlmagick_8%3a6.9.11+dfsg-1.6_all.deb",
            "Package: perlmagick\nSource: imagemagick (8:6.9.11+dfsg-1.5)\nVersion: 8:6.9.11+dfsg-1.6\n"
            "Depends: imagemagick-6-common (= 8:6.9.11+dfsg-1.6), perl:any | libperl5.36 (>= 5),\n libc6\n"
            "Breaks: libx++-1 (<< 2)\nDescription: x\n Version: 9.9\n"));
    CHECK(identity.ecosystem == "deb");
    CHECK(identity.root.empty());
    CHECK(identity.family == "imagemagick");
    CHECK(told(identity) ==
          Texts{"control/control: perlmagick 8:6.9.11+dfsg-1.6", "file name: perlmagick 8:6.9.11+dfsg-1.6"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"imagemagick-6-common", "libc6", "libperl5.36", "libx++-1", "perl"});
    const auto other = identity_of(deb(made, "acme_1.4-1_all.deb", "Package: acme\nVersion: 1:1.4-2\n"));
    CHECK(other.family == "acme");
    CHECK(other.conflicts == Texts{"file name says 1:1.4-1, control/control says 1:1.4-2"});
    const auto twice =
        identity_of(deb(made, "x.deb", "Package: a\nVersion: 1-1\nVersion: 1-2\nPackage: b\n"));
    CHECK(twice.conflicts == Texts{"control/control states name twice: a and b",
                                   "control/control states version twice: 1-1 and 1-2"});
    CHECK(identified(deb(made, "x", "Package: a\nVersion: 1.4-1\n"),
                     deb(made, "x", "Package: a\nVersion: 1.4-2\n"))
              .step == Step::post);
    CHECK(identity_of(made.targz("x.tgz", {{"r/debian-binary", ""}, {"r/control/control", "Package: a\n"}}))
              .ecosystem == "source");
}

TEST_CASE("an RPM package is identified by its header") {
    TestTrees made;
    const auto identity = identity_of(rpm(
        made, "acme-libs-1.4.2-1.el9.x86_64.rpm",
        "NAME: acme-libs\nEPOCH: 1\nVERSION: 1.4.2\nRELEASE: 1.el9\nSOURCERPM: acme-1.4.2-1.el9.src.rpm\n"
        "REQUIRENAME: acme\nREQUIRENAME: libc.so.6\nRECOMMENDNAME: ((acme-doc = 1.4.2-1 if man) or x)\n"));
    CHECK(identity.ecosystem == "rpm");
    CHECK(identity.family == "acme");
    CHECK(told(identity) == Texts{"header: acme-libs 1:1.4.2-1.el9", "file name: acme-libs 1:1.4.2-1.el9"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"acme", "acme-doc", "libc.so.6"});
    const auto other =
        identity_of(rpm(made, "acme-1.4.2-2.noarch.rpm", "NAME: acme\nVERSION: 1.4.2\nRELEASE: 1\n"));
    CHECK(other.family == "acme");
    CHECK(other.conflicts == Texts{"file name says 1.4.2-2, header says 1.4.2-1"});
    CHECK(identity_of(rpm(made, "new.rpm", "NAME: a\nVERSION: 1\nRELEASE: 1\n")).conflicts.empty());
}

TEST_CASE("a gem is identified by its metadata") {
    TestTrees made;
    const auto identity = identity_of(gem(made, "acme-1.4.2-x86_64-linux.gem", gemspec));
    CHECK(identity.ecosystem == "gem");
    CHECK(told(identity) == Texts{"metadata: acme 1.4.2", "file name: - 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"acme-core"});
    CHECK(identity.repository == "widgets");
    CHECK(identity_of(gem(made, "acme-1.4.3.gem", gemspec)).conflicts ==
          Texts{"file name says 1.4.3, metadata says 1.4.2"});
    CHECK(identity_of(gem(made, "acme-1.4.2.rc1.gem", gemspec)).conflicts ==
          Texts{"file name says 1.4.2.rc1, metadata says 1.4.2"});
    CHECK(told(identity_of(gem(made, "new.gem", gemspec))) == Texts{"metadata: acme 1.4.2"});
    const auto broken = identity_of(gem(made, "acme-1.4.2.gem", gemspec + "x: [\n"));
    CHECK(broken.ecosystem == "gem");
    CHECK(broken.conflicts == Texts{"metadata cannot be read"});
    CHECK(identity_of(gem(made, "x.gem", gemspec + "name: other\n")).conflicts ==
          Texts{"metadata states name twice: acme and other"});
}

TEST_CASE("a Conda package is identified by info/index.json, in both formats") {
    TestTrees made;
    const std::string index =
        R"({"name": "acme", "version": "1.4.2", "build": "py_0", "depends": ["numpy >=1.20,<2",
        "acme-core 1.4.2 py_0", "x::y[version='1']"]})";
    const auto identity = identity_of(
        made.zip("acme-1.4.2-py_0.conda",
                 {{"metadata.json", "{}"}, {"info/index.json", index}, {"pkg/site-packages/acme.py", ""}}));
    CHECK(identity.ecosystem == "conda");
    CHECK(told(identity) == Texts{"info/index.json: acme 1.4.2", "file name: acme 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"acme-core", "numpy", "y"});
    // Nothing but info: still no root folder.
    const auto old_format = identity_of(
        made.make("a-b-1.4.3-0.tar.bz2", {"bzip2", "tar"}, {{"info/index.json", index}, {"info/files", ""}}));
    CHECK(old_format.ecosystem == "conda");
    CHECK(old_format.root.empty());
    CHECK(old_format.conflicts == Texts{"file name says a-b, info/index.json says acme",
                                        "file name says 1.4.3, info/index.json says 1.4.2"});
}

TEST_CASE("a NuGet package is identified by its .nuspec") {
    TestTrees made;
    const auto nuspec = [](const std::string& version) {
        return "<?xml version=\"1.0\"?><package xmlns=\"x\"><metadata><id>Acme.Widgets</id><version>" +
               version +
               "</version><repository type=\"git\" url=\"https://forge.example/acme/widgets.git\"/>"
               "<dependencies><dependency id=\"A\" version=\"1\"/><group targetFramework=\"net8.0\">"
               "<dependency id=\"Acme.Core\" "
               "version=\"[1.4.2]\"/></group></dependencies></metadata></package>";
    };
    const auto identity = identity_of(made.zip(
        "acme.widgets.1.4.2.nupkg",
        {{"_rels/.rels", ""}, {"Acme.Widgets.nuspec", nuspec("1.4.2")}, {"lib/net8.0/Acme.dll", ""}}));
    CHECK(identity.ecosystem == "nupkg");
    CHECK(told(identity) == Texts{"Acme.Widgets.nuspec: Acme.Widgets 1.4.2", "file name: - 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"A", "Acme.Core"});
    CHECK(identity.repository == "widgets");
    CHECK(identity_of(made.zip("Acme.Widgets.1.4.2.nupkg", {{"a.nuspec", nuspec("1.4.2.0")}, {"x", ""}}))
              .conflicts.empty());
    CHECK(identity_of(made.zip("x", {{"a.nuspec", nuspec("1.4.2")}, {"b.NUSPEC", nuspec("1.4.3")}}))
              .conflicts ==
          Texts{"more than one .nuspec: a.nuspec, b.NUSPEC", "b.NUSPEC says 1.4.3, a.nuspec says 1.4.2"});
    CHECK(identity_of(made.zip("x", {{"a.nuspec", "<package>"}, {"b", ""}})).conflicts ==
          Texts{"a.nuspec cannot be read"});
}

TEST_CASE("a VSIX is identified by its manifest and package.json") {
    TestTrees made;
    const auto vsix = [&](const std::string& file, const std::string& version) {
        return made.zip(file, {{"extension.vsixmanifest",
                                "<PackageManifest><Metadata><Identity Id=\"widgets\" Publisher=\"Acme\" "
                                "Version=\"1.4.2\"/></Metadata></PackageManifest>"},
                               {"[Content_Types].xml", ""},
                               {"extension/package.json",
                                "{\"name\": \"widgets\", \"publisher\": \"acme\", \"version\": \"" + version +
                                    "\", \"extensionPack\": [\"acme.themes\"], "
                                    "\"dependencies\": {\"x\": \"1\"}}"}});
    };
    const auto identity = identity_of(vsix("widgets-1.4.2@linux-x64.vsix", "1.4.2"));
    CHECK(identity.ecosystem == "vsix");
    CHECK(told(identity) == Texts{"extension.vsixmanifest: Acme.widgets 1.4.2",
                                  "extension/package.json: acme.widgets 1.4.2", "file name: - 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.family == "Acme");
    CHECK(identity.dependencies == Texts{"acme.themes", "x"});
    CHECK(identity_of(vsix("widgets-1.4.4.vsix", "1.4.3")).conflicts ==
          Texts{"extension/package.json says 1.4.3, extension.vsixmanifest says 1.4.2",
                "file name says 1.4.4, extension.vsixmanifest says 1.4.2"});
}

TEST_CASE("a Helm chart is identified by Chart.yaml") {
    TestTrees made;
    const std::string chart =
        "apiVersion: v2\nname: acme\nversion: 1.4.2\nappVersion: 9.9.9\ndependencies:\n"
        "- name: redis\n  version: 1.x\nsources:\n- https://forge.example/acme/charts\n";
    const auto identity = identity_of(made.targz(
        "acme-1.4.2.tgz",
        {{"acme/Chart.yaml", chart}, {"acme/charts/redis/Chart.yaml", "name: redis\nversion: 7\n"}}));
    CHECK(identity.ecosystem == "helm");
    CHECK(told(identity) == Texts{"Chart.yaml: acme 1.4.2", "root folder: acme -", "file name: acme 1.4.2"});
    CHECK(identity.conflicts.empty());
    CHECK(identity.dependencies == Texts{"redis"});
    CHECK(identity.repository == "charts");
    CHECK(
        identity_of(made.targz("acme-1.4.3.tgz", {{"other/Chart.yaml", chart}})).conflicts ==
        Texts{"root folder says other, Chart.yaml says acme", "file name says 1.4.3, Chart.yaml says 1.4.2"});
    CHECK(identity_of(made.targz("x.tgz", {{"acme/Chart.yaml", "name: *x\n"}})).conflicts ==
          Texts{"Chart.yaml cannot be read"});
}

TEST_CASE("what lies in a nested archive is never evidence") {
    TestTrees made;
    const auto nested = [](Tree tree) {
        for (auto& member : tree.members) member.depth = 1;
        const auto identity = identity_of(std::move(tree));
        CHECK(identity.root.empty());
        return identity.ecosystem;
    };
    CHECK(nested(gem(made, "x.gem", gemspec)) == "source");
    CHECK(nested(made.zip("x.jar", {{"META-INF/MANIFEST.MF", ""}})) == "source");
    CHECK(nested(made.zip("x.whl", {{"a-1.dist-info/WHEEL", ""}, {"a-1.dist-info/METADATA", ""}})) ==
          "source");
    CHECK(nested(made.zip("x.zip", {{"a.b/c@v1.0.0/d", ""}})) == "source");
    auto jars =
        made.zip("acme-1.4.2.jar", {{"META-INF/MANIFEST.MF", ""}, {"META-INF/maven/a/b/pom.properties", ""}});
    jars.members.back().depth = 1;
    CHECK(identity_of(std::move(jars)).conflicts.empty());
}

}  // namespace bumpgate::release
