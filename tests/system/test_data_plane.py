# SPDX-License-Identifier: MIT
"""What the tunnel does to packets: congestion marks, narrow paths, errors from inside it."""

import subprocess
import sys
import textwrap

from bed import Bed
from topology import CN, LMA, MAGS, PATIENCE, run, wait_until

# Packets made by hand; runs inside a host. `echo` is an ICMPv6 echo request, number 1 or 2.
TOOLS = textwrap.dedent("""
    import socket, struct, time
    from ipaddress import IPv6Address

    def packed(address):
        return IPv6Address(address).packed

    def header(source, destination, traffic_class, following, payload, hops=64):
        return struct.pack("!IHBB", 6 << 28 | traffic_class << 20, len(payload), following,
                           hops) + packed(source) + packed(destination) + payload

    def echo(source, destination, traffic_class, number=1):
        message = struct.pack("!BBHHH", 128, 0, 0, 4711, number)
        pseudo = packed(source) + packed(destination) + struct.pack("!II", len(message), 58)
        total = sum(struct.unpack("!24H", pseudo + message))
        while total >> 16:
            total = (total & 0xffff) + (total >> 16)
        message = message[:2] + struct.pack("!H", ~total & 0xffff) + message[4:]
        return header(source, destination, traffic_class, 58, message)

    def traffic_class(packet):
        return (packet[0] & 15) << 4 | packet[1] >> 4

    def send(packet, destination):
        s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW)
        s.sendto(packet, (destination, 0))

    def sniff(interface, at):
        # packets with such an echo request at an offset, until number 2 comes
        s = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x86dd))
        s.bind((interface, 0))
        print("listening", flush=True)
        while True:
            packet = s.recv(2048)
            if packet[at - 34] == 58 and packet[at + 4:at + 6] == struct.pack("!H", 4711):
                if packet[at + 7] == 2:
                    return
                yield packet
    """)


class Tunnel(Bed):
    """One node at one gateway, whose packets can be looked into."""

    def attached(self, **how):
        net = self.network(**how).start()
        net.plug("mag1")
        net.wait_for_address()
        wait_until(lambda: self.ping(net, "mn", CN, "-c1")[0] == 0, PATIENCE, "an answer")
        return net

    def ping(self, net, host, to, *words):
        done = subprocess.run(net.inside(host) + ["ping", "-6", "-W1", *words, to],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def code(self, net, host, text):
        """Starts Python code inside a host."""
        return subprocess.Popen(net.inside(host) + [sys.executable, "-c", TOOLS + text],
                                stdout=subprocess.PIPE, text=True)

    def seen(self, net, host, interface, at, what, sender, packet):
        """Sends a packet at one host, and tells `what` of it at another, where the echo is at
        `at`: nothing, if only the packet that is sent behind it comes, with number 2."""
        listener = self.code(net, host, "for p in sniff(%r, %d):\n    print(%s)\n"
                             % (interface, at, what))
        self.addCleanup(listener.kill)
        self.assertEqual(listener.stdout.readline(), "listening\n")
        self.code(net, sender, packet).communicate(timeout=PATIENCE)
        return listener.communicate(timeout=PATIENCE)[0].split()

    def test_congestion_marks_of_the_tunnel_reach_the_packet(self):
        net = self.attached()
        node = net.node_addresses()[0]
        expected = {(0, 3): []}
        for inner in range(4):
            for outer in range(4):
                marked = 3 if outer == 3 and inner else inner
                want = expected.get((inner, outer), [str(0x28 | marked)])
                got = self.seen(net, "cn", "wan", 40, "traffic_class(p)", "mag1",
                                "for n, o, i in (1, %d, %d), (2, 0, 0):\n"
                                "    send(header(%r, %r, o, 41, echo(%r, %r, i, n)), %r)"
                                % (outer, 0x28 | inner, MAGS["mag1"], LMA, node, CN, LMA))
                self.assertEqual((inner, outer, got), (inner, outer, want))

    def test_the_tunnel_packet_carries_class_and_marks(self):
        net = self.attached()
        node = net.node_addresses()[0]
        for inner, outer in ((0, 0), (1, 1), (2, 2), (3, 2)):
            got = self.seen(net, "router", "to-mag1", 80,
                            "traffic_class(p), p[7], traffic_class(p[40:]), p[47]", "mn",
                            "for n in 1, 2:\n    send(echo(%r, %r, %d, n), %r)"
                            % (node, CN, 0x28 | inner, CN))
            self.assertEqual(got, [str(0x28 | outer), "64", str(0x28 | inner), "63"])

    def test_1280_octets_pass_a_path_of_1280(self):
        net = self.attached(path_mtu=1280)
        node = net.node_addresses()[0]
        words = ["-c3", "-i0.2", "-M", "do", "-s", str(1280 - 48)]
        self.assertEqual(self.ping(net, "mn", CN, *words)[0], 0)
        self.assertEqual(self.ping(net, "cn", node, *words)[0], 0)

    def test_a_narrow_path_is_told_but_never_below_1280(self):
        net = self.attached()
        net.ip("mn", "link set mn0 mtu 1500")
        net.sysctl("mn", "net.ipv6.conf.mn0.mtu", 1500)
        net.ip("lma", "link set wan mtu 1400")
        net.ip("router", "link set to-lma mtu 1400")
        words = ["-c4", "-i0.3", "-M", "do", "-s"]
        status, out = self.ping(net, "mn", CN, *words, str(1400 - 48))
        self.assertIn("1360", out)
        self.assertEqual(self.ping(net, "mn", CN, *words, str(1360 - 48))[0], 0)
        net.ip("lma", "link set wan mtu 1280")
        net.ip("router", "link set to-lma mtu 1280")
        status, out = self.ping(net, "mn", CN, *words, str(1360 - 48))
        self.assertIn("1280", out)

    def test_a_path_that_is_wide_again_is_told(self):
        """RFC 8201 4: what the kernel has learnt it forgets, and the node hears of it, though
        it sends small packets only."""
        net = self.attached()

        def told(mtu):
            def is_told():
                self.ping(net, "mn", CN, "-c1")
                return run(*net.inside("mn"), "cat",
                           "/proc/sys/net/ipv6/conf/mn0/mtu").strip() == str(mtu)
            wait_until(is_told, PATIENCE, "an advertised MTU of %d" % mtu)

        told(1460)
        net.sysctl("mag1", "net.ipv6.route.mtu_expires", 3)
        for host, interface in ("lma", "wan"), ("router", "to-lma"):
            net.ip(host, "link set %s mtu 1320" % interface)
        self.ping(net, "mn", CN, "-c2", "-i0.3", "-M", "do", "-s", str(1400 - 48))
        told(1280)
        for interface, host in ("wan", "lma"), ("to-lma", "router"):
            net.ip(host, "link set %s mtu 1500" % interface)
        told(1460)

    def test_a_break_inside_the_tunnel_is_an_unreachable_address(self):
        net = self.attached()
        net.ip("router", "route add unreachable %s/128" % LMA)
        status, out = self.ping(net, "mn", CN, "-c3", "-i0.2")
        self.assertNotEqual(status, 0)
        self.assertIn("Address unreachable", out)
        net.ip("router", "route del unreachable %s/128" % LMA)
        self.assertEqual(self.ping(net, "mn", CN, "-c3", "-i0.2")[0], 0)

    def test_hops_show_both_gateways(self):
        net = self.attached()
        self.assertIn(MAGS["mag1"], self.ping(net, "mn", CN, "-c1", "-t1")[1])
        self.assertIn(LMA, self.ping(net, "mn", CN, "-c1", "-t2")[1])

    def test_a_prefix_of_nobody_is_unreachable(self):
        net = self.attached()
        status, out = self.ping(net, "cn", "2001:db8:1ff::1", "-c1")
        self.assertNotEqual(status, 0)
        self.assertIn("unreachable", out)
