# SPDX-License-Identifier: MIT
"""Daemons that die, or are stopped, and come back, under the traffic of a node.

The node does nothing about it: nobody tells it, and what it may say by chance counts for nothing
(`detect carrier`).
"""

import os
import signal
import time

from domain import Gateways
from seen import Flow, Frames
from topology import CN, MAGS, PATIENCE, run, wait_until

CARRIER = "detect carrier, control\n"


class Restarts(Gateways):
    def flows(self, net):
        """Traffic both ways."""
        self.address = net.nodes["mn"].addresses()[0]
        self.streams = [Flow(net, "mn", "cn", CN), Flow(net, "cn", "mn", self.address)]
        self.flow(0)

    def flow(self, since):
        """Waits for traffic both ways after a moment; how long that took from it."""
        for stream in self.streams:
            wait_until(lambda: stream.count(since) > 20, PATIENCE, "traffic")
        return max(min(w for _, w in list(s.arrived) if w > since) for s in self.streams) - since

    def end(self, daemon, number):
        daemon.signal(number)
        status = daemon.process.wait(PATIENCE)
        self.assertEqual(status, 0 if number == signal.SIGTERM else -number)

    def same(self, net):
        self.assertEqual(net.nodes["mn"].addresses(), [self.address])

    # --- the anchor -------------------------------------------------------------------

    def restart_anchor(self, net, number):
        """Ends and starts it; the moment of the start."""
        self.end(net.lma, number)
        begin = time.time()
        net.lma.start()
        return begin

    def test_an_anchor_without_memory_gets_its_nodes_back_by_their_extensions(self):
        net = self.attached(mag_extra="lifetime 8\n" + CARRIER)
        frames = Frames(net, "router", "to-lma")
        self.flows(net)
        for number in signal.SIGKILL, signal.SIGTERM:
            begin = self.restart_anchor(net, number)
            self.await_gateway(net, "mag1")
            answer = frames.wait_for(begin, "PBA", status=0)
            print("    anchor without memory, %s: registered again after %.1f s (lifetime 8 s), "
                  "traffic %.3f s later" % (signal.Signals(number).name, answer["t"] - begin,
                                            self.flow(answer["t"])))
            self.same(net)
            self.assertEqual(self.drops(net.lma), {})

    def test_an_anchor_with_memory_goes_on_before_anybody_asks(self):
        net = self.domain(mag_extra="lifetime 1h\n" + CARRIER, lma_extra="max-lifetime 1h\n")
        state = net.lma.config + ".state"
        with open(net.lma.config, "a") as f:
            f.write("state %s\nstate-interval 100ms\n" % state)
        net.start()
        net.nodes["mn"].plug("mag1")
        net.nodes["mn"].wait_for_address()
        binding = self.await_registered(net.lma)
        net.nodes["mn"].reaches(CN)
        wait_until(lambda: os.path.exists(state), PATIENCE, "the file")
        self.assertEqual(net.lma.ctl("save")[0], 0)
        frames = Frames(net, "router", "to-lma")
        self.flows(net)
        for number in signal.SIGKILL, signal.SIGTERM:
            begin = self.restart_anchor(net, number)
            took = self.flow(begin)
            self.assertIsNone(frames.first(begin, "PBU"))  # there is half an hour until one
            now, = net.lma.show("bindings")
            self.assertEqual({**now, "lifetime_left": 0}, {**binding, "lifetime_left": 0})
            print("    anchor with memory, %s: traffic %.3f s after its start"
                  % (signal.Signals(number).name, took))
            self.same(net)

    # --- the gateway ------------------------------------------------------------------

    def leavings(self, net, host="mag1"):
        """All that a gateway changes in a host."""
        ns = net.ns(host)
        routes = run("ip", "-n", ns, "-6", "route", "show", "table", "all").splitlines()
        return {**net.footprint(host), **self.settings(net, host, "ap"),
                "all routes": sorted(r.split(" expires")[0].strip() for r in routes
                                     if not r.startswith(("multicast", "anycast")))}

    def unstarted(self, **how):
        """A node plugged into a gateway's host where no daemon has run yet."""
        net = self.domain(**how)
        net.settle()
        net.lma.start()
        net.nodes["mn"].plug("mag1")
        wait_until(lambda: [a for a in self.settings(net, "mag1", "ap")["addresses"]
                            if a.startswith("fe80:")], PATIENCE, "the kernel's own address")
        before = self.leavings(net)
        self.assertEqual(before["forwarding"], "0")
        return net, before

    def served(self, net):
        net.mags["mag1"].start()
        self.await_gateway(net, "mag1")
        self.await_registered(net.mags["mag1"])

    def test_a_killed_gateway_registers_its_nodes_at_its_start(self):
        net, before = self.unstarted(mag_extra=CARRIER)
        mag = net.mags["mag1"]
        self.served(net)
        net.nodes["mn"].wait_for_address()
        net.nodes["mn"].reaches(CN)
        self.flows(net)
        at_lma = Frames(net, "router", "to-lma")
        for _ in range(2):
            self.end(mag, signal.SIGKILL)
            left = self.leavings(net)
            for what in "rules", "all routes", "addresses", "settings", "forwarding":
                self.assertNotEqual(left[what], before[what], "the kill left nothing: " + what)
            begin = time.time()
            mag.start()
            request = at_lma.wait_for(begin, "PBU", src=MAGS["mag1"])
            answer = at_lma.wait_for(request["t"], "PBA", sequence=request["sequence"])
            self.assertGreater(request["lifetime"], 0)
            self.assertEqual(answer["status"], 0)
            print("    gateway killed: registered again %.3f s after its start, traffic %.3f s "
                  "later" % (answer["t"] - begin, self.flow(answer["t"])))
            self.same(net)
            self.assertEqual(len(mag.show("tunnels")), 1)
        for stream in self.streams:
            stream.finish()
        self.assertEqual(mag.stop(), 0)
        self.assertEqual(self.leavings(net), before)

    def test_settings_return_to_what_they_were_before_the_first_of_killed_gateways(self):
        net, before = self.unstarted(mag_extra="fixed-link-layer 02:00:00:00:52:77\n")
        mag = net.mags["mag1"]
        for _ in range(2):
            self.served(net)
            self.assertNotEqual(self.leavings(net)["mac"], before["mac"])
            self.end(mag, signal.SIGKILL)
        # What an administrator has changed meanwhile is his.
        net.sysctl("mag1", "net.ipv6.conf.ap.accept_ra", 2)
        self.served(net)
        self.assertEqual(mag.stop(), 0)
        after = self.leavings(net)
        changed = {s for s in after["settings"] if s not in before["settings"]}
        self.assertEqual(changed, {"/proc/sys/net/ipv6/conf/ap/accept_ra:2"})
        self.assertEqual({**after, "settings": 0}, {**before, "settings": 0})
        self.assertFalse(os.path.exists(mag.socket + ".sysctl"))

    def test_what_was_kept_elsewhere_is_not_put_back_here(self):
        """A file of another network namespace with the same path is no predecessor's."""
        net = self.domain()
        net.settle()
        net.sysctl("lma", "net.ipv6.conf.all.forwarding", 0)
        net.lma.start()
        self.end(net.lma, signal.SIGKILL)
        kept = net.lma.socket + ".sysctl"
        with open(kept) as f:
            lines = f.read().splitlines()
        self.assertEqual(lines[1:], ["net/ipv6/conf/all/forwarding 0"])
        with open(kept, "w") as f:
            f.write("\n".join([lines[0] + "1", *lines[1:]]) + "\n")
        net.lma.start()
        self.end(net.lma, signal.SIGTERM)
        self.assertEqual(net.footprint("lma")["forwarding"], "1")
        self.assertFalse(os.path.exists(kept))

    # --- stopping ---------------------------------------------------------------------

    def test_a_carrier_that_comes_while_a_gateway_stops_registers_nobody(self):
        """The answer to the de-registration is kept from it, so that it waits as long as it
        may; held, it hears of both changes of the carrier at once."""
        net = self.attached(mag_extra=CARRIER)
        mag, node = net.mags["mag1"], net.nodes["mn"]
        frames = Frames(net, "router", "to-lma")
        end = time.monotonic() + PATIENCE
        while True:
            self.assertLess(time.monotonic(), end, "it never heard of the carrier in time")
            begin, told = time.time(), mag.words("link down")
            net.ip("router", "rule add iif to-lma to %s/128 blackhole pref 50" % MAGS["mag1"])
            mag.signal(signal.SIGTERM)
            frames.wait_for(begin, "PBU", lifetime=0)
            mag.signal(signal.SIGSTOP)
            net.ip("mag1", "link set ap down", "link set ap up")
            mag.signal(signal.SIGCONT)
            self.assertEqual(mag.process.wait(PATIENCE), 0)
            net.ip("router", "rule del iif to-lma to %s/128 blackhole pref 50" % MAGS["mag1"])
            if mag.words("link down") > told:
                break
            mag.start()  # the machine was too slow: once more
            self.await_gateway(net, "mag1")
        self.assertEqual([f for f in frames.all(begin, kind="PBU") if f["lifetime"]], [])
        wait_until(lambda: not self.registered(net.lma), PATIENCE, "the end of the binding")
        node.unplug()
