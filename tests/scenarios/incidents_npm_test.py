"""Packages of npm as attackers and accidents changed them: what is denied, and for which reason (inert here)."""

import json

import gate
import shapes
from releases import Entry, text, without
from shapes import MEGABYTE, Shape, ShapeTest, add, append, both, edit_of


def manifest(**more):
    """Further fields of package.json, or others."""

    def edit(files):
        fields = json.loads(files["package.json"].content) | more
        return files | {"package.json": text(json.dumps(fields, indent=2) + "\n")}

    return edit


def hook(name, command, **files):
    """A script of package.json, and files beside it by their names."""
    return both(manifest(scripts={name: command}), add(files))


LIBRARY = Entry(b"MZ\x90\0" + bytes(range(256)) * 8)  # begins as a PE file does, and is none
SECRET = "exports.sign = (key) => key;\n"
BUNDLE = "export function sign(key) {\n  return key;\n}\n"


def manifest_of(version, **more):
    fields = {"name": "acme-widgets", "version": version, "main": "index.js"} | more
    return {"package.json": text(json.dumps(fields, indent=2) + "\n")}


def bundles(version):
    """A package as its build leaves it: sources, a bundle for people, a bundle of one line."""
    return {
        "src/sign.js": text(BUNDLE),
        "lib/sign.js": text(f"/* acme-widgets v{version} */\n{SECRET}"),
        "lib/sign.min.js": text(f"/*! acme-widgets v{version} */" + "var a=1;" * 2000 + "exports.sign=k=>k;\n"),
    }


def with_hook(version):
    """A release that had a hook before."""
    return manifest_of(version, scripts={"postinstall": "node lib/build.js"}) | {"lib/build.js": text("exports.build = 1;\n")}


MANIFEST = ("exec.surface", "package.json")
HOOKS = [
    Shape("hook-plus-file", "npm", hook("postinstall", "node ./lib/build.js", **{"lib/build.js": "1;\n"}), {MANIFEST, ("file.added", "lib/build.js")}),
    Shape("hook-without-file", "npm", hook("preinstall", "node compile.js"), {MANIFEST}),
    Shape("hook-that-runs-a-file-of-old", "npm", hook("install", "node lib/support.js"), {MANIFEST}),
    Shape("hook-plus-scripts-of-each-system", "npm", hook("preinstall", "start /B node setup.js & node setup.js", **{"setup.js": "1;\n", "setup.bat": "rem 1\r\n", "setup.sh": "true\n"}),
        {MANIFEST, ("file.added", "setup.js"), ("file.added", "setup.bat"), ("file.added", "setup.sh")}),
    Shape("hook-plus-change-of-a-file-of-old", "npm", both(hook("postinstall", "node lib/support.js"), edit_of("lib/support.js", "= 1", "= 2")), {MANIFEST, ("text", "lib/support.js")}),
    Shape("hook-and-file-under-dist", "npm", both(hook("postinstall", "node dist/util/support.js"), edit_of("dist/util/support.js", "1", "2")), {MANIFEST, ("text", "dist/util/support.js")},
        more=lambda version: {"dist/util/support.js": text("exports.a = 1;\n")}),
    Shape("hook-plus-big-file", "npm", hook("postinstall", "node bundle.js", **{"bundle.js": MEGABYTE}), {MANIFEST, ("file.added", "bundle.js")}),
    Shape("big-file-without-hook", "npm", add({"bundle.js": MEGABYTE}), {("file.added", "bundle.js")}),
    Shape("preinstall-loader", "npm", hook("preinstall", "node setup.mjs", **{"setup.mjs": "1;\n"}), {MANIFEST, ("file.added", "setup.mjs")}),
    Shape("hook-that-runs-the-entry-file", "npm", both(hook("preinstall", "bun run index.js"), append("index.js", MEGABYTE)), {MANIFEST, ("text", "index.js")}),
    Shape("hook-plus-library", "npm", hook("install", "node install.js", **{"install.js": "1;\n", "node-gyp.dll": LIBRARY}),
        {MANIFEST, ("file.added", "install.js"), ("file.added", "node-gyp.dll")}),
    Shape("hook-that-looks-kind", "npm", hook("postinstall", " node ./_postinstall.js || exit 0", **{"_postinstall.js": "console.log('thanks');\n"}), {MANIFEST, ("file.added", "_postinstall.js")}),
    Shape("hook-in-a-calendar-version", "npm", hook("preinstall", "node loader.js", **{"loader.js": "1;\n"}), {MANIFEST, ("file.added", "loader.js")}, versions=("2026.3.1", "2026.4.0")),
    Shape("hook-changed", "npm", edit_of("package.json", "node lib/build.js", "node lib/build.js && node lib/support.js"), {MANIFEST}, more=with_hook),
    Shape("native-build-without-hook", "npm", add({"binding.gyp": "{}\n"}), {("exec.surface", "binding.gyp")}),
    Shape("settings-of-npm-added", "npm", add({".npmrc": "ignore-scripts=false\n"}), {("exec.surface", ".npmrc")}),
]  # fmt: skip


LEFT_PAD = {"left-pad": "1.4.2"}
FSEVENTS = {"fsevents": "~2.3.2"}


def optional(more):
    return manifest(optionalDependencies=FSEVENTS | more)


def with_optional(version):
    return manifest_of(version, optionalDependencies=FSEVENTS)


def member_of_family(name, version):
    return manifest_of(version, name=name, dependencies={"@acme/base": f"^{version}"}, optionalDependencies=FSEVENTS)


DEPENDENCIES = [
    Shape("only-a-dependency-added", "npm", manifest(dependencies=LEFT_PAD | {"flat-stream": "^0.1.1"}), {("dependency.added", "package.json")}),
    Shape("optional-dependency-from-git-plus-big-file", "npm", both(optional({"@acme/setup": "github:acme/setup#0123abc"}), add({"router_init.js": MEGABYTE})),
        {("dependency.added", "package.json"), ("file.added", "router_init.js")}, more=with_optional),
    Shape("first-optional-dependency-from-git", "npm", manifest(optionalDependencies={"@acme/setup": "github:acme/setup#0123abc"}), {("dependency.added", "package.json")}),
    Shape("dependency-moved-as-we-did", "npm", manifest(dependencies={"left-pad": "1.4.3"}), {("dependency.version", "package.json")}),
    Shape("dependency-from-git-instead", "npm", manifest(dependencies={"left-pad": "github:acme/left-pad#0123abc"}), {("text", "package.json")}),
    Shape("dependency-added-and-used-in-a-patch", "npm", both(manifest(dependencies=LEFT_PAD | {"peace": "^9.1.3"}), append("index.js", 'require("peace");\n')),
        {("dependency.added", "package.json"), ("text", "index.js")}),
]  # fmt: skip

CODE = [
    Shape("function-inserted-into-both-bundles", "npm", both(edit_of("lib/sign.js", SECRET, "const q = (k) => k;\n" + SECRET), edit_of("lib/sign.min.js", "exports.sign=k=>k", "exports.sign=k=>(q(k),k)")),
        {("text", "lib/sign.js"), ("text", "lib/sign.min.js")}, more=bundles),
    Shape("function-in-the-build-output-only", "npm", edit_of("lib/sign.js", "=> key", "=> queue(key)"), {("text", "lib/sign.js")}, more=bundles),
    Shape("function-in-the-source-too", "npm", both(edit_of("lib/sign.js", "=> key", "=> queue(key)"), edit_of("src/sign.js", "return key", "return queue(key)")),
        {("text", "lib/sign.js"), ("text", "src/sign.js")}, more=bundles),
    Shape("bundle-of-one-line-replaced", "npm", add({"lib/sign.min.js": "var b=2;" * 40_000 + "\n"}), {("text", "lib/sign.min.js")}, more=bundles, gone={("version.own", "lib/sign.min.js")}),
    Shape("long-line-in-the-entry-file", "npm", edit_of("index.js", '"use strict";\n', '"use strict";\n' + "const _0x1=1;" * 3000 + "\n"), {("text", "index.js")}),
    Shape("module-added-and-loaded", "npm", both(add({"dao/ssl-geospec.js": "1;\n"}), append("index.js", 'require("./dao/ssl-geospec");\n')),
        {("file.added", "dao/ssl-geospec.js"), ("text", "index.js")}),
    Shape("endless-loop-in-a-patch", "npm", append("lib/support.js", "for (let i = 666; i < Infinity; i++);\n"), {("text", "lib/support.js")}),
]  # fmt: skip

ACCIDENTS = [
    Shape("source-map-slipped-in", "npm", add({"index.js.map": json.dumps({"version": 3, "sources": ["../src/index.ts"], "sourcesContent": [MEGABYTE], "mappings": "AAAA"})}), {("file.added", "index.js.map")}),
    Shape("manifest-names-an-entry-that-is-missing", "npm", manifest(type="module", exports={"import": "./index.mjs", "default": "./index.js"}), {("text", "package.json")}),
    Shape("entry-file-missing", "npm", lambda files: without(files, "index.js"), {("file.removed", "index.js")}, gone={("version.own", "index.js")}),
    Shape("entry-moved-to-another-file", "npm", manifest(main="lib/support.js"), {("text", "package.json")}),
]  # fmt: skip


class Npm(ShapeTest):
    def test_several_lines_at_once(self):
        """Each line is a pair of its own, and each fails; that they came in one minute is not to be seen."""
        attack = hook("preinstall", "node compile.js", **{"compile.js": "1;\n", "compile.bat": "rem 1\r\n"})
        wanted = {MANIFEST, ("file.added", "compile.js"), ("file.added", "compile.bat")}
        for versions in (("0.7.28", "0.7.29"), ("1.2.8", "1.2.9"), ("1.3.8", "1.3.9"), ("2.3.8", "2.3.9")):
            with self.subTest(versions):
                self.check_shape(Shape("burst", "npm", attack, wanted, versions=versions))
        dependency = manifest(dependencies=LEFT_PAD | {"plain-crypto": "4.2.1"})
        for versions in (("1.14.0", "1.14.1"), ("0.30.3", "0.30.4")):
            with self.subTest(versions):
                self.check_shape(Shape("burst", "npm", dependency, {("dependency.added", "package.json")}, versions=versions))

    def test_a_step_that_nobody_plans(self):
        """The loop is found whatever the step is. The step by itself is a patch, whatever its pre-release is called."""
        versions = ("1.4.0", "1.4.44-acme-2")
        self.check_shape(Shape("loop", "npm", append("lib/support.js", "for (;;);\n"), {("text", "lib/support.js")}, versions=versions))
        pair = [self.pack("npm", version, shapes.files_of("npm", version), version) for version in versions]
        self.assertEqual(self.expect_denied((), *pair)["release"]["step"], "patch")

    def test_several_packages_of_one_family(self):
        """The family's own lockstep passes in each of them, what was slipped in does not."""
        for name in ("@acme/core", "@acme/react", "@acme/vue"):
            with self.subTest(name):
                attack = both(optional({"@acme/setup": "github:acme/setup#0123abc"}), add({"router_init.js": MEGABYTE}))
                wanted = {("dependency.added", "package.json"), ("file.added", "router_init.js")}
                self.check_shape(Shape("family", "npm", attack, wanted, more=lambda version, name=name: member_of_family(name, version)))


for rows in (HOOKS, DEPENDENCIES, CODE, ACCIDENTS):
    shapes.add_tests(Npm, rows)


if __name__ == "__main__":
    gate.main()
