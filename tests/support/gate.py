"""Running the program that is tested, and what holds for every run of it."""

import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass

import jsonschema
import policies
import releases

SKIPPED = 77  # what CTest's SKIP_RETURN_CODE is set to
PASS, FAIL, NO_VERDICT = 0, 1, 2


def program():
    path = os.environ.get("BUMPGATE")
    if not path:
        sys.exit("BUMPGATE must name the program to test")
    return path


def clean_environment(**more):
    """Nothing of the caller's that changes how reports look."""
    ours = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    return kept | ours | more


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    def __str__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"

    @property
    def json(self):
        return json.loads(self.out)


def run(*arguments, cwd=None, env=None):
    """Runs it. Output is decoded strictly: what is not UTF-8 is a failure."""
    command = [program(), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=cwd, env=env or clean_environment(), check=False, timeout=300)
    if done.returncode != NO_VERDICT:
        check_policies(arguments, cwd)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def bumpgate(*arguments, **more):
    """The same. With BUMPGATE_BY_DIFF, whatever `check` says of two releases has to be what `evaluate` says of their diff."""
    done = run(*arguments, **more)
    if os.environ.get("BUMPGATE_BY_DIFF") and arguments[0] == "check" and len(arguments) > 2 and not str(arguments[1]).startswith("-"):
        by_diff(done, *arguments[1:], **more)
    return done


def values_of(flag, arguments):
    return [str(word) for before, word in zip(arguments, arguments[1:]) if str(before) == flag]


def by_diff(checked, old, new, *flags, **more):
    """What the other way gives; an AssertionError if it is not what `check` gave. None where no diff can be made: an input
    that cannot be read has none, nor has one that passes the limit of a report's size."""
    if any("=" in output for output in values_of("-o", flags)):  # a report in a file
        return None
    with tempfile.TemporaryDirectory(prefix="bumpgate-diff-") as folder:
        path = pathlib.Path(folder, "diff.json")
        limits = [word for limit in values_of("--limit", flags) for word in ("--limit", limit)]
        made = run("diff", old, new, "-o", f"json={path}", *limits, **more)
        if made.code == NO_VERDICT:
            assert checked.code == NO_VERDICT or "report-bytes" in made.err, made
            return None
        evaluated = run("evaluate", path, *flags, **more)
    same = (checked.code, checked.out) == (evaluated.code, evaluated.out)
    assert same, f"check:\n{checked}\nevaluate:\n{evaluated}"
    return evaluated


@functools.cache
def schema_of(what):
    done = bumpgate("schema", what)
    schema = json.loads(done.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check_policies(arguments, cwd):
    """What was loaded is valid under the schema: every policy that any test uses is an example for it."""
    if cwd is not None:
        cwd = pathlib.Path(cwd)
    for argument in arguments:
        path = pathlib.Path(argument) if cwd is None else cwd / argument
        if path.suffix in (".yaml", ".yml") and path.is_file() and not path.is_relative_to(policies.ROOT / "policies"):
            schema_of("policy").validate(policies.parsed(path.read_text(encoding="utf-8-sig")))


def denied(report):
    return [change for change in report["changes"] if change["decision"] == "denied"]


def policy_of(fixes, *head):
    """A policy out of the edits that a report proposes: rules stand in braces, settings under their key."""
    rules = [f"  - {fix}" for fix in dict.fromkeys(fixes) if fix.startswith("{")]
    settings = [fix for fix in dict.fromkeys(fixes) if not fix.startswith("{")]
    return "\n".join(["version: 1", *head, *settings, *(["rules:", *rules] if rules else []), ""])


class GateTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bumpgate-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def release(self, kind, version, folder, files=None):
        """Packs the sample release of a kind, or `files`, into a folder of the test's."""
        row = releases.KINDS[kind]
        name, data = row.pack(files if files is not None else row.files(version), version)
        return self.write(f"{folder}/{name}", data)

    def pair(self, kind="pypi-sdist", files=None):
        """An old release, and a new one that is honest unless `files` are given."""
        return self.release(kind, "1.4.2", "old"), self.release(kind, "1.4.3", "new", files)

    def check_report(self, report):
        """What holds for every report."""
        schema_of("report").validate(report)
        counts = report.get("summary", {}).get("changes")
        if counts and report["outcome"] != "incomplete":
            self.assertEqual(counts["total"], counts["allowed"] + counts.get("waived", 0) + counts["denied"])

    def report(self, *arguments, code=None, **more):
        """The JSON report of `check`, which must be valid and agree with the exit code."""
        done = bumpgate("check", *arguments, "-o", "json", **more)
        report = done.json
        self.check_report(report)
        self.assertEqual(report["exit_code"], done.code, done)
        self.assertEqual(report["outcome"], {PASS: "pass", FAIL: "fail", NO_VERDICT: "incomplete"}[done.code], done)
        if code is not None:
            self.assertEqual(done.code, code, done)
        return report

    def expect(self, code, *arguments, **more):
        done = bumpgate(*arguments, **more)
        self.assertEqual(done.code, code, done)
        return done

    def refused(self, *arguments, says=(), **more):
        """Exit 2 with a message on stderr and nothing on stdout."""
        done = self.expect(NO_VERDICT, *arguments, **more)
        self.assertEqual(done.out, "", done)
        self.assertTrue(done.err.startswith("bumpgate: error: "), done)
        for part in [says] if isinstance(says, str) else says:
            self.assertIn(part, done.err, done)
        return done


def main():
    """unittest's, but a program in which everything was skipped says so to CTest."""
    done = unittest.main(exit=False).result
    if not done.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if done.testsRun and len(done.skipped) >= done.testsRun else 0)
