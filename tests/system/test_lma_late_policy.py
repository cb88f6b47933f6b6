# SPDX-License-Identifier: MIT
"""pmip6-lmad with a policy source that is slow, with tunnels that stay, and what it shows."""

import time

from topology import PATIENCE, wait_until
from lma_bed import (ACCEPTED, MAG1, MAG2, NO_RESOURCES, STRANGER, Anchor, editions, expands,
                     request)

LINES = ("max-lifetime 60", "min-delay-before-bce-delete 400ms")


@expands
class Slow(Anchor):
    @editions
    def test_a_request_waits_for_its_policy(self):
        self.lma(lines=LINES + ("policy-delay 300ms",))
        begin = time.monotonic()
        self.register()
        self.assertGreater(time.monotonic() - begin, 0.25)
        self.assertEqual(self.net.lma.show("status")["pending"], 0)

    @editions
    def test_repeats_wait_together(self):
        self.lma(lines=LINES + ("policy-delay 3s", "policy-timeout 20s",))
        for sequence in (1001, 1002, 1003):
            self.send(request(sequence=sequence))
        wait_until(lambda: self.net.lma.show("status")["pending"] == 1, PATIENCE,
                   "one that waits")
        answer = self.answer()
        self.assertEqual((answer.status, answer.sequence), (ACCEPTED, 1003))
        self.no_answer()
        self.assertEqual(len(self.bindings()), 1)

    @editions
    def test_what_comes_too_late_is_refused(self):
        self.lma(lines=LINES + ("policy-delay 5s", "policy-timeout 200ms"))
        begin = time.monotonic()
        self.assertEqual(self.status(), NO_RESOURCES)
        self.assertLess(time.monotonic() - begin, 4.9)
        wait_until(lambda: "policy answer too late" in self.log(), PATIENCE,
                   "a word about the late answer")
        self.assertEqual(self.bindings(), [])
        self.no_answer()

    @editions
    def test_a_policy_that_changes_meanwhile_counts(self):
        slow = LINES + ("policy-delay 3s", "policy-timeout 20s")
        self.lma(lines=slow)
        self.send(request())
        self.reload("mobile-node mn1@example.net disabled\n", lines=slow)
        self.assertEqual(self.answer().status, 152)

    @editions
    def test_strangers_do_not_wait(self):
        self.lma(lines=LINES + ("policy-delay 500ms",))
        self.send(request(), STRANGER)
        if self.rfc:
            self.assertEqual(self.answer(STRANGER).status, 154)
        self.assertEqual(self.net.lma.show("status")["pending"], 0)


@expands
class Tunnels(Anchor):
    @editions
    def test_a_static_tunnel_is_there_from_the_start_and_stays(self):
        self.lma(lines=LINES + ("static-tunnel " + MAG1,), data_plane="tun")
        there = self.net.lma.show("tunnels")
        self.assertEqual([(t["remote"], t["users"], t["static"]) for t in there], [(MAG1, 0, True)])
        prefix = self.register().prefix
        self.assertEqual(self.net.lma.show("tunnels")[0]["users"], 1)
        self.leave(prefix)
        self.gone()
        self.assertEqual(len(self.net.lma.show("tunnels")), 1)
        self.reload(lines=LINES + ("static-tunnel " + MAG2,), data_plane="tun")
        self.assertEqual([t["remote"] for t in self.net.lma.show("tunnels")], [MAG2])


@expands
class Shown(Anchor):
    @editions
    def test_counters_have_the_names_of_the_mib(self):
        self.lma()
        self.register()
        self.status(identifier=b"nobody")
        counters = self.net.lma.show("counters")
        self.assertEqual({k.split("_")[0] for k in counters}, {"rx", "tx", "drop"})
        self.assertEqual(counters["rx_initial_binding_registrations"], 1)
        self.assertEqual(counters["tx_binding_acks"], 2)
        self.assertEqual(counters["tx_not_lma_for_this_mobile_node" if self.rfc else
                                  "tx_not_home_agent_for_this_mobile_node"], 1)

    @editions
    def test_an_identifier_may_be_given_as_it_is_shown(self):
        self.lma("mobile-node *\n")
        self.register(identifier=b"a\0b\\c")
        shown = self.binding()["mn_id"]
        self.assertEqual(shown, "a\\x00b\\x5cc")
        self.assertEqual(self.binding(shown)["mn_id"], shown)
        self.assertEqual(self.net.lma.ctl("delete", shown)[0], 0)
        self.assertEqual(self.bindings(), [])
