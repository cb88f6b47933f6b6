# SPDX-License-Identifier: MIT
EXTRA_DIST += \
	examples/demo/demo \
	examples/demo/ladder.py \
	examples/demo/scenario.py \
	examples/demo/topology.py \
	examples/demo/traffic.py

if EXAMPLES
if LINUX
endif
endif
