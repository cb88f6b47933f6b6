# SPDX-License-Identifier: MIT
"""The messages that are compared: made here, octet by octet, and read from vector files.

Made are every Mobility Header type and every option of the registry, each with zeros, ones,
counting octets, and each bit of its first octets alone: no two fields, and no two bits of one,
have the same contents in all of them.
"""

import ipaddress

SOURCE = ipaddress.IPv6Address("2001:db8:1::1").packed
DESTINATION = ipaddress.IPv6Address("2001:db8:2::1").packed
WALKED = 4  # octets whose bits are set one at a time

# Octets from behind the checksum to the options, and what their first octets must be.
FIXED_PARTS = {
    0: [(2, b"")], 1: [(10, b"")], 2: [(10, b"")], 3: [(18, b"")], 4: [(18, b"")],
    5: [(6, b"")], 6: [(6, b"")], 7: [(18, b"")], 8: [(6, b"")], 9: [(6, b"")], 10: [(2, b"")],
    11: [(2, b""), (10, b"")], 12: [(2, b"\0"), (18, b"\1"), (34, b"\2")], 13: [(6, b"")],
    14: [(4, b"")], 15: [(4, b"")], 16: [(6, b"\1"), (6, b"\2")], 17: [(6, b"")], 18: [(6, b"")],
    19: [(6, b"")], 20: [(6, b"")], 21: [(6, b"\0\1"), (6, b"\0\2")], 22: [(2, b"")],
    23: [(2, b"")], 24: [(10, b"")], 255: [(10, b"")],
}
WITHOUT_OPTIONS = (11, 24, 255)

# Lengths of each option's data.
LENGTHS = {
    2: [2], 3: [16], 4: [4], 5: [12], 6: [18], 7: [1, 7], 8: [1, 2, 3, 4, 16], 9: [5, 7, 17],
    10: [8], 11: [0], 12: [0, 2, 5], 13: [0, 2, 6], 14: [0, 2, 8], 15: [0], 16: [8], 17: [2, 4, 9],
    18: [0, 2, 4], 19: [5, 7, 9], 20: [1, 11], 21: [4, 6, 16], 22: [18], 23: [2], 24: [2],
    25: [2, 8, 10], 26: [16], 27: [8], 28: [4], 29: [6], 30: [6], 31: [6], 32: [6], 33: [2, 6],
    34: [18], 35: [4, 8, 20], 36: [6], 37: [6], 38: [6], 39: [2], 40: [2], 41: [6, 18], 42: [10],
    43: [2], 44: [2, 6], 45: [6], 46: [2], 47: [6, 18], 48: [18], 49: [4], 50: [6], 51: [18],
    52: [0], 53: [4], 54: [4, 8], 55: [6, 18], 56: [1, 9], 57: [1, 21], 58: [6], 59: [2, 6, 18],
    60: [2, 10], 61: [2, 10], 62: [0], 63: [6], 64: [2, 9], 65: [18], 66: [18], 67: [34], 68: [16],
    69: [16], 70: [2, 8], 71: [0, 5], 255: [0, 5],
}

# Where there is a code: message and octet behind the checksum; option, length of its data, octet.
CODES_OF_MESSAGES = [(6, 0), (7, 0), (9, 0), (14, 3), (15, 3), (16, 1), (18, 3), (19, 3), (20, 2)]
CODES_OF_OPTIONS = [(7, 7, 0), (8, 4, 0), (9, 17, 0), (17, 9, 0), (23, 2, 1), (24, 2, 1),
                    (30, 6, 0), (34, 18, 0), (35, 4, 2), (37, 6, 0), (50, 6, 0)]
VALUES = [*range(24), *range(126, 184), *range(248, 256)]

# What stands inside options that have parts: whole contents, in hex.
CONTENTS = {
    19: ["000028af 01 01", "000028af 02 0910171e"],
    40: ["0000 0800 1600", "0000 1305000028af07", "0000 0800 13070000 0137 05 0102",
         "0000 c802 0102"],
    41: ["0000 20010db8000000000000000000000001", "0300 c0000201"],
    45: ["0007 0003 00 80 0202 0009", "0007 0003 00 00 0304 0100 0000 0000"],
    52: ["0107 80 03 776c6e 01 61", "0105 00 02 6162 00", "0103 80 00 00",
         "0107 ff 03 776c6e 01 61", "0206 1a3f80 c03f80", "0206 000001 ffffff",
         "0206 2d0000 5a0000",
         "0305 01 000028af", "030c 02 6578616d706c652e6e6574",
         "0107 80 03 776c6e 01 61 0206 1a3f80 c03f80 0305 01 000028af",
         "0404 00 00 4445", "0502 0102", "0602 0103", "0001 01", "0701 01"],
    53: ["80000000 0308 0100 0000 0000 0000"],
    58: ["01 0a 01 000000 0106 0000 000f4240 0502 00 5a"],
    62: ["0106 0001 0002 0003 0206 0001 0002 0003"],
}


def patterns(length, first=b""):
    """Contents of so many octets that begin with those."""
    rest = length - len(first)
    yield first + bytes(rest)
    if rest == 0:
        return
    yield first + b"\xff" * rest
    yield first + bytes(0x11 + i for i in range(rest))
    yield first + bytes(0xee - 5 * i for i in range(rest))
    for bit in range(8 * min(rest, WALKED)):
        yield first + (1 << 8 * rest - 1 - bit).to_bytes(rest, "big")


def sensible(kind, data):
    """An option's data with what a receiver insists on put right; None for what it cannot be."""
    d = bytearray(data)
    if kind in (6, 22, 34, 65, 66, 67) or kind == 55:
        d[1] %= 129
    if kind == 55 and bool(d[0] & 0x80) != (len(d) == 6):
        return None
    if kind == 55 and d[0] & 0x80:
        d[1] %= 33
    if kind == 41:
        d[0] = 1 if len(d) == 18 else 2
    if kind == 44 and len(d) < 2:
        return None
    if kind == 47:
        d[0] = d[0] & 0x3f | (0x80 if len(d) == 18 else 0x40)
    if kind == 51:
        d[1] = 128
    if kind in (8, 20) and len(d) > 1:  # text: what is not is shown in many ways
        d[1:] = bytes(0x21 + octet % 0x5e for octet in d[1:])
    return bytes(d)


def finished(kind, body, options=b"", reserved=0):
    """A message with its header and its end; without its checksum."""
    m = bytes([59, 0, kind, reserved, 0, 0]) + body + options
    gap = -len(m) % 8
    m += b"" if gap == 0 else b"\0" if gap == 1 else bytes([1, gap - 2]) + bytes(gap - 2)
    return bytes([59, len(m) // 8 - 1]) + m[2:]


def of_types():
    """Each type's fixed part, with options behind it and without."""
    for kind, parts in FIXED_PARTS.items():
        for length, first in parts:
            yield finished(kind, first.ljust(length, b"\0"), reserved=0xa5)
            for body in patterns(length, first):
                if kind in WITHOUT_OPTIONS:
                    yield finished(kind, body)
                    continue
                yield finished(kind, body)
                yield finished(kind, body, bytes.fromhex("080301614017020004"))


def of_options():
    """Each option with each of its contents, and others behind it that show where it ended."""
    for kind, lengths in LENGTHS.items():
        contents = [bytes.fromhex(c) for c in CONTENTS.get(kind, [])]
        contents += [sensible(kind, d) for n in lengths for d in patterns(n)]
        for data in contents:
            if data is not None:
                yield finished(5, bytes.fromhex("123482000001"),
                               bytes([kind, len(data)]) + data + 2 * bytes.fromhex("1c040badcafe"))


def of_codes():
    """Each value of what has a name for some."""
    for kind, at in CODES_OF_MESSAGES:
        for part in {first for _, first in FIXED_PARTS[kind]}:
            for value in VALUES:
                body = bytearray(part.ljust(FIXED_PARTS[kind][0][0], b"\0"))
                body[at] = value
                yield finished(kind, bytes(body))
    for kind, length, at in CODES_OF_OPTIONS:
        for value in VALUES:
            data = bytearray(length)
            data[at] = value
            yield finished(5, bytes.fromhex("123482000001"),
                           bytes([kind, len(data)]) + data)


def all_made():
    for m in [*of_types(), *of_options(), *of_codes()]:
        yield SOURCE, DESTINATION, m


def octets(text):
    """Hex digits with spaces; what stands behind a # is a word to the reader."""
    return bytes.fromhex("".join(line.split("#")[0] for line in text.splitlines()))


def records(path):
    """The records of a vector file: what was said before the first holds for all."""
    record, common, key = {}, {}, None
    for line in path.read_text().splitlines() + ["name: "]:
        if line[:1] in ("", "#"):
            continue
        if line[0].isspace():
            record[key] += "\n" + line
            continue
        key, _, value = line.partition(":")
        if key == "name":
            if "name" in record:
                yield record
            else:
                common = record
            record = dict(common)
        record[key] = value.strip()


def of_vectors(path):
    """The well-formed messages of a vector file."""
    for r in records(path):
        if "error" not in r and "source" in r and "message" in r:
            yield octets(r["source"]), octets(r["destination"]), octets(r["message"])
