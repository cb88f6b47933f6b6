# SPDX-License-Identifier: MIT
"""Two mobile nodes: on one gateway and on two, with one anchor and with two."""

import time

from domain import LMA2, MN2_ID, TIMERS, Gateways
from seen import Flow, Frames
from topology import CN, HOME, LMA, MN_ID, PATIENCE, wait_until

HOPS = 64  # what a packet of a node begins with
SLOW = 0.05  # s between datagrams: no buffer is full before a daemon has waited long


class Neighbours(Gateways):
    """Two nodes that talk to each other."""

    def both(self, first, second, **how):
        net = self.domain(**how).start()
        self.nodes = [net.nodes["mn"], net.nodes["mn2"]]
        for node, host in zip(self.nodes, (first, second)):
            node.plug(host)
        self.addresses = [node.wait_for_address() for node in self.nodes]
        for node in self.nodes:
            node.reaches(CN)
        self.frames = Frames(net, "router", "to-lma")
        return net

    def talk(self, net):
        """Each pings the other; hops that are left at the end, and datagrams at the LMA."""
        begin, hops = time.time(), set()
        for node, other in zip(self.nodes, reversed(self.addresses)):
            wait_until(lambda: node.ping(other)[0], PATIENCE, "an answer of " + other)
            hops.add(int(node.ping(other)[1].split("ttl=")[1].split()[0]))
        mark = time.time()
        self.nodes[0].ping(CN)  # whatever passed the router before has been seen, then
        self.frames.wait_for(mark, "tunnel", src=LMA)
        past_lma = [f for f in self.frames.all(begin, mark, "tunnel")]
        return hops, len(past_lma)

    def test_neighbours_talk_by_the_lma_or_past_it(self):
        """RFC 5213 6.10.3, 9.2: EnableMAGLocalRouting."""
        net = self.both("mag1", "mag1")
        for local in "no", "yes", "no":
            net.mags["mag1"].reconfigure("local-routing %s\n" % local)
            hops, past_lma = self.talk(net)
            if local == "yes":
                self.assertEqual((hops, past_lma), ({HOPS - 1}, 0))
            else:  # gateway, anchor, gateway
                self.assertEqual(hops, {HOPS - 3})
                self.assertGreaterEqual(past_lma, 8)

    def test_one_of_two_neighbours_leaves_and_they_talk_on(self):
        """What stayed local goes by the LMA then, and the other way round."""
        net = self.both("mag1", "mag1", mag_extra="local-routing yes\n")
        flows = [Flow(net, "mn", "mn2", self.addresses[1]),
                 Flow(net, "mn2", "mn", self.addresses[0])]
        for host, hops in (("mag2", HOPS - 3), ("mag1", HOPS - 1)):
            self.nodes[1].plug(host, TIMERS)
            self.await_gateway(net, host, MN2_ID)
            now = time.time()
            for stream in flows:
                wait_until(lambda: stream.count(now) > 20, PATIENCE, "traffic at " + host)
            self.assertEqual(self.talk(net)[0], {hops})
        self.assertEqual([node.addresses() for node in self.nodes],
                         [[a] for a in self.addresses])
        for stream, address in zip(flows, self.addresses):
            stream.finish()
            self.assertEqual(stream.sources, {address})

    def test_nodes_of_two_gateways_talk_by_the_lma(self):
        net = self.both("mag1", "mag2", mag_extra="local-routing yes\n")
        hops, past_lma = self.talk(net)
        self.assertEqual(hops, {HOPS - 3})
        self.assertGreaterEqual(past_lma, 8)
        for daemon, mn_id in zip(net.mags.values(), (MN_ID, MN2_ID)):
            self.assertEqual([b["mn_id"] for b in daemon.show("bindings")], [mn_id])


class TwoAnchors(Gateways):
    """One gateway, whose nodes' profiles name different LMAs (RFC 5213 6.2)."""

    def both(self, **how):
        net = self.domain(anchors=2, **how).start()
        self.nodes = [net.nodes["mn"], net.nodes["mn2"]]
        for node in self.nodes:
            node.plug("mag1")
        self.addresses = [node.wait_for_address() for node in self.nodes]
        for node in self.nodes:
            node.reaches(CN)
        return net

    def remotes(self, net, host="mag1"):
        return sorted(t["remote"] for t in net.mags[host].show("tunnels"))

    def test_each_node_is_at_its_own(self):
        net = self.both()
        self.assertEqual([b["lma"] for b in sorted(net.mags["mag1"].show("bindings"),
                                                   key=lambda b: b["mn_id"])], [LMA, LMA2])
        self.assertEqual(self.remotes(net), [LMA, LMA2])
        self.assertEqual([b["mn_id"] for b in net.lma.show("bindings")], [MN_ID])
        self.assertEqual([b["mn_id"] for b in net.lma2.show("bindings")], [MN2_ID])
        self.assertTrue(self.addresses[0].startswith(HOME.split("00::")[0]))
        self.assertTrue(self.addresses[1].startswith("2001:db8:2"))
        self.nodes[0].reaches(self.addresses[1])
        self.nodes[1].plug("mag2")
        self.await_gateway(net, "mag2", MN2_ID, net.lma2)
        wait_until(lambda: self.remotes(net) == [LMA], PATIENCE, "the tunnel to close")
        self.assertEqual(self.remotes(net, "mag2"), [LMA2])
        self.nodes[1].reaches(CN)
        self.assertEqual(self.nodes[1].addresses(), [self.addresses[1]])

    def test_the_death_of_one_leaves_the_others_nodes_unharmed(self):
        """Until the other's binding is long over, no datagram of the first is lost."""
        net = self.both(mag_extra="lifetime 8\n")
        flows = [Flow(net, "mn", "cn", CN, SLOW),
                 Flow(net, "cn", "mn", self.addresses[0], SLOW)]
        for stream in flows:
            wait_until(lambda: stream.count(0) > 5, PATIENCE, "traffic")
        net.lma2.process.kill()
        net.lma2.process.wait()
        mag = net.mags["mag1"]
        wait_until(lambda: self.remotes(net) == [LMA], PATIENCE, "the binding to end")
        wait_until(lambda: not self.nodes[1].routers(), PATIENCE, "its node to be told")
        self.assertEqual(len(self.registered(mag)), 1)
        now = time.time()
        for stream in flows:
            wait_until(lambda: stream.count(now) > 5, PATIENCE, "traffic")
            numbers = sorted(number for number, _ in stream.arrived)
            self.assertEqual(numbers, list(range(numbers[0], numbers[-1] + 1)))
        net.lma2.start()
        self.await_registered(mag, MN2_ID)
        self.nodes[1].reaches(CN)
        self.assertEqual([node.addresses() for node in self.nodes],
                         [[a] for a in self.addresses])
        for stream in flows:
            stream.finish()
