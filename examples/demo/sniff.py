# SPDX-License-Identifier: MIT
"""Captures Mobility Headers on an interface into a pcap file: `sniff.py INTERFACE FILE`.

Needs no more than a packet socket, also where a user's own namespaces keep other programs from
giving up privileges that they do not have. Prints `ready` when it listens.
"""

import socket
import struct
import sys
import time

ETH_P_ALL = 3
MOBILITY_HEADER = 135


def main(interface, path):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    s.bind((interface, 0))
    with open(path, "wb", buffering=0) as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
        print("ready", flush=True)
        while True:
            frame = s.recv(65535)
            if frame[12:14] != b"\x86\xdd" or frame[20:21] != bytes([MOBILITY_HEADER]):
                continue
            now = time.time()
            out.write(struct.pack("<IIII", int(now), int(now % 1 * 1e6), len(frame),
                                  len(frame)) + frame)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
