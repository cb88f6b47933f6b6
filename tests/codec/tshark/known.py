# SPDX-License-Identifier: MIT
"""Where tshark 4.0 differs from the specifications, and so from us: the only differences there may
be.

A row has places, fields, what tshark says there, and why that is not ours to follow. `says` gets
the record and tshark's value, and is true where tshark errs in just that way. Each field of a row
must be met in each of its places, and a name with each of its numbers: what tshark has mended
since, or knows by now, fails until its row is gone.
"""

import fnmatch
import typing


class Row(typing.NamedTuple):
    places: str
    keys: str  # separated by commas; `*` stands for any letters
    says: typing.Callable
    why: str


# ---- what tshark may say ----

def nothing(_, theirs):
    return theirs is None


def short_by_two(r, theirs):
    """The last two octets are missing."""
    data = r.octets[2:].hex()
    return data[:-4].endswith(theirs or "") and len(theirs or "") == max(0, expected(r) - 4)


def expected(r):
    """Digits of the octets that an option ends with."""
    fixed = {9: 5, 17: 2, 19: 5, 21: 4}.get(r.octets[0], 0)
    return 2 * (len(r.octets) - 2 - fixed)


def malformed_below(least):
    return lambda r, theirs: theirs == "malformed" and len(r.octets) - 2 < least


def length_below(least):
    return lambda r, theirs: theirs == "length" and len(r.octets) - 2 < least


def number_at(at, size, mask=0xffff):
    """Read at this octet of the message."""
    return lambda r, theirs: theirs == int.from_bytes(r.message[at:at + size], "big") & mask


def text(words):
    return lambda _, theirs: theirs == words


def timespec(r, theirs):
    seconds = int.from_bytes(r.octets[2:6], "big")
    return theirs == (seconds, int.from_bytes(r.octets[6:10], "big", signed=True))


def undissected(r, theirs):
    return r.complaint == "not dissected" and theirs is None


def places(kind, *numbers):
    return ",".join("%s %s" % (kind, n) for n in numbers)


def is_3gpp(r):
    return r.octets[2:6] == (10415).to_bytes(4, "big")


UNDISSECTED = places("option", 42, 43, 44, 45, 53, 54, *range(56, 62), *range(63, 71),
                     "unassigned")

ROWS = [
    # ---- messages ----
    Row("message 5,message 6", "flag S", nothing, "RFC 7161 9: not known"),
    Row("message 5,message 6", "flag D", nothing, "RFC 8885 4.1, 4.2: not known"),
    Row(places("message", 1, 2, 5, 6, 7, 8, 9, 13, 14, 15), "reserved_bits", nothing,
        "RFC 6275 6.1, RFC 5568 6.2, RFC 5847 3.3: not shown"),
    Row("message 11", "hex", lambda r, theirs: theirs is None and len(r.message) == 8,
        "RFC 5096 3: data of two octets not shown"),
    Row("message 12", "complaint",
        lambda r, theirs: theirs == "malformed" and r.message[6] == 0,
        "RFC 5142 4: no address is lawful, one is looked for"),
    Row("message 12", "options", lambda r, theirs: theirs != 8 + 16 * r.message[6],
        "RFC 5142 4: the options are looked for in the addresses"),
    Row("message 14,message 15", "flag P,flag F", nothing, "RFC 5949 6.1: not known"),
    Row("message 15", "flag U", nothing, "RFC 5949 6.1.2: not known"),
    Row("message 17,message 18", "sequence", number_at(0, 2),
        "RFC 6705 10.1, 10.2: the fields are looked for from octet 0, not 6"),
    Row("message 17", "reserved_bits", number_at(2, 2), "RFC 6705 10.1: likewise"),
    Row("message 18", "reserved_bits", number_at(2, 1, 0x7f), "RFC 6705 10.2: likewise"),
    Row("message 18", "flag U", number_at(2, 1, 0x80), "RFC 6705 10.2: likewise"),
    Row("message 18", "status", number_at(3, 1), "RFC 6705 10.2: likewise"),
    Row("message 17,message 18", "lifetime", number_at(4, 2), "RFC 6705 10.1, 10.2: likewise"),
    Row("message 17,message 18", "options", lambda _, theirs: theirs in (6, None),
        "RFC 6705 10.1, 10.2: likewise"),
    Row("message 17,message 18", "complaint", text("malformed"),
        "RFC 6705 10.1, 10.2: likewise, what stands there is no options"),
    Row(places("message", 19, 20, 21, 22, 23), "hex",
        lambda r, theirs: theirs == r.message[6:].hex(),
        "RFC 7077 4, RFC 7109 6.1, RFC 7161 4.3: not known, shown as octets"),
    Row(places("message", 19, 20, 21, 22, 23), "options,sequence,reserved_bits", nothing,
        "the same"),
    Row(places("message", 19, 21, 23), "flag *", nothing, "the same"),
    Row("message 19", "reason", nothing, "the same"),
    Row("message 20,message 21", "status", nothing, "the same"),
    Row("message 21", "kind,trigger", nothing, "the same"),

    # ---- options ----
    Row("option 6,option 22", "reserved_bits", nothing, "RFC 3963 4.3, RFC 5213 8.3: not shown"),
    Row("option 22", "flag L", nothing, "RFC 7864 4.1: not known"),
    Row("option 8", "complaint", length_below(2), "RFC 5213 5.3.6: one octet is lawful"),
    Row("option 8", "identifier", lambda r, theirs: theirs is None and len(r.octets) <= 5,
        "RFC 4283 3: not shown where it has one octet or two"),
    Row("option 9", "complaint", malformed_below(7), "RFC 4285 5: five octets are lawful"),
    Row("option 10", "time", timespec, "RFC 4285 6: NTP's format is read as seconds since 1970 "
        "and nanoseconds"),
    Row("option 9", "data", short_by_two, "RFC 4285 5: two octets less than there are"),
    Row("option 12", "parameters", short_by_two, "RFC 4866 5.1: likewise"),
    Row("option 13", "signature", short_by_two, "RFC 4866 5.2: likewise"),
    Row("option 14", "token", short_by_two, "RFC 4866 5.3: likewise"),
    Row("option 16", "token", short_by_two, "RFC 4866 5.5: likewise"),
    Row("option 17", "name_octets", short_by_two, "RFC 5026 8.1: likewise"),
    Row("option 18", "data", short_by_two, "RFC 5096 4: likewise"),
    Row("option 19", "data", short_by_two, "RFC 5094 3: likewise"),
    Row("option 21", "authenticator", short_by_two, "RFC 5568 6.4.5: likewise"),
    Row("option 19", "data", lambda r, theirs: theirs is None and is_3gpp(r),
        "RFC 5094 3: 3GPP's is taken apart, TS 29.275"),
    Row("option 19", "complaint", lambda r, theirs: theirs == "not dissected" and is_3gpp(r),
        "RFC 5094 3: likewise, but not all"),
    Row(places("option", 12, 13, 14, 18), "complaint", malformed_below(2),
        "RFC 4866 5, RFC 5096 4: likewise, to less than none"),
    Row("option 17", "complaint", malformed_below(4), "RFC 5026 8.1: likewise"),
    Row("option 17", "complaint", length_below(5), "RFC 5026 8.1: any name is three octets"),
    Row("option 21", "complaint", malformed_below(6), "RFC 5568 6.4.5: likewise"),
    Row("option 17", "reserved_bits", nothing, "RFC 5026 8.1: not shown"),
    Row(places("option", 29, 30, 37), "reserved_bits", nothing,
        "RFC 5555 3.1.1, 3.2.1, RFC 5844 3.3.2: not shown"),
    Row("option 35", "priority", nothing, "RFC 6089 4.1: not known"),
    Row("option 36", "reserved_bits",
        lambda r, theirs: theirs == r.octets[3], "RFC 5844 3.3.1: eight of ten bits shown"),
    Row("option 40", "complaint", length_below(4), "RFC 5949 6.2.1: no request is lawful"),
    Row("part 40.19", "data", nothing, "RFC 5949 6.2.1: nothing shown behind the sub-type"),
    Row("option 41", "address", lambda r, theirs: theirs is None and r.octets[2] not in (1, 2),
        "RFC 5949 6.2.2: codes that are not assigned, whose length tells what it is"),
    Row("option 51", "complaint", text("length"), "RFC 6705 11.1: 18 octets, not 16"),
    Row("option 52", "complaint", length_below(3), "RFC 6757 3: none is lawful in a request"),
    Row("part 52.1", "reserved_bits", nothing, "RFC 6757 3.1.1: not shown"),
    Row("part 52.4,part 52.5,part 52.6,part 52.unassigned", "complaint",
        text("not dissected"), "RFC 7563 3: not known"),
    Row("part 52.4,part 52.5,part 52.6,part 52.unassigned", "*", undissected, "RFC 7563 3"),
    Row(UNDISSECTED + ",option 62", "complaint", text("not dissected"),
        "fields not shown: RFC 5949 6.2.3, 6058 5.1, 6089 4, 6909 3.1, 7028 5.1, 7161 4.1, "
        "7222 4.1, 7389 4, 7411 5, 8127 3, 8278 4, 8885 4"),
    Row(UNDISSECTED + ",option 62", "length", number_at(1, 1),
        "RFC 6275 6.2.1: the header's length is shown instead"),
    Row(UNDISSECTED, "*", undissected, "as above"),
]

# Names that are not ours, or not like ours: place and field, then tshark's for each number.
NAMES = {
    ("message 6", "status"): {  # RFC 3963 4.2; RFC 4285 8, RFC 4866: a draft's; RFC 7222 4.3,
        # RFC 8278 4.3
        143: "Mobile Network Prefix information unavailable", 144: "Unknown",
        145: "Proxy Registration not supported by the LMA",
        146: "Proxy Registrations from this MAG not allowed", 147: "No home address for this NAI",
        148: "Invalid Time Stamp Option", 179: "Unknown", 180: "Unknown"},
    ("message 16", "status"): {  # RFC 5846 5.2: a draft's
        2: "Binding Does NOT Exist", 3: "IPv4 HoA Binding Does NOT Exist",
        4: "Global Revocation NOT Authorized", 5: "CAN NOT Identify Binding",
        6: "Revocation Failed, MN is Attached", **dict.fromkeys(range(128, 136), "Unknown")},
    ("message 16", "trigger"): dict.fromkeys(range(250, 256), "Unknown"),  # RFC 5846 5.1
    ("option 7", "code"): {  # RFC 5568 6.4.4: identical to that of 6.4.3, and so its codes
        **dict.fromkeys(range(8), "Unknown"), 2: "Link Layer Address of the MN"},
    ("option 8", "subtype"): dict.fromkeys(range(2, 9), "Unknown"),  # RFC 8371
    ("option 9", "subtype"): {  # RFC 4285 5.1, 5.2: those of 8, of the SPI
        1: "Unknown", 2: "Unknown", 3: "HMAC_SHA1_SPI", 5: "Reserved for use by 3GPP2"},
    ("option 9", "type"): {9: "AUTH-OPTION-TYPE"},  # RFC 4285 5: the registry's word
    ("option 10", "type"): {10: "MESG-ID-OPTION-TYPE"},  # RFC 4285 6: likewise
    ("option 23", "value"): {6: "Unknown"},  # RFC 7864 7
    ("option 24", "value"): {8: "3GPP E-UTRAN", 13: "Unknown"},  # the registry
    **{("option %d" % kind, "status"): {  # RFC 5555 3.2.1, RFC 5844 3.3.2: access technologies'
        128: "Virtual", 129: "PPP", 130: "IEEE 802.3", 131: "IEEE 802.11a/b/g",
        132: "IEEE 802.16e", 133: "Unknown"} for kind in (30, 37)},
    ("option 41", "type"): {41: "Mobile Node Link-local Address Interface Identifier"},
    **{("option %d" % kind, "type"): {kind: "Unknown"} for kind in (53, 54, *range(56, 71))},
    **{("part 52.%d" % kind, "type"): {kind: "Unknown"} for kind in (4, 5, 6)},  # RFC 7563 3
}

# Words that do not tell one name from another.
SMALL_WORDS = set("a an the of to for and or not is in with by available assignment".split())


def field_row(record, key, theirs):
    """The row that knows of this difference: its number, the place, the field; else None."""
    for number, row in enumerate(ROWS):
        if record.place not in row.places.split(",") or not row.says(record, theirs):
            continue
        for pattern in row.keys.split(","):
            if fnmatch.fnmatchcase(key, pattern):
                return number, record.place, pattern
    return None


def name_row(record, key, theirs):
    """Likewise for a name, as (place, field, number)."""
    number = record.theirs[key][0]
    if NAMES.get((record.place, key), {}).get(number) == theirs:
        return record.place, key, number
    return None


WRONG_CHECKSUM = "wrong checksum"


def all_rows():
    """Each case that must be met, and what it is."""
    yield WRONG_CHECKSUM, "a wrong checksum (RFC 6275 6.1.1) that is not told"
    for number, row in enumerate(ROWS):
        for place in row.places.split(","):
            for pattern in row.keys.split(","):
                yield (number, place, pattern), "%s, %s (%s)" % (place, pattern, row.why)
    for (place, key), names in NAMES.items():
        for number, name in names.items():
            yield (place, key, number), "%s, %s %d called %r" % (place, key, number, name)
