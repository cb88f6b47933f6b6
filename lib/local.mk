# SPDX-License-Identifier: MIT
# The library's files, in the order of the data. pmip6_core serves both roles.
lib_LTLIBRARIES += libpmip6.la
# The unit tests reach inside: the same objects, with nothing hidden.
noinst_LTLIBRARIES += libpmip6-internal.la

pmip6_core = \
	lib/version.c

pmip6_lma =

pmip6_mag =

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
