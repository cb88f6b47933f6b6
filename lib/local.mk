# SPDX-License-Identifier: MIT
# The library's files, in the order of the data. pmip6_core serves both roles.
lib_LTLIBRARIES += libpmip6.la
# The unit tests reach inside: the same objects, with nothing hidden.
noinst_LTLIBRARIES += libpmip6-internal.la

pmip6_core = \
	lib/cursor.h \
	lib/field.c lib/field.h \
	lib/checksum.c lib/checksum.h \
	lib/mobility_header.c lib/mobility_header.h \
	lib/option_table.c lib/option_table.h \
	lib/suboption_table.c \
	lib/traffic_selector.c lib/traffic_selector.h \
	lib/option.c lib/option.h \
	lib/suboption.c \
	lib/message_table.c lib/message_table.h \
	lib/message.c \
	lib/print.c lib/print.h \
	lib/show.c lib/show.h \
	lib/message_text.c \
	lib/message_json.c \
	lib/signalling.c lib/signalling.h \
	lib/names.c lib/names.h \
	lib/registry.c \
	lib/edition.c lib/edition.h \
	lib/policy.c \
	lib/policy_table.c \
	lib/prefix.c lib/prefix.h \
	lib/args.c lib/args.h \
	lib/limit.c lib/limit.h \
	lib/effects.c lib/effects.h \
	lib/tunnels.c lib/tunnels.h \
	lib/memory.c lib/memory.h \
	lib/directory.c lib/directory.h \
	lib/slab.c lib/slab.h \
	lib/index.c lib/index.h \
	lib/wheel.c lib/wheel.h \
	lib/siphash.c lib/siphash.h \
	lib/prefix_index.c lib/prefix_index.h \
	lib/bits.h \
	lib/version.c

pmip6_lma = \
	lib/lma_internal.h \
	lib/lma.c \
	lib/lma_input.c \
	lib/lma_rules.c \
	lib/lma_policy.c \
	lib/lma_order.c \
	lib/lma_lookup.c \
	lib/lma_prefixes.c \
	lib/lma_session.c \
	lib/lma_reply.c \
	lib/lma_pending.c \
	lib/lma_view.c \
	lib/lma_forward.c \
	lib/lma_admin.c \
	lib/lma_snapshot.c \
	lib/lma_restore.c \
	lib/snapshot.h \
	lib/crc32.c lib/crc32.h \
	lib/bce.c lib/bce.h \
	lib/pool.c lib/pool.h lib/pool_internal.h \
	lib/pool_config.c \
	lib/occupied.c lib/occupied.h

pmip6_mag = \
	lib/mag_internal.h \
	lib/mag.c \
	lib/mag_admin.c \
	lib/mag_parting.c \
	lib/stranger.c \
	lib/mag_attach.c \
	lib/mag_identity.c \
	lib/mag_policy.c \
	lib/mag_past.c \
	lib/mag_state.c \
	lib/mag_request.c \
	lib/mag_input.c \
	lib/mag_session.c \
	lib/access_link.c \
	lib/presence.c \
	lib/mag_view.c \
	lib/mag_forward.c \
	lib/mag_dhcp.c \
	lib/visitor.c \
	lib/nd.c lib/nd.h

libpmip6_internal_la_SOURCES = $(pmip6_core)
if LMA
libpmip6_internal_la_SOURCES += $(pmip6_lma)
endif
if MAG
libpmip6_internal_la_SOURCES += $(pmip6_mag)
endif

libpmip6_la_SOURCES =
libpmip6_la_LIBADD = libpmip6-internal.la
libpmip6_la_LDFLAGS = -no-undefined -version-info $(PMIP6_LT_VERSION) \
	-export-symbols $(top_builddir)/lib/exported.sym
libpmip6_la_DEPENDENCIES = libpmip6-internal.la lib/exported.sym

EXTRA_DIST += lib/libpmip6.sym
CLEANFILES += lib/exported.sym

# What a library without a role exports is the list without that role's names.
if LMA
sym_without_lma =
else
sym_without_lma = -e '/^pmip6_lma_/d'
endif
if MAG
sym_without_mag =
else
sym_without_mag = -e '/^pmip6_mag_/d' -e '/^pmip6_link_info_/d'
endif

lib/exported.sym: lib/libpmip6.sym Makefile
	$(AM_V_GEN)$(MKDIR_P) lib && \
	$(SED) -e '/^$$/d' $(sym_without_lma) $(sym_without_mag) $(srcdir)/lib/libpmip6.sym >$@
