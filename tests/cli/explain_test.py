"""`explain`: every name that reports and policies use, and what to do about it."""

import json
import re

import gate
import policies
from gate import FAIL, PASS, GateTest

PAGE = policies.ROOT / "docs/reference.md"


def groups():
    """The ids that `explain` lists, by the heading above them."""
    found, heading = {}, None
    for line in gate.bumpgate("explain").out.splitlines():
        if line.startswith("  "):
            found[heading].append(line.split()[0])
        elif line and not line.startswith("`"):
            heading = line
            found[heading] = []
    return found


def yaml_of(text, heading):
    """The lines of a part that stand as they are."""
    part = text.split(f"\n{heading}\n", 1)[1].split("\n\n", 1)[0]
    return "".join(line[6:] + "\n" for line in part.splitlines())


class Names(GateTest):
    def test_it_lists_all_of_them_in_groups(self):
        found = groups()
        self.assertEqual(list(found), ["Kinds of changes", "Hazards", "Keys of a policy", "Rules of the built-in policies"])
        schema = gate.schema_of("report").schema
        self.assertLessEqual(set(schema["$defs"]["kind"]["enum"]), set(found["Kinds of changes"]))
        hazards = gate.schema_of("policy").schema["properties"]["hazards"]["properties"]
        self.assertEqual({f"hazard.{name}" for name in hazards} - {"hazard.existing"}, set(found["Hazards"]))
        self.assertIn("pypi-sdist/versions", found["Rules of the built-in policies"])
        for name in ("metadata.time", "release.siblings", "waivers.expires"):
            self.assertIn(name, found["Keys of a policy"])
        for line in self.expect(PASS, "explain").out.splitlines():
            self.assertLessEqual(len(line), 100)

    def test_every_kind_and_hazard_tells_what_why_and_how(self):
        found = groups()
        for name in found["Kinds of changes"] + found["Hazards"]:
            with self.subTest(name):
                done = self.expect(PASS, "explain", name)
                self.assertTrue(done.out.startswith(name + "   "), done)
                self.assertTrue(done.out.isascii(), done)
                headings = re.findall(r"(?m)^[A-Z].*$", done.out)
                self.assertEqual(headings[:4], ["Why it matters", "Example", "To fix it", "To allow it"])
                self.assertLessEqual(max(map(len, done.out.splitlines())), 120)
                if "Nothing allows it" not in done.out:
                    policy = self.write("allow.yaml", "version: 1\n" + yaml_of(done.out, "To allow it"))
                    self.assertEqual(gate.bumpgate("policy", "lint", policy).err, "")
                    self.assertIn("This lets through", headings)

    def test_every_key_has_an_example(self):
        for name in groups()["Keys of a policy"]:
            with self.subTest(name):
                self.assertIn("\nExample\n", self.expect(PASS, "explain", name).out)

    def test_every_rule_of_a_built_in_is_told_with_its_comment(self):
        for name in groups()["Rules of the built-in policies"]:
            with self.subTest(name):
                done = self.expect(PASS, "explain", name)
                self.assertIn(f"id: {name.split('/')[1]}", done.out)
                self.assertIn("Allows `", done.out)
        done = self.expect(PASS, "explain", "pypi-sdist/listings")
        self.assertIn("# setuptools lists the release's files", done.out)
        self.assertIn("allow: [listing.derived]", done.out)
        self.assertNotIn("id: derived", done.out)

    def test_hazards_go_by_three_names(self):
        pages = {self.expect(PASS, "explain", name).out for name in ("setuid", "hazard.setuid", "hazards.setuid")}
        self.assertEqual(len(pages), 1)

    def test_a_rule_of_ones_own(self):
        policy = self.write("mine.yaml", "version: 1\nextends: [npm]\nrules:\n  # Read by hand.\n  - id: notes\n    files: [NEWS]\n    allow: [text]\n    level: warn\n\n  - {id: b, allow: [year]}\n")
        for name in ("mine/notes", "notes"):
            done = self.expect(PASS, "explain", name, "-p", policy)
            for part in ("# Read by hand.", "level: warn", "`NEWS`", "Reports show what it allows", "line 5"):
                self.assertIn(part, done.out)
            self.assertNotIn("id: b", done.out)
        self.assertIn("mine/b", self.expect(PASS, "explain", "-p", policy).out)
        self.expect(PASS, "explain", "npm/versions", "-p", policy)
        self.refused("explain", "mine/notes", says="mine/notes")

    def test_a_name_that_nobody_has_gets_the_nearest(self):
        for wrong, right in (
            ("version.stael", "version.stale"),
            ("hazard.setuit", "hazard.setuid"),
            ("metadata.tim", "metadata.time"),
            ("pypi-sdist/version", "pypi-sdist/versions"),
        ):
            self.refused("explain", wrong, says=[f'"{wrong}"', f'did you mean "{right}"?'])
        self.refused("explain", "wobble", says=["wobble", "bumpgate explain"])
        self.refused("explain", "text", "-o", "json", says="json")


class Findings(GateTest):
    def failing(self):
        files = gate.releases.appended(gate.releases.sdist("1.4.3"), "setup.py", "run('caf\u00e9')\n")
        old, new = self.pair(files=files)
        report = self.report(old, new, code=FAIL)
        path = self.write("report.json", json.dumps(report))
        return old, new, report, path

    def test_a_change_is_told_with_what_would_allow_and_waive_it(self):
        old, new, report, path = self.failing()
        for change in gate.denied(report):
            done = self.expect(PASS, "explain", change["id"], "--report", path, "--today", "2026-11-26")
            for part in (change["id"], change["kind"], change["path"], "It is denied", "Why it matters", "To fix it"):
                self.assertIn(part, done.out)
            waiver = yaml_of(done.out, "To waive it, for this pair of releases only")
            self.assertIn("expires: 2026-12-26", waiver)
            rule = yaml_of(done.out, "To allow it")
            self.assertIn(change["fix"], rule)
            for name, text, line in (("waiver.yaml", waiver, 1), ("rule.yaml", rule, 0)):
                policy = self.write(name, "version: 1\nextends: [pypi-sdist]\n" + text)
                changes = self.report(old, new, "-p", policy, "--today", "2026-11-26")["changes"]
                decisions = [one["decision"] for one in changes if one["id"] == change["id"]]
                self.assertEqual(decisions, ["waived" if line else "allowed"], done)

    def test_an_allowed_change_names_its_rule(self):
        _, _, report, path = self.failing()
        change = next(change for change in report["changes"] if change["decision"] == "allowed")
        done = self.expect(PASS, "explain", change["id"], "--report", path)
        self.assertIn(change["rule"], done.out)
        self.assertNotIn("To waive it", done.out)

    def test_a_hazard_is_told_by_its_fingerprint(self):
        hazard = {
            "id": "setuid", "fingerprint": "0123456789abcdef", "container": "tar", "member": "bin/a", "state": "introduced",
            "offset": 0, "detail": "mode 04755", "decision": "denied", "level": "silent", "fix": "hazards: {setuid: warn}",
        }  # fmt: skip
        path = self.write("report.json", json.dumps({"schema": "bumpgate.report/1", "changes": [], "hazards": [hazard]}))
        done = self.expect(PASS, "explain", "0123456789abcdef", "--report", path)
        for part in ("hazard.setuid", "bin/a", "mode 04755", "hazards: {setuid: warn}", "finding: 0123456789abcdef"):
            self.assertIn(part, done.out)

    def test_ascii_is_ascii(self):
        _, _, report, path = self.failing()
        change = gate.denied(report)[0]
        self.assertIn("caf\u00e9", self.expect(PASS, "explain", change["id"], "--report", path).out)
        done = self.expect(PASS, "explain", change["id"], "--report", path, "--ascii")
        self.assertTrue(done.out.isascii(), done)
        self.assertIn("caf\\u{E9}", done.out)

    def test_a_hostile_report_writes_no_line_of_its_own(self):
        change = {
            "id": "0123456789abcdef", "kind": "text", "path": "a\nFAKE\x1b[2J", "decision": "denied\nFAKE", "level": "silent",
            "reason": "x\nFAKE\u202e", "explanation": "y\nFAKE", "fix": "{a}\nFAKE", "fix_means": "z\r\nFAKE", "rule": "r\nFAKE",
        }  # fmt: skip
        path = self.write("report.json", json.dumps({"schema": "bumpgate.report/1", "changes": [change], "hazards": []}))
        done = self.expect(PASS, "explain", "0123456789abcdef", "--report", path)
        self.assertNotRegex(done.out, r"(?m)^\s*FAKE")
        self.assertNotRegex(done.out, "[\x1b\u202e\r]")

    def test_what_is_wrong_is_said(self):
        _, _, report, path = self.failing()
        known = gate.denied(report)[0]["id"]
        near = ("0" if known[0] != "0" else "1") + known[1:]
        self.refused("explain", known, says=["--report", "check OLD NEW -o json"])
        self.refused("explain", near, "--report", path, says=[near, f'did you mean "{known}"?', "report.json"])
        self.refused("explain", known, "--report", "nothing.json", says="nothing.json")
        for text in ("", "[]", "{}", '{"schema": "bumpgate.diff/1"}', '{"schema": "bumpgate.report/1"}', "[" * 100000,
                     '{"schema": "bumpgate.report/1", "changes": [1], "hazards": []}'):
            self.refused("explain", known, "--report", self.write("other.json", text), says="not a JSON report of bumpgate")


class Reference(GateTest):
    def test_the_page_of_the_documentation_is_what_the_program_prints(self):
        done = self.expect(PASS, "explain", "-o", "markdown")
        self.assertEqual(PAGE.read_text(), done.out, "write it anew: bumpgate explain -o markdown=docs/reference.md")

    def test_every_heading_is_there_once(self):
        headings = re.findall(r"(?m)^### `(.*)`$", PAGE.read_text())
        self.assertEqual(len(headings), len(set(headings)))
        found = groups()
        self.assertEqual(headings, found["Kinds of changes"] + found["Hazards"] + found["Keys of a policy"])

    def test_one_page_can_be_markdown_too(self):
        done = self.expect(PASS, "explain", "text.whitespace", "-o", "markdown")
        self.assertTrue(done.out.startswith("## `text.whitespace`\n"), done)
        self.assertIn("```yaml\n", done.out)


if __name__ == "__main__":
    gate.main()
