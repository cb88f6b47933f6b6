# SPDX-License-Identifier: MIT
"""A network with a second mobile node and a second anchor, for tests of gateways.

    mn -- ap  \\             / lma
                mag1, mag2
    mn2 - ap2 /             \\ lma2

Each node's cable ends in one gateway's namespace at a time, or in none.
"""

import json
import os
import subprocess
import sys

import flow
from bed import BIN, Bed
from topology import (AP_MAC, CN, HOME, LMA, MAGS, MN_ID, MN_MAC, PATIENCE, Daemon, Network, run,
                      wait_until)

MN2_ID = "mn2@example.net"
MN2_MAC = "02:00:00:00:00:02"
LMA2 = "2001:db8:b::1"
HOME2 = "2001:db8:200::/40"
TIMERS = 30  # s; so long that no timer helps within what a test waits for a step


class Node:
    """A mobile node and its cable."""

    def __init__(self, net, host, far, mac):
        self.net, self.host, self.far, self.mac = net, host, far, mac
        self.at = "limbo"

    def cable(self):
        run("ip", "link", "add", "mn0", "netns", self.net.ns(self.host), "address", self.mac,
            "type", "veth", "peer", "name", self.far, "netns", self.net.ns("limbo"))

    def ready(self):
        self.net.ip(self.host, self.net.soliciting("mn0", 1), "link set mn0 up")

    def plug(self, host, solicit=1):
        self.move(host)
        self.net.ip(host, "link set %s address %s" % (self.far, AP_MAC),
                    self.net.soliciting(self.far, solicit), "link set %s up" % self.far)

    def move(self, host):
        self.net.ip(self.at, "link set %s netns %s" % (self.far, self.net.ns(host)))
        self.at = host

    def unplug(self):
        self.move("limbo")

    def entries(self):
        """The kernel's own words on each address of the node's interface."""
        out = run("ip", "-n", self.net.ns(self.host), "-j", "-6", "addr", "show", "dev", "mn0")
        return [a for link in json.loads(out or "[]") for a in link.get("addr_info", [])
                if "local" in a]

    def addresses(self):
        """Global addresses ready for use."""
        return [a["local"] for a in self.entries()
                if a["scope"] == "global" and not a.get("tentative")]

    def link_locals(self):
        return [a for a in self.entries() if a["scope"] == "link"]

    def wait_for_address(self):
        return wait_until(self.addresses, PATIENCE, "an address of " + self.host)[0]

    def routers(self):
        """The kernel's default routes."""
        return run("ip", "-n", self.net.ns(self.host), "-6", "route", "show", "default")

    def ping(self, to, *words):
        """Whether an answer came, and what was printed."""
        done = subprocess.run(self.net.inside(self.host) + ["ping", "-6", "-c1", "-W2", *words,
                                                            to],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=PATIENCE)
        return done.returncode == 0, done.stdout

    def reaches(self, to):
        wait_until(lambda: self.ping(to)[0], PATIENCE, "%s to reach %s" % (self.host, to))

    def seen_as(self):
        """The source that the correspondent, which runs `flow.py answer`, sees."""
        done = subprocess.run(self.net.inside(self.host) + [sys.executable, flow.__file__, "ask",
                                                            CN],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, timeout=PATIENCE)
        return done.stdout.strip()


class Domain(Network):
    """The demonstration's network and more; daemons as its, the second anchor's beside."""

    hosts = Network.hosts + ("mn2", "lma2")

    def __init__(self, anchors=1, node_words="", **how):
        self.anchors, self.node_words = anchors, node_words
        super().__init__(BIN, **how)
        self.nodes = {"mn": Node(self, "mn", "ap", MN_MAC),
                      "mn2": Node(self, "mn2", "ap2", MN2_MAC)}
        self.lma2 = Daemon(self, "lma2", "pmip6-lmad",
                           self.lma_config().replace(LMA, LMA2).replace(HOME, HOME2)
                           + how.get("lma_extra", ""))

    def lma_config(self):
        return super().lma_config() + "mobile-node %s\n" % MN2_ID

    def mag_config(self, host):
        text = super().mag_config(host)
        return (text.replace("lma " + LMA, "lma " + LMA + self.node_words)
                + "link ap2 mobile-node %s\nmobile-node %s link-layer %s lma %s%s\n"
                % (MN2_ID, MN2_ID, MN2_MAC, LMA2 if self.anchors > 1 else LMA,
                   self.node_words))

    def open(self):
        super().open()
        self.nodes["mn2"].cable()
        for node in self.nodes.values():
            node.ready()
        self.cable("lma2", LMA2, "to-lma2", "2001:db8:b::")
        self.ip("router", "route add %s via %s" % (HOME2, LMA2))
        return self

    def start(self):
        self.settle()
        for daemon in [self.lma, *([self.lma2] if self.anchors > 1 else []),
                       *self.mags.values()]:
            daemon.start()
        return self

    def close(self):
        self.lma2.stop()
        super().close()

    def plug(self, host, solicit=1):
        self.nodes["mn"].plug(host, solicit)

    def unplug(self):
        self.nodes["mn"].unplug()


class Gateways(Bed):
    """A test with such a network."""

    def domain(self, **how):
        Bed.serial += 1
        how.setdefault("edition", self.edition)
        net = Domain(name="p6g%d-%d" % (os.getpid(), Bed.serial), **how)
        self.addCleanup(net.close)
        return net.open()

    def attached(self, host="mag1", **how):
        """A running network whose first node has service."""
        net = self.domain(**how).start()
        net.nodes["mn"].plug(host)
        net.nodes["mn"].wait_for_address()
        net.nodes["mn"].reaches(CN)
        return net

    def registered(self, daemon, mn_id=MN_ID):
        return [b for b in daemon.show("bindings", mn_id) if b["state"] == "registered"]

    def await_registered(self, daemon, mn_id=MN_ID):
        return wait_until(lambda: self.registered(daemon, mn_id), PATIENCE,
                          "%s to be registered at %s" % (mn_id, daemon.host))[0]

    def await_gateway(self, net, host, mn_id=MN_ID, lma=None):
        """Waits until an anchor has a node at a gateway; its binding."""
        return wait_until(lambda: [b for b in self.registered(lma or net.lma, mn_id)
                                   if b["proxy_coa"] == MAGS[host]], PATIENCE,
                          "%s to be bound at %s" % (mn_id, host))[0]

    def settings(self, net, host, interface):
        """The kernel's settings of an interface, and its addresses."""
        folder = "/proc/sys/net/ipv6/conf/%s/" % interface
        out = run(*net.inside(host), "grep", "-s", "", *[folder + name for name in (
            "accept_ra", "addr_gen_mode", "autoconf", "forwarding", "disable_ipv6",
            "accept_dad", "dad_transmits", "proxy_ndp")])
        links = json.loads(run("ip", "-n", net.ns(host), "-j", "addr", "show", "dev", interface))
        return {"settings": out.split(), "mac": links[0]["address"],
                "addresses": sorted(a["local"] for a in links[0]["addr_info"])}
