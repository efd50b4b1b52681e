"""`diff -o diffoscope-…` against diffoscope itself, where version 240 with TLSH is installed (Debian packages
diffoscope-minimal and python3-tlsh): the same bytes. What differs on purpose is listed in docs/diffoscope.md.
"""

import bz2
import io
import lzma
import random
import shutil
import subprocess
import tarfile
import unittest

import gate
import releases
from gate import FAIL, GateTest

VERSION = "diffoscope 240"


def installed():
    """The right version, and able to hash (without TLSH it pairs nothing)."""
    if not shutil.which("diffoscope") or not shutil.which("zstd"):
        return False
    said = subprocess.run(["diffoscope", "--version"], capture_output=True, text=True, check=False).stdout
    return said.startswith(VERSION) and not subprocess.run(["/usr/bin/python3", "-c", "import tlsh"], capture_output=True, check=False).returncode


def words(seed, lines, width=8):
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [" ".join("".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(width)) for _ in range(lines)]


def page(seed, lines=40):
    return "".join(line + "\n" for line in words(seed, lines))


def noise(seed, size):
    return random.Random(seed).randbytes(size)


def changed(text, *places):
    lines = text.splitlines(keepends=True)
    for place in places:
        lines[place] = "another line\n"
    return "".join(lines)


def tar(entries, kind=tarfile.PAX_FORMAT, names=True):
    """(name, content or TarInfo type, more fields) in order; owners have names and numbers."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=kind) as archive:
        for name, content, *more in entries:
            info = tarfile.TarInfo(name)
            info.mtime, info.uid, info.gid = 1_700_000_000, 1001, 123
            if names:
                info.uname, info.gname = "runner", "docker"
            data = content.encode() if isinstance(content, str) else content
            if data is None:
                info.type, data = tarfile.DIRTYPE, b""
            info.size = len(data)
            for key, value in more[0].items() if more else ():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


PACKERS = {"tar": lambda data: data, "tar.gz": releases.gzipped, "tgz": releases.gzipped, "tar.bz2": bz2.compress, "tar.xz": lzma.compress, "tar.zst": zstd}


@unittest.skipUnless(installed(), f"no {VERSION} with TLSH, or no zstd")
class Diffoscope(GateTest):
    def same(self, old, new, suffix="tar", new_suffix=None):
        old_name, new_name = f"tmp/old-1.{suffix}", f"tmp/new-2.{new_suffix or suffix}"
        self.write(old_name, old)
        self.write(new_name, new)
        environment = gate.clean_environment(PYTHONDONTWRITEBYTECODE="1")
        theirs = subprocess.run(["diffoscope", "--markdown", "theirs.md", "--json", "theirs.json", old_name, new_name], cwd=self.folder, env=environment, capture_output=True, check=False)
        self.assertEqual(theirs.returncode, 1, theirs.stderr.decode())
        self.expect(FAIL, "diff", old_name, new_name, "-o", "diffoscope-markdown=ours.md", "-o", "diffoscope-json=ours.json", cwd=self.folder)
        for kind in ("md", "json"):
            expected, ours = ((self.folder / f"{who}.{kind}").read_text() for who in ("theirs", "ours"))
            self.assertEqual(expected, ours)
        return expected

    def test_every_compression(self):
        old, new = (tar([("acme/", None), ("acme/a.txt", page(1)), ("acme/b.txt", b)]) for b in (page(2), changed(page(2), 5, 20, 30)))
        for suffix, pack in PACKERS.items():
            with self.subTest(suffix):
                self.same(pack(old), pack(new), suffix)

    def test_lone_compressed_files(self):
        for suffix in ("gz", "bz2", "xz", "zst"):
            with self.subTest(suffix):
                pack = PACKERS[f"tar.{suffix}"]
                self.same(pack(page(1).encode()), pack(changed(page(1), 3).encode()), f"txt.{suffix}")

    def test_one_is_packed_in_another_way(self):
        data = tar([("a", page(1)), ("b", page(2))])
        self.same(releases.gzipped(data, level=9), releases.gzipped(data, level=1), "tar.gz")
        self.same(releases.gzipped(data, mtime=1), releases.gzipped(data, mtime=2), "tar.gz")
        self.same(releases.gzipped(data), lzma.compress(data), "tar.gz", "tar.xz")
        self.same(bz2.compress(data), releases.gzipped(tar([("a", page(1)), ("b", page(3))])), "tar.bz2", "tar.gz")

    def test_only_what_a_tar_is_padded_with(self):
        data = tar([("a", page(1)), ("b", page(2))])
        self.same(data, data + b"\0" * 10240)

    def test_nested_archives(self):
        inner = [tar([("x.txt", page(1)), ("y.txt", text)]) for text in (page(2), changed(page(2), 7))]
        outer = [tar([("lib/inner.tar.gz", releases.gzipped(data)), ("lib/inner.tar", data), ("readme", page(3))]) for data in inner]
        self.same(*outer)
        deeper = [tar([("top.tar.xz", lzma.compress(releases.gzipped(data)))]) for data in outer]
        self.same(*deeper)

    def test_renamed_and_similar_files(self):
        files = {f"f{i}.txt": page(i, 60) for i in range(12)}
        old = [(f"acme-1/{name}", text) for name, text in files.items()] + [("acme-1/short", "1\n"), ("acme-1/data", noise(1, 3000))]
        new = [(f"acme-2/{name}", changed(text, *range(0, i * 2))) for i, (name, text) in enumerate(files.items())]
        self.same(tar(old), tar(new + [("acme-2/short", "2\n"), ("acme-2/data", noise(1, 2990))]))
        self.same(tar(old), tar(list(reversed(new))))

    def test_texts(self):
        text = page(4)
        unicode = text.replace("a", "ä").replace("e", "€")
        pairs = {
            "no final newline": (text, text[:-1]),
            "neither has one": (text[:-1], changed(text, 4)[:-1]),
            "crlf": (text, text.replace("\n", "\r\n")),
            "crlf in both": (text.replace("\n", "\r\n"), changed(text, 9).replace("\n", "\r\n")),
            "carriage returns": (text.replace("\n", "\r"), changed(text, 9).replace("\n", "\r")),
            "utf-8": (unicode, changed(unicode, 12)),
            "utf-8 and ascii": (text, text.replace("a", "ä", 3)),
            "byte order mark": (text, "\ufeff" + text),
            "latin-1": (unicode.replace("€", "é").encode("latin-1"), changed(unicode, 2).replace("€", "é").encode("latin-1")),
            "utf-16": (unicode.encode("utf-16"), changed(unicode, 2).encode("utf-16")),
            "utf-16 big": (b"\xfe\xff" + unicode.encode("utf-16-be"), b"\xfe\xff" + changed(unicode, 2).encode("utf-16-be")),
            "utf-32": (unicode.encode("utf-32"), changed(unicode, 2).encode("utf-32")),
            "utf-8 and latin-1": (unicode.replace("€", "é").encode(), changed(unicode, 3).replace("€", "é").encode("latin-1")),
            "another order": (text, "".join(sorted(text.splitlines(keepends=True)))),
            "form feeds": (text, text.replace("\n", "\n\f\n", 3)),
            "line separators": (unicode, unicode.replace("\n", "\u2028\n", 3)),
            "trailing blanks": (text, text + "\n\n  \n\u00a0\n"),
            "fence": (text, text + "```\n\n# forged\n"),
            "empty": (text, ""),
            "one byte": ("a", "b"),
            "controls": (text, text + "\x01\x7f\x1b[31m\n"),
            "a long line": ("x" * 70000 + "\n" + text, "x" * 70000 + "y\n" + text),
            "code": ("import os\n\n\ndef f():\n    return 1\n" + text, "import os\n\n\ndef f():\n    return 2\n" + text),
        }
        old, new = (tar([("first", page(9))] + [(name, pair[side]) for name, pair in pairs.items()]) for side in (0, 1))
        self.same(old, new)
        for name, pair in pairs.items():
            with self.subTest(name):
                sides = [text.encode() if isinstance(text, str) else text for text in pair]
                if all(sides):
                    self.same(*sides, "txt")

    def test_many_edits(self):
        chance = random.Random(7)
        files = []
        for number in range(60):
            kinds, size = chance.choice([2, 6, 30, 1000]), chance.choice([5, 30, 200, 900])
            line = lambda: f"word {chance.randrange(kinds)}\n" if chance.random() < 0.8 else chance.choice(["\n", "}\n"])
            old = [line() for _ in range(size)]
            new = list(old)
            for _ in range(chance.choice([1, 4, 30])):
                at = chance.randrange(len(new) + 1)
                new[at : at + chance.randrange(4)] = [line() for _ in range(chance.randrange(4))]
            files.append((f"f{number}", "text\n" + "".join(old), "text\n" + "".join(new)))
        self.same(*(tar([(row[0], row[side]) for row in files]) for side in (1, 2)))

    def test_binary_files(self):
        data = noise(3, 5000)
        pairs = {
            "patched": (data, data[:100] + b"\0\1\2" + data[103:]),
            "longer": (data, data[:2500] + b"more" + data[2500:]),
            "shorter": (data, data[:-7]),
            "emptied": (data, b""),
            "text before": (page(1).encode(), data),
            "nul in text": (page(1).encode(), page(1).encode() + b"\0"),
        }
        self.same(*(tar([("first", page(9))] + [(name, pair[side]) for name, pair in pairs.items()]) for side in (0, 1)))
        self.same(*pairs["patched"], "bin")

    def test_what_is_no_file(self):
        def release(target, device, mode):
            link, hard, fifo, char = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE)
            return tar(
                [("d/", None, {"mode": mode}), ("d/file", page(1), {"mode": mode}), ("d/link", b"", {"type": link, "linkname": target}),
                 ("d/hard", b"", {"type": hard, "linkname": "d/file"}), ("d/fifo", b"", {"type": fifo}), ("d/char", b"", {"type": char, "devmajor": 1, "devminor": device}),
                 ("d/setuid", "x\n", {"mode": 0o4755 if mode == 0o755 else 0o6644})]
            )

        self.same(release("file", 3, 0o755), release("fifo", 5, 0o1700))

    def test_file_lists(self):
        many = [("ä€", "x\n"), ("with blank", "y\n"), ("numbers", "z\n", {"uname": "", "gname": ""}), ("big ids", "", {"uid": 123456789, "gid": 7, "uname": "a-very-long-name"}),
                ("times", "", {"mtime": 1234567890.123456}), ("old", "", {"mtime": 0}), ("empty/", None)]
        for kind in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
            self.same(tar(many, kind), tar(many[:-2] + [("new", page(1)), ("new", page(2))], kind))
        self.same(tar([("a", "1\n")], names=False), tar([("b", "2\n")], names=False))
        self.same(tar([("a", page(1)), ("a", page(2)), ("b", page(3))]), tar([("a", page(1)), ("b", page(3)), ("a", page(4))]))


if __name__ == "__main__":
    gate.main()
