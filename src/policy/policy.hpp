#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/glob.hpp"
#include "base/regex.hpp"
#include "base/result.hpp"
#include "change/change.hpp"
#include "release/identity.hpp"
#include "release/scheme.hpp"

namespace bumpgate::policy {

/// Where something stands in a policy file, for messages.
struct Place {
    std::string file;        ///< as named on the command line, or "built-in NAME"
    std::size_t line = 0;    ///< 1-based
    std::size_t column = 0;  ///< 1-based, in bytes
};

/// What to do with noise that no rule speaks of.
enum class Setting { ignore, warn, deny };
/// Whether what a rule allows is also shown.
enum class Level { silent, warn };

/// What the value of a key must be on both sides: `as:`.
enum class ValueAs { any, commit, date, tool, version };
[[nodiscard]] std::string_view to_string(ValueAs as);

/// `{key: /gitHead, as: commit}`: changes within one value of a structured file.
struct KeyEntry {
    std::string pointer;            ///< as written: RFC 6901; a component "*" stands for any one
    std::vector<std::string> path;  ///< its components, unescaped
    ValueAs as = ValueAs::any;
};

/// `{line: {added: RE, removed: RE}}`: whole lines that match. What has no expression must not be there.
struct LineEntry {
    std::optional<Regex> added, removed;
};

/// One entry of `allow:`: a kind, perhaps narrowed; or a key or line, whose `kind` is "key" or "line", which
/// no change has.
struct Allow {
    std::string kind;  ///< an id of change::all_kinds()
    std::optional<KeyEntry> key;
    std::optional<LineEntry> line;
    std::vector<std::string> names;       ///< for dependency.*: globs over names; empty: every name
    std::optional<release::Step> within;  ///< for dependency.sibling/.version: the largest legal step;
                                          ///< nothing: the kind's default, minor
    bool within_any = false;              ///< `within: any`
    bool down = false;                    ///< for dependency.version: may go down
    std::optional<std::string> content;   ///< for file.added: all that the file may hold
};

/// "These files may change in these ways."
struct Rule {
    std::string id;  ///< given, or "rule-N" by its place in its file
    GlobList files;  ///< empty: every member, nested ones and the container itself not included
    std::vector<Allow> allow;
    Level level = Level::silent;
    bool overrides_protect = false;
    std::optional<std::set<release::Step>> when_bump;  ///< `when: {bump: [...]}`: for these steps only
    std::string source;                                ///< name of the policy it came from
    Place place;
};

/// "Denied even if a rule allows it." A change is protected if it lies in `files` (empty: any file, nested
/// ones and the container included) and has one of `kinds` or a child of one (empty: any kind but noise that
/// `metadata:` sets to ignore).
struct Protect {
    GlobList files;
    std::vector<std::string> kinds;
    std::string source;
    Place place;
};

/// "Must be true, or the gate fails."
struct Require {
    GlobList files;          ///< with `change`: at least one member of these …
    std::string change;      ///< … has a change of this kind
    std::string not_change;  ///< `not: KIND`: no change of this kind anywhere
    std::string source;
    Place place;
    /// "PKG-INFO has a change version.own", "one of a, b has …", "some file has …", "no change is
    /// version.stale".
    [[nodiscard]] std::string describe() const;
};

/// "This very change was looked at, and may stay until that day."
struct Waiver {
    std::string finding;  ///< the fingerprint of a change or hazard: 16 small hex digits
    std::string reason;
    std::string by;  ///< who answers for it; may be empty
    Date expires;    ///< the last day on which it counts
    std::string source;
    Place place;
};

/// Where a policy's text came from.
struct Source {
    std::string name;    ///< "pypi-sdist" for built-ins, the file name without folders for files
    std::string sha256;  ///< of its bytes
    bool built_in = false;
};

/// A policy after inheritance: everything the gate needs.
struct Policy {
    std::string name;
    std::string description;
    std::vector<Source> sources;                  ///< base first, this one last
    std::vector<std::string> ecosystems;          ///< `select: ecosystem`
    std::string selected_by;                      ///< name of the policy whose `select` that is
    std::string scheme;                           ///< id, or empty for auto
    std::optional<std::set<release::Step>> bump;  ///< legal steps; nothing: any upward one
    release::Baseline baseline = release::Baseline::release;
    change::Vocabulary vocabulary;
    std::map<std::string, Setting> metadata;  ///< by key: every row of metadata_keys() is there
    std::map<std::string, Setting> hazards;  ///< by hazard id (without "hazard."): only those that were named
    bool existing_hazards_denied =
        false;  ///< `hazards: {existing: deny}`; default: an existing hazard is shown, not denied
    std::vector<Rule> rules;
    std::vector<Protect> protect;
    std::vector<Require> require;
    std::vector<Waiver> waivers;  ///< of all sources; one for each finding
};

/// A key of `metadata:`, the kind it speaks of and its default.
struct MetadataKey {
    std::string_view key;
    std::string_view kind;
    Setting fallback;
};
[[nodiscard]] std::span<const MetadataKey> metadata_keys();

/// A policy that comes with the program.
struct BuiltIn {
    std::string_view name;
    std::string_view text;  ///< the YAML as it lies in policies/
};
/// All of them, sorted by name. Generated at build time from policies/*.yaml.
[[nodiscard]] std::span<const BuiltIn> built_ins();
/// Whether a rule, protect or require whose `source` this is came with the program: no policy of the user's
/// can have such a name.
[[nodiscard]] bool is_built_in(std::string_view source);

/// Loads one policy and what it extends. `reference` is a path to a file if it holds a "/" or ends in .yaml
/// or .yml, else the name of a built-in (a file of that very name in the working directory is not looked
/// for). Strict: UTF-8, one document, at most 1 MiB, 64 levels, 100,000 nodes, 1000 rules, no aliases or
/// anchors, no tags, no duplicate or unknown keys, right types. Two policies that one extends, neither of
/// which extends the other, must not give one setting two values unless this one settles it. Errors:
/// `policy`, with the whole message "file:line:column: text", the source line and a caret line below it;
/// `not_found` for a file or built-in that is not there (with the nearest name); a cycle of `extends` is
/// `policy`. `today`: a waiver that ends later than a year after it is an error; without it that is not
/// looked at here (the gate does not count such a waiver in any case).
[[nodiscard]] Result<Policy> load(std::string_view reference, const std::optional<Date>& today = {});

/// As `load` for several references: rules, protect and require of all are appended in order, settings of
/// later ones override. What several of them extend counts once, where it is first met. The name is those of
/// all, joined by " + ", and its ecosystems as well. With none: the built-in whose `select` names the
/// ecosystem; error `policy` if there is none.
[[nodiscard]] Result<Policy> resolve(const std::vector<std::string>& references, std::string_view ecosystem,
                                     const std::optional<Date>& today = {});

/// Parses a policy's text under a name for messages; `extends` paths are relative to `folder`.
[[nodiscard]] Result<Policy> parse(std::string_view text, std::string_view file_name, std::string_view folder,
                                   const std::optional<Date>& today = {});

/// The effective policy as YAML that loads again and means the same: no `extends`, every setting spelled out.
[[nodiscard]] std::string show(const Policy& policy);

/// What lint has to say about one place.
struct Remark {
    Place place;
    std::string text;
};
/// What is legal but probably not meant: a rule without effect (shadowed whole by one more general,
/// protected, or for steps that `release.bump` does not allow), `any` or `text` or `binary` or any value of a
/// key for `**`, a line that may be any, a file pattern that cannot match or is taken back, protect entries
/// that a rule overrides; and waivers that have ended before `today`, end within two weeks or later than a
/// year after it. Without a day nothing is said of waivers.
[[nodiscard]] std::vector<Remark> lint(const Policy& policy, const std::optional<Date>& today = {});

}  // namespace bumpgate::policy
