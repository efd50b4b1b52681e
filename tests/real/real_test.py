"""Real neighbouring releases, labelled by reading every difference (pairs.tsv beside this file): B is a bump and nothing
else and must pass, M moved metadata only and C changed the payload, and both must fail. None may have a hazard. Needs a network and the ecosystems'
clients (fetch.py), unless the cache folder holds the releases already.

Exits 0 if every pair is judged as its label says, 1 if one is not, 77 if some could not be had.
"""

import argparse
import csv
import functools
import pathlib
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass

import fetch
import gate

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["ecosystem", "name", "old", "new", "label", "siblings", "note"]
EXPECTED = {"B": gate.PASS, "M": gate.FAIL, "C": gate.FAIL}
VERDICTS = {gate.PASS: "pass", gate.FAIL: "fail", gate.NO_VERDICT: "no verdict"}
SHOWN = 3  # reasons of a verdict that are printed
MISSING = -1  # instead of an exit code: the pair could not be had


@dataclass(frozen=True)
class Pair:
    """A row of a list. `siblings` are globs, blanks between them."""

    ecosystem: str
    name: str
    old: str
    new: str
    label: str
    siblings: str
    note: str

    def __str__(self):
        return f"{self.ecosystem} {self.name} {self.old} -> {self.new}"


@dataclass(frozen=True)
class Outcome:
    pair: Pair
    code: int
    why: str  # what was denied, or what went wrong
    hazards: tuple = ()  # an honest, popular package has none

    @property
    def wrong(self):
        return self.code not in (MISSING, EXPECTED[self.pair.label]) or bool(self.hazards)

    @property
    def verdict(self):
        return "not fetched" if self.code == MISSING else VERDICTS.get(self.code, f"exit {self.code}")


def read_pairs(path):
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if reader.fieldnames != COLUMNS:
            sys.exit(f"{path.name}: the columns are {reader.fieldnames}, not {COLUMNS}")
        pairs = [Pair(**{name: row[name] or "" for name in COLUMNS}) for row in reader]
    for pair in pairs:
        if pair.label not in EXPECTED or pair.ecosystem not in fetch.CLIENTS:
            sys.exit(f"{path.name}: {pair}: no label {pair.label!r} or no ecosystem {pair.ecosystem!r}")
    return pairs


def all_pairs(only):
    pairs = [pair for pair in read_pairs(HERE / "pairs.tsv") if only in (None, pair.ecosystem)]
    if not pairs:
        sys.exit(f"no pairs of {only}")
    return sorted(pairs, key=lambda pair: (list(fetch.CLIENTS).index(pair.ecosystem), pair.name, pair.old))


def fetched(pair, cache):
    """The files of both sides. Raises fetch.FetchError."""
    return [fetch.fetch(pair.ecosystem, pair.name, version, cache) for version in (pair.old, pair.new)]


def policy_text(pair):
    siblings = ", ".join(f'"{glob}"' for glob in pair.siblings.split())
    release = [f"release: {{siblings: [{siblings}]}}"] if siblings else []
    return "\n".join(["version: 1", f"extends: [{pair.ecosystem}]", *release, ""])


def reason(done):
    """Why the program did not pass it, in a few words."""
    if done.code == gate.PASS:
        return ""
    if not done.out:
        return (done.err.splitlines() or ["it said nothing"])[0]
    report = done.json
    if "error" in report:
        return report["error"]["message"].splitlines()[0]
    denied = [f"{change['kind']} in {change['path']}" for change in gate.denied(report)]
    denied += [f"hazard {hazard['id']}" for hazard in report["hazards"] if hazard["decision"] == "denied"]
    denied += [f"not met: {requirement['text']}" for requirement in report["requirements"] if not requirement["met"]]
    kinds = list(dict.fromkeys(denied))
    more = [f"and {len(kinds) - SHOWN} more"] if len(kinds) > SHOWN else []
    return "; ".join([*kinds[:SHOWN], *more]) or "nothing was denied"


def judge(pair, files, folder):
    policy = folder / "policy.yaml"
    policy.write_text(policy_text(pair))
    done = gate.bumpgate("check", *files, "-p", policy, "-o", "json")
    hazards = tuple(dict.fromkeys(hazard["id"] for hazard in done.json.get("hazards", []))) if done.out else ()
    return Outcome(pair, done.code, reason(done) + "".join(f"; has a hazard: {hazard}" for hazard in hazards), hazards)


def line_of(outcome):
    state = "WRONG" if outcome.wrong else "-    " if outcome.code == MISSING else "ok   "
    why = f": {outcome.why}" if outcome.why and (outcome.wrong or outcome.code == MISSING) else ""
    return f"{state} {outcome.pair.label} {outcome.verdict:11} {outcome.pair}{why}"


@dataclass(frozen=True)
class Rates:
    """Of an ecosystem's pairs that could be had. A false alarm is a bump that failed; a pair without a verdict is neither."""

    bumps: int
    passed: int
    alarms: int
    others: int
    through: int
    undecided: int


def rates_of(outcomes):
    had = [outcome for outcome in outcomes if outcome.code != MISSING]
    codes = Counter((outcome.pair.label == "B", outcome.code) for outcome in had)
    bumps = sum(outcome.pair.label == "B" for outcome in had)
    decided = sum(outcome.code in (gate.PASS, gate.FAIL) for outcome in had)
    return Rates(
        bumps=bumps,
        passed=codes[True, gate.PASS],
        alarms=codes[True, gate.FAIL],
        others=len(had) - bumps,
        through=codes[False, gate.PASS],
        undecided=len(had) - decided,
    )


def share(part, whole):
    return f"{part}/{whole} ({100 * part / whole:.0f} %)" if whole else "none"


def cells(ecosystem, rates):
    return [
        ecosystem,
        share(rates.passed, rates.bumps),
        share(rates.alarms, rates.bumps),
        share(rates.through, rates.others),
        str(rates.undecided),
    ]


HEADINGS = ["ecosystem", "bumps passed", "false alarms", "others let through", "no verdict"]


def by_ecosystem(outcomes):
    """Rows of cells, one an ecosystem, and one for all."""
    groups = {}
    for outcome in outcomes:
        groups.setdefault(outcome.pair.ecosystem, []).append(outcome)
    if len(groups) > 1:
        groups["all"] = outcomes
    return [cells(name, rates_of(group)) for name, group in groups.items()]


def markdown_table(headings, rows):
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [headings, ["---"] * len(headings), *escaped])


def markdown(outcomes):
    pairs = [
        [row.pair.ecosystem, f"`{row.pair.name}`", f"{row.pair.old} → {row.pair.new}", row.pair.label, row.verdict, row.pair.note]
        for row in outcomes
    ]
    headings = ["ecosystem", "package", "versions", "label", "verdict", "what moved"]
    parts = [markdown_table(HEADINGS, by_ecosystem(outcomes)), markdown_table(headings, pairs)]
    wrong = [[f"`{row.pair.name}`", row.pair.new, row.pair.label, row.verdict, row.why] for row in outcomes if row.wrong]
    if wrong:
        parts.append(markdown_table(["package", "new", "label", "verdict", "why"], wrong))
    return "\n\n".join(parts)


def plain(outcomes):
    rows = [HEADINGS, *by_ecosystem(outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def outcome_of(pair, cache, folder):
    try:
        files = fetched(pair, cache)
    except fetch.FetchError as error:
        return Outcome(pair, MISSING, str(error))
    return judge(pair, files, folder)


def run(pairs, cache, tell):
    """One outcome a pair, told as soon as it is there."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bumpgate-real-"))
    try:
        outcomes = []
        for pair in pairs:
            outcomes.append(outcome_of(pair, cache, folder))
            tell(line_of(outcomes[-1]))
        return outcomes
    finally:
        shutil.rmtree(folder)


def exit_code(outcomes):
    """What could not be had is no failure (registries withdraw releases, networks fail), but it is no success either."""
    if any(outcome.wrong for outcome in outcomes):
        return 1
    return gate.SKIPPED if any(outcome.code == MISSING for outcome in outcomes) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=fetch.CLIENTS, metavar="ECOSYSTEM", help=", ".join(fetch.CLIENTS))
    parser.add_argument("--markdown", action="store_true", help="print tables for docs/ to stdout, the rest to stderr")
    parser.add_argument("--cache", type=pathlib.Path, default=fetch.default_cache(), metavar="FOLDER", help="default: %(default)s")
    asked = parser.parse_args()
    gate.program()  # says so if it is not named, before anything is fetched
    tell = functools.partial(print, file=sys.stderr if asked.markdown else sys.stdout, flush=True)
    outcomes = run(all_pairs(asked.only), asked.cache.absolute(), tell)
    print(markdown(outcomes) if asked.markdown else "\n" + plain(outcomes))
    sys.exit(exit_code(outcomes))


if __name__ == "__main__":
    main()
