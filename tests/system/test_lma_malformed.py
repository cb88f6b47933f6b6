# SPDX-License-Identifier: MIT
"""pmip6-lmad and what nobody should send it: malformed, unknown, too much."""

import struct
import time

import lma_bed
import wire
from lma_bed import (ACCEPTED, MAG1, MAG2, STRANGER, STRANGER2, Anchor, editions, expands, option,
                     request, socket_inside)
from topology import LMA, PATIENCE

CARD = bytes.fromhex("020000000001")
POLICY = "mobile-node mn1@example.net\nmobile-node barred@example.net disabled\n"


@expands
class Malformed(Anchor):
    @editions
    def test_is_dropped_counted_and_never_answered(self):
        self.lma()
        good = request(more=option(25, bytes(2) + CARD))
        head = request(identifier=None, prefixes=None, handoff=None, technology=None, time=None)
        bad = {"an identifier without subtype": wire.finish(head[:12] + bytes([8, 0])),
               "an empty link-layer option": wire.finish(good[:12] + bytes([25, 0])),
               "half a link-layer option": wire.finish(good[:12] + bytes([25, 1, 0])),
               "a prefix of 129 bits": wire.finish(good + bytes([22, 18, 0, 129]) + bytes(16)),
               "a prefix of 255 bits": wire.finish(good + bytes([22, 18, 0, 255]) + bytes(16))}
        fixed = {2: 2, 3: 16, 22: 18, 23: 2, 24: 2, 26: 16, 27: 8}
        for kind, length in fixed.items():
            for n in (0, length - 1, length + 1):
                m = request(**{{22: "prefixes", 23: "handoff", 24: "technology", 27: "time"}
                               .get(kind, "care_of"): None})
                bad["option %d of %d octets" % (kind, n)] = wire.finish(m + option(kind, bytes(n)))
        twice = {2: b"\0\1", 3: lma_bed.address(MAG1), 8: b"\1mn1@example.net", 23: b"\0\1",
                 24: b"\0\3", 25: bytes(2) + CARD, 26: lma_bed.address("fe80::1"), 27: bytes(8)}
        for kind, data in twice.items():
            m = request(**{{8: "identifier", 23: "handoff", 24: "technology", 27: "time"}
                           .get(kind, "care_of"): None})
            bad["option %d twice" % kind] = wire.finish(m + 2 * option(kind, data))
        whole = request()
        bad["an option past the end"] = wire.finish(whole + bytes([200, 7]) + bytes(6))
        bad["an option of 255 octets"] = wire.finish(whole + bytes([200, 255]) + bytes(6))
        bad["a type without a length"] = wire.finish(whole + bytes(7) + b"\x08")
        bad["a header longer than the message"] = bytes([59, whole[1] + 1]) + whole[2:]
        bad["a header far too long"] = bytes([59, 255]) + whole[2:]
        bad["a message cut off"] = whole[:-8]
        wrong = []
        for what, message in bad.items():
            before = self.dropped()
            self.send(message)
            answers, counted = self.answers(), self.dropped() - before
            if answers or counted != 1:
                wrong.append((what, message.hex(), answers, counted))
        self.assertEqual(wrong, [])
        self.assertEqual(self.bindings(), [])

    @editions
    def test_less_than_a_header(self):
        net = self.lma() and self.net
        packets = socket_inside(net.ns("peer"), 10, 3, 255)
        self.addCleanup(packets.close)
        whole = request()
        for n in range(16):
            packets.sendto(struct.pack("!IHBB", 6 << 28, n, wire.MH, 64) + lma_bed.address(MAG1)
                           + lma_bed.address(LMA) + whole[:n], (LMA, 0))
            self.no_answer()
        self.assertEqual(self.bindings(), [])

    @editions
    def test_wrong_checksum(self):
        self.lma()
        self.send_as_is(request())
        self.no_answer()
        self.assertEqual(self.bindings(), [])

    @editions
    def test_parameter_problems_point_at_the_field(self):
        net = self.lma() and self.net
        errors = socket_inside(net.ns("peer"), 10, 3, 58)
        self.addCleanup(errors.close)
        errors.settimeout(PATIENCE)

        def pointer():
            while True:
                data = errors.recvfrom(4096)[0]
                if data[0] == 4:
                    return data[1], struct.unpack("!I", data[4:8])[0]
        good = request()
        before = self.dropped()
        self.send(bytes([6]) + good[1:])
        self.assertEqual(pointer(), (0, 40))
        self.send(bytes([59, 0]) + good[2:8])
        self.assertEqual(pointer(), (0, 41))
        whole = bytearray(good)
        whole[1] = 0
        whole[4:6] = struct.pack("!H", wire.checksum(MAG1, LMA, bytes(whole)))
        self.send_as_is(bytes(whole))
        self.assertEqual(pointer(), (0, 41))
        self.no_answer()
        self.assertEqual(self.dropped(), before + 3)
        self.assertEqual(self.bindings(), [])

    @editions
    def test_unknown_types_get_a_binding_error(self):
        self.lma()
        for kind in (8, 13, 16, 17, 19, 21, 24, 100, 200, 255):
            self.send(bytes([59, 1, kind, 0, 0, 0]) + bytes(10))
            octets, source = self.receive()
            self.assertEqual((octets[:4], octets[6], source[0]), (b"\x3b\2\7\0", 2, LMA))
            self.assertEqual(octets[8:], bytes(16))
            self.assertEqual(wire.checksum(LMA, MAG1, octets), 0)

    @editions
    def test_answers_and_errors_are_not_answered(self):
        self.lma()
        for message in (bytes([59, 1, 6, 0, 0, 0]) + bytes(10),
                        bytes([59, 2, 7, 0, 0, 0, 2, 0]) + bytes(16)):
            self.ignored(message)

    @editions
    def test_return_routability_is_dropped(self):
        self.lma()
        for kind in (1, 2):
            before = self.dropped()
            self.ignored(bytes([59, 1, kind, 0, 0, 0]) + bytes(10))
            self.assertEqual(self.dropped(), before + 1)


@expands
class Limits(Anchor):
    def storm(self, message, source, count=400):
        """How many of so many were answered, and in how long."""
        begin = time.monotonic()
        for n in range(count):
            self.send(message(n), source)
            if n % 50 == 49:
                time.sleep(0.02)  # longer than the anchor needs for what it has
        took, answers = time.monotonic() - begin, 0
        while self.receive(source, 1):
            took, answers = time.monotonic() - begin, answers + 1
        return answers, took

    def check(self, answers, took):
        self.assertGreaterEqual(answers, 100)
        self.assertLessEqual(answers, 100 + 100 * took + 5)

    @editions
    def test_refusals_to_strangers(self):
        self.lma(POLICY)
        self.check(*self.storm(lambda n: request(sequence=n), STRANGER))
        self.assertEqual(self.status(), ACCEPTED)
        time.sleep(0.7)  # the next ones: at most 100 a second
        answers, took = self.storm(lambda n: request(sequence=n), STRANGER)
        self.assertGreaterEqual(answers, 50)
        self.assertLessEqual(answers, 100 + 100 * took + 5)

    @editions
    def test_refusals_to_strangers_for_whatever_reason(self):
        self.lma(POLICY)
        for n, how in enumerate(({"identifier": None}, {"identifier": b"who@else"},
                                 {"identifier": b"barred@example.net"}, {"flags": 0x8000})):
            answers, took = self.storm(lambda n: request(sequence=n, **how),
                                       (STRANGER, STRANGER2)[n % 2], 300)
            self.assertLessEqual((how, answers), (how, 100 + 100 * (took + 0.6) + 5))

    @editions
    def test_gateways_are_always_answered(self):
        self.lma(POLICY)
        for n in range(100):
            self.send(request(), STRANGER)
        answers, _ = self.storm(lambda n: request(sequence=n, identifier=b"who@else"), MAG1)
        self.assertEqual(answers, 400)
        answers, _ = self.storm(lambda n: request(sequence=n, identifier=None), MAG2)
        self.assertEqual(answers, 400)

    @editions
    def test_binding_errors(self):
        self.lma(POLICY)
        self.check(*self.storm(lambda n: bytes([59, 1, 200, 0, 0, 0]) + bytes(10), MAG1))
        self.assertEqual(self.status(), ACCEPTED)
