# SPDX-License-Identifier: MIT
"""Regular IPv6 access for nodes that are in no profile (RFC 5213 6.14)."""

import ipaddress
import subprocess

from bed import Bed
from topology import CN, MAGS, run, wait_until

VISITORS = "2001:db8:77::/64"
EXTRA = ("visitor-prefix %s\ndns-server 2001:db8:53::1\n"
         "detect solicitation, neighbour, control\n" % VISITORS)


class Visitor(Bed):
    """A node whose address no profile has, at the first gateway."""

    def ping(self, net, host, to, *words):
        return subprocess.run(net.inside(host) + ["ping", "-6", "-c1", "-W1", *words, to],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=20).returncode == 0

    def routes(self, net):
        text = run("ip", "-n", net.ns("mag1"), "-6", "route", "show", "table", "all")
        return [line for line in text.splitlines() if "2001:db8:77:" in line]

    def visit(self):
        net = self.network(mag_extra=EXTRA)
        net.ip("mn", "link set mn0 down", "link set mn0 address 02:00:00:00:00:99",
               "link set mn0 up")
        net.ip("router", "route add %s via %s" % (VISITORS, MAGS["mag1"]))
        net.start()
        net.plug("mag1")
        return net

    def test_a_visitor_gets_an_address_and_reaches_others(self):
        net = self.visit()
        address = net.wait_for_address(60)
        self.assertIn(ipaddress.ip_address(address), ipaddress.ip_network(VISITORS))
        wait_until(lambda: self.ping(net, "mn", CN), 30, "an answer to the visitor")
        self.assertTrue(self.ping(net, "cn", address))
        mag = net.mags["mag1"]
        self.assertEqual(mag.show("counters")["tx_pbu"], 0)
        self.assertEqual(mag.show("tunnels"), [])
        # What it sends from another address than its own goes nowhere.
        net.ip("mn", "addr add 2001:db8:66::1/128 dev mn0 nodad")
        self.assertFalse(self.ping(net, "mn", CN, "-I", "2001:db8:66::1"))

    def test_nothing_of_a_visitor_stays_when_it_leaves(self):
        net = self.visit()
        net.wait_for_address(60)
        wait_until(lambda: [r for r in self.routes(net) if "dev ap" in r], 30, "its route")
        net.ip("mag1", "link set ap down")
        wait_until(lambda: not [r for r in self.routes(net) if "dev ap" in r or "throw" in r],
                   30, "its routes to go")
        self.assertEqual(net.mags["mag1"].stop(), 0)
        self.assertEqual(self.routes(net), [])
