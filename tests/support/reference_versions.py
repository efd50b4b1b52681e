#!/usr/bin/env python3
"""Prints random pairs of texts with what a scheme's own implementation says about them, for reference_test.cpp.

A line is LEFT<tab>RIGHT<tab>ORDER<tab>NORMAL_LEFT<tab>NORMAL_RIGHT. ORDER is "<", "=" or ">", or "?" if one of the
texts is no version. A normal form is "-" for such a text, and empty where the implementation has none. Exit code 77:
the implementation is not there.

usage: reference_versions.py SCHEME [COUNT [SEED]]
"""
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SEPARATORS = ["", "", ".", "-", "_"]
NUMBERS = ["0", "0", "1", "01", "2", "9", "10"]
WORDS = ["a", "b", "rc", "alpha", "beta", "pre", "RC", "Beta", "final", "sp", "m", "x", "snapshot", "ga", "cr", "git"]


# --- random versions


def numbers(rng, least=1, most=4, choices=NUMBERS):
    return ".".join(rng.choice(choices) for _ in range(rng.randint(least, most)))


def pep440(rng):
    def labelled(labels):
        number = rng.choice(["", "0", "1", "2", "01", "10", "99999999999999999999"])
        return rng.choice(SEPARATORS) + rng.choice(labels) + rng.choice(SEPARATORS) + number

    def local():
        pieces = [rng.choice(["1", "01", "abc", "ABC", "2", "a1", "10"]) for _ in range(rng.randint(1, 3))]
        return "+" + rng.choice([".", "-", "_"]).join(pieces)

    text = rng.choice(["", "", "", "v", "V", " "]) + rng.choice(["", "", "", "0!", "1!", "01!"])
    text += numbers(rng)
    text += labelled(["a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "RC"]) if rng.random() < 0.4 else ""
    text += rng.choice(["-1", "-2", "-01"]) if rng.random() < 0.1 else ""
    text += labelled(["post", "rev", "r", "Post"]) if rng.random() < 0.3 else ""
    text += labelled(["dev", "DEV"]) if rng.random() < 0.3 else ""
    return text + (local() if rng.random() < 0.3 else "")


def pieces(rng, marks, most=4):
    """Numbers and words with marks between them."""
    text = ""
    for _ in range(rng.randint(0, most)):
        text += rng.choice(marks) + rng.choice(NUMBERS + WORDS)
    return text


def packaged(marks):
    def version(rng):
        epoch = rng.choice(["", "", "", "0:", "1:", "01:"])
        revision = "-" + rng.choice(NUMBERS) + pieces(rng, marks, 2) if rng.random() < 0.6 else ""
        return epoch + numbers(rng) + pieces(rng, marks) + revision
    return version


def semver(rng):
    text = numbers(rng, 3, 3, ["0", "1", "2", "10", "99"])
    identifiers = ["0", "1", "10", "alpha", "rc", "RC", "a-b", "x1", "-", "2"]
    if rng.random() < 0.6:
        text += "-" + ".".join(rng.choice(identifiers) for _ in range(rng.randint(1, 3)))
    return text + ("+" + rng.choice(["1", "a.b", "incompatible"]) if rng.random() < 0.2 else "")


def go(rng):
    if rng.random() < 0.3:
        return "v" + rng.choice(["0.0.0-", "1.2.4-0.", "1.2.3-pre.0."]) + \
            f"20{rng.randint(19, 25)}1104{rng.randint(100000, 235959)}-dd2ea8efbc28"
    return "v" + semver(rng).split("+")[0] + ("+incompatible" if rng.random() < 0.2 else "")


def nuget(rng):
    """Only what SemVer orders alike: three numbers, small letters."""
    return semver(rng).lower()


def gem(rng):
    text = numbers(rng)
    for _ in range(rng.randint(0, 3)):
        text += "." + rng.choice(NUMBERS + WORDS + ["rc1", "1a", "b2c"])
    if rng.random() < 0.2:
        text += "-" + rng.choice(["1", "rc1", "a-b", "x.1"])
    return text


def maven(rng):
    text = numbers(rng)
    for _ in range(rng.randint(0, 4)):
        text += rng.choice([".", "-", "", ".", "-", "--", "-."]) + rng.choice(NUMBERS + WORDS + ["RELEASE", "jre"])
    return text


# --- what the implementations say


def run(command, stdin=None):
    if shutil.which(command[0]) is None:
        sys.exit(SKIPPED)
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode == SKIPPED:
        sys.exit(SKIPPED)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def as_lines(pairs):
    return "".join(f"{left}\t{right}\n" for left, right in pairs)


def ask_packaging(pairs):
    try:
        from packaging.version import InvalidVersion, Version
    except ImportError:
        try:
            from pip._vendor.packaging.version import InvalidVersion, Version
        except ImportError:
            sys.exit(SKIPPED)

    def parsed(text):
        try:
            return Version(text)
        except InvalidVersion:
            return None

    def order(left, right):
        if left is None or right is None:
            return "?"
        return "<" if left < right else ">" if left > right else "="

    for left, right in pairs:
        a, b = parsed(left), parsed(right)
        yield order(a, b), str(a or "-"), str(b or "-")


PERL = r"""
use strict;
BEGIN { eval { require Dpkg::Version; 1 } or exit 77 }
while (<STDIN>) {
    chomp; my ($l, $r) = split /\t/;
    my ($a, $b) = map { Dpkg::Version->new($_, check => 1) } ($l, $r);
    print !(defined $a && defined $b) ? "?" : ("<", "=", ">")[($a <=> $b) + 1], "\n";
}
"""

RUBY = r"""
STDIN.each_line(chomp: true) do |line|
  l, r = line.split("\t")
  if Gem::Version.correct?(l) && Gem::Version.correct?(r)
    puts ["<", "=", ">"][(Gem::Version.new(l) <=> Gem::Version.new(r)) + 1]
  else
    puts "?"
  end
end
"""

NODE = r"""
const semver = require(process.argv[1]);
require('fs').readFileSync(0, 'utf8').trimEnd().split('\n').forEach(line => {
  const [l, r] = line.split('\t');
  const ok = semver.parse(l) && semver.parse(r);
  console.log(ok ? ['<', '=', '>'][semver.compare(l, r) + 1] : '?');
});
"""

JAVA = r"""
import java.io.*;
import org.apache.maven.artifact.versioning.ComparableVersion;

class Compare {
    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = in.readLine()) != null;) {
            var pair = line.split("\t");
            var left = new ComparableVersion(pair[0]);
            var right = new ComparableVersion(pair[1]);
            int order = left.compareTo(right);
            System.out.println((order < 0 ? "<" : order > 0 ? ">" : "=") + "\t" + left.getCanonical() + "\t" +
                               right.getCanonical());
        }
    }
}
"""

LUA = """%{{lua:
for line in string.gmatch([==[
{}]==], "[^\\n]+") do
    local left, right = string.match(line, "([^\\t]*)\\t([^\\t]*)")
    local a, b = rpm.ver(left), rpm.ver(right)
    print((a < b and "<" or a > b and ">" or "=") .. "\\n")
end
}}"""


def ask_dpkg(pairs):
    return run(["perl", "-e", PERL], as_lines(pairs))


def ask_ruby(pairs):
    return run(["ruby", "-e", RUBY], as_lines(pairs))


def ask_npm(pairs):
    npm = shutil.which("npm")
    module = os.path.join(os.path.dirname(os.path.realpath(npm or "")), "..", "node_modules", "semver")
    if not npm or not os.path.isdir(module):
        sys.exit(SKIPPED)
    return run(["node", "-e", NODE, os.path.abspath(module)], as_lines(pairs))


def ask_maven(pairs):
    home = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("mvn") or "/")))
    jars = glob.glob(os.path.join(home, "lib", "maven-artifact-*.jar")) + \
        glob.glob(os.path.join(home, "lib", "commons-lang3*.jar"))
    if not jars or shutil.which("javac") is None:
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "Compare.java")
        with open(source, "w", encoding="utf-8") as file:
            file.write(JAVA)
        return run(["java", "-cp", os.pathsep.join(jars), source], as_lines(pairs))


def ask_rpm(pairs):
    """rpm.ver is there since RPM 4.17; a macro has to stay short, so some hundred pairs at a time."""
    if run(["rpm", "--eval", "%{lua:print(rpm.ver and 1 or 0)}"]) != [["1"]]:
        sys.exit(SKIPPED)
    answers = []
    for first in range(0, len(pairs), 250):
        lines = run(["rpm", "--eval", LUA.format(as_lines(pairs[first:first + 250]))])
        answers += [line for line in lines if line != [""]]
    return answers


# --- pairs


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
               ("1", "2"), ("dev", "dev0"), ("v", ""), ("-", "."), ("~", ""), ("", "0:"), (".0", ""), ("-0", "")]
    old, new = rng.choice(changes)
    return text.replace(old, new, 1)


def sound_neighbour(rng, text):
    """One that every implementation takes for a version, for those that say nothing about what is none."""
    changes = [("1", "01"), ("0", "0.0"), ("1", "2"), (".0", ""), ("rc", "cr"), ("~", "."), (".", ".0.")]
    old, new = rng.choice(changes)
    epoch, colon, rest = text.rpartition(":")
    return epoch + colon + rest.replace(old, new, 1)


def is_ours(scheme, text):
    """bumpgate takes a "v" in front of every version, and no version is empty."""
    return scheme in ("pep440", "go", "semver") or (text and text[0] not in "vV")


# Scheme: generator, implementation, whether it tells what is no version.
SCHEMES = {
    "debian": (packaged([".", "+", "~", ""]), ask_dpkg, True),
    "gem": (gem, ask_ruby, True),
    "go": (go, ask_npm, False),
    "maven": (maven, ask_maven, False),
    "nuget": (nuget, ask_npm, False),
    "pep440": (pep440, ask_packaging, True),
    "rpm": (packaged([".", "+", "~", "^", "_", ""]), ask_rpm, False),
    "semver": (semver, ask_npm, True),
}


def main():
    generate, ask, tells = SCHEMES[sys.argv[1]]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    pairs = []
    while len(pairs) < count:
        left = damaged(rng, generate(rng)) if tells else generate(rng)
        beside = neighbour(rng, left) if tells else sound_neighbour(rng, left)
        other = damaged(rng, generate(rng)) if tells else generate(rng)
        pair = (left, beside if rng.random() < 0.5 else other)
        if all(is_ours(sys.argv[1], text) for text in pair):
            pairs.append(pair)
    for (left, right), answer in zip(pairs, ask(pairs)):
        answer = list(answer) + [""] * (3 - len(answer))
        print(left, right, *answer, sep="\t")


if __name__ == "__main__":
    main()
