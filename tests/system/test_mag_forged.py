# SPDX-License-Identifier: MIT
"""What a node sends in its LMA's name: it harms nobody (RFC 5213 section 11, 6.10.5).

Signalling and tunnel packets that come in on an access link are dropped by the interface that
they came in on, and counted; the same octets from the network's side are taken.
"""

import ipaddress
import signal
import struct
import subprocess
import sys
import time

from domain import MN2_ID, MN2_MAC, Gateways
from flow import FLOW_PORT as PORT
from seen import Frames
from topology import AP_MAC, CN, LMA, MAGS, MN_ID, PATIENCE, wait_until
from wire import MH, checksum, finish, home_network_prefix, mn_identifier

MAG = MAGS["mag1"]
TUNNEL, UDP = 41, 17
STRANGER = "2001:db8:bad::1"

FRAME = r"""
import socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind(("mn0", 0))
s.send(bytes.fromhex(sys.argv[1]))
"""

PACKET = r"""
import socket, sys
s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW)
s.sendto(bytes.fromhex(sys.argv[1]), (sys.argv[2], 0))
"""


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


def ipv6(source, destination, following, payload):
    return (struct.pack("!IHBB", 6 << 28, len(payload), following, 64)
            + ipaddress.IPv6Address(source).packed + ipaddress.IPv6Address(destination).packed
            + payload)


def from_lma(message):
    """A Mobility Header in a packet from the LMA to the gateway."""
    total = checksum(LMA, MAG, message[:4] + b"\0\0" + message[6:])
    return ipv6(LMA, MAG, MH, message[:4] + struct.pack("!H", total) + message[6:])


def binding_error(status):
    """RFC 6275 6.1.9."""
    return struct.pack("!BBBBHBB", 59, 2, 7, 0, 0, status, 0) + bytes(16)


def refusal(request, mn_id):
    """An acknowledgement that refuses a request, which it knows (RFC 5213 8.2)."""
    m = struct.pack("!BBBBHBBHH", 59, 0, 6, 0, 0, 128, 0x20, request["sequence"], 0)
    m = home_network_prefix(mn_identifier(m, mn_id.encode()), request["prefix"])
    m += bytes([23, 2, 0, request["handoff"], 24, 2, 0, 3])
    m += bytes((2 - len(m)) % 8) + bytes([27, 8]) + bytes.fromhex(request["timestamp"])
    return finish(m)


def tunnelled(destination):
    """A datagram of a stream inside a tunnel packet of the LMA."""
    payload = struct.pack("!HHHHI", PORT, PORT, 12, 0xffff, 7)
    return ipv6(LMA, MAG, TUNNEL, ipv6(STRANGER, destination, UDP, payload))


class Forged(Gateways):
    def forge(self, packet):
        """The second node sends a packet to its gateway."""
        frame = mac(AP_MAC) + mac(MN2_MAC) + b"\x86\xdd" + packet
        self.inside("mn2", FRAME, frame.hex())

    def inside(self, host, code, *words):
        subprocess.run(self.net.inside(host) + [sys.executable, "-c", code, *words], check=True,
                       timeout=PATIENCE)

    def counted(self, what, name, number):
        wait_until(lambda: self.mag.show(what)[name] == number, PATIENCE,
                   "%d of %s" % (number, name))

    def neighbours(self):
        """A running network whose second node has service."""
        self.net = self.domain().start()
        self.mag = self.net.mags["mag1"]
        self.net.nodes["mn2"].plug("mag1")
        self.await_registered(self.mag, MN2_ID)
        self.frames = Frames(self.net, "router", "to-mag1")

    def asking(self):
        """The first node's request is under way, to an LMA that does not answer now."""
        self.net.lma.signal(signal.SIGSTOP)
        begin = time.time()
        self.net.nodes["mn"].plug("mag1")
        return self.frames.wait_for(begin, "PBU", src=MAG)

    def goes_on(self):
        self.assertEqual([b["state"] for b in self.mag.show("bindings", MN_ID)],
                         ["registering"])
        self.assertEqual(set(self.drops(self.mag)), {"drop_access_link"})
        self.net.lma.signal(signal.SIGCONT)
        self.await_registered(self.mag)

    def test_a_binding_error_of_a_node_ends_no_request(self):
        self.neighbours()
        self.asking()
        for status in 1, 2:
            self.forge(from_lma(binding_error(status)))
        self.counted("counters", "drop_access_link", 2)
        self.goes_on()

    def test_an_acknowledgement_of_a_node_refuses_nothing(self):
        self.neighbours()
        request = self.asking()
        self.forge(from_lma(refusal(request, MN_ID)))
        self.counted("counters", "drop_access_link", 1)
        self.goes_on()

    def test_a_tunnel_packet_of_a_node_reaches_nobody(self):
        """Also after its link went and came back, as another interface."""
        self.neighbours()
        mn, mn2 = self.net.nodes["mn"], self.net.nodes["mn2"]
        mn.plug("mag1")
        packet = tunnelled(mn.wait_for_address())
        there = Frames(self.net, "mn", "mn0")
        for count in 1, 2:
            begin = time.time()
            self.forge(packet)
            self.counted("status", "packets_from_links", count)
            self.inside("lma", PACKET, packet.hex(), MAG)  # what it would have been
            there.wait_for(begin, "flow", src=STRANGER)
            time.sleep(0.2)
            self.assertEqual(len(there.all(begin, kind="flow", src=STRANGER)), 1)
            mn2.plug("mag2")
            self.await_registered(self.net.mags["mag2"], MN2_ID)
            mn2.plug("mag1")
            self.await_registered(self.mag, MN2_ID)

    def test_a_link_that_goes_down_and_up_is_served_as_before(self):
        """The kernel takes the addresses of an interface that is set down."""
        self.net = self.domain().start()
        self.mag = self.net.mags["mag1"]
        mn = self.net.nodes["mn"]
        mn.plug("mag1")
        address = mn.wait_for_address()
        mn.reaches(CN)
        router = self.await_registered(self.mag)["link_local_address"]
        for _ in range(2):
            begin = time.time()
            there = Frames(self.net, "mn", "mn0")
            self.net.ip("mag1", "link set ap down", "link set ap up")
            there.wait_for(begin, "RA", src=router)
            wait_until(lambda: router in self.settings(self.net, "mag1", "ap")["addresses"],
                       PATIENCE, "the link-local address")
            self.await_registered(self.mag)
            wait_until(lambda: router in mn.routers(), PATIENCE, "the router")
            mn.reaches(CN)
            self.assertEqual(mn.addresses(), [address])
            self.assertEqual(self.await_registered(self.mag)["link_local_address"], router)
            there.stop()
