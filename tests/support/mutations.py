"""Small edits of a release that turn an honest bump into something else. Each takes the files and a dice, and returns
the edited files, or None where there is nothing that it could edit."""

import re
from dataclasses import replace

from releases import Entry, text

OLD, NEW = "1.4.2", "1.4.3"

# Lists of the release's own members, in which order and doubles are free: only their digests are edited.
LISTINGS = ("SOURCES.txt", "RECORD", "md5sums", "info/files", "info/paths.json", "checksums.yaml")


def is_text(entry):
    return bool(entry.content) and b"\0" not in entry.content and not entry.link


def text_files(files):
    return sorted(path for path, entry in files.items() if is_text(entry) and not path.endswith(LISTINGS))


def with_text(files, path, content):
    return files | {path: replace(files[path], content=content.encode())}


def content_of(files, path):
    return files[path].content.decode()


def at_a_match(pattern, change):
    """An edit of one place, in any text file, where a pattern matches; `change` makes the new text of the match."""

    def edit(files, dice):
        places = [(path, match) for path in text_files(files) for match in re.finditer(pattern, content_of(files, path))]
        if not places:
            return None
        path, match = dice.choice(places)
        content = content_of(files, path)
        return with_text(files, path, content[: match.start()] + change(match[0], dice) + content[match.end() :])

    return edit


def at_a_line(change):
    """An edit of the lines of any text file; `change` gets the lines and the number of one."""

    def edit(files, dice):
        path = dice.choice(text_files(files))
        lines = content_of(files, path).splitlines(keepends=True)
        return with_text(files, path, "".join(change(lines, dice.randrange(len(lines)))))

    return edit


def other_digit(digit, dice):
    return dice.choice([other for other in "0123456789" if other != digit])


def other_letter(letter, dice):
    return dice.choice([other for other in "abcdefghijklmnopqrstuvwxyz" if other != letter.lower()])


def flipped_byte(files, dice):
    binaries = sorted(path for path, entry in files.items() if b"\0" in entry.content)
    if not binaries:
        return None
    path = dice.choice(binaries)
    content = bytearray(files[path].content)
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return files | {path: replace(files[path], content=bytes(content))}


def other_constant(files, dice):
    """A text in a class file that has nothing to do with the version."""
    classes = sorted(path for path, entry in files.items() if path.endswith(".class") and b"nothing" in entry.content)
    if not classes:
        return None
    path = dice.choice(classes)
    return files | {path: replace(files[path], content=files[path].content.replace(b"nothing", dice.choice([b"evil", NEW.encode(), b"nothinG"])))}


def wrong_digest(files, dice):
    listings = sorted(path for path in files if path.endswith(LISTINGS) and re.search(rb"[0-9a-f]{32}|sha256=", files[path].content))
    if not listings:
        return None
    path = dice.choice(listings)
    content = content_of(files, path)
    match = dice.choice(list(re.finditer(r"(?<=sha256=).|(?<![0-9a-f])[0-9a-f](?=[0-9a-f]{31})", content)))
    other = "A" if match[0] != "A" else "B"
    if "sha256=" not in content:
        other = "0" if match[0] != "0" else "1"
    return with_text(files, path, content[: match.start()] + other + content[match.end() :])


def added_file(files, dice):
    folder = dice.choice(sorted(files)).rpartition("/")[0]
    name = dice.choice(["evil.py", "postinstall.js", "build.rs", "postinst", ".npmrc", "x.pth", "data.bin", "conftest.py"])
    path = f"{folder}/{name}" if folder else name
    return None if path in files else files | {path: text("evil\n")}


def removed_file(files, dice):
    path = dice.choice(sorted(files))
    return {name: entry for name, entry in files.items() if name != path}


def renamed_file(files, dice):
    path = dice.choice(sorted(files))
    return {(name + "x" if name == path else name): entry for name, entry in files.items()}


def swapped_files(files, dice):
    one, two = dice.sample(sorted(path for path, entry in files.items() if not entry.link), 2)
    if files[one].content == files[two].content:
        return None
    return files | {one: replace(files[one], content=files[two].content), two: replace(files[two], content=files[one].content)}


def other_mode(files, dice):
    path = dice.choice(sorted(files))
    return files | {path: replace(files[path], mode=files[path].mode ^ dice.choice([0o100, 0o111, 0o022, 0o4000]))}


def link_instead(files, dice):
    return files | {dice.choice(sorted(files)): Entry(link=dice.choice(["/etc/passwd", "other", "../up"]))}


def more_bytes(files, dice):
    path = dice.choice(sorted(path for path, entry in files.items() if not path.endswith(LISTINGS) and not entry.link))
    return files | {path: replace(files[path], content=files[path].content + dice.choice([b"\n", b" ", b"x", b"\0"]))}


def no_last_line_end(files, dice):
    paths = [path for path in text_files(files) if files[path].content.endswith(b"\n")]
    return with_text(files, path, content_of(files, path)[:-1]) if (path := dice.choice(paths)) else None


ALL = {
    "a digit in code": at_a_match(r"(?<![\d.])\d(?![\d.])", other_digit),
    "a letter": at_a_match(r"[A-Za-z]", other_letter),
    "another case": at_a_match(r"[A-Za-z]", lambda letter, dice: letter.swapcase()),
    "a word removed": at_a_match(r"\b[a-z]{3,}\b", lambda word, dice: ""),
    "the new version once more beside it": at_a_match(re.escape(NEW), lambda token, dice: f"{NEW} {NEW}"),
    "the old version left behind": at_a_match(re.escape(NEW), lambda token, dice: OLD),
    "a far version": at_a_match(re.escape(NEW), lambda token, dice: dice.choice(["99.0.0", "1.4.4", "1.4.30", "11.4.3", "1.4.3.1", "1.4.3-rc.1", "2.0.0"])),
    "another spelling": at_a_match(re.escape(NEW), lambda token, dice: dice.choice(["1.04.03", "1_4_3", "1-4-3", "1.4.03"])),
    "a third party moved as we did": at_a_match(re.escape(OLD), lambda token, dice: NEW),
    "a third party moved": at_a_match(re.escape(OLD), lambda token, dice: "9.9.9"),
    "an operator": at_a_match(r"==|>=|~>|(?<=[\"' (\[])=(?=[ \d])|(?<=[\"])\^", lambda operator, dice: dice.choice([">", "<=", "!=", "*"])),
    "an own dependency renamed": at_a_match(r"(?i)acme[-./_](?:all/widgets/)?core", lambda name, dice: dice.choice(["acme-c0re", "acme-core-x", "evil"])),
    "a dependency renamed": at_a_match(r"(?i)left-?pad", lambda name, dice: "lefft-pad"),
    "a dependency added": at_a_match(r"(?im)^.*left-?pad.*\n", lambda line, dice: line + re.sub(r"(?i)left-?pad", "evil-pad", line)),
    "a key doubled": at_a_match(r"(?im)^.*version.*\n", lambda line, dice: line + line),
    "a hook added": at_a_match(r'"version": "[^"]*",', lambda field, dice: field + ' "scripts": {"postinstall": "node x.js"},'),
    "a line removed": at_a_line(lambda lines, at: lines[:at] + lines[at + 1 :]),
    "a line doubled": at_a_line(lambda lines, at: lines[: at + 1] + lines[at:]),
    "a line added": at_a_line(lambda lines, at: [*lines[:at], "import os; os.system('id')\n", *lines[at:]]),
    "lines swapped": at_a_line(lambda lines, at: [*lines[: at - 1], *reversed(lines[at - 1 : at + 1]), *lines[at + 1 :]] if at else lines[::-1]),
    "a carriage return": at_a_line(lambda lines, at: [*lines[:at], lines[at].rstrip("\r\n") + "\r\r\n", *lines[at + 1 :]]),
    "a blank": at_a_match(r"[=:,(]", lambda sign, dice: sign + dice.choice([" ", "\t", "  "])),
    "an invisible character": at_a_match(re.escape(NEW), lambda token, dice: dice.choice(["\u200b", "\u202e", "\u2060"]) + token),
    "a look-alike": at_a_match(re.escape(NEW), lambda token, dice: token.replace(".", "\u2024", 1)),
    "no last line end": no_last_line_end,
    "a byte in a binary": flipped_byte,
    "another constant": other_constant,
    "a wrong digest": wrong_digest,
    "a file added": added_file,
    "a file removed": removed_file,
    "a file renamed": renamed_file,
    "contents swapped": swapped_files,
    "another mode": other_mode,
    "a link in place of a file": link_instead,
    "bytes at the end": more_bytes,
}
