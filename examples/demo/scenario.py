# SPDX-License-Identifier: MIT
"""The story: attach at MAG 1, move to MAG 2, back to MAG 1, and away.

The demonstration tells it, the system tests assert it: both run this file.
"""

import signal
import time

from ladder import Capture
from topology import CN, Failure, wait_until
from traffic import Ping, Transfer

MAX_SILENCE = 1.0


class Move:
    """What one move cost."""

    def __init__(self, name, begin):
        self.name, self.begin = name, begin
        self.lost = {}
        self.silence = {}
        self.steps = []

    def worst(self):
        return max(self.silence.values())


class Story:
    """One run over an open network whose daemons are running."""

    def __init__(self, net, pcap, deregistration="first", tell=print):
        self.net, self.tell = net, tell
        self.deregistration = deregistration
        self.capture = Capture(net, pcap, show=tell)
        self.pings, self.transfer = {}, None
        self.moves, self.addresses = [], []
        self.problems = []

    def expect(self, holds, problem):
        if not holds:
            self.problems.append(problem)
            self.tell("PROBLEM: " + problem)

    # --- chapters ---------------------------------------------------------------------

    def attach(self):
        begin = time.time()
        self.net.plug("mag1")
        address = self.net.wait_for_address()
        self.addresses.append(address)
        self.tell("mobile node attached at mag1: %s after %.2f s" % (address,
                                                                   time.time() - begin))
        wait_until(lambda: self.reaches(), 10, "the first answer to the mobile node")
        self.pings = {"mn -> cn": Ping(self.net, "mn", CN),
                      "cn -> mn": Ping(self.net, "cn", address)}
        self.transfer = Transfer(self.net, "mn", "cn", CN)
        time.sleep(1.0)
        for name, ping in self.pings.items():
            self.expect(len(ping.replies) > 50, "no answers to ping %s" % name)

    def reaches(self):
        from subprocess import DEVNULL, run
        return run(self.net.inside("mn") + ["ping", "-6", "-c1", "-W1", CN], stdout=DEVNULL,
                   stderr=DEVNULL).returncode == 0

    def move(self, old, new):
        """Moves the node's cable, with the old MAG's de-registration as this run wants it."""
        begin = time.time()
        move = Move("%s -> %s" % (old, new), begin)
        if self.deregistration == "last":
            self.net.mags[old].signal(signal.SIGSTOP)
        elif self.deregistration == "never":
            self.net.lose_messages_to_lma(old)
        self.net.plug(new)
        move.steps.append(("cable plugged", time.time() - begin))
        accepted = self.capture.wait_for("PBA", begin, status=0, lifetime=60)
        if accepted:
            move.steps.append(("registration acknowledged", accepted.when - begin))
        time.sleep(0.7)
        if self.deregistration == "last":
            self.net.mags[old].signal(signal.SIGCONT)
        time.sleep(1.6)
        if self.deregistration == "never":
            self.net.lose_messages_to_lma(old, False)
        self.measure(move, time.time())

    def measure(self, move, end):
        for name, ping in self.pings.items():
            move.lost[name], move.silence[name] = ping.between(move.begin, end)
            again = ping.first_after(move.begin + 0.02)
            if move.lost[name] is None or again is None:
                self.expect(False, "%s: no traffic %s after the move" % (move.name, name))
        worst = max(move.silence, key=move.silence.get)
        move.steps.append(("longest silence (%s)" % worst, move.silence[worst]))
        self.moves.append(move)
        address = (self.net.node_addresses() or ["none"])[0]
        self.addresses.append(address)
        self.expect(address == self.addresses[0], "%s: the address changed from %s to %s"
                    % (move.name, self.addresses[0], address))
        self.expect(move.worst() <= MAX_SILENCE, "%s: %.3f s of silence"
                    % (move.name, move.worst()))

    def leave(self):
        for ping in self.pings.values():
            ping.stop()
        sent, received = self.transfer.finish()
        self.sent, self.received = sent, received
        self.expect(sent[0] > 0 and sent == received,
                    "the TCP transfer sent %d octets and delivered %d" % (sent[0], received[0]))
        self.net.unplug()
        self.tell("mobile node left")

        def nothing_left():
            return not any(d.show("bindings") or d.show("tunnels")
                           for d in [self.net.lma, *self.net.mags.values()])
        try:
            wait_until(nothing_left, 15, "all bindings and tunnels to go")
        except Failure as e:
            self.expect(False, str(e))

    def end(self):
        """Judges the capture; the daemons may be stopped afterwards."""
        self.capture.stop()
        count, malformed = self.capture.verdict()
        self.expect(count > 0, "nothing was captured")
        self.expect(not malformed, "%d of %d messages are malformed" % (len(malformed), count))
        self.captured = count
        return not self.problems


def tables(net):
    """The binding tables as pmip6ctl shows them to a person."""
    out = []
    for host, daemon in [("lma", net.lma), *net.mags.items()]:
        out.append("[%s] bindings" % host)
        out.extend("    " + line for line in daemon.ctl("show", "bindings")[1].splitlines())
    return "\n".join(out)
