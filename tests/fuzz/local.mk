# SPDX-License-Identifier: MIT
# The fuzz targets without a fuzzer: each sees its corpus once. tests/fuzz/run builds them
# with one.
fuzz_common = \
	tests/fuzz/target.h tests/fuzz/must.c \
	tests/fuzz/memory.c tests/fuzz/memory.h \
	tests/fuzz/header.c tests/fuzz/header.h \
	tests/fuzz/decoded.c tests/fuzz/decoded.h
fuzz_decode_parts = tests/fuzz/decode.c \
	tests/fuzz/encoded.c tests/fuzz/encoded.h \
	tests/fuzz/same.c tests/fuzz/same.h \
	tests/fuzz/kept.c tests/fuzz/kept.h
fuzz_text_parts = tests/fuzz/text.c \
	tests/fuzz/json.c tests/fuzz/json.h \
	tests/fuzz/utf8.c tests/fuzz/utf8.h
fuzz_targets = decode text
# Of directories, on 32-bit machines under an emulator.
fuzz_cppflags = $(AM_CPPFLAGS) -D_FILE_OFFSET_BITS=64

check_PROGRAMS += fuzz_decode fuzz_text
TESTS += fuzz_decode fuzz_text
codec_tests += fuzz_decode fuzz_text
fuzz_decode_SOURCES = tests/fuzz/replay.c $(fuzz_decode_parts) $(fuzz_common)
fuzz_decode_CPPFLAGS = $(fuzz_cppflags)
fuzz_decode_LDADD = libpmip6.la
fuzz_text_SOURCES = tests/fuzz/replay.c $(fuzz_text_parts) $(fuzz_common)
fuzz_text_CPPFLAGS = $(fuzz_cppflags)
fuzz_text_LDADD = libpmip6.la

EXTRA_DIST += tests/fuzz/run tests/fuzz/build.py tests/fuzz/corpora.py tests/fuzz/engines.py \
	tests/fuzz/seeds tests/fuzz/corpus
