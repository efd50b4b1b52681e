#include "change/kind_words.hpp"

#include <algorithm>
#include <array>

#include "change/kinds.hpp"

namespace bumpgate::change {

namespace {

constexpr std::array table = std::to_array<KindWords>({
    {"any", "A rule with `any` turns the gate off for its files: whatever is put there passes.",
     "rules:\n  - {files: [\"docs/**\"], allow: [any]}",
     "Name the kinds that the files really need; the report of a denied release names each.",
     "rules:\n  - {files: [/docs/**], allow: [any], level: warn}\n",
     "Every change of these files, added and removed ones too. Not text.deceptive, and not what runs by "
     "itself while "
     "base protects it."},
    {"binary",
     "Nobody reads bytes in a review. A changed library, image or test vector can carry a whole program.",
     "lib/acme.so: 4,120 bytes differ",
     "Build reproducibly, so that the same sources give the same bytes, or do not ship the file.",
     "rules:\n  - {files: [/acme/logo.png], allow: [binary], level: warn}\n",
     "Any other bytes in this file."},
    {"binary.version",
     "The bytes follow the version, but who else reads them is not known: in a program a version may be a "
     "length, an "
     "offset or a piece of another one.",
     "acme.dll, offset 0x1f40: \"1.4.2\" becomes \"1.4.3\"",
     "None is needed if a version is written there by the build.",
     "rules:\n  - {files: [acme.dll], allow: [binary.version]}\n",
     "The own version, old to new and in the same length, anywhere in this file's bytes."},
    {"changelog", "Changelogs are free text, so the whole family is never allowed by one word.",
     "rules:\n  - {files: [CHANGELOG.md], allow: [changelog.entry]}", "Name the child that is meant.",
     "rules:\n  - {files: [CHANGELOG.md], allow: [changelog.entry]}\n",
     "What changelog.entry does; the parent itself covers nothing."},
    {"changelog.entry",
     "The text of an entry is free. It runs nowhere, but it can mislead: links, instructions, a false "
     "account of the "
     "release.",
     "CHANGELOG.md\n  + ## 1.4.3\n  + - Fix the parser of dates.\n    ## 1.4.2",
     "None is needed: read the entry.",
     "rules:\n  - {files: [CHANGELOG.md], allow: [changelog.entry], level: warn}\n",
     "An entry for the new version before the older ones, with any text."},
    {"commit",
     "A commit id says what the release was built from, or what is fetched. An attacker who may change it "
     "points at "
     "sources of his own.",
     "package.json\n  - \"gitHead\": \"1f0c...\"\n  + \"gitHead\": \"9b2e...\"",
     "None is needed where the build writes the commit that is released; compare the id with the tag's.",
     "rules:\n  - {files: [package.json], allow: [{key: /gitHead, as: commit}]}\n",
     "Another commit id of the same length in this one value."},
    {"container",
     "How a release is packed reaches no user's program, but a change of it says that another tool, or "
     "another person, "
     "packed it.",
     "metadata: {order: warn, header: warn}", "Pack with the same tool in the same way.",
     "metadata: {order: warn, compression: warn, format: warn, header: warn}\n",
     "Another order of members, compression, format and header fields, all of them shown."},
    {"container.compression",
     "Other levels give other bytes for the same content. By itself it is noise; with it the archive's "
     "digest says "
     "nothing about the content.",
     "gzip level 6 becomes level 9", "Pack with the same tool and level.",
     "metadata: {compression: ignore}\n", "Another method or level of compression."},
    {"container.format",
     "Another flavour of archive is read by other code in other tools. The content was compared all the "
     "same.",
     "ustar becomes pax", "Pack with the same tool.", "metadata: {format: ignore}\n",
     "Another archive format, and entries for folders that exist anyway."},
    {"container.header",
     "Header fields that no tool shows are room for bytes, and tell who packed the release and how.",
     "gzip: the operating system was \"Unix\" and is \"unknown\"",
     "Pack with the same tool on the same system.", "metadata: {header: warn}\n",
     "Any other header fields of the container, and they are shown."},
    {"container.header.version",
     "The file name in the header follows the version, as it does whenever gzip packs a file.",
     "gzip: \"acme-1.4.2.tar\" becomes \"acme-1.4.3.tar\"", "None is needed.", "metadata: {header: ignore}\n",
     "The own version in the container's file name; container.header as well."},
    {"container.order",
     "Most tools do not care. Those that read the first or the last of something do, so another order can be "
     "another "
     "release to them.",
     "setup.py stood before PKG-INFO and stands behind it", "Sort the members when packing.",
     "metadata: {order: ignore}\n", "Any other order of the members."},
    {"date",
     "A date that the build writes is honest noise. In code it may switch something on: a date is what time "
     "bombs wait "
     "for.",
     "acme/_version.py\n  - built = \"2026-11-02\"\n  + built = \"2026-11-26\"",
     "Leave the date out of the build, or set SOURCE_DATE_EPOCH to the commit's.",
     "rules:\n  - {files: [acme/_version.py], allow: [date]}\n",
     "Dates in this file that become later ones in the same form."},
    {"dependency", "A new dependency brings in foreign code: that is too much for one word.",
     "rules:\n  - {files: [requires.txt], allow: [dependency.version]}",
     "Name the child that is meant, and the packages.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.version: {names: [attrs]}}]}\n",
     "What the child named does; the parent itself covers nothing."},
    {"dependency.added",
     "The shortest way to run foreign code at every user: a release that is clean itself and asks for a "
     "package that "
     "is not.",
     "acme.egg-info/requires.txt\n  + left-pad>=1.0",
     "Take the requirement out, or make it a release of its own that somebody reads.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.added: {names: [left-pad]}}]}\n",
     "This one package may be asked for, in any version and with any extras."},
    {"dependency.removed",
     "A requirement that goes may be a check that goes, such as a library that verified signatures.",
     "acme.egg-info/requires.txt\n  - certifi>=2024.2",
     "Keep the requirement, or make it a release of its own.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.removed: {names: [certifi]}}]}\n",
     "This one package may be no longer asked for."},
    {"dependency.sibling",
     "A package of the same project moved, but not together with this one: it may be a release that nobody "
     "gated.",
     "package.json\n  - \"@acme/core\": \"2.0.1\"\n  + \"@acme/core\": \"2.0.4\"",
     "Release the packages in lockstep.",
     "rules:\n  - {files: [package.json], allow: [{dependency.sibling: {names: [\"@acme/*\"], within: "
     "patch}}]}\n",
     "Versions of these siblings may rise by a step up to the one named."},
    {"dependency.version",
     "Another range lets in releases of somebody else's package that were not allowed before; pointing at "
     "one bad "
     "release is enough.",
     "requires.txt\n  - attrs>=22.1\n  + attrs>=23.2", "Keep the range, or move it in a release of its own.",
     "rules:\n  - {files: [requires.txt], allow: [{dependency.version: {names: [attrs], within: minor}}]}\n",
     "The version asked of this package may rise by a step up to the one named; the form of the range "
     "stays."},
    {"derived", "Files that follow from others are computed anew, so nothing can hide in them.",
     "dist/acme.min.js.map", "None is needed.", "rules:\n  - {files: [\"dist/**\"], allow: [derived]}\n",
     "What derived.map does."},
    {"derived.map",
     "A source map says which line of the source a reader is shown. One that does not follow from its file "
     "could show "
     "other code than what runs.",
     "dist/acme.min.js.map: columns move by one where \"1.4.9\" became \"1.4.10\"",
     "None is needed: the columns were computed anew.",
     "rules:\n  - {files: [\"dist/**\"], allow: [derived.map]}\n",
     "Columns that follow the versions in the map's file, and nothing else."},
    {"digest",
     "A digest that follows its file and one that is wrong are opposites, so one word cannot mean both.",
     "rules:\n  - {files: [RECORD], allow: [digest.derived]}", "Name the child that is meant.",
     "rules:\n  - {files: [RECORD], allow: [digest.derived]}\n",
     "What the child named does; the parent itself covers nothing."},
    {"digest.derived",
     "It was computed anew from the new release's members and is right, so it says nothing that they do not "
     "say.",
     "acme-1.4.3.dist-info/RECORD\n  - acme/core.py,sha256=9f86...,1204\n  + "
     "acme/core.py,sha256=60303...,1204",
     "None is needed.", "rules:\n  - {files: [RECORD], allow: [digest.derived]}\n",
     "Digests and sizes in this file that are right for the new release."},
    {"digest.mismatch",
     "The listing and the release do not agree: a file was changed after the listing was made. That is how a "
     "file "
     "looks that somebody put into a finished package.",
     "RECORD: acme/core.py has another digest than the one stated",
     "Build the package anew; never edit a finished one.",
     "rules:\n  - {files: [RECORD], allow: [digest.mismatch], level: warn}\n",
     "A listing that states wrong digests, sizes or members."},
    {"digest.sibling",
     "The digest of another package's file cannot be computed here: whoever may change it says which file is "
     "taken.",
     "go.sum\n  - acme.example/core v1.4.2 h1:qAc...\n  + acme.example/core v1.4.3 h1:Xb7...",
     "Compare it with what the sibling published.",
     "rules:\n  - {files: [go.sum], allow: [digest.sibling]}\n",
     "The digest beside a sibling's version that moved in lockstep."},
    {"exec", "What runs without being called must not be allowed by accident.",
     "rules:\n  - {files: [setup.py], allow: [exec.surface], override: true}",
     "Name the child that is meant.",
     "rules:\n  - {files: [setup.py], allow: [exec.surface], override: true, level: warn}\n",
     "What exec.surface does; the parent itself covers nothing."},
    {"exec.surface",
     "This is what nearly every attack on a package did: an install script, a .pth file, an entry point, a "
     "hook. It "
     "runs on every machine that installs the release, before anybody has read a line.",
     "package.json\n  + \"postinstall\": \"node setup.js\"",
     "Take it out. If it is meant, make it a release of its own that somebody reads.",
     "rules:\n  - {files: [/package.json], allow: [exec.surface], override: true, level: warn}\n",
     "Other code may run by itself. The built-in policy base protects this kind, so the rule says override."},
    {"file", "Members that come, go or become something else are content that no line shows.",
     "rules:\n  - {files: [\"docs/**\"], allow: [file]}",
     "Name the children that are meant: file.added is the dangerous one.",
     "rules:\n  - {files: [\"/docs/**\"], allow: [file], level: warn}\n",
     "Members may be added with any content, removed, renamed, and change type, mode and link target."},
    {"file.added",
     "A new file is new code. Some run just by being there: conftest.py, a .pth, a plugin that is found by "
     "its name.",
     "acme/_telemetry.py   added, 2,310 bytes",
     "Leave it out of the package, or make it a release of its own that somebody reads.",
     "rules:\n  - {files: [/docs/changes-1.4.3.md], allow: [file.added], level: warn}\n",
     "These files may be added, with any content."},
    {"file.link", "A link that points elsewhere gives another file the name that programs know.",
     "lib/libacme.so -> libacme.so.1 becomes -> /tmp/libacme.so", "Restore the target.",
     "rules:\n  - {files: [lib/libacme.so], allow: [file.link]}\n", "This link may point anywhere."},
    {"file.mode",
     "A file that becomes executable can be run; one that everybody may write can be changed by anybody.",
     "bin/acme: 0644 becomes 0755", "Set the permissions in the build, not by the umask of whoever packs.",
     "rules:\n  - {files: [bin/acme], allow: [file.mode]}\n", "Any permissions of this file."},
    {"file.owner",
     "Names and numbers of whoever packed the release. Extracted by root they decide who may change the "
     "files.",
     "PKG-INFO: user \"builder\" (1001) becomes \"root\" (0)", "Pack with owner and group set to 0.",
     "metadata: {owner: ignore}\n", "Any owner and group of any member."},
    {"file.removed",
     "What is missing may be what protected: a test, a check, a licence. Programs that look for it fall back "
     "to "
     "something else.",
     "acme/verify.py   removed", "Put it back, or make its removal a release of its own.",
     "rules:\n  - {when: {bump: [minor, major]}, files: [\"/legacy/**\"], allow: [file.removed]}\n",
     "These files may go."},
    {"file.renamed", "Under another name the same content may run by itself, or replace what was there.",
     "tools/update.py becomes acme/__main__.py", "Keep the name, or make it a release of its own.",
     "rules:\n  - {files: [\"/docs/**\"], allow: [file.renamed]}\n",
     "The content may have had another name; other changes of it are judged apart."},
    {"file.time",
     "Every build stamps its own time. A time in the future or the far past can confuse tools such as make.",
     "setup.py: 2026-11-02 10:00 becomes 2026-11-26 09:30", "Set SOURCE_DATE_EPOCH when packing.",
     "metadata: {time: ignore}\n", "Any modification time of any member."},
    {"file.type",
     "A file that became a link hands over its name to what it points at; a folder that became a file breaks "
     "what "
     "looked inside.",
     "acme/config was a file and is a symlink to /etc/acme", "Make it again what it was.",
     "rules:\n  - {files: [acme/config], allow: [file.type]}\n", "This member may become anything else."},
    {"file.xattr",
     "A file capability gives a program rights of root without a setuid bit; access lists say who may change "
     "it. "
     "Few tools show either.",
     "bin/acme: security.capability was added", "Pack without extended attributes.",
     "metadata: {xattr: warn}\n", "Any extended attributes of any member, and they are shown."},
    {"hazard", "Each hazard has a page of its own; a policy names the one that it can live with.",
     "hazards: {duplicate-member: warn}", "Pack with a common tool and leave its output alone.",
     "hazards: {duplicate-member: warn}\n", "The hazard that is named; the parent itself cannot be."},
    {"identity", "Who the release is comes before what changed in it.",
     "PKG-INFO says acme 1.4.3, the file name says acme 1.4.4", "See identity.conflict.", "",
     "Nothing allows it."},
    {"identity.conflict",
     "If the release itself does not say with one voice who it is, nothing that is proven about its version "
     "counts: "
     "one tool would install it as another release.",
     "PKG-INFO: Version: 1.4.3\nacme-1.4.4.tar.gz",
     "Build it anew, so that name and version are the same everywhere. Where another place is meant, give "
     "--name, "
     "--old-version or --new-version.",
     "", "Nothing allows it: no rule and no waiver."},
    {"key",
     "A policy that said `key` could mean any value of a file. A single one is allowed by {key: /PATH, as: "
     "...}.",
     "rules:\n  - {files: [package.json], allow: [key.order]}", "Name the child that is meant.",
     "rules:\n  - {files: [package.json], allow: [key.order]}\n",
     "What key.order does; the parent itself covers nothing."},
    {"key.order",
     "To most readers the order of keys means nothing; to one that takes the first or the last of two it "
     "does.",
     "package.json: \"license\" stood before \"main\" and stands behind it",
     "Write the file with sorted keys.", "rules:\n  - {files: [package.json], allow: [key.order]}\n",
     "Another order of the same keys with the same values."},
    {"listing", "A listing that follows from the members says nothing that they do not say; a parent.",
     "acme.egg-info/SOURCES.txt", "None is needed.", "rules:\n  - {files: [SOURCES.txt], allow: [listing]}\n",
     "What listing.derived does."},
    {"listing.derived",
     "It was computed anew from the new release's members, so a line too many or too few is found.",
     "acme.egg-info/SOURCES.txt\n  + docs/changes-1.4.3.md",
     "None is needed. The file that was added is judged by itself.",
     "rules:\n  - {files: [SOURCES.txt], allow: [listing.derived]}\n",
     "Lines of this listing that follow the release's members."},
    {"text", "A line that no kind explains is what an attack looks like: code is text.",
     "acme/arch.py\n  - DEFAULT_ARCH = \"x86_64\"\n  + DEFAULT_ARCH = run(\"x86_64\")",
     "Make it a release of its own that somebody reads. If only some lines or one value change, allow those: "
     "{line: ...}, {key: ..., as: ...}.",
     "rules:\n  - {files: [/README.md], allow: [text], level: warn}\n",
     "Any text in this file, except characters that deceive (text.deceptive)."},
    {"text.deceptive",
     "The code that is read is not the code that runs: characters that nobody sees reorder or join it "
     "(\"Trojan "
     "Source\"), or a letter of another script stands for one that looks alike.",
     "acme/auth.py\n  + if user == \"admin\\u{202E}\":", "Take the characters out, or write them as escapes.",
     "rules:\n  - {files: [/locale/ar.po], allow: [text.deceptive], override: true}\n",
     "Invisible and look-alike characters in this file. The built-in policy base protects this kind, so the "
     "rule says "
     "override."},
    {"text.encoding",
     "A byte order mark says in which encoding a reader takes the file, and can make it another text.",
     "acme/core.py begins with EF BB BF", "Save the file as UTF-8 without a byte order mark.",
     "rules:\n  - {files: [acme.csproj], allow: [text.encoding]}\n",
     "A byte order mark may come or go in this file."},
    {"text.line-ending",
     "Other line ends are other bytes for a shell or a checksum: a script with CR LF does not run.",
     "setup.cfg: LF becomes CR LF", "Set the line ends in .gitattributes, or pack on the same system.",
     "rules:\n  - {files: [setup.cfg], allow: [text.line-ending]}\n",
     "Other line ends in this file, everywhere or in places."},
    {"text.whitespace",
     "Only blanks where they mean nothing: not in Python's indentation, not in a Makefile, not within "
     "quotes.",
     "PKG-INFO\n  - Author:  acme\n  + Author: acme", "Leave the blanks as they were.",
     "rules:\n  - {files: [PKG-INFO], allow: [text.whitespace]}\n",
     "Other blanks in this file, where they mean nothing."},
    {"tool", "A tool that became another one builds another program; only its version may rise.",
     "rules:\n  - {files: [WHEEL], allow: [tool.version]}", "Name the child that is meant.",
     "rules:\n  - {files: [WHEEL], allow: [tool.version]}\n",
     "What tool.version does; the parent itself covers nothing."},
    {"tool.version",
     "Another build tool can build another program from the same sources, and a field that names a tool is "
     "text like "
     "any other.",
     "WHEEL\n  - Generator: setuptools (69.0.2)\n  + Generator: setuptools (70.1.0)", "Pin the build tools.",
     "rules:\n  - {files: [WHEEL], allow: [tool.version]}\n",
     "Versions of build tools that this file names may rise."},
    {"unclear",
     "A report by another tool shows the lines around a change and not the file. What a manifest says as a "
     "whole, such "
     "as a new dependency, cannot be told from them.",
     "setup.cfg, of which a diffoscope report shows lines 20 to 34",
     "Run `bumpgate check` on the releases themselves.",
     "rules:\n  - {files: [setup.cfg], allow: [unclear], level: warn}\n",
     "Any change of this file of which a report shows too little."},
    {"uncompared",
     "A report that never compared a member says nothing about it: a changed file of a few bytes is left out "
     "of "
     "diffoscope's when its folder was renamed.",
     "VERSION is in both lists of files, and no part of the report is about it",
     "Run `bumpgate check` on the releases themselves.", "",
     "Nothing allows it: no rule and no waiver. `evaluate --trust-diff` takes such members to be equal."},
    {"version",
     "What a bump is: the own version and those of packages that move in lockstep, each proven at its place.",
     "setup.py\n  - version=\"1.4.2\",\n  + version=\"1.4.3\",", "None is needed.",
     "rules:\n  - {files: [PKG-INFO, setup.py, requires.txt], allow: [version]}\n",
     "version.own and version.sibling in these files, and nothing else."},
    {"version.downgrade",
     "A release below the old one brings back faults that were mended, and package managers do not install "
     "it.",
     "acme 1.4.3 becomes 1.4.2",
     "Choose a version above the old one, or give OLD and NEW the other way round.", "",
     "Nothing allows it: no rule, no list of steps and no waiver."},
    {"version.lag",
     "The constant follows, one release behind: somebody forgets it in each release. What reads it goes by a "
     "wrong "
     "version.",
     "acme/about.py, from 1.4.2 to 1.4.3\n  - release = \"1.4.1\"\n  + release = \"1.4.2\"",
     "Write the version in one place and derive the others from it.",
     "rules:\n  - {files: [acme/about.py], allow: [version.lag]}\n",
     "The version before the old one may become the old one in this file."},
    {"version.mixed", "Half of the file moved. Whoever reads the other half goes by the old version.",
     "README.md\n  - pip install acme==1.4.2\n  + pip install acme==1.4.3\n    docker pull acme:1.4.2",
     "Move the others too, or write them so that they are no versions of this release (\"since 1.4.2\").",
     "rules:\n  - {files: [README.md], allow: [version.mixed]}\n",
     "The old version may stay beside the new one in this file."},
    {"version.own",
     "This is the bump itself, and proven: the old side spells the old version, the new side the new one, in "
     "the same "
     "spelling, at a place that is this package's.",
     "PKG-INFO\n  - Version: 1.4.2\n  + Version: 1.4.3", "None is needed.",
     "rules:\n  - {files: [PKG-INFO], allow: [version.own]}\n", "The own version, old to new, in this file."},
    {"version.part",
     "A part of the version, such as 1.4 or 143, is short: a number that moves by chance looks alike. It "
     "counts only "
     "where a word says version.",
     "acme.pc\n  - soversion = 4.2\n  + soversion = 4.3", "None is needed.",
     "rules:\n  - {files: [acme.pc], allow: [version.part]}\n",
     "Parts of the version, old to new, where a word says version."},
    {"version.reused",
     "Two releases under one version: whoever has pinned it gets other code than was reviewed.",
     "acme 1.4.2 in both, and setup.py differs", "Give the new release a version of its own.", "",
     "Nothing allows it: no rule and no waiver."},
    {"version.sibling",
     "A package of the same project moved in lockstep: from exactly the old version to exactly the new one. "
     "Its own "
     "release is another matter.",
     "requires.txt\n  - acme-plugin==1.4.2\n  + acme-plugin==1.4.3",
     "None is needed. If the package is no sibling, say so: release: {siblings: none}.",
     "rules:\n  - {files: [requires.txt], allow: [version.sibling]}\n",
     "Versions of siblings, from our old one to our new one."},
    {"version.stale",
     "The new release says of itself that it is the old one. Programs that look there, such as a check for "
     "fixed "
     "faults, are misled.",
     "acme/__init__.py in 1.4.3\n    __version__ = \"1.4.2\"",
     "Write the new version there, or take it from the package's metadata.",
     "rules:\n  - {files: [acme/__init__.py], allow: [version.stale]}\n",
     "The old version may stay in this file."},
    {"version.weak",
     "The number moves as the version does, but nothing says that it is this package's version: a pin of "
     "something "
     "else at the same number looks the same.",
     "config.yml\n  - image: 4.2\n  + image: 4.3",
     "Write the whole version, or a word beside it that says what it is.",
     "rules:\n  - {files: [config.yml], allow: [{key: /image, as: version}]}\n",
     "The value of this key may follow the own version. `version.weak` as a kind: any number in the file "
     "that moves so."},
    {"year", "Years in copyright lines move by themselves once a year and mean nothing to a program.",
     "LICENSE\n  - Copyright 2019-2025 Acme\n  + Copyright 2019-2026 Acme", "None is needed.",
     "rules:\n  - {files: [LICENSE], allow: [year]}\n", "Copyright years in this file that move forward."},
});
static_assert(std::ranges::is_sorted(table, {}, &KindWords::id));

}  // namespace

std::span<const KindWords> all_kind_words() {
    return table;
}

const KindWords* find_kind_words(std::string_view id) {
    const auto* row = std::ranges::find(table, id, &KindWords::id);
    return row == table.end() ? nullptr : row;
}

bool can_be_waived(std::string_view kind) {
    return !is_beyond_policy(kind);
}

}  // namespace bumpgate::change
