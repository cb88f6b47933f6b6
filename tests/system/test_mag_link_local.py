# SPDX-License-Identifier: MIT
"""The node's link-local address is the gateway's: what both do about it, frame by frame.

RFC 5213 6.8, 6.9.1.2 (15) and draft-02 6.8: a node that asks is told that the address is taken;
where it uses the address all the same, the gateway gives way, and tells the LMA where that gave
it the address.
"""

import time

from domain import TIMERS, Gateways
from lma_bed import editions, expands
from seen import Frames
from topology import (AP_MAC, CN, FIXED_LINK_LOCAL, MN_MAC, PATIENCE, run, wait_until)


@expands
class SameAddress(Gateways):
    def begin(self, **how):
        """A network with a node that has no link-local address of its own choice."""
        net = self.domain(**how)
        net.ip("mn", "link set mn0 addrgenmode none", "addr flush dev mn0 scope link")
        self.frames = Frames(net, "mn", "mn0")
        self.node = net.nodes["mn"]
        return net.start()

    def take(self, net, address, words=""):
        net.ip("mn", "addr add %s/64 dev mn0 %s" % (address, words))

    def state(self, address):
        """What the node's kernel thinks of an address."""
        found = [a for a in self.node.link_locals() if a["local"] == address]
        return None if not found else "failed" if found[0].get("dadfailed") else \
            "tentative" if found[0].get("tentative") else "in use"

    def story(self, since=0.0):
        names = {MN_MAC: "node", AP_MAC: "mag"}
        return ["%.3f %-4s %s %s > %s %s" % (f["t"] - since, names.get(f["mac"], f["mac"]), f["kind"], f["src"],
                                   f["dst"], f.get("target", f.get("router_lifetime","")))
                for f in self.frames.all(since) if "mac" in f and f["kind"] in ("RS", "RA", "NS", "NA")]

    def try_(self, how, extra="", words="", when="after"):
        net = self.begin(mag_extra=extra)
        x = FIXED_LINK_LOCAL
        if when == "before":
            self.take(net, x, words)
        t = time.time()
        self.node.plug("mag1", 1)
        b = self.await_gateway(net, "mag1")
        print(how, self.edition, when, words, extra.strip(), "| LMA says", b["link_local_address"])
        if when == "after":
            if not extra and self.edition=="rfc5213": x = b["link_local_address"]
            if "::" in extra.split(): 
                x=b["link_local_address"] if self.edition=="rfc5213" else [a for a in self.settings(net,"mag1","ap")["addresses"] if a.startswith("fe80")][0]
            self.take(net, x, words)
        time.sleep(4)
        print("   node:", x, self.state(x), self.node.addresses(), "mag:", [a for a in self.settings(net,"mag1","ap")["addresses"] ],
              "ping", self.node.ping(CN)[0], "ll lma", net.lma.show("bindings")[0]["link_local_address"], run("ip","-n",net.ns("mn"),"-6","r","show","default").strip())
        print("   mag", [b["link_local_address"] for b in net.mags["mag1"].show("bindings")])
        print("    "+"\n    ".join(self.story(t)))

    @editions
    def test_x(self):
        for extra in ("link-local %s\n" % FIXED_LINK_LOCAL, "link-local ::\n"):
            for when in "before", "after":
                for words in "", "nodad":
                    if when=="before" and "::\n" in extra: continue
                    self.try_("", extra, words, when)
