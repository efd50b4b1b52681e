"""docs/cookbook.md: every policy on the page does what the page says of it."""

import datetime
import pathlib
import re

import gate
from gate import FAIL, PASS, GateTest

PAGE = pathlib.Path(__file__).parents[2] / "docs/cookbook.md"
SECTION = re.compile(r"^### ([^\n]+)\n(.*?)^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FEWEST = 20


def recipes():
    """(title, what is said of it, the policy)"""
    return [match.groups() for match in SECTION.finditer(PAGE.read_text())]


def in_one_line(prose):
    return " ".join(prose.split())


def with_later_waivers(policy):
    """A waiver ends, and the page is older than that."""
    day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=100)
    return re.sub(r"expires: \S+", f"expires: {day}", policy)


class Cookbook(GateTest):
    def for_each(self, check):
        """Calls `check` with what is said of a policy, its text, and the file that it was written to."""
        for number, (title, prose, policy) in enumerate(recipes()):
            with self.subTest(title):
                check(in_one_line(prose), policy, self.write(f"recipe-{number}.yaml", with_later_waivers(policy)))

    def test_there_are_enough_and_none_is_left_out(self):
        page = PAGE.read_text()
        self.assertGreaterEqual(len(recipes()), FEWEST)
        self.assertEqual(len(recipes()), page.count("```yaml\n"))
        self.assertEqual(len(recipes()), len(re.findall("^### ", page, re.MULTILINE)))
        self.assertEqual(len({title for title, _, _ in recipes()}), len(recipes()))

    def test_each_says_what_it_lets_through(self):
        self.for_each(lambda prose, policy, file: self.assertIn("Lets through: ", prose))

    def test_lint_has_no_remarks_but_those_that_the_page_names(self):
        def check(prose, _, file):
            done = gate.bumpgate("policy", "lint", file)
            remarks = re.findall(r"^(.+):\d+:\d+: (.+)$", done.out, re.MULTILINE)
            self.assertEqual((done.code, done.err, done.out.count("\n")), (FAIL if remarks else PASS, "", len(remarks)), done)
            for place, remark in remarks:
                self.assertIn(remark if place == str(file) else "remarks on rules that both built-ins have", prose)
            self.assertEqual("`policy lint` remarks" in prose, bool(remarks))

        self.for_each(check)

    def test_the_cases_are_as_expected(self):
        def check(_, policy, file):
            self.assertRegex(policy, r"\n    expect: pass\n")
            self.assertRegex(policy, r"\n    expect: \{fail: \[.+\]\}\n")
            self.assertIn("all as expected", self.expect(PASS, "policy", "test", file).out)

        self.for_each(check)

    def test_each_policy_is_needed(self):
        """Under what it extends alone a case goes wrong. A hazard is what no case can show."""

        def check(_, policy, file):
            head, _, tests = policy.partition("\ntests:\n")
            if "\nhazards:" in head:
                return
            extends = re.search(r"^extends: .+$", head, re.MULTILINE)[0]
            file.write_text(f"version: 1\n{extends}\ntests:\n{tests}")
            self.expect(FAIL, "policy", "test", file)

        self.for_each(check)


if __name__ == "__main__":
    gate.main()
