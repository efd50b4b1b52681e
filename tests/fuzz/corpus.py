"""Writes a fuzz target's first corpus into a folder: what is right, and what is known to be wrong.

usage: corpus.py policy FOLDER
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRONG = ROOT / "tests/unit/policy/wrong_policies.txt"


def fenced(page):
    for block in re.findall(r"(?ms)^[ ]*```yaml\n(.*?)^[ ]*```", page.read_text()):
        yield block.encode()
        if "version:" not in block:
            yield b"version: 1\n" + block.encode()


def wrong():
    for example in re.split(rb"(?m)^=== .*\n", WRONG.read_bytes()):
        yield re.sub(rb"<([0-9A-F]{2})>", lambda match: bytes([int(match.group(1), 16)]), example)


def policies():
    for file in sorted((ROOT / "policies").glob("*.yaml")):
        yield file.read_bytes()
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        yield from fenced(page)
    yield from wrong()


def main(target, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number, example in enumerate({"policy": policies}[target]()):
        (folder / f"{target}-{number:04}").write_bytes(example)


if __name__ == "__main__":
    main(*sys.argv[1:])
