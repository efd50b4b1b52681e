"""Real neighbouring releases of npm, labelled by hand (../shared/corpus/npm-pairs.tsv, or below BUMPGATE_SHARED):
B is a bump and nothing else, M moved metadata only, C changed what runs. Needs a network for `npm pack`, unless
BUMPGATE_NPM_TARBALLS names a folder that holds the tarballs already; what is fetched stays in build/ for the next run.
"""

import csv
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest

import gate
from gate import FAIL, PASS, GateTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAIRS = pathlib.Path(os.environ.get("BUMPGATE_SHARED", ROOT.parent / "shared")) / "corpus/npm-pairs.tsv"
TARBALLS = pathlib.Path(os.environ.get("BUMPGATE_NPM_TARBALLS", ROOT / "build/npm"))

# The one line that a bump may need: siblings that are called otherwise.
SIBLINGS = {"esbuild": "@esbuild/*", "eslint-config-next": "@next/*"}


def tarball(package, version):
    """The file as `npm pack` names it, fetched unless it is there."""
    path = TARBALLS / f"{package.removeprefix('@').replace('/', '-')}-{version}.tgz"
    if not path.exists():
        TARBALLS.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", "--pack-destination", str(TARBALLS), f"{package}@{version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def contents(path):
    with tarfile.open(path) as archive:
        return {info.name.partition("/")[2]: archive.extractfile(info).read() for info in archive if info.isfile()}


def changed_beyond_version(old, new, before, after):
    """Paths that still differ once every old version is written as the new one: what a naive reader finds."""
    left, right = contents(old), contents(new)
    as_new = {path: data.replace(before.encode(), after.encode()) for path, data in left.items()}
    return {path for path in left.keys() | right.keys() if as_new.get(path) != right.get(path)}


@unittest.skipUnless(PAIRS.is_file(), f"no {PAIRS}")
@unittest.skipUnless(shutil.which("npm") or TARBALLS.is_dir(), "no npm")
class NpmPairs(GateTest):
    def rows(self, label):
        with PAIRS.open(newline="") as file:
            rows = [row for row in csv.DictReader(file, delimiter="\t") if row["label"] == label]
        self.assertTrue(rows)
        return rows

    def pairs(self, label):
        for row in self.rows(label):
            yield row, tarball(row["package"], row["old"]), tarball(row["package"], row["new"])

    def policy_with(self, *lines):
        return self.write("policy.yaml", "\n".join(["version: 1", "extends: [npm]", *lines, ""]))

    def test_bumps_pass_with_at_most_a_siblings_line(self):
        for row, old, new in self.pairs("B"):
            with self.subTest(row["package"], version=row["new"]):
                siblings = SIBLINGS.get(row["package"])
                policy = ["-p", self.policy_with(f'release: {{siblings: ["{siblings}"]}}')] if siblings else []
                self.report(old, new, *policy, code=PASS)

    def test_changed_code_fails_and_is_named(self):
        for row, old, new in self.pairs("C"):
            with self.subTest(row["package"], version=row["new"]):
                changed = changed_beyond_version(old, new, row["old"], row["new"])
                report = self.report(old, new, code=FAIL)
                named = {change["path"] for change in gate.denied(report)}
                self.assertTrue(changed)
                self.assertLessEqual(changed - {"package.json"}, named)
                text = self.expect(FAIL, "check", old, new).out
                self.assertTrue(any(path in text for path in changed), text)

    def test_moved_metadata_fails_with_the_narrow_rule_that_allows_it(self):
        for row, old, new in self.pairs("M"):
            with self.subTest(row["package"], version=row["new"]):
                denied = gate.denied(self.report(old, new, code=FAIL))
                fixes = [change.get("fix", "") for change in denied]
                self.assertTrue(all(fixes), denied)
                for change in denied:
                    self.assertIn(change["path"], change["fix"])
                text = self.expect(FAIL, "check", old, new).out
                self.assertIn(fixes[0], text)
                policy = self.write("fixed.yaml", gate.policy_of(fixes, "extends: [npm]"))
                self.report(old, new, "-p", policy, code=PASS)


if __name__ == "__main__":
    gate.main()
