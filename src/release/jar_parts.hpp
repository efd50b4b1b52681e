#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/evidence.hpp"
#include "release/headers.hpp"

// What jar.cpp asks of a jar's single files.
namespace bumpgate::release {

/// The main section of META-INF/MANIFEST.MF.
struct JarManifest {
    std::vector<Header> headers;
    std::vector<std::string> aliases;   ///< Bundle-SymbolicName, Automatic-Module-Name
    std::vector<std::string> exports;   ///< Java packages of Export-Package
    std::vector<std::string> required;  ///< bundles of Require-Bundle and Fragment-Host
};

/// All of that; what is stated several times is a conflict.
[[nodiscard]] JarManifest read_jar_manifest(const Contents& contents, Identity& identity);

/// The names in an OSGi header: "a;version=\"1,2\",b;c;x:=y" → a, b, c (OSGi Core, 3.2.4 "Common Header
/// Syntax").
[[nodiscard]] std::vector<std::string> clause_names(std::string_view header);

/// What a META-INF/maven/GROUP/ARTIFACT/pom.properties states.
struct Coordinates {
    std::string path;    ///< of the file
    std::string folder;  ///< "META-INF/maven/GROUP/ARTIFACT/"
    std::string group, artifact;
    std::string version;

    [[nodiscard]] std::string name() const { return group.empty() ? artifact : group + ":" + artifact; }
};

/// All of a jar's, in its order: a jar that was made of several has several. A file that contradicts its own
/// path is a conflict.
[[nodiscard]] std::vector<Coordinates> maven_coordinates(const Contents& contents, Identity& identity);

/// Those that speak of the jar itself: the only ones there are, or those that its file name or manifest
/// names.
[[nodiscard]] std::vector<Coordinates> own_coordinates(const std::vector<Coordinates>& all,
                                                       const Contents& contents, const JarManifest& manifest);

/// The pom.xml beside them: evidence, dependencies and parent.
void add_pom(const Contents& contents, const Coordinates& maven, Identity& identity);

/// A jar's file name without Maven's files: split before the version that the manifest states, else before
/// the last thing that looks like one ("log4j-1.2-api-2.24.2").
struct NameAndVersion {
    std::string name, version;
};
[[nodiscard]] std::optional<NameAndVersion> name_and_version(std::string_view text,
                                                             const JarManifest& manifest);

}  // namespace bumpgate::release
