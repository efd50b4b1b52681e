#include "archive/hazard_words.hpp"

#include <algorithm>
#include <array>

namespace bumpgate::archive {

namespace {

constexpr std::string_view pack_anew = "Pack anew with a common tool, and leave its output alone.";

constexpr std::array table = std::to_array<HazardWords>({
    {"ar-header",
     "An attacker hides bytes in the field, or lets two readers lose count in different places so that each "
     "finds other members.",
     "size field \"0000000012\" instead of \"12        \"", pack_anew},
    {"ar-name-table",
     "An attacker gives a member two names: a review sees the harmless one, the linker takes the other.",
     "two members \"//\" with long names", pack_anew},
    {"ar-padding",
     "An attacker keeps a byte for each member there that no tool extracts and no comparison of members "
     "sees.",
     "a byte 'x' between two members of odd size", pack_anew},
    {"compressed-second-stream",
     "An attacker puts a second archive behind the first: the reviewer's tool stops after one stream, the "
     "user's unpacks both.",
     "a .tar.xz of two xz streams",
     "Compress in one go; parallel compressors such as pbzip2 make several streams."},
    {"compressed-trailing-data",
     "An attacker keeps a payload behind the stream that a script of the release cuts out again.",
     "40 bytes after the end of the zstd frame", pack_anew},
    {"cpio-content",
     "An attacker gives two links of one file different content, so that what is installed depends on which "
     "link a tool takes.",
     "a folder of size 12", pack_anew},
    {"cpio-header",
     "An attacker keeps bytes in fields that nobody shows, or writes numbers that only some readers take.",
     "a device number for a plain file", pack_anew},
    {"cpio-name-after-nul",
     "An attacker gives the member a second name for readers that go by the stated length.",
     "\"setup.py\\0.txt\"", pack_anew},
    {"cpio-padding", "An attacker keeps bytes there that no tool extracts.",
     "\"abc\" where three zeros belong", pack_anew},
    {"cpio-trailing-data",
     "An attacker puts a second archive behind the first, which the Linux kernel unpacks and review tools do "
     "not.",
     "a second archive after TRAILER!!!", pack_anew},
    {"deb-member",
     "An attacker adds a member that some tools take for the data: what a scanner looks through is not what "
     "dpkg installs.",
     "debian-binary, control.tar.xz, data.tar.xz, data.tar.gz", "Build the package with dpkg-deb."},
    {"device-node",
     "An attacker gives every user of the machine a door to its disk or memory once root has unpacked the "
     "release.",
     "dev/sda, a block device 8,0", "Leave devices out; create them at run time."},
    {"duplicate-member",
     "An attacker shows the reviewer one file and gives the user another: tools disagree about which of the "
     "two counts.",
     "setup.py (1,204 bytes) and setup.py (1,377 bytes)", "Add each file once; tar --append adds it again."},
    {"fifo", "An attacker makes whatever reads the release wait for ever, or feeds it what he likes.",
     "data/input, a FIFO", "Leave it out; create it at run time."},
    {"gzip-comment", "An attacker keeps a payload in the header, which no tool shows on unpacking.",
     "FCOMMENT \"...\"", "Compress with gzip -n, which writes no names, times or comments."},
    {"gzip-extra", "An attacker keeps a payload in the header, which no tool shows on unpacking.",
     "FEXTRA of 300 bytes", "Compress with gzip -n."},
    {"gzip-reserved-flags",
     "An attacker makes a file that one reader refuses and another reads: the scanner gives up, the "
     "installer does not.",
     "flags 0x20", pack_anew},
    {"gzip-second-member",
     "An attacker puts a second archive behind the first: the reviewer's tool stops after one member, the "
     "user's unpacks both.",
     "a .tar.gz of two gzip members", "Compress in one go; do not join .gz files."},
    {"gzip-trailing-data",
     "An attacker keeps a payload behind the stream that a script of the release cuts out again.",
     "512 bytes after the end of the gzip stream", pack_anew},
    {"link-escape",
     "An attacker lets the next member be written through the link: over a key, a profile or a program of "
     "the user.",
     "lib -> /etc, then lib/passwd", "Point links at members of the release, by relative paths."},
    {"parser-disagreement",
     "An attacker builds an archive that reviewers and users unpack to different files. This is that case, "
     "whatever the trick.",
     "libarchive sees 12 members, the scanner 13", pack_anew},
    {"path-absolute", "An attacker writes where he likes on the user's disk.", "/etc/profile.d/acme.sh",
     "Pack with relative paths."},
    {"path-backslash", "An attacker writes into another folder on Windows than the one reviewed elsewhere.",
     "lib\\..\\setup.py", "Pack with \"/\" between folders."},
    {"path-case-collision", "An attacker overwrites a reviewed file on macOS and Windows with another one.",
     "README.md and readme.md", "Give the files names that differ in more than case."},
    {"path-confusable",
     "An attacker names a file so that a reader takes it for another, and the program loads it.",
     "s\\u{0435}tup.py with a Cyrillic letter", "Write names in one script."},
    {"path-control",
     "An attacker hides the member in listings, forges a line in a log, or splits the name in a script.",
     "\"a\\nb.py\"", "Leave control characters out of names."},
    {"path-deceptive", "An attacker makes the name read as another: code.py where it says py.edoc.",
     "\"a\\u{202E}yp.txt\"", "Leave invisible characters out of names."},
    {"path-dotdot", "An attacker writes outside of the folder that the release is unpacked to.",
     "acme/../../.bashrc", "Pack from the release's root folder."},
    {"path-empty-component",
     "An attacker gives one file two names that do not look alike, so that one overwrites the other.",
     "acme//setup.py and acme/setup.py", "Pack with plain paths."},
    {"path-nesting-mark",
     "An attacker makes reports point at an archive that is clean, and away from the file that is not.",
     "vendor.whl!/acme.py as a plain member", "Leave \"!/\" out of paths."},
    {"path-not-utf8",
     "An attacker makes a name that tools store in different ways, so that one of them does not find or scan "
     "it.",
     "caf\\xE9.py", "Name files in UTF-8."},
    {"path-reserved-name", "An attacker makes unpacking fail, or write to a device, on Windows only.",
     "acme/aux.py", "Rename the file."},
    {"path-trailing", "An attacker overwrites a reviewed file on Windows, where the dot or space is dropped.",
     "setup.py. beside setup.py", "Rename the file."},
    {"path-unicode-collision", "An attacker overwrites a reviewed file on file systems that normalise names.",
     "caf\\u{E9}.py and cafe\\u{301}.py", "Write names in one normal form (NFC)."},
    {"rpm-lead", "An attacker shows file(1) and mirrors another package than rpm installs.",
     "lead acme-1.4.1, header acme-1.4.3", "Build the package with rpmbuild."},
    {"rpm-padding", "An attacker keeps a payload in the header that no query shows.",
     "200 bytes of the store without a tag", "Build the package with rpmbuild."},
    {"rpm-payload", "An attacker lets rpm install other files than the scanner unpacked.",
     "header says xz, the payload is gzip", "Build the package with rpmbuild."},
    {"setuid", "An attacker leaves a program that gives every user of the machine its owner's rights.",
     "bin/acme, mode 04755", "Take the bit off; set it on installing where it is needed."},
    {"socket", "A release has no use for it: a running system was packed, with what else lay about there.",
     "run/acme.sock", "Pack a clean folder."},
    {"tar-extension-header", "An attacker keeps bytes in the fields of a header that no tool shows.",
     "a pax header called \"./../../x\"", pack_anew},
    {"tar-link-size",
     "An attacker lets one reader skip the content and another take it for the next header: each finds other "
     "members.",
     "a symlink of size 1024", pack_anew},
    {"tar-missing-end",
     "An attacker cuts the archive between two members: what a check would have looked at is gone.",
     "no two blocks of zeros at the end", "Pack anew; the file may have been cut on its way."},
    {"tar-name-after-nul", "An attacker gives the member a second name for readers that use the whole field.",
     "\"setup.py\\0evil.py\"", pack_anew},
    {"tar-padding", "An attacker keeps up to 511 bytes for each member that no tool extracts.",
     "300 bytes after the content of README.md", pack_anew},
    {"tar-pax-conflict",
     "An attacker gives the member two names or sizes: readers with and without pax see other members.",
     "name a.txt, pax path setup.py", pack_anew},
    {"tar-pax-global",
     "An attacker changes the name, size or owner of all members that follow, for some tools only.",
     "a global header with path=setup.py", "Pack without global headers; git archive's commit id is fine."},
    {"tar-pax-key",
     "An attacker uses a key that one tool acts on and another ignores, or keeps a payload in it.",
     "ACME.note=...", "Pack with --format=ustar, or without options that write such keys."},
    {"tar-reserved", "An attacker keeps bytes in fields that no tool shows.",
     "a link target for a plain file", pack_anew},
    {"tar-trailing-data",
     "An attacker puts a second archive behind the first, for tools that are asked to go on.",
     "a member after the end-of-archive blocks", "Pack in one go; do not join tar files."},
    {"tar-typeflag", "An attacker uses a type that one tool unpacks and another skips.", "type 'Z'",
     pack_anew},
    {"unaudited-container", "An attacker uses the format because nobody looks for bytes between its members.",
     "an ISO 9660 image", "Publish a format that is audited: tar, zip, ar, cpio, rpm."},
    {"zip-comment",
     "An attacker keeps a payload, or a second end record that some readers take for the true one.",
     "a comment of 2,000 bytes", "Pack without comments; git archive's commit id is fine."},
    {"zip-extra-field", "An attacker keeps a payload in a field that no tool shows.",
     "extra field 0x4141 of 900 bytes", pack_anew},
    {"zip-field-mismatch",
     "An attacker gives readers of the central directory another member than readers of the stream.",
     "local header: stored, 10 bytes; central directory: deflated, 400 bytes", pack_anew},
    {"zip-gap",
     "An attacker hides whole members between the others, for readers that do not use the central directory.",
     "1,204 bytes before the first member", pack_anew},
    {"zip-name-mismatch", "An attacker shows the reviewer one name and gives the user another.",
     "local header a.txt, central directory setup.py", pack_anew},
    {"zip-overlap", "An attacker packs a bomb, or lets one run of bytes be two members.",
     "two members whose data share 4,000 bytes", pack_anew},
    {"zip-reserved", "An attacker keeps bytes in fields that no tool shows.", "disk number 7", pack_anew},
});
static_assert(std::ranges::is_sorted(table, {}, &HazardWords::id));

}  // namespace

std::span<const HazardWords> all_hazard_words() {
    return table;
}

const HazardWords* find_hazard_words(std::string_view id) {
    const auto* row = std::ranges::find(table, id, &HazardWords::id);
    return row == table.end() ? nullptr : row;
}

}  // namespace bumpgate::archive
