"""Releases that are more than a version bump. Each is an honest bump with one thing done to it (inert here); each must
fail, exit 1, and name the member. Shapes that were seen in the wild are in incidents_*_test.py.
"""

import lzma

import ecosystems
import gate
import releases
from gate import FAIL, PASS, GateTest
from releases import Entry, appended, edited, text, without


def repacked(change):
    """A wheel whose RECORD was made to fit: nothing but the content gives the attack away."""
    return lambda files: releases.with_record(change(files), "1.4.3")


def moved(before, after):
    return lambda files: without(files, before) | {after: files[before]}


def chmod(path, mode):
    return lambda files: files | {path: releases.replace(files[path], mode=mode)}


# name, ecosystem, what is done to the honest new release, the member that must be named
ATTACKS = [
    ("code-changed", "pypi-sdist", lambda f: edited(f, "acme_widgets/arch.py", '"x86_64"', 'run("x86_64")'), "acme_widgets/arch.py"),
    ("code-changed-same-size", "pypi-sdist", lambda f: edited(f, "acme_widgets/arch.py", "x86_64", "x86_46"), "acme_widgets/arch.py"),
    ("one-line-appended", "pypi-sdist", lambda f: appended(f, "acme_widgets/arch.py", "print(1)\n"), "acme_widgets/arch.py"),
    ("code-far-to-the-right", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", '"1.4.3"', '"1.4.3"' + " " * 400 + ";run()"), "acme_widgets/__init__.py"),
    ("dependency-masked-as-version", "pypi-sdist", lambda f: edited(f, "acme_widgets.egg-info/requires.txt", "requests==2.28.1", "requests==9.9.9"), "acme_widgets.egg-info/requires.txt"),
    ("dependency-masked-in-metadata", "pypi-sdist", lambda f: edited(f, "PKG-INFO", "requests==2.28.1", "requests==9.9.9"), "PKG-INFO"),
    ("dependency-with-our-old-version", "pypi-sdist", lambda f: edited(f, "acme_widgets.egg-info/requires.txt", "left-pad==1.4.2", "left-pad==1.4.3"), "acme_widgets.egg-info/requires.txt"),
    ("dependency-removed", "pypi-sdist", lambda f: edited(f, "acme_widgets.egg-info/requires.txt", "requests==2.28.1\n", ""), "acme_widgets.egg-info/requires.txt"),
    ("file-added", "pypi-sdist", lambda f: f | {"acme_widgets/extra.py": text("pass\n")}, "acme_widgets/extra.py"),
    ("empty-file-added", "pypi-sdist", lambda f: f | {"acme_widgets/empty.py": Entry()}, "acme_widgets/empty.py"),
    ("hidden-file-named-like-the-version", "pypi-sdist", lambda f: f | {".1.4.3": text("1.4.3\n")}, ".1.4.3"),
    ("hidden-file-in-a-folder", "pypi-sdist", lambda f: f | {"docs/.cache-1.4.3/x": text("1.4.3\n")}, "docs/.cache-1.4.3/x"),
    ("file-removed", "pypi-sdist", lambda f: without(f, "docs/guide.md"), "docs/guide.md"),
    ("file-renamed", "pypi-sdist", moved("acme_widgets/arch.py", "acme_widgets/conftest.py"), "acme_widgets/conftest.py"),
    ("setup-cfg-changed", "pypi-sdist", lambda f: edited(f, "setup.cfg", "tag_date = 0", "tag_date = 1"), "setup.cfg"),
    ("mode-executable", "pypi-sdist", chmod("acme_widgets/arch.py", 0o755), "acme_widgets/arch.py"),
    ("mode-setuid", "pypi-sdist", chmod("acme_widgets/tool.sh", 0o4755), "acme_widgets/tool.sh"),
    ("mode-of-a-version-file", "pypi-sdist", chmod("setup.py", 0o777), "setup.py"),
    ("symlink-added", "pypi-sdist", lambda f: f | {"docs/latest": Entry(link="guide.md")}, "docs/latest"),
    ("symlink-for-a-file", "pypi-sdist", lambda f: f | {"acme_widgets/arch.py": Entry(link="../setup.py")}, "acme_widgets/arch.py"),
    ("symlink-out-of-the-release", "pypi-sdist", lambda f: f | {"docs/current": Entry(link="../../../etc/passwd")}, "docs/current"),
    ("hardlink-for-a-file", "pypi-sdist", lambda f: f | {"docs/zz.md": Entry(link="acme-widgets-1.4.3/docs/guide.md", hard=True)}, "docs/zz.md"),
    ("binary-one-bit", "pypi-sdist", lambda f: f | {"acme_widgets/table.bin": Entry(b"\x01" + f["acme_widgets/table.bin"].content[1:])}, "acme_widgets/table.bin"),
    ("binary-grown", "pypi-sdist", lambda f: f | {"acme_widgets/table.bin": Entry(f["acme_widgets/table.bin"].content + bytes(9))}, "acme_widgets/table.bin"),
    ("whitespace", "pypi-sdist", lambda f: edited(f, "acme_widgets/arch.py", "    return", "\treturn"), "acme_widgets/arch.py"),
    ("line-endings", "pypi-sdist", lambda f: edited(f, "acme_widgets/arch.py", "\n", "\r\n"), "acme_widgets/arch.py"),
    ("last-line-end-gone", "pypi-sdist", lambda f: edited(f, "setup.cfg", "tag_date = 0\n", "tag_date = 0"), "setup.cfg"),
    ("version-not-moved", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", "1.4.3", "1.4.2"), "acme_widgets/__init__.py"),
    ("version-too-far", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", "1.4.3", "1.4.33"), "acme_widgets/__init__.py"),
    ("version-with-a-suffix", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", "1.4.3", "1.4.3rc1"), "acme_widgets/__init__.py"),
    ("version-with-an-invisible-character", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", "1.4.3", "1.4.3\u200b"), "acme_widgets/__init__.py"),
    ("version-in-other-digits", "pypi-sdist", lambda f: edited(f, "acme_widgets/__init__.py", "1.4.3", "1.4.\u0663"), "acme_widgets/__init__.py"),
    ("metadata-of-another-name", "pypi-sdist", lambda f: edited(f, "acme_widgets.egg-info/PKG-INFO", "acme-widgets", "acme-gadgets"), "acme_widgets.egg-info/PKG-INFO"),
    ("wheel-code-changed", "pypi-wheel", repacked(lambda f: edited(f, "acme_widgets/arch.py", "x86_64", "x86_46")), "acme_widgets/arch.py"),
    ("wheel-mode", "pypi-wheel", chmod("acme_widgets/arch.py", 0o755), "acme_widgets/arch.py"),
    ("npm-code-changed", "npm", lambda f: edited(f, "lib/support.js", "= 1", "= 2"), "lib/support.js"),
    ("npm-insert-in-a-version-line", "npm", lambda f: edited(f, "index.js", '"1.4.3";', '"1.4.3";steal();'), "index.js"),
    ("source-stale-header", "source", lambda f: edited(f, "version.h", "1.4.3", "1.4.2"), "version.h"),
]


class Attacks(GateTest):
    def check_named(self, old, new, path):
        report = self.report(old, new, code=FAIL)
        named = [change["path"] for change in gate.denied(report)] + [change.get("old_path") for change in gate.denied(report)]
        self.assertIn(path, named, report["changes"])
        done = self.expect(FAIL, "check", old, new)
        self.assertTrue(done.out.startswith("FAIL"), done)
        self.assertIn(path, done.out)
        self.assertEqual(done.err, "")

    def test_the_honest_bump_passes(self):
        """Without this, the attacks would prove nothing."""
        for kind in sorted({row[1] for row in ATTACKS}):
            with self.subTest(kind):
                old = self.release(kind, "1.4.2", f"{kind}/old")
                self.expect(PASS, "check", old, self.release(kind, "1.4.3", f"{kind}/new"))


def attack_test(name, kind, change, path):
    def test(self):
        honest = releases.KINDS[kind].files("1.4.3")
        old, new = self.pair(kind, change(honest))
        self.check_named(old, new, path)

    test.__name__ = "test_" + name.replace("-", "_")
    return test


for row in ATTACKS:
    function = attack_test(*row)
    assert not hasattr(Attacks, function.__name__)
    setattr(Attacks, function.__name__, function)


class Containers(GateTest):
    """What one reader sees and another does not."""

    def tampered_tar(self, entries):
        return self.write("new/acme-widgets-1.4.3.tar.gz", releases.gzipped(releases.tar_bytes("acme-widgets-1.4.3", entries)))

    def entries(self):
        files = releases.sdist("1.4.3")
        return [(path, files[path]) for path in sorted(files)]

    def test_a_member_twice(self):
        old, _ = self.pair()
        for double in (text("print(1)\n"), releases.sdist("1.4.3")["acme_widgets/arch.py"]):
            new = self.tampered_tar([*self.entries(), ("acme_widgets/arch.py", double)])
            self.assertIn("acme_widgets/arch.py", self.expect(FAIL, "check", old, new).out)

    def test_a_member_above_the_root(self):
        old, _ = self.pair()
        new = self.tampered_tar([*self.entries(), ("../outside.py", text("1\n"))])
        self.assertIn("outside.py", self.expect(FAIL, "check", old, new).out)

    def test_a_second_tar_behind_the_end(self):
        old, new = self.pair()
        more = releases.tar_bytes("acme-widgets-1.4.3", {"hidden.py": text("print(1)\n")})
        plain = releases.tar_bytes("acme-widgets-1.4.3", releases.sdist("1.4.3"))
        hidden = {
            "in the tar": releases.gzipped(plain + more),
            "in a second gzip member": releases.gzipped(plain) + releases.gzipped(more),
            "behind the gzip stream": releases.gzipped(plain) + b"payload",
        }
        for where, data in hidden.items():
            with self.subTest(where):
                new = self.write("hidden/acme-widgets-1.4.3.tar.gz", data)
                self.assertNotEqual(gate.bumpgate("check", old, new).code, PASS)
                self.expect(FAIL, "check", old, new)

    def test_something_changed_inside_a_nested_archive(self):
        def with_vendored(version, content):
            return releases.sdist(version) | {"vendor/other.zip": Entry(releases.zip_bytes({"other.py": text(content)}))}

        old = self.release("pypi-sdist", "1.4.2", "old", with_vendored("1.4.2", "a = 1\n"))
        new = self.release("pypi-sdist", "1.4.3", "new", with_vendored("1.4.3", "a = 2\n"))
        self.assertIn("vendor/other.zip", self.expect(FAIL, "check", old, new).out)


class NuGet(GateTest):
    """Names that packing makes up are noise, and only they."""

    FOLDER = "package/services/metadata/core-properties/"

    def gated(self, files, code, old=None):
        paths = []
        for version, content in (("1.4.2", old or ecosystems.nupkg("1.4.2")), ("1.4.3", files)):
            name, data = ecosystems.nupkg_archive(content, version)
            paths.append(self.write(f"{version}/{name}", data))
        return paths, self.report(*paths, code=code)

    def properties(self, files):
        return next(path for path in files if path.startswith(self.FOLDER))

    def test_made_up_names_pass(self):
        old, new = ecosystems.nupkg("1.4.2"), ecosystems.nupkg("1.4.3")
        self.assertNotEqual(self.properties(old), self.properties(new))
        _, report = self.gated(new, PASS)
        self.assertIn("listing.derived", {change["kind"] for change in report["changes"]})

    def test_what_they_name_must_be_there(self):
        files = ecosystems.nupkg("1.4.3")
        path = self.properties(files)
        guid = path.removeprefix(self.FOLDER).removesuffix(".psmdcp")
        rels = {
            "another file": edited(files, "_rels/.rels", guid, "0" * 32),
            "another folder": edited(files, "_rels/.rels", "/" + self.FOLDER, "/lib/"),
            "another manifest": edited(files, "_rels/.rels", "/Acme.Widgets.nuspec", "/lib/net6.0/Acme.Widgets.dll"),
            "another relationship": edited(files, "_rels/.rels", "</Relationships>", '<Relationship Type="x" Target="/y" Id="R0123456789ABCDEF" /></Relationships>'),
            "a second file": files | {self.FOLDER + "0" * 32 + ".psmdcp": files[path]},
            "other properties": edited(files, path, "<creator>Acme", "<creator>Evil"),
            "no made-up name": without(files, path) | {self.FOLDER + "x.psmdcp": files[path]},
            "a type": edited(files, "[Content_Types].xml", 'Extension="dll"', 'Extension="exe"'),
        }
        for what, changed in rels.items():
            with self.subTest(what):
                self.gated(changed, FAIL)

    def test_a_signature_is_denied_until_a_rule_says_otherwise(self):
        signed = {version: ecosystems.nupkg(version) | {".signature.p7s": Entry(b"\0" + version.encode())} for version in ("1.4.2", "1.4.3")}
        rule = self.write("p7s.yaml", "version: 1\nextends: [nupkg]\nrules:\n  - {files: [/.signature.p7s], allow: [binary, file.added, file.removed]}\n")
        for old, new in ((signed["1.4.2"], signed["1.4.3"]), (None, signed["1.4.3"]), (signed["1.4.2"], ecosystems.nupkg("1.4.3"))):
            paths, report = self.gated(new, FAIL, old)
            self.assertEqual({change["path"] for change in gate.denied(report)}, {".signature.p7s"})
            self.expect(PASS, "check", *paths, "-p", rule)

    def test_content_types_in_another_order(self):
        files = ecosystems.nupkg("1.4.3")
        lines = files["[Content_Types].xml"].content.decode().splitlines(keepends=True)
        moved = files | {"[Content_Types].xml": text("".join([*lines[:2], lines[3], lines[2], *lines[4:]]))}
        paths, report = self.gated(moved, FAIL)
        (change,) = gate.denied(report)
        self.assertEqual(change["kind"], "key.order")
        rule = self.write("order.yaml", 'version: 1\nextends: [nupkg]\nrules:\n  - {files: ["/[[]Content_Types].xml"], allow: [key.order]}\n')
        self.expect(PASS, "check", *paths, "-p", rule)
        self.expect(PASS, "check", *paths, "-p", self.write("fix.yaml", gate.policy_of([change["fix"]], "extends: [nupkg]")))


class History(GateTest):
    """Versions that go nowhere or backwards."""

    def test_a_downgrade(self):
        old, new = self.pair()
        self.assertIn("version.downgrade", self.expect(FAIL, "check", new, old).out)

    def test_no_rule_allows_it(self):
        old, new = self.pair()
        wide = self.write("wide.yaml", 'version: 1\nrules:\n  - files: ["**"]\n    allow: [any]\n')
        self.assertNotEqual(gate.bumpgate("check", new, old, "-p", wide).code, PASS)

    def test_a_swap_of_old_and_new_in_one_file(self):
        old, new = self.pair(files=edited(releases.sdist("1.4.3"), "acme_widgets/__init__.py", "1.4.3", "1.4.2"))
        self.expect(FAIL, "check", old, new)


class Honest(GateTest):
    """Noise that real release tools make. A gate that cries wolf is switched off."""

    def test_packing_noise_passes(self):
        files = releases.sdist("1.4.3")
        root = "acme-widgets-1.4.3"
        old, _ = self.pair()
        rows = {
            "other times": releases.gzipped(releases.tar_bytes(root, files, mtime=1_712_345_678)),
            "other order": releases.gzipped(releases.tar_bytes(root, files, order=lambda all_: sorted(all_, reverse=True))),
            "other compression level": releases.gzipped(releases.tar_bytes(root, files), level=1),
            "other gzip time": releases.gzipped(releases.tar_bytes(root, files), mtime=1),
            "xz": lzma.compress(releases.tar_bytes(root, files)),
        }
        for what, data in rows.items():
            with self.subTest(what):
                self.expect(PASS, "check", old, self.write("noise/acme-widgets-1.4.3.tar.gz", data))

    def test_two_spellings_of_one_version(self):
        files = {version: edited(releases.sdist(version), "acme_widgets/__init__.py", version, padded) for version, padded in (("23.3.8", "23.03.8"), ("23.3.9", "23.03.9"))}
        old = self.release("pypi-sdist", "23.3.8", "old", files["23.3.8"])
        self.expect(PASS, "check", old, self.release("pypi-sdist", "23.3.9", "new", files["23.3.9"]))

    def test_a_name_that_a_manifest_states_is_offered_as_a_sibling(self):
        def with_plugin(version, name="tls"):
            return releases.sdist(version) | {"acme_widgets/plugin.json": text(f'{{"name": "{name}", "version": "{version}"}}\n')}

        old = self.release("pypi-sdist", "1.4.2", "old", with_plugin("1.4.2"))
        new = self.release("pypi-sdist", "1.4.3", "new", with_plugin("1.4.3"))
        (change,) = gate.denied(self.report(old, new, code=FAIL))
        self.assertEqual(change["fix"], "release: {siblings: [tls]}")
        policy = self.write("fix.yaml", gate.policy_of([change["fix"]], "extends: [pypi-sdist]"))
        self.expect(PASS, "check", old, new, "-p", policy)
        other = self.release("pypi-sdist", "1.4.3", "other", with_plugin("1.4.3", "ssl"))
        self.assertNotIn("siblings", " ".join(change.get("fix", "") for change in gate.denied(self.report(old, other, code=FAIL))))

    def test_a_sibling_in_lockstep(self):
        def with_sibling(version):
            return appended(releases.sdist(version), "acme_widgets.egg-info/requires.txt", f"acme-widgets-plugin=={version}\n")

        old = self.release("pypi-sdist", "1.4.2", "old", with_sibling("1.4.2"))
        new = self.release("pypi-sdist", "1.4.3", "new", with_sibling("1.4.3"))
        report = self.report(old, new, code=PASS)
        self.assertIn("version.sibling", {change["kind"] for change in report["changes"]})


if __name__ == "__main__":
    gate.main()
