"""The same inputs give the same bytes of report, whoever asks, from wherever, in whatever locale."""

import shutil
import subprocess

import gate
import releases
from gate import FAIL, PASS, GateTest


class Determinism(GateTest):
    COMMANDS = (["check", "-o", "text"], ["check", "-v"], ["check", "-o", "json"], ["diff"], ["diff", "-o", "json"])

    def setUp(self):
        super().setUp()
        tampered = releases.edited(releases.sdist("1.4.3"), "acme_widgets/arch.py", "x86_64", "arm64")
        tampered |= {f"more/{name}.py": releases.text("pass\n") for name in ("b", "A", "ä", "a")}
        self.old, self.new = self.pair()
        self.bad = self.release("pypi-sdist", "1.4.3", "bad", tampered)

    def outputs(self, old, new, **how):
        return [gate.bumpgate(command, old, new, *rest, **how) for command, *rest in self.COMMANDS]

    def assert_same(self, old, new, **how):
        """As the plain run on the absolute paths. Also stderr, which is part of what a person compares."""
        for new_path, given in ((self.new, new), (self.bad, None)):
            if given is None:
                continue
            self.assertEqual(self.outputs(old, given, **how), self.outputs(self.old, new_path))

    def test_twice(self):
        for new in (self.new, self.bad):
            self.assertEqual(self.outputs(self.old, new), self.outputs(self.old, new))

    def locales(self):
        done = subprocess.run(["locale", "-a"], capture_output=True, check=False)
        there = done.stdout.decode("ascii", "replace").split()
        return ["C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "no_SUCH.locale", *there[:6]]

    def test_under_other_locales_and_time_zones(self):
        for new in (self.new, self.bad):
            expected = self.outputs(self.old, new)
            for name in self.locales():
                for zone in ("UTC", "Asia/Kathmandu", "nonsense"):
                    with self.subTest(name, zone=zone):
                        env = gate.clean_environment(LC_ALL=name, LANG=name, TZ=zone, COLUMNS="20", TERM="xterm", USER="somebody")
                        self.assertEqual(self.outputs(self.old, new, env=env), expected)

    def test_from_other_folders_and_by_other_paths(self):
        (self.folder / "link").symlink_to(self.folder, target_is_directory=True)
        (self.folder / "deep/er").mkdir(parents=True)
        for new in (self.new, self.bad):
            expected = self.outputs(self.old, new)
            old_name, new_name = (path.relative_to(self.folder) for path in (self.old, new))
            ways = [
                (old_name, new_name, self.folder),
                (f"./{old_name}", f"old/../{new_name}", self.folder),
                (f"../../{old_name}", f"../../{new_name}", self.folder / "deep/er"),
                (self.folder / "link" / old_name, self.folder / "link" / new_name, "/"),
            ]
            for old_path, new_path, cwd in ways:
                with self.subTest(old_path, cwd=cwd):
                    self.assertEqual(self.outputs(old_path, new_path, cwd=cwd), expected)

    def test_by_a_copy_with_other_times_and_permissions(self):
        other = self.folder / "elsewhere"
        other.mkdir()
        copies = [shutil.copyfile(path, other / f"{path.parent.name}-{path.name}") for path in (self.old, self.new)]
        (other / "o").mkdir()
        (other / "n").mkdir()
        copies = [copies[0].rename(other / "o" / self.old.name), copies[1].rename(other / "n" / self.new.name)]
        copies[0].chmod(0o400)
        self.assertEqual(self.outputs(*copies), self.outputs(self.old, self.new))

    def test_whatever_the_order_in_a_directory(self):
        reports = []
        for turn, order in enumerate((sorted, lambda names: sorted(names, reverse=True))):
            for version in ("1.4.2", "1.4.3"):
                files = releases.source(version)
                for path in order(files):
                    self.write(f"{turn}/acme-widgets-{version}/{path}", files[path].content)
            folders = [self.folder / str(turn) / f"acme-widgets-{version}" for version in ("1.4.2", "1.4.3")]
            for root in folders:
                for path in [root, *root.rglob("*")]:
                    gate.os.utime(path, (1_600_000_000, 1_600_000_000))
            reports.append(self.expect(PASS, "check", *folders, "-o", "json"))
        self.assertEqual(*reports)

    def test_reports_hold_neither_paths_of_the_machine_nor_the_clock(self):
        for new, code in ((self.new, PASS), (self.bad, FAIL)):
            for form in ("text", "json"):
                done = self.expect(code, "check", self.old, new, "-o", form)
                self.assertNotIn(str(self.folder), done.out)


if __name__ == "__main__":
    gate.main()
