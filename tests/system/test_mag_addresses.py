# SPDX-License-Identifier: MIT
"""The addresses that a mobile node's own stack forms, and keeps, over hand-offs."""

import ipaddress
import subprocess
import sys
import time

import flow
from domain import TIMERS, Gateways
from lma_bed import editions, expands
from seen import Flow, Frames
from topology import CN, HOME, PATIENCE, run, wait_until

SLACK = 3  # s that a message may take on the slowest machine, and seconds that are not whole


@expands
class Autoconfiguration(Gateways):
    """RFC 4862 from the advertised home network prefix (RFC 5213 6.7, 6.8, 6.11)."""

    def watch(self, net):
        """Everything that the node's kernel does to its addresses, from now on."""
        self.changes = net.spawn("mn", ["ip", "-6", "-o", "monitor", "address"],
                                 stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.changes.stdout.close)

    def removed(self):
        self.changes.terminate()
        return [line for line in self.changes.communicate()[0].splitlines()
                if line.startswith("Deleted") and "scope global" in line]

    @editions
    def test_the_node_has_one_address_of_its_prefix_and_keeps_it(self):
        net = self.attached()
        node = net.nodes["mn"]
        prefix, = self.await_registered(net.lma)["home_network_prefixes"]
        self.assertTrue(ipaddress.ip_network(prefix).subnet_of(ipaddress.ip_network(HOME)))
        address = node.addresses()[0]
        self.assertIn(ipaddress.ip_address(address), ipaddress.ip_network(prefix))
        self.watch(net)
        for host in "mag2", "mag1", "mag2":
            node.plug(host)
            binding = self.await_gateway(net, host)
            self.assertEqual(binding["home_network_prefixes"], [prefix])
            node.reaches(CN)
            self.assertEqual(node.addresses(), [address])
        self.assertEqual(self.removed(), [])

    def within(self, net):
        """No lifetime of the address ends after the binding, but for the way of the answer that
        both are counted from. The binding is read later, which can only make it end later."""
        node = net.nodes["mn"]
        asked = time.monotonic()
        entry, = [a for a in node.entries() if a["scope"] == "global"]
        binding, = self.registered(net.lma)
        left = binding["lifetime_left"] + (time.monotonic() - asked) + SLACK
        self.assertLessEqual(entry["preferred_life_time"], entry["valid_life_time"])
        self.assertLessEqual(entry["valid_life_time"], left)
        return entry["valid_life_time"]

    def test_its_lifetimes_end_with_the_binding(self):
        """RFC 5213 6.11: those of the prefix are the binding's; extensions lengthen both."""
        net = self.domain(mag_extra="lifetime 8\n")
        frames = Frames(net, "mn", "mn0")
        net.start()
        node = net.nodes["mn"]
        node.plug("mag1")
        address = node.wait_for_address()
        begin, before = time.monotonic(), self.within(net)
        while (now := self.within(net)) <= before:  # until an extension reached the node
            self.assertLess(time.monotonic(), begin + PATIENCE)
            before = now
            time.sleep(0.1)
        self.assertEqual(node.addresses(), [address])
        node.plug("mag2")
        self.await_gateway(net, "mag2")
        self.within(net)
        told = [p for f in frames.all(kind="RA") for p in f["prefixes"]]
        self.assertTrue(told)
        for p in told:
            self.assertLessEqual(p["valid"], 8, p)
            self.assertLessEqual(p["preferred"], p["valid"], p)

    def test_the_address_ends_where_nobody_extends_the_binding(self):
        net = self.attached(mag_extra="lifetime 8\n")
        net.mags["mag1"].process.kill()
        net.mags["mag1"].process.wait()
        wait_until(lambda: not net.lma.show("bindings"), PATIENCE, "the binding to end")
        # The kernel looks at its addresses now and then; what it has must have no time left.
        left = [a["valid_life_time"] for a in net.nodes["mn"].entries()
                if a["scope"] == "global"]
        self.assertLessEqual(max(left, default=0), SLACK)


class Privacy(Gateways):
    """RFC 8981: addresses that the node draws, and changes, by itself."""

    PREFERRED = 10  # s; the kernel draws the next one some 5 s before that ends

    def temporary(self, node):
        """The temporary address in use, else None."""
        found = [a["local"] for a in node.entries()
                 if a.get("temporary") and not a.get("tentative") and not a.get("deprecated")]
        return found[0] if found else None

    def changed(self, node, old):
        """The address that the node draws next, once packets leave from it."""
        wait_until(lambda: node.seen_as() not in ("", old), PATIENCE, "another address")
        return node.seen_as()

    def test_temporary_addresses_work_over_a_hand_off_and_a_change(self):
        net = self.domain()
        for name, value in (("use_tempaddr", 2), ("temp_prefered_lft", self.PREFERRED),
                            ("max_desync_factor", 0)):
            for scope in "default", "mn0":
                net.sysctl("mn", "net.ipv6.conf.%s.%s" % (scope, name), value)
        net.start()
        node = net.nodes["mn"]
        answers = net.spawn("cn", [sys.executable, flow.__file__, "answer"],
                            stdout=subprocess.PIPE, text=True)
        self.addCleanup(answers.stdout.close)
        self.assertEqual(answers.stdout.readline(), "ready\n")
        node.plug("mag1")
        prefix = ipaddress.ip_network(
            self.await_registered(net.lma)["home_network_prefixes"][0])
        wait_until(lambda: self.temporary(node), PATIENCE, "a temporary address")
        first = wait_until(node.seen_as, PATIENCE, "an answer")
        entry, = [a for a in node.entries() if a["local"] == first]
        self.assertTrue(entry.get("temporary"), entry)
        self.assertIn(ipaddress.ip_address(first), prefix)
        flows = Flow(net, "mn", "cn", CN), Flow(net, "cn", "mn", first)
        for stream in flows:
            wait_until(lambda: stream.count(0) > 20, PATIENCE, "traffic")
        node.plug("mag2", TIMERS)
        self.await_gateway(net, "mag2")
        now = time.time()
        for stream in flows:
            wait_until(lambda: stream.count(now) > 20, PATIENCE, "traffic after the hand-off")
        second = self.changed(node, first)
        self.assertIn(ipaddress.ip_address(second), prefix)
        self.assertIn(first, node.addresses())  # deprecated by then, and of use still
        now = time.time()
        wait_until(lambda: flows[1].count(now) > 20, PATIENCE, "traffic to the former address")
        self.assertTrue(self.cn_reaches(net, second), "no way back to " + second)
        self.assertTrue({first, second} & flows[0].sources)
        for stream in flows:
            stream.finish()

    def cn_reaches(self, net, address):
        return " 0% packet loss" in run(*net.inside("cn"), "ping", "-6", "-c2", "-W5", "-i0.2",
                                        address, check=False)
