# SPDX-License-Identifier: MIT
"""A message as both sides see it: records of fields, ours from our JSON, theirs from PDML.

A record is the message's head, one option, or one part of an option. Flags are fields of their
own, `flag A`, so that each is compared by itself.
"""

import dataclasses
import re
import struct

from fields import OPTIONS, PASSED_OVER, TABLE, same

BEGINS_A_PART = {"mip6.acc_net_id", "mip6.cr.req_type"}  # what a part of an option begins with
COMPLAINTS = {"mip6.vsm.data_not_dissected": "not dissected",
              "mip6.opt.len.invalid": "length", "mip6.ie_not_dissected": "not dissected",
              "mip6.acc_net_id.ani.unknown": "not dissected"}


class Wrong(Exception):
    """What cannot be compared at all."""


@dataclasses.dataclass
class Record:
    place: str  # `message 5`, `option 22`, `part 52.1`
    octets: bytes = b""
    message: bytes = b""  # that it is in
    ours: dict = dataclasses.field(default_factory=dict)
    our_names: dict = dataclasses.field(default_factory=dict)
    theirs: dict = dataclasses.field(default_factory=dict)  # key: (value, kind)
    their_names: dict = dataclasses.field(default_factory=dict)
    complaint: str = ""  # of tshark's


# ---- ours ----

def checksum(source, destination, message):
    """RFC 6275 6.1.1: over the pseudo-header and the message with a checksum of zero."""
    data = (source + destination + struct.pack("!I3xB", len(message), 135) + message[:4] + b"\0\0"
            + message[6:])
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def told(record, members):
    """The members of a JSON object as fields."""
    for key, value in members.items():
        if key.endswith("_name"):
            record.our_names[key[:-5]] = value
        elif key == "flags":
            record.ours.update({"flag " + letter: True for letter in value})
        elif key == "prefix":
            record.ours["prefix"], length = value.split("/")
            record.ours["prefix_length"] = int(length)
        elif key == "fraction":
            record.ours["time"] = {"seconds": record.ours.pop("seconds"), "fraction": value}
        elif value == "none":  # an address that is not there
            continue
        elif key == "name":
            record.our_names["type"] = value
        elif key not in ("options", "suboptions", "attributes"):
            record.ours[key] = value
    return record


def our_head(message, json, source, destination):
    r = told(Record(place_of("message", message[2], 23), message, message), json)
    name = r.ours.pop("type")
    r.ours.update(payload_proto=59, header_length=len(message) // 8 - 1,
                  checksum=checksum(source, destination, message))
    if name in ("BRI", "FBI", "BRA", "FBA"):
        r.ours["kind"] = 1 if name.endswith("I") else 2
    if "home_agents" in r.ours:
        r.ours["home_agent_count"] = len(r.ours["home_agents"])
    return r


def options_at(message, at):
    """(offset, octets) of each option, padding left out."""
    while at < len(message):
        end = at + 1 if message[at] == 0 else at + 2 + message[at + 1]
        if message[at] > 1:
            yield at, message[at:end]
        at = end


def first_option(message):
    if message[2] == 12:
        return 8 + 16 * message[6]
    return {0: 8, 1: 16, 2: 16, 3: 24, 4: 24, 7: 24, 10: 8, 14: 10, 15: 10, 22: 8,
            23: 8}.get(message[2], 12)


def contents(message):
    """A message without what is its encoder's own: padding, its length, the checksum."""
    end = 8 * (message[1] + 1)
    begin = end if message[2] == 11 or message[2] > 23 else first_option(message)
    return (message[2:4], message[6:begin],
            [octets for _, octets in options_at(message[:end], begin)])


def place_of(kind, number, last):
    return "%s %s" % (kind, number if number <= last else "unassigned")


def our_part(option, members):
    last = {40: 255, 45: 5, 52: 6, 53: 3, 58: 11, 62: 2}[option]
    number = members["type"] or 256  # no space has a 0 of its own
    r = told(Record(place_of("part", number, last).replace(" ", " %d." % option)), members)
    if option == 40:
        del r.our_names["type"]  # an option's, and compared with that
    if option == 40 and members["type"] == 19 and members["length"] >= 5:
        vendor = bytes.fromhex(r.ours.pop("hex"))  # RFC 5949 6.2.1: which vendor's, and which
        r.ours.update(vendor=int.from_bytes(vendor[:4], "big"), subtype=vendor[4],
                      data=vendor[5:].hex())
    return r


def our_option(octets, json, message):
    """The option, and its parts; None for parts that are not well formed."""
    r = told(Record(place_of("option", octets[0], 70), octets, message), json)
    if octets[0] == 51:
        r.ours["address_length"] = 128
    parts = json.get("suboptions", json.get("attributes", []))
    if any("error" in p for p in parts):
        return r, None
    return r, [our_part(octets[0], p) for p in parts]


# ---- theirs ----

def put(record, field):
    name = field.get("name")
    kind_of_place = record.place.split()[0]
    row = TABLE.get(record.place + " " + name) or TABLE.get(kind_of_place + " " + name) or \
        TABLE.get(name)
    if name in COMPLAINTS:
        record.complaint = COMPLAINTS[name]
    elif row is None:
        if re.match(r"mip6\.(?!3gpp\.)", name) and name not in PASSED_OVER:
            record.theirs[name] = (field.get("show"), (None, same))
    else:
        key, kind = row
        value = kind[0](field)
        if key == "home_agents":
            value = record.theirs.get(key, ([], None))[0] + [value]
        record.theirs[key] = (value, kind)
        text = re.search(r": (.*\S) \(\d+\)$", field.get("showname") or "")
        if text and key not in ("vendor", "mh_type"):
            record.their_names[key] = text.group(1)
    return name


def their_head(tree, record):
    """Everything but the options; these are given."""
    options = []
    for child in tree.findall("field"):
        if child.get("show") == "Mobility Options":
            options += child.findall("field")
            continue
        for field in child.iter("field"):
            put(record, field)
    return options


def their_option(tree, record, parts):
    """Fills the record and those of its parts, which is a list or None."""
    kind = OPTIONS.get(tree.get("name"))
    if kind is not None:
        record.theirs["type"] = (kind, (None, same))
        record.their_names["type"] = re.match(r"MIPv6 Option - ([^:]*)",
                                              tree.get("showname")).group(1)
    into, rest = record, list(parts or [])
    for field in tree.iter("field"):
        if field.get("name") in BEGINS_A_PART:
            if parts is None:
                return
            into = rest.pop(0) if rest else Record("part too many")
            if into not in parts:
                parts.append(into)
        if field is not tree:
            put(into, field)
