# SPDX-License-Identifier: MIT
"""A counted stream of datagrams in one direction, run inside two hosts:

    flow.py send ADDRESS INTERVAL   numbered datagrams until standard input closes; prints how
                                    many
    flow.py receive                 prints `ready`, then a line a datagram: number, time, source
    flow.py ask ADDRESS             sends one; prints the source that its far end saw
    flow.py answer                  prints `ready`, then answers each datagram with its source

Numbers begin at 0; the time of a datagram is the kernel's.
"""

import select
import socket
import struct
import sys
import time

from frames import FLOW_PORT

ANSWER_PORT = FLOW_PORT + 1


def bound(port):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)  # SO_RCVBUFFORCE
    s.setsockopt(socket.SOL_SOCKET, 35, 1)  # SO_TIMESTAMPNS
    s.bind(("::", port))
    print("ready", flush=True)
    return s


def send(address, interval):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    number, begin = 0, time.monotonic()
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            s.sendto(struct.pack("!I", number), (address, FLOW_PORT))
        except OSError:  # no router now: lost as any other
            pass
        number += 1
        time.sleep(max(0.0, begin + number * interval - time.monotonic()))
    print(number, flush=True)


def receive():
    s = bound(FLOW_PORT)
    while True:
        data, more, _, source = s.recvmsg(2048, 64)
        seconds, nanoseconds = struct.unpack("=qq", more[0][2][:16])
        print("%d %.9f %s" % (struct.unpack("!I", data[:4])[0], seconds + nanoseconds / 1e9,
                              source[0]), flush=True)


def ask(address):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.settimeout(2)
    s.connect((address, ANSWER_PORT))
    s.send(bytes(4))
    print(s.recv(100).decode())


def answer():
    s = bound(ANSWER_PORT)
    while True:
        _, source = s.recvfrom(2048)
        s.sendto(source[0].encode(), source)


if __name__ == "__main__":
    {"send": lambda: send(sys.argv[2], float(sys.argv[3])), "receive": receive,
     "ask": lambda: ask(sys.argv[2]), "answer": answer}[sys.argv[1]]()
