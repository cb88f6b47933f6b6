# SPDX-License-Identifier: MIT
"""What was seen of a network while a test ran: frames of interfaces, datagrams of streams."""

import bisect
import itertools
import json
import subprocess
import sys
import threading
import time

import flow
import frames
from topology import PATIENCE, Failure, wait_until


class Frames:
    """A thread that keeps what passes an interface."""

    def __init__(self, net, host, interface):
        self.seen, self.times = [], []
        self.process = net.spawn(host, [sys.executable, frames.__file__, interface],
                                 stdout=subprocess.PIPE, text=True, bufsize=1)
        if self.process.stdout.readline().strip() != "ready":
            raise Failure("no frames from %s on %s" % (interface, host))
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.seen.append(json.loads(line))
            self.times.append(self.seen[-1]["t"])

    def all(self, since=0.0, until=float("inf"), kind=None, **fields):
        """Those between two moments. They come nearly in order: not all need be looked at."""
        late = self.seen[bisect.bisect_left(self.times, since - 1):]
        return [f for f in late if since <= f["t"] <= until
                and kind in (None, f["kind"]) and all(f.get(k) == v for k, v in fields.items())]

    def first(self, since=0.0, kind=None, **fields):
        found = self.all(since, kind=kind, **fields)
        return found[0] if found else None

    def wait_for(self, since=0.0, kind=None, seconds=PATIENCE, **fields):
        """The first such frame after a moment; there must be one."""
        return wait_until(lambda: self.first(since, kind, **fields), seconds,
                          "%s %s" % (kind, fields))

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()


class Flow:
    """A stream from one host to an address of another, and who of it arrived when."""

    def __init__(self, net, sender, receiver, address, interval=0.01):
        me = [sys.executable, flow.__file__]
        self.arrived = []  # (number, time)
        self.sources = set()
        self.receiver = net.spawn(receiver, me + ["receive"], stdout=subprocess.PIPE, text=True,
                                  bufsize=1)
        if self.receiver.stdout.readline().strip() != "ready":
            raise Failure("the receiver of a stream did not start")
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.sender = subprocess.Popen(net.inside(sender) + me + ["send", address,
                                                                  str(interval)],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        net.children.append(self.sender)

    def read(self):
        for line in self.receiver.stdout:
            number, when, source = line.split()
            self.arrived.append((int(number), float(when)))
            self.sources.add(source)

    def count(self, since):
        return sum(1 for _ in itertools.takewhile(lambda a: a[1] > since,
                                                  reversed(self.arrived)))

    def finish(self):
        """Ends the stream; how many were sent."""
        self.sender.stdin.close()
        sent = int(self.sender.stdout.readline())
        self.sender.wait(PATIENCE)
        self.sender.stdout.close()
        time.sleep(0.3)  # for those on their way
        self.receiver.terminate()
        self.receiver.wait()
        self.reader.join(5)
        self.receiver.stdout.close()
        return sent
