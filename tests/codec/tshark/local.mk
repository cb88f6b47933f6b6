# SPDX-License-Identifier: MIT
# The codec compared with tshark, field by field; run by `./quickstart test`.
check_PROGRAMS += codec-recode
codec_recode_SOURCES = tests/codec/tshark/recode.c
codec_recode_LDADD = libpmip6.la

EXTRA_DIST += \
	tests/codec/tshark/compare \
	tests/codec/tshark/fields.py \
	tests/codec/tshark/known.py \
	tests/codec/tshark/messages.py \
	tests/codec/tshark/sides.py
