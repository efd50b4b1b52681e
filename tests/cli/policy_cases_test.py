"""`policy test`: a policy that proves what it lets through."""

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

HEAD = "version: 1\nextends: [pypi-sdist]\n"
BUMP = """
  - name: a bump passes
    release: {name: acme, from: 1.4.2, to: 1.4.3}
    old: {PKG-INFO: "Version: 1.4.2\\n"}
    new: {PKG-INFO: "Version: 1.4.3\\n"}
    expect: pass
"""
HIDDEN = """
  - name: a hidden requirement fails
    release: {name: acme, from: 1.4.2, to: 1.4.3}
    old: {PKG-INFO: "Version: 1.4.2\\n"}
    new: {PKG-INFO: "Version: 1.4.3\\nRequires-Dist: evil\\n"}
    expect: EXPECT
"""


class PolicyTest(GateTest):
    def policy(self, *tests, head=HEAD, name="mine.yaml"):
        return self.write(name, head + ("tests:" + "".join(tests) if tests else ""))

    def test_all_as_expected(self):
        file = self.policy(BUMP, HIDDEN.replace("EXPECT", "{fail: [dependency.added]}"))
        done = self.expect(PASS, "policy", "test", file)
        self.assertIn("mine.yaml: 2 tests, all as expected", done.out)

    def test_what_is_not_as_expected_is_told(self):
        for expect in ("pass", "{fail: [text]}", "{fail: [dependency.added, text]}"):
            with self.subTest(expect):
                done = self.expect(FAIL, "policy", "test", self.policy(BUMP, HIDDEN.replace("EXPECT", expect)))
                self.assertIn("2 tests, 1 not as expected", done.out)
                self.assertRegex(done.out, r"mine\.yaml:\d+: a hidden requirement fails")
                self.assertIn("fail for dependency.added\n", done.out)
                self.assertIn("dependency.added in PKG-INFO: ", done.out)

    def test_a_policy_that_allows_more_is_found_out(self):
        tests = [HIDDEN.replace("EXPECT", "fail")]
        wide = HEAD + "rules: [{allow: [{dependency.added: {names: [evil]}}]}]\n"
        self.expect(PASS, "policy", "test", self.policy(*tests))
        done = self.expect(FAIL, "policy", "test", self.policy(*tests, head=wide))
        self.assertIn("expected: fail\n    got:      pass", done.out)

    def test_requirements_count(self):
        head = HEAD + "require: [{files: [VERSION], change: version.own}]\n"
        test = BUMP.replace("expect: pass", "expect: {fail: [requirement]}")
        self.expect(PASS, "policy", "test", self.policy(test, head=head))

    def test_the_file_beside_a_policy_and_folders_of_them(self):
        self.policy(name="p/mine.yaml")
        self.write("p/mine.tests.yaml", "version: 1\ntests:" + BUMP)
        self.policy(BUMP, BUMP.replace("a bump passes", "again"), name="p/other.yml")
        for what in ("p/mine.yaml", "p/mine.tests.yaml"):
            done = self.expect(PASS, "policy", "test", self.folder / what)
            self.assertIn("mine.yaml: 1 test, all as expected", done.out)
        done = self.expect(PASS, "policy", "test", self.folder / "p")
        self.assertIn("in all: 3 tests, all as expected", done.out)

    def test_a_policy_without_tests_is_no_success(self):
        self.assertIn("has no tests", self.expect(NO_VERDICT, "policy", "test", self.policy()).err)
        (self.folder / "empty").mkdir()
        self.assertIn("no policy files", self.expect(NO_VERDICT, "policy", "test", self.folder / "empty").err)
        self.assertIn("nowhere.yaml", self.expect(NO_VERDICT, "policy", "test", self.folder / "nowhere.yaml").err)

    def test_one_that_does_not_load_does_not_hide_the_others(self):
        bad = self.write("bad.yaml", "version: 1\nrule: []\n")
        done = self.expect(NO_VERDICT, "policy", "test", bad, self.policy(HIDDEN.replace("EXPECT", "pass")))
        self.assertIn("bad.yaml:2:1", done.err)
        self.assertIn("1 not as expected", done.out)

    def test_what_has_no_verdict_is_not_as_expected(self):
        same = BUMP.replace("to: 1.4.3", "to: nonsense!").replace("expect: pass", "expect: fail")
        done = self.expect(FAIL, "policy", "test", self.policy(same))
        self.assertIn("got:      no verdict: ", done.out)


class Waivers(GateTest):
    def test_a_waiver_from_the_report_makes_it_pass_until_its_end(self):
        files = releases.appended(releases.sdist("1.4.3"), "acme_widgets/arch.py", "run()\n")
        old, new = self.pair(files=files)
        finding = gate.denied(self.report(old, new, code=FAIL))[0]["id"]
        policy = self.write("mine.yaml", HEAD + f"waivers:\n  - {{finding: '{finding}', reason: looked at, expires: 2026-12-31}}\n")
        at = ["check", old, new, "-p", policy, "--today"]
        done = self.expect(PASS, *at, "2026-12-31")
        self.assertIn("waived until 2026-12-31: looked at", done.out)
        report = self.report(old, new, "-p", policy, "--today", "2026-06-01", code=PASS)
        self.assertEqual(report["policy"]["today"], {"date": "2026-06-01", "from": "flag"})
        self.assertEqual(report["summary"]["changes"]["waived"], 1)
        self.assertIn("ended on 2026-12-31", self.expect(FAIL, *at, "2027-01-01").out)
        self.expect(FAIL, *at, "2026-06-01", "--no-waivers")
        self.assertIn("a waiver for more than a year", self.expect(NO_VERDICT, *at, "2025-12-30").err)
        self.assertIn("2026-12-31", self.expect(NO_VERDICT, *at, "tomorrow").err)

    def test_the_report_says_whether_the_clock_told_the_day(self):
        old, new = self.pair()
        policy = self.write("mine.yaml", HEAD + "waivers: []\n")
        self.assertNotIn("today", self.report(old, new, "-p", policy, code=PASS)["policy"])


if __name__ == "__main__":
    gate.main()
