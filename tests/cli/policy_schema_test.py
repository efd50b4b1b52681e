"""`schema policy`: accepts every policy that loads and refuses every one that does not, as far as a schema can see."""

import re
import subprocess

import gate
import jsonschema
import policies
import yaml
from gate import NO_VERDICT, PASS, GateTest

# What is wrong with these a schema cannot see. The test fails for one that it sees after all.
YAML = "no YAML"
STRICT = "YAML, but not the strict subset of it that policies are written in"
WORDS = "a plain word that YAML 1.1 takes for a boolean or number and 1.2 for a string"
GLOB = "the syntax of patterns"
ELSEWHERE = "what lies outside of this file"
DATES = "the calendar"
IDS = "two things of one name"
OCTAL = "a mode is read as it is written, and to YAML this is a number"
NUMBER = "1 and 1.0 are one number in JSON"
UNSEEN = {
    YAML: """
        list-not-closed list-not-closed-2 map-not-closed quote-not-closed key-where-none-can-stand
        line-does-not-fit-its-list colon-in-plain-value escape-yaml-does-not-know no-value-can-start-with-character
        tab-as-indentation tab-as-indentation-2 second-document alias alias-of-star-pattern tag-own key-list-or-map
        key-name-stands-here-twice key-name-stands-here-twice-2 not-valid-utf-8 nul-byte name-of-seventy-brackets
        list-not-closed-before-a-map-ends list-not-closed-over-lines map-not-closed-over-lines map-closed-as-list
        bracket-too-many quote-not-closed-in-list quote-not-closed-in-key quote-not-closed-over-lines
        quote-closed-too-early apostrophe-in-word-then-list comment-in-list-hides-its-end utf-16-little-endian
        utf-16-big-endian utf-32-little-endian utf-32-big-endian latin-1 utf-8-cut-off surrogate tab-behind-dash
        tab-in-nested-map duplicate-in-flow duplicate-by-escape escape-behind-others key-without-colon null-key
        list-in-key two-roots document-end comma-missing-in-map comma-missing-in-list colon-twice-in-map
        document-mark-in-quotes escape-too-short block-text-with-wrong-indentation bracket-not-closed-before-a-bracket
        bracket-as-key
    """,
    STRICT: """
        yaml-directive anchor tag-str right-to-left-override carriage-return-ends-no-line byte-order-mark-in-the-middle
        escape-of-a-surrogate escape-next-line escape-hard-blank
    """,
    WORDS: "description-yes",
    GLOB: "sibling-pattern-not-closed file-pattern-not-closed regex-not-closed expression-with-a-byte-nobody-sees",
    ELSEWHERE: "extends-file-not-there built-in-policy-called-npm",
    DATES: "expires-february-30 waiver-for-more-than-year",
    IDS: "two-rules-have-id two-waivers-for-finding-0123456789abcdef",
    NUMBER: "version-1.0",
    OCTAL: "member-mode-prefix",
}
# Fenced YAML that is no policy: its first line.
NO_POLICY = ["- uses: OWNER/bumpgate@main    # where this repository lives"]

# Where maps stand in the schema, and a policy with a key there that nobody knows.
MAPS = {
    "": "zzz: 1",
    "select": "select: {zzz: 1}",
    "release": "release: {zzz: 1}",
    "metadata": "metadata: {zzz: 1}",
    "$defs.rule": "rules: [{zzz: 1}]",
    "$defs.rule.when": "rules: [{allow: [text], when: {zzz: 1}}]",
    "$defs.allow.anyOf.1": "rules: [{allow: [{key: /a, zzz: 1}]}]",
    "$defs.allow.anyOf.2.line": "rules: [{allow: [{line: {zzz: 1}}]}]",
    "$defs.protection": "protect: [{zzz: 1}]",
    "$defs.waiver": "waivers: [{zzz: 1}]",
    "$defs.test": "tests: [{zzz: 1}]",
    "$defs.test.release": "tests: [{old: {a: x}, new: {a: x}, expect: pass, release: {zzz: 1}}]",
    "$defs.test.expect.anyOf.1": "tests: [{old: {a: x}, new: {a: x}, expect: {zzz: 1}}]",
    "$defs.member.anyOf.1": "tests: [{old: {a: {zzz: 1}}, new: {a: x}, expect: pass}]",
}


def is_valid(value):
    return gate.schema_of("policy").is_valid(value)


def at(schema, path):
    for step in path.split(".") if path else []:
        if step == "$defs" or isinstance(schema, list) or step in ("anyOf",) or "properties" not in schema:
            schema = schema[int(step)] if isinstance(schema, list) else schema[step]
        else:
            schema = schema["properties"][step]
    return schema


def subschemas(schema, place=""):
    yield place, schema
    values = schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    for key, value in values:
        if isinstance(value, (dict, list)):
            yield from subschemas(value, f"{place}/{key}")


class Schema(GateTest):
    def loads(self, text, name="mine.yaml"):
        """Whether the loader takes it."""
        path = self.write(name, text)
        done = gate.bumpgate("policy", "lint", name, cwd=path.parent, env=gate.clean_environment())
        self.assertEqual(done.code == NO_VERDICT, done.err != "", done)
        return done.code != NO_VERDICT

    def check_valid(self, text, name):
        with self.subTest(name):
            gate.schema_of("policy").validate(policies.parsed(text))

    def test_it_says_what_it_is(self):
        schema = self.expect(PASS, "schema", "policy").json
        self.assertEqual(schema["$id"], "urn:bumpgate:policy:1")
        self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_every_map_is_closed_and_every_key_has_words(self):
        for place, schema in subschemas(gate.schema_of("policy").schema):
            if not isinstance(schema, dict) or schema.get("type") != "object":
                continue
            with self.subTest(place):
                self.assertIn("additionalProperties", schema)
                self.assertIsNot(schema["additionalProperties"], True)
                for key, value in schema.get("properties", {}).items():
                    self.assertRegex(value.get("description", ""), r"\A[^ ].{10,}", key)

    def test_words_have_their_meanings(self):
        found = 0
        for place, schema in subschemas(gate.schema_of("policy").schema):
            if isinstance(schema, dict) and "enumDescriptions" in schema:
                found += 1
                self.assertEqual(len(schema["enum"]), len(schema["enumDescriptions"]), place)
        self.assertGreater(found, 2)

    def test_it_knows_the_keys_that_the_loader_knows(self):
        for place, text in MAPS.items():
            with self.subTest(place):
                path = self.write("keys.yaml", f"version: 1\n{text}\n")
                message = self.refused("policy", "lint", path, says='unknown key "zzz"').err
                known = re.search(r"\^~~ .*? ha(?:s|ve) (.*)", message).group(1).split(", ")
                self.assertEqual(set(known), set(at(gate.schema_of("policy").schema, place)["properties"]))

    def test_built_ins_are_valid(self):
        files = sorted((policies.ROOT / "policies").glob("*.yaml"))
        self.assertGreater(len(files), 10)
        for file in files:
            self.check_valid(file.read_text(), file.name)
            shown = self.expect(PASS, "policy", "show", file.stem).out if not file.stem.endswith(".tests") else ""
            if shown:
                self.check_valid(shown, f"{file.name}, shown")

    def test_examples_of_the_documentation_are_valid_and_load(self):
        found, others = 0, []
        for page in [policies.ROOT / "README.md", *sorted((policies.ROOT / "docs").glob("*.md"))]:
            for line, block in policies.blocks(page):
                text = policies.whole_policy(block)
                if text is None:
                    others.append(block.splitlines()[0])
                    continue
                found += 1
                self.check_valid(text, f"{page.name}:{line}")
                with self.subTest(f"{page.name}:{line} loads"):
                    self.assertTrue(self.loads(text))
        self.assertGreaterEqual(found, 5)
        self.assertEqual(others, NO_POLICY)

    def test_what_is_wrong_is_refused_by_schema_and_loader_alike(self):
        examples = policies.wrong()
        unseen = {name for names in UNSEEN.values() for name in names.split()}
        self.assertEqual(unseen - set(examples), set())
        for name, text in examples.items():
            with self.subTest(name):
                # `policy lint` remarks on that one, since it goes by no day but --today; `check` refuses it.
                self.assertEqual(self.loads(text), name == "waiver-for-more-than-year")
                try:
                    refused = not is_valid(policies.parsed(text.decode()))
                except (yaml.YAMLError, UnicodeDecodeError):
                    refused = False
                self.assertEqual(refused, name not in unseen, "seen by the schema")

    def test_what_only_the_schema_could_get_wrong(self):
        rows = {
            "waivers: [{finding: 0123456789012345, reason: a, expires: 2026-12-31}]": True,
            "hazards: {duplicate-member: warn, existing: deny}": True,
            "hazards: {duplicate-membr: warn}": False,
            "rules: [{allow: [{dependency.version: {names: ['@a/*'], within: any, down: true}}]}]": True,
            "rules: [{allow: [{dependency.added: {}}]}]": True,
            "rules: [{files: ['**', '!a'], allow: [any]}]": True,
            "rules: [{allow: [dependency]}]": False,
            "protect: [{kinds: [dependency, version.downgrade]}]": True,
            "require: [{change: version.downgrade}]": False,
            "require: [{not: identity.conflict}]": True,
            "extends: [./team, ../a.yml, npm]\nname: a": True,
            "release: {bump: any, siblings: none, scheme: pep440}": True,
            "rules: []\nprotect: []\nrequire: []\nwaivers: []": True,
            "rules:": False,
            "tests: [{old: {a/b.c: 1.0, ..d: true}, new: {a: {mode: 0755}}, expect: {fail: [hazard.setuid, requirement]}}]": True,
            "tests: [{old: {a: {base64: 1234}}, new: {a: {directory: true, mode: '0700'}}, expect: fail}]": True,
            "tests: [{old: {a/../b: x}, new: {a: x}, expect: fail}]": False,
        }
        for text, valid in rows.items():
            with self.subTest(text):
                self.assertEqual(is_valid(policies.parsed(f"version: 1\n{text}\n")), valid)
                if "./team" not in text:
                    self.assertEqual(self.loads(f"version: 1\n{text}\n"), valid)


if __name__ == "__main__":
    gate.main()
