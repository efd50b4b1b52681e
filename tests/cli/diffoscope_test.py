"""diffoscope's formats: `diff` writes them."""

import json
import os
import pathlib
import shutil
import unittest

import gate
import releases
from gate import FAIL, PASS, GateTest

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


if __name__ == "__main__":
    gate.main()
