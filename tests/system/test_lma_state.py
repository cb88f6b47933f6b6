# SPDX-License-Identifier: MIT
"""pmip6-lmad keeps its bindings in a file, over a restart."""

import os
import signal
import time

from lma_bed import ACCEPTED, MAG2, Anchor, editions, expands
from topology import wait_until

ALL = "mobile-node *\n"


@expands
class State(Anchor):
    def begin(self, interval="1h", extra=ALL, data_plane="none"):
        net = self.make(extra, data_plane=data_plane, lines=(
            "max-lifetime 60", "min-delay-before-bce-delete 400ms", "state-interval " + interval))
        self.path = net.lma.config + ".state"
        self.addCleanup(self.clean)
        with open(net.lma.config, "a") as f:
            f.write("state %s\n" % self.path)
        return net.lma.start()

    def clean(self):
        for path in (self.path, self.path + ".tmp", self.path + ".damaged"):
            if os.path.isfile(path):
                os.unlink(path)

    def restart(self, number=signal.SIGTERM):
        self.net.lma.signal(number)
        self.net.lma.process.wait(10)
        return self.net.lma.start()

    def kept(self):
        """Bindings without what time changes."""
        return [{k: v for k, v in b.items() if k != "lifetime_left"} for b in self.bindings()]

    @editions
    def test_a_restart_keeps_everything(self):
        self.begin(data_plane="tun")
        first = self.register(identifier=b"a", link_layer=bytes(6), link_local="fe80::7")
        self.register(MAG2, identifier=b"b\0", lifetime=10)
        before = self.kept()
        self.restart()
        self.assertEqual(self.kept(), before)
        self.assertNotEqual(self.register(identifier=b"c").prefix, first.prefix)
        self.register(identifier=b"a", prefixes=(first.prefix,), handoff=5, link_layer=bytes(6))
        self.assertEqual(len(self.net.lma.show("tunnels")), 2)

    @editions
    def test_order_goes_on(self):
        self.begin()
        prefix = self.register(time=None, sequence=700).prefix
        self.restart()
        answer = self.ask(time=None, sequence=700, prefixes=(prefix,), handoff=5)
        self.assertEqual((answer.status, answer.sequence), (135, 700))

    @editions
    def test_time_goes_on(self):
        self.begin()
        self.register(identifier=b"short", lifetime=1)
        self.register(identifier=b"long", lifetime=10)
        self.net.lma.signal(signal.SIGTERM)
        self.net.lma.process.wait(10)
        time.sleep(4.1)
        self.net.lma.start()
        self.assertEqual([b["mn_id"] for b in self.bindings()], ["long"])
        self.assertLess(self.bindings()[0]["lifetime_left"], 37)

    @editions
    def test_what_was_saved_survives_a_kill(self):
        self.begin(interval="100ms")
        prefix = self.register().prefix
        wait_until(lambda: os.path.exists(self.path), 3, "the file")
        time.sleep(0.3)
        self.restart(signal.SIGKILL)
        self.assertEqual(self.binding()["home_network_prefixes"], [prefix])

    @editions
    def test_save_writes_at_once(self):
        self.begin()
        self.register()
        self.assertEqual(self.net.lma.ctl("save")[0], 0)
        self.restart(signal.SIGKILL)
        self.assertEqual(len(self.bindings()), 1)

    @editions
    def test_a_damaged_file_is_kept_aside_and_said(self):
        self.begin()
        self.register()
        self.net.lma.signal(signal.SIGTERM)
        self.net.lma.process.wait(10)
        with open(self.path, "r+b") as f:
            f.seek(60)
            octet = f.read(1)
            f.seek(60)
            f.write(bytes([octet[0] ^ 1]))
        self.net.lma.start()
        self.assertEqual(self.bindings(), [])
        self.assertIn("damaged", self.log())
        self.assertTrue(os.path.exists(self.path + ".damaged"))
        self.assertEqual(self.status(), ACCEPTED)

    def test_no_state_no_save(self):
        self.lma()
        status, _ = self.net.lma.ctl("save", check=False)[:2]
        self.assertEqual(status, 1)

    def test_a_file_that_cannot_be_written_is_told_and_harms_nobody(self):
        self.begin()
        os.mkdir(self.path + ".tmp")
        self.register()
        status, _ = self.net.lma.ctl("save", check=False)[:2]
        self.assertEqual(status, 1)
        os.rmdir(self.path + ".tmp")
        self.assertEqual(self.status(identifier=b"b"), ACCEPTED)
        self.assertEqual(self.net.lma.ctl("save")[0], 0)
