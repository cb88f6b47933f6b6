# SPDX-License-Identifier: MIT
"""pmip6-lmad against messages made by hand: what it answers, and what it does not."""

import time

import wire
from bed import Bed
from topology import LMA, MAGS, PATIENCE, wait_until

MAG1, MAG2 = MAGS["mag1"], MAGS["mag2"]
ACCEPTED, PROHIBITED, NOT_HOME_AGENT, SEQUENCE = 0, 129, 133, 135
NOT_LMA, MAG_NOT_AUTHORIZED, NOT_THIS_PREFIX = 153, 154, 155
MISMATCH, LOWER, NO_PREFIX, NO_MN_ID, NO_HANDOFF, NO_TECHNOLOGY = 156, 157, 158, 160, 161, 162


class Lma(Bed):
    """One LMA on the wire; MAG addresses are played by this test."""

    def lma(self, edition="rfc5213", extra=""):
        net = self.network(edition=edition, lma_extra=extra)
        net.settle()
        net.lma.start()
        return net

    LAST = 0xbeef

    def ask(self, net, *messages, host="mag1", source=None):
        """All answers before the one to a last message, which is refused."""
        last = wire.pbu(identifier=None, sequence=self.LAST)
        answers = wire.exchange(net, host, source or MAGS[host], LMA, [*messages, last],
                                last=self.LAST)
        self.assertTrue(answers, "not even an answer to the last message")
        self.assertEqual(wire.acknowledgement(answers[-1])[2], self.LAST)
        return answers[:-1]

    def status(self, net, message, **how):
        answers = self.ask(net, message, **how)
        self.assertEqual(len(answers), 1)
        return wire.acknowledgement(answers[0])[0]

    def gone(self, net):
        wait_until(lambda: not net.lma.show("bindings"), PATIENCE, "the binding to go")


class Registration(Lma):
    def test_registers_and_answers_with_a_prefix(self):
        net = self.lma()
        answer, = self.ask(net, wire.pbu(sequence=7, lifetime=10, time=time.time()))
        self.assertEqual(wire.acknowledgement(answer), (ACCEPTED, 0x20, 7, 10))
        found = dict(wire.options(answer))
        self.assertEqual(sorted(found), [8, 22, 23, 24, 27])
        self.assertEqual(found[8], b"\1mn1@example.net")
        self.assertEqual(found[22][1], 64)
        self.assertNotEqual(found[22][2:10], bytes(8))
        binding, = net.lma.show("bindings")
        self.assertEqual(binding["mn_id"], "mn1@example.net")
        self.assertEqual(binding["proxy_coa"], MAG1)
        self.assertEqual(binding["lifetime_granted"], 40)
        self.assertEqual(binding["state"], "registered")

    def test_cuts_the_lifetime_to_its_longest(self):
        net = self.lma()
        answer, = self.ask(net, wire.pbu(lifetime=65535, time=time.time()))
        self.assertEqual(wire.acknowledgement(answer)[3], 15)

    def test_handoff_keeps_the_prefix(self):
        net = self.lma()
        first, = self.ask(net, wire.pbu(handoff=1, time=time.time()))
        second, = self.ask(net, wire.pbu(handoff=3, time=time.time()), host="mag2")
        self.assertEqual(dict(wire.options(first))[22], dict(wire.options(second))[22])
        binding, = net.lma.show("bindings")
        self.assertEqual(binding["proxy_coa"], MAG2)

    def test_waits_for_the_old_gateway_when_the_handoff_is_unknown(self):
        net = self.lma(extra="max-delay-before-new-bce-assign 5s\n")
        first, = self.ask(net, wire.pbu(handoff=1, time=time.time()))
        self.assertEqual(self.ask(net, wire.pbu(handoff=4, time=time.time()), host="mag2"), [])
        self.assertEqual(len(net.lma.show("bindings")), 1)
        wait_until(lambda: len(net.lma.show("bindings")) == 2, PATIENCE, "the second session")
        self.assertEqual(wire.acknowledgement(first)[0], ACCEPTED)

    def test_deregistration_is_answered_at_once_and_deleted_later(self):
        net = self.lma(extra="min-delay-before-bce-delete 5s\n")
        first, = self.ask(net, wire.pbu(time=time.time()))
        prefix = self.prefix_of(first)
        gone, = self.ask(net, wire.pbu(lifetime=0, prefix=prefix, time=time.time()))
        self.assertEqual(wire.acknowledgement(gone)[::3], (ACCEPTED, 0))
        binding, = net.lma.show("bindings")
        self.assertEqual(binding["state"], "deregistering")
        self.gone(net)

    def test_a_session_ends_with_its_lifetime(self):
        net = self.lma()
        begin = time.monotonic()
        self.ask(net, wire.pbu(lifetime=2, time=time.time()))
        self.assertEqual(len(net.lma.show("bindings")), 1)
        self.gone(net)
        self.assertGreater(time.monotonic() - begin, 7.9)

    def test_draft02_registers_without_the_later_options(self):
        net = self.lma("draft-02")
        answer, = self.ask(net, wire.pbu(handoff=None, technology=None, time=time.time()))
        self.assertEqual(wire.acknowledgement(answer)[0], ACCEPTED)
        self.assertEqual(sorted(dict(wire.options(answer))), [8, 22, 27])

    def prefix_of(self, answer):
        import ipaddress
        data = dict(wire.options(answer))[22]
        return str(ipaddress.IPv6Network((data[2:18], data[1])))


class Refusal(Lma):
    def test_statuses_of_rfc5213(self):
        net = self.lma()
        now = time.time
        self.assertEqual(self.status(net, wire.pbu(identifier=None, time=now())), NO_MN_ID)
        self.assertEqual(self.status(net, wire.pbu(identifier=b"who@else", time=now())), NOT_LMA)
        self.assertEqual(self.status(net, wire.pbu(prefix=None, time=now())), NO_PREFIX)
        self.assertEqual(self.status(net, wire.pbu(handoff=None, time=now())), NO_HANDOFF)
        self.assertEqual(self.status(net, wire.pbu(technology=None, time=now())), NO_TECHNOLOGY)
        self.assertEqual(self.status(net, wire.pbu(time=now() - 60)), MISMATCH)
        self.assertEqual(self.status(net, wire.pbu(prefix="2001:db8:ffff::/64", time=now())),
                         NOT_THIS_PREFIX)
        self.assertEqual(net.lma.show("bindings"), [])

    def test_statuses_of_draft02(self):
        net = self.lma("draft-02")
        now = time.time
        self.assertEqual(self.status(net, wire.pbu(identifier=None, time=now())), NO_MN_ID)
        self.assertEqual(self.status(net, wire.pbu(identifier=b"who@else", time=now())),
                         NOT_HOME_AGENT)
        self.assertEqual(self.status(net, wire.pbu(prefix=None, time=now())), PROHIBITED)
        self.assertEqual(self.status(net, wire.pbu(time=now() + 90)), MISMATCH)
        self.assertEqual(net.lma.show("bindings"), [])

    def test_an_unknown_gateway_is_refused(self):
        net = self.lma()
        self.assertEqual(self.status(net, wire.pbu(time=time.time()), host="cn",
                                     source="2001:db8:c::1"), MAG_NOT_AUTHORIZED)

    def test_answers_to_strangers_are_limited(self):
        net = self.lma()
        storm = [wire.pbu(sequence=n, time=time.time()) for n in range(1000)]
        begin = time.monotonic()
        answers = wire.exchange(net, "cn", "2001:db8:c::1", LMA, storm, wait=1)
        self.assertGreaterEqual(len(answers), 90)
        self.assertLessEqual(len(answers), 105 + 100 * (time.monotonic() - begin))
        self.assertEqual(self.status(net, wire.pbu(time=time.time())), ACCEPTED)

    def test_an_older_timestamp_is_lower_than_the_last(self):
        net = self.lma()
        now = time.time()
        self.assertEqual(self.status(net, wire.pbu(time=now)), ACCEPTED)
        self.assertEqual(self.status(net, wire.pbu(sequence=2, handoff=3, time=now - 0.1),
                                     host="mag2"), LOWER)
        binding, = net.lma.show("bindings")
        self.assertEqual(binding["proxy_coa"], MAG1)

    def test_sequence_numbers_order_where_there_is_no_timestamp(self):
        net = self.lma()
        self.assertEqual(self.status(net, wire.pbu(sequence=10)), ACCEPTED)
        answer, = self.ask(net, wire.pbu(sequence=9, handoff=3), host="mag2")
        self.assertEqual(wire.acknowledgement(answer)[::2], (SEQUENCE, 10))


class Malformed(Lma):
    def test_is_dropped_counted_and_never_answered(self):
        net = self.lma()
        good = wire.pbu(time=time.time())
        twice = wire.finish(wire.mn_identifier(good, b"mn2"))
        overlong = wire.finish(good[:12] + bytes([23, 1, 4, 0]))
        self.assertEqual(self.ask(net, twice, overlong), [])
        self.assertEqual(net.lma.show("bindings"), [])
        self.assertEqual(sum(self.drops(net.lma).values()), 2)

    def test_an_unknown_type_gets_a_binding_error(self):
        net = self.lma()
        answer, = self.ask(net, bytes([59, 1, 200, 0, 0, 0]) + bytes(10))
        self.assertEqual((answer[2], answer[6]), (7, 2))

    def test_return_routability_is_not_answered(self):
        net = self.lma()
        self.assertEqual(self.ask(net, bytes([59, 1, 1, 0, 0, 0]) + bytes(10)), [])
        self.assertEqual(sum(self.drops(net.lma).values()), 1)

    def test_a_binding_update_without_p_is_not_supported(self):
        net = self.lma()
        answer, = self.ask(net, wire.pbu(flags=0x8000, time=time.time()))
        self.assertEqual(wire.acknowledgement(answer)[:2], (131, 0))

    def test_rubbish_does_no_harm(self):
        net = self.lma(extra="mobile-node mn2@example.net\nmax-delay-before-new-bce-assign 0\n")
        good = wire.pbu(time=time.time())
        rubbish = [good[:n] + bytes([255]) + good[n + 1:] for n in range(6, len(good))]
        self.ask(net, *rubbish)
        # What decodes may have bound something; another node is served as ever.
        self.assertEqual(self.status(net, wire.pbu(b"mn2@example.net", handoff=1,
                                                   time=time.time())), ACCEPTED)
