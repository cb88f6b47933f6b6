# SPDX-License-Identifier: MIT
"""The demonstration's story as assertions: both editions, every order of de-registration."""

import os

from bed import Bed
from ladder import tshark_complaints
from scenario import ANCHOR_TIMERS, Story


class HandOff(Bed):
    """The mobile node keeps its address, its traffic and its connection."""

    def play(self, edition, deregistration, same_mac):
        net = self.network(edition=edition, same_mac=same_mac, lma_extra=ANCHOR_TIMERS)
        before = {host: net.footprint(host) for host in ("lma", "mag1", "mag2")}
        net.start()
        pcap = os.path.join(net.work, "story.pcap")
        told = []
        story = Story(net, pcap, deregistration, told.append)
        story.attach()
        story.move("mag1", "mag2")
        story.move("mag2", "mag1")
        story.leave()
        for daemon in [*net.mags.values(), net.lma]:
            story.expect(daemon.stop() == 0, daemon.host + " did not end well")
        for host, was in before.items():
            now = net.footprint(host)
            story.expect(now == was, "%s left %s instead of %s" % (host, now, was))
        story.end()
        frames, complaints = tshark_complaints(pcap)
        story.expect(frames == story.captured, "tshark read %d frames of %d"
                     % (frames, story.captured))
        story.expect(not complaints, "tshark finds malformed: %s" % complaints)
        self.assertEqual(story.problems, [], "\n".join(told))

    def test_rfc5213_old_gateway_first(self):
        self.play("rfc5213", "first", True)

    def test_rfc5213_old_gateway_last(self):
        self.play("rfc5213", "last", True)

    def test_rfc5213_old_gateway_never(self):
        self.play("rfc5213", "never", True)

    def test_rfc5213_first_different_link_layer_addresses(self):
        self.play("rfc5213", "first", False)

    def test_rfc5213_last_different_link_layer_addresses(self):
        self.play("rfc5213", "last", False)

    def test_draft02_old_gateway_first(self):
        self.play("draft-02", "first", True)

    def test_draft02_old_gateway_last(self):
        self.play("draft-02", "last", False)

    def test_draft02_old_gateway_never(self):
        self.play("draft-02", "never", True)
