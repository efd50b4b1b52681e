"""`init`: a policy learned from releases that are known to be good."""

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

VERSIONS = ["1.4.1", "1.4.2", "1.4.3", "1.4.4"]


class Init(GateTest):
    def chain(self, change=lambda files, version: files, versions=VERSIONS, kind="npm"):
        """One release for each version; `change` makes its files what they are."""
        return [self.release(kind, version, version, change(releases.KINDS[kind].files(version), version)) for version in versions]

    def learned(self, *arguments, code=PASS):
        done = self.expect(code, "init", *arguments)
        return done.out, self.write("learned.yaml", done.out)

    def test_a_bump_teaches_nothing_but_the_built_in(self):
        old, new = self.chain(versions=VERSIONS[:2])
        text, policy = self.learned(old, new)
        self.assertIn("version: 1\nextends: [npm]\n", text)
        self.assertNotIn("rules:", text)
        self.expect(PASS, "check", old, new, "-p", policy)

    def test_what_is_compared_is_live_and_holds_for_the_next_release(self):
        def dated(files, version):
            return files | {"built.json": releases.text(f'{{"on": "2026-01-0{version[-1]}"}}\n')}

        *known, unseen = self.chain(dated)
        text, policy = self.learned(*known)
        self.assertIn("  - {files: [/built.json], allow: [date]}", text)
        self.assertIn("# Of these steps 2 of 2 pass.", text)
        self.assertIn("# Held out one by one, and learned from the others, 2 of 2 pass.", text)
        self.expect(FAIL, "check", known[-1], unseen)
        self.expect(PASS, "check", known[-1], unseen, "-p", policy)
        self.expect(PASS, "policy", "lint", policy)

    def test_what_is_wider_is_a_comment_with_what_it_lets_through(self):
        def coded(files, version):
            return releases.appended(files, "index.js", f"// {version[::-1]}\nrun{version[-1]}();\n")

        releases_ = self.chain(coded)
        text, policy = self.learned(*releases_)
        self.assertIn("of 3 pass", text)
        self.assertIn("# rules:", text)
        self.assertRegex(text, r"\n  # lines of this file that match may come and go\n  # - \{files: \[/index.js\], allow: \[\{line: ")
        self.expect(FAIL, "check", *releases_[:2], "-p", policy)
        text, policy = self.learned(*releases_, "--all")
        for old, new in zip(releases_, releases_[1:]):
            self.expect(PASS, "check", old, new, "-p", policy)

    def test_the_wider_rules_stay_narrow(self):
        """Another line in the same file is not what was learned."""
        old, new = self.chain(lambda files, version: releases.appended(files, "index.js", f"built({version[-1]});\n"), VERSIONS[:2])
        _, policy = self.learned(old, new, "--all")
        worse = self.release("npm", "1.4.2", "worse", releases.appended(releases.npm("1.4.2"), "index.js", "built(2); run();\n"))
        self.expect(PASS, "check", old, new, "-p", policy)
        self.expect(FAIL, "check", old, worse, "-p", policy)

    def test_siblings_are_found_by_their_moving_in_lockstep(self):
        def requiring(files, version):
            return releases.edited(files, "package.json", '"dependencies": {', f'"dependencies": {{"other": "{version}", ')

        old, new = self.chain(requiring, VERSIONS[:2])
        self.expect(FAIL, "check", old, new)
        text, policy = self.learned(old, new)
        self.assertRegex(text, r"release:\n  siblings: \[.*other.*\]")
        self.expect(PASS, "check", old, new, "-p", policy)

    def test_files_that_run_by_themselves_are_only_ever_commented(self):
        def hooked(files, version):
            return files if version == "1.4.1" else releases.edited(files, "package.json", '"dependencies"', '"scripts": {"postinstall": "x"}, "dependencies"')

        old, new = self.chain(hooked, VERSIONS[:2])
        text, policy = self.learned(old, new)
        self.assertIn("override: true", text)
        self.assertIn("lifts a protection", text)
        self.expect(FAIL, "check", old, new, "-p", policy)

    def test_what_nothing_makes_legal_is_named(self):
        new, old = self.chain(versions=VERSIONS[:2])
        done = self.expect(FAIL, "init", old, new)
        self.assertIn("# No rule can allow this: version.downgrade in the release", done.out)
        self.assertIn("no rule can allow this: version.downgrade", done.err)

    def test_trouble(self):
        old, new = self.chain(versions=VERSIONS[:2])
        self.refused("init", old, says="one release alone is no step")
        self.refused("init", old, old, says="same bytes")
        self.refused("init", old, self.folder / "nowhere.tgz", says="nowhere.tgz")
        self.refused("init", old, new, "-p", "nonsense", says="no built-in policy")

    def test_own_policies_are_built_on(self):
        policy = self.write("mine.yaml", "version: 1\nextends: [npm]\nrules: [{files: [/built.txt], allow: [text]}]\n")
        old, new = self.chain(lambda files, version: files | {"built.txt": releases.text(version[::-1])}, VERSIONS[:2])
        text, _ = self.learned(old, new, "-p", policy)
        self.assertIn("mine.yaml", text)
        self.assertNotIn("rules:", text)

    def test_it_is_deterministic(self):
        chain = self.chain(lambda files, version: releases.appended(files, "index.js", f"built({version[-1]});\n"))
        self.assertEqual(self.learned(*chain)[0], self.learned(*chain)[0])


if __name__ == "__main__":
    gate.main()
