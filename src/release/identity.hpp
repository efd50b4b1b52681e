#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"
#include "base/result.hpp"
#include "release/scheme.hpp"

namespace bumpgate {

enum class Side { old_side, new_side };

}  // namespace bumpgate

namespace bumpgate::release {

/// One thing that states who a release is.
struct Evidence {
    std::string source;  ///< "file name", "root folder", or a member's path below the root ("PKG-INFO")
    std::optional<std::string> name;
    std::optional<std::string> version;
};

/// Who one side is, and by what evidence.
struct Identity {
    std::string ecosystem;  ///< id of an EcosystemInfo
    std::string name;       ///< as the metadata writes it; empty if nothing states one
    std::string version;    ///< as the metadata writes it; empty if nothing states one
    /// The folder all members lie in ("acme-1.4.2", "k8s.io/api@v0.31.3"), without a final "/"; empty if
    /// none.
    std::string root;
    std::vector<Evidence> evidence;  ///< metadata first, then root folder, then file name
    /// Evidence that contradicts the rest, told for people: "root folder says 1.4.1, PKG-INFO says 1.4.2".
    std::vector<std::string> conflicts;
    /// Names of packages that the release's manifests state as dependencies, as written; sorted, without
    /// doubles.
    std::vector<std::string> dependencies;
    /// What siblings have in common besides their names: the group of a Maven artifact, the source package of
    /// a Debian or RPM one, the path of a Go module's project, the publisher of a VSIX; empty if none.
    std::string family;
    /// What else the metadata calls the package (a bundle's symbolic name), and the Java packages that it
    /// exports, as written.
    std::vector<std::string> aliases, exports;
    /// The repository the metadata states, as its last path component without ".git"; empty if none.
    std::string repository;
};

/// What the old side is to the new one.
enum class Baseline {
    release,  ///< an earlier release of the same package
    source    ///< what the new side was made from: the tree of its tag, of the same version
};

/// What the user says instead of the evidence; empty fields say nothing.
struct Overrides {
    std::string name;
    std::string old_version;
    std::string new_version;
    std::string scheme;     ///< id, or empty for the ecosystem's own
    std::string ecosystem;  ///< id, or empty to detect
    Baseline baseline = Baseline::release;
};

/// Both sides as one step of one package, or as one release and its source.
struct Release {
    std::string ecosystem;  ///< the new side's; "source" when nothing more is known
    std::string name;       ///< the new side's, as written
    const Scheme* scheme = nullptr;
    Identity old_identity;
    Identity new_identity;
    std::optional<Version>
        old_version;  ///< parsed under `scheme`; nothing if none was found or it does not parse
    std::optional<Version> new_version;
    Step step = Step::none;  ///< meaningful when both versions are there
    Baseline baseline = Baseline::release;
    std::vector<std::string>
        conflicts;  ///< of both sides, "old: …"/"new: …", and between them (another name, another ecosystem)

    [[nodiscard]] const Identity& identity(Side side) const {
        return side == Side::old_side ? old_identity : new_identity;
    }
    [[nodiscard]] bool has_versions() const { return old_version && new_version; }
};

struct Contents;  // release/evidence.hpp: one side's members while evidence is gathered

/// A world of packages with its own manifests and rules.
struct EcosystemInfo {
    std::string_view id;      ///< "pypi-sdist", "npm", "deb", …, "source"
    std::string_view title;   ///< "Python source distribution"
    std::string_view scheme;  ///< id of its version scheme
    /// The ecosystem's own normal form of a package name (PEP 503 for PyPI; npm: as it is, small letters).
    std::string (*normal_name)(std::string_view name);
    /// Whether a side is one of this ecosystem's, by its content.
    bool (*recognises)(const Contents& contents);
    /// Adds to an identity what the side states: evidence, conflicts within it, dependencies, repository.
    void (*gather)(const Contents& contents, const Scheme& scheme, Identity& identity);
};

/// All ecosystems that are known, in the order in which they are tried.
[[nodiscard]] std::span<const EcosystemInfo> ecosystems();
[[nodiscard]] const EcosystemInfo* find_ecosystem(std::string_view id);

/// Gathers all evidence of both sides. Does not fail for want of a version (`diff` works without one). A
/// source is no package of an ecosystem, may be called otherwise than what is made from it, and has the
/// version of that if it states none; that it states another one is a conflict. Errors: `usage` for an
/// override that names no scheme or ecosystem or is no version under the scheme.
[[nodiscard]] Result<Release> identify(const Trees& trees, const Overrides& overrides);

/// Error `identity`, with the hint to pass --old-version and --new-version, unless both versions are known.
[[nodiscard]] Result<void> require_versions(const Release& release);

/// A member's path below the release's root folder: "acme-1.4.2/setup.py" → "setup.py"; the root itself → "".
[[nodiscard]] std::string_view below_root(const Identity& identity, std::string_view path);

}  // namespace bumpgate::release
