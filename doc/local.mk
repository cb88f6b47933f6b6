# SPDX-License-Identifier: MIT
EXTRA_DIST += doc/Doxyfile.in doc/codec.md doc/deployment.md doc/documents.py doc/guide.md \
	doc/porting.md doc/testing.md

# What the documentation says of the source is in the source.
TESTS += doc/documents.py

.PHONY: doc
doc: doc/Doxyfile
	$(AM_V_GEN)test -n "$(DOXYGEN)" || { echo "make doc needs doxygen" >&2; exit 1; }; \
	$(DOXYGEN) doc/Doxyfile

clean-local:
	-rm -rf doc/html
