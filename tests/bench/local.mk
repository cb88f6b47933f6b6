# SPDX-License-Identifier: MIT
# How long the codec takes. make check sees that it runs; `make bench` measures.
EXTRA_DIST += tests/bench/check_bench.sh tests/bench/instructions

check_PROGRAMS += bench_codec
TESTS += tests/bench/check_bench.sh
# What the codec is compared with is compiled as the library is: position-independent.
check_LTLIBRARIES += libpmip6-bench.la
libpmip6_bench_la_SOURCES = tests/bench/baseline.c tests/bench/baseline.h
libpmip6_bench_la_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/lib
bench_codec_SOURCES = \
	tests/bench/bench_codec.c \
	tests/bench/cases.c tests/bench/cases.h \
	tests/bench/operations.c tests/bench/operations.h
bench_codec_LDADD = libpmip6-bench.la libpmip6-internal.la

.PHONY: bench
bench: bench_codec
	./bench_codec
