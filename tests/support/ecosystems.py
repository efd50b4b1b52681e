"""The sample release of each further ecosystem, as releases.py has those of Python and npm.

A package format's members are written as bumpgate shows them: `control/…` and `data/…` of a .deb, `metadata` and
`data/…` of a .gem, `info/…` and `pkg/…` of a .conda, `header` and `data/…` of an .rpm.
"""

import gzip
import hashlib
import json
import lzma
from dataclasses import replace

import packed
from releases import Entry, Kind, gzipped, tar_bytes, tar_entries, text, zip_bytes

COMMITS = {"1.4.2": "0123456789abcdef0123456789abcdef01234567", "1.4.3": "89abcdef0123456789abcdef0123456789abcdef"}


def commit(version):
    return COMMITS.get(version, COMMITS["1.4.3"])


def below(files, folder):
    """The files in a folder, with their paths from there."""
    return {path.removeprefix(folder + "/"): entry for path, entry in files.items() if path.startswith(folder + "/")}


def rootless_tar(files, order=sorted, prefix=""):
    return tar_entries([(prefix + path, files[path]) for path in order(files)])


def sha256(content):
    return hashlib.sha256(content).hexdigest()


# --- crates.io --------------------------------------------------------------------------------------------------------


def crate(version):
    manifest = f'[package]\nname = "acme-widgets"\nversion = "{version}"\nedition = "2021"\n\n[dependencies]\nleft-pad = "1.4.2"\n\n[dependencies.acme-core]\nversion = "={version}"\n'
    return {
        "Cargo.toml": text(manifest),
        "Cargo.toml.orig": text(manifest),
        ".cargo_vcs_info.json": text(json.dumps({"git": {"sha1": commit(version)}, "path_in_vcs": "widgets"}, indent=2)),
        "src/lib.rs": text(f'//! Widgets.\npub const VERSION: &str = "{version}";\npub fn retries() -> u32 {{ 7 }}\n'),
        "README.md": text(f'# acme-widgets\n\n    acme-widgets = "{version}"\n'),
    }


def crate_archive(files, version):
    return f"acme-widgets-{version}.crate", gzipped(tar_bytes(f"acme-widgets-{version}", files))


# --- RubyGems ---------------------------------------------------------------------------------------------------------


def gem(version):
    files = {
        "data/README.md": text("# Widgets\n"),
        "data/lib/acme/widgets.rb": text('require "acme/widgets/version"\n\nmodule Acme\n  RETRIES = 7\nend\n'),
        "data/lib/acme/widgets/version.rb": text(f'module Acme\n  module Widgets\n    VERSION = "{version}"\n  end\nend\n'),
    }
    return with_metadata(files, version)


def with_metadata(files, version):
    """The package with metadata that lists its files."""
    metadata = (
        f"--- !ruby/object:Gem::Specification\nname: acme-widgets\nversion: !ruby/object:Gem::Version\n  version: {version}\n"
        "platform: ruby\nauthors:\n- Acme\nautorequire: \nbindir: bin\ncert_chain: []\ndate: 1980-01-02 00:00:00.000000000 Z\ndependencies:\n"
        "- !ruby/object:Gem::Dependency\n  name: acme-core\n  requirement: !ruby/object:Gem::Requirement\n    requirements:\n"
        f"    - - '='\n      - !ruby/object:Gem::Version\n        version: {version}\n  type: :runtime\n  prerelease: false\n"
        f"  version_requirements: !ruby/object:Gem::Requirement\n    requirements:\n    - - '='\n      - !ruby/object:Gem::Version\n        version: {version}\n"
        "email: \nexecutables: []\nextensions: []\nextra_rdoc_files: []\nfiles:\n"
        + "".join(f"- {path}\n" for path in sorted(below(files, "data")))
        + "homepage: https://acme.example\nlicenses:\n- MIT\nmetadata: {}\nrequire_paths:\n- lib\nrubygems_version: 3.4.10\nspecification_version: 4\nsummary: Widgets\ntest_files: []\n"
    )
    return {"metadata": text(metadata)} | files


def gem_archive(files, version):
    metadata = gzip.compress(files["metadata"].content, mtime=0)
    data = gzip.compress(rootless_tar(below(files, "data")), mtime=0)
    sums = "---\n" + "".join(
        f"{name}:\n  metadata.gz: {hashlib.new(algorithm, metadata).hexdigest()}\n  data.tar.gz: {hashlib.new(algorithm, data).hexdigest()}\n"
        for name, algorithm in (("SHA256", "sha256"), ("SHA512", "sha512"))
    )
    sums = files["checksums.yaml"].content if "checksums.yaml" in files else sums.encode()
    parts = {"metadata.gz": replace(files["metadata"], content=metadata), "data.tar.gz": Entry(data), "checksums.yaml.gz": Entry(gzip.compress(sums, mtime=0))}
    parts |= {path: entry for path, entry in files.items() if path not in ("metadata", "checksums.yaml") and not path.startswith("data/")}
    return f"acme-widgets-{version}.gem", rootless_tar(parts, order=list)


# --- Maven Central ----------------------------------------------------------------------------------------------------


def jar(version):
    home = "META-INF/maven/com.acme/acme-widgets"
    manifest = (
        "Manifest-Version: 1.0\r\nCreated-By: Maven JAR Plugin 3.4.1\r\nBuild-Jdk-Spec: 17\r\nImplementation-Title: Acme Widgets\r\n"
        f"Implementation-Version: {version}\r\nBundle-SymbolicName: com.acme.widgets\r\nBundle-Version: {version}\r\n\r\n"
    )
    pom = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n'
        f"  <groupId>com.acme</groupId>\n  <artifactId>acme-widgets</artifactId>\n  <version>{version}</version>\n  <dependencies>\n"
        f"    <dependency>\n      <groupId>com.acme</groupId>\n      <artifactId>acme-core</artifactId>\n      <version>{version}</version>\n    </dependency>\n"
        "    <dependency>\n      <groupId>org.other</groupId>\n      <artifactId>left-pad</artifactId>\n      <version>1.4.2</version>\n    </dependency>\n"
        "  </dependencies>\n</project>\n"
    )
    return {
        "META-INF/MANIFEST.MF": text(manifest),
        f"{home}/pom.properties": text(f"artifactId=acme-widgets\ngroupId=com.acme\nversion={version}\n"),
        f"{home}/pom.xml": text(pom),
        "com/acme/Version.class": Entry(packed.java_class("com/acme/Version", version)),
        "com/acme/Other.class": Entry(packed.java_class("com/acme/Other", "nothing")),
    }


def jar_archive(files, version):
    return f"acme-widgets-{version}.jar", zip_bytes(files)


# --- NuGet ------------------------------------------------------------------------------------------------------------


def nupkg(version):
    nuspec = (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">\n  <metadata>\n'
        f"    <id>Acme.Widgets</id>\n    <version>{version}</version>\n    <authors>Acme</authors>\n    <description>Widgets</description>\n"
        f'    <repository type="git" url="https://acme.example/widgets" commit="{commit(version)}" />\n'
        f'    <dependencies>\n      <group targetFramework="net6.0">\n        <dependency id="Acme.Core" version="[{version}]" />\n'
        '        <dependency id="LeftPad" version="1.4.2" />\n      </group>\n    </dependencies>\n  </metadata>\n</package>\n'
    )
    # NuGet makes up these names each time it packs.
    properties = f"package/services/metadata/core-properties/{sha256(version.encode())[:32]}.psmdcp"
    ids = [f"R{sha256(f'{version} {number}'.encode())[:16].upper()}" for number in (1, 2)]
    rels = (
        '<?xml version="1.0" encoding="utf-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\n'
        f'  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/Acme.Widgets.nuspec" Id="{ids[0]}" />\n'
        f'  <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/{properties}" Id="{ids[1]}" />\n'
        "</Relationships>\n"
    )
    core = (
        '<?xml version="1.0" encoding="utf-8"?>\n<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">\n'
        f"  <creator>Acme</creator>\n  <identifier>Acme.Widgets</identifier>\n  <version>{version}</version>\n"
        "  <lastModifiedBy>NuGet, Version=6.8.0.122</lastModifiedBy>\n</coreProperties>\n"
    )
    types = (
        '<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\n'
        '  <Default Extension="nuspec" ContentType="application/octet" />\n  <Default Extension="rels" ContentType="application/octet" />\n'
        '  <Default Extension="dll" ContentType="application/octet" />\n  <Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml" />\n</Types>\n'
    )
    return {
        properties: text(core),
        "Acme.Widgets.nuspec": text(nuspec),
        "_rels/.rels": text(rels),
        "[Content_Types].xml": text(types),
        "lib/net6.0/Acme.Widgets.dll": Entry(b"MZ\0" + bytes(range(200))),
    }


def nupkg_archive(files, version):
    return f"Acme.Widgets.{version}.nupkg", zip_bytes(files)


# --- Debian -----------------------------------------------------------------------------------------------------------


def deb(version):
    files = {
        "data/usr/bin/acme-widgets": text(f'#!/bin/sh\nVERSION="{version}"\nRETRIES=7\necho "acme-widgets $VERSION"\n', 0o755),
        "data/usr/share/doc/acme-widgets/copyright": text("Copyright Acme\n"),
    }
    return with_control(files, version)


def with_control(files, version):
    """The package with control and md5sums that are true of its data."""
    data = below(files, "data")
    sums = "".join(f"{hashlib.md5(data[path].content).hexdigest()}  {path}\n" for path in sorted(data))
    folders = {path.rsplit("/", depth)[0] for path in data for depth in range(1, path.count("/") + 1)}
    size = sum(-(-len(entry.content) // 1024) for entry in data.values()) + len(folders) + 2
    control = (
        f"Package: acme-widgets\nSource: acme\nVersion: {version}\nArchitecture: all\nMaintainer: Acme <a@acme.example>\nInstalled-Size: {size}\n"
        f"Depends: acme-core (= {version}), left-pad (= 1.4.2)\nSection: utils\nPriority: optional\nDescription: Widgets\n All of them.\n"
    )
    return {"control/control": text(control), "control/md5sums": text(sums)} | files


def deb_archive(files, version):
    control = lzma.compress(rootless_tar(below(files, "control"), prefix="./"))
    data = lzma.compress(rootless_tar(with_folders(below(files, "data")), prefix="./"))
    rest = [(path, entry.content) for path, entry in files.items() if not path.startswith(("control/", "data/"))]
    return f"acme-widgets_{version}_all.deb", packed.ar([("debian-binary", b"2.0\n"), ("control.tar.xz", control), ("data.tar.xz", data), *rest])


def with_folders(files):
    """The folders above the files too, as dpkg-deb packs them."""
    folders = {"": Entry(mode=0o755, folder=True)}
    for path in files:
        parts = path.split("/")[:-1]
        folders |= {"/".join(parts[: depth + 1]) + "/": Entry(mode=0o755, folder=True) for depth in range(len(parts))}
    return folders | files


# --- conda ------------------------------------------------------------------------------------------------------------


def conda(version):
    files = {
        "metadata.json": text('{"conda_pkg_format_version": 2}'),
        "pkg/lib/acme.py": text(f'VERSION = "{version}"\nRETRIES = 7\n'),
        "info/about.json": text('{"summary": "Widgets"}\n'),
    }
    index = {"arch": None, "build": "0", "build_number": 0, "depends": [f"acme-core =={version}", "left-pad ==1.4.2"], "name": "acme-widgets", "subdir": "noarch", "version": version}
    return with_paths(files | {"info/index.json": text(json.dumps(index, indent=2))})


def with_paths(files):
    """The package with an info/paths.json that is true of its files."""
    data = below(files, "pkg")
    paths = [{"_path": path, "path_type": "hardlink", "sha256": sha256(data[path].content), "size_in_bytes": len(data[path].content)} for path in sorted(data)]
    listing = "".join(f"{path}\n" for path in sorted(data))
    return files | {"info/paths.json": text(json.dumps({"paths": paths, "paths_version": 1}, indent=2)), "info/files": text(listing)}


def conda_archive(files, version):
    stem = f"acme-widgets-{version}-0"
    info, data = packed.zstd(rootless_tar(below(files, "info"), prefix="info/")), packed.zstd(rootless_tar(below(files, "pkg")))
    rest = {path: entry for path, entry in files.items() if "/" not in path}
    return f"{stem}.conda", zip_bytes(rest | {f"info-{stem}.tar.zst": Entry(info), f"pkg-{stem}.tar.zst": Entry(data)})


# --- Go ---------------------------------------------------------------------------------------------------------------


def go_module(version):
    return {
        "go.mod": text(f"module example.com/acme/all/widgets\n\ngo 1.21\n\nrequire (\n\texample.com/acme/all/widgets/core v{version}\n\texample.com/other/pad v1.4.2\n)\n"),
        "widgets.go": text(f'package widgets\n\nconst Version = "{version}"\n\nconst retries = 7\n'),
        "LICENSE": text("Apache-2.0\n"),
    }


def go_module_archive(files, version):
    return f"v{version}.zip", zip_bytes({f"example.com/acme/all/widgets@v{version}/{path}": entry for path, entry in files.items()})


# --- Helm -------------------------------------------------------------------------------------------------------------


def helm(version):
    return {
        "Chart.yaml": text(f'apiVersion: v2\nname: acme-widgets\ndescription: Widgets\ntype: application\nversion: {version}\nappVersion: "7.0.1"\ndependencies:\n  - name: left-pad\n    version: 1.4.2\n    repository: https://acme.example/charts\n'),
        "values.yaml": text("replicas: 7\nimage:\n  tag: 7.0.1\n"),
        "templates/deployment.yaml": text("kind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n"),
        "README.md": text(f"# acme-widgets\n\nhelm install acme-widgets --version {version}\n"),
    }


def helm_archive(files, version):
    return f"acme-widgets-{version}.tgz", gzipped(tar_bytes("acme-widgets", files))


# --- rpm --------------------------------------------------------------------------------------------------------------


def rpm(version):
    files = {
        "data/usr/bin/acme-widgets": text(f'#!/bin/sh\nVERSION="{version}"\nRETRIES=7\necho "acme-widgets $VERSION"\n', 0o755),
        "data/usr/share/acme-widgets/current": Entry(link="table", mode=0o777),
        "data/usr/share/acme-widgets/table": Entry(bytes(range(256))),
    }
    return with_header(files, version)


def with_header(files, version):
    """The package with a header that is true of its data, a line a tag."""
    data = {path: entry for path, entry in below(files, "data").items() if not entry.folder}
    paths = sorted(data)
    folders = sorted({path.rpartition("/")[0] for path in paths})
    contents = [data[path].link.encode() or data[path].content for path in paths]
    archive = rpm_data(files)
    payload = packed.rpm_payload(archive)

    def each(value):
        return [str(value)] * len(paths)

    tags = {
        "HEADERI18NTABLE": ["C"],
        "NAME": ["acme-widgets"],
        "VERSION": [version],
        "RELEASE": ["1"],
        "SUMMARY": ["Widgets"],
        "DESCRIPTION": ["All of them."],
        "BUILDTIME": ["1700000000"],
        "BUILDHOST": ["build"],
        "SIZE": [str(sum(map(len, contents)))],
        "LICENSE": ["MIT"],
        "GROUP": ["Unspecified"],
        "URL": ["https://acme.example"],
        "OS": ["linux"],
        "ARCH": ["noarch"],
        "FILESIZES": [str(len(content)) for content in contents],
        "FILEMODES": [str(rpm_mode(data[path])) for path in paths],
        "FILERDEVS": each(0),
        "FILEMTIMES": each(1700000000),
        "FILEDIGESTS": ["" if data[path].link else sha256(data[path].content) for path in paths],
        "FILELINKTOS": [data[path].link for path in paths],
        "FILEFLAGS": each(0),
        "FILEUSERNAME": each("root"),
        "FILEGROUPNAME": each("root"),
        "SOURCERPM": [f"acme-{version}-1.src.rpm"],
        "FILEVERIFYFLAGS": each(0xFFFFFFFF),
        "PROVIDENAME": ["acme-widgets", "bundled(left-pad)"],
        "REQUIREFLAGS": ["8", "8"],
        "REQUIRENAME": ["acme-core", "left-pad"],
        "REQUIREVERSION": [f"{version}-1", "1.4.2"],
        "RPMVERSION": ["4.18.0"],
        "FILEDEVICES": each(1),
        "FILEINODES": [str(number) for number in range(1, len(paths) + 1)],
        "FILELANGS": each(""),
        "PROVIDEFLAGS": ["8", "8"],
        "PROVIDEVERSION": [f"{version}-1", "1.4.2"],
        "DIRINDEXES": [str(folders.index(path.rpartition("/")[0])) for path in paths],
        "BASENAMES": [path.rpartition("/")[2] for path in paths],
        "DIRNAMES": [f"/{folder}/" for folder in folders],
        "PAYLOADFORMAT": ["cpio"],
        "PAYLOADCOMPRESSOR": ["gzip"],
        "PAYLOADFLAGS": ["9"],
        "FILEDIGESTALGO": ["8"],
        "ENCODING": ["utf-8"],
        "PAYLOADDIGEST": [sha256(payload)],
        "PAYLOADDIGESTALGO": ["8"],
        "PAYLOADDIGESTALT": [sha256(archive)],
    }
    return files | {"header": Entry(rpm_lines(tags.items()))}


def rpm_mode(entry):
    kind = 0o120000 if entry.link else 0o040000 if entry.folder else 0o100000
    return kind | entry.mode


def rpm_data(files):
    data = below(files, "data")
    return packed.cpio([(f"./{path}", rpm_mode(data[path]), 1700000000, data[path].link.encode() or data[path].content) for path in sorted(data)])


def with_digests(files, version):
    """The package with digests and sizes in its header that are true of its data, if the header has the same files."""
    true = with_header(files, version)
    parts = dict(rpm_tags(true["header"].content))
    tags = rpm_tags(files["header"].content)
    if any(dict(tags).get(name) != parts[name] for name in ("DIRNAMES", "BASENAMES", "DIRINDEXES", "FILEMODES", "FILELINKTOS")):
        return true
    derived = ("SIZE", "FILESIZES", "FILEDIGESTS", "PAYLOADDIGEST", "PAYLOADDIGESTALT")
    return files | {"header": replace(files["header"], content=rpm_lines([(name, parts[name] if name in derived else values) for name, values in tags]))}


def rpm_lines(tags):
    return "".join(f"{name}: {value}\n" for name, values in tags for value in values).encode()


def rpm_tags(lines):
    """The tags of a header that is shown as lines. A line without a colon is one, too; a binary file is no header."""
    if b"\0" in lines:
        raise KeyError("no header")
    tags = []
    for line in lines.decode().split("\n")[:-1]:
        name, _, value = line.partition(": ")
        if not tags or tags[-1][0] != name:
            tags.append((name, []))
        tags[-1][1].append(value)
    return tags


def rpm_archive(files, version):
    """Digests of header and payload are made here, unless the files have a `signature`."""
    tags = {path: entry for path, entry in files.items() if not path.startswith("data/")}
    for path, entry in tags.items():
        if path not in ("header", "signature") or entry != Entry(entry.content) or not entry.content.endswith(b"\n"):
            raise KeyError("an rpm has no such member")
    signature = rpm_tags(tags["signature"].content) if "signature" in tags else None
    return f"acme-widgets-{version}-1.noarch.rpm", packed.rpm(rpm_tags(tags["header"].content), rpm_data(files), signature)


# --- Visual Studio Code -----------------------------------------------------------------------------------------------


def vsix(version):
    manifest = (
        '<?xml version="1.0" encoding="utf-8"?>\n<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">\n  <Metadata>\n'
        f'    <Identity Language="en-US" Id="acme-widgets" Version="{version}" Publisher="acme" />\n    <DisplayName>Widgets</DisplayName>\n  </Metadata>\n</PackageManifest>\n'
    )
    types = '<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/></Types>\n'
    package = {"name": "acme-widgets", "version": version, "publisher": "acme", "engines": {"vscode": "^1.80.0"}, "main": "./dist/extension.js", "dependencies": {"left-pad": "1.4.2"}}
    return {
        "extension.vsixmanifest": text(manifest),
        "[Content_Types].xml": text(types),
        "extension/package.json": text(json.dumps(package, indent=2) + "\n"),
        "extension/dist/extension.js": text(f'const version = "{version}";\nconst retries = 7;\n'),
    }


def vsix_archive(files, version):
    return f"acme-widgets-{version}.vsix", zip_bytes(files)


KINDS = {
    "conda": Kind(conda, conda_archive),
    "crate": Kind(crate, crate_archive),
    "deb": Kind(deb, deb_archive),
    "gem": Kind(gem, gem_archive),
    "go-module": Kind(go_module, go_module_archive),
    "helm": Kind(helm, helm_archive),
    "jar": Kind(jar, jar_archive),
    "nupkg": Kind(nupkg, nupkg_archive),
    "rpm": Kind(rpm, rpm_archive),
    "vsix": Kind(vsix, vsix_archive),
}
