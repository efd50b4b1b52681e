"""Command lines: help, and what wrong ones get."""

import gate
from gate import FAIL, NO_VERDICT, PASS, GateTest

COMMANDS = ["check", "diff", "evaluate", "guard", "policy", "explain", "schema", "demo"]


class Help(GateTest):
    def test_help_names_every_command_and_the_exit_codes(self):
        done = self.expect(PASS, "--help")
        for command in COMMANDS:
            self.assertRegex(done.out, rf"(?m)^  {command}\b")
        for part in ("bumpgate check", "Exit codes", "0  pass", "1  fail", "2  no verdict"):
            self.assertIn(part, done.out)
        self.assertEqual(done.err, "")

    def test_every_command_has_help_of_its_own(self):
        for command in COMMANDS:
            with self.subTest(command):
                done = self.expect(PASS, command, "--help")
                self.assertIn("bumpgate " + command, done.out)
                self.assertEqual(done.err, "")

    def test_help_fits_a_terminal(self):
        for command in ([], *[[name] for name in COMMANDS]):
            with self.subTest(command):
                done = self.expect(PASS, *command, "--help")
                self.assertLessEqual(max(map(len, done.out.splitlines())), 120)

    def test_help_of_check_names_formats_and_limits(self):
        done = self.expect(PASS, "check", "--help")
        for part in ("--output", "text", "json", "--policy", "--old-version", "--limit", "total-bytes", "--exit-zero"):
            self.assertIn(part, done.out)

    def test_version(self):
        self.assertRegex(self.expect(PASS, "--version").out, r"\Abumpgate \d+\.\d+\.\d+\n\Z")


class WrongUsage(GateTest):
    def test_messages_name_the_trouble_and_what_helps(self):
        old, new = self.pair()
        rows = [
            ([], "no command", "--help"),
            (["chekc", "a", "b"], 'unknown command "chekc"', 'did you mean "check"'),
            (["wobble"], 'unknown command "wobble"', "check, diff"),
            (["--wobble"], "--wobble", "--help"),
            (["check"], "OLD", "bumpgate check --help"),
            (["check", old], "NEW", "bumpgate check --help"),
            (["check", old, new, "third"], "third", "bumpgate check --help"),
            (["check", old, new, "--wobble"], "--wobble", "bumpgate check --help"),
            (["check", "", new], "OLD", "empty"),
            (["check", old, new, "-o", "jsn"], 'unknown output format "jsn"', 'did you mean "json"'),
            (["check", old, new, "-o", "json="], "-o json=", "stdout"),
            (["check", old, new, "-o", "json", "-o", "text"], "stdout", "PATH"),
            (["check", old, new, "-o", "json=same", "-o", "text=./same"], "same", ""),
            (["check", old, new, "-o", f"json={new}"], "overwrite", ""),
            (["check", old, new, "-p", ""], "--policy", "empty"),
            (["check", old, new, "--color", "blue"], "--color", "never"),
            (["check", old, new, "--limit", "member=1"], 'unknown limit "member"', 'did you mean "members"'),
            (["check", old, new, "--limit", "members"], "KEY=VALUE", "--limit"),
            (["check", old, new, "--limit", "members=many"], "members=many", "digits"),
            (["check", old, new, "--name", "a", "--name", "b"], "--name", ""),
            (["check", old, new, "--scheme", "roman"], "roman", "pep440"),
            (["diff", old, new, "-o", "sarif"], 'unknown output format "sarif"', "json"),
            (["policy"], "subcommand", "--help"),
            (["policy", "shwo"], "shwo", "--help"),
            (["schema", "poem"], "poem", "report"),
            (["guard", new, "--", "true"], "--baseline", "guard --help"),
            (["guard", new, "--baseline", old], "COMMAND", "bumpgate check"),
            (["guard", new, "--baseline", old, "--"], "COMMAND", "bumpgate check"),
        ]
        for arguments, *says in rows:
            with self.subTest(arguments):
                self.refused(*arguments, says=says, cwd=self.folder)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["new", "old"])

    def test_a_command_s_name_may_be_a_file_s(self):
        for name in ("demo", "check"):
            self.write(name, f"{name}\n")
        self.expect(FAIL, "diff", "demo", "check", cwd=self.folder)

    def test_a_path_may_start_with_a_dash_behind_two(self):
        self.write("-old", "1\n")
        self.write("-new", "2\n")
        self.expect(FAIL, "diff", "--", "-old", "-new", cwd=self.folder)


class Streams(GateTest):
    """stdout is the report; a report that cannot be written is no verdict."""

    def through_shell(self, redirection, *arguments):
        command = ["sh", "-c", f'"$0" "$@" {redirection}', gate.program(), *map(str, arguments)]
        done = gate.subprocess.run(command, capture_output=True, env=gate.clean_environment(), check=False)
        return gate.Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    def test_stdout_that_takes_nothing_is_exit_2(self):
        old, new = self.pair()
        for redirection in (">/dev/full", ">&-"):
            for arguments in (
                ["check", old, new],
                ["check", old, new, "-o", "json"],
                ["diff", old, new],
                ["demo"],
                ["policy", "list"],
                ["policy", "show", "base"],
                ["schema", "report"],
                ["--help"],
                ["--version"],
                ["guard", new, "--baseline", old, "--", "touch", self.folder / "ran"],
            ):
                with self.subTest(arguments, redirection=redirection):
                    done = self.through_shell(redirection, *arguments)
                    self.assertEqual(done.code, NO_VERDICT, done)
                    self.assertIn("cannot write to stdout", done.err)
        self.assertFalse((self.folder / "ran").exists())

    def test_a_closed_pipe_is_exit_2(self):
        old, new = self.pair()
        script = '{ "$0" "$@"; echo $? >code; } | true; cat code'
        command = ["bash", "-c", script, gate.program(), "diff", old, new, "-o", "json"]
        reader_first = ["bash", "-c", '{ sleep 0.2; "$0" "$@"; echo $? >code; } | true; sleep 0.5; cat code', *command[3:]]
        done = gate.subprocess.run(reader_first, capture_output=True, cwd=self.folder, env=gate.clean_environment(), check=False)
        self.assertEqual(done.stdout, b"2\n", done)

    def test_stderr_that_takes_nothing_changes_no_verdict(self):
        old, new = self.pair()
        bad = self.release("pypi-sdist", "1.4.3", "bad", gate.releases.appended(gate.releases.sdist("1.4.3"), "setup.py", "#\n"))
        for redirection in ("2>/dev/full", "2>&-"):
            self.assertEqual(self.through_shell(redirection, "check", old, new).code, PASS)
            self.assertEqual(self.through_shell(redirection, "check", old, bad).code, FAIL)
            self.assertEqual(self.through_shell(redirection, "check", old, "nothing").code, NO_VERDICT)

    def test_stderr_is_silent_on_a_verdict(self):
        old, new = self.pair()
        self.assertEqual(self.expect(PASS, "check", old, new).err, "")

    def test_colour_only_where_asked_for(self):
        old, new = self.pair()
        escape = "\x1b["
        self.assertNotIn(escape, self.expect(PASS, "check", old, new).out)
        self.assertIn(escape, self.expect(PASS, "check", old, new, "--color", "always").out)
        self.assertNotIn(escape, self.expect(PASS, "check", old, new, "--color", "never").out)

    def test_ascii(self):
        old, new = self.pair()
        self.assertTrue(self.expect(PASS, "check", old, new, "--ascii").out.isascii())


class ExitZero(GateTest):
    def test_it_makes_a_fail_0_and_leaves_no_verdict_2(self):
        old, new = self.pair(files=gate.releases.appended(gate.releases.sdist("1.4.3"), "setup.py", "# more\n"))
        self.expect(FAIL, "check", old, new)
        done = self.expect(PASS, "check", old, new, "--exit-zero")
        self.assertTrue(done.out.startswith("FAIL"), done)
        self.refused("check", old, "nothing", "--exit-zero")


if __name__ == "__main__":
    gate.main()
