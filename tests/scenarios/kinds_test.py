"""Every kind of change has a case that fails for it, and one that passes under a rule that allows it.

tests/policies/nothing.yaml and kinds.yaml have those that two folders can show; what needs real archives is here.
"""

import gzip
import hashlib
import io
import pathlib
import re
import zipfile

import ecosystems
import gate
import releases
import shapes
from gate import FAIL, PASS
from releases import Entry, text
from shapes import ShapeTest

ROOT = pathlib.Path(__file__).parents[2]
BUILT_INS = ROOT / "policies"
NOTHING = ROOT / "tests/policies/nothing.yaml"
KINDS = ROOT / "tests/policies/kinds.yaml"

# No rule can make these legal.
FINDINGS = {"identity.conflict", "version.downgrade", "version.reused"}

CASE = re.compile(r"  - name: (.+)\n((?:    .*\n|\n|  #.*\n)*?)    expect: (.+)\n")
RULE = re.compile(r"  - \{id: (\S+), (.+)\}\n")


def cases(file):
    """The test cases of a policy as its text has them: name → (all between name and expectation, expectation)."""
    found = CASE.findall(file.read_text().partition("\ntests:\n")[2])
    return {name: (body, expect) for name, body, expect in found}


def failing_kinds(expect):
    """What a case has to fail for; nothing if it has to pass or does not say."""
    listed = re.fullmatch(r"\{fail: \[(.*)\]\}", expect)
    return set(listed[1].split(", ")) if listed else set()


# --- pairs of archives: what is done to the container of the new one ----------------------------------------------------


def gzip_of(data, name="", level=9):
    stream = io.BytesIO()
    with gzip.GzipFile(name, "wb", level, stream, mtime=0) as file:
        file.write(data)
    return stream.getvalue()


def files_of(version):
    return {"VERSION": text(f"{version}\n"), "a.c": text("int a;\n" * 100)}


def backwards(files):
    return sorted(files, reverse=True)


def tar_of(version, order=sorted):
    return releases.tar_bytes(f"acme-{version}", files_of(version), order=order)


def plain(version):
    return gzip_of(tar_of(version))


def zipped(version, comment=b""):
    stream = io.BytesIO(releases.zip_bytes({f"acme-{version}/{path}": entry for path, entry in files_of(version).items()}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def with_member(version, *members):
    """The release with these members behind the others: (path, Entry)."""
    files = list(files_of(version).items()) + list(members)
    return gzip_of(releases.tar_bytes(f"acme-{version}", files))


# What makes OLD and NEW of a version, the ending of their names, and the setting that speaks of the kind.
CONTAINERS = {
    "container.compression": (plain, lambda version: gzip_of(tar_of(version), level=1), "tar.gz", "compression"),
    "container.format": (plain, zipped, "archive", "format"),
    "container.header": (plain, lambda version: gzip_of(tar_of(version), "other.tar"), "tar.gz", "header"),
    "container.header.version": (*[lambda version: gzip_of(tar_of(version), f"acme-{version}.tar")] * 2, "tar.gz", "header"),
    "container.order": (plain, lambda version: gzip_of(tar_of(version, backwards)), "tar.gz", "order"),
}

SCRIPT = ("run.sh", text("#!/bin/sh\n", 0o4755))
HAZARDS = {
    "duplicate-member": (plain, lambda version: with_member(version, ("a.c", files_of(version)["a.c"])), "tar.gz"),
    "gzip-second-member": (plain, lambda version: plain(version) + gzip_of(b""), "tar.gz"),
    "gzip-trailing-data": (plain, lambda version: plain(version) + b"more", "tar.gz"),
    "link-escape": (plain, lambda version: with_member(version, ("up", Entry(link="../../etc/passwd", mode=0o777))), "tar.gz"),
    "path-case-collision": (plain, lambda version: with_member(version, ("A.c", files_of(version)["a.c"])), "tar.gz"),
    "setuid": (plain, lambda version: with_member(version, SCRIPT), "tar.gz"),
    "tar-trailing-data": (plain, lambda version: gzip_of(tar_of(version) + b"\1" * 512), "tar.gz"),
    "zip-comment": (zipped, lambda version: zipped(version, b"hello"), "zip"),
    "zip-gap": (zipped, lambda version: b"#!/bin/sh\n" + zipped(version), "zip"),
}

VERSIONS = "  - {files: ['**', '**!/**'], allow: [version.own, version.sibling]}\n"


# Only a report by another tool gives these, so cli/diffoscope_test.py has their cases.
OF_REPORTS = {"unclear", "uncompared"}


class Kinds(ShapeTest):
    def policy(self, *rules, settings="", base=NOTHING):
        lines = "".join(f"  - {rule}\n" for rule in rules)
        content = f"version: 1\nextends: [{base}]\n{settings}rules:\n{VERSIONS}{lines}"
        return self.write(f"mine-{hashlib.sha256(content.encode()).hexdigest()}.yaml", content)

    def archives(self, make_old, make_new, ending):
        old = self.write(f"old/acme-1.4.2.{ending}", make_old("1.4.2"))
        return old, self.write(f"new/acme-1.4.3.{ending}", make_new("1.4.3"))

    def denied(self, old, new, policy, code):
        report = self.report(old, new, "-p", policy, code=code)
        return {kind for kind, _ in shapes.denied(report)}

    def test_the_two_policies_have_the_same_cases(self):
        """What fails in the one passes in the other, by the rule that is called as the case."""
        failing, passing = cases(NOTHING), cases(KINDS)
        self.assertEqual(set(failing) - set(passing), FINDINGS)
        self.assertEqual(list(passing), [name for name, _ in RULE.findall(KINDS.read_text())])
        for name, (body, expect) in failing.items():
            self.assertIn(name, failing_kinds(expect))
            if name in passing:
                self.assertEqual(passing[name], (body, "pass"), name)

    def test_each_rule_is_needed_by_its_case(self):
        """Without it the case fails for the kind, and only for it."""
        head = KINDS.read_text().partition("\ntests:\n")[0]
        self.write("nothing.yaml", NOTHING.read_text())
        for rule in RULE.finditer(head):
            body, expect = cases(KINDS)[rule[1]]
            case = f"tests:\n  - name: {rule[1]}\n{body}    expect: {expect}\n"
            self.write(f"without/{rule[1]}.yaml", head.replace(rule[0], "").replace("./nothing.yaml", "../nothing.yaml") + "\n" + case)
        done = self.expect(FAIL, "policy", "test", self.folder / "without")
        failed = dict(re.findall(r"without/.+\.yaml:\d+: (.+)\n    expected: pass\n    got:      fail for (.+)", done.out))
        self.assertEqual(failed, {name: name for name in cases(KINDS)}, done)

    def test_no_rule_makes_a_finding_legal(self):
        for kind in FINDINGS:
            self.refused("policy", "lint", self.policy(f"{{allow: [{kind}]}}"), says=f'no rule can make "{kind}" legal')

    def test_containers(self):
        """A rule speaks of files, and the release itself is none: its container is judged by `metadata`."""
        for kind, (make_old, make_new, ending, key) in CONTAINERS.items():
            with self.subTest(kind):
                old, new = self.archives(make_old, make_new, ending)
                settings = (f"metadata: {{{key}: {setting}}}\n" for setting in ("deny", "warn"))
                denied, warned = (self.policy(f"{{allow: [{kind}]}}", settings=line, base="base") for line in settings)
                self.assertEqual(self.denied(old, new, denied, FAIL), {kind})
                self.assertEqual(self.denied(old, new, warned, PASS), set())
                shown = {change["kind"] for change in self.report(old, new, "-p", warned)["changes"]}
                self.assertEqual(kind in shown, kind != "container.header.version")  # a name that follows is not even told

    def test_containers_of_nested_archives(self):
        """These are files, so a rule is enough, but not one for another archive."""
        inner = {name: text("int a;\n" * 100) for name in ("a.c", "b.c")}
        pack = lambda **more: gzip_of(releases.tar_bytes("inner", inner, **more))
        rows = {
            "container.compression": gzip_of(releases.tar_bytes("inner", inner), level=1),
            "container.header": gzip_of(releases.tar_bytes("inner", inner), "other.tar"),
            "container.order": pack(order=backwards),
        }
        for kind, packed in rows.items():
            with self.subTest(kind):
                both = (("1.4.2", pack()), ("1.4.3", packed))
                old, new = (self.pack("source", version, {"VERSION": text(f"{version}\n"), "inner.tar.gz": Entry(data)}, version) for version, data in both)
                other, right = (self.policy(f"{{files: [{file}], allow: [{kind}]}}") for file in ("/other.tar.gz", "/inner.tar.gz"))
                self.assertEqual(self.denied(old, new, other, FAIL), {kind})
                self.assertEqual(self.denied(old, new, right, PASS), set())

    def test_hazards(self):
        """A rule is not enough, nor is a setting for another one."""
        files = "{files: [/a.c, /A.c, /up, /run.sh], allow: [file.added]}"
        for hazard, row in HAZARDS.items():
            with self.subTest(hazard):
                old, new = self.archives(*row)
                for settings in ("", "hazards: {fifo: ignore}\n"):
                    self.assertEqual(self.denied(old, new, self.policy(files, settings=settings, base="base"), FAIL), {f"hazard.{hazard}"})
                for setting in ("warn", "ignore"):
                    self.denied(old, new, self.policy(files, settings=f"hazards: {{{hazard}: {setting}}}\n", base="base"), PASS)

    def test_a_hazard_that_was_there_before(self):
        _, bad, ending = HAZARDS["gzip-trailing-data"]
        old, new = self.archives(bad, bad, ending)
        self.denied(old, new, self.policy(), PASS)
        self.assertEqual(self.denied(old, new, self.policy(settings="hazards: {existing: deny}\n"), FAIL), {"hazard.gzip-trailing-data"})

    def test_what_is_nested(self):
        """A rule reaches into an archive only where it says so."""

        def release(version, data):
            inner = releases.zip_bytes({"table.bin": Entry(b"\0" + data), "VERSION": text(f"{version}\n")})
            return self.pack("source", version, {"VERSION": text(f"{version}\n"), "inner.zip": Entry(inner)}, version)

        old, new = release("1.4.2", b"1"), release("1.4.3", b"2")
        for rules, denied in (
            ((), {"binary"}),
            (("{files: ['**'], allow: [binary]}",), {"binary"}),
            (("{files: [/inner.zip], allow: [binary]}",), {"binary"}),
            (("{files: ['/inner.zip!/table.bin'], allow: [binary]}",), set()),
        ):
            with self.subTest(rules):
                self.assertEqual(self.denied(old, new, self.policy(*rules), FAIL if denied else PASS), denied)

    def test_what_follows_from_the_parts_of_a_package(self):
        """Digests, sizes and lists of files that a case of a policy cannot have: denied without a rule, though they are right."""
        rows = {"deb": {"listing.derived"}, "gem": {"digest.derived"}, "rpm": {"digest.derived"}, "conda": {"listing.derived"}}
        for kind, derived in rows.items():
            with self.subTest(kind):
                row = ecosystems.KINDS[kind]
                old, new = (self.pack(kind, version, row.files(version), f"{kind}-{version}") for version in ("1.4.2", "1.4.3"))
                loose = self.policy(base="base")
                self.assertEqual(self.denied(old, new, loose, FAIL), derived)
                self.assertEqual(self.denied(old, new, self.policy(f"{{allow: [{', '.join(derived)}]}}", base="base"), PASS), set())

    def test_every_kind_is_covered(self):
        """By the cases of all policies, and by the rows above."""
        kinds = set(gate.schema_of("report").schema["$defs"]["kind"]["enum"]) - OF_REPORTS
        failing = set(CONTAINERS)
        for file in [*BUILT_INS.glob("*.yaml"), *NOTHING.parent.glob("*.yaml")]:
            for _, expect in cases(file).values():
                failing |= failing_kinds(expect)
        self.assertEqual(kinds - failing, set())
        others = {kind for kind in failing - kinds if kind != "requirement" and not kind.startswith("hazard.")}
        self.assertEqual(others, set(), "these are no kinds")
        self.assertEqual(kinds - set(cases(KINDS)) - set(CONTAINERS), FINDINGS)

    def test_the_cases_are_what_they_say(self):
        """The pattern that reads them here reads as many as the program, and all are as expected."""
        done = self.expect(PASS, "policy", "test", BUILT_INS, NOTHING.parent)
        for file in [*BUILT_INS.glob("*.yaml"), *NOTHING.parent.glob("*.yaml")]:
            with self.subTest(file.name):
                found = re.findall(r"^  - name: ", file.read_text().partition("\ntests:\n")[2], re.MULTILINE)
                self.assertEqual(len(cases(file)), len(found))
                self.assertIn(f"/{file.name}: {len(found)} tests, all as expected", done.out)


if __name__ == "__main__":
    gate.main()
