# SPDX-License-Identifier: MIT
"""Mobility Header messages made by hand, from the specifications and not by our codec."""

import ipaddress
import struct
import subprocess
import sys

from topology import PATIENCE

MH = 135


def checksum(source, destination, octets):
    """RFC 6275 6.1.1: over the pseudo-header and the whole message."""
    pseudo = (ipaddress.IPv6Address(source).packed + ipaddress.IPv6Address(destination).packed
              + struct.pack("!I3xB", len(octets), MH))
    data = pseudo + octets
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def place(message, modulus, rest, option):
    """An option behind the padding that its alignment wants (RFC 6275 6.2.1)."""
    gap = (rest - len(message)) % modulus
    pad = b"" if gap == 0 else b"\0" if gap == 1 else struct.pack("BB", 1, gap - 2) + bytes(gap - 2)
    return message + pad + option


def mn_identifier(message, identifier):
    return message + bytes([8, 1 + len(identifier), 1]) + identifier


def home_network_prefix(message, prefix="::/0"):
    net = ipaddress.IPv6Network(prefix)
    return place(message, 8, 4, bytes([22, 18, 0, net.prefixlen]) + net.network_address.packed)


def timestamp(message, seconds):
    return place(message, 8, 2, bytes([27, 8]) + struct.pack("!Q", int(seconds * 65536)))


def finish(message):
    """Pads to eight octets and sets the header's length."""
    message = place(message, 8, 0, b"")
    return bytes([59, len(message) // 8 - 1]) + message[2:]


def pbu(identifier=b"mn1@example.net", sequence=1, lifetime=15, prefix="::/0", handoff=4,
        technology=3, time=None, flags=0x8200):
    """A Proxy Binding Update (RFC 5213 8.1); None leaves an option out."""
    m = struct.pack("!BBBBHHHH", 59, 0, 5, 0, 0, sequence, flags, lifetime)
    if identifier is not None:
        m = mn_identifier(m, identifier)
    if prefix is not None:
        m = home_network_prefix(m, prefix)
    if handoff is not None:
        m += bytes([23, 2, 0, handoff])
    if technology is not None:
        m += bytes([24, 2, 0, technology])
    if time is not None:
        m = timestamp(m, time)
    return finish(m)


EXCHANGE = r"""
import socket, sys
source, destination, wait = sys.argv[1], sys.argv[2], float(sys.argv[3])
s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, 135)
s.bind((source, 0))
s.settimeout(wait)
for line in sys.stdin:
    s.sendto(bytes.fromhex(line), (destination, 0))
last, m = sys.argv[4] and int(sys.argv[4]), bytes(12)
try:
    while not (last and m[2] == 6 and int.from_bytes(m[8:10], "big") == last):
        m = s.recvfrom(4096)[0]
        print(m.hex())
except socket.timeout:
    pass
"""


def exchange(net, host, source, destination, messages, wait=PATIENCE, last=None):
    """Sends messages from a host; gives what came back until nothing did for so long, or the
    acknowledgement with the sequence number `last` came."""
    lines = []
    for m in messages:
        sum_ = checksum(source, destination, m[:4] + b"\0\0" + m[6:])
        lines.append((m[:4] + struct.pack("!H", sum_) + m[6:]).hex())
    done = subprocess.run(net.inside(host) + [sys.executable, "-c", EXCHANGE, source,
                                              destination, str(wait), str(last or "")],
                          input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True,
                          timeout=4 * PATIENCE)
    return [bytes.fromhex(line) for line in done.stdout.split()]


def acknowledgement(octets):
    """Status, flags, sequence, lifetime of a Binding Acknowledgement (RFC 6275 6.1.8)."""
    kind, status, flags, sequence, lifetime = struct.unpack("!2xB3xBBHH", octets[:12])
    if kind != 6:
        raise ValueError("a message of type %d, not an acknowledgement" % kind)
    return status, flags, sequence, lifetime


def options(octets):
    """(type, data) of each option behind a 12-octet head, padding left out."""
    found, at = [], 12
    while at < len(octets):
        if octets[at] == 0:
            at += 1
            continue
        length = octets[at + 1]
        if octets[at] != 1:
            found.append((octets[at], octets[at + 2:at + 2 + length]))
        at += 2 + length
    return found


