# SPDX-License-Identifier: MIT
"""pmip6-lmad keeps its bindings in a file, over a restart."""

import os
import signal
import stat
import subprocess
import time

from lma_bed import ACCEPTED, LOWER, MAG2, MISMATCH, Anchor, editions, expands
from topology import PATIENCE, Failure, wait_until

ALL = "mobile-node *\n"


@expands
class State(Anchor):
    def begin(self, interval="1h", extra=ALL, data_plane="none",
              lines=("max-lifetime 60", "min-delay-before-bce-delete 400ms")):
        net = self.make(extra, data_plane=data_plane, lines=(
            *lines, "state-interval " + interval))
        self.path = net.lma.config + ".state"
        self.addCleanup(self.clean)
        with open(net.lma.config, "a") as f:
            f.write("state %s\n" % self.path)
        return net.lma.start()

    def clean(self):
        for path in (self.path, self.path + ".tmp", self.path + ".damaged"):
            if os.path.isfile(path):
                os.unlink(path)

    def stop(self):
        self.net.lma.signal(signal.SIGTERM)
        self.net.lma.process.wait(10)

    def whole(self):
        """The file is there, for its owner alone, and nothing is left beside it."""
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)
        self.assertFalse(os.path.exists(self.path + ".tmp"))

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
        self.whole()
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
    def test_order_by_time_goes_on(self):
        self.begin()
        prefix = self.register().prefix
        self.restart()
        status = self.status(time=-3600, prefixes=(prefix,), handoff=5)
        self.assertEqual(status, LOWER if self.rfc else MISMATCH)
        self.register(prefixes=(prefix,), handoff=5)

    @editions
    def test_one_that_leaves_goes_on_leaving(self):
        self.begin(lines=("max-lifetime 60", "min-delay-before-bce-delete 1h"))
        prefix = self.register().prefix
        self.leave(prefix)
        self.restart()
        self.assertEqual(self.binding()["state"], "deregistering")
        self.register(prefixes=(prefix,))
        self.assertEqual(self.binding()["state"], "registered")

    @editions
    def test_time_goes_on(self):
        self.begin()
        self.register(identifier=b"short", lifetime=1)
        self.register(identifier=b"long", lifetime=10)
        self.stop()
        time.sleep(4.1)
        self.net.lma.start()
        self.assertEqual([b["mn_id"] for b in self.bindings()], ["long"])
        self.assertLess(self.bindings()[0]["lifetime_left"], 37)

    @editions
    def test_what_was_saved_survives_a_kill(self):
        self.begin(interval="100ms")
        begin = time.time()
        prefix = self.register().prefix
        wait_until(lambda: os.path.exists(self.path) and os.stat(self.path).st_mtime >= begin,
                   PATIENCE, "the file")
        self.restart(signal.SIGKILL)
        self.assertEqual(self.binding()["home_network_prefixes"], [prefix])

    @editions
    def test_save_writes_at_once(self):
        self.begin()
        self.register()
        self.assertEqual(self.net.lma.ctl("save")[0], 0)
        self.whole()
        self.restart(signal.SIGKILL)
        self.assertEqual(len(self.bindings()), 1)

    @editions
    def test_a_damaged_file_is_kept_aside_and_said(self):
        self.begin()
        self.register()
        self.stop()
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

    def test_many_may_ask_at_once(self):
        self.begin()
        self.register()
        words = [self.net.lma.net.bin("pmip6ctl"), "-s", self.net.lma.socket, "-j", "save"]
        asking = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(8)]
        for one in asking:
            self.assertEqual(one.communicate(timeout=PATIENCE)[0], b"{}\n")
            self.assertEqual(one.returncode, 0)
        self.restart(signal.SIGKILL)
        self.assertEqual(len(self.bindings()), 1)

    def test_a_save_that_failed_is_tried_again(self):
        self.begin(interval="200ms")
        os.mkdir(self.path + ".tmp")
        self.register()
        wait_until(lambda: self.log().count("state not saved") >= 2, PATIENCE, "two words about it")
        self.assertLess(self.log().count("state not saved"), 10)
        os.rmdir(self.path + ".tmp")
        wait_until(lambda: os.path.exists(self.path), PATIENCE, "the file")
        self.restart(signal.SIGKILL)
        self.assertEqual(len(self.bindings()), 1)

    def test_another_lmas_file_is_put_aside(self):
        self.begin()
        self.register()
        self.stop()
        with open(self.net.lma.config) as f:
            text = f.read()
        with open(self.net.lma.config, "w") as f:
            f.write(text.replace("edition rfc5213", "edition draft-02"))
        self.net.lma.start()
        self.assertEqual(self.bindings(), [])
        self.assertIn("error=invalid", self.log())
        self.assertTrue(os.path.exists(self.path + ".damaged"))

    def test_what_is_no_file_keeps_it_from_starting(self):
        self.begin()
        self.stop()
        os.unlink(self.path)
        os.mkdir(self.path)
        with self.assertRaisesRegex(Failure, "is no file"):
            self.net.lma.start()
        os.rmdir(self.path)

    def test_another_path_is_taken_while_it_runs(self):
        self.begin(data_plane="none")
        prefix = self.register().prefix
        with open(self.net.lma.config) as f:
            text = f.read()
        self.addCleanup(lambda old=self.path: os.path.exists(old) and os.unlink(old))
        old, self.path = self.path, self.path + "2"
        self.reload(text=text.replace(old, self.path).replace("state-interval 1h",
                                                              "state-interval 100ms"))
        wait_until(lambda: os.path.exists(self.path), PATIENCE, "the new file")
        self.assertFalse(os.path.exists(old))
        self.restart(signal.SIGKILL)
        self.assertEqual(self.binding()["home_network_prefixes"], [prefix])
        self.reload(text="".join(line for line in text.splitlines(True)
                                 if not line.startswith("state ")))
        self.assertEqual(self.net.lma.ctl("save", check=False)[0], 1)

    def test_no_advice_where_bindings_are_kept(self):
        self.begin(lines=("max-lifetime 60", "refresh-advice 8"))
        self.assertIsNone(self.register(lifetime=15).one(2))
        with open(self.net.lma.config) as f:
            text = f.read()
        self.reload(text="".join(line for line in text.splitlines(True)
                                 if not line.startswith("state ")))
        self.assertIsNotNone(self.register(identifier=b"b", lifetime=15).one(2))
