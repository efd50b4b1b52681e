#!/usr/bin/env python3
"""Validates JSON reports and proves that their schema is strict.

usage: validate_reports.py SCHEMA REPORT...

Every report must follow the schema. Then each report is changed in one place at a time (a key taken away, misspelled
or added, a value of another type, a word that is not in the list), and every such change must be refused; what may be
absent is listed below. Exit code 0: all is well; 1: it is not; 77: there is no jsonschema.
"""

import copy
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)

# Keys that may be absent, by the path of their object without indices.
OPTIONAL = {
    "release.evidence": {"name", "version"},
    "changes": {"old", "new", "old_path", "old_value", "new_value", "rule", "explanation", "key", "name", "step", "fix",
                "fix_means"},
    "changes.waiver": {"by"},
    "hazards": {"member", "rule", "fix"},
    "hazards.waiver": {"by"},
    "policy": {"today"},
}
# Objects whose keys are the policy's.
FREE = {"policy.settings"}
# Texts that stand for one of a list of words, or have a form.
WORDS = {
    "schema", "tool.name", "outcome", "error.code", "release.step", "release.evidence.side", "changes.id", "changes.kind",
    "changes.decision", "changes.level", "changes.step", "hazards.fingerprint", "hazards.state", "hazards.decision", "hazards.level",
    "old.sha256", "new.sha256", "policy.sources.sha256",
}


def walk(value, path=()):
    """Every object of the report with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            yield from walk(child, path + (key,))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from walk(child, path + (index,))


def name_of(path):
    return ".".join(part for part in path if isinstance(part, str))


def at(report, path):
    for part in path:
        report = report[part]
    return report


def wrong_values(name, value):
    yield None
    yield {"a": 1} if not isinstance(value, dict) else []
    if isinstance(value, bool):
        yield "true"
    elif isinstance(value, (int, float)):
        yield -1
        yield str(value)
    elif isinstance(value, str):
        yield 7
        if name in WORDS:
            yield "bogus"
    elif isinstance(value, list):
        yield "text"
        yield value + [7]


def slim(report):
    """A copy whose lists hold each form of an object once: small, and as telling."""
    if isinstance(report, dict):
        return {key: slim(value) for key, value in report.items()}
    if not isinstance(report, list):
        return report
    forms = {}
    for item in report:
        forms.setdefault(tuple(item) if isinstance(item, dict) else None, item)
    return [slim(item) for item in forms.values()]


def mutations(report, seen):
    """Changed copies, each with its description; every kind of place once."""
    for path, node in walk(report):
        name = name_of(path)
        if (name, tuple(node)) in seen:
            continue
        seen.add((name, tuple(node)))

        def changed(edit):
            other = copy.deepcopy(report)
            edit(at(other, path))
            return other

        if name not in FREE:
            yield f"{name}: a key more", changed(lambda o: o.update({"extra": "x"}))
        for key, value in node.items():
            full = f"{name}.{key}".lstrip(".")
            if name not in FREE:
                yield f"{full}: misspelled", changed(lambda o, k=key: o.update({k + "s": o.pop(k)}))
            optional = key in OPTIONAL.get(name, ()) or key.endswith("_bytes") or name in FREE
            if not optional:
                yield f"{full}: missing", changed(lambda o, k=key: o.pop(k))
            for wrong in wrong_values(full, value):
                yield f"{full}: {wrong!r}", changed(lambda o, k=key, w=wrong: o.update({k: w}))


def contradictions(report):
    """Reports whose parts deny each other."""
    def changed(**values):
        return {**copy.deepcopy(report), **values}

    for code in {0, 1, 2} - {report["exit_code"]}:
        yield f"exit code {code} for {report['outcome']}", changed(exit_code=code)
    if report["outcome"] != "incomplete":
        error = {"code": "io", "message": "x", "hint": "", "context": []}
        yield "an error beside a verdict", changed(error=error)
    if any(change["decision"] == "denied" for change in report["changes"]):
        yield "a pass with a denied change", changed(outcome="pass", exit_code=0)
    if any(hazard["decision"] == "denied" for hazard in report["hazards"]):
        yield "a pass with a denied hazard", changed(outcome="pass", exit_code=0, changes=[])
    if any(not requirement["met"] for requirement in report["requirements"]):
        yield "a pass with an unmet requirement", changed(outcome="pass", exit_code=0, changes=[], hazards=[])


def main(schema_path, *report_paths):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    bad = 0
    refused = 0
    seen = set()
    for report_path in report_paths:
        with open(report_path, encoding="utf-8") as file:
            report = json.load(file)
        for error in validator.iter_errors(report):
            print(f"{report_path}: {'/'.join(map(str, error.path))}: {error.message}")
            bad += 1
        for what, other in [*mutations(slim(report), seen), *contradictions(report)]:
            if validator.is_valid(other):
                print(f"{report_path}: accepted though wrong: {what}")
                bad += 1
            refused += 1
    print(f"{len(report_paths)} reports, {refused} wrong ones, {bad} mistakes")
    return 1 if bad or refused < 300 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
