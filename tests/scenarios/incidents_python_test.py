"""Wheels and sdists as attackers and accidents changed them: what is denied, and for which reason (inert here).

A wheel's RECORD is made to fit each time: nothing but the content gives the change away.
"""

import gate
import shapes
from releases import Entry, appended, text, without
from shapes import MEGABYTE, Shape, ShapeTest, add, append, both, edit_of

ELF = Entry(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, 0o755)  # begins as a program does, and is none
LARGE = "".join(f"def step_{number}(value):\n    return value + {number % 7}\n\n\n" for number in range(4000))

INIT, ARCH = "acme_widgets/__init__.py", "acme_widgets/arch.py"
INFO = "acme_widgets-1.4.3.dist-info"
RECORD = ("listing.derived", f"{INFO}/RECORD")


def with_server(version):
    return {"acme_widgets/proxy/server.py": text(LARGE)}


def with_tests(version):
    return {"tests/data/good.bin": Entry(bytes(range(256)) * 2), "tests/data/broken.bin": Entry(bytes(range(255, -1, -1)) * 2)}


BLOCK = "".join(f"import os as _os_{number}\n" for number in range(28))

WHEELS = [
    Shape("two-modules-changed", "pypi-wheel", both(append(ARCH, "fetch()\n"), edit_of(INIT, '"""Widgets."""', '"""Widgets!"""')), {("text", ARCH), ("text", INIT)}),
    Shape("version-file-with-extra-lines", "pypi-wheel", edit_of(INIT, '"""Widgets."""\n', '"""Widgets."""\n\nimport os\n\nos.getcwd()\n'), {("text", INIT)}),
    Shape("code-behind-the-version", "pypi-wheel", edit_of(INIT, '"1.4.3"', '"1.4.3"; run()'), {("text", INIT)}),
    Shape("block-in-the-package-init", "pypi-wheel", edit_of(INIT, "\n__version__", f"\n{BLOCK}\n__version__"), {("text", INIT)}),
    Shape("path-file-at-the-root", "pypi-wheel", add({"acme_init.pth": "import acme_widgets\n" * 1700}), {("exec.surface", "acme_init.pth")}),
    Shape("one-line-deep-in-a-large-file", "pypi-wheel", edit_of("acme_widgets/proxy/server.py", "def step_2500(value):\n", "def step_2500(value):\n    value = send(value)\n"),
        {("text", "acme_widgets/proxy/server.py")}, more=with_server),
    Shape("hidden-folder-with-a-big-script", "pypi-wheel", both(add({"acme_widgets/_runtime/start.py": "1\n", "acme_widgets/_runtime/router_runtime.js": MEGABYTE}), append(INIT, "from ._runtime import start\n")),
        {("text", INIT), ("file.added", "acme_widgets/_runtime/start.py"), ("file.added", "acme_widgets/_runtime/router_runtime.js")}),
    Shape("program-added", "pypi-wheel", add({"acme_widgets/runtime/widgets": ELF}), {("file.added", "acme_widgets/runtime/widgets")}),
    Shape("command-added", "pypi-wheel", add({f"{INFO}/entry_points.txt": "[console_scripts]\na = acme_widgets.arch:arch\n"}), {("exec.surface", f"{INFO}/entry_points.txt")}),
    Shape("requirement-added-to-a-wheel", "pypi-wheel", append(f"{INFO}/METADATA", "Requires-Dist: evil\n"), {("dependency.added", f"{INFO}/METADATA")}),
    Shape("type-file-missing", "pypi-wheel", lambda files: without(files, "acme_widgets/tool.sh"), {("file.removed", "acme_widgets/tool.sh")}),
]  # fmt: skip

HOOK = "from setuptools.command.install import install\n\n\nclass Hook(install):\n    pass\n\n\nsetup("

SDISTS = [
    Shape("version-file-of-an-sdist-with-extra-lines", "pypi-sdist", append(INIT, "import acme_widgets.arch\n"), {("text", INIT)}),
    Shape("build-script-with-a-hook", "pypi-sdist", edit_of("setup.py", "setup(", HOOK), {("exec.surface", "setup.py")}),
    Shape("release-without-source", "pypi-sdist", both(append(ARCH, "run()\n"), add({"acme_widgets/mail.py": "1\n"})), {("text", ARCH), ("file.added", "acme_widgets/mail.py")}),
    Shape("test-data-altered-and-used", "pypi-sdist", both(add({"tests/data/good.bin": Entry(bytes(range(256)) + bytes(256))}), edit_of("setup.py", 'packages=["acme_widgets"]', 'packages=["acme_widgets", "tests"]')),
        {("binary", "tests/data/good.bin"), ("exec.surface", "setup.py")}, more=with_tests),
    Shape("requirement-added-to-an-sdist", "pypi-sdist", both(append("PKG-INFO", "Requires-Dist: evil\n"), append("acme_widgets.egg-info/requires.txt", "evil\n")),
        {("dependency.added", "PKG-INFO"), ("dependency.added", "acme_widgets.egg-info/requires.txt")}),
]  # fmt: skip

ANY = 'version: 1\nrules:\n  - {files: ["**"], allow: [any], override: true}\n'


class Python(ShapeTest):
    def test_a_version_that_was_uploaded_again(self):
        """An old version with other bytes, whatever a policy allows."""
        files = shapes.files_of("pypi-sdist", "1.4.2")
        old = self.pack("pypi-sdist", "1.4.2", files, "old")
        new = self.pack("pypi-sdist", "1.4.2", appended(files, ARCH, "run()\n"), "new")
        self.expect_denied({("version.reused", "release"), ("text", ARCH)}, old, new)
        self.expect_denied({("version.reused", "release")}, old, new, *self.policy_arguments(ANY))
        self.expect_denied({("version.reused", "release"), ("text", ARCH)}, old, new, "-p", "identical")

    def test_versions_that_skip_numbers(self):
        """A gap is a step like any other, unless the policy says which steps there are."""
        for versions, step in ((("0.1.2", "0.2.6"), "minor"), (("0.1.2", "2.0.0"), "major")):
            self.check_shape(Shape("gap", "pypi-sdist", append(ARCH, "run()\n"), {("text", ARCH)}, versions=versions))
            pair = [self.pack("pypi-sdist", version, shapes.files_of("pypi-sdist", version), version) for version in versions]
            steps = self.policy_arguments("version: 1\nextends: [pypi-sdist]\nrelease: {bump: [patch]}\n")
            self.expect_denied({("requirement", f"the step is one of [patch], and it is {step}")}, *pair, *steps)

    def test_a_requirement_that_only_a_policy_for_the_file_would_let_through(self):
        """ "These files may change" is not "their version may move"."""
        lists = 'version: 1\nrules:\n  - {files: [PKG-INFO, setup.py, requires.txt, __init__.py], allow: [version]}\n'
        changes = {
            "setup.py": (edit_of("setup.py", "setup(", HOOK), ("exec.surface", "setup.py")),
            "__init__.py": (append(INIT, "run()\n"), ("text", INIT)),
            "PKG-INFO": (append("PKG-INFO", "Requires-Dist: evil\n"), ("dependency.added", "PKG-INFO")),
        }
        for file, (change, wanted) in changes.items():
            with self.subTest(file):
                self.check_shape(Shape("listed", "pypi-sdist", change, {wanted}, policy=lists))


shapes.add_tests(Python, WHEELS + SDISTS)


if __name__ == "__main__":
    gate.main()
