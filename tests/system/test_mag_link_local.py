# SPDX-License-Identifier: MIT
"""The node's link-local address is the gateway's: what both do about it, frame by frame.

RFC 5213 6.8, 6.9.1.2 (15), draft-02 6.8: a node that asks is told that the address is taken;
where it uses the address all the same, the gateway gives way, and tells the LMA if it was the
LMA's. The node is the kernel's, with its own Duplicate Address Detection and its own routers.
"""

import time

from domain import Gateways
from lma_bed import editions, expands
from seen import Frames
from topology import CN, FIXED_LINK_LOCAL, MN_MAC, PATIENCE, wait_until

FIXED = "link-local %s\n" % FIXED_LINK_LOCAL
OWN = "link-local ::\n"


@expands
class SameAddress(Gateways):
    def begin(self, **how):
        """A running network whose node has no link-local address of its own choice."""
        net = self.domain(**how)
        net.ip("mn", "link set mn0 addrgenmode none", "addr flush dev mn0 scope link")
        self.frames = Frames(net, "mn", "mn0")
        self.node = net.nodes["mn"]
        self.net = net
        return net.start()

    def attach(self, host="mag1"):
        """Plugs the node in; the moment before, and the gateway's address."""
        begin = time.time()
        self.node.plug(host)
        self.await_registered(self.net.mags[host])
        wait_until(lambda: self.own(host), PATIENCE, "an address of " + host)
        return begin, self.own(host)

    def own(self, host="mag1"):
        """The gateway's link-local address, as its kernel has it."""
        found = [a for a in self.settings(self.net, host, "ap")["addresses"]
                 if a.startswith("fe80:")]
        self.assertLessEqual(len(found), 1, found)
        return found[0] if found else None

    def take(self, address, *words):
        self.net.ip("mn", " ".join(("addr add %s/64 dev mn0" % address, *words)))

    def state(self, address):
        """What the node's kernel thinks of an address."""
        for a in self.node.link_locals():
            if a["local"] == address:
                return "failed" if a.get("dadfailed") else \
                    "tentative" if a.get("tentative") else "in use"
        return "none"

    def told(self, begin, address):
        """The first frame that tells the node's DAD that the address is taken: an
        advertisement (RFC 4862 5.4.4), or a solicitation of another who asks (5.4.3)."""
        return wait_until(
            lambda: [f for f in self.frames.all(begin) if f.get("target") == address
                     and f["mac"] != MN_MAC and (f["kind"] == "NA" or f["src"] == "::")],
            PATIENCE, "a word to the node")[0]

    def serves(self, router):
        """The node reaches others by a router."""
        wait_until(lambda: router in self.node.routers(), PATIENCE, "the router " + router)
        self.node.reaches(CN)

    # --- the node asks ----------------------------------------------------------------

    def test_a_node_that_asks_as_it_comes_is_told(self):
        """It has no service while its address has failed: its kernel takes no router with an
        address of its own, even a failed one. With another address it has."""
        self.begin(mag_extra=FIXED)
        self.take(FIXED_LINK_LOCAL)
        begin, ours = self.attach()
        self.told(begin, ours)
        wait_until(lambda: self.state(ours) == "failed", PATIENCE, "the node to give up")
        self.assertEqual(self.own(), FIXED_LINK_LOCAL)
        self.net.ip("mn", "addr flush dev mn0 scope link", "addr add fe80::7/64 dev mn0")
        self.serves(ours)
        self.assertEqual(self.frames.all(begin, src=ours, mac=MN_MAC), [])

    @editions
    def test_what_the_gateway_has_is_defended(self):
        """A node that is served already asks for the address of its router."""
        self.begin(mag_extra=OWN)
        _, ours = self.attach()
        if self.edition == "rfc5213":  # where the LMA draws the gateway's address
            self.assertEqual(self.registered(self.net.lma)[0]["link_local_address"], ours)
        self.serves(ours)
        begin = time.time()
        self.take(ours)
        asked = self.frames.wait_for(begin, "NS", src="::", target=ours, mac=MN_MAC)
        answer = self.frames.wait_for(asked["t"], "NA", target=ours)
        self.assertEqual((answer["src"], answer["dst"]), (ours, "ff02::1"))
        self.assertNotEqual(answer["mac"], MN_MAC)
        wait_until(lambda: self.state(ours) == "failed", PATIENCE, "the node to give up")
        self.assertEqual(self.own(), ours)
        self.serves(ours)

    # --- the node uses it -------------------------------------------------------------

    def gave_way(self, begin, ours, host="mag1"):
        """The gateway withdraws itself as a router and advertises from another address."""
        last = self.frames.wait_for(begin, "RA", src=ours, router_lifetime=0)
        now = wait_until(lambda: self.own(host) not in (None, ours) and self.own(host),
                         PATIENCE, "another address of the gateway")
        again = self.frames.wait_for(last["t"], "RA", src=now)
        self.assertGreater(again["router_lifetime"], 0)
        self.assertEqual(self.state(ours), "in use")
        self.serves(now)
        if self.edition == "rfc5213" and ours != FIXED_LINK_LOCAL:
            wait_until(lambda: self.registered(self.net.lma)[0]["link_local_address"] == now,
                       PATIENCE, "the LMA to hear of it")
        return now

    def uses(self, extra):
        """A node that is served uses the address of its router; that one's next address."""
        self.begin(mag_extra=extra)
        _, ours = self.attach()
        begin = time.time()
        self.take(ours, "nodad")  # the kernel solicits routers from it
        self.frames.wait_for(begin, "RS", src=ours, mac=MN_MAC)
        return self.gave_way(begin, ours)

    @editions
    def test_a_gateway_gives_way_to_a_node_that_uses_its_address(self):
        now = self.uses(OWN)
        if self.edition == "rfc5213":  # the LMA has heard of it, and tells the next
            _, there = self.attach("mag2")
            self.assertEqual(there, now)
            self.serves(now)

    def test_a_gateway_gives_way_with_the_address_fixed_for_the_domain(self):
        self.uses(FIXED)

    def test_a_silent_node_that_uses_its_address_is_found_out(self):
        """The node brings the address along, and neither asks nor says anything: its kernel
        takes no router with an address of its own, so it never would."""
        self.begin(mag_extra=FIXED)
        self.take(FIXED_LINK_LOCAL, "nodad")
        begin, _ = self.attach()
        self.gave_way(begin, FIXED_LINK_LOCAL)

    def test_what_the_lma_drew_is_not_used_beside_a_node_that_has_it(self):
        """RFC 5213 6.9.1.2 (15): the node took it where nobody could tell."""
        self.begin(mag_extra=OWN)
        _, ours = self.attach()
        self.node.unplug()
        wait_until(lambda: not self.net.mags["mag1"].show("bindings"), PATIENCE, "the end")
        self.take(ours, "nodad")
        begin = time.time()
        self.node.plug("mag2")
        self.await_gateway(self.net, "mag2")
        self.gave_way(begin, ours, "mag2")

    def test_the_next_gateway_gives_way_to_a_node_that_brings_its_address(self):
        """A node that asks on its first link only, as a kernel does (draft-02 6.8)."""
        self.edition = "draft-02"
        net = self.begin(mag_extra=OWN)
        mag2 = net.mags["mag2"]
        with open(mag2.config, "a") as f:
            f.write(FIXED)
        mag2.stop()
        mag2.start()
        self.take(FIXED_LINK_LOCAL)
        _, ours = self.attach()
        self.serves(ours)
        wait_until(lambda: self.state(FIXED_LINK_LOCAL) == "in use", PATIENCE, "the address")
        begin = time.time()
        self.node.plug("mag2")
        self.await_gateway(net, "mag2")
        self.gave_way(begin, FIXED_LINK_LOCAL, "mag2")
