"""Archives of formats that Python has no module for, and small binaries. Deterministic."""

import struct


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
