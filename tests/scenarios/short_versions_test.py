"""Versions of one or two numbers, in every ecosystem that has them: honest bumps pass, format fields raise no alarm, and a number that
merely moves alike does not pass."""

import gate
import ecosystems
import releases
from gate import FAIL, PASS, GateTest

KINDS = releases.KINDS | ecosystems.KINDS

# npm, crates, Helm, Go and VS Code ask for three numbers.
SHORT = ("pypi-sdist", "pypi-wheel", "source", "gem", "jar", "deb", "conda", "nupkg", "rpm")
STEPS = [("7", "8"), ("1.42", "1.43"), ("1.0", "1.1"), ("2.1", "2.2"), ("3.9", "3.10"), ("9", "10"), ("2", "2.1")]

# Each holds a number that is no version of ours and moves as ours does.
DECOYS = [
    ("retries = {}\n", "decoy.py"),
    ("python_version = '{}'\n", "decoy.py"),
    ("timeout: {}\n", "decoy.yaml"),
    ("See chapter {} of the manual.\n", "decoy.md"),
    ("[{}, 99]\n", "decoy.json"),
    ("left-pad=={}\n", "decoy.txt"),
]

FORMATS = {
    "format.xml": '<?xml version="1.0"?>\n<svg version="1.1"><a/></svg>\n',
    "MANIFEST": "Manifest-Version: 1.0\nMetadata-Version: 2.1\nWheel-Version: 1.0\n",
    "compose.yaml": "apiVersion: v1\nlockfileVersion: 3\n",
}


def place_of(kind, name):
    """Where a further file of a package lies."""
    return {"deb": "data/usr/share/", "rpm": "data/usr/share/", "gem": "data/", "conda": "pkg/"}.get(kind, "") + name


class ShortVersions(GateTest):
    def files(self, kind, version, more):
        row = KINDS[kind]
        files = row.files(version) | {place_of(kind, name): releases.text(text) for name, text in more.items()}
        if kind == "pypi-wheel":
            return releases.with_record(files, version)
        if kind == "deb":
            return ecosystems.with_control({path: entry for path, entry in files.items() if not path.startswith("control/")}, version)
        if kind == "gem":
            return ecosystems.with_metadata({path: entry for path, entry in files.items() if path != "metadata"}, version)
        if kind == "rpm":
            return ecosystems.with_header({path: entry for path, entry in files.items() if path != "header"}, version)
        if kind == "jar":  # a constant of a class file says of no short number what it is
            return {path: entry for path, entry in files.items() if not path.endswith(".class")}
        return ecosystems.with_paths(files) if kind == "conda" else files

    def cases(self):
        for kind in SHORT:
            for step in STEPS:
                # Nothing states the name of a plain archive whose version is one number.
                if kind != "source" or "." in step[0]:
                    yield kind, step

    def pair_with(self, kind, step, old_files, new_files):
        paths = []
        for side, version, more in (("old", step[0], old_files), ("new", step[1], new_files)):
            name, data = KINDS[kind].pack(self.files(kind, version, more), version)
            paths.append(self.write(f"{side}/{name}", data))
        return paths

    def test_honest_bumps_pass(self):
        for kind, step in self.cases():
            with self.subTest(kind, step=step):
                self.expect(PASS, "check", *self.pair_with(kind, step, FORMATS, FORMATS))

    def test_numbers_that_move_alike_do_not(self):
        for kind, step in self.cases():
            for text, name in DECOYS:
                with self.subTest(kind, step=step, text=text):
                    old, new = ({name: text.format(version)} for version in step)
                    report = self.report(*self.pair_with(kind, step, old, new), code=FAIL)
                    self.assertEqual({change["path"] for change in gate.denied(report)}, {place_of(kind, name)})


if __name__ == "__main__":
    gate.main()
