#include "change/osgi.hpp"

#include <string>
#include <vector>

#include "fixture.hpp"

using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

const Kinds sibling{"version.sibling"};
const Kinds text{"text"};
const std::string head = "Manifest-Version: 1.0\r\n";

change::Vocabulary listed(std::vector<std::string> patterns) {
    return {change::Vocabulary::Siblings::listed, std::move(patterns)};
}

/// A manifest in which `%` is the old version, then the new one.
Kinds manifest(const std::string& from, const std::string& to, const std::string& lines,
               change::Vocabulary vocabulary = {}) {
    const auto with = [&](const std::string& version) {
        std::string result = head;
        for (const char c : lines) result += c == '%' ? version : std::string(1, c);
        return result;
    };
    return sdist(from, to, "META-INF/MANIFEST.MF", with(from), with(to), {}, std::move(vocabulary))
        .kinds("META-INF/MANIFEST.MF");
}

Kinds moved(const std::string& lines, change::Vocabulary vocabulary = {}) {
    return manifest("1.4.2", "1.4.3", lines, std::move(vocabulary));
}

}  // namespace

TEST_CASE("OSGi: the version of an exported package moves as a sibling's, also a short one") {
    CHECK(moved("Export-Package: org.acme.io;version=\"%\"\r\n") == sibling);
    CHECK(moved("Export-Package: org.acme.io;version=%\r\n") == sibling);
    CHECK(moved("export-package: org.acme.io;a=b;version=\"%\";uses:=\"x,y\"\r\n") == sibling);
    CHECK(moved("Export-Package: a.b;uses:=\"c.d,e.f\";version=\"%\",g.h;version=\"%\"\r\n") ==
          Kinds{"version.sibling", "version.sibling"});
    CHECK(moved("Export-Package: a.b;c.d;version=\"%\"\r\n") == sibling);
    CHECK(manifest("9.7", "9.7.1", "Export-Package: org.acme.tree;version=\"%\"\r\n") == sibling);
    CHECK(moved("Export-Package: a.b;\r\n version=\"%\"\r\n") == sibling);
}

TEST_CASE("OSGi: the version of an exported package may stay") {
    const std::string exported = "Export-Package: org.acme.io;version=\"1.4.2\"\r\n";
    CHECK(moved(exported).empty());
    CHECK(moved("Bundle-Version: %\r\n" + exported) == Kinds{"version.own"});
    // What is no exported package's may not.
    CHECK(moved("Bundle-Version: 1.4.2\r\nImplementation-Version: %\r\n").size() == 2);
}

TEST_CASE("OSGi: an imported package's version moves where the same bundle exports it") {
    const std::string import = "Import-Package: org.acme.io;version=\"[%,2)\"\r\n";
    CHECK(moved(import) == text);
    CHECK(moved(import + "Export-Package: org.acme.io;version=\"%\"\r\n") ==
          Kinds{"version.sibling", "version.sibling"});
    CHECK(moved("Export-Package: x;uses:=\"org.acme.io\",org.acme.io\r\n" + import) == sibling);
    CHECK(moved("Export-Package: x;uses:=\"org.acme.io\",org.acme\r\n" + import) == text);
    CHECK(moved("Export-Package: org.acme.io;version=\"1.4.2\"\r\nBundle-Version: %\r\n"
                "Import-Package: org.acme.io;version=\"[1.4.2,2)\"\r\n") == Kinds{"version.own"});
    CHECK(moved("Import-Package: org.acme.io;org.other;version=\"%\"\r\nExport-Package: org.acme.io\r\n") ==
          text);
    // In the main section only.
    CHECK(moved(import + "\r\nName: a\r\nExport-Package: org.acme.io\r\n") == text);
}

TEST_CASE("OSGi: a declared sibling lifts that") {
    const std::string import = "Import-Package: org.objectweb.asm;version=\"%\"\r\n";
    const auto siblings = listed({"org.objectweb.asm", "org.objectweb.asm.*"});
    CHECK(manifest("9.7", "9.7.1", import, siblings) == sibling);
    CHECK(manifest("9.7", "9.7.1", "DynamicImport-Package: org.objectweb.asm.tree;version=\"%\"\r\n",
                   siblings) == sibling);
    CHECK(manifest("9.7", "9.7.1", import, listed({"org.other"})) == text);
    CHECK(manifest("9.7", "9.7.1", "Import-Package: org.objectweb.asm;javax.x;version=\"%\"\r\n", siblings) ==
          text);
    // Left behind it is stale, as the sibling's version is.
    CHECK(manifest("9.7", "9.7.1",
                   "Bundle-Version: %\r\nImport-Package: org.objectweb.asm;version=\"9.7\"\r\n",
                   siblings) == Kinds{"version.own", "version.mixed"});
}

TEST_CASE("OSGi: a required bundle goes by its symbolic name") {
    const std::string require = "Require-Bundle: org.acme.core;bundle-version=\"%\";visibility:=reexport\r\n";
    CHECK(moved(require) == text);
    CHECK(moved(require, listed({"org.acme.core"})) == sibling);
    CHECK(moved("Fragment-Host: org.acme.core;bundle-version=\"%\"\r\n", listed({"org.acme.core"})) ==
          sibling);
    CHECK(moved("Fragment-Host: org.acme.core;bundle-version=\"%\"\r\n") == text);
}

TEST_CASE("OSGi: other attributes and other files are none of its business") {
    // No attribute that is a version: there the text counts.
    const Kinds own_and_sibling{"version.own", "version.sibling"};
    CHECK(moved("Export-Package: a.b;x=\"acme-widgets %\";version=\"%\"\r\n") == own_and_sibling);
    CHECK(moved("Export-Package: a.b;x=\"left-pad@%\";version=\"%\"\r\n") ==
          Kinds{"text", "version.sibling"});
    const auto elsewhere = [](const std::string& path) {
        return kinds_of(path, "Export-Package: a.b;version=\"1.4.2\"\n",
                        "Export-Package: a.b;version=\"1.4.3\"\n");
    };
    CHECK(elsewhere("a.txt") == Kinds{"version.own"});
    CHECK(elsewhere("a/META-INF/MANIFEST.MF") == sibling);
}

TEST_CASE("OSGi: a long header ends in time") {
    std::string lines = "Import-Package: ";
    for (int i = 0; i < 2'000; ++i) lines += "a" + std::to_string(i) + ";version=\"[%,2)\",";
    CHECK(moved(lines + "b\r\n").front() == "text");
}
