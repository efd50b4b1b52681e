"""The members that bumpgate sees are those that the usual tools see, in archives made by each of these tools.

Every tool that is not installed is left out; Python's own modules always are there.
"""

import base64
import io
import json
import os
import shutil
import subprocess
import tarfile
import unittest
import zipfile

import gate
from gate import GateTest

# What is packed: names of all sorts that every format can hold, and contents of all sizes around the block sizes.
FILES = {
    "readme": b"hello\n",
    "empty": b"",
    "d/one": b"x" * 511,
    "d/block": b"y" * 512,
    "d/more": b"z" * 513,
    "d/deep/er/file": bytes(range(256)) * 40,
    "with blank": b"b",
    "ümlaut": "ü\n".encode(),
    "-dash": b"-",
}
LONG = "l" * 90 + "/" + "m" * 120 + "/" + "n" * 90  # more than the 256 bytes of ustar's prefix and name

ENVIRONMENT = gate.clean_environment() | {"LANG": "C.UTF-8"}


def has(*tools):
    return all(shutil.which(tool) for tool in tools)


def run(*command, cwd, stdin=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, input=stdin, capture_output=True, env=ENVIRONMENT, check=False, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def plain(name):
    """A name without what is a matter of style: "./" in front, "/" behind."""
    return name.removeprefix("./").rstrip("/")


class Members(GateTest):
    def setUp(self):
        super().setUp()
        self.source = self.folder / "source"
        self.names = dict(FILES)
        self.fill()

    def fill(self):
        for name, content in self.names.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, ns=(1_600_000_000_123_456_789, 1_600_000_000_123_456_789))

    def add_long_name(self):
        self.names[LONG] = b"long\n"
        self.fill()

    def seen(self, archive):
        """Path → (type, content) of the members that bumpgate reads, nested ones left out; folders have no content."""
        other = self.write("other", "something else\n")
        path = self.folder / "diff.json"
        done = gate.bumpgate("diff", other, archive, "-o", f"json={path}")
        self.assertEqual(done.code, gate.FAIL, done)
        diff = json.loads(path.read_text())
        self.assertEqual(diff["new"]["hazards"], [], archive)
        members = {}
        for member in diff["new"]["members"]:
            if member.get("depth") or plain(member["path"]) in ("", "."):
                continue
            content = diff["contents"][member["sha256"]] if member["type"] == "file" else {}
            data = content["text"].encode() if "text" in content else base64.b64decode(content.get("base64", ""))
            self.assertNotIn(plain(member["path"]), members)
            members[plain(member["path"])] = (member["type"], data)
        return members

    def compare(self, archive, listed):
        """`listed`: the tool's own list of names."""
        members = self.seen(archive)
        self.assertEqual(sorted(members), sorted(filter(lambda name: name not in ("", "."), map(plain, listed))))
        files = {name: content for name, (kind, content) in members.items() if kind == "file"}
        self.assertEqual(files, self.names)
        return members

    def listed_by(self, *command):
        return run(*command, cwd=self.source).decode().splitlines()


@unittest.skipUnless(has("tar"), "no tar")
class GnuTar(Members):
    def check(self, format, *flags, suffix="tar"):
        archive = self.folder / f"{format}.{suffix}"
        run("tar", f"--format={format}", *flags, "-cf", archive, "--sort=name", "--", *sorted(os.listdir(self.source)), cwd=self.source)
        self.compare(archive, self.listed_by("tar", *flags[-1:] if suffix != "tar" else [], "--quoting-style=literal", "-tf", archive))

    def test_every_format(self):
        for format in ("v7", "oldgnu", "gnu", "ustar", "pax"):
            with self.subTest(format):
                self.check(format)

    def test_long_names(self):
        self.add_long_name()
        for format in ("oldgnu", "gnu", "pax"):
            with self.subTest(format):
                self.check(format)

    def test_every_compression(self):
        rows = [("gzip", "gz"), ("bzip2", "bz2"), ("xz", "xz"), ("zstd", "zst"), ("lz4", "lz4"), ("lzip", "lz"), ("lzma", "lzma"), ("compress", "Z")]
        for tool, suffix in rows:
            if has(tool):
                with self.subTest(tool):
                    self.check("gnu", f"--use-compress-program={tool}", suffix=f"tar.{suffix}")

    def test_sparse_files(self):
        for version in ("0.0", "0.1", "1.0"):
            path = self.source / "sparse"
            with path.open("wb") as file:
                file.seek(1 << 20)
                file.write(b"end")
                file.truncate(3 << 20)
            self.names["sparse"] = path.read_bytes()
            with self.subTest(version):
                self.check("pax", "--sparse", f"--sparse-version={version}")
        self.check("gnu", "--sparse")

    def test_links(self):
        (self.source / "soft").symlink_to("d/one")
        os.link(self.source / "readme", self.source / "hard")
        archive = self.folder / "links.tar"
        run("tar", "-cf", archive, "readme", "hard", "soft", cwd=self.source)
        members = self.seen(archive)
        self.assertEqual({name: kind for name, (kind, _) in members.items()}, {"readme": "file", "hard": "hardlink", "soft": "symlink"})


@unittest.skipUnless(has("bsdtar"), "no bsdtar")
class BsdTar(Members):
    def test_every_format(self):
        for format, suffix in (("ustar", "tar"), ("pax", "tar"), ("gnutar", "tar"), ("newc", "cpio"), ("odc", "cpio"), ("zip", "zip")):
            with self.subTest(format):
                archive = self.folder / f"{format}.{suffix}"
                run("bsdtar", f"--format={format}", "-cf", archive, "--", *sorted(os.listdir(self.source)), cwd=self.source)
                self.compare(archive, self.listed_by("bsdtar", "-tf", archive))


class Python(Members):
    def test_tarfile(self):
        self.add_long_name()
        for name, format in (("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)):
            if name == "ustar":
                self.names.pop(LONG)
                shutil.rmtree(self.source / LONG.split("/")[0])
            with self.subTest(name):
                archive = self.folder / f"{name}.tar.gz"
                with tarfile.open(archive, "w:gz", format=format) as file:
                    for entry in sorted(os.listdir(self.source)):
                        file.add(self.source / entry, entry)
                with tarfile.open(archive) as file:
                    self.compare(archive, file.getnames())
            self.add_long_name()

    def test_zipfile(self):
        self.add_long_name()
        for name, method in (("stored", zipfile.ZIP_STORED), ("deflated", zipfile.ZIP_DEFLATED), ("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
            with self.subTest(name):
                if name == "lzma":  # libarchive 3.6 cannot read the LZMA stream of nothing
                    del self.names["empty"]
                archive = self.folder / f"{name}.zip"
                with zipfile.ZipFile(archive, "w", method) as file:
                    for path in sorted(self.names):
                        file.write(self.source / path, path)
                with zipfile.ZipFile(archive) as file:
                    self.compare(archive, file.namelist())

    def test_a_zip_that_was_streamed(self):
        stream = io.BytesIO()

        class Pipe(io.RawIOBase):
            def writable(self):
                return True

            def write(self, data):
                return stream.write(data)

        with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(self.names):
                file.write(self.source / path, path)
        archive = self.write("streamed.zip", stream.getvalue())
        with zipfile.ZipFile(archive) as file:
            self.compare(archive, file.namelist())


@unittest.skipUnless(has("zip", "unzip"), "no zip and unzip")
class InfoZip(Members):
    def test_files_and_folders(self):
        self.add_long_name()
        for flags in ([], ["-0"], ["-D"], ["-X"]):
            with self.subTest(flags):
                archive = self.folder / ("x" + "".join(flags) + ".zip")
                run("zip", "-q", "-r", *flags, archive, ".", "-i", "*", cwd=self.source)
                self.compare(archive, self.listed_by("unzip", "-Z1", archive))


@unittest.skipUnless(has("cpio"), "no cpio")
class Cpio(Members):
    def test_every_format(self):
        names = "\n".join(sorted(self.names)) + "\n"
        for format in ("newc", "crc", "odc", "bin"):
            with self.subTest(format):
                archive = self.write(f"{format}.cpio", run("cpio", "-o", "-H", format, "--quiet", cwd=self.source, stdin=names.encode()))
                self.compare(archive, run("cpio", "-it", "--quiet", cwd=self.source, stdin=archive.read_bytes()).decode().splitlines())


@unittest.skipUnless(has("ar"), "no ar")
class Ar(Members):
    def test_members(self):
        self.names = {"readme": b"hello\n", "a-name-longer-than-fifteen": b"odd", "empty": b""}
        shutil.rmtree(self.source)
        self.fill()
        archive = self.folder / "x.ar"
        run("ar", "qcSD", archive, *sorted(self.names), cwd=self.source)
        self.compare(archive, self.listed_by("ar", "t", archive))


if __name__ == "__main__":
    gate.main()
