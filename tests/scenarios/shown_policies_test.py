"""`policy show` prints a policy that means the same: every pair gets the same verdict for the same reasons."""

import random

import ecosystems
import gate
import mutations
import releases
from gate import PASS, GateTest

KINDS = releases.KINDS | ecosystems.KINDS

# A policy of a user's with everything in it that the language has.
USERS = """version: 1
extends: [KIND]
release: {siblings: ["acme-*", left-pad], bump: [patch]}
metadata: {mode: warn, header: deny}
hazards: {existing: deny}
rules:
  - {id: notes, files: ["README*", "*.md"], allow: [text, {line: {added: ".*", removed: ".*"}}], level: warn}
  - {id: name, files: ["*.json"], allow: [{key: /main, as: any}, {dependency.version: {within: major, down: true}}]}
  - {id: later, when: {bump: [minor]}, allow: [file.removed]}
  - {id: hooks, files: ["**"], allow: [exec.surface], override: true}
protect:
  - {files: ["*.toml"]}
require:
  - {not: file.renamed}
"""


class ShownPolicies(GateTest):
    def pairs(self, kind):
        """The honest pair and one of each edit."""
        row = KINDS[kind]
        honest = row.files(mutations.NEW)
        dice = random.Random(kind)
        edited = [mutations.ALL[name](honest, dice) for name in mutations.ALL]
        old = self.write("old/" + row.pack(row.files(mutations.OLD), mutations.OLD)[0], row.pack(row.files(mutations.OLD), mutations.OLD)[1])
        for at, files in enumerate([honest, *(files for files in edited if files)]):
            try:
                name, data = row.pack(files, mutations.NEW)
            except KeyError:  # without this file there is no package
                continue
            yield old, self.write(f"new-{at}/{name}", data)

    def judgement(self, old, new, policy):
        """All of a verdict but what names the policy and its rules."""
        report = gate.bumpgate("check", old, new, "-p", policy, "-o", "json").json
        changes = [(change["kind"], change["path"], change["id"], change["decision"], change["level"]) for change in report["changes"]]
        hazards = [(hazard["id"], hazard["decision"], hazard["level"]) for hazard in report["hazards"]]
        return report["outcome"], changes, hazards, [need["met"] for need in report["requirements"]]

    def test_every_built_in_judges_as_what_is_shown_of_it(self):
        for kind in KINDS:
            shown = self.write("shown.yaml", self.expect(PASS, "policy", "show", kind).out)
            for old, new in self.pairs(kind):
                with self.subTest(kind, new=new.parent.name):
                    self.assertEqual(self.judgement(old, new, kind), self.judgement(old, new, shown))

    def test_a_users_policy_too(self):
        outcomes = set()
        for kind in ("npm", "pypi-sdist", "crate"):
            users = self.write("users.yaml", USERS.replace("KIND", kind))
            shown = self.write("shown.yaml", self.expect(PASS, "policy", "show", users).out)
            self.assertEqual(self.expect(PASS, "policy", "show", shown).out, shown.read_text())
            for old, new in self.pairs(kind):
                with self.subTest(kind, new=new.parent.name):
                    judged = self.judgement(old, new, users)
                    outcomes.add(judged[0])
                    self.assertEqual(judged, self.judgement(old, new, shown))
        self.assertLessEqual({"pass", "fail"}, outcomes)


if __name__ == "__main__":
    gate.main()
