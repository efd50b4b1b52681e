"""Policies as the tests read them: YAML 1.2, the examples of the documentation, the wrong ones that must be refused."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRONG = ROOT / "tests/unit/policy/wrong_policies.txt"
KEYS = {
    "version", "name", "description", "extends", "select", "release", "metadata", "hazards", "rules", "protect", "require",
    "waivers", "tests",
}  # fmt: skip


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2.2 (10.3), as editors read it: "yes" and 2026-12-31 are strings. Keys stand once."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.tag == "tag:yaml.org,2002:str" and key.value in seen:
                raise yaml.YAMLError(f"the key {key.value} stands here twice")
            seen.add(key.value if isinstance(key.value, str) else id(key))
        return super().construct_mapping(node, deep)


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+0123456789."),
):
    first = [letter if letter != "\0" else "" for letter in first]
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value.lstrip("+"), 0 if node.value[1:2] in ("x", "o") else 10))


def parsed(text):
    return yaml.load(text, Core)


def blocks(path):
    """The fenced YAML of a page: (line, text)."""
    text = path.read_text()
    for match in re.finditer(r"(?ms)^([ ]*)```yaml\n(.*?)^[ ]*```", text):
        indent = match.group(1)
        lines = [line.removeprefix(indent) for line in match.group(2).splitlines(keepends=True)]
        yield text.count("\n", 0, match.start()) + 1, "".join(lines)


def whole_policy(block):
    """An example as a policy that loads, or None if it is something else: a workflow, a report."""
    value = parsed(block)
    if isinstance(value, dict) and "version" in value:
        return block
    if isinstance(value, dict) and value and set(value) <= KEYS:
        return "version: 1\n" + block
    if isinstance(value, list) and all(isinstance(item, dict) and "allow" in item for item in value):
        return "version: 1\nrules:\n" + "".join("  " + line for line in block.splitlines(keepends=True))
    return None


def wrong():
    """The policies that must not load, by name: bytes."""
    examples, name = {}, None
    for line in WRONG.read_bytes().splitlines(keepends=True):
        if line.startswith(b"=== "):
            name = line[4:].decode().strip()
            assert name not in examples, name
            examples[name] = b""
        else:
            examples[name] += re.sub(rb"<([0-9A-F]{2})>", lambda match: bytes([int(match.group(1), 16)]), line)
    return examples
