"""diffoscope's formats: `diff` writes them, `evaluate` reads them."""

import json
import os
import pathlib
import random
import shutil
import unittest

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("BUMPGATE_SHARED", ROOT.parent / "shared"))
OLD, NEW = (f"backend.ai-common-23.3.{patch}.tar.gz" for patch in (8, 9))
REFERENCE = SHARED / "reference" / "backend.ai-common-23.3.8-to-23.3.9.diffoscope.md"


class Write(GateTest):
    def written(self, folder, form):
        for name in (OLD, NEW):
            (self.folder / "tmp").mkdir(exist_ok=True)
            shutil.copyfile(SHARED / "corpus" / folder / name, self.folder / "tmp" / name)
        return self.expect(FAIL, "diff", f"tmp/{OLD}", f"tmp/{NEW}", "-o", f"diffoscope-{form}", cwd=self.folder).out

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_the_published_pair_gives_the_reference_byte_for_byte(self):
        self.assertEqual(self.written("seed", "markdown"), REFERENCE.read_text())

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_the_like_pair_gives_both_expected_files(self):
        folder = SHARED / "corpus" / "seedlike"
        self.assertEqual(self.written("seedlike", "markdown"), (folder / "expected.diffoscope.md").read_text())
        self.assertEqual(self.written("seedlike", "json"), (folder / "expected.diffoscope.json").read_text())

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_the_blind_spot_is_reproduced(self):
        honest = self.written("seedlike", "markdown")
        shutil.copyfile(SHARED / "corpus" / "seedlike" / "tampered" / NEW, self.folder / "tmp" / NEW)
        tampered = self.expect(FAIL, "diff", f"tmp/{OLD}", f"tmp/{NEW}", "-o", "diffoscope-markdown", cwd=self.folder).out
        self.assertEqual(tampered, honest)

    def test_the_help_says_that_it_misses_things(self):
        self.assertIn("blind spot", " ".join(self.expect(PASS, "diff", "--help").out.split()))

    def test_several_formats_in_one_run(self):
        old, new = self.pair()
        done = self.expect(FAIL, "diff", old, new, "-o", "diffoscope-json", "-o", "diffoscope-markdown=d.md", "-o", "json=d.json", cwd=self.folder)
        self.assertEqual(done.json["diffoscope-json-version"], 1)
        self.assertEqual((done.json["source1"], done.json["source2"]), (str(old), str(new)))
        self.assertTrue((self.folder / "d.md").read_text().startswith(f"# Comparing `{old}` & `{new}`\n\n"))
        self.assertEqual(json.loads((self.folder / "d.json").read_text())["schema"], "bumpgate.diff/1")

    def test_nothing_that_diffoscope_sees_is_nothing_written(self):
        old, _ = self.pair()
        copy = self.write("copy/" + old.name, old.read_bytes())
        self.assertEqual(self.expect(PASS, "diff", old, copy, "-o", "diffoscope-markdown").out, "")

    def test_folders_are_refused(self):
        for name in ("a", "b"):
            self.write(f"{name}/file", name)
        self.refused("diff", self.folder / "a", self.folder / "b", "-o", "diffoscope-json", says=["is a folder", "pack both"])

    def test_a_zip_has_a_file_list_and_members(self):
        old, new = self.pair("pypi-wheel")
        report = self.expect(FAIL, "diff", old, new, "-o", "diffoscope-json").json
        titles = [node["source1"] for node in report["details"]]
        self.assertEqual(titles[0], "file list")
        self.assertIn("acme_widgets/__init__.py", titles)

    def test_a_damaged_archive_inside_is_compared_as_bytes(self):
        inner = {version: releases.gzipped(version.encode() * 30)[:-3] for version in ("1.4.2", "1.4.3")}
        pair = [self.release("source", version, version, {"a.gz": releases.Entry(inner[version]), "b": releases.text("b\n")}) for version in inner]
        report = self.expect(FAIL, "diff", *pair, "-o", "diffoscope-json").json
        self.assertEqual(report["details"][-1]["source1"], f"{pair[0].name[:-3]}")


def prose(seed, lines=60):
    """Text that diffoscope can hash."""
    chance = random.Random(seed)
    return "".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=60)).strip() + "\n" for _ in range(lines))


def roomy(version):
    """A release in which every file is large enough for diffoscope to compare it."""
    return {
        "PKG-INFO": releases.text(f"Metadata-Version: 2.1\nName: acme-widgets\nVersion: {version}\nSummary: Widgets\n\n{prose(1)}"),
        "setup.py": releases.text(f'"""{prose(2)}"""\nfrom setuptools import setup\n\nsetup(\n    name="acme-widgets",\n    version="{version}",\n)\n{prose(3).replace(chr(10), chr(10) + "# ")}\n'),
        "acme/code.py": releases.text(prose(4)),
        "acme/more.py": releases.text(f"{prose(5)}\n__version__ = \"{version}\"\n{prose(6)}"),
    }


ANYTHING = 'version: 1\nrules:\n  - {files: ["**", "**!/**"], allow: [any], override: true}\n'


class Evaluate(GateTest):
    def report_of(self, old, new, form="json", name="report"):
        path = self.folder / f"{name}.{form}"
        done = gate.bumpgate("diff", old, new, "-o", f"diffoscope-{form}={path}")
        self.assertIn(done.code, (PASS, FAIL), done)
        return path

    def evaluated(self, report, *more, code=None):
        done = gate.bumpgate("evaluate", report, "-o", "json", *more)
        self.check_report(done.json)
        self.assertEqual(done.json["exit_code"], done.code, done)
        if code is not None:
            self.assertEqual(done.code, code, done)
        return done.json

    def roomy_pair(self, files=None):
        old = self.release("pypi-sdist", "1.4.2", "old", roomy("1.4.2"))
        return old, self.release("pypi-sdist", "1.4.3", "new", files or roomy("1.4.3"))

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_the_reference_does_not_pass_for_twelve_members_were_never_compared(self):
        report = self.evaluated(REFERENCE, code=FAIL)
        denied = gate.denied(report)
        self.assertEqual({change["kind"] for change in denied}, {"uncompared"})
        small = "MANIFEST.in VERSION __init__.py arch.py json.py py.typed py.typed dependency_links.txt namespace_packages.txt not-zip-safe top_level.txt setup.cfg"
        self.assertEqual(sorted(pathlib.PurePosixPath(change["path"]).name for change in denied), sorted(small.split()))
        text = self.expect(FAIL, "evaluate", REFERENCE, "-v").out
        for change in denied:
            self.assertIn(change["path"], text)

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_it_passes_for_who_trusts_it(self):
        report = self.evaluated(REFERENCE, "--trust-diff", code=PASS)
        seen = [(change["path"], change["new"]["line"], change["kind"]) for change in report["changes"]]
        egg = "backend.ai_common.egg-info"
        own, sibling = "version.own", "version.sibling"
        self.assertEqual(seen, [("PKG-INFO", 3, own), (f"{egg}/PKG-INFO", 3, own), (f"{egg}/requires.txt", 11, sibling), ("setup.py", 34, sibling), ("setup.py", 126, own)])
        self.assertTrue(report["warnings"])

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_json_and_markdown_have_one_verdict(self):
        folder = SHARED / "corpus" / "seedlike"
        for more in ((), ("--trust-diff",)):
            markdown, json_ = (gate.bumpgate("evaluate", folder / f"expected.diffoscope.{form}", "-o", "json", *more) for form in ("md", "json"))
            self.assertEqual(markdown.out, json_.out)

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_no_policy_allows_what_was_never_compared(self):
        policy = self.write("any.yaml", ANYTHING)
        report = self.evaluated(REFERENCE, "-p", policy, code=FAIL)
        self.assertEqual(len(gate.denied(report)), 12)
        self.assertFalse(any(change.get("fix") for change in gate.denied(report)))
        named = self.write("named.yaml", ANYTHING.replace("any", "uncompared"))
        self.refused("evaluate", REFERENCE, "-p", named, says="uncompared")

    @unittest.skipUnless(REFERENCE.is_file(), f"no {REFERENCE}")
    def test_what_the_user_says_of_the_release_counts(self):
        report = self.evaluated(REFERENCE, "--trust-diff", "--old-version", "23.3.7", code=FAIL)
        self.assertEqual(report["release"]["from"], "23.3.7")

    def test_where_everything_was_compared_it_passes_without_trust(self):
        for form in ("json", "markdown"):
            report = self.evaluated(self.report_of(*self.roomy_pair(), form), code=PASS)
            self.assertEqual([change["kind"] for change in report["changes"]], ["version.own"] * 3)

    def test_a_report_is_never_kinder_than_check(self):
        def lone(path, text):
            return lambda files: files | {path: releases.text(text)}

        tampering = {
            "code": lambda files: releases.edited(files, "acme/code.py", prose(4)[:9], "import os"),
            "a line more": lambda files: releases.appended(files, "acme/code.py", "import os\n"),
            "a file more": lone("acme/evil.py", prose(9)),
            "a small file": lone("sitecustomize.py", "import os\n"),
            "a file less": lambda files: releases.without(files, "acme/code.py"),
            "a decoy": lambda files: files | {"acme/code.py": releases.text(prose(10)), "acme/copy.py": files["acme/code.py"]},
            "another version": lambda files: releases.edited(files, "setup.py", 'version="1.4.3"', 'version="1.4.4"'),
            "a dependency": lambda files: releases.edited(files, "PKG-INFO", "Summary", "Requires-Dist: evil\nSummary"),
            "mode": lambda files: files | {"acme/code.py": releases.replace(files["acme/code.py"], mode=0o755)},
            "blanks": lambda files: releases.edited(files, "acme/more.py", "__version__ =", "__version__  ="),
            "binary": lambda files: files | {"acme/more.py": releases.Entry(bytes(range(256)) * 9)},
            "a link": lambda files: files | {"acme/code.py": releases.Entry(link="/etc/passwd")},
        }
        for name, tamper in tampering.items():
            pair = self.roomy_pair(tamper(roomy("1.4.3")))
            with self.subTest(name):
                self.report(*pair, code=FAIL)
                for form in ("json", "markdown"):
                    report = self.report_of(*pair, form)
                    self.evaluated(report, code=FAIL)
                    trusting = self.evaluated(report, "--trust-diff")
                    if name not in ("blanks",):
                        self.assertEqual(trusting["outcome"], "fail")

    def test_each_kind_of_release_gives_a_verdict_that_is_no_kinder_than_check(self):
        for kind in releases.KINDS:
            files = releases.KINDS[kind].files("1.4.3")
            for path in files:
                if not files[path].content:
                    continue
                pair = self.pair(kind, releases.appended(files, path, "more = 1\n"))
                with self.subTest(f"{kind} {path}"):
                    self.evaluated(self.report_of(*pair), code=FAIL)

    def test_a_number_of_another_package_is_not_ours_because_its_manifest_is_not_shown(self):
        def files(version):
            return roomy(version) | {
                "vendor/other/package.json": releases.text('{"name": "other", "version": "9.9.9"}\n'),
                "vendor/other/code.js": releases.text(f"{prose(7)}\nexports.version = '{version}';\n{prose(8)}"),
            }

        old, new = (self.release("pypi-sdist", version, version, files(version)) for version in ("1.4.2", "1.4.3"))
        self.report(old, new, code=FAIL)
        report = self.evaluated(self.report_of(old, new), "--trust-diff", code=FAIL)
        self.assertEqual([change["path"] for change in gate.denied(report)], ["vendor/other/code.js"])

    def test_a_part_of_a_manifest_is_not_called_text(self):
        keys = ",\n".join(f'  "key{number}": "value {number}"' for number in range(40))

        def files(version, value):
            return roomy(version) | {"package.json": releases.text("{\n" + keys.replace("value 20", value) + "\n}\n")}

        old = self.release("pypi-sdist", "1.4.2", "old", files("1.4.2", "value 20"))
        new = self.release("pypi-sdist", "1.4.3", "new", files("1.4.3", "value 99"))
        policy = self.write("text.yaml", 'version: 1\nextends: [pypi-sdist]\nrules:\n  - {files: [package.json], allow: [text]}\n')
        (change,) = gate.denied(self.evaluated(self.report_of(old, new), "-p", policy, code=FAIL))
        self.assertEqual((change["path"], change["kind"], change["new"]["line"]), ("package.json", "unclear", 22))

    def test_what_runs_by_itself_may_be_in_a_part_that_is_not_shown(self):
        def files(version, value):
            keys = "\n".join(f"key{number} = value {number}" for number in range(60))
            return roomy(version) | {"setup.cfg": releases.text(f"[options]\n{keys.replace('value 30', value)}\n")}

        old = self.release("pypi-sdist", "1.4.2", "old", files("1.4.2", "value 30"))
        new = self.release("pypi-sdist", "1.4.3", "new", files("1.4.3", "value 99"))
        policy = self.write("wide.yaml", ANYTHING.replace(", override: true", "").replace("version: 1", "version: 1\nextends: [pypi-sdist]"))
        (change,) = gate.denied(self.evaluated(self.report_of(old, new), "-p", policy, code=FAIL))
        self.assertEqual((change["path"], change["kind"]), ("setup.cfg", "exec.surface"))

    def test_what_follows_from_other_members_cannot_be_computed_anew(self):
        path = "acme_widgets.egg-info/SOURCES.txt"

        def files(version, more):
            return roomy(version) | {path: releases.text(prose(12) + more)}

        old = self.release("pypi-sdist", "1.4.2", "old", files("1.4.2", ""))
        new = self.release("pypi-sdist", "1.4.3", "new", files("1.4.3", "acme/evil.py\n"))
        policy = self.write("text.yaml", 'version: 1\nextends: [pypi-sdist]\nrules:\n  - {files: ["**"], allow: [text]}\n')
        (change,) = gate.denied(self.evaluated(self.report_of(old, new), "-p", policy, code=FAIL))
        self.assertEqual((change["path"], change["kind"]), (path, "digest.mismatch"))

    def test_no_waiver_lifts_what_was_never_compared(self):
        report = self.report_of(*self.roomy_pair(roomy("1.4.3") | {"small": releases.text("x\n")}))
        (change,) = gate.denied(self.evaluated(report, code=FAIL))
        waiver = f'waivers:\n  - {{finding: {change["id"]}, reason: "looked at", expires: 2098-12-31}}\n'
        policy = self.write("waived.yaml", f"version: 1\nextends: [pypi-sdist]\n{waiver}")
        self.evaluated(report, "-p", policy, "--today", "2098-12-01", code=FAIL)

    def forged(self, text, form="md"):
        return gate.bumpgate("evaluate", self.write(f"forged.{form}", text)).code

    def test_no_part_of_a_report_passes(self):
        markdown, json_ = (self.report_of(*self.roomy_pair(), form).read_text() for form in ("markdown", "json"))
        for cut in [*range(0, len(json_), len(json_) // 40), len(json_) - 2]:
            self.assertEqual(self.forged(json_[:cut], "json"), NO_VERDICT)
        for cut in range(0, len(markdown) - 2, len(markdown) // 60):
            self.assertNotEqual(self.forged(markdown[:cut]), PASS, cut)
        lines = markdown.splitlines(keepends=True)
        for number in range(len(lines)):
            without = "".join(lines[:number] + lines[number + 1 :])
            if lines[number].strip() and lines[number][0] != " ":  # a line of context changes nothing
                self.assertNotEqual(self.forged(without), PASS, lines[number])

    def test_a_report_that_contradicts_itself_is_refused(self):
        node = json.loads(self.report_of(*self.roomy_pair()).read_text())

        def refused(change, says):
            copy = json.loads(json.dumps(node))
            change(copy, copy["details"][-1]["details"])
            self.refused("evaluate", self.write("forged.json", json.dumps(copy)), says=[says, "forged.json"])

        def rename(_, members):
            members[1]["source2"] = "acme-widgets-1.4.3/nothing"

        def twice(_, members):
            members.append(members[1])

        def count(_, members):
            members[1]["unified_diff"] = members[1]["unified_diff"].replace("@@ -1,", "@@ -2,", 1)

        def listed_twice(_, members):
            lines = members[0]["unified_diff"].splitlines(keepends=True)
            members[0]["unified_diff"] = "".join([lines[0], lines[1], lines[1], *lines[3:]])

        def list_line(_, members):
            members[0]["unified_diff"] = members[0]["unified_diff"].replace("-rw-r--r--", "-rw-r--r-?", 1)

        def size(_, members):
            equal = next(member for member in members if "comments" in member and "identical" in member["comments"][0])
            path = equal["source1"]
            old = next(line for line in members[0]["unified_diff"].splitlines() if line.endswith(path))
            members[0]["unified_diff"] = members[0]["unified_diff"].replace(old, old.replace(" 2023-", "0 2023-"))

        def incomplete(root, _):
            root["comments"] = ["Timeout exceeded; details may be incomplete."]

        refused(rename, "does not name")
        refused(twice, "already")
        refused(count, "hunk")
        refused(listed_twice, "twice")
        refused(list_line, "no line of a list")
        refused(size, "different sizes")
        refused(incomplete, "not complete")

    def test_what_only_a_program_s_words_tell_is_a_change(self):
        report = json.loads(self.report_of(*self.roomy_pair()).read_text())
        members = report["details"][-1]["details"]
        members[-1] |= {"unified_diff": None, "details": [{"source1": "Pretty-printed", "source2": "Pretty-printed", "unified_diff": "@@ -1 +1 @@\n-1.4.2\n+1.4.3\n"}]}
        path = self.write("words.json", json.dumps(report))
        for more in ((), ("--trust-diff",)):
            (change,) = gate.denied(self.evaluated(path, *more, code=FAIL))
            self.assertIn(change["kind"], ("binary", "exec.surface"))

    def test_an_archive_inside_is_not_taken_apart(self):
        inner = {version: releases.tar_bytes("in", {"a": releases.text(prose(11)), "v": releases.text(version)}) for version in ("1.4.2", "1.4.3")}
        old, new = (self.release("pypi-sdist", version, version, roomy(version) | {"acme/in.tar": releases.Entry(inner[version])}) for version in inner)
        report = self.evaluated(self.report_of(old, new), code=FAIL)
        self.assertEqual([change["path"] for change in gate.denied(report)], ["acme/in.tar"])

    def test_lone_files_and_files_without_a_list(self):
        old, new = self.write("VERSION-1.4.2", "1.4.2\n"), self.write("VERSION-1.4.3", "1.4.3\n")
        versions = ("--old-version", "1.4.2", "--new-version", "1.4.3")
        self.evaluated(self.report_of(old, new), *versions)
        self.evaluated(self.report_of(*self.pair("npm")), *versions)

    def test_hostile_reports_end_soon(self):
        start = '{"diffoscope-json-version": 1, "source1": "a", "source2": "b", "unified_diff": '
        for text in (
            start + "null" + ', "details": [{"source1": "c", "source2": "d", "unified_diff": null' * 100_000,
            start + '"@@ -1 +999999999 @@\\n-a\\n+b\\n"}',
            start + '"@@ -999999999 +999999999 @@\\n-a\\n+b\\n"}',
            start + '"@@ -1,999999999 +1 @@\\n-a\\n"}',
            start + '"' + "@@ -1 +1 @@\\n-a\\n+b\\n" * 100_000 + '"}',
            start + '"@@ -1 +1 @@\\n-00000000ffffff0: 00\\n+0\\n", "has_internal_linenos": true}',
            "# a\n\n" + "## b\n\n" * 200_000,
            "# a\n\n" + "".join(f"{'#' * level} b\n\n" for level in (2, 3, 4, 5, 6)) + "###### c\n\n" * 200_000,
            "# " + "x" * 1_000_000 + "\n\n",
        ):
            with self.subTest(text[:60]):
                self.assertNotEqual(self.forged(text, "json" if text[0] == "{" else "md"), PASS)


if __name__ == "__main__":
    gate.main()
