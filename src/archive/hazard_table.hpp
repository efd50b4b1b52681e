#pragma once

#include <array>

#include "archive/read.hpp"

namespace bumpgate::archive {

/// One row a hazard, sorted by id. A new hazard is a row here and the place that finds it.
inline constexpr auto hazard_rows = std::to_array<HazardInfo>({
    {"ar-header", "a header field in an unusual form",
     "A number in an ar header has blanks or zeros in front of it, is missing, or its mode states "
     "another type than a file. Tools read that differently, or not at all; it is room for bytes that "
     "nobody looks at."},
    {"ar-name-table", "names in an unusual place",
     "A table of long names or symbols is there twice or out of place, has bytes that are no member's "
     "name, or names are written in two ways. Readers that know another kind of ar take other names, "
     "and find other members."},
    {"ar-padding", "a byte in the padding",
     "Between two members of odd size stands something other than a line end. No tool extracts this "
     "byte."},
    {"compressed-second-stream", "more than one compressed stream",
     "The file holds several compressed streams (bzip2, xz, zstd, lz4, lzip) one after the other. "
     "Most tools join their contents; readers that stop after the first see a shorter archive."},
    {"compressed-trailing-data", "bytes that belong to no stream",
     "The file has bytes after the end of its compressed stream, in a frame that tools skip, or bits "
     "that no code accounts for. Most tools never show them; others read them as a further stream, or "
     "refuse the file."},
    {"cpio-content", "content where none belongs",
     "A folder, device or the like has content, or two links of one file bring different content. "
     "Tools extract the one or the other, or lose count of where the next member starts."},
    {"cpio-header", "a header field in an unusual form",
     "A field of a cpio header that means nothing for this member is not empty, or its digits are not "
     "written as the others are. No tool shows it, except those that give it a meaning."},
    {"cpio-name-after-nul", "bytes behind the end of a name",
     "A member's name goes on after the NUL that ends it. Readers that go by the stated length see "
     "another name; to the others these bytes are invisible."},
    {"cpio-padding", "bytes in the padding",
     "The bytes that fill up a name or a content to a multiple of two or four are not zero. No tool "
     "extracts them."},
    {"cpio-trailing-data", "bytes after the end of the archive",
     "After the end mark TRAILER!!! something other than zeros follows. Most tools stop there; the "
     "Linux kernel and others go on and unpack a second archive."},
    {"deb-member", "a Debian package with other members",
     "A Debian package consists of debian-binary, control.tar and data.tar, in this order (deb(5)). "
     "Here one is missing, or further ones stand between or behind them: dpkg ignores those or "
     "refuses the package, other tools read them."},
    {"device-node", "a device node",
     "The member is a character or block device. Extracted by root it gives access to the machine's "
     "hardware; no "
     "release of software needs one."},
    {"duplicate-member", "the same path twice",
     "Two members have the same path. Extracting leaves the last one, readers that look up by name may take "
     "the first, "
     "and listings show both: reviewers and users can get different content."},
    {"fifo", "a named pipe",
     "The member is a FIFO. Whatever opens it by name hangs, or reads from whoever writes to it."},
    {"gzip-comment", "a comment in the gzip header",
     "The gzip header has a comment (FCOMMENT, RFC 1952). No tool shows it on unpacking; it is room for "
     "bytes that "
     "belong to no member."},
    {"gzip-extra", "an extra field in the gzip header",
     "The gzip header has an extra field (FEXTRA, RFC 1952). No tool shows it on unpacking; it is room for "
     "bytes that "
     "belong to no member."},
    {"gzip-reserved-flags", "reserved gzip flags are set",
     "Bits 5 to 7 of the gzip flags must be zero (RFC 1952, 2.3.1.2). A reader that obeys must refuse the "
     "file, others "
     "read on, and a future meaning could change where the data start."},
    {"gzip-second-member", "more than one gzip member",
     "The file holds several gzip members one after the other. RFC 1952 joins their contents; readers that "
     "stop after "
     "the first see a shorter archive."},
    {"gzip-trailing-data", "bytes after the gzip stream",
     "The file goes on after the end of its last gzip member, be it with zeros. Tools ignore these bytes, "
     "warn or fail, "
     "so they can carry what no review of the members shows."},
    {"link-escape", "a link leaves the release",
     "The target of a symbolic or hard link is absolute or climbs out of the archive's root, or a member "
     "lies below a "
     "symbolic link. Extracting can then read or overwrite files that do not belong to the release."},
    {"parser-disagreement", "two parsers disagree",
     "The program reads every container with its own scanner and with libarchive. Here they do not agree on "
     "the members, "
     "so what a user gets depends on the tool that unpacks."},
    {"path-absolute", "an absolute path",
     "The member's path starts at the root of a file system or names a drive. Some tools strip that, some "
     "refuse, some "
     "write there."},
    {"path-backslash", "a backslash in a path",
     "On Windows a backslash separates folders, elsewhere it is part of a name: the member lands in "
     "different places."},
    {"path-case-collision", "paths that differ only in case",
     "Two paths are equal but for the case of ASCII letters. On file systems that fold case one overwrites "
     "the other."},
    {"path-confusable", "letters that look like others in a path",
     "A word of the path mixes Latin, Cyrillic or Greek letters, is written in letters that look like Latin "
     "ones, "
     "or heaps up combining marks. It reads as another name than it is."},
    {"path-control", "a control character in a path",
     "The path has a control character or line end. It can hide or forge lines in listings and split a name "
     "in scripts."},
    {"path-deceptive", "invisible or reordering characters in a path",
     "The path has characters that are not drawn or that reverse the text around them, so that it reads as "
     "another."},
    {"path-dotdot", "a path that climbs up",
     "The path has a component \"..\". Tools refuse it, resolve it, or write outside of the folder they "
     "extract to."},
    {"path-empty-component", "an empty or \".\" component in a path",
     "The path has an empty component or one that is \".\". Tools simplify such paths differently, so two of "
     "them can "
     "mean the same file without looking alike."},
    {"path-nesting-mark", "a path that looks like one in a nested archive",
     "The path has the characters \"!/\", which stand between a nested archive and what lies in it. In "
     "reports "
     "the member reads as one of another archive."},
    {"path-not-utf8", "a path that is not UTF-8",
     "The bytes of the path are not valid UTF-8. Every tool shows and stores it in its own way, if at all."},
    {"path-reserved-name", "a name that Windows reserves",
     "A component of the path is a device on Windows, such as \"aux\" or \"com1.txt\". Extracting there "
     "fails, or writes "
     "to the device."},
    {"path-trailing", "a dot or space at the end of a name",
     "A component of the path ends in a dot or space. Windows drops it, so that the member becomes another "
     "file."},
    {"path-unicode-collision", "paths that differ only in how letters are encoded",
     "Two paths are equal after Unicode normalisation (NFC) and case folding. On file systems that normalise "
     "one "
     "overwrites the other, and in listings they look the same."},
    {"rpm-lead", "an unusual lead of an rpm",
     "The lead, the first 96 bytes of an rpm, names another package than the header, or has bytes in "
     "reserved space. rpm itself ignores it; file(1) and old tools go by it."},
    {"rpm-padding", "bytes that belong to no tag",
     "The index or the store of an rpm header has bytes that no tag accounts for, or data in another "
     "order than the tags. No tool shows them."},
    {"rpm-payload", "a payload in an unusual form",
     "The payload of the rpm is compressed another way than the header states, or its compressed "
     "stream has something in it that tools do not show. rpm and other tools may unpack different "
     "files."},
    {"setuid", "a setuid or setgid bit",
     "The member carries the setuid or setgid bit: run after extraction, it has its owner's rights."},
    {"socket", "a socket", "The folder holds a socket, which cannot be part of a release."},
    {"tar-extension-header", "unusual fields of an extended header",
     "An extended header or GNU long name stands in a block of its own. The name, mode, owner or time of "
     "that "
     "block is neither a constant nor the member's, as writers make it. No tool shows these fields."},
    {"tar-link-size", "content where no content belongs",
     "A link, folder or device states a size other than zero. Readers disagree about whether that many bytes "
     "of content "
     "follow, and so about where the next member starts."},
    {"tar-missing-end", "no end-of-archive mark",
     "The archive ends without the two zero blocks that POSIX demands. It may have been cut between two "
     "members."},
    {"tar-name-after-nul", "bytes behind the end of a name",
     "A name field goes on after the NUL that ends the name. Readers that use the whole field see another "
     "name; to the "
     "others these bytes are invisible."},
    {"tar-padding", "bytes in the padding",
     "The rest of the last block of a member's content is not zero, or a sparse member's map or content has "
     "bytes that belong to nothing. No tool extracts them."},
    {"tar-pax-conflict", "extended header and ustar header contradict",
     "The pax header states another path, link target or size than the ustar header, although the ustar "
     "header could "
     "hold it, or it is given more than once. Readers that ignore pax, or apply it in another order, see "
     "other members."},
    {"tar-pax-global", "a global pax header",
     "A global header sets something other than the commit id that git archive notes there. Tools apply it "
     "to all "
     "members that follow, apply it differently, or ignore it."},
    {"tar-pax-key", "an unusual pax key",
     "An extended header has a key beyond names, sizes, times, owners and attributes, or a value that cannot "
     "be read. Some tools act on it, others ignore it."},
    {"tar-reserved", "bytes in reserved header space",
     "Bytes of a tar header that mean nothing here are not empty: reserved space, the link target of what is "
     "no link, "
     "device numbers of what is no device. No tool shows them, except those that give them a meaning."},
    {"tar-trailing-data", "bytes after the end of the archive",
     "After the end-of-archive blocks something other than zeros follows. Tools stop at the blocks; some go "
     "on when "
     "asked, and show a second archive."},
    {"tar-typeflag", "an unusual member type",
     "The member's type is none of those that releases need. Tools treat it as a file, as something of their "
     "own, or "
     "skip it."},
    {"unaudited-container", "a container that is not audited",
     "The members were read by libarchive alone: for this format there is no second scanner, so bytes "
     "of the container that belong to no member are not accounted for. The digest is that of the "
     "whole container; only an identical one is known."},
    {"zip-comment", "a comment in the zip archive",
     "The archive or a member carries a comment, and not the commit id that git archive notes there. No tool "
     "shows it on "
     "unpacking; it is room for bytes that belong to no member, even for a second end-of-archive record."},
    {"zip-extra-field", "an unusual extra field",
     "A header has an extra field that is none of the known ones, is there twice, or holds more than such a "
     "field does. No "
     "tool shows these bytes on unpacking; they belong to no member."},
    {"zip-field-mismatch", "two statements about one thing contradict",
     "Size, checksum, method, time, owner or flags of a member differ between its local header and the "
     "central "
     "directory, or two fields of one header disagree. Readers of one get another member than readers of the "
     "other."},
    {"zip-gap", "bytes outside of all members",
     "Bytes before, between or after the members, or behind the end of a member's compressed data, belong to "
     "none of them. Tools skip them; readers that do not use the central directory may find members there."},
    {"zip-name-mismatch", "two names for one member",
     "The member's local header, the central directory or a Unicode path field give different names. Tools "
     "extract under "
     "one or the other."},
    {"zip-overlap", "members that overlap",
     "The data of one member reach into another's. This serves decompression bombs and confuses readers "
     "about what a "
     "member is."},
    {"zip-reserved", "unusual values in fields that say nothing",
     "Versions, disk numbers, reserved flags or attributes of a zip header have values that no writer gives "
     "them. No "
     "tool shows them, except those that give them a meaning."},
});

/// The id of a row above; any other text does not compile.
struct HazardId {
    std::string_view text;

    consteval HazardId(const char* id) : text(id) {  // NOLINT: a literal is meant to convert
        bool known = false;
        for (const auto& row : hazard_rows) known = known || row.id == text;
        if (!known) throw "not a row of hazard_rows";
    }
};

}  // namespace bumpgate::archive
