# SPDX-License-Identifier: MIT
# One program a module, each with a main of its own.
EXTRA_DIST += tests/unit/unit.h

unit_cppflags = $(AM_CPPFLAGS) $(CHECK_CFLAGS) -I$(top_srcdir)/lib -I$(top_srcdir)/examples/linux \
	-I$(top_srcdir)/tests/unit
unit_libs = libpmip6-internal.la $(CHECK_LIBS)

if HAVE_CHECK
unit_tests = test_slab test_index test_wheel test_tables test_message test_args test_policy_table test_limit \
	test_traffic_selector
codec_tests += test_tables test_message test_traffic_selector

test_traffic_selector_SOURCES = tests/unit/test_traffic_selector.c
test_traffic_selector_CPPFLAGS = $(unit_cppflags)
test_traffic_selector_LDADD = $(unit_libs)

test_limit_SOURCES = tests/unit/test_limit.c
test_limit_CPPFLAGS = $(unit_cppflags)
test_limit_LDADD = $(unit_libs)

test_policy_table_SOURCES = tests/unit/test_policy_table.c
test_policy_table_CPPFLAGS = $(unit_cppflags)
test_policy_table_LDADD = $(unit_libs)

test_args_SOURCES = tests/unit/test_args.c
test_args_CPPFLAGS = $(unit_cppflags)
test_args_LDADD = $(unit_libs)

test_slab_SOURCES = tests/unit/test_slab.c
test_slab_CPPFLAGS = $(unit_cppflags)
test_slab_LDADD = $(unit_libs)
test_index_SOURCES = tests/unit/test_index.c
test_index_CPPFLAGS = $(unit_cppflags)
test_index_LDADD = $(unit_libs)
test_wheel_SOURCES = tests/unit/test_wheel.c
test_wheel_CPPFLAGS = $(unit_cppflags)
test_wheel_LDADD = $(unit_libs)
test_tables_SOURCES = tests/unit/test_tables.c
test_tables_CPPFLAGS = $(unit_cppflags)
test_tables_LDADD = $(unit_libs)
test_message_SOURCES = tests/unit/test_message.c
test_message_CPPFLAGS = $(unit_cppflags)
test_message_LDADD = $(unit_libs)

if LMA
unit_tests += test_pool test_pool_costs test_occupied
test_occupied_SOURCES = tests/unit/test_occupied.c
test_occupied_CPPFLAGS = $(unit_cppflags)
test_occupied_LDADD = $(unit_libs)
# The pools once more, with their look-ups counted.
test_pool_costs_SOURCES = tests/unit/test_pool_costs.c tests/unit/pool_bed.h \
	lib/pool.c lib/pool_config.c lib/occupied.c
test_pool_costs_CPPFLAGS = $(unit_cppflags) -Dp6_index_first=counted_index_first
test_pool_costs_LDADD = $(unit_libs)
test_pool_SOURCES = tests/unit/test_pool.c tests/unit/pool_bed.h lib/pool.c lib/pool_config.c lib/occupied.c
test_pool_CPPFLAGS = $(unit_cppflags) -Dp6_index_first=counted_index_first
test_pool_LDADD = $(unit_libs)
if MAG
# What these share, compiled once.
check_LIBRARIES += libbed.a
libbed_a_SOURCES = tests/unit/fake_host.c tests/unit/fake_host.h tests/unit/inject.c tests/unit/inject.h \
	tests/sim/inside.c tests/sim/inside.h tests/sim/inside_stores.c tests/sim/inside_stores.h
libbed_a_CPPFLAGS = $(unit_cppflags) -I$(top_srcdir)/tests/sim
bed_libs = libbed.a $(unit_libs)
unit_tests += test_effects test_lma test_lma_failures test_lma_waiting test_lma_prefixes test_lma_snapshot \
	test_lma_bounds \
	test_mag test_mag_service test_mag_arrival test_mag_certainty test_mag_forward test_mag_admin test_mag_random \
	test_nd test_lma_reading test_mag_reading \
	test_mag_answers test_mag_link test_mag_advertising test_mag_visitor test_mag_leaving test_mag_losses test_mag_naming \
	test_mag_random_links test_mag_shown
test_mag_random_SOURCES = tests/unit/test_mag_random.c
test_mag_random_CPPFLAGS = $(unit_cppflags)
test_mag_random_LDADD = $(bed_libs)
test_lma_failures_SOURCES = tests/unit/test_lma_failures.c tests/unit/lma_bed.h
test_lma_failures_CPPFLAGS = $(unit_cppflags)
test_lma_failures_LDADD = $(bed_libs)
test_lma_bounds_SOURCES = tests/unit/test_lma_bounds.c tests/unit/lma_bed.h
test_lma_bounds_CPPFLAGS = $(unit_cppflags)
test_lma_bounds_LDADD = $(bed_libs)
test_lma_waiting_SOURCES = tests/unit/test_lma_waiting.c tests/unit/lma_bed.h
test_lma_waiting_CPPFLAGS = $(unit_cppflags)
test_lma_waiting_LDADD = $(bed_libs)
test_lma_prefixes_SOURCES = tests/unit/test_lma_prefixes.c tests/unit/lma_bed.h
test_lma_prefixes_CPPFLAGS = $(unit_cppflags)
test_lma_prefixes_LDADD = $(bed_libs)
test_lma_snapshot_SOURCES = tests/unit/test_lma_snapshot.c tests/unit/lma_bed.h
test_lma_snapshot_CPPFLAGS = $(unit_cppflags) -I$(top_srcdir)/tests/sim
test_lma_snapshot_LDADD = $(bed_libs)
test_lma_reading_SOURCES = tests/unit/test_lma_reading.c tests/unit/lma_bed.h tests/unit/sizes.h
test_lma_reading_CPPFLAGS = $(unit_cppflags)
test_lma_reading_LDADD = $(bed_libs)
test_mag_reading_SOURCES = tests/unit/test_mag_reading.c tests/unit/mag_bed.h tests/unit/sizes.h
test_mag_reading_CPPFLAGS = $(unit_cppflags)
test_mag_reading_LDADD = $(bed_libs)
test_effects_SOURCES = tests/unit/test_effects.c
test_effects_CPPFLAGS = $(unit_cppflags)
test_effects_LDADD = $(bed_libs)
test_nd_SOURCES = tests/unit/test_nd.c
test_nd_CPPFLAGS = $(unit_cppflags)
test_nd_LDADD = $(unit_libs)
test_lma_SOURCES = tests/unit/test_lma.c tests/unit/lma_bed.h
test_lma_CPPFLAGS = $(unit_cppflags)
test_lma_LDADD = $(bed_libs)
test_mag_service_SOURCES = tests/unit/test_mag_service.c tests/unit/mag_bed.h
test_mag_service_CPPFLAGS = $(unit_cppflags)
test_mag_service_LDADD = $(bed_libs)
test_mag_forward_SOURCES = tests/unit/test_mag_forward.c tests/unit/mag_bed.h
test_mag_forward_CPPFLAGS = $(unit_cppflags)
test_mag_forward_LDADD = $(bed_libs)
test_mag_admin_SOURCES = tests/unit/test_mag_admin.c tests/unit/mag_bed.h
test_mag_admin_CPPFLAGS = $(unit_cppflags)
test_mag_admin_LDADD = $(bed_libs)
test_mag_arrival_SOURCES = tests/unit/test_mag_arrival.c tests/unit/mag_bed.h
test_mag_arrival_CPPFLAGS = $(unit_cppflags)
test_mag_arrival_LDADD = $(bed_libs)
test_mag_certainty_SOURCES = tests/unit/test_mag_certainty.c tests/unit/mag_bed.h
test_mag_certainty_CPPFLAGS = $(unit_cppflags)
test_mag_certainty_LDADD = $(bed_libs)
test_mag_answers_SOURCES = tests/unit/test_mag_answers.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_answers_CPPFLAGS = $(unit_cppflags)
test_mag_answers_LDADD = $(bed_libs)
test_mag_link_SOURCES = tests/unit/test_mag_link.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_link_CPPFLAGS = $(unit_cppflags)
test_mag_link_LDADD = $(bed_libs)
test_mag_advertising_SOURCES = tests/unit/test_mag_advertising.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_advertising_CPPFLAGS = $(unit_cppflags)
test_mag_advertising_LDADD = $(bed_libs)
test_mag_visitor_SOURCES = tests/unit/test_mag_visitor.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_visitor_CPPFLAGS = $(unit_cppflags)
test_mag_visitor_LDADD = $(bed_libs)
test_mag_leaving_SOURCES = tests/unit/test_mag_leaving.c tests/unit/mag_bed.h
test_mag_leaving_CPPFLAGS = $(unit_cppflags)
test_mag_leaving_LDADD = $(bed_libs)
test_mag_shown_SOURCES = tests/unit/test_mag_shown.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_shown_CPPFLAGS = $(unit_cppflags)
test_mag_shown_LDADD = $(bed_libs)
test_mag_losses_SOURCES = tests/unit/test_mag_losses.c tests/unit/mag_bed.h
test_mag_losses_CPPFLAGS = $(unit_cppflags)
test_mag_losses_LDADD = $(bed_libs)
test_mag_naming_SOURCES = tests/unit/test_mag_naming.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_naming_CPPFLAGS = $(unit_cppflags)
test_mag_naming_LDADD = $(bed_libs)
test_mag_random_links_SOURCES = tests/unit/test_mag_random_links.c tests/unit/mag_bed.h tests/unit/nd_bed.h
test_mag_random_links_CPPFLAGS = $(unit_cppflags)
test_mag_random_links_LDADD = $(bed_libs)
test_mag_SOURCES = tests/unit/test_mag.c tests/unit/mag_bed.h
test_mag_CPPFLAGS = $(unit_cppflags)
test_mag_LDADD = $(bed_libs)

# The scenarios of these again, with every callback and every allocation failing once.
inject_cppflags = $(unit_cppflags) -I$(top_srcdir)/tests/sim -DUNIT_INJECT
unit_tests += inject_lma inject_lma_failures inject_lma_waiting inject_lma_prefixes inject_lma_snapshot inject_lma_bounds inject_mag \
	inject_mag_service inject_mag_arrival inject_mag_certainty inject_mag_forward inject_mag_admin \
	inject_mag_answers inject_mag_link inject_mag_advertising inject_mag_visitor inject_mag_leaving inject_mag_losses \
	inject_mag_naming inject_mag_shown
inject_lma_SOURCES = tests/unit/test_lma.c
inject_lma_CPPFLAGS = $(inject_cppflags)
inject_lma_LDADD = $(bed_libs)
inject_lma_failures_SOURCES = tests/unit/test_lma_failures.c
inject_lma_failures_CPPFLAGS = $(inject_cppflags)
inject_lma_failures_LDADD = $(bed_libs)
inject_lma_bounds_SOURCES = tests/unit/test_lma_bounds.c
inject_lma_bounds_CPPFLAGS = $(inject_cppflags)
inject_lma_bounds_LDADD = $(bed_libs)
inject_lma_waiting_SOURCES = tests/unit/test_lma_waiting.c
inject_lma_waiting_CPPFLAGS = $(inject_cppflags)
inject_lma_waiting_LDADD = $(bed_libs)
inject_lma_prefixes_SOURCES = tests/unit/test_lma_prefixes.c
inject_lma_prefixes_CPPFLAGS = $(inject_cppflags)
inject_lma_prefixes_LDADD = $(bed_libs)
inject_lma_snapshot_SOURCES = tests/unit/test_lma_snapshot.c
inject_lma_snapshot_CPPFLAGS = $(inject_cppflags)
inject_lma_snapshot_LDADD = $(bed_libs)
inject_mag_service_SOURCES = tests/unit/test_mag_service.c
inject_mag_service_CPPFLAGS = $(inject_cppflags)
inject_mag_service_LDADD = $(bed_libs)
inject_mag_forward_SOURCES = tests/unit/test_mag_forward.c
inject_mag_forward_CPPFLAGS = $(inject_cppflags)
inject_mag_forward_LDADD = $(bed_libs)
inject_mag_admin_SOURCES = tests/unit/test_mag_admin.c
inject_mag_admin_CPPFLAGS = $(inject_cppflags)
inject_mag_admin_LDADD = $(bed_libs)
inject_mag_arrival_SOURCES = tests/unit/test_mag_arrival.c
inject_mag_arrival_CPPFLAGS = $(inject_cppflags)
inject_mag_arrival_LDADD = $(bed_libs)
inject_mag_certainty_SOURCES = tests/unit/test_mag_certainty.c
inject_mag_certainty_CPPFLAGS = $(inject_cppflags)
inject_mag_certainty_LDADD = $(bed_libs)
inject_mag_answers_SOURCES = tests/unit/test_mag_answers.c
inject_mag_answers_CPPFLAGS = $(inject_cppflags)
inject_mag_answers_LDADD = $(bed_libs)
inject_mag_link_SOURCES = tests/unit/test_mag_link.c
inject_mag_link_CPPFLAGS = $(inject_cppflags)
inject_mag_link_LDADD = $(bed_libs)
inject_mag_advertising_SOURCES = tests/unit/test_mag_advertising.c
inject_mag_advertising_CPPFLAGS = $(inject_cppflags)
inject_mag_advertising_LDADD = $(bed_libs)
inject_mag_visitor_SOURCES = tests/unit/test_mag_visitor.c
inject_mag_visitor_CPPFLAGS = $(inject_cppflags)
inject_mag_visitor_LDADD = $(bed_libs)
inject_mag_leaving_SOURCES = tests/unit/test_mag_leaving.c
inject_mag_leaving_CPPFLAGS = $(inject_cppflags)
inject_mag_leaving_LDADD = $(bed_libs)
inject_mag_shown_SOURCES = tests/unit/test_mag_shown.c
inject_mag_shown_CPPFLAGS = $(inject_cppflags)
inject_mag_shown_LDADD = $(bed_libs)
inject_mag_losses_SOURCES = tests/unit/test_mag_losses.c
inject_mag_losses_CPPFLAGS = $(inject_cppflags)
inject_mag_losses_LDADD = $(bed_libs)
inject_mag_naming_SOURCES = tests/unit/test_mag_naming.c
inject_mag_naming_CPPFLAGS = $(inject_cppflags)
inject_mag_naming_LDADD = $(bed_libs)
inject_mag_SOURCES = tests/unit/test_mag.c
inject_mag_CPPFLAGS = $(inject_cppflags)
inject_mag_LDADD = $(bed_libs)
endif
endif

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
