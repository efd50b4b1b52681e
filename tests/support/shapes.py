"""Shapes of releases that are more than a bump: how a pair is built, and all that the gate must say of it.

A row does one thing to an honest new release. The honest pair must pass, so that nothing but this one thing is to blame;
of the other pair exactly the changes of the row may be denied, and all that is honest in it stays allowed.
"""

from dataclasses import dataclass, field

import ecosystems
import gate
import releases
from gate import FAIL, PASS, GateTest

KINDS = releases.KINDS | ecosystems.KINDS

# What an attacker makes right again: listings that follow from the files.
LISTINGS_OF = {
    "pypi-wheel": releases.with_record,
    "gem": lambda files, version: ecosystems.with_metadata(releases.without(files, "metadata"), version),
}


MEGABYTE = "x=1;" * 250_000  # large enough to matter, of no content


def nothing(files):
    return files


# --- edits: each takes a release's files and returns others ------------------------------------------------------------


def both(*edits):
    def edit(files):
        for one in edits:
            files = one(files)
        return files

    return edit


def add(more):
    """Files by their path: text, or an Entry. One that is there is replaced."""
    entries = {path: entry if isinstance(entry, releases.Entry) else releases.text(entry) for path, entry in more.items()}
    return lambda files: files | entries


def edit_of(path, before, after):
    return lambda files: releases.edited(files, path, before, after)


def append(path, more):
    return lambda files: releases.appended(files, path, more)


# --- rows --------------------------------------------------------------------------------------------------------------


def none_more(version):
    return {}


@dataclass(frozen=True)
class Shape:
    name: str
    kind: str  # the ecosystem
    change: object  # what is done to the files of the honest new release
    denied: set  # (kind, path) of every change that must be denied; none: the pair must pass
    more: object = none_more  # what both releases have besides the sample: version → files
    versions: tuple = ("1.4.2", "1.4.3")
    policy: str = ""  # a built-in's name, or the text of a policy; none: the ecosystem's own
    gone: set = field(default_factory=set)  # (kind, path) of honest changes that the row's change takes away


def files_of(kind, version, more=none_more, change=nothing):
    files = change(KINDS[kind].files(version) | more(version))
    return LISTINGS_OF.get(kind, lambda same, _: same)(files, version)


def key(change):
    return change["kind"], change["path"] or "release"


def denied(report):
    """Everything that stands against a pass: changes, hazards, requirements."""
    changes = {key(change) for change in gate.denied(report)}
    hazards = {("hazard." + hazard["id"], hazard.get("member", hazard["container"])) for hazard in report["hazards"] if hazard["decision"] == "denied"}
    return changes | hazards | {("requirement", row["text"]) for row in report["requirements"] if not row["met"]}


def allowed(report):
    return {key(change) for change in report["changes"] if change["decision"] == "allowed"}


class ShapeTest(GateTest):
    def pack(self, kind, version, files, folder):
        name, data = KINDS[kind].pack(files, version)
        return self.write(f"{folder}/{name}", data)

    def policy_arguments(self, policy):
        if not policy:
            return ()
        return ("-p", self.write("mine.yaml", policy) if "\n" in policy else policy)

    def expect_denied(self, wanted, old, new, *arguments):
        """The pair fails for exactly these reasons, or passes if there are none; the report for people names them all."""
        report = self.report(old, new, *arguments)
        self.assertEqual(denied(report), set(wanted), report["changes"])
        done = self.expect(FAIL if wanted else PASS, "check", old, new, *arguments)
        self.assertEqual(done.err, "", done)
        return report

    def check_shape(self, row):
        old_version, new_version = row.versions
        old = self.pack(row.kind, old_version, files_of(row.kind, old_version, row.more), "old")
        honest = self.pack(row.kind, new_version, files_of(row.kind, new_version, row.more), "honest")
        new = self.pack(row.kind, new_version, files_of(row.kind, new_version, row.more, row.change), "new")
        policy = self.policy_arguments(row.policy)
        bump = allowed(self.expect_denied((), old, honest, *policy))
        self.assertTrue(bump, "the honest pair differs in nothing")
        report = self.expect_denied(row.denied, old, new, *policy)
        self.assertEqual(bump - allowed(report), row.gone)


def add_tests(test_case, rows):
    """A test a row, called as its shape."""
    for row in rows:
        name = "test_" + row.name.replace("-", "_")
        assert not hasattr(test_case, name), name

        def test(self, row=row):
            self.check_shape(row)

        test.__name__ = name
        setattr(test_case, name, test)
