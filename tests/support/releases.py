"""Small releases for tests, built in memory: what a package's files are, and how they are packed.

A release is a dict from path (below the root folder) to Entry. Packing is deterministic: no clock, fixed owners.
"""

import base64
import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Entry:
    """A member: a file unless `link` says where it points to, or it is a folder."""

    content: bytes = b""
    mode: int = 0o644
    link: str = ""
    hard: bool = False
    folder: bool = False


def text(content, mode=0o644):
    return Entry(content.encode(), mode)


def edited(files, path, before, after):
    """The release with `before` replaced by `after` in one file; both are text. It must be there."""
    content = files[path].content.decode()
    assert before in content, f"{path} does not hold {before!r}"
    return files | {path: replace(files[path], content=content.replace(before, after).encode())}


def appended(files, path, more):
    return files | {path: replace(files[path], content=files[path].content + more.encode())}


def without(files, path):
    assert path in files
    return {name: entry for name, entry in files.items() if name != path}


# --- packages ------------------------------------------------------------------------------------------------------


def core_metadata(version):
    return text(
        "Metadata-Version: 2.1\nName: acme-widgets\n"
        f"Version: {version}\nSummary: Widgets\nRequires-Dist: requests==2.28.1\nRequires-Dist: left-pad==1.4.2\n"
    )


def python_code(version):
    return {
        "acme_widgets/__init__.py": text(f'"""Widgets."""\n\n__version__ = "{version}"\n'),
        "acme_widgets/arch.py": text('DEFAULT_ARCH = "x86_64"\n\n\ndef arch():\n    return DEFAULT_ARCH\n'),
        "acme_widgets/table.bin": Entry(bytes(range(256)) * 4),
        "acme_widgets/tool.sh": text("#!/bin/sh\necho widgets\n", 0o755),
    }


def sdist(version):
    """A Python source distribution of acme-widgets. It depends on left-pad==1.4.2, which is no sibling."""
    return python_code(version) | {
        "PKG-INFO": core_metadata(version),
        "setup.cfg": text("[egg_info]\ntag_build = \ntag_date = 0\n"),
        "setup.py": text(
            "from setuptools import setup\n\nsetup(\n"
            f'    name="acme-widgets",\n    version="{version}",\n    packages=["acme_widgets"],\n)\n'
        ),
        "acme_widgets.egg-info/PKG-INFO": core_metadata(version),
        "acme_widgets.egg-info/requires.txt": text("requests==2.28.1\nleft-pad==1.4.2\n"),
        "docs/current": Entry(link="guide.md"),
        "docs/guide.md": text("# Guide\n\nPaint a widget.\n"),
    }


def record_line(path, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}\n"


def with_record(files, version):
    """A wheel's files with the RECORD that installers expect (Binary distribution format, "The RECORD file")."""
    record = f"acme_widgets-{version}.dist-info/RECORD"
    files = {path: entry for path, entry in files.items() if path != record}
    lines = "".join(record_line(path, files[path].content) for path in sorted(files))
    return files | {record: text(f"{lines}{record},,\n")}


def wheel(version):
    info = f"acme_widgets-{version}.dist-info"
    files = python_code(version) | {
        f"{info}/METADATA": core_metadata(version),
        f"{info}/WHEEL": text("Wheel-Version: 1.0\nGenerator: bdist_wheel (0.40.0)\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        f"{info}/top_level.txt": text("acme_widgets\n"),
    }
    return with_record(files, version)


def manifest(version, **more):
    fields = {"name": "acme-widgets", "version": version, "main": "index.js", "dependencies": {"left-pad": "1.4.2"}}
    return text(json.dumps(fields | more, indent=2) + "\n")


def npm(version):
    return {
        "package.json": manifest(version),
        "README.md": text("# acme-widgets\n"),
        "index.js": text(f'"use strict";\nexports.version = "{version}";\nexports.paint = (colour) => colour;\n'),
        "lib/support.js": text("module.exports = 1;\n"),
    }


def source(version):
    return {
        "VERSION": text(f"{version}\n"),
        "Makefile": text("all:\n\tcc -o widgets main.c\n"),
        "main.c": text("int main(void) { return 0; }\n"),
        "version.h": text(f'#define ACME_WIDGETS_VERSION "{version}"\n'),
    }


# --- archives ------------------------------------------------------------------------------------------------------


def tar_info(name, entry, mtime):
    info = tarfile.TarInfo(name)
    info.mode, info.mtime, info.size = entry.mode, mtime, len(entry.content)
    if entry.link:
        info.type = tarfile.LNKTYPE if entry.hard else tarfile.SYMTYPE
        info.linkname, info.size = entry.link, 0
    if entry.folder:
        info.type = tarfile.DIRTYPE
    return info


def tar_bytes(root, files, mtime=1_700_000_000, order=sorted):
    """A plain tar. `files` may be a dict or a list of (path, Entry), which keeps its order and its doubles."""
    entries = [(path, files[path]) for path in order(files)] if isinstance(files, dict) else files
    return tar_entries([(f"{root}/{path}", entry) for path, entry in entries], mtime)


def tar_entries(entries, mtime=1_700_000_000):
    """The same without a root folder: (path, Entry) in order."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, entry in entries:
            archive.addfile(tar_info(path, entry, mtime), io.BytesIO(entry.content))
    return stream.getvalue()


def gzipped(data, mtime=1_700_000_000, level=9):
    return gzip.compress(data, compresslevel=level, mtime=mtime)


def zip_bytes(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, (2024, 1, 2, 3, 4, 6))
            info.external_attr = (0o100000 | files[path].mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[path].content)
    return stream.getvalue()


def sdist_archive(files, version):
    return f"acme-widgets-{version}.tar.gz", gzipped(tar_bytes(f"acme-widgets-{version}", files))


def wheel_archive(files, version):
    return f"acme_widgets-{version}-py3-none-any.whl", zip_bytes(files)


def npm_archive(files, version):
    return f"acme-widgets-{version}.tgz", gzipped(tar_bytes("package", files))


def source_archive(files, version):
    return f"acme-widgets-{version}.tar.gz", gzipped(tar_bytes(f"acme-widgets-{version}", files))


@dataclass(frozen=True)
class Kind:
    """An ecosystem: the sample release, and how it is packed."""

    files: object
    pack: object


KINDS = {
    "pypi-sdist": Kind(sdist, sdist_archive),
    "pypi-wheel": Kind(wheel, wheel_archive),
    "npm": Kind(npm, npm_archive),
    "source": Kind(source, source_archive),
}
