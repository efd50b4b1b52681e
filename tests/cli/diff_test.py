"""`diff`: the differ alone."""

import gate
import releases
from gate import FAIL, NO_VERDICT, PASS, GateTest


class Diff(GateTest):
    def json_diff(self, old, new, code):
        done = self.expect(code, "diff", old, new, "-o", "json")
        gate.schema_of("diff").validate(done.json)
        return done.json

    def test_what_differs_is_shown(self):
        old, new = self.pair()
        done = self.expect(FAIL, "diff", old, new)
        for part in ("setup.py", '-    version="1.4.2",', '+    version="1.4.3",'):
            self.assertIn(part.lstrip("-+"), done.out)
        self.assertEqual(self.json_diff(old, new, FAIL)["schema"], "bumpgate.diff/1")

    def test_the_same_is_0(self):
        old, _ = self.pair()
        copy = self.write("copy/" + old.name, old.read_bytes())
        self.expect(PASS, "diff", old, copy)
        self.json_diff(old, old, PASS)

    def test_only_metadata_differs_is_1(self):
        files = releases.sdist("1.4.2")
        old = self.release("pypi-sdist", "1.4.2", "old")
        chmod = self.release("pypi-sdist", "1.4.2", "mode", files | {"setup.py": releases.replace(files["setup.py"], mode=0o755)})
        self.assertIn("0755", self.expect(FAIL, "diff", old, chmod).out)
        touched = self.write("time/" + old.name, releases.gzipped(releases.tar_bytes("acme-widgets-1.4.2", files, mtime=1_600_000_000)))
        self.expect(FAIL, "diff", old, touched)

    def test_what_follows_the_archive_s_end_differs_too(self):
        old = self.release("pypi-sdist", "1.4.2", "old")
        more = self.write("more/" + old.name, old.read_bytes() + releases.gzipped(b"hidden"))
        self.assertNotEqual(gate.bumpgate("diff", old, more).code, PASS)

    def test_it_needs_no_versions(self):
        old, new = self.write("a", "one\n"), self.write("b", "two\n")
        self.json_diff(old, new, FAIL)

    def test_trouble_is_2(self):
        old, _ = self.pair()
        self.refused("diff", old, "missing", says="missing")
        self.assertEqual(gate.bumpgate("diff", old, "missing", "-o", "json").code, NO_VERDICT)


if __name__ == "__main__":
    gate.main()
