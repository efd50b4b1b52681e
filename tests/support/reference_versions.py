#!/usr/bin/env python3
"""Prints random pairs of texts with what Python's `packaging` says about them, for pep440_reference_test.cpp.

A line is LEFT<tab>RIGHT<tab>ORDER<tab>NORMAL_LEFT<tab>NORMAL_RIGHT. ORDER is "<", "=" or ">", or "?" if one of the
texts is no version; a normal form is "-" for such a text. Exit code 77: `packaging` is not there.

usage: reference_versions.py [COUNT [SEED]]
"""
import random
import sys

try:
    from packaging.version import InvalidVersion, Version
except ImportError:
    try:
        from pip._vendor.packaging.version import InvalidVersion, Version
    except ImportError:
        sys.exit(77)

SEPARATORS = ["", "", ".", "-", "_"]
PRE = ["a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "RC", "Beta"]
POST = ["post", "rev", "r", "Post"]
NUMBERS = ["", "0", "1", "2", "01", "10", "99999999999999999999"]
LOCAL = ["1", "01", "abc", "ABC", "2", "a1", "10"]


def labelled(rng, labels):
    return rng.choice(SEPARATORS) + rng.choice(labels) + rng.choice(SEPARATORS) + rng.choice(NUMBERS)


def local(rng):
    pieces = [rng.choice(LOCAL) for _ in range(rng.randint(1, 3))]
    return "+" + rng.choice([".", "-", "_"]).join(pieces)


def version(rng):
    text = rng.choice(["", "", "", "v", "V", " "])
    text += rng.choice(["", "", "", "0!", "1!", "01!"])
    text += ".".join(rng.choice(["0", "0", "1", "01", "2", "10"]) for _ in range(rng.randint(1, 4)))
    text += labelled(rng, PRE) if rng.random() < 0.4 else ""
    text += rng.choice(["-1", "-2", "-01"]) if rng.random() < 0.1 else ""
    text += labelled(rng, POST) if rng.random() < 0.3 else ""
    text += labelled(rng, ["dev", "DEV"]) if rng.random() < 0.3 else ""
    text += local(rng) if rng.random() < 0.3 else ""
    return text


def damaged(rng, text):
    """Mostly the text itself; else with one character taken out, doubled or put in."""
    if rng.random() < 0.75:
        return text
    at = rng.randrange(len(text))
    return rng.choice([text[:at] + text[at + 1:], text[:at] + text[at] + text[at:],
                       text[:at] + rng.choice("abcdeprv.-_+!01 ") + text[at:]])


def neighbour(rng, text):
    """A text that often states the same version, or one beside it."""
    changes = [("rc", "c"), ("alpha", "a"), (".", "-"), ("-", "_"), ("1", "01"), ("0", "0.0"), ("post", "r"),
               ("1", "2"), ("dev", "dev0"), ("v", "")]
    old, new = rng.choice(changes)
    return text.replace(old, new, 1)


def parsed(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def order(left, right):
    if left is None or right is None:
        return "?"
    return "<" if left < right else ">" if left > right else "="


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for _ in range(count):
        left = damaged(rng, version(rng))
        right = neighbour(rng, left) if rng.random() < 0.5 else damaged(rng, version(rng))
        a, b = parsed(left), parsed(right)
        print(left, right, order(a, b), a or "-", b or "-", sep="\t")


if __name__ == "__main__":
    main()
