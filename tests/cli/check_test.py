"""`check` as a program: verdicts, inputs that give none, reports on disk."""

import gzip
import os
import stat

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest


class Verdicts(GateTest):
    def test_an_honest_bump_passes_in_every_ecosystem(self):
        for kind in releases.KINDS:
            with self.subTest(kind):
                old, new = self.release(kind, "1.4.2", f"{kind}/old"), self.release(kind, "1.4.3", f"{kind}/new")
                report = self.report(old, new, code=PASS)
                self.assertEqual(report["release"]["ecosystem"], kind)
                self.assertEqual((report["release"]["from"], report["release"]["to"]), ("1.4.2", "1.4.3"))
                self.assertEqual(report["release"]["step"], "patch")
                self.assertEqual(report["policy"]["name"], kind)
                self.assertGreater(report["summary"]["changes"]["allowed"], 0)

    def test_directories_and_archives_can_be_compared(self):
        for version in ("1.4.2", "1.4.3"):
            for path, entry in releases.source(version).items():
                self.write(f"acme-widgets-{version}/{path}", entry.content)
        self.expect(PASS, "check", self.folder / "acme-widgets-1.4.2", self.folder / "acme-widgets-1.4.3")

    def test_text_names_release_policy_and_outcome_first(self):
        old, new = self.pair()
        first = self.expect(PASS, "check", old, new).out.splitlines()[0]
        for part in ("PASS", "acme-widgets", "1.4.2", "1.4.3", "patch", "pypi-sdist"):
            self.assertIn(part, first)

    def test_verbose_lists_the_allowed_changes(self):
        old, new = self.pair()
        self.assertIn("acme_widgets/__init__.py", self.expect(PASS, "check", old, new, "-v").out)

    def test_versions_can_be_told_where_nothing_states_them(self):
        old, new = self.write("a.txt", "release 1.4.2\n"), self.write("b.txt", "release 1.4.3\n")
        self.refused("check", old, new, says="--old-version")
        done = gate.bumpgate("check", old, new, "--old-version", "1.4.2", "--new-version", "1.4.3")
        self.assertIn(done.code, (PASS, FAIL), done)

    def test_an_override_that_contradicts_the_release_does_not_pass(self):
        old, new = self.pair()
        self.assertNotEqual(gate.bumpgate("check", old, new, "--new-version", "1.4.9").code, PASS)


class NoVerdict(GateTest):
    def test_inputs_that_cannot_be_read_whole(self):
        old, new = self.pair()
        good = new.read_bytes()
        tar = gzip.decompress(good)
        flipped = bytearray(good)
        flipped[len(good) // 2] ^= 0x40
        zipped = bytearray(releases.wheel_archive(releases.wheel("1.4.3"), "1.4.3")[1])
        zipped[zipped.index(b"PK\x01\x02") - 5] ^= 0x40  # the end of the last member's data
        rows = {
            "empty.tar.gz": b"",
            "zeros.tar": bytes(10240),
            "no-members.tar.gz": gzip.compress(bytes(10240), mtime=0),
            "cut-gzip.tar.gz": good[: len(good) // 2],
            "no-trailer.tar.gz": good[:-4],
            "cut-tar.tar": tar[:700],
            "cut-tar-in-gzip.tar.gz": gzip.compress(tar[:700], mtime=0),
            "flipped.tar.gz": bytes(flipped),
            "flipped.zip": bytes(zipped),
        }
        for name, data in rows.items():
            with self.subTest(name):
                bad = self.write(name, data)
                self.refused("check", old, bad, says=name)
                self.refused("check", bad, new, says=name)
                self.refused("diff", old, bad, says=name)
                self.assertEqual(self.report(old, bad, code=NO_VERDICT)["changes"], [])

    def test_what_is_no_file(self):
        old, new = self.pair()
        os.mkfifo(self.folder / "pipe")
        (self.folder / "hollow").mkdir()
        for bad in ("missing.tar.gz", "pipe", "hollow", "/dev/null"):
            with self.subTest(bad):
                self.refused("check", old, bad, says=bad.rsplit("/", 1)[-1], cwd=self.folder)
                self.refused("check", bad, new, cwd=self.folder)

    def test_nothing_to_compare(self):
        old, _ = self.pair()
        copy = self.write("copy.tar.gz", old.read_bytes())
        self.refused("check", old, copy, says="same bytes")

    def test_a_limit_that_is_hit(self):
        old, new = self.pair()
        for limit in ("members=3", "total-bytes=1K", "member-bytes=100", "path-length=10", "nesting=1", "seconds=0", "report-bytes=10"):
            with self.subTest(limit):
                self.refused("check", old, new, "--limit", limit, says=[limit.split("=")[0], "--limit"])

    def test_hostile_names_do_not_reach_the_terminal(self):
        old, new = self.pair()
        hostile = self.write("\x1b[31mred\u202e.tar.gz", b"")
        done = self.refused("check", old, hostile)
        self.assertNotIn("\x1b", done.err)
        self.assertNotIn("\u202e", done.err)


class Policies(GateTest):
    def test_own_policy_by_path(self):
        old, new = self.pair()
        self.write("mine.yaml", "version: 1\nextends: [pypi-sdist]\n")
        self.expect(PASS, "check", old, new, "-p", "mine.yaml", cwd=self.folder)
        self.expect(PASS, "check", old, new, "-p", self.folder / "mine.yaml")

    def test_a_policy_that_allows_nothing_fails_everything(self):
        old, new = self.pair()
        policy = self.write("none.yaml", "version: 1\nrules: []\n")
        report = self.report(old, new, "-p", policy, code=FAIL)
        self.assertEqual(report["summary"]["changes"]["allowed"], 0)

    def test_what_is_wrong_with_a_policy_is_shown_with_its_place(self):
        old, new = self.pair()
        rows = [
            ("version: 1\nrules:\n  - file: [a]\n    allow: [version]\n", ":3:5:", "files", "^"),
            ("version: 1\nversion: 1\n", ":2:1:", "version", "^"),
            ("version: 1\nrules: yes\n", ":2:8:", "rules", "^"),
            ("version: 2\n", ":1:10:", "version", "^"),
            ("version: 1\nrules:\n  - files: [a]\n    allow: [versoin]\n", ":4:13:", "version", "^"),
            ("version: 1\nrules: [\n", "bad.yaml:", "", ""),
            ("", "bad.yaml", "", ""),
            ("version: 1\nextends: [nothing]\n", "nothing", "", ""),
        ]
        for text, *says in rows:
            with self.subTest(text):
                policy = self.write("bad.yaml", text)
                self.refused("check", old, new, "-p", policy, says=["bad.yaml", *says])
                self.refused("policy", "lint", policy, says=["bad.yaml", *says])

    def test_a_policy_that_is_not_there(self):
        old, new = self.pair()
        self.refused("check", old, new, "-p", "pypi-sdits", says=["pypi-sdits", "pypi-sdist"])
        self.refused("check", old, new, "-p", "./missing.yaml", says="missing.yaml")

    def test_several_policies_add_up(self):
        old, new = self.pair(files=releases.appended(releases.sdist("1.4.3"), "docs/guide.md", "More.\n"))
        more = self.write("more.yaml", "version: 1\nrules:\n  - files: [docs/guide.md]\n    allow: [text]\n")
        self.expect(FAIL, "check", old, new, "-p", "pypi-sdist")
        self.expect(PASS, "check", old, new, "-p", "pypi-sdist", "-p", more)


class PolicyCommands(GateTest):
    NAMES = ["base", "conda", "crate", "deb", "gem", "go-module", "helm", "identical", "jar", "npm", "npm-cascade", "nupkg", "pypi-sdist", "pypi-wheel", "rpm", "sdist-from-git", "source", "vsix"]

    def test_list_is_one_line_each(self):
        lines = self.expect(PASS, "policy", "list").out.splitlines()
        self.assertEqual([line.split()[0] for line in lines], self.NAMES)
        for line in lines:
            self.assertGreater(len(line.split()), 2, "a policy without a description")

    def test_what_show_prints_loads_again_and_means_the_same(self):
        old, new = self.pair()
        for name in self.NAMES:
            with self.subTest(name):
                shown = self.expect(PASS, "policy", "show", name).out
                path = self.write(f"{name}.yaml", shown)
                self.assertEqual(self.expect(PASS, "policy", "show", path).out, shown)
        self.expect(PASS, "check", old, new, "-p", self.folder / "pypi-sdist.yaml")

    def test_lint_is_silent_on_the_built_ins(self):
        for name in self.NAMES:
            self.assertEqual(self.expect(PASS, "policy", "lint", name).out, "")

    def test_lint_remarks_with_places(self):
        wide = self.write("wide.yaml", 'version: 1\nrules:\n  - files: ["**"]\n    allow: [text]\n')
        self.assertIn("wide.yaml:", self.expect(FAIL, "policy", "lint", wide).out)

    def test_lint_holds_waivers_against_today(self):
        waivers = self.write(
            "waivers.yaml", "version: 1\nwaivers:\n  - {finding: 0123456789abcdef, reason: a, expires: 2026-12-31}\n"
        )
        for today, code, says in (
            ("2026-12-01", PASS, ""),
            ("2026-12-20", FAIL, f"{waivers}:3:5: the waiver of 0123456789abcdef ends in 11 days, on 2026-12-31\n"),
            ("2027-01-01", FAIL, "has ended, on 2026-12-31"),
            ("2025-01-01", FAIL, "ends more than a year ahead"),
        ):
            with self.subTest(today):
                done = self.expect(code, "policy", "lint", waivers, "--today", today)
                self.assertIn(says, done.out)
        old, new = self.pair()
        self.refused("check", old, new, "-p", waivers, "--today", "2025-01-01", says="a waiver for more than a year")

    def test_lint_looks_at_every_file(self):
        bad = self.write("bad.yaml", "version: 9\n")
        wide = self.write("wide.yaml", 'version: 1\nrules:\n  - files: ["**"]\n    allow: [text]\n')
        done = self.expect(NO_VERDICT, "policy", "lint", bad, wide)
        self.assertIn("wide.yaml:", done.out)
        self.assertIn("bad.yaml:", done.err)


class Reports(GateTest):
    def test_files_hold_what_stdout_would(self):
        old, new = self.pair()
        done = self.expect(PASS, "check", old, new, "-o", "text", "-o", f"json={self.folder}/report.json", "-o", f"text={self.folder}/report.txt")
        self.assertEqual(done.out, self.expect(PASS, "check", old, new).out)
        self.assertEqual((self.folder / "report.txt").read_text(), done.out)
        self.assertEqual((self.folder / "report.json").read_text(), self.expect(PASS, "check", old, new, "-o", "json").out)

    def test_with_files_only_stdout_is_empty(self):
        old, new = self.pair()
        self.assertEqual(self.expect(PASS, "check", old, new, "-o", "json=r.json", cwd=self.folder).out, "")

    def test_a_dash_is_stdout(self):
        old, new = self.pair()
        self.assertEqual(self.expect(PASS, "check", old, new, "-o", "json=-", cwd=self.folder).out[0], "{")
        self.assertFalse((self.folder / "-").exists())

    def test_they_are_written_on_a_fail(self):
        old, new = self.pair(files=releases.appended(releases.sdist("1.4.3"), "setup.py", "# more\n"))
        self.expect(FAIL, "check", old, new, "-o", "json=r.json", cwd=self.folder)
        self.assertEqual(gate.json.loads((self.folder / "r.json").read_text())["outcome"], "fail")

    def test_they_are_written_on_no_verdict_and_say_why(self):
        _, new = self.pair()
        self.refused("check", "missing", new, "-o", "json=r.json", "-o", "text=r.txt", cwd=self.folder)
        report = gate.json.loads((self.folder / "r.json").read_text())
        self.check_report(report)
        self.assertEqual((report["outcome"], report["exit_code"]), ("incomplete", 2))
        self.assertIn("missing", "".join(report["error"]["context"]) + report["error"]["message"])
        self.assertIn("NO VERDICT", (self.folder / "r.txt").read_text())

    def test_one_that_cannot_be_written_makes_all_incomplete(self):
        old, new = self.pair()
        for target in ("no/such/folder/r.json", "old", "/dev/full"):
            with self.subTest(target):
                done = self.expect(NO_VERDICT, "check", old, new, "-o", "text=r.txt", "-o", f"json={target}", "-o", "json", cwd=self.folder)
                self.assertIn("error: ", done.err)
                self.assertEqual(done.json["outcome"], "incomplete")
                self.assertIn("NO VERDICT", (self.folder / "r.txt").read_text())

    def test_replacing_leaves_nothing_behind_and_keeps_permissions(self):
        old, new = self.pair()
        report = self.write("out/r.json", "an earlier report")
        report.chmod(0o640)
        self.expect(PASS, "check", old, new, "-o", f"json={report}")
        self.assertEqual(os.listdir(self.folder / "out"), ["r.json"])
        self.assertEqual(stat.S_IMODE(report.stat().st_mode), 0o640)
        self.assertEqual(gate.json.loads(report.read_text())["outcome"], "pass")

    def test_a_wrong_command_line_leaves_an_earlier_report_alone(self):
        old, new = self.pair()
        report = self.write("r.json", "an earlier report")
        self.refused("check", old, new, "-o", f"json={report}", "-o", "nonsense")
        self.assertEqual(report.read_text(), "an earlier report")

    def test_names_that_are_not_utf8_are_told_reversibly(self):
        files = releases.sdist("1.4.3")
        entries = [(path, files[path]) for path in sorted(files)] + [("bad\udcff\x1b[2J.py", releases.text("x = 1\n"))]
        old, _ = self.pair()
        data = releases.gzipped(releases.tar_bytes("acme-widgets-1.4.3", entries))
        new = self.write("hostile/acme-widgets-1.4.3.tar.gz", data)
        report = self.report(old, new, code=FAIL)
        added = [change for change in gate.denied(report) if "path_bytes" in change]
        self.assertTrue(added, report)
        self.assertIn(b"bad\xff\x1b[2J.py".hex(), added[0]["path_bytes"])
        self.assertNotIn("\x1b", self.expect(FAIL, "check", old, new).out)


if __name__ == "__main__":
    gate.main()
