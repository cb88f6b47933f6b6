# SPDX-License-Identifier: MIT
"""pmip6-lmad and its policy: prefixes, pools, nodes, gateways, lifetimes, bounds."""

import ipaddress
import time

from lma_bed import (ACCEPTED, MAG1, MAG2, NO_GATEWAY, NO_RESOURCES, NODE, NOT_ENABLED,
                     NOT_HOME_AGENT, NOT_LMA, NOT_THIS_PREFIX, OTHER_SET, POOL, STRANGER, Anchor,
                     editions, expands)

CARD, OTHER_CARD = bytes.fromhex("020000000001"), bytes.fromhex("020000000002")
ALL = "mobile-node *\n"


def inside(prefix, pool):
    return ipaddress.IPv6Network(prefix).subnet_of(ipaddress.IPv6Network(pool))


@expands
class Hints(Anchor):
    @editions
    def test_a_free_prefix_of_a_pool_may_be_named(self):
        self.lma(ALL)
        self.assertEqual(self.register(prefixes=("2001:db8:1ff:5::/64",)).prefix,
                         "2001:db8:1ff:5::/64")
        self.assertEqual(self.binding()["home_network_prefixes"], ["2001:db8:1ff:5::/64"])

    @editions
    def test_what_may_not_be_named(self):
        self.lma(ALL + "mobile-node static@x prefix 2001:db8:5::/64\n")
        mine = self.register(identifier=b"owner").prefix
        for prefix in ("2001:db8:77::/64", "2001:db8:1ff::/56", "2001:db8:1ff::/72", POOL, mine,
                       "2001:db8:5::/64", "fe80::/64", "ff00::/8"):
            answer = self.ask(identifier=b"other", prefixes=(prefix,))
            self.assertEqual((prefix, answer.status), (prefix, NOT_THIS_PREFIX))
            self.assertEqual(answer.prefix, prefix)
        self.assertEqual(len(self.bindings()), 1)

    @editions
    def test_hints_may_be_off(self):
        self.lma(ALL + "mobile-node static@x prefix 2001:db8:5::/64\n",
                 lines=("prefix-hints no",))
        self.assertEqual(self.status(prefixes=("2001:db8:1ff:5::/64",)), NOT_THIS_PREFIX)
        prefix = self.register().prefix
        self.register(prefixes=(prefix,), handoff=5)  # its own is no hint
        self.assertEqual(self.register(identifier=b"static@x",
                                       prefixes=("2001:db8:5::/64",)).prefix, "2001:db8:5::/64")

    @editions
    def test_a_named_prefix_is_taken(self):
        self.lma(ALL, pools=("2001:db8:100::/63 64",))
        self.register(identifier=b"a", prefixes=("2001:db8:100::/64",))
        self.assertEqual(self.register(identifier=b"b").prefix, "2001:db8:100:1::/64")
        self.assertEqual(self.status(identifier=b"c"), NO_RESOURCES)

    def test_several_named_at_once(self):
        self.lma(ALL)
        two = ("2001:db8:1ff:5::/64", "2001:db8:1ff:6::/64")
        self.assertEqual(self.register(prefixes=two).prefixes, sorted(two))
        self.assertEqual(self.status(prefixes=two[:1], handoff=5), OTHER_SET)
        self.assertEqual(self.status(identifier=b"b", prefixes=("2001:db8:1ff:7::/64",
                                                                "2001:db8:77::/64")),
                         NOT_THIS_PREFIX)
        # The good half of what was refused is still free.
        self.register(identifier=b"b", prefixes=("2001:db8:1ff:7::/64",))


@expands
class Static(Anchor):
    @editions
    def test_a_configured_prefix_outside_the_pools(self):
        self.lma("mobile-node a@x prefix 2001:db8:5::/64\nmobile-node b@x prefix "
                 "2001:db8:6::/60\n")
        self.assertEqual(self.register(identifier=b"a@x").prefix, "2001:db8:5::/64")
        self.assertEqual(self.register(identifier=b"b@x", prefixes=("2001:db8:6::/60",)).prefix,
                         "2001:db8:6::/60")

    @editions
    def test_no_pool_is_needed(self):
        self.lma("mobile-node a@x prefix 2001:db8:5::/64\nmobile-node b@x\n", pools=())
        self.assertEqual(self.register(identifier=b"a@x").prefix, "2001:db8:5::/64")
        self.assertEqual(self.status(identifier=b"b@x"), NO_RESOURCES)

    @editions
    def test_a_configured_prefix_inside_a_pool_goes_to_nobody_else(self):
        self.lma(ALL + "mobile-node a@x prefix 2001:db8:100:1::/64\n",
                 pools=("2001:db8:100::/62 64",))
        got = {self.register(identifier=b"n%d" % n).prefix for n in range(3)}
        self.assertEqual(got, {"2001:db8:100::/64", "2001:db8:100:2::/64",
                               "2001:db8:100:3::/64"})
        self.assertEqual(self.status(identifier=b"n3"), NO_RESOURCES)
        self.assertEqual(self.status(identifier=b"n3", prefixes=("2001:db8:100:1::/64",)),
                         NOT_THIS_PREFIX)
        self.assertEqual(self.register(identifier=b"a@x").prefix, "2001:db8:100:1::/64")
        self.leave("2001:db8:100:1::/64", identifier=b"a@x")
        self.gone(words=("a@x",))
        self.assertEqual(self.status(identifier=b"n3"), NO_RESOURCES)

    @editions
    def test_a_larger_configured_prefix_shuts_out_all_within(self):
        self.lma(ALL + "mobile-node a@x prefix 2001:db8:100::/63\n",
                 pools=("2001:db8:100::/62 64",))
        got = {self.register(identifier=b"n%d" % n).prefix for n in range(2)}
        self.assertEqual(got, {"2001:db8:100:2::/64", "2001:db8:100:3::/64"})
        self.assertEqual(self.status(identifier=b"n3"), NO_RESOURCES)
        self.assertEqual(self.status(identifier=b"n3", prefixes=("2001:db8:100::/64",)),
                         NOT_THIS_PREFIX)

    def test_two_configured_prefixes(self):
        self.lma("mobile-node a@x prefix 2001:db8:5::/64 prefix 2001:db8:6::/64\n")
        both = ["2001:db8:5::/64", "2001:db8:6::/64"]
        self.assertEqual(self.register(identifier=b"a@x").prefixes, both)
        self.assertEqual(self.binding()["home_network_prefixes"], both)
        self.assertEqual(self.register(identifier=b"a@x", prefixes=both[::-1],
                                       handoff=5).prefixes, both)
        for some in (both[:1], both[1:], both + ["2001:db8:7::/64"]):
            self.assertEqual(self.status(identifier=b"a@x", prefixes=some, handoff=5), OTHER_SET)
        self.leave(both, identifier=b"a@x")
        self.assertEqual(self.binding()["state"], "deregistering")
        self.gone()
        self.assertEqual(self.register(identifier=b"a@x", prefixes=both).prefixes, both)

    def test_a_second_session_takes_from_the_pool(self):
        self.lma("mobile-node a@x prefix 2001:db8:5::/64\n")
        self.assertEqual(self.register(identifier=b"a@x", link_layer=CARD).prefix,
                         "2001:db8:5::/64")
        second = self.register(identifier=b"a@x", link_layer=OTHER_CARD).prefix
        self.assertTrue(inside(second, POOL), second)
        self.assertEqual(len(self.bindings("a@x")), 2)
        self.leave("2001:db8:5::/64", identifier=b"a@x", link_layer=CARD)

    def test_a_second_session_without_a_pool(self):
        self.lma("mobile-node a@x prefix 2001:db8:5::/64\n", pools=())
        self.register(identifier=b"a@x", link_layer=CARD)
        self.assertEqual(self.status(identifier=b"a@x", link_layer=OTHER_CARD), NO_RESOURCES)
        self.assertEqual(len(self.bindings()), 1)

    @editions
    def test_a_prefix_is_never_with_two_nodes(self):
        """Two nodes with one configured prefix: an error in the file, or one is refused."""
        self.make("mobile-node a@x prefix 2001:db8:5::/64\n"
                  "mobile-node b@x prefix 2001:db8:5::/64\n")
        try:
            self.net.lma.start()
        except Exception as e:
            self.assertIn("2001:db8:5::/64", str(e))
            return
        self.assertEqual(self.register(identifier=b"a@x").prefix, "2001:db8:5::/64")
        answer = self.ask(identifier=b"b@x")
        self.assertTrue(answer.status >= 128 or answer.prefix != "2001:db8:5::/64", answer)


@expands
class Pools(Anchor):
    @editions
    def test_in_the_order_of_the_file_and_then_no_more(self):
        pools = ("2001:db8:300::/63 64", "2001:db8:100::/64 64", "2001:db8:200::/55 56")
        self.lma(ALL, pools=pools)
        got = [self.register(identifier=b"n%d" % n).prefix for n in range(5)]
        self.assertEqual({*got[:2]}, {"2001:db8:300::/64", "2001:db8:300:1::/64"})
        self.assertEqual(got[2], "2001:db8:100::/64")
        self.assertEqual({*got[3:]}, {"2001:db8:200::/56", "2001:db8:200:100::/56"})
        answer = self.ask(identifier=b"n5")
        self.assertEqual((answer.status, answer.prefix), (NO_RESOURCES, "::/0"))
        self.assertEqual(len(self.bindings()), 5)
        self.leave(got[1], identifier=b"n1")
        self.gone(words=("n1",))
        self.assertEqual(self.register(identifier=b"n5").prefix, got[1])

    @editions
    def test_least_recently_used_first(self):
        self.lma(ALL, pools=("2001:db8:100::/62 64",))
        a, b = (self.register(identifier=n).prefix for n in (b"a", b"b"))
        for who, prefix in ((b"b", b), (b"a", a)):
            self.leave(prefix, identifier=who)
            self.gone(words=(who.decode(),))
        got = [self.register(identifier=b"n%d" % n).prefix for n in range(4)]
        self.assertEqual({*got[:2]}, {"2001:db8:100:2::/64", "2001:db8:100:3::/64"})
        self.assertEqual(got[2:], [b, a])

    @editions
    def test_prefixes_rest(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",),
                 lines=("prefix-rest 5s", "min-delay-before-bce-delete 100ms"))
        self.leave(self.register().prefix)
        self.gone()
        self.assertEqual(self.status(identifier=b"next"), NO_RESOURCES)
        time.sleep(5.1)
        self.assertEqual(self.register(identifier=b"next").prefix, "2001:db8:100::/64")

    @editions
    def test_prefixes_do_not_rest_unless_said(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",))
        self.leave(self.register().prefix)
        self.assertEqual(self.status(identifier=b"next"), NO_RESOURCES)
        self.gone()
        self.assertEqual(self.status(identifier=b"next"), ACCEPTED)

    @editions
    def test_a_deleted_session_gives_its_prefix_back(self):
        self.lma(ALL, pools=("2001:db8:100::/64 64",))
        self.register()
        self.net.lma.ctl("delete", NODE.decode())
        self.assertEqual(self.status(identifier=b"next"), ACCEPTED)


@expands
class Nodes(Anchor):
    @editions
    def test_the_most_specific_entry_wins(self):
        lines = ("mobile-node * lifetime 8\n", "mobile-node *@example.net lifetime 12\n",
                 "mobile-node *@sub.example.net lifetime 16\n",
                 "mobile-node mn1@example.net lifetime 20\n",
                 "mobile-node mn2@example.net disabled\n")
        self.lma("".join(lines))
        for text in (None, "".join(reversed(lines))):
            if text:
                self.reload(text)
            for who, units in ((b"mn1@example.net", 5), (b"mn3@example.net", 3),
                               (b"mn1@sub.example.net", 4), (b"mn1@other.net", 2),
                               (b"mn1@example.net.org", 2), (b"mn1@my-example.net", 2),
                               (b"mn1", 2), (b"@example.net", 3), (b"example.net", 2),
                               (b"mn1@example.net\0", 2), (b"mn1@example.ne", 2),
                               (b"mn1@deep.sub.example.net", 2), (b"\xff\xfe\0\\", 2),
                               (b"x" * 254, 2)):
                answer = self.ask(identifier=who, lifetime=100)
                self.assertEqual((who, answer.status, answer.lifetime), (who, ACCEPTED, units))
                self.leave(answer.prefix, identifier=who)
            self.assertEqual(self.status(identifier=b"mn2@example.net"), NOT_ENABLED)
            self.gone()

    @editions
    def test_unknown_without_a_wildcard(self):
        self.lma("mobile-node *@example.net\n")
        self.assertEqual(self.status(identifier=b"a@example.net"), ACCEPTED)
        unknown = NOT_LMA if self.rfc else NOT_HOME_AGENT
        for who in (b"a", b"a@example.org", b"a@xexample.net", b"example.net", b"*"):
            self.assertEqual((who, self.status(identifier=who)), (who, unknown))

    @editions
    def test_nobody_is_known_without_an_entry(self):
        self.lma("")
        self.assertEqual(self.status(), NOT_LMA if self.rfc else NOT_HOME_AGENT)

    @editions
    def test_disabled_realms(self):
        self.lma("mobile-node *@example.net disabled\nmobile-node mn1@example.net\n")
        self.assertEqual(self.status(), ACCEPTED)
        self.assertEqual(self.status(identifier=b"b@example.net"), NOT_ENABLED)

    @editions
    def test_identifiers_with_blanks_and_signs(self):
        self.lma('mobile-node "a b@x"\nmobile-node "a#b@x" # a comment\n')
        self.assertEqual(self.status(identifier=b"a b@x"), ACCEPTED)
        self.assertEqual(self.status(identifier=b"a#b@x"), ACCEPTED)
        self.assertEqual(self.bindings("a b@x")[0]["mn_id"], "a b@x")

    @editions
    def test_gateways(self):
        self.lma(ALL + "mobile-node one@x gateway %s\nmobile-node two@x gateway %s gateway %s\n"
                 % (MAG1, MAG2, MAG1))
        for who, source, status in ((b"one@x", MAG2, NO_GATEWAY), (b"one@x", MAG1, ACCEPTED),
                                    (b"two@x", MAG2, ACCEPTED), (b"two@x", MAG1, ACCEPTED),
                                    (b"any@x", MAG2, ACCEPTED), (b"any@x", STRANGER, NO_GATEWAY),
                                    (b"one@x", STRANGER, NO_GATEWAY)):
            self.assertEqual((who, source, self.status(source=source, identifier=who)),
                             (who, source, status))

    @editions
    def test_a_barred_gateway_cannot_take_a_session_over(self):
        self.lma("mobile-node one@x gateway %s\n" % MAG1)
        prefix = self.register(identifier=b"one@x").prefix
        for how in ({"handoff": 3}, {"prefixes": (prefix,), "handoff": 2},
                    {"prefixes": (prefix,), "lifetime": 0, "handoff": 4}):
            self.assertEqual(self.status(source=MAG2, identifier=b"one@x", **how), NO_GATEWAY)
        self.assertEqual((self.binding()["proxy_coa"], self.binding()["state"]),
                         (MAG1, "registered"))

    @editions
    def test_an_alternate_address_of_a_barred_gateway(self):
        self.lma("mobile-node one@x gateway %s\n" % MAG1)
        self.assertEqual(self.status(source=MAG1, identifier=b"one@x", care_of=MAG2), NO_GATEWAY)
        self.assertEqual(self.bindings(), [])

    @editions
    def test_any_gateway(self):
        self.lma(ALL + "mobile-node one@x gateway %s\n" % MAG1, gateways=("any",))
        self.assertEqual(self.status(source=STRANGER), ACCEPTED)
        self.assertEqual(self.status(source=STRANGER, identifier=b"one@x"), NO_GATEWAY)
        self.assertEqual(self.status(source=MAG1, identifier=b"one@x"), ACCEPTED)

    @editions
    def test_no_gateway(self):
        self.lma(ALL, gateways=())
        self.assertEqual(self.status(), NO_GATEWAY)


@expands
class Lifetimes(Anchor):
    @editions
    def test_is_cut_to_units_of_four_seconds(self):
        self.lma(ALL + "mobile-node a lifetime 10\nmobile-node b lifetime 4\n"
                 "mobile-node c lifetime 1h\nmobile-node d lifetime 11999ms\n",
                 lines=("max-lifetime 23",))
        for who, asked, units in ((b"a", 100, 2), (b"a", 1, 1), (b"b", 100, 1), (b"c", 65535, 5),
                                  (b"a", 3, 2), (b"d", 100, 2), (b"x", 65535, 5), (b"x", 6, 5),
                                  (b"x", 5, 5), (b"x", 4, 4)):
            answer = self.ask(identifier=who, lifetime=asked, handoff=3)
            self.assertEqual((who, answer.status, answer.lifetime), (who, ACCEPTED, units))
            binding = self.binding(who.decode())
            self.assertEqual(binding["lifetime_granted"], 4 * units)
            self.assertLessEqual(binding["lifetime_left"], 4 * units)
            self.assertGreater(binding["lifetime_left"], 4 * units - 2)

    @editions
    def test_is_an_hour_at_most_unless_said(self):
        self.lma(ALL, lines=())
        self.assertEqual(self.register(lifetime=65535).lifetime, 900)

    @editions
    def test_units_of_time(self):
        self.lma(ALL, lines=("max-lifetime 8000ms",))
        for text, units in (("8000ms", 2), ("12s", 3), ("2m", 30), ("1h", 900), ("16", 4)):
            self.reload(ALL, lines=("max-lifetime " + text,))
            self.assertEqual((text, self.register(lifetime=65535, handoff=3).lifetime),
                             (text, units))


@expands
class Bounds(Anchor):
    @editions
    def test_bindings_are_bounded(self):
        self.lma(ALL, lines=("max-bindings 2", "min-delay-before-bce-delete 100ms"))
        a = self.register(identifier=b"a").prefix
        self.register(identifier=b"b")
        answer = self.ask(identifier=b"c")
        self.assertEqual((answer.status, answer.prefix, answer.lifetime),
                         (NO_RESOURCES, "::/0", 0))
        self.register(identifier=b"a", prefixes=(a,), handoff=5)  # those go on
        self.register(MAG2, identifier=b"b", handoff=3)
        self.leave(a, identifier=b"a")
        self.gone(words=("a",))
        self.register(identifier=b"c")
        self.assertEqual(self.status(identifier=b"a"), NO_RESOURCES)

    def test_sessions_are_bounded_not_nodes(self):
        self.lma(ALL, lines=("max-bindings 2",))
        self.register(link_layer=CARD)
        self.register(link_layer=OTHER_CARD)
        self.assertEqual(self.status(link_layer=b"third!"), NO_RESOURCES)

    @editions
    def test_a_refused_binding_takes_no_prefix(self):
        self.lma(ALL, lines=("max-bindings 1", "min-delay-before-bce-delete 100ms"),
                 pools=("2001:db8:100::/63 64",))
        prefix = self.register(identifier=b"a").prefix
        for n in range(4):
            self.assertEqual(self.status(identifier=b"b"), NO_RESOURCES)
            self.assertEqual(self.status(identifier=b"b", prefixes=("2001:db8:100:1::/64",)),
                             NO_RESOURCES)
        self.leave(prefix, identifier=b"a")
        self.gone()
        self.assertEqual(self.status(identifier=b"b"), ACCEPTED)
