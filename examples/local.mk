# SPDX-License-Identifier: MIT
EXTRA_DIST += \
	examples/demo/demo \
	examples/demo/ladder.py \
	examples/demo/scenario.py \
	examples/demo/sniff.py \
	examples/demo/topology.py \
	examples/demo/traffic.py

if EXAMPLES
# What the guide shows of the codec.
check_PROGRAMS += codec
TESTS += codec
codec_SOURCES = examples/codec.c
codec_LDADD = libpmip6.la

if LMA
if MAG
# The example of the README, and the smallest host: both run in make check.
check_PROGRAMS += embed
TESTS += embed pmip6-minimal
embed_SOURCES = examples/embed.c
embed_LDADD = libpmip6.la

bin_PROGRAMS += pmip6-minimal
pmip6_minimal_SOURCES = examples/minimal.c
pmip6_minimal_LDADD = libpmip6.la
endif
endif

if LINUX
# What the daemons share.
noinst_LTLIBRARIES += libpmip6-linux.la
libpmip6_linux_la_SOURCES = \
	examples/linux/clock.c examples/linux/clock.h \
	examples/linux/config.c examples/linux/config.h \
	examples/linux/config_values.c \
	examples/linux/control.c examples/linux/control.h \
	examples/linux/daemon.c examples/linux/daemon.h \
	examples/linux/data_plane.c examples/linux/data_plane.h \
	examples/linux/data_plane_ops.h \
	examples/linux/encap.c examples/linux/encap.h \
	examples/linux/icmp6.c examples/linux/icmp6.h \
	examples/linux/identifier.c examples/linux/identifier.h \
	examples/linux/json.c examples/linux/json.h \
	examples/linux/log.c examples/linux/log.h \
	examples/linux/loop.c examples/linux/loop.h \
	examples/linux/message_log.c examples/linux/message_log.h \
	examples/linux/mh_socket.c examples/linux/mh_socket.h \
	examples/linux/nd_socket.c examples/linux/nd_socket.h \
	examples/linux/netlink.c examples/linux/netlink.h \
	examples/linux/netlink_link.c \
	examples/linux/netlink_request.h \
	examples/linux/netlink_route.c \
	examples/linux/netlink_watch.c examples/linux/netlink_watch.h \
	examples/linux/prefix_map.c examples/linux/prefix_map.h \
	examples/linux/sysctl.c examples/linux/sysctl.h \
	examples/linux/tun.c examples/linux/tun.h \
	examples/linux/tun_packet.c \
	examples/linux/tun_plane.c examples/linux/tun_plane.h \
	examples/linux/tunnel_answer.c examples/linux/tunnel_answer.h \
	examples/linux/why.c examples/linux/why.h

bin_PROGRAMS += pmip6-dump
pmip6_dump_SOURCES = \
	examples/dump/capture.c \
	examples/dump/dump.c \
	examples/dump/hex.c \
	examples/dump/source.h
pmip6_dump_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/examples/linux
pmip6_dump_LDADD = libpmip6-linux.la libpmip6.la

bin_PROGRAMS += pmip6ctl
pmip6ctl_SOURCES = \
	examples/ctl/json_read.c examples/ctl/json_read.h \
	examples/ctl/pmip6ctl.c \
	examples/ctl/table.c examples/ctl/table.h

if LMA
bin_PROGRAMS += pmip6-lmad
pmip6_lmad_SOURCES = \
	examples/lmad/commands.c \
	examples/lmad/host.c \
	examples/lmad/lmad.c examples/lmad/lmad.h \
	examples/lmad/policy_source.c examples/lmad/policy_source.h \
	examples/lmad/report.c \
	examples/lmad/settings.c examples/lmad/settings.h \
	examples/lmad/settings_nodes.c \
	examples/lmad/state.c examples/lmad/state.h
pmip6_lmad_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/examples/linux
pmip6_lmad_LDADD = libpmip6-linux.la libpmip6.la
endif

if MAG
bin_PROGRAMS += pmip6-magd
pmip6_magd_SOURCES = \
	examples/magd/access_link.c examples/magd/access_link.h \
	examples/magd/commands.c \
	examples/magd/host.c \
	examples/magd/magd.c examples/magd/magd.h \
	examples/magd/report.c \
	examples/magd/settings.c examples/magd/settings.h \
	examples/magd/settings_nodes.c \
	examples/magd/settings_read.c examples/magd/settings_read.h
pmip6_magd_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/examples/linux
pmip6_magd_LDADD = libpmip6-linux.la libpmip6.la
endif
endif
endif
