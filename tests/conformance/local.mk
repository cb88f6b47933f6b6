# SPDX-License-Identifier: MIT
# A test for every rule of the specifications, and the table that says so.
conformance_areas = \
	tests/conformance/arrival.c \
	tests/conformance/arrival_more.c \
	tests/conformance/ordering.c \
	tests/conformance/lookup.c \
	tests/conformance/answers.c \
	tests/conformance/sessions.c \
	tests/conformance/lifetimes.c \
	tests/conformance/deregistration.c \
	tests/conformance/codec.c \
	tests/conformance/options.c \
	tests/conformance/options_all.c \
	tests/conformance/codes.c \
	tests/conformance/codec_gateway.c \
	tests/conformance/codec_lma.c \
	tests/conformance/codec_mag.c \
	tests/conformance/codec_types.c \
	tests/conformance/prefixes.c \
	tests/conformance/tunnels.c \
	tests/conformance/forwarding.c \
	tests/conformance/policy.c \
	tests/conformance/administration.c \
	tests/conformance/data_plane.c \
	tests/conformance/answers_more.c \
	tests/conformance/events.c \
	tests/conformance/lookup_more.c \
	tests/conformance/prefixes_more.c \
	tests/conformance/mag_attachment.c \
	tests/conformance/mag_identity.c \
	tests/conformance/mag_handoff.c \
	tests/conformance/mag_requests.c \
	tests/conformance/mag_order.c \
	tests/conformance/mag_link_local.c \
	tests/conformance/mag_emulation.c \
	tests/conformance/mag_answers.c \
	tests/conformance/mag_reading.c \
	tests/conformance/mag_statuses.c \
	tests/conformance/mag_accepted.c \
	tests/conformance/mag_repeats.c \
	tests/conformance/mag_extension.c \
	tests/conformance/mag_leaving.c \
	tests/conformance/mag_every_request.c \
	tests/conformance/mag_wire.c \
	tests/conformance/mag_home_link.c \
	tests/conformance/mag_forwarding.c \
	tests/conformance/mag_tunnels.c \
	tests/conformance/mag_presence.c \
	tests/conformance/mag_visitors.c \
	tests/conformance/mag_dhcp.c \
	tests/conformance/mag_domain.c \
	tests/conformance/mag_shown.c \
	tests/conformance/mag_received.c
conformance_mutations = \
	tests/conformance/mutations/administration \
	tests/conformance/mutations/answers \
	tests/conformance/mutations/answers_more \
	tests/conformance/mutations/arrival \
	tests/conformance/mutations/codec \
	tests/conformance/mutations/data_plane \
	tests/conformance/mutations/deregistration \
	tests/conformance/mutations/forwarding \
	tests/conformance/mutations/lifetimes \
	tests/conformance/mutations/lookup \
	tests/conformance/mutations/lookup_more \
	tests/conformance/mutations/mag_attachment \
	tests/conformance/mutations/mag_emulation \
	tests/conformance/mutations/mag_handoff \
	tests/conformance/mutations/mag_identity \
	tests/conformance/mutations/mag_link_local \
	tests/conformance/mutations/mag_order \
	tests/conformance/mutations/mag_requests \
	tests/conformance/mutations/ordering \
	tests/conformance/mutations/policy \
	tests/conformance/mutations/prefixes \
	tests/conformance/mutations/sessions \
	tests/conformance/mutations/tunnels \
	tests/conformance/mutations/mag_answers \
	tests/conformance/mutations/mag_reading \
	tests/conformance/mutations/mag_statuses \
	tests/conformance/mutations/mag_every_request \
	tests/conformance/mutations/mag_repeats \
	tests/conformance/mutations/mag_accepted \
	tests/conformance/mutations/mag_extension \
	tests/conformance/mutations/mag_leaving \
	tests/conformance/mutations/mag_wire \
	tests/conformance/mutations/mag_home_link \
	tests/conformance/mutations/mag_forwarding \
	tests/conformance/mutations/mag_tunnels \
	tests/conformance/mutations/mag_presence \
	tests/conformance/mutations/mag_visitors \
	tests/conformance/mutations/mag_dhcp \
	tests/conformance/mutations/mag_domain \
	tests/conformance/mutations/mag_shown \
	tests/conformance/mutations/mag_received
EXTRA_DIST += tests/conformance/matrix tests/conformance/mutate tests/conformance/requirements \
	$(conformance_mutations) doc/conformance.md

if HAVE_CHECK
if LMA
if MAG
if LINUX
check_PROGRAMS += conformance
TESTS += conformance
conformance_SOURCES = tests/conformance/conformance.c \
	tests/conformance/comer_bed.h \
	tests/conformance/conformance.h \
	tests/conformance/drawn.h \
	tests/conformance/event_bed.h \
	tests/conformance/host_bed.h \
	tests/conformance/mag_link_bed.h \
	tests/conformance/mag_told.h \
	tests/conformance/pba_bed.h \
	tests/conformance/outcome.h \
	tests/conformance/prefix_bed.h \
	tests/conformance/sent.h \
	tests/conformance/session_bed.h \
	tests/conformance/told.h \
	tests/conformance/wire.h \
	$(conformance_areas) tests/unit/lma_bed.h tests/unit/mag_bed.h tests/unit/nd_bed.h \
	examples/linux/encap.c examples/linux/encap.h examples/linux/icmp6.c examples/linux/icmp6.h
conformance_CPPFLAGS = $(unit_cppflags) -I$(top_srcdir)/tests/conformance
conformance_LDADD = $(bed_libs)

# Their part that is the codec's, for make check-codec.
EXTRA_PROGRAMS += conformance_codec
codec_tests += conformance_codec
conformance_codec_SOURCES = tests/codec/conformance_codec.c \
	tests/conformance/codec.c \
	tests/conformance/options.c \
	tests/conformance/options_all.c \
	tests/conformance/codes.c \
	tests/conformance/codec_types.c
conformance_codec_CPPFLAGS = $(conformance_CPPFLAGS)
conformance_codec_LDADD = $(bed_libs)
endif
endif
endif
endif

# The build fails where a rule has no test, and where the table in doc/ is not the tests'.
all-local: conformance.md
conformance.md: $(conformance_areas) tests/conformance/requirements tests/conformance/matrix
	$(AM_V_GEN)$(SHELL) $(srcdir)/tests/conformance/matrix $(srcdir) >$@.tmp && \
	{ cmp -s $@.tmp $(srcdir)/doc/conformance.md || \
	  { echo "doc/conformance.md is not up to date: make update-conformance" >&2; false; }; } && \
	mv $@.tmp $@
CLEANFILES += conformance.md conformance.md.tmp

.PHONY: update-conformance
update-conformance:
	$(SHELL) $(srcdir)/tests/conformance/matrix $(srcdir) >$(srcdir)/doc/conformance.md.tmp
	mv $(srcdir)/doc/conformance.md.tmp $(srcdir)/doc/conformance.md
