"""`diff -o json` and `evaluate`: the gate on a diff gives what `check` gives on the releases."""

import json

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest


class Evaluate(GateTest):
    def diff_of(self, old, new, *more):
        path = self.folder / "diff.json"
        done = gate.bumpgate("diff", old, new, "-o", f"json={path}", *more)
        self.assertIn(done.code, (PASS, FAIL), done)
        gate.schema_of("diff").validate(json.loads(path.read_text()))
        return path

    def same(self, old, new, *more):
        """Both ways have the same report and exit code, in both formats."""
        diff = self.diff_of(old, new)
        for output in ("json", "text"):
            checked = gate.bumpgate("check", old, new, "-o", output, *more)
            evaluated = gate.bumpgate("evaluate", diff, "-o", output, *more)
            self.assertEqual(checked.out, evaluated.out)
            self.assertEqual(checked.code, evaluated.code)
        return checked.code

    def test_an_honest_pair_of_each_kind_passes(self):
        for kind in releases.KINDS:
            with self.subTest(kind):
                self.assertEqual(self.same(*self.pair(kind)), PASS)

    def test_a_tampered_one_fails_for_the_same_reasons(self):
        for kind in releases.KINDS:
            files = releases.KINDS[kind].files("1.4.3")
            with self.subTest(kind):
                more = files | {"evil.pth": releases.text("import os\n")}
                self.assertEqual(self.same(*self.pair(kind, more)), FAIL)
                path = sorted(files)[0]
                self.assertEqual(self.same(*self.pair(kind, releases.appended(files, path, "more\n"))), FAIL)

    def test_hazards_nested_archives_and_folders_come_along(self):
        old, new = self.pair()
        trailing = self.write("trailing/" + new.name, new.read_bytes() + b"more")
        self.assertEqual(self.same(old, trailing), FAIL)
        nested = {version: releases.source(version) | {"v.zip": releases.Entry(releases.zip_bytes({"a.py": releases.text(version)}))} for version in ("1.4.2", "1.4.3")}
        pair = [self.release("source", version, version, nested[version]) for version in nested]
        self.assertEqual(self.same(*pair), PASS)
        folders = []
        for version in ("1.4.2", "1.4.3"):
            self.write(f"folders/acme-widgets-{version}/PKG-INFO", releases.core_metadata(version).content)
            folders.append(self.folder / f"folders/acme-widgets-{version}")
        self.same(*folders)

    def test_a_policy_and_what_is_said_about_the_release_count(self):
        old, new = self.pair()
        policy = self.write("mine.yaml", "version: 1\nrules:\n  - {files: [nothing], allow: [version]}\n")
        self.assertEqual(self.same(old, new, "-p", policy), FAIL)
        self.same(old, new, "--name", "other")
        one, two = self.write("a", "one 1.0.0\n"), self.write("b", "one 1.0.1\n")
        versions = ("--old-version", "1.0.0", "--new-version", "1.0.1")
        diff = self.diff_of(one, two, *versions)
        checked = gate.bumpgate("check", one, two, "-o", "json", *versions)
        self.assertEqual(gate.bumpgate("evaluate", diff, "-o", "json").out, checked.out)

    def test_the_same_bytes_are_no_verdict(self):
        old, _ = self.pair()
        copy = self.write("copy/" + old.name, old.read_bytes())
        self.assertEqual(self.same(old, copy), NO_VERDICT)

    def test_a_forged_diff_is_refused(self):
        old, new = self.pair()
        path = self.diff_of(old, new)
        honest = json.loads(path.read_text())
        forged = json.loads(path.read_text())
        forged["pairs"] = forged["pairs"][1:]
        path.write_text(json.dumps(forged))
        self.refused("evaluate", path, says=["diff.json", '"pairs"'])
        digest = next(iter(honest["contents"]))
        honest["contents"][digest] = {"text": "other"}
        path.write_text(json.dumps(honest))
        self.refused("evaluate", path, says="another digest")

    def test_what_is_no_diff_is_refused(self):
        for content in ("", "no json", "{}", "[" * 100_000, '{"schema": "bumpgate.report/1"}'):
            self.refused("evaluate", self.write("bad.json", content), says="bad.json")
        self.refused("evaluate", "missing", says="missing")
        done = self.expect(NO_VERDICT, "evaluate", self.write("bad.json", "{}"), "-o", "json")
        self.check_report(done.json)


if __name__ == "__main__":
    gate.main()
