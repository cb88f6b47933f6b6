# SPDX-License-Identifier: MIT
"""pmip6-dump: what it makes of captures and hex lines, whole, cut and damaged."""

import ipaddress
import json
import os
import random
import re
import struct
import subprocess
import tempfile
import unittest

import wire
from bed import BIN
from topology import PATIENCE

LMA, MAG, CARE_OF = "2001:db8:a::1", "2001:db8:1::1", "2001:db8:2::2"
ETHERNET, RAW_BSD, RAW, COOKED, RAW_IPV6, COOKED_2 = 1, 12, 101, 113, 229, 276
HOP_BY_HOP, TCP, ROUTING, FRAGMENT, ESP, AUTHENTICATION, DESTINATION = 0, 6, 43, 44, 50, 51, 60
MACS = bytes(12)


def packed(address):
    return ipaddress.IPv6Address(address).packed


def summed(message, source=MAG, destination=LMA):
    total = wire.checksum(source, destination, message[:4] + b"\0\0" + message[6:])
    return message[:4] + struct.pack("!H", total) + message[6:]


def packet(payload, following=wire.MH, source=MAG, destination=LMA):
    return (struct.pack("!IHBB", 6 << 28, len(payload), following, 64) + packed(source)
            + packed(destination) + payload)


def extended(kind, data, message, following=wire.MH, **how):
    """A packet with one extension header, whose data begins behind its length octet."""
    units = (len(data) + 2) // 4 - 2 if kind == AUTHENTICATION else (len(data) + 2) // 8 - 1
    return packet(bytes([following, units]) + data + message, kind, **how)


def capture(frames, link=ETHERNET, order="<", magic=0xa1b2c3d4):
    return struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, link) + b"".join(
        struct.pack(order + "IIII", 1, 2, len(f), len(f) + 9) + f for f in frames)


PBU = summed(wire.pbu(sequence=7))
IPV6 = MACS + b"\x86\xdd"
FRAME = IPV6 + packet(PBU)


class Dump(unittest.TestCase):
    def run_(self, *words, stdin=b"", stdout=subprocess.PIPE):
        done = subprocess.run([os.path.join(BIN, "pmip6-dump"), *words], input=stdin,
                              stdout=stdout, stderr=subprocess.PIPE, timeout=PATIENCE)
        return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()

    def file(self, octets):
        with tempfile.NamedTemporaryFile(suffix=".pcap", delete=False) as f:
            f.write(octets)
        self.addCleanup(os.unlink, f.name)
        return f.name

    def dump(self, octets):
        """Exit status, objects and complaints for a capture."""
        status, out, err = self.run_("-j", self.file(octets))
        return status, [json.loads(line) for line in out.splitlines()], err

    def hex(self, *lines):
        status, out, _ = self.run_("-j", "--hex", stdin="".join(
            (line if isinstance(line, str) else line.hex()) + "\n" for line in lines).encode())
        return status, [json.loads(line) for line in out.splitlines()]

    def one(self, message):
        status, (found,) = self.hex(message)
        self.assertEqual(status, 0, found)
        return found


class Captures(Dump):
    def finds(self, frames, count=1, what="", **how):
        status, found, err = self.dump(capture(frames, **how))
        self.assertEqual((status, [f.get("sequence") for f in found]), (0, count * [7]),
                         (what, how, found, err))

    def test_every_link_type(self):
        tag = b"\x81\0\0\5"
        for link, heads in {
                ETHERNET: (IPV6, MACS + tag + b"\x86\xdd",
                           MACS + b"\x88\xa8\0\7" + tag + b"\x86\xdd",
                           MACS + b"\x91\0\0\7" + tag + b"\x86\xdd"),
                RAW: (b"",), RAW_BSD: (b"",), RAW_IPV6: (b"",),
                COOKED: (bytes(14) + b"\x86\xdd", bytes(14) + tag + b"\x86\xdd"),
                COOKED_2: (b"\x86\xdd" + bytes(18), b"\x81\0" + bytes(18) + b"\0\5\x86\xdd"),
        }.items():
            for head in heads:
                self.finds([head + packet(PBU)], what=head.hex(), link=link)

    def test_either_byte_order_and_resolution(self):
        for order in "<>":
            for magic in (0xa1b2c3d4, 0xa1b23c4d):
                self.finds([FRAME, FRAME], 2, order=order, magic=magic)

    def test_what_a_frame_has_behind_its_packet_is_not_seen(self):
        status, (found,), _ = self.dump(capture([FRAME + bytes(20)]))
        self.assertEqual((status, "trailing" in found), (0, False))

    def test_extension_headers_are_passed(self):
        node = packed(CARE_OF)
        home = b"\xc9\x10" + packed(MAG)
        for name, whole in {
                "hop-by-hop": extended(HOP_BY_HOP, b"\1\4" + bytes(4), PBU),
                "authentication": extended(AUTHENTICATION, bytes(22), PBU),
                "a whole fragment": extended(FRAGMENT, bytes(6), PBU),
                "home address": extended(DESTINATION, b"\1\2" + bytes(2) + home, PBU,
                                         source=CARE_OF),
                "routing, on its way": extended(ROUTING, b"\2\1" + bytes(4) + packed(LMA), PBU,
                                                destination=CARE_OF),
                "routing, there": extended(ROUTING, b"\2\0" + bytes(4) + node, PBU),
                "two": extended(HOP_BY_HOP, b"\1\4" + bytes(4), bytes([wire.MH, 0]) + b"\1\4"
                                + bytes(4) + PBU, following=DESTINATION)}.items():
            self.finds([IPV6 + whole], what=name)

    def test_what_is_no_mobility_header_is_passed_over(self):
        part = extended(FRAGMENT, b"\0\1" + bytes(4), PBU)
        rest = extended(FRAGMENT, b"\0\x08" + bytes(4), PBU)
        version_4 = b"\x45" + packet(PBU)[1:]
        self.finds([MACS + b"\x08\0" + version_4, IPV6 + version_4, IPV6 + packet(PBU, TCP),
                    IPV6 + packet(PBU, ESP), IPV6 + part, IPV6 + rest, FRAME[:53], FRAME[:14],
                    FRAME[:13], b"", MACS + b"\x81\0", MACS + b"\x81\0\0",
                    IPV6 + extended(HOP_BY_HOP, bytes(6), b"")[:47],
                    IPV6 + extended(HOP_BY_HOP, bytes(14), b"")[:-8], FRAME])

    def test_a_wrong_checksum(self):
        status, found, _ = self.dump(capture([FRAME[:-1] + b"\1", FRAME]))
        self.assertEqual((status, found[0]), (1, {"error": "checksum", "offset": 4, "mh_type": 5}))
        self.assertEqual(found[1]["sequence"], 7)

    def test_a_packet_cut_by_the_capture(self):
        for cut in (1, 7, 8, 40, *range(len(PBU) - 8, len(PBU) + 1)):
            status, (found,), _ = self.dump(capture([FRAME[:-cut]]))
            rest = len(PBU) - cut
            self.assertEqual((status, found["error"], found["offset"]), (1, "truncated", rest))
            self.assertEqual(found.get("mh_type"), 5 if rest > 2 else None)

    def test_a_file_that_ends_too_early(self):
        whole = capture([FRAME, FRAME])
        for n in range(24 + 16 + len(FRAME) + 1, len(whole), 5):
            status, found, err = self.dump(whole[:n])
            self.assertEqual((status, len(found)), (2, 1))
            self.assertIn("cut in the middle of a packet", err)

    def test_what_is_no_capture(self):
        for octets, word in ((b"", "too short"), (bytes(23), "too short"),
                             (bytes(24), "not a pcap file"), (b"PK" + bytes(40), "not a pcap"),
                             (b"\x0a\x0d\x0d\x0a" + bytes(40), "pcapng"),
                             (capture([FRAME], link=105), "link type")):
            status, found, err = self.dump(octets)
            self.assertEqual((status, found), (2, []), err)
            self.assertIn(word, err)
        damaged = capture([]) + struct.pack("<IIII", 0, 0, 1 << 31, 1 << 31)
        self.assertEqual(self.dump(damaged)[0], 2)

    def test_what_cannot_be_read_or_written(self):
        self.assertEqual(self.run_("/nonexistent/x.pcap")[0], 2)
        status, _, err = self.run_("/")
        self.assertEqual((status, "cannot be read" in err), (2, True), err)
        with open("/dev/full", "w") as full:
            self.assertEqual(self.run_(self.file(capture([FRAME])), stdout=full)[0], 2)

    def test_wrong_usage(self):
        name = self.file(capture([FRAME]))
        for words in ((), ("-j",), ("-x", name), (name, name), ("--hex", name), ("--json", name)):
            self.assertEqual(self.run_(*words)[0], 2, words)

    def test_damage_anywhere(self):
        draw = random.Random(135)
        whole = capture([FRAME, IPV6 + extended(DESTINATION, bytes(14), PBU)])
        for _ in range(100):
            octets = bytearray(whole)
            for _ in range(draw.randint(1, 4)):
                octets[draw.randrange(len(octets))] = draw.randrange(256)
            status, found, _ = self.dump(bytes(octets))
            self.assertIn(status, (0, 1, 2))
            self.assertEqual(status == 1, any("error" in f for f in found) and status != 2)


class Lines(Dump):
    def test_bad_lines(self):
        good = PBU.hex()
        bad = ["zz", "3b0", "3b 00", "%s %s" % (MAG, good), "%s %s %s x" % (MAG, LMA, good),
               "%s 2001:db8:::1 %s" % (MAG, good), "192.0.2.1 %s %s" % (LMA, good), good + "g",
               "0x" + good, MAG, "3b\0" + good, "\0", "00" * 65537, "0" * 200000]
        status, found = self.hex(*[line for b in bad for line in (b, good)])
        self.assertEqual(status, 1)
        self.assertEqual([f.get("error") for f in found], len(bad) * ["bad-line", None])

    def test_blank_lines_and_forms_of_good_ones(self):
        good = PBU.hex()
        status, found = self.hex("", " \t", good.upper(), "\r", "  %s  \r" % good,
                                 "%s\t%s   %s" % (MAG, LMA, good))
        self.assertEqual((status, [f["sequence"] for f in found]), (0, [7, 7, 7]))
        status, out, _ = self.run_("--hex", stdin=good.encode())
        self.assertEqual((status, out.count("PBU")), (0, 1))

    def test_the_checksum_counts_only_with_addresses(self):
        wrong = (PBU[:4] + b"\0\0" + PBU[6:]).hex()
        self.assertEqual(self.hex(wrong)[0], 0)
        status, (found,) = self.hex("%s %s %s" % (MAG, LMA, wrong))
        self.assertEqual((status, found), (1, {"error": "checksum", "offset": 4, "mh_type": 5}))

    def test_the_example_of_the_readme(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "..", "README.md")) as f:
            line, wanted = re.search(r"echo (\S+) \| pmip6-dump --hex\n +(.*\n)", f.read()).groups()
        self.assertEqual(self.run_("--hex", stdin=line.encode())[:2], (0, wanted))

    def test_input_that_cannot_be_read(self):
        with open("/proc/self/mem", "rb") as f:
            done = subprocess.run([os.path.join(BIN, "pmip6-dump"), "--hex"], stdin=f,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)


class Objects(Dump):
    def options(self, *options):
        m = struct.pack("!BBBBHHHH", 59, 0, 5, 0, 0, 7, 0x8200, 15)
        return self.one(wire.finish(m + b"".join(bytes([t, len(d)]) + d for t, d in options)))[
            "options"]

    def test_messages(self):
        self.assertEqual(self.one(bytes([59, 1, 5, 0, 0, 0, 0, 7, 0xc2, 0, 0, 15]) + b"\1\2\0\0"),
                         {"mh_type": 5, "type": "PBU", "sequence": 7, "flags": ["A", "H", "P"],
                          "lifetime": 60, "options": []})
        self.assertEqual(self.one(bytes([59, 1, 6, 0, 0, 0, 156, 0x20, 0, 7, 0, 0]) + b"\1\2\0\0"),
                         {"mh_type": 6, "type": "PBA", "status": 156,
                          "status_name": "TIMESTAMP_MISMATCH", "flags": ["P"], "sequence": 7,
                          "lifetime": 0, "options": []})
        found = self.one(bytes([59, 1, 6, 0, 0, 0, 127, 0, 0, 7, 0, 0]) + b"\1\2\0\0")
        self.assertEqual((found["type"], found["status_name"]), ("BA", "unassigned"))
        found = self.one(bytes([59, 2, 7, 0, 0, 0, 2, 0]) + packed(LMA))
        self.assertEqual((found["type"], found["status"], found["home_address"]), ("BE", 2, LMA))
        for kind, units, name in ((0, 0, "BRR"), (1, 1, "HoTI"), (2, 1, "CoTI"), (3, 2, "HoT"),
                                  (4, 2, "CoT"), (13, 1, "Heartbeat"), (17, 1, "LRI"),
                                  (18, 1, "LRA"), (19, 1, "UPN"), (20, 1, "UPA")):
            m = bytes([59, units, kind, 0, 0, 0, 0, 0]) + 4 * b"\1\0\1\0"
            self.assertEqual(self.one(m[:12] + bytes(8 * units - 4) if units else m[:8])["type"],
                             name)
        for kind, name in ((1, "BRI"), (2, "BRA")):
            self.assertEqual(self.one(bytes([59, 1, 16, 0, 0, 0, kind]) + bytes(9))["type"], name)
        status, (found,) = self.hex(bytes([59, 1, 16, 0, 0, 0, 9]) + bytes(9))
        self.assertEqual((status, found["error"], found["mh_type"]), (1, "message-kind", 16))

    def test_a_type_that_nobody_assigned(self):
        self.assertEqual(self.one(bytes([59, 0, 200, 0, 0, 0, 0xab, 0xcd])),
                         {"mh_type": 200, "type": "unknown", "hex": "abcd", "options": []})

    def test_lifetimes_of_localized_routing_are_seconds(self):
        found = self.one(bytes([59, 1, 17, 0, 0, 0, 0, 7, 0, 0, 0, 15]) + b"\1\2\0\0")
        self.assertEqual(found["lifetime"], 15)

    def test_options(self):
        prefix = packed("2001:db8:0:7::")
        found = self.options((2, b"\0\5"), (3, packed(LMA)), (22, b"\0\x40" + prefix), (23, b"\0\3"),
                             (24, b"\0\4"), (25, b"\0\0\2\0\0\0\0\xff"), (26, packed("fe80::1")),
                             (27, struct.pack("!Q", (9 << 16) + 5)), (200, b"\xab"))
        wanted = [{"type": 2, "name": "binding-refresh-advice", "length": 2, "seconds": 20},
                  {"type": 3, "name": "alternate-care-of-address", "length": 16, "address": LMA},
                  {"type": 22, "name": "home-network-prefix", "length": 18,
                   "prefix": "2001:db8:0:7::/64"},
                  {"type": 23, "name": "handoff-indicator", "length": 2, "value": 3},
                  {"type": 24, "name": "access-technology-type", "length": 2, "value": 4},
                  {"type": 25, "name": "mobile-node-link-layer-identifier", "length": 8,
                   "identifier": "0200000000ff"},
                  {"type": 26, "name": "link-local-address", "length": 16, "address": "fe80::1"},
                  {"type": 27, "name": "timestamp", "length": 8, "seconds": 9, "fraction": 5},
                  {"type": 200, "name": "unknown", "length": 1, "hex": "ab"}]
        self.assertEqual([{k: f.get(k) for k in w} for w, f in zip(wanted, found)], wanted)
        self.assertEqual(len(found), len(wanted))

    def test_identifiers(self):
        for octets, text in ((b"mn1@example.net", "mn1@example.net"), (b"", ""),
                             ("mn\u00e9\u4e2d".encode(), "mn\u00e9\u4e2d"), (b"a\\b", r"a\x5cb"),
                             (b'"q"', '"q"'), (b"\0\n\x1f\x7f", r"\x00\x0a\x1f\x7f"),
                             (b"\xc0\x80\xff", r"\xc0\x80\xff"), (b"\xed\xa0\x80", r"\xed\xa0\x80"),
                             (b"\xf4\x90\x80\x80", r"\xf4\x90\x80\x80"), (b"\xe4\xb8", r"\xe4\xb8")):
            found, = self.options((8, b"\1" + octets))
            self.assertEqual((found["subtype"], found["identifier"]), (1, text))

    def test_errors_name_the_octet(self):
        head = struct.pack("!BBBBHHHH", 59, 1, 5, 0, 0, 7, 0x8200, 15)
        for octets, error, offset, kind in (
                (b"\x3b", "truncated", 1, None), (b"\x3b\0\5", "truncated", 3, 5),
                (head, "truncated", 12, 5), (b"\6" + head[1:] + b"\1\2\0\0", "payload-proto", 0, 5),
                (bytes([59, 0]) + head[2:8], "header-length", 1, 5),
                (head + b"\x17\1\0\0", "option-length", 13, 5),
                (bytes([59, 2]) + head[2:] + b"\x17\3\0\0\1\1\5" + bytes(5), "option-length", 13, 5),
                (head + b"\xc8\3\0\0", "option-truncated", 13, 5),
                (head + b"\1\1\0\x08", "option-truncated", 15, 5),
                (bytes([59, 2]) + head[2:] + 2 * b"\x17\2\0\1" + b"\1\2\0\0", "option-duplicate",
                 16, 5)):
            status, (found,) = self.hex(octets)
            wanted = {"error": error, "offset": offset}
            if kind is not None:
                wanted["mh_type"] = kind
            self.assertEqual((status, found), (1, wanted), octets.hex())

    def test_what_is_odd_and_no_error(self):
        found = self.one(bytes([59, 3, 5, 9, 0, 0, 0, 7, 0x82, 0x0f, 0, 15]) + b"\x16\x12\x7f\x08"
                         + packed("2001:db8::1") + bytes(3))
        self.assertEqual(found["options"][0]["prefix"], "2001:db8::1/8")
        self.assertEqual(found["flags"], ["A", "P"])

    def test_octets_behind_the_message(self):
        found = self.one(PBU + b"\1\2\3")
        self.assertEqual((found["sequence"], found["trailing"]), (7, 3))

    def test_very_many_options(self):
        m = bytes([59, 255, 5, 0, 0, 0, 0, 7, 0x82, 0, 0, 15])
        found = self.one(m + 1018 * b"\xc8\0")
        self.assertEqual(len(found["options"]), 1018)

    def test_random_octets_are_valid_json_a_line_each(self):
        draw = random.Random(5213)
        lines = []
        for _ in range(4000):
            units = draw.choice((0, 1, 2, 4, 9, 30))
            body = bytearray(draw.randbytes(8 * units + 4))
            at = draw.randrange(10)
            while draw.random() < 0.9 and at + 2 < len(body):  # more of them well formed
                size = draw.choice((0, 2, 4, 6, 8, 10, 16, 18, draw.randrange(40)))
                body[at:at + 2] = bytes([draw.randrange(80), size])
                at += 2 + size
            lines.append(bytes([59, units, draw.randrange(26), draw.choice((0, 0, 0, 255))])
                         + bytes(body))
        _, found = self.hex(*lines)
        self.assertEqual(len(found), len(lines))
        for f, octets in zip(found, lines):
            if "error" in f:
                self.assertTrue(0 <= f["offset"] <= len(octets), f)
                self.assertEqual(f["mh_type"], octets[2])
            else:
                self.assertEqual((f["mh_type"], isinstance(f["options"], list)), (octets[2], True))
        self.assertGreater(sum("error" not in f for f in found), 400)
