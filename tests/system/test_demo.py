# SPDX-License-Identifier: MIT
"""The demonstration itself: its exit status, what it leaves, who may run it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from bed import BIN, Bed
from topology import PATIENCE, run, wait_until

DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "demo",
                    "demo")


class Demo(Bed):
    def folder(self):
        path = tempfile.mkdtemp()
        os.chmod(path, 0o777)
        self.addCleanup(shutil.rmtree, path)
        return path

    def test_it_exits_well_and_leaves_its_capture(self):
        pcap = os.path.join(self.folder(), "demo.pcap")
        done = subprocess.run([sys.executable, DEMO, "--bin", BIN, "--pcap", pcap],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=10 * PATIENCE)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("THE MOBILE NODE KEPT ITS ADDRESS", done.stdout)
        self.assertGreater(os.path.getsize(pcap), 24)

    def test_what_a_killed_one_left_the_next_removes(self):
        words = [sys.executable, DEMO, "--bin", BIN, "--pcap",
                 os.path.join(self.folder(), "demo.pcap")]
        first = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        mine = "p6d%d-" % first.pid
        wait_until(lambda: run("ip", "netns", "pids", mine + "mag2", check=False), PATIENCE,
                   "the last daemon")
        first.send_signal(signal.SIGKILL)
        first.wait()
        self.assertIn(mine, run("ip", "netns", "list"))
        second = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, timeout=10 * PATIENCE)
        self.assertEqual(second.returncode, 0, second.stdout)
        self.assertNotIn(mine, run("ip", "netns", "list"))

    def test_it_runs_without_root_or_says_what_is_missing(self):
        folder = self.folder()
        for program in ("pmip6-lmad", "pmip6-magd", "pmip6ctl", "pmip6-dump"):
            self.copy(program, folder)
        shutil.copytree(os.path.dirname(DEMO), os.path.join(folder, "demo"))
        run("chmod", "-R", "a+rX", folder)
        done = subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534",
                               "--clear-groups", "/usr/bin/python3",
                               os.path.join(folder, "demo", "demo"), "--bin", folder, "--pcap",
                               os.path.join(folder, "demo.pcap")],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=10 * PATIENCE,
                              cwd=folder, env={"PATH": os.environ["PATH"], "HOME": folder})
        if done.returncode != 0:
            self.assertEqual(len(done.stdout.strip().splitlines()), 1, done.stdout)
            self.assertIn("needs root", done.stdout)
        else:
            self.assertIn("THE MOBILE NODE KEPT ITS ADDRESS", done.stdout)

    def copy(self, program, folder):
        """The program itself, not libtool's script around it, with its library."""
        built = os.path.join(BIN, ".libs", program)
        if os.path.exists(built):
            for library in os.listdir(os.path.join(BIN, ".libs")):
                if library.startswith("libpmip6.so"):
                    shutil.copy(os.path.join(BIN, ".libs", library), folder)
            wrapper = os.path.join(folder, program)
            shutil.copy(built, wrapper + ".bin")
            with open(wrapper, "w") as f:
                f.write("#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s.bin \"$@\"\n" % (folder, wrapper))
            os.chmod(wrapper, 0o755)
        else:
            shutil.copy(os.path.join(BIN, program), folder)
