"""Real releases and near copies of them, from the data folder beside the repository (../shared, or BUMPGATE_SHARED).
Skipped where it is not there.
"""

import os
import pathlib
import unittest

import gate
from gate import FAIL, PASS, GateTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("BUMPGATE_SHARED", ROOT.parent / "shared")) / "corpus"
OLD, NEW = (f"backend.ai-common-23.3.{patch}.tar.gz" for patch in (8, 9))
VERSION_FILE = "ai/backend/common/VERSION"
USERS_POLICY = "version: 1\nrules:\n  - files: [{}]\n    allow: [version]\n"


@unittest.skipUnless(CORPUS.is_dir(), f"no {CORPUS}")
class Corpus(GateTest):
    def pair_of(self, folder, new=NEW):
        return CORPUS / folder / OLD, CORPUS / folder / new

    def check_bump(self, report):
        paths = {change["path"] for change in report["changes"]}
        expected = {"PKG-INFO", "backend.ai_common.egg-info/PKG-INFO", "setup.py", "backend.ai_common.egg-info/requires.txt", VERSION_FILE}
        self.assertEqual(paths, expected)
        siblings = {change["name"] for change in report["changes"] if change["kind"] == "version.sibling"}
        self.assertEqual(siblings, {"backend.ai-plugin"})
        self.assertEqual({change["kind"] for change in report["changes"]}, {"version.own", "version.sibling"})
        self.assertEqual(report["policy"]["name"], "pypi-sdist")
        self.assertEqual((report["release"]["scheme"], report["release"]["step"]), ("pep440", "patch"))

    def test_the_published_pair_passes_and_every_change_is_named(self):
        old, new = self.pair_of("seed")
        report = self.report(old, new, code=PASS)
        self.check_bump(report)
        version_file = next(change for change in report["changes"] if change["path"] == VERSION_FILE)
        self.assertEqual((version_file["old"]["text"], version_file["new"]["text"]), ("23.03.8", "23.03.9"))

    def test_its_text_names_them_too(self):
        done = self.expect(PASS, "check", *self.pair_of("seed"), "-v")
        for part in ("PKG-INFO", "setup.py", "requires.txt", VERSION_FILE, "backend.ai-plugin", "23.3.9", "23.03.9"):
            self.assertIn(part, done.out)
        done = self.expect(PASS, "check", *self.pair_of("seed"))
        for part in ("PASS", "backend.ai-common", "23.3.8", "23.3.9", "backend.ai-plugin", "23.03.9"):
            self.assertIn(part, done.out)

    def test_the_like_pair_has_the_same_verdict(self):
        self.check_bump(self.report(*self.pair_of("seedlike"), code=PASS))

    def test_the_tampered_one_fails_and_names_what_was_done(self):
        old, new = self.pair_of("seedlike", f"tampered/{NEW}")
        report = self.report(old, new, code=FAIL)
        names = {pathlib.PurePosixPath(change["path"]).name for change in gate.denied(report)}
        self.assertEqual(names, {"__init__.py", "arch.py", "json.py", "setup.cfg"})
        done = self.expect(FAIL, "check", old, new)
        for change in gate.denied(report):
            self.assertIn(change["path"], done.out)

    def test_the_user_s_own_policy_fails_the_honest_pair_and_says_what_to_do(self):
        policy = self.write("mine.yaml", USERS_POLICY.format("PKG-INFO, setup.py, requires.txt"))
        report = self.report(*self.pair_of("seed"), "-p", policy, code=FAIL)
        (change,) = gate.denied(report)
        self.assertEqual(change["path"], VERSION_FILE)
        self.assertIn(VERSION_FILE, change["fix"])
        done = self.expect(FAIL, "check", *self.pair_of("seed"), "-p", policy)
        self.assertIn(VERSION_FILE, done.out)
        self.assertIn(change["fix"], done.out)

    def test_with_the_edit_that_was_told_it_passes(self):
        policy = self.write("mine.yaml", USERS_POLICY.format("PKG-INFO, setup.py, requires.txt"))
        (change,) = gate.denied(self.report(*self.pair_of("seed"), "-p", policy))
        fix = self.write("fix.yaml", gate.policy_of([change["fix"]]))
        self.expect(PASS, "check", *self.pair_of("seed"), "-p", policy, "-p", fix)
        wider = self.write("wider.yaml", USERS_POLICY.format(f"PKG-INFO, setup.py, requires.txt, {VERSION_FILE}"))
        self.expect(PASS, "check", *self.pair_of("seed"), "-p", wider)

    def test_backwards_and_crosswise_do_not_pass(self):
        old, new = self.pair_of("seed")
        self.expect(FAIL, "check", new, old)
        self.expect(FAIL, "check", old, CORPUS / "seedlike" / NEW)
        self.refused("check", old, old, says="same bytes")


if __name__ == "__main__":
    gate.main()
