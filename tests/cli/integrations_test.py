"""The GitHub Action's script, and what the files of the integrations promise."""

import os
import pathlib
import re
import stat
import subprocess

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".github/action/entrypoint.sh"


class Action(GateTest):
    def setUp(self):
        super().setUp()
        self.old, self.new = self.pair()
        self.bad = self.release("pypi-sdist", "1.4.3", "bad", releases.appended(releases.sdist("1.4.3"), "setup.py", "# <b>&more\n"))
        (self.folder / "bin").mkdir()
        (self.folder / "bin/bumpgate").symlink_to(os.path.abspath(gate.program()))
        (self.folder / "output").touch()
        (self.folder / "summary").touch()

    def act(self, code, **inputs):
        """Runs it as the runner does: inputs as INPUT_NAME in the environment."""
        given = {"NEW": str(self.new), "BASELINE": str(self.old)} | inputs
        env = gate.clean_environment(**{f"INPUT_{name}": value for name, value in given.items()})
        env["PATH"] = f"{self.folder}/bin:{env['PATH']}"
        env |= {"GITHUB_OUTPUT": str(self.folder / "output"), "GITHUB_STEP_SUMMARY": str(self.folder / "summary")}
        done = subprocess.run(["sh", SCRIPT], capture_output=True, cwd=self.folder, env=env, check=False)
        run = gate.Run(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.assertEqual(run.code, code, run)
        return run

    @property
    def outputs(self):
        return dict(line.split("=", 1) for line in (self.folder / "output").read_text().splitlines())

    @property
    def summary(self):
        return (self.folder / "summary").read_text()

    def test_a_pass(self):
        run = self.act(PASS)
        self.assertIn("PASS", run.out)
        self.assertEqual(self.outputs, {"outcome": "pass", "exit-code": "0", "denied": "0", "report": "bumpgate-report.json"})
        self.assertIn("PASS", self.summary)

    def test_a_fail_comes_after_the_reports(self):
        self.act(FAIL, NEW=str(self.bad), REPORT="out/of/it/report.json")
        self.assertEqual(self.outputs["outcome"], "fail")
        self.assertEqual(self.outputs["denied"], "1")
        report = gate.json.loads((self.folder / "out/of/it/report.json").read_text())
        self.check_report(report)
        self.assertEqual(report["outcome"], "fail")

    def test_the_summary_holds_no_markup_of_an_archive(self):
        self.act(FAIL, NEW=str(self.bad))
        self.assertIn("&lt;b&gt;&amp;more", self.summary)
        self.assertNotIn("<b>", self.summary)

    def test_what_comes_from_archives_is_no_command_of_the_runner(self):
        run = self.act(FAIL, NEW=str(self.bad))
        first, *middle, last = [line for line in run.out.splitlines() if line]
        token = re.fullmatch(r"::stop-commands::([0-9a-f]{32})", first).group(1)
        self.assertEqual(last, f"::{token}::")
        self.assertNotIn(token, "".join(middle))
        self.assertNotEqual(token, self.act(PASS).out.splitlines()[0].rpartition(":")[2])

    def test_fail_false_keeps_the_verdict_and_never_hides_that_there_is_none(self):
        self.act(PASS, NEW=str(self.bad), FAIL="false")
        self.assertEqual((self.outputs["outcome"], self.outputs["exit-code"]), ("fail", "1"))
        cut = self.write("cut.tar.gz", self.new.read_bytes()[:-20])
        self.act(NO_VERDICT, NEW=str(cut), FAIL="false")
        self.assertEqual((self.outputs["outcome"], self.outputs["exit-code"]), ("incomplete", "2"))
        self.assertIn("NO VERDICT", self.summary)

    def test_no_summary(self):
        self.act(PASS, SUMMARY="false")
        self.assertEqual(self.summary, "")

    def test_a_glob_matches_one_file(self):
        self.act(PASS, NEW="new/*.tar.gz", BASELINE="o?d/*")
        self.write("new/other.tar.gz", b"")
        self.assertIn("matches 2 files", self.act(NO_VERDICT, NEW="new/*.tar.gz").err)
        self.act(NO_VERDICT, NEW="nothing/*.tar.gz")

    def test_policies_one_a_line(self):
        strict = self.write("a policy.yaml", "version: 1\nrules: []\n")
        self.act(FAIL, POLICY=str(strict))
        self.act(PASS, POLICY=f"\n{strict}\npypi-sdist\n")

    def test_inputs_are_data(self):
        hostile = ["$(touch pwned)", "`touch pwned`", "a; touch pwned", "--help", "-p", "'; touch pwned; '", "a\ntouch pwned"]
        for value in hostile:
            for name in ("NEW", "BASELINE", "POLICY", "REPORT", "FAIL", "SUMMARY"):
                with self.subTest(name, value=value):
                    if (name, value) in {("REPORT", "--help"), ("REPORT", "-p")} or (name == "REPORT" and "\n" not in value):
                        continue  # strange names of files, and no more than that
                    self.act(NO_VERDICT, **{name: value})
        self.assertFalse((self.folder / "pwned").exists())
        self.act(PASS, REPORT="$(touch pwned)")
        self.assertTrue((self.folder / "$(touch pwned)").exists())
        self.assertFalse((self.folder / "pwned").exists())

    def test_what_is_missing_is_told(self):
        self.assertIn("baseline", self.act(NO_VERDICT, BASELINE="").err)
        self.assertIn("new", self.act(NO_VERDICT, NEW="").err)
        self.assertIn("fail", self.act(NO_VERDICT, FAIL="no").err)


class Files(GateTest):
    def test_the_action_s_inputs_are_in_no_script(self):
        action = (ROOT / "action.yml").read_text()
        self.assertNotIn("${{", action)
        self.assertNotRegex(SCRIPT.read_text(), r"\beval\b")

    def test_workflows_put_no_expression_into_a_script(self):
        for path in (ROOT / ".github/workflows").glob("*.yml"):
            for script in re.findall(r"(?m)^( +)(?:- )?run: \|\n((?:\1 .*\n|\n)*)", path.read_text()):
                self.assertNotIn("${{", script[1])

    def test_actions_are_pinned_by_commit(self):
        for path in (ROOT / ".github/workflows").glob("*.yml"):
            for used in re.findall(r"uses: *(\S+)", path.read_text()):
                self.assertRegex(used, r"^(\./|[^@]+@[0-9a-f]{40}$)")

    def test_the_image_s_last_user_is_not_root(self):
        last_stage = re.split(r"(?m)^FROM ", (ROOT / "Dockerfile").read_text())[-1]
        users = re.findall(r"(?m)^USER (\S+)", last_stage)
        self.assertTrue(users and users[-1].split(":")[0] not in ("root", "0"), users)

    def test_scripts_can_be_run(self):
        for path in (ROOT / "dev", ROOT / ".ci/run", SCRIPT):
            self.assertTrue(path.stat().st_mode & stat.S_IXUSR, path)

    def test_dev_tells_what_it_does(self):
        done = subprocess.run([ROOT / "dev", "help"], capture_output=True, check=True, text=True)
        for command in ("run", "test", "lint", "bench", "fuzz"):
            self.assertRegex(done.stdout, rf"(?m)^  {command}\b")
        wrong = subprocess.run([ROOT / "dev", "wobble"], capture_output=True, check=False, text=True)
        self.assertEqual((wrong.returncode, wrong.stdout), (2, ""))


if __name__ == "__main__":
    gate.main()
