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
	tests/sim/adversary.c \
	tests/sim/invariants.c tests/sim/invariants.h \
	tests/sim/quiet.c \
	tests/sim/inside.c tests/sim/inside.h \
	tests/sim/inside_stores.c tests/sim/inside_stores.h \
	tests/sim/ladder.c tests/sim/ladder.h \
	tests/sim/shrink.c tests/sim/shrink.h
# A library whose memory grows in small steps, so that it runs out often.
check_LTLIBRARIES += libpmip6-sim.la
libpmip6_sim_la_SOURCES = $(pmip6_core) $(pmip6_lma) $(pmip6_mag)
libpmip6_sim_la_CPPFLAGS = $(AM_CPPFLAGS) -DP6_SEGMENT_SIZE=512u
sim_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/lib -I$(top_srcdir)/tests/sim -DP6_SEGMENT_SIZE=512u
sim_LDADD = libpmip6-sim.la
endif
endif
