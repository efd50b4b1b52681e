"""`diff -o json` and `evaluate`: the gate on a diff gives what `check` gives on the releases."""

import json
import os
import pathlib
import random

import ecosystems
import gate
import mutations
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

KINDS = releases.KINDS | ecosystems.KINDS
ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("BUMPGATE_SHARED", ROOT.parent / "shared")) / "corpus"


def tampered(kind):
    files = KINDS[kind].files("1.4.3")
    return files | {min(files): releases.replace(files[min(files)], content=files[min(files)].content + b"more\n")}


class Evaluate(GateTest):
    def diff_of(self, old, new, *more):
        path = self.folder / "diff.json"
        done = gate.bumpgate("diff", old, new, "-o", f"json={path}", *more)
        self.assertIn(done.code, (PASS, FAIL), done)
        gate.schema_of("diff").validate(json.loads(path.read_text()))
        return path

    def same(self, old, new, *more):
        """Both ways have the same report and exit code, in both formats."""
        for output in ("json", "text"):
            flags = ("-o", output, *more)
            checked = gate.run("check", old, new, *flags)
            self.assertIsNotNone(gate.by_diff(checked, old, new, *flags), checked)
        gate.schema_of("diff").validate(json.loads(self.diff_of(old, new).read_text()))
        return checked.code

    def versions(self, kind, files=None):
        """The sample release of a kind, and a next one that is honest unless `files` are given."""
        paths = []
        for version, content in (("1.4.2", KINDS[kind].files("1.4.2")), ("1.4.3", files or KINDS[kind].files("1.4.3"))):
            name, data = KINDS[kind].pack(content, version)
            paths.append(self.write(f"{version}/{name}", data))
        return paths

    def test_an_honest_pair_of_each_kind_passes(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.assertEqual(self.same(*self.versions(kind)), PASS)

    def test_a_tampered_one_fails_for_the_same_reasons(self):
        for kind in KINDS:
            dice = random.Random(kind)
            honest = KINDS[kind].files("1.4.3")
            for name in mutations.ALL:
                with self.subTest(kind, edit=name):
                    files = mutations.ALL[name](honest, dice)
                    if files is None or files == honest:
                        continue
                    try:
                        pair = self.versions(kind, files)
                    except KeyError:  # without this file there is no package
                        continue
                    checked = gate.run("check", *pair, "-o", "json")
                    self.explained(checked.json)
                    if gate.by_diff(checked, *pair, "-o", "json") is None:
                        self.assertEqual(checked.code, NO_VERDICT)

    def explained(self, report):
        """Every denied change says why, and what would allow it, unless nothing can."""
        for change in gate.denied(report) if "changes" in report else []:
            self.assertTrue(change["reason"], change)
            if change["kind"] not in ("identity.conflict", "version.downgrade", "version.reused"):
                self.assertTrue(change.get("fix"), change)

    def test_a_release_within_another_archive_comes_along(self):
        """As it is uploaded to a mirror: compressed once more, in a tar, and twice."""
        for kind in KINDS:
            for honest in (True, False):
                with self.subTest(kind, honest=honest):
                    self.check_wrapped(kind, *self.versions(kind, None if honest else tampered(kind)))

    def check_wrapped(self, kind, *pair):
        plain = [path.read_bytes() for path in pair]
        layers = {
            "gz": [releases.gzipped(data) for data in plain],
            "tar": [releases.tar_entries([(f"pool/{path.name}", releases.Entry(data))]) for path, data in zip(pair, plain)],
            "gz.tar": [releases.tar_entries([(f"pool/{path.name}.gz", releases.Entry(releases.gzipped(data)))]) for path, data in zip(pair, plain)],
        }
        for suffix, packed in layers.items():
            paths = [self.write(f"{path.parent.name}/{path.name}.{suffix}", data) for path, data in zip(pair, packed)]
            self.same(*paths, "--old-version", "1.4.2", "--new-version", "1.4.3")

    def test_folders_come_along(self):
        for kind in ("pypi-sdist", "npm", "source", "crate", "helm"):
            folders = []
            for version in ("1.4.2", "1.4.3"):
                folders.append(self.folder / f"{kind}/acme-widgets-{version}")
                for path, entry in KINDS[kind].files(version).items():
                    if not entry.link:
                        self.write(f"{kind}/acme-widgets-{version}/{path}", entry.content)
            with self.subTest(kind):
                self.same(*folders)
                self.write(f"{kind}/acme-widgets-1.4.3/more", "x\n")
                self.assertEqual(self.same(*folders), FAIL)

    def test_the_corpus_comes_along(self):
        folders = [CORPUS / name for name in ("seed", "seedlike", "seedlike/tampered") if (CORPUS / name).is_dir()]
        if not folders:
            self.skipTest(f"no {CORPUS}")
        for folder in folders:
            old, new = (folder / f"backend.ai-common-23.3.{patch}.tar.gz" for patch in (8, 9))
            with self.subTest(folder.name):
                self.same(old if old.exists() else folder.parent / old.name, new)

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
