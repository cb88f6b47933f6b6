# SPDX-License-Identifier: MIT
"""What passes an interface, and when: the kernel's time of each frame, read from its octets.

Run inside a host, `frames.py INTERFACE` prints a JSON object a line: Neighbor Discovery,
Mobility Headers, tunnelled packets, flow.py's datagrams, and changes of the carrier. Nothing of
ours decodes here.
"""

import ipaddress
import json
import select
import socket
import struct
import sys
import time

FLOW_PORT = 5214
ND = {133: "RS", 134: "RA", 135: "NS", 136: "NA"}


def text(octets):
    return str(ipaddress.IPv6Address(octets))


def neighbor_discovery(found, m):
    """RFC 4861 4.1 to 4.4: what is asked for, and the prefixes advertised."""
    found["kind"] = ND[m[0]]
    at = {133: 8, 134: 16}.get(m[0], 24)
    if m[0] in (135, 136):
        found["target"] = text(m[8:24])
    if m[0] == 134:
        found["router_lifetime"] = struct.unpack("!H", m[6:8])[0]
        found["prefixes"] = []
    while at + 8 <= len(m) and m[at + 1]:
        if m[at] == 3 and m[0] == 134:
            valid, preferred = struct.unpack("!II", m[at + 4:at + 12])
            found["prefixes"].append({"prefix": "%s/%d" % (text(m[at + 16:at + 32]), m[at + 2]),
                                      "flags": m[at + 3], "valid": valid,
                                      "preferred": preferred})
        at += 8 * m[at + 1]


def mobility(found, m):
    """RFC 6275 6.1.7, 6.1.8: a Binding Update or Acknowledgement, the P flag among theirs."""
    found["kind"] = {5: "PBU", 6: "PBA"}.get(m[2], "MH")
    if m[2] == 5:
        found["sequence"], flags, lifetime = struct.unpack("!HHH", m[6:12])
        found["proxy"] = bool(flags & 0x0200)
    elif m[2] == 6:
        found["status"], flags, found["sequence"], lifetime = struct.unpack("!BBHH", m[6:12])
        found["proxy"] = bool(flags & 0x20)
    else:
        return
    found["lifetime"] = 4 * lifetime
    at = 12
    while at + 1 < len(m):
        if m[at] == 23:
            found["handoff"] = m[at + 3]
        if m[at] == 26:
            found["link_local"] = text(m[at + 2:at + 18])
        if m[at] == 27:
            found["timestamp"] = m[at + 2:at + 10].hex()
        if m[at] == 22:
            found["prefix"] = "%s/%d" % (text(m[at + 4:at + 20]), m[at + 3])
        at += 1 if m[at] == 0 else 2 + m[at + 1]


def look(packet):
    """What a packet is, or None."""
    if len(packet) < 44 or packet[0] >> 4 != 6:
        return None
    found = {"src": text(packet[8:24]), "dst": text(packet[24:40]), "hops": packet[7]}
    payload = packet[40:]
    if packet[6] == 58 and payload[0] in ND:
        neighbor_discovery(found, payload)
    elif packet[6] == 135:
        mobility(found, payload)
    elif packet[6] == 41:
        found["kind"], found["inner"] = "tunnel", look(payload)
    elif packet[6] == 17 and struct.unpack("!H", payload[2:4])[0] == FLOW_PORT:
        found["kind"], found["number"] = "flow", struct.unpack("!I", payload[8:12])[0]
    else:
        return None
    return found


def tell(found, when):
    found["t"] = when
    print(json.dumps(found), flush=True)


def main(interface):
    frames = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    frames.setsockopt(socket.SOL_SOCKET, 35, 1)  # SO_TIMESTAMPNS
    frames.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)  # SO_RCVBUFFORCE
    frames.bind((interface, 0))
    links = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    links.bind((0, 1))  # RTMGRP_LINK
    index = socket.if_nametoindex(interface)
    print("ready", flush=True)
    while True:
        for s in select.select([frames, links], [], [])[0]:
            if s is links:
                notice = s.recv(65536)
                if struct.unpack("=i", notice[20:24])[0] == index:
                    up = bool(struct.unpack("=I", notice[24:28])[0] & 0x10000)  # IFF_LOWER_UP
                    tell({"kind": "carrier", "up": up}, time.time())
                continue
            try:
                frame, more, _, _ = s.recvmsg(2048, 64)
            except OSError:  # the interface went down; the socket goes on with it
                continue
            found = look(frame[14:]) if frame[12:14] == b"\x86\xdd" else None
            if found:
                seconds, nanoseconds = struct.unpack("=qq", more[0][2][:16])
                found["mac"] = frame[6:12].hex(":")
                tell(found, seconds + nanoseconds / 1e9)


if __name__ == "__main__":
    main(sys.argv[1])
