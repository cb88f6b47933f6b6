# SPDX-License-Identifier: MIT
# Run by `./quickstart test`: they need root and the programs, not make check.
EXTRA_DIST += \
	tests/system/bed.py \
	tests/system/domain.py \
	tests/system/flow.py \
	tests/system/frames.py \
	tests/system/lma_bed.py \
	tests/system/run \
	tests/system/seen.py \
	tests/system/test_data_plane.py \
	tests/system/test_demo.py \
	tests/system/test_dump.py \
	tests/system/test_handoff.py \
	tests/system/test_handoffs_many.py \
	tests/system/test_lma_configuration.py \
	tests/system/test_lma_late_policy.py \
	tests/system/test_lma_malformed.py \
	tests/system/test_lma_on_the_wire.py \
	tests/system/test_lma_policy.py \
	tests/system/test_lma_rules.py \
	tests/system/test_lma_state.py \
	tests/system/test_mag_addresses.py \
	tests/system/test_mag_configuration.py \
	tests/system/test_mag_forged.py \
	tests/system/test_mag_link_local.py \
	tests/system/test_mag_nodes.py \
	tests/system/test_mag_restart.py \
	tests/system/test_message_log.py \
	tests/system/test_programs.py \
	tests/system/test_visitor.py \
	tests/system/wire.py
