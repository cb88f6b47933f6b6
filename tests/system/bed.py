# SPDX-License-Identifier: MIT
"""What the system tests stand on: a network that always goes away again."""

import os
import unittest

from topology import Network

BIN = os.environ.get("PMIP6_BIN", "")


class Bed(unittest.TestCase):
    """A test with a network of its own."""

    edition = "rfc5213"
    serial = 0

    def network(self, **how):
        Bed.serial += 1
        how.setdefault("edition", self.edition)
        net = Network(BIN, name="p6t%d-%d" % (os.getpid(), Bed.serial), **how)
        self.addCleanup(net.close)
        return net.open()

    def drops(self, daemon):
        """The drop counters that are not zero."""
        return {k: v for k, v in daemon.show("counters").items()
                if k.startswith("drop_") and v}
