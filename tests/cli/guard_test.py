"""`guard`: the publish command runs on exactly what passed, or not at all."""

import contextlib
import os
import subprocess
import time

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest

TAMPERED = releases.appended(releases.sdist("1.4.3"), "acme_widgets/arch.py", "print(1)\n")


class Guard(GateTest):
    def setUp(self):
        super().setUp()
        self.old, self.new = self.pair()
        self.mark = self.folder / "published"

    def publish(self, *files, baseline=None, code=PASS, command=None, **more):
        command = command or ["touch", self.mark]
        return self.expect(code, "guard", *files, "--baseline", baseline or self.old, "--", *command, **more)

    def assert_published(self, expected):
        self.assertEqual(self.mark.exists(), expected)

    def test_a_pass_runs_the_command(self):
        done = self.publish(self.new)
        self.assertTrue(done.out.startswith("PASS"), done)
        self.assert_published(True)

    def test_the_command_s_words_are_passed_on_untouched(self):
        words = ["a b", "--baseline", "--", "*", "$HOME", "", "-v"]
        done = self.publish(self.new, command=["printf", "[%s]\\n", *words])
        self.assertTrue(done.out.endswith("".join(f"[{word}]\n" for word in words)), done)

    def test_a_fail_does_not(self):
        bad = self.release("pypi-sdist", "1.4.3", "bad", TAMPERED)
        done = self.publish(bad, code=FAIL)
        self.assertIn("acme_widgets/arch.py", done.out)
        self.assert_published(False)

    def test_one_fail_among_passes_does_not_and_all_are_shown(self):
        wheel_old = self.release("pypi-wheel", "1.4.2", "old")
        bad = self.release("pypi-sdist", "1.4.3", "bad", TAMPERED)
        wheel = self.release("pypi-wheel", "1.4.3", "new")
        done = self.publish(bad, wheel, baseline=wheel_old.parent, code=FAIL)
        self.assertIn("FAIL", done.out)
        self.assertIn("PASS", done.out)
        self.assert_published(False)

    def test_no_verdict_for_one_is_2_even_beside_a_fail(self):
        bad = self.release("pypi-sdist", "1.4.3", "bad", TAMPERED)
        cut = self.write("cut/acme-widgets-1.4.3.tar.gz", self.new.read_bytes()[:-20])
        for files in ([cut], [self.new, cut], [bad, cut], [self.folder / "missing"]):
            with self.subTest(files):
                done = self.publish(*files, baseline=self.old.parent, code=NO_VERDICT)
                self.assertIn("error: ", done.err)
                self.assert_published(False)

    def test_the_command_s_failure_is_2_and_told(self):
        done = self.publish(self.new, command=["sh", "-c", "exit 7"], code=NO_VERDICT)
        self.assertIn("exit code 7", done.err)
        done = self.publish(self.new, command=["sh", "-c", "exit 1"], code=NO_VERDICT)
        self.assertIn("exit code 1", done.err)
        done = self.publish(self.new, command=["sh", "-c", "kill -TERM $$"], code=NO_VERDICT)
        self.assertIn("exit code 143", done.err)

    def test_a_command_that_is_not_there(self):
        self.assertIn("no-such-program", self.publish(self.new, command=["no-such-program"], code=NO_VERDICT).err)

    def test_the_command_gets_ordinary_signals(self):
        done = self.publish(self.new, command=["bash", "-c", "trap -p PIPE XFSZ; (kill -PIPE $BASHPID); echo $?"])
        self.assertTrue(done.out.endswith("141\n"), done)


class Changed(GateTest):
    def test_bytes_that_change_behind_the_gate_are_not_published(self):
        """stdout is a full pipe, so guard stands still between its verdict and the command."""
        old, new = self.pair()
        mark = self.folder / "published"
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(writer, b"." * 4096)
        os.set_blocking(writer, True)
        command = [gate.program(), "guard", new, "--baseline", old, "--", "touch", mark]
        with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE, env=gate.clean_environment()) as guard:
            os.close(writer)
            time.sleep(2)  # too short a time would make the gate itself see the change: no false alarm
            with new.open("ab") as file:
                file.write(b"payload")
            with open(reader, "rb") as pipe:
                pipe.read()
            error = guard.stderr.read().decode()
        self.assertIn(guard.returncode, (FAIL, NO_VERDICT), error)
        self.assertFalse(mark.exists())


class Baselines(GateTest):
    def guard(self, *files, baseline, code):
        return self.expect(code, "guard", *files, "--baseline", baseline, "--", "true")

    def test_a_folder_with_one_for_each(self):
        for version in ("1.3.9", "1.4.2", "1.5.0"):
            self.release("pypi-sdist", version, "published")
            self.release("npm", version, "published")
        self.write("published/notes.txt", "no release\n")
        self.write("published/.hidden", "")
        sdist, npm = self.release("pypi-sdist", "1.4.3", "dist"), self.release("npm", "1.4.3", "dist")
        done = self.guard(sdist, npm, baseline=self.folder / "published", code=PASS)
        self.assertEqual(done.out.count("1.4.2"), 2, done)

    def test_builds_for_several_platforms_find_their_own(self):
        def build(version, platform, folder):
            files = releases.wheel(version)
            files["acme_widgets/native.so"] = releases.text(f"code for {platform}\n")
            files = releases.with_record(files, version)
            return self.write(f"{folder}/acme_widgets-{version}-cp310-cp310-{platform}.whl", releases.zip_bytes(files))

        for platform in ("linux_x86_64", "win32", "win_arm64"):
            build("1.4.2", platform, "published")
        new = [build("1.4.3", platform, "dist") for platform in ("linux_x86_64", "win32")]
        self.guard(*new, baseline=self.folder / "published", code=PASS)
        lost = build("1.4.3", "macosx_11_0_arm64", "dist")
        self.assertIn("predecessor", self.guard(lost, baseline=self.folder / "published", code=NO_VERDICT).err)

    def test_no_predecessor_is_no_verdict(self):
        self.release("pypi-sdist", "1.4.3", "published")
        self.release("npm", "1.4.2", "published")
        new = self.release("pypi-sdist", "1.4.3", "dist")
        done = self.guard(new, baseline=self.folder / "published", code=NO_VERDICT)
        self.assertIn('no release of "acme-widgets" (pypi-sdist) below 1.4.3', done.err)

    def test_an_unreadable_candidate_is_no_verdict(self):
        self.release("pypi-sdist", "1.4.2", "published")
        self.write("published/broken.tar.gz", b"\x1f\x8b\x08\x00")
        new = self.release("pypi-sdist", "1.4.3", "dist")
        self.assertIn("broken.tar.gz", self.guard(new, baseline=self.folder / "published", code=NO_VERDICT).err)

    def test_one_old_file_is_not_enough_for_two(self):
        old = self.release("pypi-sdist", "1.4.2", "published")
        new = [self.release(kind, "1.4.3", "dist") for kind in ("pypi-sdist", "npm")]
        self.assertIn("folder", self.guard(*new, baseline=old, code=NO_VERDICT).err)

    def test_a_directory_cannot_be_published(self):
        old, new = self.pair()
        self.assertIn("regular file", self.guard(new.parent, baseline=old, code=NO_VERDICT).err)


if __name__ == "__main__":
    gate.main()
