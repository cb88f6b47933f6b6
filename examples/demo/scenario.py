# SPDX-License-Identifier: MIT
"""The story: attach at MAG 1, move to MAG 2, back to MAG 1, and away.

The demonstration tells it, the system tests assert it: both run this file.

A move must need no timer: what is not there at once is a fault, although it would be there a
second later. To tell such a fault from a slow machine the timers that could help are made far
longer than MAX_SILENCE: repeated solicitations, the anchor's wait for the old gateway, the end
of the old binding. A gateway's first request must be answered itself, and not a repeated one.
"""

import signal
import time

from ladder import Capture
from topology import CN, MAGS, PATIENCE, Failure, wait_until
from traffic import Ping, Transfer

MAX_SILENCE = 10.0
TIMERS = 30
ANCHOR_TIMERS = ("max-delay-before-new-bce-assign %ds\nmin-delay-before-bce-delete %ds\n"
                 % (TIMERS, TIMERS))


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
    """One run over an open network whose daemons are running, the anchor with ANCHOR_TIMERS."""

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
        self.net.plug("mag1", TIMERS)
        address = self.net.wait_for_address()
        self.addresses.append(address)
        self.tell("mobile node attached at mag1: %s after %.2f s" % (address,
                                                                   time.time() - begin))
        wait_until(lambda: self.reaches(), PATIENCE, "the first answer to the mobile node")
        self.net.ip("mn", self.net.soliciting("mn0", TIMERS))
        self.pings = {"mn -> cn": Ping(self.net, "mn", CN),
                      "cn -> mn": Ping(self.net, "cn", address)}
        self.transfer = Transfer(self.net, "mn", "cn", CN)
        self.flows(time.time(), PATIENCE)

    def reaches(self):
        from subprocess import DEVNULL, run
        return run(self.net.inside("mn") + ["ping", "-6", "-c1", "-W1", CN], stdout=DEVNULL,
                   stderr=DEVNULL).returncode == 0

    def flows(self, since, seconds=MAX_SILENCE, replies=50):
        """Waits for answers to each ping after a moment; without them, that is a problem."""
        for name, ping in self.pings.items():
            try:
                wait_until(lambda: ping.count(since) >= replies, seconds, "answers")
            except Failure:
                self.expect(False, "%d answers in %g s to ping %s"
                            % (ping.count(since), seconds, name))

    def move(self, old, new):
        """Moves the node's cable, with the old MAG's de-registration as this run wants it."""
        begin = time.time()
        move = Move("%s -> %s" % (old, new), begin)
        if self.deregistration == "last":
            self.net.mags[old].signal(signal.SIGSTOP)
        elif self.deregistration == "never":
            self.net.lose_messages_to_lma(old)
        self.net.plug(new, TIMERS)
        move.steps.append(("cable plugged", time.time() - begin))
        self.register(move, MAGS[new])
        self.flows(time.time())
        if self.deregistration == "last":
            self.net.mags[old].signal(signal.SIGCONT)
            left = self.capture.wait_for("PBU", begin, source=MAGS[old], lifetime=0)
            self.expect(left, "%s: %s did not de-register" % (move.name, old))
        time.sleep(1.6)  # for what might come of it
        if self.deregistration == "never":
            self.net.lose_messages_to_lma(old, False)
        self.flows(time.time())
        self.measure(move, time.time())

    def register(self, move, mag):
        """Awaits the answer to the first request of the new MAG, which must accept."""
        asked = self.capture.wait_for("PBU", move.begin, source=mag, lifetime=60)
        answer = asked and self.capture.wait_for("PBA", asked.when, destination=mag,
                                                 sequence=asked.decoded["sequence"])
        if answer:
            move.steps.append(("registration acknowledged", answer.when - move.begin))
        self.expect(answer and answer.decoded["status"] == 0 and answer.decoded["lifetime"] > 0,
                    "%s: the first request was not accepted" % move.name)

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
        self.net.lma.reconfigure("min-delay-before-bce-delete 1s\n")
        self.net.unplug()
        self.tell("mobile node left")

        def nothing_left():
            return not any(d.show("bindings") or d.show("tunnels")
                           for d in [self.net.lma, *self.net.mags.values()])
        try:
            wait_until(nothing_left, 2 * PATIENCE, "all bindings and tunnels to go")
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
