# SPDX-License-Identifier: MIT
"""pmip6-magd as its administrator meets it: file, signals, stop, and what the node sees of it."""

import json
import os
import re
import select
import signal
import subprocess
import time

from bed import Bed
from test_programs import call, written
from topology import FIXED_LINK_LOCAL, LMA, MAGS, MN_ID, MN_MAC, run, wait_until

WHOLE = "address 2001:db8::1\nlink eth0\n"
NODE = "mobile-node a lma 2001:db8::2"


class Checking(Bed):
    """-t: the exit status, and FILE:LINE of what is wrong."""

    def check(self, text):
        path = written(text)
        self.addCleanup(os.unlink, path)
        status, _, err = call("pmip6-magd", "-t", "-c", path)
        return status, err.replace(path, "FILE").strip()

    def bad(self, text, line, word):
        status, err = self.check(text)
        self.assertEqual(status, 1, text)
        self.assertTrue(err.startswith("FILE:%d: " % line), err)
        self.assertIn(word, err)

    def good(self, text):
        self.assertEqual(self.check(text), (0, ""), text)

    def test_what_is_missing_is_told_with_a_line(self):
        self.bad("link eth0\n", 1, "address")
        self.bad("\naddress 2001:db8::1\n", 2, "link")

    def test_draft02_has_one_prefix_a_node(self):
        node = NODE + " prefix 2001:db8:1::/64 prefix 2001:db8:2::/64\n"
        self.good(WHOLE + node)
        self.bad(WHOLE + node + "edition draft-02\n", 3, "draft-02")

    def test_the_lma_is_another(self):
        self.bad("mobile-node a lma 2001:db8::1\n" + WHOLE, 1, "own")

    def test_a_word_is_said_once(self):
        for more in ("lma 2001:db8::3", "link-layer 02:00:00:00:00:01 link-layer "
                     "02:00:00:00:00:02", "local-routing yes local-routing no"):
            self.bad(WHOLE + NODE + " " + more + "\n", 3, "twice")
        self.bad("address 2001:db8::1\nlink eth0 mobile-node a mobile-node b\n", 2, "twice")

    def test_node_timestamps_need_timestamps(self):
        self.bad(WHOLE + "mobile-node-timestamps yes\nmessage-order sequence\n", 3,
                 "message-order")

    def test_the_gateways_address_is_not_in_the_visitors_prefix(self):
        self.good(WHOLE + "visitor-prefix 2001:db8:77::/64\n")
        self.bad(WHOLE + "visitor-prefix 2001:db8::/64\n", 3, "visitor-prefix")

    def test_commas_with_blanks_or_without(self):
        for words in ("carrier,solicitation", "carrier, solicitation", "carrier solicitation",
                      "carrier,solicitation,neighbour,control"):
            self.good(WHOLE + "detect " + words + "\n")
        for words in ("carrier,,control", ",carrier", "carrier;control", "carriers"):
            self.bad(WHOLE + "detect " + words + "\n", 3, "detect")

    def test_fixed_addresses_and_static_tunnels(self):
        self.good(WHOLE + "fixed-addresses rfc6543\nstatic-tunnel 2001:db8::2\n")
        self.bad(WHOLE + "fixed-addresses rfc5213\n", 3, "rfc6543")
        self.bad(WHOLE + "static-tunnel ff02::1\n", 3, "ff02::1")


class Running(Bed):
    def attached(self, host="mag1", **how):
        net = self.network(**how).start()
        net.plug(host)
        net.wait_for_address()
        return net

    def configure(self, daemon, change):
        """Writes a changed file, and has it read."""
        with open(daemon.config) as f:
            text = f.read()
        with open(daemon.config, "w") as f:
            f.write(change(text))
        with open(daemon.log) as f:
            before = f.read().count("configuration read again")
        daemon.signal(signal.SIGHUP)
        wait_until(lambda: open(daemon.log).read().count("configuration read again") > before,
                   10, "the new configuration")

    def registered(self, daemon):
        return [b for b in daemon.show("bindings") if b["state"] == "registered"]

    def node_router(self, net):
        text = run("ip", "-n", net.ns("mn"), "-6", "route", "show", "default")
        return re.search(r"via (\S+)", text)

    def solicit(self, net, mac):
        """A Router Solicitation on the node's cable, from whatever link-layer address."""
        code = (
            "import socket,struct\n"
            "mac=bytes.fromhex('%s')\n"
            "s=socket.socket(socket.AF_PACKET,socket.SOCK_RAW)\n"
            "s.bind(('mn0',0))\n"
            "src=bytes.fromhex('fe80000000000000000000fffe')+mac[3:]\n"
            "dst=bytes.fromhex('ff020000000000000000000000000002')\n"
            "rs=bytearray.fromhex('8500000000000000')\n"
            "p=src+dst+struct.pack('!IxxxB',8,58)+rs\n"
            "t=sum(struct.unpack('!%%dH'%%(len(p)//2),p))\n"
            "t=(t&0xffff)+(t>>16); t=(t&0xffff)+(t>>16)\n"
            "rs[2:4]=struct.pack('!H',~t&0xffff)\n"
            "s.send(bytes.fromhex('333300000002')+mac+bytes.fromhex('86dd')+"
            "bytes.fromhex('6000000000083aff')+src+dst+rs)\n" % mac)
        run(*net.inside("mn"), "python3", "-c", code)

    # --- tunnels and addresses --------------------------------------------------------

    def test_a_static_tunnel_is_there_from_the_start_and_stays(self):
        for edition in ("rfc5213", "draft-02"):
            net = self.network(edition=edition, mag_extra="static-tunnel %s\n" % LMA).start()
            mag = net.mags["mag1"]
            tunnel, = mag.show("tunnels")
            self.assertEqual((tunnel["remote"], tunnel["users"], tunnel["static"]),
                             (LMA, 0, True))
            net.plug("mag1")
            net.wait_for_address()
            self.assertEqual(mag.show("tunnels")[0]["users"], 1)
            net.unplug()
            wait_until(lambda: not mag.show("bindings"), 10, "the node to leave")
            self.assertEqual(len(mag.show("tunnels")), 1)
            self.configure(mag, lambda text: text.replace("static-tunnel", "#"))
            self.assertEqual(mag.show("tunnels"), [])

    def test_rfc6543_gives_the_router_its_addresses(self):
        net = self.attached("mag2", same_mac=False, mag_extra="fixed-addresses rfc6543\n")
        router = wait_until(lambda: self.node_router(net), 10, "a router")
        self.assertEqual(router.group(1), FIXED_LINK_LOCAL)
        self.assertIn("00:00:5e:00:52:13", run("ip", "-n", net.ns("mag2"), "link", "show", "ap"))

    def test_the_gateway_answers_to_the_prefix_itself(self):
        """RFC 5213 6.8: the Subnet-Router anycast address."""
        net = self.attached()
        prefix = self.registered(net.mags["mag1"])[0]["home_network_prefixes"][0]
        anycast = prefix.split("/")[0]

        def routes():
            return run("ip", "-n", net.ns("mag1"), "-6", "route", "show", "table", "local")
        self.assertRegex(routes(), r"anycast %s dev ap" % re.escape(anycast))
        wait_until(lambda: subprocess.run(
            net.inside("mn") + ["ping", "-6", "-c1", "-W1", anycast], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0, 10,
            "an answer from " + anycast)
        self.assertEqual(net.mags["mag1"].ctl("detach", MN_ID)[0], 0)
        wait_until(lambda: "anycast %s dev ap" % anycast not in routes(), 10, "it to go")

    def test_local_routing_is_a_matter_of_each_node(self):
        """RFC 5213 6.10.3, 9.2: the table that packets from elsewhere look up."""
        net = self.attached(mag_extra="local-routing yes\n")
        mag = net.mags["mag1"]
        prefix = self.registered(mag)[0]["home_network_prefixes"][0]

        def local():
            return prefix in run("ip", "-n", net.ns("mag1"), "-6", "route", "show", "table",
                                 "52129999", check=False)
        self.assertTrue(local())
        self.configure(mag, lambda text: text.replace("local-routing yes", "local-routing no"))
        self.assertFalse(local())
        self.configure(mag, lambda text: text.replace(
            " link-layer", " local-routing yes link-layer"))
        self.assertEqual(mag.ctl("detach", MN_ID)[0], 0)
        wait_until(lambda: not mag.show("bindings"), 10, "the node to go")
        self.assertFalse(local())
        self.assertEqual(mag.ctl("attach", MN_ID, "ap")[0], 0)
        wait_until(lambda: self.registered(mag), 10, "the registration")
        self.assertTrue(local())

    # --- stopping ---------------------------------------------------------------------

    def test_nobody_attaches_to_a_gateway_that_stops(self):
        net = self.attached()
        mag = net.mags["mag1"]
        # The de-registration arrives, and its answer does not.
        net.ip("router", "rule add iif to-lma to %s/128 blackhole pref 50" % MAGS["mag1"])
        mag.signal(signal.SIGTERM)
        wait_until(lambda: "stopping" in open(mag.log).read(), 10, "the stop to begin")
        self.assertEqual(mag.ctl("attach", MN_ID, "ap", check=False)[0], 1)
        for _ in range(3):
            if mag.process.poll() is None:
                self.solicit(net, MN_MAC.replace(":", ""))
        mag.process.wait(20)
        wait_until(lambda: not self.registered(net.lma), 10, "the node to be de-registered")
        time.sleep(0.5)
        self.assertEqual(self.registered(net.lma), [])

    # --- SIGHUP -----------------------------------------------------------------------

    def test_sighup_asks_the_new_profiles(self):
        net = self.network().start()
        mag = net.mags["mag1"]
        self.configure(mag, lambda text: text.replace("lma " + LMA, "disabled lma " + LMA))
        net.plug("mag1")
        wait_until(lambda: [b for b in mag.show("bindings") if b["state"] == "refused"], 10,
                   "the refusal")
        self.configure(mag, lambda text: text.replace("disabled ", ""))
        wait_until(lambda: self.registered(mag), 10, "the registration")

    def test_sighup_asks_once_for_a_node_that_was_refused(self):
        net = self.network().start()
        mag = net.mags["mag1"]

        def refusals():
            return open(mag.log).read().count("no profile for the node")
        self.configure(mag, lambda text: text.replace(
            "link ap mobile-node " + MN_ID, "link ap").replace(MN_MAC, "02:00:00:00:00:99"))
        net.plug("mag1")
        wait_until(lambda: refusals() == 1, 20, "the refusal")
        self.configure(mag, lambda text: text)
        self.assertEqual(refusals(), 2)

    def test_sighup_leaves_a_static_tunnel_as_it_is(self):
        net = self.network(mag_extra="static-tunnel %s\n" % LMA).start()
        mag = net.mags["mag1"]

        def told(what):
            return len([line for line in open(mag.log) if what in line and "lma=" + LMA in line])
        self.assertEqual((told("static tunnel"), told("tunnel no longer static")), (1, 0))
        self.configure(mag, lambda text: text + "# the same\n")
        self.assertEqual((told("static tunnel"), told("tunnel no longer static")), (1, 0))
        other = "2001:db8:ffff::77"
        self.configure(mag, lambda text: text.replace(
            "static-tunnel %s" % LMA, "static-tunnel %s" % other))
        self.assertEqual([t["remote"] for t in mag.show("tunnels")], [other])
        self.assertEqual((told("static tunnel"), told("tunnel no longer static")), (1, 1))

    def test_sighup_with_another_node_on_the_link_attaches_that(self):
        net = self.attached()
        mag = net.mags["mag1"]
        other = "mobile-node other@example.net"
        self.configure(net.lma, lambda text: text + other + "\n")
        self.configure(mag, lambda text: text.replace(
            "link ap mobile-node " + MN_ID, "link ap " + other).replace(
                "mobile-node %s link-layer" % MN_ID, other + " link-layer"))
        wait_until(lambda: [b["mn_id"] for b in self.registered(mag)] == ["other@example.net"],
                   15, "the other node")

    def test_a_link_that_left_the_file_is_left_in_good_order(self):
        net = self.network().start()
        mag = net.mags["mag1"]

        def setting(name):
            return run(*net.inside("mag1"), "sysctl", "-n", "net.ipv6.conf.ap." + name).strip()
        net.plug("mag1")
        net.wait_for_address()
        wait_until(lambda: self.node_router(net), 10, "a router")
        self.assertEqual(setting("addr_gen_mode"), "1")
        self.configure(mag, lambda text: text.replace("link ap ", "link nothing "))
        wait_until(lambda: not mag.show("bindings"), 10, "the node to go")
        self.assertEqual(self.registered(net.lma), [])
        wait_until(lambda: not self.node_router(net), 10, "the router to be withdrawn")
        wait_until(lambda: setting("addr_gen_mode") == "0", 10, "the setting to be as it was")
        self.configure(mag, lambda text: text.replace("link nothing ", "link ap "))
        wait_until(lambda: self.registered(mag), 15, "the node to be back")

    # --- strangers --------------------------------------------------------------------

    def test_a_stranger_is_told_by_its_link_layer_address(self):
        net = self.attached()
        mag = net.mags["mag1"]
        watcher = subprocess.Popen([net.bin("pmip6ctl"), "-s", mag.socket, "-j", "watch"],
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(watcher.stdout.close)
        self.addCleanup(watcher.wait)
        self.addCleanup(watcher.kill)
        time.sleep(0.5)
        self.solicit(net, "020000000007")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if not select.select([watcher.stdout], [], [], 1)[0]:
                continue
            event = json.loads(watcher.stdout.readline())
            if event["event"] == "foreign-node":
                break
        else:
            self.fail("no event told of the stranger")
        self.assertIsNone(event["mn_id"])
        self.assertEqual(event["link_layer_id"], "020000000007")
        self.assertEqual(self.registered(mag)[0]["link_layer_id"], MN_MAC.replace(":", ""))
        self.assertEqual(self.registered(net.lma)[0]["proxy_coa"], MAGS["mag1"])
