# SPDX-License-Identifier: MIT
# The simulator: whole domains in one process, from one seed.
if LMA
if MAG
check_PROGRAMS += sim
sim_SOURCES = \
	tests/sim/sim.c \
	tests/sim/plan.c tests/sim/plan.h \
	tests/sim/random.h \
	tests/sim/queue.c tests/sim/queue.h \
	tests/sim/world.c tests/sim/world.h \
	tests/sim/host.c tests/sim/host.h \
	tests/sim/plane.c tests/sim/plane.h \
	tests/sim/lma_host.c \
	tests/sim/mag_host.c \
	tests/sim/network.c tests/sim/network.h \
	tests/sim/node.c tests/sim/node.h \
	tests/sim/frames.c tests/sim/frames.h \
	tests/sim/faults.c tests/sim/faults.h \
	tests/sim/adversary.c tests/sim/forgery.c \
	tests/sim/operator.c \
	tests/sim/pools.c tests/sim/pools.h \
	tests/sim/ledger.c tests/sim/ledger.h \
	tests/sim/invariants.c tests/sim/invariants.h \
	tests/sim/told.c tests/sim/bound.c tests/sim/attached.c \
	tests/sim/links.c tests/sim/links.h \
	tests/sim/asked.c tests/sim/asked.h \
	tests/sim/outstanding.c tests/sim/outstanding.h \
	tests/sim/replica.c tests/sim/replica.h \
	tests/sim/waiting.c tests/sim/waiting.h \
	tests/sim/witness.c tests/sim/witness.h \
	tests/sim/counters.c tests/sim/counters.h \
	tests/sim/quiet.c \
	tests/sim/digest.c \
	tests/sim/inside.c tests/sim/inside.h \
	tests/sim/inside_stores.c tests/sim/inside_stores.h \
	tests/sim/ladder.c tests/sim/ladder.h \
	tests/sim/shrink.c tests/sim/shrink.h
# A library whose memory grows in small steps, so that it runs out often.
check_LIBRARIES += libpmip6-sim.a
libpmip6_sim_a_SOURCES = $(pmip6_core) $(pmip6_lma) $(pmip6_mag)
libpmip6_sim_a_CPPFLAGS = $(AM_CPPFLAGS) -DP6_SEGMENT_SIZE=512u
sim_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/lib -I$(top_srcdir)/tests/sim -DP6_SEGMENT_SIZE=512u
sim_LDADD = libpmip6-sim.a
TESTS += tests/sim/check_sim.sh
endif
endif

EXTRA_DIST += tests/sim/check_sim.sh tests/sim/prove tests/sim/regressions tests/sim/soak \
	tests/sim/bugs/absent-nodes-are-kept.patch \
	tests/sim/bugs/acknowledged-too-early.patch \
	tests/sim/bugs/addresses-of-the-process.patch \
	tests/sim/bugs/advertised-for-too-long.patch \
	tests/sim/bugs/advertised-only-once.patch \
	tests/sim/bugs/advertisements-have-no-time.patch \
	tests/sim/bugs/another-address-at-every-query.patch \
	tests/sim/bugs/answers-with-the-last-number.patch \
	tests/sim/bugs/any-source-goes-out.patch \
	tests/sim/bugs/any-ticket-will-do.patch \
	tests/sim/bugs/any-tunnel-will-do.patch \
	tests/sim/bugs/anybody-visits.patch \
	tests/sim/bugs/bound-from-the-answer-on.patch \
	tests/sim/bugs/changed-policy-not-asked.patch \
	tests/sim/bugs/dead-sessions-are-shown.patch \
	tests/sim/bugs/delayed-delete-not-timed.patch \
	tests/sim/bugs/earlier-deadline-not-linked.patch \
	tests/sim/bugs/early-though-not-wanted.patch \
	tests/sim/bugs/expiry-not-told.patch \
	tests/sim/bugs/gauge-counts-what-it-never-got.patch \
	tests/sim/bugs/granted-twice-as-long.patch \
	tests/sim/bugs/groups-of-a-site-go-out.patch \
	tests/sim/bugs/heard-elsewhere-is-moved.patch \
	tests/sim/bugs/held-prefixes-go-out.patch \
	tests/sim/bugs/home-address-not-looked-at.patch \
	tests/sim/bugs/interface-not-recognised.patch \
	tests/sim/bugs/late-policy-not-asked-about-the-gateway.patch \
	tests/sim/bugs/left-though-refused.patch \
	tests/sim/bugs/longer-prefixes-not-seen.patch \
	tests/sim/bugs/lost-tunnels-are-kept.patch \
	tests/sim/bugs/old-tunnel-goes-first.patch \
	tests/sim/bugs/older-timestamps-pass.patch \
	tests/sim/bugs/policy-remembered-for-ever.patch \
	tests/sim/bugs/pools-leak.patch \
	tests/sim/bugs/prefix-in-use-claimed.patch \
	tests/sim/bugs/prefixes-change-on-hand-off.patch \
	tests/sim/bugs/prefixes-do-not-rest.patch \
	tests/sim/bugs/prefixes-stay-in-the-index.patch \
	tests/sim/bugs/previous-router-ends-twice.patch \
	tests/sim/bugs/protection-not-asked-for.patch \
	tests/sim/bugs/refused-for-good.patch \
	tests/sim/bugs/refused-stays-shown.patch \
	tests/sim/bugs/relays-serve-who-leaves.patch \
	tests/sim/bugs/released-without-a-word.patch \
	tests/sim/bugs/repeated-in-half-the-time.patch \
	tests/sim/bugs/repeats-not-counted.patch \
	tests/sim/bugs/requests-without-limit.patch \
	tests/sim/bugs/solicited-too-often.patch \
	tests/sim/bugs/stale-name-in-the-index.patch \
	tests/sim/bugs/static-tunnels-are-closed.patch \
	tests/sim/bugs/strangers-answered-without-limit.patch \
	tests/sim/bugs/strays-are-not-seen.patch \
	tests/sim/bugs/technology-not-looked-at.patch \
	tests/sim/bugs/timed-out-requests-vanish.patch \
	tests/sim/bugs/timeout-told-too-late.patch \
	tests/sim/bugs/timestamp-misaligned.patch \
	tests/sim/bugs/told-as-it-is-already.patch \
	tests/sim/bugs/tunnel-kept-after-failure.patch \
	tests/sim/bugs/tunnels-end-with-the-last-request.patch \
	tests/sim/bugs/unbound-stays-shown.patch \
	tests/sim/bugs/valid-for-good.patch \
	tests/sim/bugs/values-taken-too-early.patch \
	tests/sim/bugs/waiting-requests-have-no-time.patch \
	tests/sim/bugs/window-not-looked-at.patch \
	tests/sim/bugs/withdrawn-without-a-word.patch
