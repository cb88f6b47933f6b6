# SPDX-License-Identifier: MIT
pmip6includedir = $(includedir)/pmip6
pmip6include_HEADERS = \
	include/pmip6/code.h \
	include/pmip6/forward.h \
	include/pmip6/lma.h \
	include/pmip6/lma_view.h \
	include/pmip6/mag.h \
	include/pmip6/mag_view.h \
	include/pmip6/message.h \
	include/pmip6/option.h \
	include/pmip6/nd.h \
	include/pmip6/pmip6.h \
	include/pmip6/policy.h \
	include/pmip6/policy_table.h \
	include/pmip6/traffic_selector.h \
	include/pmip6/types.h
nodist_pmip6include_HEADERS = include/pmip6/version.h
