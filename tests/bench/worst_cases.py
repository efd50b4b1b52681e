#!/usr/bin/env python3
"""How long `bumpgate diff` takes on what is hardest to compare, beside reading the same bytes once.

    worst_cases.py [--runs N] [--at-most RATIO]

Each case is a pair of folders. The floor is `sha256sum` of all their files; both take turns, times are medians of wall seconds. Exit 1 if any
case takes more than RATIO times its floor plus 50 ms, which starting a program costs.
"""

import argparse
import pathlib
import random
import statistics
import sys
import tempfile

from compare import PROGRAM, seconds

START = 0.05  # seconds


def lines(dice, count, words):
    return "".join(f"{dice.choice(words)} {dice.choice(words)} {dice.randrange(10**9)}\n" for _ in range(count))


def renamed_files(dice):
    """4,000 files that all moved, half of them edited."""
    words = [f"word{number}" for number in range(5000)]
    texts = [lines(dice, 30, words) for _ in range(4000)]
    old = {f"old/{number}.txt": text for number, text in enumerate(texts)}
    new = {f"new/{number}.txt": text if number % 2 else text + "one more line\n" for number, text in enumerate(texts)}
    return old, new


def long_line(dice):
    """2 MB on one line, edited in a thousand places."""
    text = "".join(dice.choices("abcdefgh(){};,", k=2_000_000))
    edited = list(text)
    for place in dice.sample(range(len(edited)), 1000):
        edited[place] = "X"
    return {"min.js": text}, {"min.js": "".join(edited)}


def unrelated_lines(dice):
    """200,000 lines with nothing in common."""
    return {"a": lines(dice, 200_000, ["old", "ancient"])}, {"a": lines(dice, 200_000, ["new", "recent"])}


def equal_lines(dice):
    """A million times the same line, then some fewer."""
    del dice
    return {"a": "same\n" * 1_000_000}, {"a": "same\n" * 400_000 + "other\n" + "same\n" * 599_000}


CASES = (renamed_files, long_line, unrelated_lines, equal_lines)


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def measure(case, runs):
    with tempfile.TemporaryDirectory() as folder:
        old, new = (write(pathlib.Path(folder) / side, files) for side, files in zip(("old", "new"), case(random.Random(1)), strict=True))
        floor = ["sh", "-c", 'find "$1" "$2" -type f -exec sha256sum {} +', "sh", old, new]
        taken = [(seconds([PROGRAM, "diff", old, new], {0, 1}), seconds(floor, {0})) for _ in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--at-most", type=float, metavar="RATIO")
    options = parser.parse_args()
    slow = False
    for case in CASES:
        taken, floor = measure(case, options.runs)
        print(f"{case.__doc__:58} {taken * 1000:8.1f} ms, sha256sum {floor * 1000:7.1f} ms: {taken / floor:5.2f} of it")
        slow = slow or (options.at_most is not None and taken > options.at_most * floor + START)
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
