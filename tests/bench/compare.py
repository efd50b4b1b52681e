#!/usr/bin/env python3
"""How long `bumpgate check` takes beside `tar x` of both releases at once followed by `diff -r`.

    compare.py [--runs N] [--at-most RATIO] [OLD NEW]

Without OLD and NEW a pair of its own is made: about 30 MiB a side, few large files and many small ones, a version
bump. All ways take turns within one run, so that a busy machine is busy for all of them. Times are medians of wall
seconds. Exit 1 if `check` takes more than RATIO of the time of tar and diff.
"""

import argparse
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import releases  # noqa: E402

PROGRAM = os.environ.get("BUMPGATE", str(ROOT / "build/release/bumpgate"))
TAR_AND_DIFF = """
mkdir "$3/old" "$3/new"
tar xf "$1" -C "$3/old" & tar xf "$2" -C "$3/new" & wait
diff -r "$3/old" "$3/new"
"""
INFLATE = 'gzip -dc "$1" >/dev/null & gzip -dc "$2" >/dev/null & wait'


def code(seed, size):
    """Text that compresses about as code does."""
    dice = random.Random(seed)
    words = ["const", "function", "return", "if", "else", *(f"name{dice.randrange(4000)}" for _ in range(900))]
    lines = (" ".join(dice.choices(words, k=8)) + ";\n" for _ in iter(int, 1))
    text, length = [], 0
    while length < size:
        text.append(next(lines))
        length += len(text[-1])
    return "".join(text)


def sample(folder):
    """An npm package with nine bundles of 3 MiB, each naming the version once, and 600 small files."""
    bundles = {f"lib/bundle{number}.js": code(number, 3 << 20) for number in range(9)}
    small = {f"lib/small/{number}.d.ts": code(1000 + number, 3000) for number in range(600)}
    paths = []
    for version in ("1.4.2", "1.4.3"):
        files = releases.npm(version) | {path: releases.text(text) for path, text in small.items()}
        for path, text in bundles.items():
            middle = text.index("\n", len(text) // 2) + 1
            files[path] = releases.text(f'{text[:middle]}var version = "{version}";\n{text[middle:]}')
        paths.append(pathlib.Path(folder) / f"sample-{version}.tgz")
        paths[-1].write_bytes(releases.gzipped(releases.tar_bytes("package", files), level=6))
    return paths


def seconds(command, accepted):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in accepted:
        sys.exit(f"exit code {done.returncode} from: {' '.join(map(str, command))}")
    return taken


def shell(script, old, new, folder):
    return ["sh", "-c", script, "sh", old, new, folder]


def measure(old, new, runs):
    taken = {"check": [], "tar+diff": [], "inflate": []}
    for _ in range(runs):
        taken["check"].append(seconds([PROGRAM, "check", old, new], {0, 1}))
        with tempfile.TemporaryDirectory() as folder:
            taken["tar+diff"].append(seconds(shell(TAR_AND_DIFF, old, new, folder), {0, 1}))
        taken["inflate"].append(seconds(shell(INFLATE, old, new, "-"), {0}))
    return {name: statistics.median(all_) for name, all_ in taken.items()}


def show(medians, runs):
    names = {
        "check": "bumpgate check",
        "tar+diff": "tar x of both at once, diff -r",
        "inflate": "gzip -d of both at once",
    }
    for key, name in names.items():
        print(f"{name:32} {medians[key] * 1000:9.1f} ms   check takes {medians['check'] / medians[key]:5.2f} of it")
    print(f"medians of {runs} runs, taking turns")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--at-most", type=float, metavar="RATIO")
    parser.add_argument("pair", nargs="*", metavar="OLD NEW")
    options = parser.parse_args()
    if len(options.pair) not in (0, 2):
        parser.error("give OLD and NEW, or neither")
    with tempfile.TemporaryDirectory() as folder:
        medians = measure(*(options.pair or sample(folder)), options.runs)
    show(medians, options.runs)
    ratio = medians["check"] / medians["tar+diff"]
    if options.at_most is not None and ratio > options.at_most:
        sys.exit(1)


if __name__ == "__main__":
    main()
