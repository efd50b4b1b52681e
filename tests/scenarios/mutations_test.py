"""Thousands of small edits of honest bumps, in every ecosystem: none of them passes, and the honest ones do.

BUMPGATE_MUTATIONS sets how often each edit is made in each ecosystem (default 6).
"""

import os
import random
import re

import ecosystems
import gate
import mutations
import releases
from gate import PASS, GateTest

ROUNDS = int(os.environ.get("BUMPGATE_MUTATIONS", "6"))
KINDS = releases.KINDS | ecosystems.KINDS

# What an attacker would make right again after an edit: listings that follow from the files.
LISTINGS_OF = {
    "pypi-wheel": releases.with_record,
    "deb": lambda files, version: ecosystems.with_control({path: entry for path, entry in files.items() if not path.startswith("control/")}, version),
    "conda": lambda files, version: ecosystems.with_paths(files),
    "gem": lambda files, version: ecosystems.with_metadata({path: entry for path, entry in files.items() if path != "metadata"}, version),
    "rpm": ecosystems.with_digests,
}


def without_made_up_ids(files):
    """NuGet's relationships with another id are what it could have made up as well; two that are alike are not."""
    rels = files.get("_rels/.rels")
    ids = re.findall(rb'Id="R[0-9A-F]{16}"', rels.content) if rels else []
    content = rels.content if rels else b""
    for number, made_up in enumerate(dict.fromkeys(ids)):
        content = content.replace(made_up, b'Id="%d"' % number)
    return files | {"_rels/.rels": releases.replace(rels, content=content)} if rels else files


# Equal where only what packing makes up anew each time is another.
ESSENCE = {"nupkg": without_made_up_ids}


class Mutations(GateTest):
    def pack(self, kind, version, files):
        name, data = KINDS[kind].pack(files, version)
        return self.write(f"{version}/{name}", data)

    def mutate(self, kind, old, honest, name, seed):
        """One edit; returns what passed that must not have."""
        dice = random.Random(f"{kind} {name} {seed}")
        files = mutations.ALL[name](honest, dice)
        relist = LISTINGS_OF.get(kind)
        if files and relist and name != "a wrong digest" and dice.random() < 0.5:
            try:
                files = relist(files, mutations.NEW)
            except KeyError:  # the listing itself was renamed or removed
                pass
        essence = ESSENCE.get(kind, lambda same: same)
        if files is None or essence(files) == essence(honest):
            return 0, []
        try:
            new = self.pack(kind, mutations.NEW, files)
        except KeyError:  # without this file there is no package
            return 0, []
        done = gate.bumpgate("check", old, new)
        return 1, [f"{kind}: {name}, seed {seed}:\n{done}"] if done.code == PASS else []

    def check(self, kind):
        row = KINDS[kind]
        old = self.pack(kind, mutations.OLD, row.files(mutations.OLD))
        honest = row.files(mutations.NEW)
        self.expect(PASS, "check", old, self.pack(kind, mutations.NEW, honest))
        runs, kinds, passed = 0, set(), []
        for name in mutations.ALL:
            for seed in range(ROUNDS):
                made, wrong = self.mutate(kind, old, honest, name, seed)
                runs += made
                kinds |= {name} if made else set()
                passed += wrong
        self.assertEqual(passed, [], f"{len(passed)} of {runs} edits passed")
        self.assertGreaterEqual(len(kinds), 20)


def test_of(kind):
    return lambda self: self.check(kind)


for kind_name in KINDS:
    setattr(Mutations, f"test_{kind_name.replace('-', '_')}", test_of(kind_name))


if __name__ == "__main__":
    gate.main()
