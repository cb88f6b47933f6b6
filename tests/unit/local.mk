# SPDX-License-Identifier: MIT
# One program a module, each with a main of its own.
EXTRA_DIST += tests/unit/unit.h

unit_cppflags = $(AM_CPPFLAGS) -I$(top_srcdir)/lib -I$(top_srcdir)/examples/linux \
	-I$(top_srcdir)/tests/unit
unit_libs = libpmip6-internal.la $(CHECK_LIBS)

if HAVE_CHECK
unit_tests =

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
else
check-local:
	@echo "make check: the unit tests need libcheck (Debian package: check); none was run"
endif
