# SPDX-License-Identifier: MIT
# The codec against vectors from the specifications and against itself.
EXTRA_DIST += \
	tests/codec/vectors/codes.txt \
	tests/codec/vectors/malformed.txt \
	tests/codec/vectors/messages.txt \
	tests/codec/vectors/names.txt \
	tests/codec/vectors/options_later.txt \
	tests/codec/vectors/options_mip6.txt \
	tests/codec/vectors/options_pmip6.txt \
	tests/codec/vectors/suboptions.txt

if HAVE_CHECK
codec_cppflags = $(unit_cppflags) -I$(top_srcdir)/tests/codec \
	-DCODEC_VECTORS='"$(abs_top_srcdir)/tests/codec/vectors"'
check_PROGRAMS += test_vectors test_round_trip test_names
TESTS += test_vectors test_round_trip test_names
codec_tests += test_vectors test_round_trip test_names

test_vectors_SOURCES = tests/codec/test_vectors.c \
	tests/codec/codec.c tests/codec/codec.h \
	tests/codec/vector.c tests/codec/vector.h \
	tests/codec/same.c tests/codec/same.h \
	tests/codec/coverage.c \
	tests/codec/showing.c \
	tests/codec/changes.c
test_vectors_CPPFLAGS = $(codec_cppflags)
test_vectors_LDADD = $(unit_libs)

test_round_trip_SOURCES = tests/codec/test_round_trip.c \
	tests/codec/codec.c tests/codec/codec.h \
	tests/codec/draw.c tests/codec/draw.h \
	tests/codec/json.c tests/codec/json.h \
	tests/codec/same.c tests/codec/same.h
test_round_trip_CPPFLAGS = $(codec_cppflags)
test_round_trip_LDADD = $(unit_libs)

test_names_SOURCES = tests/codec/test_names.c \
	tests/codec/codec.h tests/codec/constants.c
test_names_CPPFLAGS = $(codec_cppflags)
test_names_LDADD = $(unit_libs)
endif
