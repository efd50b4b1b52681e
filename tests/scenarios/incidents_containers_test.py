"""Archives in which one reader sees what another does not: the hazard is named, and nothing but the hazard is denied.

Each new release has the honest content, as the reader reads it who believes the honest half.
"""

import io
import json
import re
import tarfile
import warnings
import zipfile

import gate
import releases
from releases import Entry, edited, text
from shapes import ShapeTest

WHEEL, SDIST = "acme_widgets-1.4.3-py3-none-any.whl", "acme-widgets-1.4.3"
ARCH, GUIDE = "acme_widgets/arch.py", f"{SDIST}/docs/guide.md"
RECORD = "acme_widgets-1.4.3.dist-info/RECORD"
OTHER = b'DEFAULT_ARCH = "evil"\n'


def padded(data):
    return data + bytes(-len(data) % 512)


def header(name, size, kind=tarfile.REGTYPE):
    info = tarfile.TarInfo(name)
    info.size, info.type, info.mtime = size, kind, 1_700_000_000
    return info.tobuf(tarfile.USTAR_FORMAT)


def record(key, value):
    """A record of an extended header: its length counts its own digits (pax, "Extended Header")."""
    rest = f" {key}={value}\n"
    length = len(rest)
    while length != len(str(length)) + len(rest):
        length = len(str(length)) + len(rest)
    return f"{length}{rest}".encode()


def extended(records, kind=tarfile.XHDTYPE, name="././@PaxHeader"):
    return header(name, len(records), kind) + padded(records)


class Zip(ShapeTest):
    def setUp(self):
        super().setUp()
        self.old = self.release("pypi-wheel", "1.4.2", "old")
        _, self.honest = releases.wheel_archive(releases.wheel("1.4.3"), "1.4.3")
        self.check({}, self.honest)

    def check(self, hazards, data, *changes):
        wanted = {("hazard." + hazard, member) for hazard, member in dict(hazards).items()} | set(changes)
        return self.expect_denied(wanted, self.old, self.write(f"new/{WHEEL}", data))

    def test_a_local_name_that_the_directory_does_not_have(self):
        local = self.honest.replace(ARCH.encode(), ARCH.replace("arch", "arcx").encode(), 1)
        self.check({"zip-name-mismatch": ARCH}, local)

    def test_a_local_size_that_the_directory_does_not_have(self):
        at = self.honest.index(ARCH.encode()) - 30
        self.assertEqual(self.honest[at : at + 4], b"PK\3\4")
        self.check({"zip-field-mismatch": ARCH, "parser-disagreement": ARCH}, self.honest[: at + 22] + b"\1\0\0\0" + self.honest[at + 26 :])

    def test_one_name_twice(self):
        stream = io.BytesIO(self.honest)
        with warnings.catch_warnings(), zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")
            info = zipfile.ZipInfo(ARCH, (2024, 1, 2, 3, 4, 6))
            info.external_attr, info.compress_type = 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, OTHER)
        self.check({"duplicate-member": ARCH}, stream.getvalue(), ("file.added", ARCH), ("digest.mismatch", RECORD))

    def test_bytes_behind_the_end_or_in_front(self):
        self.check({"zip-gap": "zip"}, self.honest + b"payload")
        self.check({"zip-gap": "zip"}, b"#!/bin/sh\nexit\n" + self.honest)

    def test_a_listing_that_is_wrong(self):
        """Of a file that changed, of one that did not, and of one that it leaves out."""
        files = releases.wheel("1.4.3")
        pack = lambda made: releases.wheel_archive(made, "1.4.3")[1]
        self.check({}, pack(files | {ARCH: Entry(OTHER)}), ("text", ARCH), ("digest.mismatch", RECORD))
        lines = files[RECORD].content.decode()
        digest = re.search(rf"{ARCH},sha256=(\S)", lines)
        other = lines[: digest.start(1)] + ("A" if digest[1] != "A" else "B") + lines[digest.end(1) :]
        self.check({}, pack(files | {RECORD: text(other)}), ("digest.mismatch", RECORD))
        left_out = re.sub(rf"{ARCH},.*\n", "", lines)
        self.check({}, pack(files | {RECORD: text(left_out)}), ("digest.mismatch", RECORD))


class Tar(ShapeTest):
    def setUp(self):
        super().setUp()
        self.old = self.release("pypi-sdist", "1.4.2", "old")
        files = releases.sdist("1.4.3")
        self.content = files["docs/guide.md"].content
        rest = releases.tar_bytes(SDIST, releases.without(files, "docs/guide.md"))
        end = len(rest.rstrip(b"\0"))
        self.rest = rest[: end + -end % 512]
        self.check({}, header(GUIDE, len(self.content)) + padded(self.content))

    def tar(self, member):
        return self.write(f"new/{SDIST}.tar.gz", releases.gzipped(self.rest + member + bytes(1024)))

    def check(self, hazards, member, *changes):
        wanted = {("hazard." + hazard, of) for hazard, of in dict(hazards).items()} | set(changes)
        return self.expect_denied(wanted, self.old, self.tar(member))

    def hidden(self):
        """A whole member, which a reader who believes the other size reads as content."""
        return header(f"{SDIST}/hidden.py", 9) + padded(b"print(1)\n")

    def test_a_size_in_the_extended_header_that_the_header_does_not_have(self):
        """Content for the one, a member more for the other."""
        size = len(self.content)
        for stated in (0, 512, 10**6):
            with self.subTest(stated):
                self.check({"tar-pax-conflict": GUIDE}, extended(record("size", size)) + header(GUIDE, stated) + padded(self.content))

    def test_a_member_that_only_one_of_the_sizes_shows(self):
        """It is read as the standard says, and denied for the hazard and for what there is."""
        hidden = self.hidden()
        as_members = extended(record("size", 0)) + header(f"{SDIST}/docs/z", len(hidden)) + hidden
        as_content = extended(record("size", len(hidden))) + header(f"{SDIST}/docs/z", 0) + hidden
        guide = header(GUIDE, len(self.content)) + padded(self.content)
        conflict = ("hazard.tar-pax-conflict", f"{SDIST}/docs/z")
        self.expect_denied({conflict, ("file.added", "docs/z"), ("file.added", "hidden.py")}, self.old, self.tar(guide + as_members))
        nested = {("hazard.tar-missing-end", f"{SDIST}/docs/z!/"), ("file.added", f"docs/z!/{SDIST}/hidden.py")}
        self.expect_denied({conflict, ("file.added", "docs/z"), *nested}, self.old, self.tar(guide + as_content))

    def test_a_size_that_could_be_meant_for_the_next_header(self):
        name = GUIDE.encode() + b"\0"
        between = extended(record("size", len(self.content))) + extended(name, b"L", "././@LongLink")
        report = self.check({"tar-pax-conflict": GUIDE}, between + header(GUIDE, len(self.content)) + padded(self.content))
        self.assertEqual([hazard["detail"][:15] for hazard in report["hazards"]], ["several headers"])

    def test_a_size_for_all_members(self):
        all_members = extended(record("size", len(self.content)), tarfile.XGLTYPE)
        self.check({"tar-pax-global": "tar"}, all_members + header(GUIDE, len(self.content)) + padded(self.content))


class Manifest(ShapeTest):
    """One package, two manifests: which of them a registry shows and an installer runs is not for us to know."""

    def check(self, wanted, members):
        old = self.release("npm", "1.4.2", "old")
        new = self.write("new/acme-widgets-1.4.3.tgz", releases.gzipped(releases.tar_bytes("package", members)))
        self.expect_denied(wanted, old, new)

    def test_a_second_manifest_behind_the_first(self):
        files = releases.npm("1.4.3")
        hook = releases.manifest("1.4.3", scripts={"install": "node lib/support.js"})
        members = sorted(files.items())
        self.check({("hazard.duplicate-member", "package/package.json"), ("exec.surface", "package.json")}, [*members, ("package.json", hook)])
        self.check({("hazard.path-case-collision", "package/Package.json"), ("exec.surface", "Package.json")}, [*members, ("Package.json", hook)])

    def test_a_key_twice(self):
        files = releases.npm("1.4.3")
        old_number = {("version.reused", "release"), ("text", "index.js")}  # the last one counts, as for npm
        for key, value, more in (("version", "1.4.2", old_number), ("name", "other", set())):
            with self.subTest(key):
                twice = edited(files, "package.json", '"main"', f'"{key}": {json.dumps(value)},\n  "main"')
                self.check({("identity.conflict", "release"), ("exec.surface", "package.json"), *more}, sorted(twice.items()))
        hooks = edited(files, "package.json", '"main"', '"scripts": {"install": "x"},\n  "scripts": {},\n  "main"')
        self.check({("exec.surface", "package.json")}, sorted(hooks.items()))


if __name__ == "__main__":
    gate.main()
