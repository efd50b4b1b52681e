"""The policy `sdist-from-git`: a release against the source that it was made from, at the same version."""

import gate
import releases
import shapes
from gate import FAIL, NO_VERDICT, PASS
from releases import Entry, appended, edited, text, without
from shapes import ShapeTest

VERSION = "1.4.3"
ROOT = f"acme-widgets-{VERSION}"
SETUP_CFG = "[egg_info]\ntag_build = \ntag_date = 0\n\n"

INFO = "acme_widgets.egg-info"
GENERATED = {("file.added", "PKG-INFO"), ("file.added", f"{INFO}/PKG-INFO"), ("file.added", f"{INFO}/SOURCES.txt"), ("file.added", "setup.cfg")}


def tree(version=VERSION):
    """What git has at the tag."""
    return releases.python_code(version) | {
        ".gitignore": text("*.pyc\n"),
        ".github/workflows/ci.yml": text("on: push\n"),
        "m4/host.m4": text("dnl serial 30\n"),
        "pyproject.toml": text(f'[project]\nname = "acme-widgets"\nversion = "{version}"\ndependencies = ["requests==2.28.1"]\n'),
        "setup.py": text("from setuptools import setup\n\nsetup()\n"),
        "tests/data/good.bin": Entry(bytes(range(256))),
        "tests/test_arch.py": text("import acme_widgets\n"),
    }


def sdist(version=VERSION):
    """What setuptools makes of it."""
    metadata = releases.core_metadata(version)
    files = {path: entry for path, entry in tree(version).items() if not path.startswith((".", "tests/test_"))}
    return files | {"PKG-INFO": metadata, f"{INFO}/PKG-INFO": metadata, "setup.cfg": text(SETUP_CFG)}


def listed(files):
    """With the SOURCES.txt that setuptools writes; an attacker's is as right."""
    sources = f"{INFO}/SOURCES.txt"
    lines = sorted({*files, sources} - {"PKG-INFO", "setup.cfg"})
    return files | {sources: text("".join(f"{path}\n" for path in lines))}


class SdistFromGit(ShapeTest):
    def archive(self, folder, root, files, name=None):
        return self.write(f"{folder}/{name or root}.tar.gz", releases.gzipped(releases.tar_bytes(root, files)))

    def source(self, files=None, root=ROOT, **more):
        return self.archive("tag", root, files or tree(), **more)

    def made(self, files=None, version=VERSION):
        return self.archive("dist", f"acme-widgets-{version}", listed(files or sdist(version)))

    def gated(self, wanted, old, new, *more):
        return self.expect_denied(wanted, old, new, "-p", "sdist-from-git", *more)

    def test_what_the_build_makes_of_the_tag_passes(self):
        report = self.gated((), self.source(), self.made())
        self.assertEqual(shapes.allowed(report), GENERATED | {("file.removed", path) for path in (".gitignore", ".github/workflows/ci.yml", "tests/test_arch.py")})
        shown = {change["path"] for change in report["changes"] if change["level"] == "warn"}
        self.assertEqual(shown, {path for _, path in GENERATED} - {"setup.cfg"})
        self.assertEqual((report["release"]["from"], report["release"]["to"]), (VERSION, VERSION))

    def test_the_tag_may_be_called_after_the_repository_and_state_no_version(self):
        new = self.made()
        for root in ("python-widgets-1.4.3", "widgets-main", "widgets"):
            with self.subTest(root):
                self.gated((), self.source(root=root, name="source"), new)

    def test_a_folder_will_do(self):
        """What stays behind may have entries of its own: folders, documents, tools."""
        more = {path: text("1\n") for path in ("docs/guide.md", "tools/make.py", "examples/a/b.py", "CHANGELOG.md", "tox.ini")}
        for path, entry in (tree() | more).items():
            self.write(f"checkout/{path}", entry.content).chmod(entry.mode)
        self.gated((), self.folder / "checkout", self.made())

    def test_a_tag_of_another_version(self):
        """Whatever is equal in both: which source it is must be known."""
        new = self.made()
        for version in ("1.4.2", "1.4.4"):
            with self.subTest(version):
                old = self.source(root=f"acme-widgets-{version}")
                report = self.gated({("identity.conflict", "release")}, old, new)
                self.assertIn(f"OLD is the source of {version}, and NEW is 1.4.3", gate.denied(report)[0]["reason"])
                anything = self.write("any.yaml", 'version: 1\nextends: [sdist-from-git]\nrules:\n  - {files: ["**"], allow: [any], override: true}\n')
                self.assertEqual(shapes.denied(self.report(old, new, "-p", anything)), {("identity.conflict", "release")})
        self.gated({("identity.conflict", "release")}, self.source(root="widgets", name="tag"), new, "--old-version", "1.4.2")

    def test_what_is_not_in_the_tag_fails(self):
        """Generated files hide nothing: each row does one thing to the sdist that was made of the tag."""
        egg = f"{INFO}/"
        rows = {
            "macro-altered": (lambda files: edited(files, "m4/host.m4", "30", "30.1"), {("text", "m4/host.m4")}),
            "macro-added": (lambda files: files | {"m4/build-to-host.m4": text("dnl\n")}, {("file.added", "m4/build-to-host.m4")}),
            "script-added": (lambda files: files | {"configure": text("#!/bin/sh\n", 0o755)}, {("file.added", "configure")}),
            "test-data-altered": (lambda files: files | {"tests/data/good.bin": Entry(bytes(256))}, {("binary", "tests/data/good.bin")}),
            "module-altered": (lambda files: appended(files, "acme_widgets/arch.py", "run()\n"), {("text", "acme_widgets/arch.py")}),
            "module-added": (lambda files: files | {"acme_widgets/more.py": text("1\n")}, {("file.added", "acme_widgets/more.py")}),
            "module-missing": (lambda files: without(files, "acme_widgets/arch.py"), {("file.removed", "acme_widgets/arch.py")}),
            "build-script-altered": (lambda files: edited(files, "setup.py", "setup()", "setup(cmdclass={})"), {("exec.surface", "setup.py")}),
            "build-script-missing": (lambda files: without(files, "setup.py"), {("file.removed", "setup.py")}),
            "build-system-altered": (lambda files: edited(files, "pyproject.toml", "[project]", '[build-system]\nrequires = ["evil"]\n\n[project]'), {("exec.surface", "pyproject.toml"), ("dependency.added", "pyproject.toml")}),
            "requirement-added": (lambda files: edited(files, "pyproject.toml", '"requests==2.28.1"', '"requests==2.28.1", "evil"'), {("dependency.added", "pyproject.toml")}),
            "version-altered": (lambda files: edited(files, "acme_widgets/__init__.py", "1.4.3", "1.4.4"), {("text", "acme_widgets/__init__.py")}),
            "setup-cfg-with-a-requirement": (lambda files: files | {"setup.cfg": text(SETUP_CFG + "[options]\ninstall_requires = evil\n")}, {("file.added", "setup.cfg")}),
            "setup-cfg-with-a-hook": (lambda files: files | {"setup.cfg": text("[options]\ncmdclass =\n    install = evil.Hook\n")}, {("exec.surface", "setup.cfg")}),
            "setup-cfg-in-a-folder": (lambda files: files | {"acme_widgets/setup.cfg": text(SETUP_CFG)}, {("file.added", "acme_widgets/setup.cfg")}),
            "path-file-among-the-metadata": (lambda files: files | {egg + "acme.pth": text("import acme\n")}, {("exec.surface", egg + "acme.pth")}),
            "folder-among-the-metadata": (lambda files: files | {egg + "more/x.py": text("1\n")}, {("file.added", egg + "more/x.py")}),
            "metadata-in-the-package": (lambda files: files | {"acme_widgets/x.egg-info/x.py": text("1\n")}, {("file.added", "acme_widgets/x.egg-info/x.py")}),
            "link-as-setup-cfg": (lambda files: files | {"setup.cfg": Entry(link="pyproject.toml")}, {("exec.surface", "setup.cfg")}),
            "workflow-altered": (lambda files: files | {".github/workflows/ci.yml": text("on: pull_request_target\n")}, {("exec.surface", ".github/workflows/ci.yml")}),
            "executable": (lambda files: files | {"acme_widgets/arch.py": Entry(files["acme_widgets/arch.py"].content, 0o755)}, {("file.mode", "acme_widgets/arch.py")}),
        }  # fmt: skip
        old = self.source()
        for name, (change, wanted) in rows.items():
            with self.subTest(name):
                report = self.gated(wanted, old, self.made(change(sdist())))
                self.assertLessEqual(GENERATED - {("file.added", path) for _, path in wanted}, shapes.allowed(report))

    def test_the_git_folder_of_a_checkout_is_not_left_out_in_silence(self):
        self.gated({("file.removed", ".git/hooks/pre-commit")}, self.source(tree() | {".git/hooks/pre-commit": text("1\n")}), self.made())

    def test_commands_are_shown(self):
        points = text("[console_scripts]\nacme = acme_widgets.arch:arch\n")
        report = self.gated((), self.source(), self.made(sdist() | {f"{INFO}/entry_points.txt": points}))
        self.assertIn((f"{INFO}/entry_points.txt", "exec.surface", "warn"), {(change["path"], change["kind"], change["level"]) for change in report["changes"]})

    def test_by_the_ecosystems_own_policy_it_is_a_reused_version(self):
        """Only a policy that says so takes OLD for a source, and then no earlier release is one."""
        report = self.report(self.source(), self.made(), "-p", "pypi-sdist", code=FAIL)
        self.assertLessEqual({("version.reused", "release"), ("identity.conflict", "release")}, shapes.denied(report))
        old = self.archive("old", "acme-widgets-1.4.2", listed(sdist("1.4.2")))
        self.assertIn(("identity.conflict", "release"), shapes.denied(self.report(old, self.made(), "-p", "sdist-from-git", code=FAIL)))

    def test_a_release_that_states_no_version_has_no_verdict(self):
        old, new = self.source(root="widgets", name="source"), self.archive("dist", "widgets", {"a.py": text("1\n")}, name="new")
        self.expect(NO_VERDICT, "check", old, new, "-p", "sdist-from-git")

    def test_a_policy_of_ones_own_for_another_ecosystem(self):
        """The release of npm that does not have what the tag has."""
        policy = self.write("npm-from-git.yaml", 'version: 1\nextends: [base]\nrelease: {baseline: source}\nrules:\n  - {files: ["/.*", "/src/**"], allow: [file.removed]}\n')
        npm = releases.npm(VERSION)
        old = self.source(npm | {"src/support.ts": text("export default 1;\n"), ".gitignore": text("dist\n")})
        name, data = releases.npm_archive(npm, VERSION)
        self.expect_denied((), old, self.write(f"dist/{name}", data), "-p", policy)
        name, data = releases.npm_archive(edited(npm, "lib/support.js", "1", "0"), VERSION)
        self.expect_denied({("text", "lib/support.js")}, old, self.write(f"dist/{name}", data), "-p", policy)

    def test_a_saved_diff_is_judged_alike(self):
        for old, new in ((self.source(root="widgets", name="tag"), self.made()), (self.source(), self.made(edited(sdist(), "m4/host.m4", "30", "31")))):
            diff = self.folder / "diff.json"
            gate.bumpgate("diff", old, new, "-o", f"json={diff}")
            checked, evaluated = gate.bumpgate("check", old, new, "-p", "sdist-from-git"), gate.bumpgate("evaluate", diff, "-p", "sdist-from-git")
            self.assertEqual((checked.out, checked.code), (evaluated.out, evaluated.code))

    def test_guard_takes_it(self):
        old, new = self.source(), self.made()
        self.expect(PASS, "guard", new, "--baseline", old, "-p", "sdist-from-git", "--", "true")


if __name__ == "__main__":
    gate.main()
