"""Gems, extensions, source archives and actions as attackers and accidents changed them (inert here)."""

import gate
import releases
import shapes
from gate import PASS
from releases import Entry, edited, text
from shapes import Shape, ShapeTest, add, append, both, edit_of


def many_files(version):
    return {f"data/lib/acme/part{number}.rb": text(f"# part {number}\n" * 40) for number in range(30)}


def fewer(files):
    """What is left of a package whose content was thrown out."""
    return {path: entry for path, entry in files.items() if "/part" not in path}


RUBY = "data/lib/acme/widgets.rb"
PARTS = set(many_files(""))
GEMS = [
    Shape("file-added-to-a-gem", "gem", add({"data/lib/active-controller/middleware.rb": "1\n"}), {("file.added", "data/lib/active-controller/middleware.rb"), ("listing.derived", "metadata")}),
    Shape("one-line-appended-to-a-gem", "gem", append(RUBY, "eval('1')\n"), {("text", RUBY)}),
    Shape("line-in-the-version-file-of-a-gem", "gem", append("data/lib/acme/widgets/version.rb", "require 'net/http'\n"), {("text", "data/lib/acme/widgets/version.rb")}),
    Shape("old-line-revived-and-shrunk", "gem", fewer, {("file.removed", path) for path in PARTS} | {("listing.derived", "metadata")}, more=many_files, versions=("1.6.9", "1.6.10")),
    Shape("old-line-revived-and-grown", "gem", append(RUBY, "# x\n" * 30_000), {("text", RUBY)}, versions=("1.6.9", "1.6.10")),
]  # fmt: skip


def extension(version):
    return {"extension/main.js": text("".join(f"function f{number}() {{ return {number}; }}\n" for number in range(2000)) + f'const v = "{version}";\n')}


VSIX = [
    Shape("bundle-of-an-extension-grows", "vsix", edit_of("extension/main.js", "return 1000; }\n", "return 1000; }\n" + "x=1;" * 6300 + "\n"), {("text", "extension/main.js")}, more=extension),
    Shape("activation-of-an-extension-widened", "vsix", edit_of("extension/package.json", '"main"', '"activationEvents": ["*"],\n  "main"'), {("exec.surface", "extension/package.json")}),
]  # fmt: skip


def macros(version):
    """A source archive with what its build generates."""
    return {
        "configure": text(f"#!/bin/sh\n# acme-widgets {version}\necho checking\n", 0o755),
        "m4/build-to-host.m4": text("# build-to-host.m4 serial 1\nAC_DEFUN([gl_BUILD_TO_HOST], [:])\n"),
        "tests/files/good.lzma": Entry(bytes(range(256))),
        "tests/files/bad.lzma": Entry(bytes(range(255, -1, -1))),
    }


def program(version):
    return {"password_change.cgi": text("#!/usr/bin/perl\n$ok = check($pass);\nprint $ok;\n", 0o755)}


PERL = "password_change.cgi"
SOURCES = [
    Shape("macro-and-test-blobs-altered", "source",
        both(edit_of("m4/build-to-host.m4", "serial 1", "serial 30"), edit_of("m4/build-to-host.m4", "[:]", "[eval x]"), edit_of("configure", "echo checking", "echo checking; eval x"),
            add({"tests/files/good.lzma": Entry(bytes(256)), "tests/files/bad.lzma": Entry(bytes(255))})),
        {("text", "m4/build-to-host.m4"), ("text", "configure"), ("binary", "tests/files/good.lzma"), ("binary", "tests/files/bad.lzma")}, more=macros),
    Shape("same-size-same-time-other-bytes", "source", edit_of(PERL, "check($pass)", "qx/$pass//1 "), {("text", PERL)}, more=program),
    Shape("one-source-file-altered", "source", edit_of("main.c", "return 0", "return system(0)"), {("text", "main.c")}),
    Shape("build-rule-added", "source", append("Makefile", "\t./x\n"), {("text", "Makefile")}),
]  # fmt: skip


ACTION = {
    "action.yml": text("name: widgets\nruns:\n  using: node20\n  main: dist/index.js\n"),
    "dist/index.js": text("run();\n"),
    "install.sh": text("#!/bin/sh\ntrue\n", 0o755),
}


class Incidents(ShapeTest):
    def test_a_distributed_archive_that_was_altered(self):
        """The same version with other bytes, as on a download server that somebody else writes to."""
        files = releases.source("1.4.2")
        old = self.pack("source", "1.4.2", files, "old")
        new = self.pack("source", "1.4.2", edited(files, "main.c", "return 0", "return system(0)"), "new")
        for policy in ((), ("-p", "identical")):
            self.expect_denied({("version.reused", "release"), ("text", "main.c")}, old, new, *policy)

    def test_a_build_server_that_altered_a_file_of_the_tag(self):
        """The clean source beside it shows what the last release, altered already, does not."""
        tree = releases.source("1.4.3") | program("1.4.3")
        altered = edited(tree, PERL, "check($pass)", "qx/$pass//1 ")
        before = self.pack("source", "1.4.2", edited(releases.source("1.4.2") | program("1.4.2"), PERL, "check($pass)", "qx/$pass//1 "), "before")
        new = self.pack("source", "1.4.3", altered, "new")
        self.expect(PASS, "check", before, new)
        policy = self.policy_arguments("version: 1\nextends: [base]\nrelease: {baseline: source}\n")
        self.expect_denied({("text", PERL)}, self.pack("source", "1.4.3", tree, "tag"), new, *policy)

    def test_a_tag_that_was_moved(self):
        """An action has no version but its tag; the flags say that both are of the same."""
        changed = ACTION | {"dist/index.js": text("run(); leak();\n"), "install.sh": text("#!/bin/sh\ncurl x\n", 0o755)}
        old, new = (self.write(f"{side}/action.tar", releases.tar_bytes("action", files)) for side, files in (("old", ACTION), ("new", changed)))
        tag = ("--name", "action", "--old-version", "45.0.7", "--new-version", "45.0.7")
        wanted = {("version.reused", "release"), ("text", "dist/index.js"), ("text", "install.sh")}
        for policy in ((), ("-p", "identical")):
            self.expect_denied(wanted, old, new, *tag, *policy)
        moved = self.write("moved/action.tar", releases.tar_bytes("action", changed | {"action.yml": text("name: widgets\nruns:\n  using: node20\n  main: dist/other.js\n")}))
        self.expect_denied(wanted | {("exec.surface", "action.yml")}, old, moved, *tag)


shapes.add_tests(Incidents, GEMS + VSIX + SOURCES)


if __name__ == "__main__":
    gate.main()
