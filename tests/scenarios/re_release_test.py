"""The policy `identical`, and which release one compares with: what a bad baseline hides."""

import json

import gate
import releases
import shapes
from gate import FAIL, PASS
from releases import appended, edited, text, without
from shapes import KINDS, ShapeTest


def with_hook(files):
    """What the bad release had."""
    fields = json.loads(files["package.json"].content) | {"scripts": {"postinstall": "node lib/support.js"}}
    bad = edited(files, "lib/support.js", "= 1", "= 2")
    return bad | {"package.json": text(json.dumps(fields, indent=2) + "\n"), "miner.js": text("1;\n")}


HOOK = ("exec.surface", "package.json")


def family(version):
    """A package that requires its siblings by their own version, and others by theirs."""
    fields = {"name": "@acme/cli", "version": version, "dependencies": {"@acme/core": version, "@acme/ui": f"^{version}", "left-pad": "1.1.6"}}
    return {"package.json": text(json.dumps(fields, indent=2) + "\n"), "index.js": text(f'exports.version = "{version}";\n')}


class ReRelease(ShapeTest):
    def npm(self, version, files, folder="npm"):
        return self.pack("npm", version, files, folder)

    def test_the_good_version_again_under_a_new_number(self):
        good, again = self.npm("1.1.6", releases.npm("1.1.6")), self.npm("1.1.8", releases.npm("1.1.8"))
        report = self.expect_denied((), good, again, "-p", "identical")
        self.assertEqual(shapes.allowed(report), {("version.own", "package.json"), ("version.own", "index.js")})

    def test_against_the_bad_one_it_looks_like_a_change(self):
        """The baseline is the good release. What went away again is told, and denied."""
        bad, again = self.npm("1.1.7", with_hook(releases.npm("1.1.7"))), self.npm("1.1.8", releases.npm("1.1.8"))
        wanted = {HOOK, ("text", "lib/support.js"), ("file.removed", "miner.js")}
        for policy in ((), ("-p", "identical")):
            self.expect_denied(wanted, bad, again, *policy)

    def test_a_second_bad_release_passes_against_the_first(self):
        """Nothing in the pair tells. Against the last good one it fails."""
        versions = ("1.4.1", "1.4.2", "1.4.3")
        good = self.npm(versions[0], releases.npm(versions[0]))
        first, second = (self.npm(version, with_hook(releases.npm(version))) for version in versions[1:])
        self.expect_denied((), first, second)
        for bad in (first, second):
            self.expect_denied({HOOK, ("text", "lib/support.js"), ("file.added", "miner.js")}, good, bad)

    def test_a_baseline_one_further_back(self):
        """The last release is gone from the index, so what is older is compared with: a bump of two patches, and the file that
        was added is found all the same."""
        old = self.pack("gem", "3.2.0.1", shapes.files_of("gem", "3.2.0.1"), "old")
        honest = self.pack("gem", "3.2.0.3", shapes.files_of("gem", "3.2.0.3"), "honest")
        self.expect_denied((), old, honest)
        path = "data/lib/active-controller/middleware.rb"
        new = self.pack("gem", "3.2.0.3", shapes.files_of("gem", "3.2.0.3", change=lambda files: files | {path: text("1\n")}), "new")
        self.expect_denied({("file.added", path), ("listing.derived", "metadata")}, old, new)

    def test_a_dormant_line_released_again(self):
        old, new = (self.pack("gem", version, shapes.files_of("gem", version), version) for version in ("1.6.9", "1.6.14"))
        self.expect_denied((), old, new, "-p", "identical")

    def test_a_fix_release_with_more_in_it(self):
        files = releases.npm("1.95.8")
        old = self.npm("1.95.5", releases.npm("1.95.5"))
        rows = {
            "code": (edited(files, "lib/support.js", "= 1", "= 3"), ("text", "lib/support.js")),
            "changelog": (files | {"CHANGELOG.md": text("# 1.95.8\n")}, ("file.added", "CHANGELOG.md")),
            "requirement": (files | {"package.json": releases.manifest("1.95.8", dependencies={"left-pad": "1.4.3"})}, ("dependency.version", "package.json")),
            "left-behind": (edited(files, "index.js", "1.95.8", "1.95.5"), ("version.stale", "index.js")),
        }
        for name, (changed, wanted) in rows.items():
            with self.subTest(name):
                self.expect_denied({wanted}, old, self.npm("1.95.8", changed), "-p", "identical")

    def test_no_other_policy_widens_it_by_accident(self):
        old = self.npm("1.1.6", releases.npm("1.1.6"))
        new = self.npm("1.1.8", edited(releases.npm("1.1.8"), "lib/support.js", "= 1", "= 3"))
        any_rule = '  - {{files: ["**"], allow: [any]{}}}\n'
        wide, lifted = (f"version: 1\nextends: [identical]\nrules:\n{any_rule.format(more)}" for more in ("", ", override: true"))
        self.expect_denied({("text", "lib/support.js")}, old, new, *self.policy_arguments(wide))
        self.expect_denied((), old, new, *self.policy_arguments(lifted))
        self.expect_denied({("text", "lib/support.js")}, old, new, "-p", "identical", *self.policy_arguments(wide.replace("identical", "npm")))

    def test_only_upward(self):
        older, newer = self.npm("1.1.6", releases.npm("1.1.6")), self.npm("1.1.8", releases.npm("1.1.8"))
        self.expect_denied({("version.downgrade", "release")}, newer, older, "-p", "identical")

    def test_every_ecosystem(self):
        for kind in KINDS:
            with self.subTest(kind):
                old, new = (self.pack(kind, version, shapes.files_of(kind, version), f"{kind}/{version}") for version in ("1.4.2", "1.4.3"))
                report = self.expect_denied((), old, new, "-p", "identical")
                shown = {change["kind"] for change in report["changes"] if change["level"] == "warn"}
                self.assertLessEqual(shown, {"commit", "digest.sibling"})
                self.assertEqual("commit" in shown, kind in ("crate", "nupkg"))

    def test_siblings_in_lockstep_and_nobody_else(self):
        old, new = self.npm("1.1.6", family("1.1.6")), self.npm("1.1.8", family("1.1.8"))
        self.expect_denied((), old, new, "-p", "identical")
        moved = edited(family("1.1.8"), "package.json", '"left-pad": "1.1.6"', '"left-pad": "1.1.8"')
        self.expect_denied({("dependency.version", "package.json")}, old, self.npm("1.1.8", moved), "-p", "identical")
        further = edited(family("1.1.8"), "package.json", '"^1.1.8"', '"^1.1.9"')
        self.expect_denied({("dependency.sibling", "package.json")}, old, self.npm("1.1.8", further), "-p", "identical")


def cascading(version, **requirements):
    fields = {"name": "@acme/cli", "version": version, "dependencies": {"@acme/core": "^2.1.0", "@acme/ui": "~0.4.0", "left-pad": "1.4.2"} | requirements}
    return {"package.json": text(json.dumps(fields, indent=2) + "\n"), "index.js": text("exports.a = 1;\n"), "lib/package.json": text('{"dependencies": {"@acme/core": "^2.1.0"}}\n')}


class Cascade(ShapeTest):
    def check_cascade(self, wanted, files, policy="npm-cascade"):
        old, new = self.pack("npm", "1.4.2", cascading("1.4.2"), "old"), self.pack("npm", "1.4.3", files, "new")
        return self.expect_denied(wanted, old, new, "-p", policy)

    def test_a_sibling_moves_on_a_line_of_its_own_and_is_shown(self):
        for more in ({"@acme/core": "^2.1.1"}, {"@acme/core": "^2.2.0"}, {"@acme/core": "^2.2.0", "@acme/ui": "~0.4.7"}):
            with self.subTest(more):
                files = cascading("1.4.3", **more)
                report = self.check_cascade((), files)
                shown = {(change["kind"], change["name"]) for change in report["changes"] if change["level"] == "warn"}
                self.assertEqual(shown, {("dependency.sibling", name) for name in more})
                self.check_cascade({("dependency.sibling", "package.json")}, files, "npm")

    def test_what_is_no_such_move_fails(self):
        rows = {
            "a-major-step": ({"@acme/core": "^3.0.0"}, "dependency.sibling"),
            "down": ({"@acme/core": "^2.0.9"}, "dependency.sibling"),
            "another-operator": ({"@acme/core": ">=2.2.0"}, "text"),
            "any-version": ({"@acme/core": "*"}, "text"),
            "an-alias": ({"@acme/core": "npm:@evil/core@^2.2.0"}, "text"),
            "from-git": ({"@acme/core": "github:acme/core#0123abc"}, "text"),
            "a-new-sibling": ({"@acme/setup": "^1.0.0"}, "dependency.added"),
            "a-stranger": ({"left-pad": "1.4.3"}, "dependency.version"),
            "a-stranger-of-a-like-name": ({"@acme-evil/core": "^2.2.0"}, "dependency.added"),
        }
        for name, (more, kind) in rows.items():
            with self.subTest(name):
                self.check_cascade({(kind, "package.json")}, cascading("1.4.3", **more))

    def test_only_in_the_packages_own_manifest(self):
        files = edited(cascading("1.4.3", **{"@acme/core": "^2.2.0"}), "lib/package.json", "2.1.0", "2.2.0")
        self.check_cascade({("dependency.sibling", "lib/package.json")}, files)

    def test_the_rest_is_as_strict_as_npm(self):
        moved = cascading("1.4.3", **{"@acme/core": "^2.2.0"})
        self.check_cascade({("text", "index.js")}, appended(moved, "index.js", "1;\n"))
        self.check_cascade({("file.removed", "index.js")}, without(moved, "index.js"))
        hook = edited(moved, "package.json", '"version"', '"scripts": {"postinstall": "node index.js"},\n  "version"')
        self.check_cascade({HOOK}, hook)

    def test_it_is_nobodys_default(self):
        old, new = self.pack("npm", "1.4.2", cascading("1.4.2"), "old"), self.pack("npm", "1.4.3", cascading("1.4.3"), "new")
        self.assertEqual(self.report(old, new, code=PASS)["policy"]["name"], "npm")
        moved = self.pack("npm", "1.4.3", cascading("1.4.3", **{"@acme/core": "^2.2.0"}), "moved")
        self.report(old, moved, code=FAIL)


if __name__ == "__main__":
    gate.main()
