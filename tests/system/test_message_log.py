# SPDX-License-Identifier: MIT
"""The daemons' log at level debug: a line for each message, received and sent."""

import re

import wire
from bed import Bed
from lma_bed import MAG1, Anchor, option, request
from topology import LMA, MAGS, MN_ID, PATIENCE, wait_until


def told(daemon, least=0):
    """What a daemon's log says of messages, without the times; waits for so many lines."""
    wait_until(lambda: len(lines(daemon)) >= least, PATIENCE, "%d lines" % least)
    return lines(daemon)


def lines(daemon):
    with open(daemon.log) as f:
        found = re.findall(r"^\S+Z (\w+) (received|sent|not sent) (.*)$", f.read(), re.M)
    if {level for level, _, _ in found} - {"debug"}:
        raise ValueError("not at level debug: %s" % found)
    return ["%s %s" % (what, fields) for _, what, fields in found]


class AnchorLog(Anchor):
    def test_tells_requests_and_answers(self):
        lma = self.lma()
        answer = self.register(sequence=7, link_local="fe80::1")
        received, sent = told(lma, 2)
        self.assertEqual(received.split(" timestamp=")[0],
                         "received peer=%s PBU sequence=7 flags=AP lifetime=60s "
                         "mobile-node-identifier=(subtype=1(nai) identifier=mn1@example.net) "
                         "home-network-prefix=::/0 "
                         "handoff-indicator=1(attachment-over-new-interface) "
                         "access-technology-type=3(ieee-802.3)" % MAG1)
        self.assertTrue(received.endswith(" link-local-address=fe80::1"), received)
        self.assertTrue(sent.startswith("sent peer=%s PBA status=0(ACCEPTED) flags=P sequence=7 "
                                        % MAG1), sent)
        self.assertIn(" home-network-prefix=%s " % answer.prefix, sent)

    def test_tells_which_error_and_where(self):
        lma = self.lma()
        good = request()
        self.send(wire.finish(good + option(23, bytes(3))))
        self.send_as_is(good[:4] + b"\0\1" + good[6:])
        self.send(bytes([6]) + good[1:])
        self.no_answer()
        self.assertEqual(told(lma, 3)[:3],
                         ["received peer=%s error=option-length octet=%d" % (MAG1, len(good) + 1),
                          "received peer=%s error=checksum octet=4" % MAG1,
                          "received peer=%s error=payload-proto octet=0" % MAG1])

    def test_a_line_is_one_whatever_is_in_a_message(self):
        lma = self.lma("mobile-node *\n")
        self.register(identifier=b"a b\n2026-01-01T00:00:00.000Z debug sent peer=::\x1b[2J\\")
        received, _ = told(lma, 2)
        self.assertIn(r"identifier=a\x20b\x0a2026-01-01T00:00:00.000Z\x20debug\x20sent"
                      r"\x20peer=::\x1b[2J\x5c)", received)

    def test_a_very_long_one_is_cut(self):
        lma = self.lma()
        self.register(more=option(200, bytes(250)) * 5)
        received, sent = told(lma, 2)
        self.assertTrue(received.endswith("..."), received)
        self.assertLess(len(received), 4096)
        self.assertTrue(sent.startswith("sent "), sent)

    def test_without_d_nothing_is_told(self):
        lma = self.make().lma
        lma.level = []
        lma.start()
        self.register()
        self.send(bytes([6]) + request()[1:])
        self.no_answer()
        self.assertEqual(told(lma), [])
        self.assertNotIn("PBU", self.log())


class GatewayLog(Bed):
    def test_tells_requests_answers_and_errors(self):
        net = self.network().start()
        net.plug("mag1")
        net.wait_for_address()
        mag = net.mags["mag1"]
        sent, received = told(mag, 2)[:2]
        self.assertTrue(sent.startswith("sent peer=%s PBU sequence=" % LMA), sent)
        self.assertIn(" identifier=%s) " % MN_ID, sent)
        self.assertTrue(received.startswith("received peer=%s PBA status=0(ACCEPTED) " % LMA),
                        received)
        wire.exchange(net, "lma", LMA, MAGS["mag1"], [bytes([59, 1, 6, 0]) + bytes(8) + b"\x16\2" +
                                                      bytes(2)], wait=0.1)
        line = "received peer=%s error=option-length octet=13" % LMA
        wait_until(lambda: line in lines(mag), PATIENCE, "a line of the error")

    def test_without_d_nothing_is_told(self):
        net = self.network()
        mag = net.mags["mag1"]
        mag.level = []
        net.start()
        net.plug("mag1")
        net.wait_for_address()
        self.assertEqual(told(mag), [])
