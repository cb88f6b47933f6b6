# SPDX-License-Identifier: MIT
"""pmip6-lmad as its administrator meets it: file, signals, start, stop, and pmip6ctl."""

import json
import os
import select
import signal
import socket
import stat
import subprocess
import time

from bed import Bed
from lma_bed import (ACCEPTED, MAG1, MAG2, NO_GATEWAY, NO_RESOURCES, NODE, NOT_HOME_AGENT,
                     NOT_LMA, Anchor, editions, expands)
from test_programs import call, written
from topology import LMA, PATIENCE, wait_until

ALL = "mobile-node *\n"
BINDING = ["mn_id", "home_network_prefixes", "proxy_coa", "lifetime_granted", "lifetime_left",
           "state", "access_technology", "handoff_indicator", "link_layer_id",
           "link_local_address", "timestamp", "sequence", "tunnel"]


class Checking(Bed):
    """-t: the exit status, and FILE:LINE of what is wrong."""

    def check(self, text):
        path = written(text)
        self.addCleanup(os.unlink, path)
        status, out, err = call("pmip6-lmad", "-t", "-c", path)
        return status, err.replace(path, "FILE"), out

    def bad(self, lines, first="address 2001:db8::1\n"):
        """The lines that were taken, or refused without their place."""
        wrong = []
        for line in lines:
            status, err, _ = self.check(first + "# a comment\n\n" + line + "\n")
            place = "FILE:%d: " % (first.count("\n") + 3)
            if status != 1 or not err.startswith(place) or len(err.strip()) <= len(place):
                wrong.append((line, status, err))
        self.assertEqual(wrong, [])

    def test_directives_nobody_knows(self):
        self.bad(["frobnicate", "frobnicate 3", "Gateway any", "gateways any", "lma 2001:db8::2",
                  "link eth0", '""', '"" x', "= 3", "mobile_node a"])

    def test_words_too_many_or_too_few(self):
        self.bad([word for name in (
            "edition", "control", "data-plane", "message-order", "require-ipsec", "pool",
            "gateway", "mobile-node", "max-lifetime", "min-delay-before-bce-delete",
            "max-delay-before-new-bce-assign", "timestamp-validity-window", "max-bindings",
            "state", "state-interval", "prefix-hints", "wait-for-deregistration", "prefix-rest")
            for word in (name,)])
        self.bad(["address"], "")
        self.bad(["edition rfc5213 x", "control /tmp/a b", "data-plane none x",
                  "message-order sequence x", "pool 2001:db8:1::/48", "gateway any x",
                  "pool 2001:db8:1::/48 64 x", "max-lifetime 8 s", "max-bindings 1 2",
                  "prefix-hints yes no", "wait-for-deregistration no no", "prefix-rest 1 2"])
        self.bad(["address 2001:db8::1 x"], "")

    def test_addresses(self):
        wrong = ["2001:db8::zz", "192.0.2.1", "2001:db8::1/64", "host", '""',
                 "2001:db8::1%eth0", "1:2:3:4:5:6:7:8:9"]
        self.bad(["address " + a for a in wrong], "")
        self.bad(["gateway " + a for a in wrong])
        self.bad(["mobile-node a gateway " + a for a in wrong])

    def test_addresses_that_are_nobodys(self):
        self.bad(["address " + a for a in ("::", "ff02::1", "fe80::1", "::1")], "")

    def test_prefixes_that_are_nobodys(self):
        self.bad([what % p for what in ("mobile-node a prefix %s/64", "pool %s/64 64")
                  for p in ("ff02::", "fe80::")])

    def test_what_does_not_fit_together(self):
        """What would keep the daemon from starting is an error with its line."""
        self.bad(["pool 2001:db8:1:1::/64 64", "pool 2001:db8:1::/48 56", "pool 2001:db8::/32 64"],
                 "address 2001:db8::1\npool 2001:db8:1::/48 64\n")

    def test_a_node_twice(self):
        self.bad(["mobile-node a lifetime 8"], "address 2001:db8::1\nmobile-node a\n")

    def test_a_node_with_many_gateways(self):
        self.assertEqual(self.check("address 2001:db8::1\nmobile-node a"
                                    + "".join(" gateway 2001:db8::%x" % n for n in range(1, 41))
                                    + "\n")[:2], (0, ""))

    def test_pools(self):
        self.bad(["pool 2001:db8:1:: 64", "pool 2001:db8:1::/48 47", "pool 2001:db8:1::/48 129",
                  "pool 2001:db8:1::/129 129", "pool 2001:db8:1::/48 0", "pool 2001:db8:1::/48 x",
                  "pool 2001:db8:1::/48 -64", "pool x/48 64", "pool 2001:db8:1::/ 64",
                  "pool 2001:db8:1::/48 64.0", "pool 2001:db8:1::/4x 64",
                  "pool 2001:db8:1::/48 18446744073709551680", "pool 2001:db8:1::/48 4294967360",
                  "pool 192.0.2.0/24 28"])

    def test_words_of_choice(self):
        self.bad(["edition rfc6275", "edition draft-03", "edition RFC5213", "edition 5213",
                  "data-plane fast", "data-plane TUN", "message-order random",
                  "message-order timestamps", "require-ipsec maybe", "require-ipsec 1",
                  "prefix-hints maybe", "prefix-hints 1", "wait-for-deregistration perhaps",
                  "prefix-hints YES"])

    def test_numbers(self):
        self.bad(["max-bindings " + n for n in ("x", "-1", "0", "1x", "1.5", "0x10", "1e3", '""',
                                                "99999999999999999999", "18446744073709551617",
                                                "4294967297")])

    def test_durations(self):
        for name in ("max-lifetime", "min-delay-before-bce-delete", "prefix-rest",
                     "max-delay-before-new-bce-assign", "timestamp-validity-window",
                     "state-interval", "mobile-node a lifetime"):
            self.bad([name + " " + d for d in ("x", "-5", "5d", "5 x", "s", "ms", "5sec", "5S",
                                               "0x10", '""', "99999999999999999999",
                                               "18446744073709551616ms", "5h5m", "+", "--5")])

    def test_lifetimes_below_four_seconds(self):
        for name in ("max-lifetime", "mobile-node a lifetime"):
            self.bad([name + " " + d for d in ("0", "1", "3", "3s", "3999ms", "1ms", "0h")])
            for d in ("4", "4s", "4000ms", "1h"):
                self.assertEqual(self.check("address 2001:db8::1\n%s %s\n" % (name, d))[:2],
                                 (0, ""))

    def test_nodes(self):
        self.bad(["mobile-node a prefix", "mobile-node a prefix 2001:db8::1",
                  "mobile-node a prefix x/64", "mobile-node a prefix 2001:db8:1::/129",
                  "mobile-node a lifetime", "mobile-node a gateway", "mobile-node a dance",
                  "mobile-node a disabled x", "mobile-node a enabled",
                  "mobile-node a link-layer 02:00:00:00:00:01",
                  "mobile-node a lma 2001:db8::1",
                  "mobile-node " + "x" * 300, 'mobile-node ""'])

    def test_quotes(self):
        self.bad(['mobile-node "a', 'mobile-node "a b', '"mobile-node a', 'mobile-node a"b'])

    def test_a_second_prefix_under_draft02(self):
        line = "mobile-node a prefix 2001:db8:1::/64 prefix 2001:db8:2::/64"
        self.bad([line], "edition draft-02\naddress 2001:db8::1\n")
        self.assertEqual(self.check("address 2001:db8::1\n%s\n" % line)[0], 0)
        # Wherever the file says which edition it is.
        status, err, _ = self.check("address 2001:db8::1\n%s\nedition draft-02\n" % line)
        self.assertEqual(status, 1)
        self.assertTrue(err.startswith("FILE:2: "), err)

    def test_control_paths_that_no_socket_can_have(self):
        self.bad(["control /tmp/" + "x" * 110])
        self.bad(['control ""'])

    def test_no_address_at_all(self):
        status, err, _ = self.check("edition rfc5213\npool 2001:db8:1::/48 64\n")
        self.assertEqual(status, 1)
        self.assertIn("address", err)
        self.assertTrue(err.startswith("FILE:"), err)

    def test_no_file_at_all(self):
        for words in (("-t",), ("-t", "-c", "/nonexistent/file"), ("-t", "-c", "/tmp"), ()):
            status, _, err = call("pmip6-lmad", *words)
            self.assertNotEqual((words, status), (words, 0))
            self.assertTrue(err.strip())
        self.assertIn("/nonexistent/file", call("pmip6-lmad", "-t", "-c", "/nonexistent/file")[2])

    def test_good_files(self):
        for text in ("address 2001:db8::1", "address 2001:db8::1\r\n",
                     "\taddress\t2001:db8::1 # comment\n   # another\n\n",
                     '"address" "2001:db8::1"\n',
                     "address 2001:DB8:0:0::1\nedition draft-02\ncontrol /tmp/a\n"
                     "data-plane auto\nmessage-order sequence\nrequire-ipsec no\n"
                     "pool 2001:db8:1::/48 64\npool 2001:db8:2::/64 64\ngateway any\n"
                     "gateway 2001:db8::7\nmax-lifetime 5h\nmin-delay-before-bce-delete 5s\n"
                     "max-delay-before-new-bce-assign 100ms\ntimestamp-validity-window 2\n"
                     "max-bindings 7\nprefix-hints no\n"
                     "wait-for-deregistration no\nprefix-rest 0\n"
                     "mobile-node a@b prefix 2001:db8:1::/64 lifetime 20 gateway ::2 gateway ::3 "
                     "disabled\nmobile-node *@b disabled\nmobile-node *\n"):
            status, err, _ = self.check(text)
            self.assertEqual((text, status, err), (text, 0, ""))

    def test_needs_neither_address_nor_permission_and_leaves_nothing(self):
        path = written("address 2001:db8:dead::1\ncontrol /tmp/pmip6-never.sock\n")
        self.addCleanup(os.unlink, path)
        os.chmod(path, 0o644)
        done = subprocess.run(["setpriv", "--reuid", "65534", "--clear-groups",
                               os.path.join(os.environ["PMIP6_BIN"], "pmip6-lmad"), "-t", "-c",
                               path], stderr=subprocess.PIPE, text=True)
        if "setpriv" in done.stderr or "Permission" in done.stderr:
            done = subprocess.run(["true"])  # the programs lie where only root reads
        self.assertEqual(done.returncode, 0)
        self.assertEqual(call("pmip6-lmad", "-t", "-c", path)[0], 0)
        self.assertFalse(os.path.exists("/tmp/pmip6-never.sock"))


class Starting(Anchor):
    def fails(self, net, *needles, inside=None):
        status, out, err = call("pmip6-lmad", "-c", net.lma.config,
                                inside=net.inside("lma") if inside is None else inside)
        self.assertEqual(status, 1, err)
        self.assertEqual(len((out + err).strip().splitlines()), 1, err)
        for needle in needles:
            self.assertIn(needle, err)

    def rewrite(self, net, config):
        with open(net.lma.config, "w") as f:
            f.write(config)

    def test_an_address_that_is_not_here(self):
        net = self.make()
        self.fails(net, LMA, inside=net.inside("peer"))

    def test_an_error_in_the_file(self):
        net = self.make("frobnicate\n")
        self.fails(net, "%s:" % net.lma.config, "frobnicate")

    def test_no_file(self):
        net = self.make()
        os.unlink(net.lma.config)
        self.fails(net, net.lma.config)

    def test_no_place_for_the_control_socket(self):
        net = self.make()
        self.rewrite(net, self.config("") + "control /nonexistent/a.sock\n")
        self.fails(net, "/nonexistent/a.sock")

    def test_a_file_in_the_place_of_the_control_socket(self):
        net = self.make()
        with open(net.lma.socket, "w") as f:
            f.write("precious")
        self.fails(net, net.lma.socket)
        with open(net.lma.socket) as f:
            self.assertEqual(f.read(), "precious")

    def test_another_daemon_has_the_control_socket(self):
        self.lma()
        self.fails(self.net, self.net.lma.socket)
        self.assertEqual(self.net.lma.ctl("show", "status")[0], 0)
        self.assertEqual(self.status(), ACCEPTED)

    def test_another_daemon_has_the_address(self):
        """Two on one address would both answer: the second must not start."""
        self.lma()
        self.rewrite(self.net, self.config(self.plain) + "control %s.2\n" % self.net.lma.socket)
        process = subprocess.Popen(self.net.inside("lma") + [self.net.bin("pmip6-lmad"), "-c",
                                                             self.net.lma.config],
                                   stderr=subprocess.PIPE, text=True)
        self.net.children.append(process)
        self.addCleanup(process.stderr.close)
        try:
            self.assertEqual(process.wait(2), 1)
        except subprocess.TimeoutExpired:
            self.fail("the second daemon runs")
        self.assertEqual(len(process.stderr.read().strip().splitlines()), 1)

    def test_no_permission(self):
        net = self.make()
        os.chmod(net.work, 0o777)
        done = subprocess.run(net.inside("lma") + ["setpriv", "--bounding-set", "-all",
                                                   "--inh-caps", "-all", "--",
                                                   net.bin("pmip6-lmad"), "-c", net.lma.config],
                              stderr=subprocess.PIPE, text=True, timeout=10)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertRegex(done.stderr, "root|CAP_NET|permi")

    def test_what_a_killed_one_left_is_no_hindrance(self):
        self.lma()
        self.net.lma.process.kill()
        self.net.lma.process.wait()
        self.assertTrue(os.path.exists(self.net.lma.socket))
        self.net.lma.start()
        self.assertEqual(self.status(), ACCEPTED)

    def test_log_lines_have_time_level_and_fields(self):
        self.lma()
        self.register()
        self.ask(identifier=None)
        self.net.lma.stop()
        lines = self.log().splitlines()
        self.assertGreater(len(lines), 3)
        for line in lines:
            self.assertRegex(line, r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* \S+ .*\w=")
        self.assertTrue([line for line in lines if "mn1@example.net" in line])

    def test_ready_and_the_mode_of_the_control_socket(self):
        self.lma()
        self.assertIn("ready", self.log())
        self.assertEqual(stat.S_IMODE(os.stat(self.net.lma.socket).st_mode), 0o600)


@expands
class Stopping(Anchor):
    @editions
    def test_leaves_nothing_behind(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            net = self.make(ALL, data_plane="tun")
            before = net.footprint("lma")
            self.assertEqual(before["forwarding"], "0")
            net.lma.start()
            self.register()
            self.register(MAG2, identifier=b"other")
            during = net.footprint("lma")
            self.assertEqual(during["forwarding"], "1")
            self.assertRegex(self.log(), "(?i)forwarding")
            self.assertGreater(len(during["links"]), len(before["links"]))
            for binding in self.bindings():
                prefix, = binding["home_network_prefixes"]
                self.assertTrue([r for r in during["routes"] if prefix in r], during)
                self.assertIn(binding["tunnel"], during["links"])
            net.lma.signal(number)
            self.assertEqual(net.lma.process.wait(5), 0)
            self.assertEqual(net.footprint("lma"), before)
            self.assertFalse(os.path.exists(net.lma.socket))

    def test_forwarding_that_was_on_stays_on(self):
        net = self.make(data_plane="tun")
        net.sysctl("lma", "net.ipv6.conf.all.forwarding", 1)
        before = net.footprint("lma")
        net.lma.start()
        self.assertEqual(net.lma.stop(), 0)
        self.assertEqual(net.footprint("lma"), before)

    def test_without_a_data_plane_nothing_is_touched(self):
        net = self.make()
        before = net.footprint("lma")
        net.lma.start()
        self.register()
        self.assertEqual(net.footprint("lma"), before)
        self.assertIsNone(self.binding()["tunnel"])

    @editions
    def test_routes_follow_the_sessions(self):
        net = self.make(ALL, data_plane="tun", lines=("min-delay-before-bce-delete 300ms",))
        net.lma.start()
        idle = net.footprint("lma")
        prefix = self.register().prefix
        kept = self.register(identifier=b"other").prefix
        self.register(MAG2, handoff=3)
        routes = net.footprint("lma")["routes"]
        self.assertEqual(len([r for r in routes if r.startswith(prefix)]), 1, routes)
        self.leave(prefix, MAG2)
        self.gone(words=(NODE.decode(),))
        routes = net.footprint("lma")["routes"]
        self.assertEqual([r for r in routes if prefix in r], [])
        self.assertTrue([r for r in routes if kept in r])
        net.lma.ctl("delete", "other")
        wait_until(lambda: net.footprint("lma")["routes"] == idle["routes"], PATIENCE,
                   "no routes")


@expands
class Reloading(Anchor):
    @editions
    def test_a_good_file_counts_from_the_next_request(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",))
        prefix = self.register(lifetime=15).prefix
        self.reload("mobile-node mn1@example.net\nmobile-node b prefix 2001:db8:5::/64\n",
                    gateways=(MAG2,), pools=("2001:db8:200::/64 64",),
                    lines=("max-lifetime 8", "min-delay-before-bce-delete 300ms"))
        self.assertEqual(self.binding()["lifetime_granted"], 60)
        self.assertEqual(self.status(source=MAG1, prefixes=(prefix,), handoff=5), NO_GATEWAY)
        self.assertEqual(self.register(MAG2, handoff=3).prefix, prefix)
        self.assertEqual(self.binding()["lifetime_granted"], 8)
        self.assertEqual(self.register(MAG2, identifier=b"b").prefix, "2001:db8:5::/64")
        self.assertEqual(self.status(source=MAG2, identifier=b"c"),
                         NOT_LMA if self.rfc else NOT_HOME_AGENT)

    @editions
    def test_sessions_of_removed_nodes_stay_until_their_next_request(self):
        self.lma(ALL)
        prefix = self.register().prefix
        self.reload("mobile-node other\n")
        self.assertEqual(self.binding()["home_network_prefixes"], [prefix])
        self.assertEqual(self.binding()["state"], "registered")
        self.assertEqual(self.status(prefixes=(prefix,), handoff=5),
                         NOT_LMA if self.rfc else NOT_HOME_AGENT)

    @editions
    def test_a_session_keeps_its_prefix_when_its_pool_is_gone(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",))
        prefix = self.register().prefix
        self.reload(ALL, pools=("2001:db8:100::/63 64",))  # the same again, and one more
        self.assertNotEqual(self.register(identifier=b"other").prefix, prefix)
        self.reload(ALL, pools=("2001:db8:200::/64 64",))
        self.assertEqual(self.register(prefixes=(prefix,), handoff=5).prefix, prefix)
        self.assertEqual(self.register(identifier=b"third").prefix, "2001:db8:200::/64")

    @editions
    def test_the_bound_may_change(self):
        self.lma(ALL, lines=("max-bindings 1",))
        self.register()
        self.reload(ALL, lines=("max-bindings 2",))
        self.register(identifier=b"b")
        self.assertEqual(self.status(identifier=b"c"), NO_RESOURCES)

    @editions
    def test_a_configured_prefix_stays_the_nodes(self):
        text = ALL + "mobile-node a prefix 2001:db8:100::/64\n"
        self.lma(text, pools=("2001:db8:100::/63 64",))
        prefix = self.register(identifier=b"a").prefix
        for _ in range(2):
            self.reload(text, pools=("2001:db8:100::/63 64",))
            self.assertEqual(self.register(identifier=b"a", prefixes=(prefix,),
                                           handoff=5).prefix, prefix)
        other = self.register(identifier=b"b").prefix
        self.assertNotEqual(other, prefix)
        self.leave(prefix, identifier=b"a")
        self.gone(words=("a",))
        self.assertEqual(self.status(identifier=b"c"), NO_RESOURCES)
        self.assertEqual(self.register(identifier=b"a").prefix, prefix)

    @editions
    def test_a_configured_prefix_goes_from_one_node_to_another(self):
        self.lma("mobile-node a prefix 2001:db8:5::/64\nmobile-node b\n")
        prefix = self.register(identifier=b"a").prefix
        self.reload("mobile-node a\nmobile-node b prefix 2001:db8:5::/64\n")
        answer = self.ask(identifier=b"b")
        self.assertTrue(answer.status >= 128 or answer.prefix != prefix, answer)
        if answer.status == ACCEPTED:
            self.leave(answer.prefix, identifier=b"b")
        self.leave(prefix, identifier=b"a")
        self.gone()
        self.assertEqual(self.register(identifier=b"b").prefix, prefix)
        self.assertNotEqual(self.register(identifier=b"a").prefix, prefix)

    @editions
    def test_a_prefix_in_use_becomes_another_nodes_when_it_is_free(self):
        self.lma(ALL, pools=("2001:db8:100::/63 64",))
        prefix = self.register().prefix
        self.reload(ALL + "mobile-node b prefix %s\n" % prefix, pools=("2001:db8:100::/63 64",))
        self.leave(prefix)
        self.gone()
        for n in range(3):
            self.ask(identifier=b"n%d" % n)
        self.assertEqual(self.register(identifier=b"b").prefix, prefix)

    @editions
    def test_pools_that_overlap_change_nothing(self):
        self.lma()
        self.unchanged(self.reload("mobile-node new@x\n", lines=("max-lifetime 8",),
                                   pools=("2001:db8:200::/48 64", "2001:db8:200::/56 64")))

    def test_a_prefix_that_is_given_to_another_node_meanwhile(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",))
        prefix = self.register().prefix
        self.reload(ALL + "mobile-node b prefix %s\n" % prefix, pools=("2001:db8:100::/64 64",))
        answer = self.ask(identifier=b"b")
        self.assertTrue(answer.status >= 128 or answer.prefix != prefix, answer)
        held = [p for b in self.bindings() for p in b["home_network_prefixes"]]
        self.assertEqual(len(held), len({*held}))

    def unchanged(self, said, *needles):
        """What the file said beside its error does not count."""
        for needle in needles:
            self.assertIn(needle, said)
        self.assertEqual(self.register(lifetime=100, handoff=3).lifetime, 15)
        self.assertEqual(self.status(identifier=b"new@x"),
                         NOT_LMA if self.rfc else NOT_HOME_AGENT)
        self.assertEqual(self.net.lma.ctl("show", "status")[0], 0)

    @editions
    def test_a_bad_file_changes_nothing(self):
        self.lma()
        good = "mobile-node new@x\n"
        for line in ("frobnicate", "max-lifetime 2", "gateway zz"):
            said = self.reload(good + line + "\n" + good,
                               lines=("max-lifetime 8",))
            self.unchanged(said, self.net.lma.config + ":")

    @editions
    def test_what_needs_a_restart_changes_nothing(self):
        self.lma()
        good = self.config("mobile-node new@x\n", lines=("max-lifetime 8",))
        control = "control %s\n" % self.net.lma.socket
        other = "draft-02" if self.rfc else "rfc5213"
        for text, word in ((good.replace("edition " + self.edition, "edition " + other)
                            + control, "edition"),
                           (good.replace(LMA, "2001:db8:a::2") + control, "address"),
                           (good + "control %s.2\n" % self.net.lma.socket, "control"),
                           (good.replace("data-plane none", "data-plane tun") + control,
                            "data-plane"),
                           (good, "control")):
            self.unchanged(self.reload(text=text), word)
        self.assertFalse(os.path.exists(self.net.lma.socket + ".2"))

    def test_no_file_changes_nothing(self):
        self.lma()
        os.unlink(self.net.lma.config)
        self.net.lma.signal(signal.SIGHUP)
        wait_until(lambda: "configuration not taken" in self.log(), PATIENCE, "a word about it")
        self.unchanged(self.log(), self.net.lma.config)

    def test_many_in_a_row(self):
        self.lma()
        for _ in range(30):
            self.net.lma.signal(signal.SIGHUP)
        self.assertEqual(self.status(), ACCEPTED)
        self.assertEqual(self.net.lma.ctl("show", "status")[0], 0)


@expands
class Asking(Anchor):
    @editions
    def test_bindings_have_each_key_always(self):
        self.lma(ALL)
        before = time.time()
        self.register(identifier=b"full", link_layer=bytes.fromhex("0200000000ab"),
                      link_local="fe80::1", sequence=77, technology=4, handoff=3)
        self.register(identifier=b"bare", time=None, sequence=5)
        for binding in self.bindings():
            self.assertEqual([k for k in BINDING if k not in binding], [])
        full, bare = self.binding("full"), self.binding("bare")
        self.assertEqual(full["sequence"], 77)
        self.assertEqual(full["link_local_address"], "fe80::1")
        self.assertAlmostEqual(float(full["timestamp"]), before, delta=PATIENCE)
        self.assertEqual((bare["timestamp"], bare["sequence"], bare["tunnel"]), (None, 5, None))
        if self.rfc:
            self.assertEqual((full["access_technology"], full["handoff_indicator"],
                              full["link_layer_id"]), (4, 3, "0200000000ab"))
        self.assertIsNone(bare["link_layer_id"])

    @editions
    def test_identifiers_are_escaped(self):
        self.lma(ALL)
        for who, text in ((b"a\\b\xff\x01", "a\\x5cb\\xff\\x01"), (b'q"q', 'q"q'),
                          ("z\u00fcrich@x".encode(), "z\u00fcrich@x"), (b"a b", "a b"),
                          (b"\n", "\\x0a"), (b"\xc3", "\\xc3"),
                          (b"\xed\xa0\x80", "\\xed\\xa0\\x80")):
            self.register(identifier=who)
            self.assertEqual(self.binding()["mn_id"], text)
            self.assertEqual(self.binding(who)["mn_id"], text)
            self.assertEqual((who, self.net.lma.ctl("delete", who, check=False)[0]), (who, 0))
            self.assertEqual(self.bindings(), [])
        self.register(identifier=b"a\0b")
        self.assertEqual(self.binding()["mn_id"], "a\\x00b")

    def test_bindings_of_one_node(self):
        self.lma(ALL)
        self.register(link_layer=b"first!")
        self.register(link_layer=b"second")
        self.register(identifier=b"other")
        self.assertEqual(len(self.bindings(NODE.decode())), 2)
        self.assertEqual(self.bindings("nobody"), [])
        self.assertEqual(self.net.lma.ctl("show", "bindings", "nobody")[0], 0)
        self.assertEqual(len(self.bindings("other")), 1)
        self.assertEqual(self.bindings("othe"), [])
        self.assertEqual(self.bindings("*"), [])

    def test_counters_are_flat_numbers(self):
        self.lma()
        self.register()
        counters = self.net.lma.show("counters")
        self.assertEqual([k for k, v in counters.items()
                          if not k.startswith(("rx_", "tx_", "drop_"))
                          or type(v) is not int], [])
        self.assertGreater(len([k for k in counters if k.startswith("drop_")]), 5)
        self.assertIn("drop_checksum", counters)
        self.assertGreater(sum(v for k, v in counters.items() if k.startswith("rx_")), 0)
        self.assertGreater(sum(v for k, v in counters.items() if k.startswith("tx_")), 0)

    def test_status_and_tunnels(self):
        self.lma(data_plane="tun")
        self.assertIsInstance(self.net.lma.show("status"), dict)
        self.assertEqual(self.net.lma.show("tunnels"), [])
        self.register()
        tunnels = self.net.lma.show("tunnels")
        self.assertEqual(len(tunnels), 1)
        self.assertIn(MAG1, json.dumps(tunnels))

    def test_tables_for_people(self):
        self.lma()
        self.register()
        for what in ("status", "counters", "tunnels", "bindings"):
            status, out = self.net.lma.ctl("show", what)
            self.assertEqual(status, 0)
            self.assertFalse(out.lstrip().startswith(("{", "[")), out)
        self.assertIn("mn1@example.net", self.net.lma.ctl("show", "bindings")[1])

    def test_delete(self):
        self.lma(ALL)
        self.register(link_layer=b"first!")
        self.register(link_layer=b"second")
        self.register(identifier=b"other")
        self.assertEqual(self.net.lma.ctl("delete", NODE.decode())[0], 0)
        self.assertEqual([b["mn_id"] for b in self.bindings()], ["other"])
        status, _, err = call("pmip6ctl", "-s", self.net.lma.socket, "delete", NODE.decode())
        self.assertEqual(status, 1)
        self.assertIn(NODE.decode(), err)
        self.assertEqual(self.net.lma.ctl("-j", "delete", "nobody", check=False)[0], 1)

    def test_exit_statuses(self):
        self.lma()
        s = self.net.lma.socket
        for words, status in ((("-s", s, "show", "status"), 0),
                              (("-s", s, "-j", "show", "bindings"), 0),
                              (("-s", s, "delete", "nobody"), 1),
                              (("-s", s), 2), (("-s",), 2), ((), 2), (("-x",), 2),
                              (("-s", s, "show"), 2), (("-s", s, "show", "weather"), 2),
                              (("-s", s, "show", "status", "x"), 2),
                              (("-s", s, "show", "bindings", "a", "b"), 2),
                              (("-s", s, "delete"), 2), (("-s", s, "delete", "a", "b"), 2),
                              (("-s", s, "watch", "x"), 2), (("-s", s, "save", "x"), 2),
                              (("-s", s, "attach", "a", "l", "handoff", "9"), 2),
                              (("-s", s, "attach", "a", "l", "handoff", "0"), 2),
                              (("-s", s, "attach", "a", "l", "handoff"), 2),
                              (("-s", s, "attach", "a"), 2), (("-s", s, "dance"), 2),
                              (("-s", s + ".no", "show", "status"), 3),
                              (("-s", s + ".no", "watch"), 3),
                              (("-s", self.net.lma.config, "show", "status"), 3)):
            found, _, err = call("pmip6ctl", *words)
            self.assertEqual((words, found), (words, status), err)
            self.assertTrue(status == 0 or err.strip(), words)
        self.net.lma.stop()
        self.assertEqual(call("pmip6ctl", "-s", s, "show", "status")[0], 3)

    def test_nobody_holds_up_others(self):
        self.lma()
        idle = []
        for n in range(20):
            c = socket.socket(socket.AF_UNIX)
            self.addCleanup(c.close)
            c.connect(self.net.lma.socket)
            if n % 2:
                c.sendall(b"\0\xffshow \n\n{" * 100)
            idle.append(c)
        self.assertEqual(self.net.lma.ctl("show", "status")[0], 0)
        self.assertEqual(self.status(), ACCEPTED)


@expands
class Watching(Anchor):
    def watch(self, *words):
        watcher = subprocess.Popen([self.net.bin("pmip6ctl"), "-s", self.net.lma.socket, *words,
                                    "watch"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.net.children.append(watcher)
        self.addCleanup(watcher.stdout.close)
        self.net.lma.await_watcher(watcher)
        self.rest = b""
        return watcher

    def line(self, watcher, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while b"\n" not in self.rest:
            if not select.select([watcher.stdout], [], [], max(0, end - time.monotonic()))[0]:
                self.fail("no event, but " + repr(self.rest))
            got = os.read(watcher.stdout.fileno(), 65536)
            if not got:
                self.fail("the watcher ended")
            self.rest += got
        line, _, self.rest = self.rest.partition(b"\n")
        return line.decode()

    def story(self):
        """Does something; gives the event that comes of it, each time."""
        first = self.register(lifetime=1).prefix
        yield "registered"
        self.register(prefixes=(first,), handoff=5)
        yield "extended"
        self.register(MAG2, handoff=3)
        yield "handed-off"
        self.assertGreater(self.status(prefixes=None), 127)
        yield "refused"
        self.leave(first, MAG2)
        yield "deregistering"
        yield "deleted"
        self.register()
        yield "registered"
        self.net.lma.ctl("delete", NODE.decode())
        yield "deleted"
        self.register(lifetime=1)
        yield "registered"
        yield "expired"

    @editions
    def test_lines(self):
        self.lma()
        watcher = self.watch()
        for event in self.story():
            line = self.line(watcher).split()
            self.assertEqual((line[0], line[1]), (event, "mn_id=mn1@example.net"))
        self.assertEqual(self.rest, b"")

    @editions
    def test_objects(self):
        self.lma()
        watcher = self.watch("-j")
        for event in self.story():
            found = json.loads(self.line(watcher))
            self.assertEqual((found["event"], found["mn_id"]), (event, "mn1@example.net"))
        self.assertEqual(self.rest, b"")

    def test_an_event_without_a_node_has_its_keys(self):
        self.lma()
        watcher = self.watch("-j")
        self.ask(identifier=None)
        self.register()
        found = {}
        while found.get("event") != "registered":
            found = json.loads(self.line(watcher))
            self.assertIn("event", found)
            self.assertIn("mn_id", found)

    def test_two_watch_and_one_goes(self):
        self.lma(ALL)
        one, other = self.watch(), self.watch("-j")
        one.kill()
        one.wait()
        self.register()
        self.assertEqual(json.loads(self.line(other))["event"], "registered")

    def test_ends_with_the_daemon(self):
        self.lma()
        watcher = self.watch()
        self.assertEqual(self.net.lma.stop(), 0)
        watcher.wait(3)
