# SPDX-License-Identifier: MIT
"""Traffic that notices: pings at 100 a second, and one TCP transfer that counts.

Run as a program inside a host it is one end of the transfer:

    traffic.py receive PORT          prints `ready`, takes one connection, checks the pattern,
                                     prints `OCTETS DIGEST` at its end
    traffic.py send ADDRESS PORT RATE  sends a pattern at RATE octets a second until its
                                     standard input closes, prints `OCTETS DIGEST`
"""

import hashlib
import re
import select
import socket
import subprocess
import sys
import threading
import time

CHUNK = 4096


class Ping:
    """`ping` at 100 a second from one host to an address, with the time of each reply."""

    line = re.compile(r"^\[(\d+\.\d+)\].*icmp_seq=(\d+).* time=")

    def __init__(self, net, host, address, interval=0.01):
        self.replies = []  # (time of arrival, sequence number)
        self.interval = interval
        self.process = net.spawn(host, ["ping", "-6", "-n", "-D", "-i", str(interval),
                                        "-s", "16", address],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                 bufsize=1)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for text in self.process.stdout:
            found = self.line.match(text)
            if found:
                self.replies.append((float(found.group(1)), int(found.group(2))))

    def between(self, begin, end):
        """Packets lost and longest silence, in seconds, between two moments."""
        inside = [r for r in list(self.replies) if begin <= r[0] <= end]
        if not inside:
            return None, end - begin
        moments = [begin] + [r[0] for r in inside] + [end]
        silence = max(b - a for a, b in zip(moments, moments[1:]))
        sequences = sorted({r[1] for r in inside})
        lost = sequences[-1] - sequences[0] + 1 - len(sequences)
        return lost, silence

    def first_after(self, moment):
        later = [r[0] for r in list(self.replies) if r[0] > moment]
        return later[0] if later else None

    def count(self, since):
        """How many replies came after a moment."""
        return sum(r[0] > since for r in list(self.replies))

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.reader.join(5)


class Transfer:
    """One TCP connection that carries a pattern from one host to another throughout."""

    def __init__(self, net, sender, receiver, address, rate=200000, port=5213):
        me = [sys.executable, __file__]
        self.receiver = net.spawn(receiver, me + ["receive", str(port)],
                                  stdout=subprocess.PIPE, text=True)
        if self.receiver.stdout.readline().strip() != "ready":
            raise RuntimeError("the receiver of the transfer did not start")
        self.sender = subprocess.Popen(net.inside(sender) + me +
                                       ["send", address, str(port), str(rate)],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        net.children.append(self.sender)

    def finish(self, timeout=60):
        """Ends the transfer: what was sent and what arrived, as (octets, digest) each."""
        self.sender.stdin.close()
        result = []
        for process in (self.sender, self.receiver):
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            words = process.stdout.read().split()
            result.append((int(words[0]), words[1]) if len(words) == 2 else (0, "none"))
        return result


def pattern(number):
    """The n-th chunk: different from all others, the same at both ends."""
    return (hashlib.sha256(str(number).encode()).digest() * (CHUNK // 32))[:CHUNK]


def receive(port):
    server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("::", port))
    server.listen(1)
    print("ready", flush=True)
    connection, _ = server.accept()
    digest, count = hashlib.sha256(), 0
    while True:
        data = connection.recv(65536)
        if not data:
            break
        digest.update(data)
        count += len(data)
    print(count, digest.hexdigest(), flush=True)


def send(address, port, rate):
    connection = socket.create_connection((address, port), timeout=10)
    connection.settimeout(60)
    digest, count, number = hashlib.sha256(), 0, 0
    begin = time.monotonic()
    while not select.select([sys.stdin], [], [], 0)[0]:
        data = pattern(number)
        connection.sendall(data)
        digest.update(data)
        count, number = count + len(data), number + 1
        ahead = count / rate - (time.monotonic() - begin)
        if ahead > 0:
            time.sleep(ahead)
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)
    print(count, digest.hexdigest(), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "receive":
        receive(int(sys.argv[2]))
    else:
        send(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
