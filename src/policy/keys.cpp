#include "policy/keys.hpp"

#include <algorithm>
#include <array>

namespace bumpgate::policy {

namespace {

constexpr std::string_view small_test =
    "tests:\n  - name: a bump passes\n    release: {name: acme, from: 1.4.2, to: 1.4.3}\n"
    "    old: {PKG-INFO: \"Version: 1.4.2\"}\n    new: {PKG-INFO: \"Version: 1.4.3\"}\n"
    "    expect: pass\n";
constexpr std::string_view member_test =
    "tests:\n  - name: a file that becomes executable fails\n    old: {run.sh: {text: echo}}\n"
    "    new: {run.sh: {text: echo, mode: \"0755\"}}\n    expect: {fail: [file.mode]}\n";

constexpr std::array table = std::to_array<KeyInfo>({
    {"version", "Version of the policy language; required, and 1.", ""},
    {"name",
     "What reports call the policy. Without it: the file's name without its ending. A built-in's name is "
     "taken.",
     "name: acme-sdist\n"},
    {"description", "One line that says what the policy is for; `bumpgate policy list` shows it.",
     "description: Only versions and the changelog may change.\n"},
    {"extends",
     "Policies that this one builds on: names of built-ins, or paths of files (with a \"/\" in them or "
     "ending "
     "in .yaml or .yml), from this file's folder. Their rules are added to; a setting of this file overrides "
     "theirs.",
     "extends: [pypi-sdist]\n"},
    {"select", "When `check` picks this policy by itself. It does so with built-in policies only.",
     "select: {ecosystem: [pypi-sdist]}\n"},
    {"select.ecosystem", "The ecosystems whose releases the policy is meant for.",
     "select: {ecosystem: [pypi-sdist]}\n"},
    {"release", "What is known about the release beforehand.", "release: {bump: [patch, minor]}\n"},
    {"release.scheme",
     "How versions are written and ordered. auto, the default: as the ecosystem does. Name one if a project "
     "does it otherwise.",
     "release: {scheme: calver}\n"},
    {"release.bump",
     "The steps that a release may make, or any, the default: any step upward. A downgrade or a version that "
     "was there already is never legal.",
     "release: {bump: [patch, minor]}\n"},
    {"release.baseline",
     "What OLD is: release, the default, an earlier release of the same package; or source, what NEW was "
     "made from, of "
     "the same version, such as the tree of its git tag.",
     "release: {baseline: source}\n"},
    {"release.siblings",
     "Packages that are released together with this one under the same version: where the old version of one "
     "becomes the new one, that is version.sibling. auto, the default: names that look related; none; or "
     "patterns over names, which \"*\" stands for any part of.",
     "release: {siblings: [\"acme-*\", \"@acme/*\"]}\n"},
    {"metadata",
     "What holds for differences that packing makes, where no rule names their kind: ignore counts them, "
     "warn "
     "allows and lists them, deny fails.",
     "metadata: {mode: warn}\n"},
    {"metadata.time",
     "Modification times of members (file.time). Every build stamps its own; default ignore.",
     "metadata: {time: deny}\n"},
    {"metadata.owner", "Owners and groups of members (file.owner). Whoever ran the build; default ignore.",
     "metadata: {owner: warn}\n"},
    {"metadata.order", "The order in which members stand in the archive (container.order); default ignore.",
     "metadata: {order: warn}\n"},
    {"metadata.compression", "Method and level of compression (container.compression); default ignore.",
     "metadata: {compression: warn}\n"},
    {"metadata.format",
     "Another format of the archive, or an entry for a folder that exists anyway (container.format); default "
     "ignore.",
     "metadata: {format: warn}\n"},
    {"metadata.header", "Other fields of the container's header (container.header); default warn.",
     "metadata: {header: deny}\n"},
    {"metadata.mode",
     "Permission bits (file.mode). A file that becomes executable is news; default deny. A rule that allows "
     "file.mode lifts it for its files.",
     "metadata: {mode: warn}\n"},
    {"metadata.type", "A member that becomes a link, a folder or the like (file.type); default deny.",
     "metadata: {type: deny}\n"},
    {"metadata.link", "A link that points elsewhere (file.link); default deny.", "metadata: {link: warn}\n"},
    {"metadata.xattr", "Extended attributes, access lists and file capabilities (file.xattr); default deny.",
     "metadata: {xattr: warn}\n"},
    {"hazards",
     "What holds for archives that two readers could read differently, by the hazard's name: ignore, warn or "
     "deny. One that is not named here is denied when it is new.",
     "hazards: {duplicate-member: warn}\n"},
    {"hazards.existing",
     "What holds for a hazard that the old release had in the same form and that is not named: warn, the "
     "default, or deny.",
     "hazards: {existing: deny}\n"},
    {"rules",
     "What may change. A change is allowed if one rule allows it; the order of rules means nothing, and what "
     "no rule allows is denied.",
     "rules:\n  - {id: changelog, files: [/CHANGELOG.md], allow: [changelog.entry]}\n"},
    {"rules.id",
     "What reports call the rule: letters, digits, dashes, underscores and stops. Without it: rule-1 and so "
     "on, by its place.",
     "rules:\n  - {id: changelog, files: [/CHANGELOG.md], allow: [changelog.entry]}\n"},
    {"rules.when", "The rule holds for some releases only.",
     "rules:\n  - {when: {bump: [minor, major]}, files: [\"legacy/**\"], allow: [file.removed]}\n"},
    {"rules.when.bump", "The steps for which the rule holds.",
     "rules:\n  - {when: {bump: [minor, major]}, files: [\"legacy/**\"], allow: [file.removed]}\n"},
    {"rules.files",
     "Patterns as in .gitignore, below the release's root folder: without a slash a name at any depth, with "
     "one a path from the root; \"**\" crosses folders, \"!\" takes back what earlier ones matched; only "
     "\"!/\" reaches into an archive inside (\"**!/**\": all of them). Without `files`: every file that is "
     "not in an archive inside.",
     "rules:\n  - {files: [PKG-INFO, \"/src/**\", \"!*.so\"], allow: [version]}\n"},
    {"rules.allow",
     "What may change in these files: kinds, kinds narrowed by names or steps, values of structured files "
     "(key), or lines (line).",
     "rules:\n  - {files: [PKG-INFO], allow: [version, date]}\n"},
    {"rules.allow.key",
     "One value of a JSON, TOML, YAML, XML or INI file or header, by its path as in RFC 6901: \"/\" before "
     "each name, \"~1\" for a slash and \"~0\" for a tilde within one, \"*\" for any. Covers the value's own "
     "bytes, on both sides.",
     "rules:\n  - {files: [package.json], allow: [{key: /gitHead, as: commit}]}\n"},
    {"rules.allow.as",
     "What the value of the key is on both sides: commit (an id becomes another of the same length), date (a "
     "later one in the same form), tool (only a version in it rises), version (the own version, old to new), "
     "any.",
     "rules:\n  - {files: [package.json], allow: [{key: /gitHead, as: commit}]}\n"},
    {"rules.allow.line",
     "Whole lines, by regular expressions (RE2, anchored, over bytes). Every line of a change has to match; "
     "what has no expression must not be there.",
     "rules:\n  - {files: [\"dist/**\"], allow: [{line: {added: '// built .*', removed: '// built .*'}}]}\n"},
    {"rules.allow.line.added", "What every line of the new side matches.",
     "rules:\n  - {files: [NEWS], allow: [{line: {added: '- .*'}}]}\n"},
    {"rules.allow.line.removed", "What every line of the old side matches.",
     "rules:\n  - {files: [NEWS], allow: [{line: {removed: '- .*'}}]}\n"},
    {"rules.allow.names", "The packages that an entry dependency.* is about: patterns over their names.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.added: {names: [typing-extensions]}}]}\n"},
    {"rules.allow.content", "All that an added file may hold, to the last line end: 1 to 4096 bytes.",
     "rules:\n  - {files: [/setup.cfg], allow: [{file.added: {content: \"[egg_info]\\ntag_build "
     "=\\n\"}}]}\n"},
    {"rules.allow.within",
     "The largest step that the version asked for may make; default minor. any: any step, also one that "
     "cannot be told.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.version: {names: [attrs], within: major}}]}\n"},
    {"rules.allow.down", "Whether the version asked for may also go down; default false.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.version: {names: [attrs], down: true}}]}\n"},
    {"rules.level", "Whether reports show what the rule allows: silent, the default, or warn.",
     "rules:\n  - {files: [/README.md], allow: [text], level: warn}\n"},
    {"rules.override", "Whether the rule also allows what `protect` protects: true, or false, the default.",
     "rules:\n  - {files: [setup.py], allow: [exec.surface], override: true}\n"},
    {"protect", "What is denied even if a rule allows it. Only a rule that says `override: true` lifts it.",
     "protect:\n  - files: [\"*.pth\"]\n  - kinds: [exec.surface]\n"},
    {"protect.files", "The files that are protected; patterns as in rules. Without it: every file.",
     "protect:\n  - files: [\"*.pth\"]\n"},
    {"protect.kinds",
     "The kinds of changes that are protected, and those below them. Without it: every kind.",
     "protect:\n  - kinds: [exec.surface, file.mode]\n"},
    {"require", "What must be true, or the gate fails.",
     "require:\n  - {files: [PKG-INFO], change: version.own}\n  - {not: file.added}\n"},
    {"require.files",
     "At least one of these files has the change; patterns as in rules. Without it: any file.",
     "require:\n  - {files: [PKG-INFO], change: version.own}\n"},
    {"require.change", "The kind of change that must be there.",
     "require:\n  - {files: [PKG-INFO], change: version.own}\n"},
    {"require.not", "The kind of change that must not be there, allowed or not.",
     "require:\n  - {not: file.added}\n"},
    {"waivers",
     "Single denials that somebody looked at. Each lifts one change or hazard of one pair of releases until "
     "a "
     "day, and is shown in every report.",
     "waivers:\n  - {finding: 7f3a09c2d1e4b586, reason: \"audited in #812\", expires: 2026-12-31}\n"},
    {"waivers.finding",
     "The id that reports print with the change or hazard: 16 digits of 0 to 9 and a to f.",
     "waivers:\n  - {finding: 7f3a09c2d1e4b586, reason: \"audited in #812\", expires: 2026-12-31}\n"},
    {"waivers.reason", "Why it may stay, in words.",
     "waivers:\n  - {finding: 7f3a09c2d1e4b586, reason: \"audited in #812\", expires: 2026-12-31}\n"},
    {"waivers.by", "Who answers for it.",
     "waivers:\n  - {finding: 7f3a09c2d1e4b586, reason: audited, by: sam, expires: 2026-12-31}\n"},
    {"waivers.expires", "The last day on which it counts, as 2026-12-31; at most a year ahead.",
     "waivers:\n  - {finding: 7f3a09c2d1e4b586, reason: \"audited in #812\", expires: 2026-12-31}\n"},
    {"tests",
     "Small releases that show what the policy lets through and what it does not; `bumpgate policy test` "
     "runs "
     "them. They may also stand in NAME.tests.yaml beside NAME.yaml.",
     small_test},
    {"tests.name", "What the case shows, in words.", small_test},
    {"tests.release", "Who the release is. What is not said is found in the members.", small_test},
    {"tests.release.name", "The package's name.", small_test},
    {"tests.release.from", "The version of the old side.", small_test},
    {"tests.release.to", "The version of the new side.", small_test},
    {"tests.release.ecosystem", "What kind of package it is. Without it: what the policy is made for.",
     "tests:\n  - release: {name: acme, from: 1.4.2, to: 1.4.3, ecosystem: npm}\n"
     "    old: {package.json: '{\"version\": \"1.4.2\"}'}\n"
     "    new: {package.json: '{\"version\": \"1.4.3\"}'}\n    expect: pass\n"},
    {"tests.old",
     "The members of the old release by their paths: a file's text, or a map that says what the member is.",
     small_test},
    {"tests.new", "The members of the new release, as under old.", small_test},
    {"tests.member.text", "The file's text.", member_test},
    {"tests.member.base64", "The file's bytes in base64 (RFC 4648), for what is no text.",
     "tests:\n  - {old: {a.bin: {base64: AAE=}}, new: {a.bin: {base64: AAI=}}, expect: {fail: [binary]}}\n"},
    {"tests.member.link", "The member is a symbolic link to this.",
     "tests:\n  - {old: {a: {link: b}}, new: {a: {link: c}}, expect: {fail: [file.link]}}\n"},
    {"tests.member.directory", "That the member is a folder: true, or nothing at all.",
     "tests:\n  - {old: {a: {directory: true}}, new: {a: \"\"}, expect: fail}\n"},
    {"tests.member.mode", "Permission bits in octal digits, as \"0755\"; default 0644.", member_test},
    {"tests.member.time", "The day of its modification time, as 2026-12-31.",
     "tests:\n  - {old: {a: {text: x, time: 2026-01-01}}, new: {a: {text: x, time: 2026-02-01}}, expect: "
     "pass}\n"},
    {"tests.member.owner", "The name of the user whom it belongs to.",
     "tests:\n  - {old: {a: {text: x, owner: sam}}, new: {a: {text: x, owner: kim}}, expect: pass}\n"},
    {"tests.member.attributes", "Extended attributes, value by name.",
     "tests:\n  - {old: {a: x}, new: {a: {text: x, attributes: {user.note: y}}}, expect: {fail: "
     "[file.xattr]}}\n"},
    {"tests.expect",
     "What the gate has to say: pass; fail, for whatever reason; or {fail: [KIND, ...]}, exactly changes of "
     "these kinds are denied.",
     small_test},
    {"tests.expect.fail",
     "The kinds that are denied, hazards as hazard.ID, and \"requirement\" for one that is not met.",
     member_test},
});

}  // namespace

std::span<const KeyInfo> all_keys() {
    return table;
}

const KeyInfo* find_key(std::string_view id) {
    const auto* row = std::ranges::find(table, id, &KeyInfo::id);
    return row == table.end() ? nullptr : row;
}

}  // namespace bumpgate::policy
