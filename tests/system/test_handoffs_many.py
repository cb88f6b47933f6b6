# SPDX-License-Identifier: MIT
"""A hand-off a second for a minute, under traffic; what each costs, and why.

Judged is what no machine's speed changes: that each is accepted at the first request, that
traffic is there again without any timer's help (those are far longer than the limit), that no
datagram comes twice, and that address, sessions and the connection are the same at the end.
The outages are measured and printed, not judged.
"""

import time

from domain import TIMERS, Gateways
from lma_bed import editions, expands
from scenario import ANCHOR_TIMERS, MAX_SILENCE
from seen import Flow, Frames
from topology import CN, LMA, MAGS, MN_ID, PATIENCE, wait_until
from traffic import Transfer

PERIOD = 1.0  # s between two hand-offs
INTERVAL = 0.005  # s between two datagrams
MOVES = {"rfc5213": 60, "draft-02": 5}
TIMESTAMP_LOWER = 157  # than the one accepted before

# What an outage is made of, in the order of the events between which it lies.
CAUSES = (("gap", "cable pulled until the node has a carrier again"),
          ("detect", "carrier until the gateway's request passes the router"),
          ("pbu-pba", "request until its answer, there and back from the router"),
          ("lma", "answer until the LMA tunnels the first datagram to the new gateway"),
          ("ra", "answer until the node has the router advertisement"),
          ("nud down", "later of these two until the node has the first datagram"),
          ("up", "router advertisement until the gateway tunnels the first datagram of the node"))


class Move:
    """One hand-off: its moments, and what they make of the outage, in milliseconds."""

    def __init__(self, number, host, begin):
        self.number, self.host, self.begin = number, host, begin
        self.at, self.cost, self.lost = {}, {}, {}

    def between(self, cause, early, late):
        if self.at.get(early) and self.at.get(late):
            self.cost[cause] = max(0.0, self.at[late] - self.at[early]) * 1000


@expands
class Many(Gateways):
    def begin(self):
        net = self.attached(same_mac=True, lma_extra=ANCHOR_TIMERS)
        node = self.node = net.nodes["mn"]
        net.ip("mn", net.soliciting("mn0", TIMERS))
        self.address = node.addresses()[0]
        self.at_node = Frames(net, "mn", "mn0")
        self.at_lma = Frames(net, "router", "to-lma")
        self.flows = {"down": Flow(net, "cn", "mn", self.address, INTERVAL),
                      "up": Flow(net, "mn", "cn", CN, INTERVAL)}
        for stream in self.flows.values():
            wait_until(lambda: stream.count(0) > 20, PATIENCE, "traffic")
        return net

    def move(self, net, number):
        """One hand-off, waited for until both directions flow again."""
        host = ("mag1", "mag2")[number % 2]
        begin = time.time()
        move = Move(number, host, begin)
        self.node.plug(host, TIMERS)
        request = self.at_lma.wait_for(begin, "PBU", src=MAGS[host], lifetime=60)
        answer = self.at_lma.wait_for(request["t"], "PBA", dst=MAGS[host],
                                      sequence=request["sequence"])
        self.assertEqual(answer["status"], 0, answer)
        for name, stream in self.flows.items():
            wait_until(lambda: stream.count(answer["t"]), MAX_SILENCE,
                       "traffic %s after hand-off %d" % (name, number))
        move.at.update(pbu=request["t"], pba=answer["t"])
        return move

    def measure(self, move):
        """Finds the other moments in what was seen, and the outages."""
        node, at = self.at_node, move.at
        seen = {"carrier": node.first(move.begin, "carrier", up=True),
                "ra": node.first(move.begin, "RA"),
                "down": node.first(at["pbu"], "flow", dst=self.address),
                "lma": self.at_lma.first(at["pbu"], "tunnel", src=LMA, dst=MAGS[move.host]),
                "up": self.at_lma.first(at["pba"], "tunnel", src=MAGS[move.host])}
        at.update({name: f["t"] for name, f in seen.items() if f}, begin=move.begin)
        if "lma" in at and "ra" in at:
            at["both"] = max(at["lma"], at["ra"])
        for cause, early, late in (("gap", "begin", "carrier"), ("detect", "carrier", "pbu"),
                                   ("pbu-pba", "pbu", "pba"), ("lma", "pba", "lma"),
                                   ("ra", "pba", "ra"), ("nud down", "both", "down"),
                                   ("up", "ra", "up")):
            move.between(cause, early, late)
        for name, stream in self.flows.items():
            self.outage(move, name, stream)

    def outage(self, move, name, stream):
        """The longest silence that touches the registration, and the numbers missing in it."""
        times = sorted((when, number) for number, when in stream.arrived)
        pairs = [(b[0] - a[0], a, b) for a, b in zip(times, times[1:])
                 if b[0] >= move.begin and a[0] <= move.at["pba"]]
        if pairs:
            length, before, after = max(pairs)
            move.cost["outage " + name] = length * 1000
            move.lost[name] = max(0, after[1] - before[1] - 1)

    # --- the output -------------------------------------------------------------------

    def table(self, moves):
        names = [c[0] for c in CAUSES] + ["outage down", "outage up"]
        print("    %d hand-offs, %s, one in %g s, datagrams every %g ms each way; ms:"
              % (len(moves), self.edition, PERIOD, INTERVAL * 1000))
        print("    %4s %-5s" % ("", "to") + "".join("%12s" % n for n in names)
              + "%6s%6s" % ("lost", "lost"))
        for m in moves:
            print("    %4d %-5s" % (m.number, m.host) + "".join(
                "%12s" % ("%.1f" % m.cost[n] if n in m.cost else "-") for n in names)
                + "%6s%6s" % (m.lost.get("down", "-"), m.lost.get("up", "-")))
        for word, pick in (("median", lambda v: sorted(v)[len(v) // 2]), ("most", max)):
            print("    %-10s" % word + "".join(
                "%12s" % ("%.1f" % pick([m.cost[n] for m in moves if n in m.cost])
                          if any(n in m.cost for m in moves) else "-") for n in names)
                + "".join("%6d" % pick([m.lost.get(d, 0) for m in moves])
                          for d in ("down", "up")))
        for name, text in CAUSES:
            print("    %-10s%s" % (name, text))

    # --- the judgement ----------------------------------------------------------------

    @editions
    def test_a_minute_of_hand_offs(self):
        net = self.begin()
        transfer = Transfer(net, "mn", "cn", CN, rate=50000)
        before = net.lma.show("counters")
        moves, due = [], time.monotonic()
        for number in range(1, MOVES[self.edition] + 1):
            time.sleep(max(0.0, due - time.monotonic()))
            due = time.monotonic() + PERIOD
            moves.append(self.move(net, number))
        last = moves[-1]
        for stream in self.flows.values():
            wait_until(lambda: stream.count(last.at["pba"]) > 50, MAX_SILENCE, "traffic at last")
        sent, received = transfer.finish()
        counts = {name: stream.finish() for name, stream in self.flows.items()}
        for move in moves:
            self.measure(move)
        self.table(moves)
        print("    " + ", ".join("%s: %d of %d" % (
            name, len(stream.arrived), counts[name]) for name, stream in self.flows.items())
            + ", TCP: %d of %d octets" % (received[0], sent[0]))

        self.assertEqual(sent, received, "the connection")
        self.assertGreater(sent[0], 0)
        self.assertEqual(self.node.addresses(), [self.address])
        self.assertEqual(self.flows["up"].sources, {self.address})
        for name, stream in self.flows.items():
            numbers = [number for number, _ in stream.arrived]
            self.assertEqual(len(numbers), len(set(numbers)), "datagrams twice, " + name)
        self.accepted(net, moves, before)

    def late(self, answer):
        """Whether a gateway is told that the next one's request overtook its de-registration,
        as it does where the processor is busy."""
        request = self.at_lma.all(kind="PBU", src=answer["dst"], sequence=answer["sequence"])[-1]
        return answer["status"] == TIMESTAMP_LOWER and request["lifetime"] == 0

    def accepted(self, net, moves, before):
        """One binding, at the gateway of the last move; nothing refused."""
        binding, = net.lma.show("bindings")
        self.assertEqual((binding["mn_id"], binding["state"], binding["proxy_coa"]),
                         (MN_ID, "registered", MAGS[moves[-1].host]))
        counters = net.lma.show("counters")
        name = "rx_binding_life_time_extension_after_handoff"
        self.assertEqual(counters[name] - before[name], len(moves))
        refused = [f for f in self.at_lma.all(kind="PBA") if f["status"] != 0 and not self.late(f)]
        self.assertEqual(refused, [])
        self.assertEqual(self.drops(net.lma), {})
