# SPDX-License-Identifier: MIT
"""The programs as their users meet them: exit codes, messages, signals, clean-up."""

import os
import signal
import subprocess
import tempfile
import time

from bed import BIN, Bed
from topology import LMA, PATIENCE, wait_until


def call(program, *words, inside=(), stdin=""):
    done = subprocess.run([*inside, os.path.join(BIN, program), *words], input=stdin, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE)
    return done.returncode, done.stdout, done.stderr


def written(text):
    f = tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False)
    f.write(text)
    f.close()
    return f.name


class Usage(Bed):
    def test_every_program_has_help_and_a_version(self):
        for program in ("pmip6-lmad", "pmip6-magd", "pmip6ctl", "pmip6-dump", "pmip6-minimal"):
            for word in ("--help", "--version"):
                status, out, _ = call(program, word)
                self.assertEqual((program, word, status), (program, word, 0))
                self.assertTrue(out.strip())

    def test_ctl_without_a_daemon_says_so(self):
        self.assertEqual(call("pmip6ctl", "-s", "/nonexistent", "show", "status")[0], 3)

    def test_ctl_with_wrong_words_says_how(self):
        self.assertEqual(call("pmip6ctl", "dance")[0], 2)
        self.assertEqual(call("pmip6ctl", "-s", "/nonexistent", "attach", "a", "b", "handoff",
                              "9")[0], 2)

    def test_minimal_runs_unprivileged_in_both_editions(self):
        for edition in ("rfc5213", "draft-02"):
            status, out, err = call("pmip6-minimal", "--edition", edition)
            self.assertEqual(status, 0, err)
            self.assertIn("PBU", out)

    def test_dump_goes_on_after_an_error(self):
        status, out, _ = call("pmip6-dump", "-j", "--hex", stdin="zz\n3b00000000000000\n")
        self.assertEqual(status, 1)
        self.assertEqual(len(out.splitlines()), 2)


class Configuration(Bed):
    def check(self, program, text, line, word):
        path = written(text)
        self.addCleanup(os.unlink, path)
        status, _, err = call(program, "-t", "-c", path)
        self.assertEqual(status, 1)
        self.assertTrue(err.startswith("%s:%d: " % (path, line)), err)
        self.assertIn(word, err)

    def test_lmad_names_file_and_line(self):
        self.check("pmip6-lmad", "address 2001:db8::1\nfrobnicate 3\n", 2, "frobnicate")
        self.check("pmip6-lmad", "address 2001:db8::zz\n", 1, "2001:db8::zz")
        self.check("pmip6-lmad", "address 2001:db8::1\n\nmax-lifetime 2s\n", 3, "2s")
        self.check("pmip6-lmad", "address 2001:db8::1\npool 2001:db8:1::/48 40\n", 2, "40")
        self.check("pmip6-lmad", 'address 2001:db8::1\nmobile-node "a\n', 2, '"')

    def test_magd_names_file_and_line(self):
        self.check("pmip6-magd", "address 2001:db8::1\nlink\n", 2, "link")
        self.check("pmip6-magd", "address 2001:db8::1\nlifetime 1d\n", 2, "1d")

    def test_good_files_pass(self):
        net = self.network()
        for daemon in [net.lma, *net.mags.values()]:
            self.assertEqual(call(daemon.program, "-t", "-c", daemon.config)[0], 0)

    def test_an_address_that_is_not_there_is_one_line(self):
        net = self.network()
        status, _, err = call("pmip6-lmad", "-c", net.lma.config, inside=net.inside("cn"))
        self.assertEqual(status, 1)
        self.assertEqual(len(err.strip().splitlines()), 1, err)
        self.assertIn(LMA, err)

    def test_sighup_with_an_error_changes_nothing(self):
        net = self.network()
        net.lma.start()
        with open(net.lma.config, "a") as f:
            f.write("frobnicate\n")
        net.lma.signal(signal.SIGHUP)
        wait_until(lambda: net.lma.words("frobnicate"), PATIENCE, "a word about it")
        self.assertEqual(net.lma.ctl("show", "status")[0], 0)
        self.assertIn("frobnicate", open(net.lma.log).read())


class Life(Bed):
    def attached(self, **how):
        net = self.network(**how).start()
        net.plug("mag1")
        net.wait_for_address()
        return net

    def test_a_gateway_that_stops_deregisters_its_nodes(self):
        net = self.attached()
        self.assertEqual(net.mags["mag1"].stop(), 0)
        binding, = net.lma.show("bindings")
        self.assertEqual(binding["state"], "deregistering")

    def test_what_a_killed_gateway_left_its_next_start_removes(self):
        net = self.network()
        before = net.footprint("mag1")
        net.start()
        net.plug("mag1")
        net.wait_for_address()
        net.mags["mag1"].process.kill()
        net.mags["mag1"].process.wait()
        net.unplug()
        net.mags["mag1"].start()
        self.assertEqual(net.mags["mag1"].stop(), 0)
        self.assertEqual(net.footprint("mag1"), before)

    def test_what_a_killed_anchor_left_its_next_start_removes(self):
        net = self.network()
        before = net.footprint("lma")
        net.start()
        net.plug("mag1")
        net.wait_for_address()
        net.lma.process.kill()
        net.lma.process.wait()
        net.lma.start()
        self.assertEqual(net.lma.stop(), 0)
        self.assertEqual(net.footprint("lma"), before)

    def test_detach_and_attach_by_hand(self):
        net = self.attached()
        mag = net.mags["mag1"]
        self.assertEqual(mag.ctl("detach", "mn1@example.net")[0], 0)
        wait_until(lambda: not mag.show("bindings"), PATIENCE, "the entry to go")
        self.assertEqual(mag.ctl("detach", "mn1@example.net", check=False)[0], 1)
        self.assertEqual(mag.ctl("attach", "mn1@example.net", "ap")[0], 0)
        wait_until(lambda: [b for b in mag.show("bindings") if b["state"] == "registered"],
                   PATIENCE,
                   "the registration")
        self.assertEqual(mag.ctl("attach", "mn1@example.net", "nolink", check=False)[0], 1)

    def test_renumber_deregisters_and_registers_anew(self):
        """RFC 5213 5.4.1.2 (1) gives the session back while its deletion is pending: a new
        prefix comes when the LMA has another one for the node."""
        net = self.attached()
        before = net.lma.show("counters")
        net.mags["mag1"].ctl("renumber", "mn1@example.net")

        def renumbered():
            now = net.mags["mag1"].show("bindings")
            return now and now[0]["state"] == "registered" and \
                net.lma.show("counters")["rx_binding_deregistrations"] > before["rx_binding_deregistrations"]
        wait_until(renumbered, PATIENCE, "the new registration")

    def test_delete_by_administration(self):
        net = self.attached()
        self.assertEqual(net.lma.ctl("delete", "mn1@example.net")[0], 0)
        self.assertEqual(net.lma.show("bindings"), [])
        self.assertEqual(net.lma.ctl("delete", "mn1@example.net", check=False)[0], 1)

    def test_watch_tells_events_as_they_happen(self):
        net = self.network().start()
        watcher = subprocess.Popen([net.bin("pmip6ctl"), "-s", net.lma.socket, "watch"],
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(watcher.stdout.close)
        self.addCleanup(watcher.wait)
        self.addCleanup(watcher.kill)
        net.lma.await_watcher(watcher)
        net.plug("mag1")
        line = watcher.stdout.readline()
        self.assertTrue(line.startswith("registered "), line)
        self.assertIn("mn_id=mn1@example.net", line)


class DataPlane(Bed):
    def reach(self, net, *words):
        done = subprocess.run(net.inside("mn") + ["ping", "-6", *words, "2001:db8:c::1"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def attached(self, **how):
        net = self.network(**how).start()
        net.plug("mag1")
        net.wait_for_address()
        wait_until(lambda: self.reach(net, "-c1", "-W1")[0] == 0, PATIENCE, "an answer")
        return net

    def test_1460_octets_pass_and_more_get_packet_too_big(self):
        net = self.attached()
        net.ip("mn", "link set mn0 mtu 1500")
        net.sysctl("mn", "net.ipv6.conf.mn0.mtu", 1500)
        self.assertEqual(self.reach(net, "-c2", "-M", "do", "-s", str(1460 - 48))[0], 0)
        status, out = self.reach(net, "-c2", "-W1", "-M", "do", "-s", str(1461 - 48))
        self.assertNotEqual(status, 0)
        self.assertIn("1460", out)

    def test_the_hop_limit_falls_at_both_gateways_and_the_router(self):
        net = self.attached()
        status, out = self.reach(net, "-c1")
        self.assertEqual(status, 0)
        self.assertIn("ttl=61", out)

    def test_another_source_address_does_not_leave(self):
        net = self.attached()
        net.ip("mn", "addr add 2001:db8:bad::1/64 dev mn0 nodad")
        status, _ = self.reach(net, "-c2", "-W1", "-I", "2001:db8:bad::1")
        self.assertNotEqual(status, 0)

    def test_a_stranger_cannot_inject_through_the_tunnel(self):
        net = self.attached()
        address = net.node_addresses()[0]
        before = self.received(net)
        code = ("import socket,ipaddress;s=socket.socket(socket.AF_INET6,socket.SOCK_RAW,41);"
                "inner=bytes.fromhex('6000000000083a40')+ipaddress.IPv6Address('%s').packed+"
                "ipaddress.IPv6Address('2001:db8:c::1').packed+bytes.fromhex("
                "'8000000000010001');s.sendto(inner,('%s',0))" % (address, LMA))
        subprocess.run(net.inside("mag2") + ["python3", "-c", code], check=True)
        time.sleep(0.3)
        self.assertEqual(self.received(net), before)

    def received(self, net):
        text = subprocess.run(net.inside("cn") + ["cat", "/proc/net/snmp6"], text=True,
                              stdout=subprocess.PIPE).stdout
        counters = dict(line.split() for line in text.splitlines())
        return int(counters["Icmp6InEchos"]) + int(counters["Icmp6InErrors"])
