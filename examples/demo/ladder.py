# SPDX-License-Identifier: MIT
"""The ladder: signalling as it passes the router, decoded by pmip6-dump, drawn as it comes.

A packet socket writes the capture (sniff.py); this follows the file, hands each Mobility Header to pmip6-dump
and keeps what it says.
"""

import ipaddress
import json
import os
import subprocess
import sys
import threading
import time

from topology import CN, LMA, MAGS, PATIENCE, Failure

SNIFF = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sniff.py")

NAMES = {LMA: "lma", CN: "cn", **{address: host for host, address in MAGS.items()}}
COLUMNS = {"mag1": 0, "lma": 1, "mag2": 2}
WIDTH = 26


class Message:
    """One message on the wire: when, from, to, and what our decoder says of it."""

    def __init__(self, when, source, destination, decoded):
        self.when, self.source, self.destination = when, source, destination
        self.decoded = decoded

    @property
    def kind(self):
        return self.decoded.get("type", "malformed")

    def option(self, name, field):
        for option in self.decoded.get("options", []):
            if option.get("name") == name:
                return option.get(field)
        return None

    def text(self):
        d = self.decoded
        if "error" in d:
            return "malformed: %s" % d["error"]
        words = [d["type"], "seq %s" % d.get("sequence", "-")]
        if "status" in d:
            words.append("status %d" % d["status"])
        words.append("lifetime %s" % d.get("lifetime", "-"))
        if self.option("handoff-indicator", "value") is not None:
            words.append("HI %d" % self.option("handoff-indicator", "value"))
        words.append(str(self.option("home-network-prefix", "prefix")))
        return " ".join(words)


def draw(message, start):
    """One rung: an arrow between the columns, and the message beside it."""
    here = COLUMNS.get(NAMES.get(message.source), 1)
    there = COLUMNS.get(NAMES.get(message.destination), 1)
    left, right = min(here, there), max(here, there)
    line = []
    for column in range(3):
        line.append("|")
        if column < 2:
            covered = left <= column < right
            line.append(("-" if covered else " ") * 9)
    rung = "".join(line)
    at = right * 10 - 1 if there > here else left * 10 + 1
    rung = rung[:at] + (">" if there > here else "<") + rung[at + 1:]
    return "%8.3f  %s  %s" % (message.when - start, rung, message.text())


HEADING = "    time  mag1      lma       mag2"


class Capture:
    """A capture on the router, and a thread that reads along."""

    def __init__(self, net, path, show=None):
        self.net, self.path, self.show = net, path, show
        self.messages = []
        self.start = time.time()
        self.ended = threading.Event()
        self.process = net.spawn("router", [sys.executable, SNIFF, "to-lma", path],
                                 stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != "ready":
            raise Failure("the capture on the router did not start")
        self.reader = threading.Thread(target=self.follow, daemon=True)
        self.reader.start()

    def follow(self):
        with open(self.path, "rb") as f:
            self.read(f, 24)
            while True:
                head = self.read(f, 16)
                if head is None:
                    return
                seconds, fraction, length = (int.from_bytes(head[i:i + 4], "little")
                                             for i in (0, 4, 8))
                frame = self.read(f, length)
                if frame is None:
                    return
                self.take(seconds + fraction / 1e6, frame)

    def read(self, f, count):
        """So many octets, waiting for them; None once the capture has ended without them."""
        data = b""
        while len(data) < count:
            ended = self.ended.is_set()
            more = f.read(count - len(data))
            if not more and ended:
                return None
            if not more:
                time.sleep(0.005)
            data += more
        return data

    def take(self, when, frame):
        packet = frame[14:]
        source = str(ipaddress.IPv6Address(packet[8:24]))
        destination = str(ipaddress.IPv6Address(packet[24:40]))
        message = Message(when, source, destination,
                          decode(self.net, source, destination, packet[40:]))
        self.messages.append(message)
        if self.show:
            self.show(draw(message, self.start))

    def wait_for(self, kind, since, seconds=PATIENCE, source=None, destination=None, **fields):
        """The first message of a kind after a moment, or None."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for m in list(self.messages):
                if (m.when >= since and m.kind == kind and source in (None, m.source)
                        and destination in (None, m.destination)
                        and all(m.decoded.get(k) == v for k, v in fields.items())):
                    return m
            time.sleep(0.01)
        return None

    def stop(self):
        time.sleep(0.2)
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.ended.set()
        self.reader.join(5)

    def verdict(self):
        """What our strict decoder says of the whole file: messages, and those in error."""
        done = subprocess.run([self.net.bin("pmip6-dump"), "-j", self.path],
                              stdout=subprocess.PIPE, text=True, timeout=30)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return len(lines), [line for line in lines if "error" in line]


def decode(net, source, destination, octets):
    done = subprocess.run([net.bin("pmip6-dump"), "-j", "--hex"], stdout=subprocess.PIPE,
                          input="%s %s %s\n" % (source, destination, octets.hex()),
                          text=True, timeout=PATIENCE)
    return json.loads(done.stdout.splitlines()[0])


def tshark_complaints(path):
    """What tshark finds malformed in a capture, and how many frames it read."""
    done = subprocess.run(["tshark", "-r", path, "-T", "fields", "-e", "frame.number", "-e",
                           "mip6.mhtype", "-e", "_ws.malformed", "-e", "_ws.expert.message"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          timeout=60, env={**os.environ, "HOME": "/tmp"})
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return len(rows), [row for row in rows if len(row) > 2 and any(row[2:])]
