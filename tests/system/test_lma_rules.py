# SPDX-License-Identifier: MIT
"""pmip6-lmad and the protocol: what a judge sends who knows the specifications only."""

import struct
import time

import lma_bed
import wire
from lma_bed import (ACCEPTED, LOWER, MAG1, MAG2, MISMATCH, NO_GATEWAY, NO_HANDOFF,
                     NO_HOME_AGENT, NO_IDENTIFIER, NO_PREFIX, NO_TECHNOLOGY, NODE,
                     NOT_ENABLED, NOT_HOME_AGENT, NOT_LMA, NOT_THIS_PREFIX, OTHER_SET,
                     PROHIBITED, SEQUENCE, STRANGER, Anchor, editions, expands, option, request)
from topology import PATIENCE

CARD, OTHER_CARD = bytes.fromhex("020000000001"), bytes.fromhex("020000000002")
POLICY = ("mobile-node mn1@example.net\nmobile-node mn2@example.net\n"
          "mobile-node barred@example.net disabled\n"
          "mobile-node choosy@example.net disabled gateway %s\n" % MAG1)


@expands
class Accepting(Anchor):
    @editions
    def test_answer_is_a_plain_acknowledgement(self):
        self.lma()
        answer = self.ask(sequence=0x1234, lifetime=7, flags=0xd200)  # A, H, K?, P
        self.assertEqual((answer.status, answer.sequence, answer.lifetime),
                         (ACCEPTED, 0x1234, 7))
        self.assertEqual(answer.flags, 0x20)
        self.assertEqual(answer.one(8), b"\1" + NODE)
        self.assertEqual(sorted(k for k, _ in answer.options),
                         [8, 22, 23, 24, 27] if self.rfc else [8, 22, 27])

    @editions
    def test_answer_without_the_a_flag(self):
        self.lma()
        self.assertEqual(self.status(flags=0x0200), ACCEPTED)
        self.assertEqual(self.status(flags=0x0200, identifier=None), NO_IDENTIFIER)

    @editions
    def test_reserved_bits_and_unknown_options_are_passed_over(self):
        self.lma()
        self.assertEqual(self.status(flags=0x8201, more=option(201, b"abc") + b"\0\0\1\3xyz"
                                     + option(19, b"\0\0\x12\x34\1vendor")), ACCEPTED)
        m = bytearray(request(prefixes=None, handoff=5))
        m[3] = 0xff
        m = wire.finish(wire.place(bytes(m), 8, 7, bytes([22, 18, 0xff, 0]) + bytes(16)))
        self.assertEqual(self.status(m), ACCEPTED)  # a misaligned prefix option, too

    @editions
    def test_options_in_any_order(self):
        self.lma()
        m = struct.pack("!BBBBHHHH", 59, 0, 5, 0, 0, 9, 0x8200, 10)
        m = wire.timestamp(m, lma_bed.now()) + bytes([24, 2, 0, 3, 23, 2, 0, 1])
        m = wire.mn_identifier(wire.home_network_prefix(m), NODE)
        self.assertEqual(self.status(wire.finish(m)), ACCEPTED)

    @editions
    def test_octets_behind_the_message_are_passed_over(self):
        self.lma()
        self.assertEqual(self.status(request() + b"\xa5" * 24), ACCEPTED)

    @editions
    def test_technology_and_handoff_come_back(self):
        self.lma()
        answer = self.register(technology=5, handoff=3)
        binding = self.binding()
        if self.rfc:
            self.assertEqual((answer.one(23), answer.one(24)), (b"\0\3", b"\0\5"))
            self.assertEqual((binding["handoff_indicator"], binding["access_technology"]),
                             (3, 5))
        else:
            self.assertEqual((answer.one(23), answer.one(24)), (None, None))

    def test_link_layer_identifier_comes_back_and_is_kept(self):
        self.lma()
        first = self.register(link_layer=CARD)
        self.assertEqual(first.one(25), bytes(2) + CARD)
        self.assertEqual(self.binding()["link_layer_id"], CARD.hex())
        again = self.register(prefixes=(first.prefix,), handoff=5)
        self.assertIsNone(again.one(25))
        self.assertEqual(self.binding()["link_layer_id"], CARD.hex())

    def test_link_layer_identifiers_of_other_lengths(self):
        self.lma()
        for n in (1, 8, 16):
            card = bytes(range(1, n + 1))
            first = self.register(link_layer=card)
            self.assertEqual(first.one(25), bytes(2) + card)
            self.assertEqual(self.register(MAG2, link_layer=card, handoff=4).prefix,
                             first.prefix)
            self.assertIn(card.hex(), [b["link_layer_id"] for b in self.bindings()])

    def test_another_interface_takes_the_session_over(self):
        self.lma()
        first = self.register(link_layer=CARD)
        self.register(MAG2, prefixes=(first.prefix,), link_layer=OTHER_CARD, technology=4,
                      handoff=2)
        binding = self.binding()
        self.assertEqual((binding["link_layer_id"], binding["access_technology"],
                          binding["proxy_coa"]), (OTHER_CARD.hex(), 4, MAG2))
        self.assertEqual(self.register(MAG1, link_layer=OTHER_CARD, technology=4,
                                       handoff=1).prefix, first.prefix)

    def test_link_local_address_is_made_and_kept(self):
        self.lma()
        first = self.register(link_local="::")
        made = first.link_local
        self.assertTrue(made.startswith("fe80::"), made)
        self.assertEqual(self.binding()["link_local_address"], made)
        after = self.register(MAG2, link_local="::", handoff=3)
        self.assertEqual(after.link_local, made)
        other = self.register(MAG2, link_local="fe80::77", handoff=5,
                              prefixes=(first.prefix,))
        self.assertEqual(other.link_local, "fe80::77")
        self.assertEqual(self.binding()["link_local_address"], "fe80::77")
        self.assertEqual(self.register(MAG1, link_local="::", handoff=3).link_local, "fe80::77")
        self.assertIsNone(self.register(MAG1, handoff=5, prefixes=(first.prefix,)).link_local)

    def test_link_local_address_under_draft02(self):
        self.edition = "draft-02"
        self.lma()
        self.assertEqual(self.register(link_local="::").link_local, "::")
        self.assertEqual(self.register(link_local="fe80::77").link_local, "fe80::77")
        self.assertEqual(self.register(MAG2, link_local="fe80::88").link_local, "fe80::77")
        self.assertEqual(self.register(MAG2, link_local="::").link_local, "fe80::77")
        self.assertEqual(self.binding()["link_local_address"], "fe80::77")

    @editions
    def test_each_node_and_session_has_its_prefix(self):
        self.lma("mobile-node *@example.net\n")
        prefixes = {self.register(identifier=b"n%d@example.net" % n).prefix for n in range(20)}
        self.assertEqual(len(prefixes), 20)


@expands
class Refusing(Anchor):
    # Each row breaks all that the rows behind it break as well.
    def test_order_of_the_checks_in_rfc5213(self):
        self.lma(POLICY)
        mine = self.register(identifier=b"mn2@example.net").prefix
        worst = {"prefixes": None, "handoff": None, "technology": None, "time": -9}
        none = {"prefixes": None, "handoff": None, "technology": None}
        for source, how, status in (
                (STRANGER, dict(worst, identifier=None), NO_IDENTIFIER),
                (STRANGER, dict(worst, identifier=b"who@else"), NO_GATEWAY),
                (MAG2, dict(worst, identifier=b"choosy@example.net"), NO_GATEWAY),
                (MAG1, dict(worst, identifier=b"who@else"), NOT_LMA),
                (MAG1, dict(worst, identifier=b"barred@example.net"), NOT_ENABLED),
                (MAG1, dict(worst), MISMATCH),
                (MAG1, dict(none), NO_PREFIX),
                (MAG1, dict(none, prefixes=(mine,)), NO_HANDOFF),
                (MAG1, dict(none, prefixes=(mine,), handoff=1), NO_TECHNOLOGY),
                (MAG1, dict(prefixes=(mine,)), NOT_THIS_PREFIX)):
            self.assertEqual((how, self.status(source=source, **how)), (how, status))
        self.assertEqual(len(self.bindings()), 1)

    def test_order_of_the_checks_in_draft02(self):
        self.edition = "draft-02"
        self.lma(POLICY)
        self.register()
        worst = {"prefixes": None, "time": -9}
        for source, how, status in (
                (STRANGER, dict(worst, identifier=None), NO_IDENTIFIER),
                (STRANGER, dict(worst, identifier=b"who@else"), NOT_HOME_AGENT),
                (STRANGER, dict(worst, identifier=b"barred@example.net"), NOT_ENABLED),
                (STRANGER, worst, NO_GATEWAY),
                (MAG1, worst, PROHIBITED),
                (MAG1, dict(prefixes=("2001:db8:1ff::/64",), time=-9), MISMATCH),
                (MAG1, dict(prefixes=("2001:db8:1ff::/64",)), PROHIBITED)):
            self.assertEqual((how, self.status(source=source, **how)), (how, status))
        self.assertEqual(len(self.bindings()), 1)

    def test_refusals_repeat_the_request_in_rfc5213(self):
        self.lma(POLICY)
        asked = {"prefixes": ("2001:db8:77:1::/64", "2001:db8:77:200::/56"), "handoff": 3,
                 "technology": 5, "link_layer": CARD, "link_local": "fe80::5"}
        for source, change, status in (
                (STRANGER, {}, NO_GATEWAY), (MAG1, {"identifier": b"who@else"}, NOT_LMA),
                (MAG1, {"identifier": b"barred@example.net"}, NOT_ENABLED),
                (MAG1, {}, NOT_THIS_PREFIX)):
            how = dict({"identifier": NODE}, **asked)
            how.update(change)
            answer = self.ask(None, source, sequence=0xabcd, **how)
            self.assertEqual((answer.status, answer.sequence, answer.lifetime, answer.flags),
                             (status, 0xabcd, 0, 0x20))
            self.assertEqual(answer.one(8), b"\1" + how["identifier"])
            self.assertEqual(answer.prefixes, ["2001:db8:77:1::/64", "2001:db8:77:200::/56"])
            self.assertEqual((answer.one(23), answer.one(24)), (b"\0\3", b"\0\5"))
            self.assertEqual((answer.one(25), answer.link_local), (bytes(2) + CARD, "fe80::5"))
            self.assertAlmostEqual(answer.time, time.time(), delta=1)

    def test_refusals_have_what_must_be_there_in_rfc5213(self):
        self.lma(POLICY)
        bare = {"identifier": None, "prefixes": None, "handoff": None, "technology": None}
        answer = self.ask(time=None, **bare)
        self.assertEqual(answer.status, NO_IDENTIFIER)
        self.assertEqual(answer.one(8), b"\1")
        self.assertEqual(answer.prefix, "::/0")
        self.assertEqual((answer.one(23), answer.one(24)), (b"\0\0", b"\0\0"))
        self.assertEqual([answer.one(n) for n in (25, 26, 27)], [None] * 3)
        answer = self.ask(prefixes=None, link_local="::")
        self.assertEqual((answer.status, answer.prefix, answer.link_local),
                         (NO_PREFIX, "::/0", "::"))

    def test_refusals_repeat_many_prefixes(self):
        self.lma(POLICY)
        for n in (2, 9, 20, 60):
            prefixes = ["2001:db8:77:%x::/64" % k for k in range(1, n + 1)]
            for how in ({}, {"identifier": b"who@else"}, {"handoff": None}):
                answer = self.ask(prefixes=prefixes, **how)
                self.assertGreater(answer.status, 127)
                self.assertEqual(answer.prefixes, sorted(prefixes))
        self.assertEqual(self.bindings(), [])

    def test_a_ninth_prefix_is_not_overlooked(self):
        self.lma(POLICY)
        prefixes = ["2001:db8:1ff:%x::/64" % k for k in range(1, 9)]
        self.assertEqual(self.register(prefixes=prefixes).prefixes, sorted(prefixes))
        for more in ("2001:db8:1ff:9::/64", "2001:db8:77::/64"):
            self.assertEqual(self.status(prefixes=prefixes + [more], handoff=5), OTHER_SET)

    def test_a_valid_timestamp_comes_back_as_it_was(self):
        self.lma(POLICY)
        for how in ({}, {"technology": None}, {"prefixes": ("2001:db8:77::/64",)}):
            m = request(**how)
            self.assertIn(self.ask(m).one(27), m)

    def test_refusals_repeat_the_request_in_draft02(self):
        self.edition = "draft-02"
        self.lma(POLICY)
        for source, who, status in ((STRANGER, NODE, NO_GATEWAY), (MAG1, NODE, NOT_THIS_PREFIX),
                                    (MAG1, b"who@else", NOT_HOME_AGENT),
                                    (MAG1, b"barred@example.net", NOT_ENABLED)):
            answer = self.ask(None, source, identifier=who, prefixes=("2001:db8:77:1::/64",),
                              link_layer=CARD, link_local="fe80::5", sequence=0xabcd)
            self.assertEqual((answer.status, answer.sequence, answer.lifetime, answer.flags),
                             (status, 0xabcd, 0, 0x20))
            self.assertEqual(answer.one(8), b"\1" + who)
            self.assertEqual((answer.prefix, answer.link_local),
                             ("2001:db8:77:1::/64", "fe80::5"))
            self.assertEqual(sorted(k for k, _ in answer.options), [8, 22, 26, 27])
        answer = self.ask(identifier=None, prefixes=("2001:db8:77:1::/64",))
        self.assertEqual((answer.status, answer.one(8), answer.prefix),
                         (NO_IDENTIFIER, None, "2001:db8:77:1::/64"))
        answer = self.ask(prefixes=None)
        self.assertEqual((answer.status, answer.prefix), (PROHIBITED, "::/0"))

    def test_other_sets_of_prefixes_in_rfc5213(self):
        self.lma(POLICY)
        first = self.register(link_layer=CARD).prefix
        other = self.register(identifier=b"mn2@example.net").prefix
        for prefixes, status in (((first, "2001:db8:1ff::/64"), OTHER_SET),
                                 ((first, "2001:db8:77::/64"), OTHER_SET),
                                 ((other,), NOT_THIS_PREFIX)):
            answer = self.ask(prefixes=prefixes, handoff=5, link_layer=CARD)
            self.assertEqual((prefixes, answer.status), (prefixes, status))
            self.assertEqual(answer.prefixes, sorted(prefixes))
        self.assertEqual(self.binding("mn1@example.net")["home_network_prefixes"], [first])

    def test_zero_beside_a_prefix_is_refused(self):
        self.lma(POLICY)
        answer = self.ask(prefixes=("::/0", "2001:db8:1ff::/64"))
        self.assertEqual((answer.status, answer.prefixes),
                         (NOT_THIS_PREFIX, ["2001:db8:1ff::/64", "::/0"]))

    def test_another_prefix_under_draft02_leaves_the_binding(self):
        self.edition = "draft-02"
        self.lma(POLICY)
        first = self.register().prefix
        self.assertEqual(self.status(source=MAG2, prefixes=("2001:db8:1ff::/64",)), PROHIBITED)
        self.assertEqual((self.binding()["proxy_coa"], self.binding()["home_network_prefixes"]),
                         (MAG1, [first]))
        self.assertEqual(self.register(MAG2, prefixes=(first,)).prefix, first)
        self.assertEqual(self.status(identifier=b"mn2@example.net", prefixes=(first,)),
                         NOT_THIS_PREFIX)

    @editions
    def test_a_binding_update_that_is_no_proxy_one(self):
        self.lma(POLICY)
        answer = self.ask(flags=0x8000, sequence=0x4321)
        self.assertEqual((answer.status, answer.flags, answer.sequence, answer.lifetime),
                         (NO_HOME_AGENT, 0, 0x4321, 0))
        self.assertEqual(self.bindings(), [])


@expands
class Ordering(Anchor):
    wide = {"lines": ("timestamp-validity-window 2s",)}

    @editions
    def test_the_window_has_two_sides(self):
        self.lma("mobile-node *@example.net\n", **self.wide)
        for away, status in ((-1.7, ACCEPTED), (1.7, ACCEPTED), (-2.3, MISMATCH),
                             (2.3, MISMATCH), (-1e9, MISMATCH), (1e9, MISMATCH)):
            answer = self.punctual(0.25, time=away)
            self.assertEqual((away, answer.status), (away, status))
            self.assertAlmostEqual(answer.time, time.time() + (away if status == 0 else 0),
                                   delta=0.5)

    @editions
    def test_the_window_is_300_ms_unless_said(self):
        self.lma("mobile-node *@example.net\n", lines=(), window=())
        for away, status in ((-0.1, ACCEPTED), (0.28, ACCEPTED), (-0.35, MISMATCH),
                             (0.6, MISMATCH)):
            self.assertEqual((away, self.punctual(0.15, time=away).status), (away, status))

    @editions
    def test_lower_and_equal_timestamps(self):
        self.lma(**self.wide)
        at = lma_bed.now() + 1
        m = request(time=None)
        first = self.ask(wire.finish(wire.timestamp(m, at)))
        self.assertEqual(first.status, ACCEPTED)
        for away, status in ((-0.5, LOWER), (-1.5, LOWER), (-9, LOWER), (0, MISMATCH),
                             (9, MISMATCH)):
            m = wire.finish(wire.timestamp(request(handoff=5, prefixes=(first.prefix,),
                                                   time=None), at + away))
            answer = self.ask(m)
            self.assertEqual((away, answer.status),
                             (away, status if self.rfc else MISMATCH))
            self.assertAlmostEqual(answer.time, time.time(), delta=PATIENCE)
        self.assertAlmostEqual(float(self.binding()["timestamp"]), at, delta=0.001)

    @editions
    def test_a_duplicate_is_answered_again_and_changes_nothing(self):
        self.lma()
        m = request(lifetime=9, link_local="fe80::1", handoff=3)
        first = self.ask(m)
        before = self.net.lma.show("counters")
        again = self.ask(m)
        self.assertEqual((again.status, again.lifetime, again.sequence, again.options),
                         (ACCEPTED, 9, first.sequence, first.options))
        after = self.net.lma.show("counters")
        self.assertTrue([k for k in after if "duplicate" in k and after[k] == before[k] + 1],
                        "a counter says so")
        self.assertEqual(len(self.bindings()), 1)
        self.assertEqual(self.status(m, MAG2), MISMATCH)
        self.assertEqual(self.binding()["proxy_coa"], MAG1)

    @editions
    def test_a_duplicate_de_registration_is_answered_again(self):
        self.lma(lines=("min-delay-before-bce-delete 20s",))
        first = self.register()
        m = request(prefixes=(first.prefix,), lifetime=0, handoff=4)
        for _ in range(2):
            answer = self.ask(m)
            self.assertEqual((answer.status, answer.lifetime), (ACCEPTED, 0))
        self.assertEqual(self.binding()["state"], "deregistering")

    @editions
    def test_what_is_refused_does_not_move_the_order(self):
        self.lma(**self.wide)
        prefix = self.register().prefix
        self.assertGreater(self.status(prefixes=None, time=1.5), 127)
        self.assertEqual(self.status(prefixes=(prefix,), handoff=5), ACCEPTED)

    def test_each_session_has_its_own_order(self):
        self.lma(**self.wide)
        self.register(link_layer=CARD, time=1)
        self.register(link_layer=OTHER_CARD, time=-1)
        self.assertEqual(len(self.bindings()), 2)

    @editions
    def test_timestamps_order_whatever_the_sequence_number(self):
        self.lma(lines=("message-order sequence",))
        prefix = self.register(sequence=500).prefix
        again = self.ask(sequence=499, prefixes=(prefix,), handoff=5)
        self.assertEqual((again.status, again.sequence), (ACCEPTED, 499))
        self.assertEqual(self.status(sequence=501, prefixes=(prefix,), handoff=5, time=-9),
                         LOWER if self.rfc else MISMATCH)

    @editions
    def test_from_one_scheme_to_the_other(self):
        self.lma()
        prefix = self.register(sequence=50).prefix
        how = {"prefixes": (prefix,), "handoff": 5}
        self.assertEqual(self.status(sequence=60, time=None, **how), ACCEPTED)
        answer = self.ask(sequence=55, time=None, **how)
        self.assertEqual((answer.status, answer.sequence), (SEQUENCE, 60))
        self.assertEqual(self.status(sequence=40, **how), ACCEPTED)
        self.assertIsNotNone(self.binding()["timestamp"])
        self.assertEqual(self.binding()["sequence"], 40)

    @editions
    def test_sequence_numbers(self):
        self.lma()
        how = {"time": None, "handoff": 5}
        first = self.register(sequence=10, **how)
        self.assertIsNone(first.time)
        how["prefixes"] = (first.prefix,)
        self.assertIsNone(self.binding()["timestamp"])
        last = 10
        for number, accepted in ((10, False), (9, False), (11, True), (11 + 32768, False),
                                 (11 + 32767, True), (65535, True), (32767, False), (0, True),
                                 (65535, False), (32768, False), (1, True), (0, False)):
            answer = self.ask(sequence=number, lifetime=8 + number % 2, **how)
            self.assertEqual((number, answer.status), (number, ACCEPTED if accepted else SEQUENCE))
            last = number if accepted else last
            self.assertEqual((answer.sequence, answer.time), (last, None))
        self.assertEqual(self.binding()["sequence"], 1)

    @editions
    def test_a_duplicate_in_the_sequence_scheme_is_answered_again(self):
        self.lma()
        m = request(sequence=70, time=None)
        first, again = self.ask(m), self.ask(m)
        self.assertEqual((again.status, again.sequence, again.options),
                         (ACCEPTED, 70, first.options))


@expands
class Leaving(Anchor):
    @editions
    def test_is_answered_at_once_and_deleted_later(self):
        self.lma(lines=("min-delay-before-bce-delete 5s",))
        prefix = self.register().prefix
        begin = time.monotonic()
        answer = self.leave(prefix)
        self.assertEqual((answer.lifetime, answer.prefix), (0, prefix))
        self.assertEqual(self.binding()["state"], "deregistering")
        self.gone()
        self.assertGreater(time.monotonic() - begin, 4.9)

    @editions
    def test_the_delay_of_each_edition(self):
        self.lma(lines=())
        prefix = self.register().prefix
        begin = time.monotonic()
        self.leave(prefix)
        self.gone()
        took = time.monotonic() - begin
        self.assertGreater(took, 9.9 if self.rfc else 0.9)
        self.assertLess(took, PATIENCE if self.rfc else 9)

    @editions
    def test_who_comes_back_in_time_keeps_the_session(self):
        self.lma(lines=("max-delay-before-new-bce-assign 20s", "min-delay-before-bce-delete 4s"))
        prefix = self.register().prefix
        for source, how in ((MAG2, {"handoff": 3}), (MAG1, {"handoff": 4}),
                            (MAG1, {"handoff": 5, "prefixes": (prefix,)})):
            self.leave(prefix, self.binding()["proxy_coa"])
            answer, = self.at_once(source, **how)  # no wait for a handoff unknown
            self.assertEqual((answer.status, answer.prefix), (ACCEPTED, prefix))
            self.assertEqual(self.binding()["state"], "registered")
            self.assertEqual(self.binding()["proxy_coa"], source)
        time.sleep(4.2)
        self.assertEqual(self.binding()["state"], "registered")

    @editions
    def test_too_late_gets_a_session_anew(self):
        self.lma(pools=("2001:db8:100::/63 64",))
        prefix = self.register().prefix
        self.leave(prefix)
        self.gone()
        self.assertNotEqual(self.register(MAG2, handoff=3).prefix, prefix)

    @editions
    def test_the_former_gateway_cannot_end_it(self):
        self.lma()
        prefix = self.register(link_layer=CARD).prefix
        self.register(MAG2, handoff=3, link_layer=CARD)
        for how in ({}, {"link_layer": CARD}, {"link_layer": CARD, "prefixes": ("::/0",)}):
            self.send(request(**dict({"prefixes": (prefix,), "handoff": 4, "lifetime": 0},
                                     **how)), MAG1)
            answers = self.answers(MAG1)  # under the draft silence or acceptance, as it likes
            self.assertEqual([a for a in answers if self.rfc or a.status != ACCEPTED], [])
        time.sleep(1.7)
        self.assertEqual((self.binding()["proxy_coa"], self.binding()["state"]),
                         (MAG2, "registered"))

    @editions
    def test_of_nobody(self):
        self.lma()
        for how in ({}, {"link_layer": CARD}, {"prefixes": ("2001:db8:1ff::/64",)}):
            message = request(lifetime=0, handoff=4, **how)
            if self.rfc:
                self.ignored(message)
            else:
                self.assertEqual(self.status(message), NOT_HOME_AGENT)
        self.assertEqual(self.bindings(), [])

    @editions
    def test_an_older_one_is_refused(self):
        self.lma(lines=("timestamp-validity-window 2s",))
        prefix = self.register().prefix
        self.assertEqual(self.status(prefixes=(prefix,), lifetime=0, handoff=4, time=-1),
                         LOWER if self.rfc else MISMATCH)
        self.assertEqual(self.binding()["state"], "registered")

    @editions
    def test_a_delayed_update_during_the_wait_is_refused(self):
        self.lma(lines=("timestamp-validity-window 6s", "min-delay-before-bce-delete 20s"))
        prefix = self.register().prefix
        self.leave(prefix)
        self.assertEqual(self.status(prefixes=(prefix,), handoff=5, time=-1),
                         LOWER if self.rfc else MISMATCH)
        self.assertEqual(self.binding()["state"], "deregistering")

    @editions
    def test_lifetimes_end(self):
        """One that is extended lives, the other does not; and then that one ends, too."""
        self.lma(POLICY)
        prefix = self.register(lifetime=1).prefix
        begin = time.monotonic()
        self.register(lifetime=1, identifier=b"mn2@example.net")
        extended = time.monotonic()
        self.register(lifetime=3, prefixes=(prefix,), handoff=5)
        self.assertEqual(len(self.bindings()), 2)
        self.gone(words=("mn2@example.net",))
        self.assertGreater(time.monotonic() - begin, 3.9)
        self.assertEqual(self.binding()["mn_id"], "mn1@example.net")
        self.gone()
        self.assertGreater(time.monotonic() - extended, 11.9)


class Handoff(Anchor):
    """RFC 5213 5.4.1, row by row: a first session, then a second gateway asks."""

    UPDATE, NEW, WAIT, REFUSE = "update", "new", "wait", "refuse"

    def rows(self, rows, first, lines=("max-delay-before-new-bce-assign 2s",)):
        self.lma("mobile-node *@example.net\n", lines=lines)
        for n, (handoff, how, outcome) in enumerate(rows):
            who = b"row%d@example.net" % n
            prefix = self.register(identifier=who, **first).prefix
            how = dict(how, handoff=handoff, identifier=who)
            if how.pop("named", False):
                how["prefixes"] = (prefix,)
            source = how.pop("source", MAG2)
            answers = self.at_once(source, **how)
            answer = answers[0] if answers else self.answer(source)
            if answer.status != ACCEPTED:
                found = self.REFUSE if answer.status == NOT_THIS_PREFIX else answer.status
            elif answer.prefix == prefix:
                found = self.UPDATE
            else:
                found = self.NEW if answers else self.WAIT
            self.assertEqual((n, handoff, how, found), (n, handoff, how, outcome))
            sessions = self.bindings(who.decode())
            self.assertEqual(len(sessions), 1 if outcome in (self.UPDATE, self.REFUSE) else 2)
            self.assertIn(source if outcome != self.REFUSE else MAG1,
                          [b["proxy_coa"] for b in sessions])

    def test_same_link_layer_identifier(self):
        same = {"link_layer": CARD}
        other_technology = {"link_layer": CARD, "technology": 4}
        self.rows([(h, same, self.UPDATE) for h in (1, 2, 3, 4, 5)]
                  + [(1, other_technology, self.NEW), (2, other_technology, self.UPDATE),
                     (3, other_technology, self.NEW), (4, other_technology, self.WAIT),
                     (5, other_technology, self.NEW)], {"link_layer": CARD})

    def test_other_link_layer_identifier(self):
        other = {"link_layer": OTHER_CARD}
        outcome = {1: self.NEW, 2: self.UPDATE, 3: self.NEW, 4: self.WAIT, 5: self.NEW}
        self.rows([(h, other, o) for h, o in outcome.items()], {"link_layer": CARD})

    def test_first_without_link_layer_identifier(self):
        outcome = {1: self.NEW, 2: self.UPDATE, 3: self.NEW, 4: self.WAIT, 5: self.NEW}
        self.rows([(h, {"link_layer": CARD}, o) for h, o in outcome.items()], {})

    def test_no_link_layer_identifier(self):
        outcome = {1: self.NEW, 2: self.UPDATE, 3: self.UPDATE, 4: self.WAIT, 5: self.NEW}
        self.rows([(h, {}, o) for h, o in outcome.items()]
                  + [(h, {"link_layer": bytes(6)}, o) for h, o in outcome.items()]
                  + [(h, {}, self.NEW) for h in (0, 6, 255)]  # that nobody assigned
                  + [(3, {"technology": 4}, self.UPDATE)], {})

    def test_second_without_link_layer_identifier(self):
        outcome = {1: self.NEW, 2: self.UPDATE, 3: self.UPDATE, 4: self.WAIT, 5: self.NEW}
        self.rows([(h, {}, o) for h, o in outcome.items()], {"link_layer": CARD})

    def test_prefix_named_with_link_layer_identifier(self):
        same, other = {"named": True, "link_layer": CARD}, {"named": True,
                                                            "link_layer": OTHER_CARD}
        self.rows([(h, same, self.UPDATE) for h in (1, 2, 3, 4, 5)]
                  + [(h, other, self.UPDATE if h == 2 else self.REFUSE) for h in (1, 2, 3, 4, 5)]
                  + [(h, dict(same, technology=4), self.UPDATE if h == 2 else self.REFUSE)
                     for h in (1, 2, 3, 4, 5)]
                  + [(h, {"named": True}, self.UPDATE if h == 2 else self.REFUSE)
                     for h in (1, 2, 3, 4, 5)], {"link_layer": CARD})

    def test_prefix_named_without_link_layer_identifier(self):
        named = {"named": True}
        self.rows([(h, named, self.UPDATE if h in (2, 3) else self.REFUSE)
                   for h in (1, 2, 3, 4, 5)]
                  + [(3, dict(named, technology=4), self.REFUSE)]
                  + [(h, dict(named, source=MAG1), self.UPDATE) for h in (1, 2, 3, 4, 5)]
                  + [(5, dict(named, source=MAG1, technology=4), self.REFUSE)], {})

    def test_no_waiting_where_it_is_off(self):
        self.rows([(4, {}, self.NEW), (4, {"link_layer": CARD}, self.NEW)], {},
                  ("wait-for-deregistration no", "max-delay-before-new-bce-assign 3s"))

    def test_two_sessions_are_not_the_only_one(self):
        self.lma()
        self.register(link_layer=CARD)
        self.register(link_layer=OTHER_CARD)
        for handoff in (2, 3, 4):
            self.assertEqual([a.status for a in self.at_once(MAG2, handoff=handoff)], [ACCEPTED])
        self.assertEqual(len(self.bindings()), 5)

    def test_waiting_ends_with_the_de_registration(self):
        self.lma(lines=("max-delay-before-new-bce-assign 20s", "min-delay-before-bce-delete 1s"))
        prefix = self.register().prefix
        for source, before in ((MAG2, MAG1), (MAG1, MAG2)):
            self.send(request(handoff=4), source)
            self.no_answer(source)
            self.leave(prefix, before)
            answer = self.answer(source, 15)
            self.assertIsNotNone(answer, "no answer when the former gateway let go")
            self.assertEqual((answer.status, answer.prefix), (ACCEPTED, prefix))
            self.assertEqual(self.binding()["proxy_coa"], source)
        time.sleep(1.2)
        self.assertEqual(self.binding()["state"], "registered")

    def test_waiting_takes_1500_ms_unless_said(self):
        self.lma(lines=())
        self.register()
        begin = time.monotonic()
        self.assertEqual(self.at_once(MAG2, handoff=4), [])
        self.assertEqual(self.answer(MAG2).status, ACCEPTED)
        self.assertGreater(time.monotonic() - begin, 1.4)

    def test_repeats_while_it_waits(self):
        """They do not make the wait longer: it would end 9 s after the first."""
        self.lma(lines=("max-delay-before-new-bce-assign 5s",))
        first = self.register().prefix
        begin = time.monotonic()
        self.send(request(handoff=4), MAG2)
        time.sleep(2)
        self.send(request(handoff=4), MAG2)
        time.sleep(2)
        last = request(handoff=4, sequence=0x7777)
        self.send(last, MAG2)
        self.assertEqual(len(self.bindings()), 1)
        answer = self.answer(MAG2)
        self.assertIsNotNone(answer, "no answer after the wait")
        self.assertGreater(time.monotonic() - begin, 4.9)
        self.assertLess(time.monotonic() - begin, 8.9)
        answers = [answer] + self.answers(MAG2)
        self.assertEqual({a.status for a in answers}, {ACCEPTED})
        self.assertIn(0x7777, [a.sequence for a in answers])
        self.assertNotEqual(answer.prefix, first)
        self.assertEqual(len({a.prefix for a in answers}), 1)
        self.assertEqual(len(self.bindings()), 2)

    def test_waiting_when_the_first_session_is_taken_away(self):
        self.lma(lines=("max-delay-before-new-bce-assign 20s",))
        self.register()
        self.send(request(handoff=4), MAG2)
        self.no_answer(MAG2)
        self.net.lma.ctl("delete", NODE.decode())
        answer = self.answer(MAG2, 15)
        self.assertIsNotNone(answer, "no answer")
        self.assertEqual(answer.status, ACCEPTED)
        self.assertEqual(self.binding()["proxy_coa"], MAG2)

    def test_several_nodes_wait_each_for_itself(self):
        self.lma("mobile-node *\n", lines=("max-delay-before-new-bce-assign 4s",))
        prefixes = [self.register(identifier=b"n%d" % n).prefix for n in range(4)]
        for n in range(4):
            self.send(request(identifier=b"n%d" % n, handoff=4), MAG2)
        self.no_answer(MAG2)
        for n in (0, 2):
            self.leave(prefixes[n], identifier=b"n%d" % n)
        got = {}
        for _ in range(4):
            answer = self.answer(MAG2)
            self.assertEqual(answer.status, ACCEPTED)
            got[answer.one(8)[1:]] = answer.prefix
        self.assertEqual([got[b"n%d" % n] == prefixes[n] for n in range(4)],
                         [True, False, True, False])
        self.assertEqual(len(self.bindings()), 6)

    def test_one_who_waits_does_not_hold_up_others(self):
        self.lma(POLICY, lines=("max-delay-before-new-bce-assign 20s",))
        self.register()
        self.send(request(handoff=4), MAG2)
        self.assertEqual(self.status(source=MAG2, identifier=b"mn2@example.net"), ACCEPTED)
        self.assertEqual(len(self.bindings()), 2)

    def test_draft02_has_one_session_a_node(self):
        self.edition = "draft-02"
        self.lma()
        prefix = self.register(link_layer=CARD).prefix
        for n, handoff in enumerate((1, 2, 3, 4, 5, None)):
            source = (MAG2, MAG1)[n % 2]
            answer = self.register(source, handoff=handoff, technology=4,
                                   link_layer=OTHER_CARD)
            self.assertEqual(answer.prefix, prefix)
            self.assertEqual(self.binding()["proxy_coa"], source)


@expands
class CareOf(Anchor):
    @editions
    def test_alternate_address_is_where_the_node_is(self):
        self.lma()
        prefix = self.register(MAG1, care_of=MAG2).prefix  # register() hears it at MAG1
        self.assertEqual(self.binding()["proxy_coa"], MAG2)
        self.register(MAG2, prefixes=(prefix,), handoff=5)  # the same place: an extension
        self.assertEqual(self.binding()["proxy_coa"], MAG2)
        if self.rfc:
            self.ignored(prefixes=(prefix,), handoff=4, lifetime=0)
        self.leave(prefix, MAG1, care_of=MAG2)
        self.assertEqual(self.binding()["state"], "deregistering")

    @editions
    def test_both_addresses_must_be_gateways(self):
        self.lma()
        self.assertEqual(self.status(source=MAG1, care_of=STRANGER), NO_GATEWAY)
        self.assertEqual(self.status(source=STRANGER, care_of=MAG1), NO_GATEWAY)
        self.assertEqual(self.bindings(), [])

    @editions
    def test_addresses_nobody_can_have_are_dropped(self):
        self.lma(gateways=("any",))
        for n, care_of in enumerate(("::", "ff02::1", "ff0e::1", "::1", "fe80::1")):
            before = self.dropped()
            self.ignored(care_of=care_of)
            self.assertEqual((care_of, self.dropped()), (care_of, before + 1))
        self.assertEqual(self.bindings(), [])
