"""`demo`: what a newcomer sees first."""

import os

import gate
from gate import FAIL, NO_VERDICT, PASS, GateTest


class Demo(GateTest):
    def test_it_shows_a_pass_and_a_fail(self):
        done = self.expect(PASS, "demo")
        lines = done.out.splitlines()
        self.assertEqual(sum(line.startswith("PASS") for line in lines), 1, done)
        self.assertEqual(sum(line.startswith("FAIL") for line in lines), 1, done)
        self.assertLess(done.out.index("PASS"), done.out.index("FAIL"))
        for part in ("acme_widgets/widget.py", "requires.txt", "To allow it"):
            self.assertIn(part, done.out)
        self.assertEqual(done.err, "")

    def test_it_says_the_same_each_time_and_leaves_nothing_behind(self):
        runs = {gate.bumpgate("demo", env=gate.clean_environment(TMPDIR=str(self.folder))).out for _ in range(2)}
        self.assertEqual(len(runs), 1)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_temporary_folder_that_is_not_there(self):
        self.refused("demo", env=gate.clean_environment(TMPDIR=str(self.folder / "gone")), says="TMPDIR")

    def test_kept_releases_can_be_gated_by_hand(self):
        done = self.expect(PASS, "demo", "--keep", "sample", cwd=self.folder)
        name = "acme-widgets-1.4.{}.tar"
        old, honest, tampered = (f"sample/{part}" for part in (f"old/{name.format(2)}", f"honest/{name.format(3)}", f"tampered/{name.format(3)}"))
        self.assertIn(f"bumpgate check {old} {tampered}", done.out)
        self.report(old, honest, code=PASS, cwd=self.folder)
        report = self.report(old, tampered, code=FAIL, cwd=self.folder)
        paths = {change["path"] for change in gate.denied(report)}
        self.assertEqual(paths, {"acme_widgets/widget.py", "acme_widgets.egg-info/requires.txt"})
        self.assertEqual(self.expect(PASS, "demo", "--keep", "sample", cwd=self.folder), done)

    def test_a_folder_that_cannot_be_made(self):
        self.write("file", "")
        self.assertEqual(self.refused("demo", "--keep", self.folder / "file/below").code, NO_VERDICT)


if __name__ == "__main__":
    gate.main()
