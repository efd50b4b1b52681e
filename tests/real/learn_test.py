"""What `init` learns from real releases (pairs.tsv and series.tsv beside this file).

- Under the rules that it proposes for a pair labelled M that pair passes, and no pair labelled C of the same ecosystem does.
- Under what it proposes from three steps of a package a fourth, unseen one passes, for at least eight of ten packages. For how many of
  them the rules that are live do by themselves is printed, too.

Fetches as real_test.py does. Exits 0 if both hold, 1 if not, 77 if too little could be had.
"""

import argparse
import csv
import pathlib
import shutil
import sys
import tempfile

import fetch
import gate
import real_test

HERE = pathlib.Path(__file__).resolve().parent
ENOUGH = 8, 10  # packages of which the fourth step has to pass, of so many


def learned(files, folder, *arguments):
    """The policy that `init` writes, or None if it cannot make the steps pass."""
    done = gate.bumpgate("init", *files, *arguments)
    if done.code != gate.PASS:
        return None, (done.err or done.out).strip()
    policy = folder / "learned.yaml"
    policy.write_text(done.out)
    return policy, ""


def siblings_of(pair, folder):
    """The policy's own line for siblings, where names do not tell."""
    base = folder / "base.yaml"
    base.write_text(real_test.policy_text(pair))
    return ["-p", base]


def fetched(pair, cache):
    try:
        return real_test.fetched(pair, cache)
    except fetch.FetchError as error:
        print(f"-     {pair}: {error}", flush=True)
        return None


def check_moves(cache, folder, only):
    """Every M pair, and all C pairs of its ecosystem under its rules. Returns what is wrong, and how many M pairs were had."""
    wrong, had = [], 0
    pairs = real_test.all_pairs(only)
    changed = {}
    for pair in pairs:
        if pair.label == "C" and (files := fetched(pair, cache)):
            changed.setdefault(pair.ecosystem, []).append((pair, files))
    for pair in pairs:
        if pair.label != "M" or not (files := fetched(pair, cache)):
            continue
        had += 1
        policy, why = learned(files, folder, "--all", *siblings_of(pair, folder))
        if policy is None or gate.bumpgate("check", *files, "-p", policy).code != gate.PASS:
            wrong.append(f"{pair} does not pass under what was learned from it: {why}")
            continue
        through = [str(other) for other, files in changed.get(pair.ecosystem, []) if gate.bumpgate("check", *files, "-p", policy).code == gate.PASS]
        wrong += [f"{other} passes under what was learned from {pair}" for other in through]
        print(f"{'WRONG' if through else 'ok   '} M {pair}", flush=True)
    return wrong, had


def read_series():
    with (HERE / "series.tsv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def check_series(cache, folder, only):
    """Returns for how many packages the fourth step passes (with the rules that are live; with all), and of how many."""
    live = every = had = 0
    for row in read_series():
        if only not in (None, row["ecosystem"]):
            continue
        try:
            files = [fetch.fetch(row["ecosystem"], row["name"], version, cache) for version in row["versions"].split()]
        except fetch.FetchError as error:
            print(f"-     {row['name']}: {error}", flush=True)
            continue
        had += 1
        outcomes = []
        for arguments in ([], ["--all"]):
            policy, why = learned(files[:-1], folder, *arguments)
            code = gate.bumpgate("check", *files[-2:], "-p", policy).code if policy else why
            outcomes.append(code == gate.PASS)
        live += outcomes[0]
        every += outcomes[1]
        print(f"{'pass ' if outcomes[0] else 'wider' if outcomes[1] else 'fail '} {row['ecosystem']} {row['name']} {row['versions']}", flush=True)
    return live, every, had


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecosystem", choices=fetch.CLIENTS, help="this one only")
    parser.add_argument("--cache", type=pathlib.Path, default=fetch.default_cache(), help="folder of fetched releases (%(default)s)")
    parser.add_argument("--series-only", action="store_true", help="the fourth steps only")
    wish = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bumpgate-learn-"))
    try:
        wrong, moves = ([], 0) if wish.series_only else check_moves(wish.cache, folder, wish.ecosystem)
        live, every, had = check_series(wish.cache, folder, wish.ecosystem)
    finally:
        shutil.rmtree(folder)
    print(f"\n{moves} M pairs; the fourth step passes for {live} of {had} packages, with the wider rules for {every}")
    if had >= ENOUGH[1] and every * ENOUGH[1] < ENOUGH[0] * had:
        wrong.append(f"only {every} of {had} packages pass a fourth step")
    for line in wrong:
        print("WRONG", line)
    if not wrong and not wish.ecosystem and not wish.series_only and had < ENOUGH[1]:
        sys.exit(gate.SKIPPED)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
