"""Archives of formats that Python has no module for, and small binaries. Deterministic."""

import gzip
import hashlib
import struct
import zlib


def ar(members):
    """An ar archive as dpkg-deb writes it: [(name, content)]."""
    data = b"!<arch>\n"
    for name, content in members:
        data += f"{name:<16}{1_700_000_000:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode() + content
        data += b"\n" * (len(content) % 2)
    return data


def zstd(content):
    """A frame of raw blocks (RFC 8878): no checksum, the size in eight bytes."""
    data = struct.pack("<IBQ", 0xFD2FB528, 0xE0, len(content))
    blocks = [content[start : start + 65536] for start in range(0, len(content), 65536)] or [b""]
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        data += struct.pack("<I", len(block) << 3 | last)[:3] + block
    return data


def java_class(name, version):
    """A class file (JVMS 4) with one field: public static final String VERSION."""
    texts = [name, "java/lang/Object", "VERSION", "Ljava/lang/String;", "ConstantValue", version]
    pool = b"".join(b"\x01" + struct.pack(">H", len(text)) + text.encode() for text in texts)
    pool += b"".join(struct.pack(">BH", tag, index) for tag, index in ((7, 1), (7, 2), (8, 6)))  # 7, 8: classes; 9: the string
    field = struct.pack(">HHHHHIH", 0x19, 3, 4, 1, 5, 2, 9)
    return struct.pack(">IHHH", 0xCAFEBABE, 0, 52, 10) + pool + struct.pack(">HHHHH", 0x21, 7, 8, 0, 1) + field + struct.pack(">HH", 0, 0)


# --- rpm (rpm.org, "RPM Package format") ------------------------------------------------------------------------------

INT16, INT32, STRING, BINARY, STRINGS, TRANSLATED = 3, 4, 6, 7, 8, 9
RPM_TAGS = {
    "HEADERIMMUTABLE": (63, BINARY), "HEADERI18NTABLE": (100, STRINGS), "NAME": (1000, STRING), "VERSION": (1001, STRING), "RELEASE": (1002, STRING),
    "SUMMARY": (1004, TRANSLATED), "DESCRIPTION": (1005, TRANSLATED), "BUILDTIME": (1006, INT32), "BUILDHOST": (1007, STRING), "SIZE": (1009, INT32),
    "LICENSE": (1014, STRING), "GROUP": (1016, TRANSLATED), "URL": (1020, STRING), "OS": (1021, STRING), "ARCH": (1022, STRING), "POSTIN": (1024, STRING),
    "FILESIZES": (1028, INT32), "FILEMODES": (1030, INT16), "FILERDEVS": (1033, INT16), "FILEMTIMES": (1034, INT32), "FILEDIGESTS": (1035, STRINGS),
    "FILELINKTOS": (1036, STRINGS), "FILEFLAGS": (1037, INT32), "FILEUSERNAME": (1039, STRINGS), "FILEGROUPNAME": (1040, STRINGS), "SOURCERPM": (1044, STRING),
    "FILEVERIFYFLAGS": (1045, INT32), "PROVIDENAME": (1047, STRINGS), "REQUIREFLAGS": (1048, INT32), "REQUIRENAME": (1049, STRINGS),
    "REQUIREVERSION": (1050, STRINGS), "RPMVERSION": (1064, STRING), "CHANGELOGTIME": (1080, INT32), "CHANGELOGNAME": (1081, STRINGS),
    "CHANGELOGTEXT": (1082, STRINGS), "POSTINPROG": (1086, STRING), "FILEDEVICES": (1095, INT32), "FILEINODES": (1096, INT32), "FILELANGS": (1097, STRINGS),
    "PROVIDEFLAGS": (1112, INT32), "PROVIDEVERSION": (1113, STRINGS), "DIRINDEXES": (1116, INT32), "BASENAMES": (1117, STRINGS), "DIRNAMES": (1118, STRINGS),
    "PAYLOADFORMAT": (1124, STRING), "PAYLOADCOMPRESSOR": (1125, STRING), "PAYLOADFLAGS": (1126, STRING), "FILEDIGESTALGO": (5011, INT32),
    "ENCODING": (5062, STRING), "PAYLOADDIGEST": (5092, STRINGS), "PAYLOADDIGESTALGO": (5093, INT32), "PAYLOADDIGESTALT": (5097, STRINGS),
}  # fmt: skip
RPM_SIGNATURE_TAGS = {
    "HEADERSIGNATURES": (62, BINARY), "SHA1HEADER": (269, STRING), "SHA256HEADER": (273, STRING),
    "SIGSIZE": (1000, INT32), "SIGMD5": (1004, BINARY), "PAYLOADSIZE": (1007, INT32),
}  # fmt: skip


def cpio(files):
    """An archive of the kind "newc" as rpm writes it: [(name, mode with the type, time, content)]."""
    data = b""
    for inode, (name, mode, time, content) in enumerate([*files, ("TRAILER!!!", 0, 0, b"")], 1):
        last = inode > len(files)
        numbers = (0 if last else inode, mode, 0, 0, 1, time, len(content), 0, 0, 0, 0, len(name.encode()) + 1, 0)
        data += b"070701" + b"".join(b"%08x" % number for number in numbers) + name.encode() + b"\0"
        data += b"\0" * (-len(data) % 4) + content
        data += b"\0" * (-len(data) % 4)
    return data


def rpm_type(kind, values):
    """A number that is none makes texts of the whole tag."""
    most = {INT16: 0xFFFF, INT32: 0xFFFFFFFF}.get(kind, -1)
    numbers = all(value.isascii() and value.isdigit() and value == str(int(value)) and int(value) <= most for value in values)
    return kind if most < 0 or numbers else STRINGS


def rpm_values(kind, values):
    """The bytes of a tag's elements, and how they are aligned."""
    if kind in (INT16, INT32):
        size = 2 if kind == INT16 else 4
        return b"".join(int(value).to_bytes(size, "big") for value in values), size
    if kind == BINARY:
        return bytes.fromhex("".join(values)), 1
    return b"".join(value.encode() + b"\0" for value in values), 1


def rpm_header(tags, known, region):
    """A header structure of tags [(name, [value])] in their order; a name that is not known gets some number. In front of
    them stands a region over all, whose data stand at the end."""
    entries, store = [], b""
    for name, values in tags:
        number, kind = known.get(name) or (20_000 + zlib.crc32(name.encode()) % 10_000, STRINGS)
        kind = rpm_type(kind, values)
        data, alignment = rpm_values(kind, values)
        store += b"\0" * (-len(store) % alignment)
        entries.append((number, kind, len(store), len(data) if kind == BINARY else len(values)))
        store += data
    number, kind = known[region]
    trailer = struct.pack(">IIiI", number, kind, -16 * (len(entries) + 1), 16)
    entries.insert(0, (number, kind, len(store), 16))
    store += trailer
    index = b"".join(struct.pack(">IIII", *entry) for entry in entries)
    return b"\x8e\xad\xe8\x01\0\0\0\0" + struct.pack(">II", len(entries), len(store)) + index + store


def rpm_main_header(tags):
    return rpm_header(tags, RPM_TAGS, "HEADERIMMUTABLE")


def rpm_signature(tags, archive, payload):
    """The tags of a signature header that is true of the main header with these tags and of the payload."""
    header = rpm_main_header(tags)
    return [
        ("SHA1HEADER", [hashlib.sha1(header).hexdigest()]),
        ("SHA256HEADER", [hashlib.sha256(header).hexdigest()]),
        ("SIGSIZE", [str(len(header + payload))]),
        ("SIGMD5", [hashlib.md5(header + payload).hexdigest()]),
        ("PAYLOADSIZE", [str(len(archive))]),
    ]


def rpm_payload(archive):
    return gzip.compress(archive, 9, mtime=0)


def rpm(tags, archive, signature=None):
    """A package: the main header's tags as [(name, [value])], values as text; a cpio archive; the signature's tags if they
    are not the true ones. A package without NAME, VERSION and RELEASE is a KeyError."""
    payload = rpm_payload(archive)
    signature = signature or rpm_signature(tags, archive, payload)
    label = "-".join(dict(tags)[name][0] for name in ("NAME", "VERSION", "RELEASE")).encode()[:65]
    lead = struct.pack(">IBBHH66sHH16x", 0xEDABEEDB, 3, 0, 0, 1, label, 1, 5)
    head = rpm_header(signature, RPM_SIGNATURE_TAGS, "HEADERSIGNATURES")
    return lead + head + b"\0" * (-len(head) % 8) + rpm_main_header(tags) + payload
