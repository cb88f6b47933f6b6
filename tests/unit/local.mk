# SPDX-License-Identifier: MIT
# One program a module, each with a main of its own.
EXTRA_DIST += tests/unit/unit.h

unit_cppflags = $(AM_CPPFLAGS) -I$(top_srcdir)/lib -I$(top_srcdir)/examples/linux \
	-I$(top_srcdir)/tests/unit
unit_libs = libpmip6-internal.la $(CHECK_LIBS)

if HAVE_CHECK
unit_tests =

if EXAMPLES
if LINUX
unit_tests += test_encap test_icmp6 test_prefix_map
test_encap_SOURCES = tests/unit/test_encap.c examples/linux/encap.c
test_encap_CPPFLAGS = $(unit_cppflags)
test_encap_LDADD = $(CHECK_LIBS)
test_icmp6_SOURCES = tests/unit/test_icmp6.c examples/linux/encap.c examples/linux/icmp6.c
test_icmp6_CPPFLAGS = $(unit_cppflags)
test_icmp6_LDADD = $(CHECK_LIBS)
test_prefix_map_SOURCES = tests/unit/test_prefix_map.c examples/linux/prefix_map.c
test_prefix_map_CPPFLAGS = $(unit_cppflags)
test_prefix_map_LDADD = $(CHECK_LIBS)
endif
endif

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
else
check-local:
	@echo "make check: the unit tests need libcheck (Debian package: check); none was run"
endif
