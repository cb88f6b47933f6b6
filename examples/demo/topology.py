# SPDX-License-Identifier: MIT
"""The demonstration's network: six hosts in network namespaces.

         mobile node
             |            the node's cable: its far end sits in one MAG's
      mag1 -- ap -- mag2  namespace at a time, or in neither
        \\        /
         router --- lma
             \\
          correspondent

Home network prefixes are routed to the LMA; the node's traffic crosses the router inside
the tunnel between LMA and MAG. Everything made here carries one name prefix and is removed
by close(), also after a failure.
"""

import glob
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

MN_ID = "mn1@example.net"
MN_MAC = "02:00:00:00:00:01"
AP_MAC = "00:00:5e:00:52:13"
OTHER_AP_MAC = "02:00:00:00:52:02"
HOME = "2001:db8:100::/40"
LMA = "2001:db8:a::1"
MAGS = {"mag1": "2001:db8:1::1", "mag2": "2001:db8:2::1"}
CN = "2001:db8:c::1"
FIXED_LINK_LOCAL = "fe80::200:5eff:fe00:5213"

PATIENCE = 30  # seconds that anything may take on the slowest machine; all waits end there

class Failure(Exception):
    """Something the demonstration cannot go on without; its text is for a person."""


def run(*words, check=True, timeout=PATIENCE):
    """Runs a command to its end and returns what it printed."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise Failure("%s: %s" % (" ".join(words), done.stderr.strip() or "failed"))
    return done.stdout


def wait_until(condition, seconds, what):
    """Waits for a condition, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise Failure("waited %g s for %s" % (seconds, what))


class Daemon:
    """One running program of ours, with its configuration, log and control socket."""

    def __init__(self, net, host, program, config):
        self.net, self.host, self.program = net, host, program
        self.socket = os.path.join(net.work, host + ".sock")
        self.config = os.path.join(net.work, host + ".conf")
        self.log = os.path.join(net.work, host + ".log")
        self.process = None
        self.level = ["-d"]
        with open(self.config, "w") as f:
            f.write(config + "control %s\n" % self.socket)

    def start(self):
        with open(self.log, "a") as log:
            self.process = self.net.spawn(self.host, [self.net.bin(self.program), "-c",
                                                      self.config, *self.level],
                                          stdout=log, stderr=log)

        def ready():
            if self.process.poll() is not None:
                raise Failure("%s ended at its start: %s" % (self.program, self.last_line()))
            return os.path.exists(self.socket) and self.ctl("show", "status", check=False)[0] == 0
        wait_until(ready, PATIENCE, self.program + " on " + self.host)
        return self

    def reconfigure(self, text):
        """Appends to the configuration and has the daemon read it again."""
        with open(self.config, "a") as f:
            f.write(text)
        told = self.words("configuration read again")
        self.signal(signal.SIGHUP)
        wait_until(lambda: self.words("configuration read again") > told, PATIENCE,
                   self.program + " to read its configuration again")

    def words(self, text):
        """How often the log says something."""
        with open(self.log) as f:
            return f.read().count(text)

    def last_line(self):
        with open(self.log) as f:
            lines = f.read().strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def ctl(self, *words, check=True):
        """pmip6ctl against this daemon: its exit status and what it printed."""
        done = subprocess.run([self.net.bin("pmip6ctl"), "-s", self.socket, *words],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
        if check and done.returncode != 0:
            raise Failure("pmip6ctl %s: %s" % (" ".join(words), done.stderr.strip()))
        return done.returncode, done.stdout

    def show(self, what, *words):
        """The JSON document of `show WHAT`."""
        return json.loads(self.ctl("-j", "show", what, *words)[1])

    def await_watcher(self, child):
        """Waits until a `pmip6ctl watch` has said what it wants, and the daemon knows."""
        def waits():
            folder = "/proc/%d/" % child.pid
            with open(folder + "stat") as f:
                sleeps = f.read().rpartition(")")[2].split()[0] == "S"
            try:
                fds = [os.readlink(folder + "fd/" + fd) for fd in os.listdir(folder + "fd")]
            except FileNotFoundError:  # closed meanwhile
                return False
            return sleeps and any(fd.startswith("socket:") for fd in fds)
        wait_until(waits, PATIENCE, "the watcher")
        self.show("status")

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self, timeout=PATIENCE):
        """Orderly stop; returns the exit status."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        status, self.process = self.process.returncode, None
        return status


def sweep():
    """Removes what a demonstration left that was killed: its namespaces, and what still runs
    in them. Those of one that lives are let alone."""
    for line in run("ip", "netns", "list").splitlines():
        name = line.split()[0]
        found = re.match(r"p6d(\d+)-", name)
        if not found or os.path.exists("/proc/" + found.group(1)):
            continue
        for pid in run("ip", "netns", "pids", name, check=False).split():
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass
        run("ip", "netns", "del", name, check=False)
        for folder in glob.glob(os.path.join(tempfile.gettempdir(), found.group(0) + "*")):
            shutil.rmtree(folder, ignore_errors=True)


class Network:
    """The namespaces, their links and addresses, and the daemons in them."""

    hosts = ("mn", "mag1", "mag2", "lma", "router", "cn", "limbo")

    def __init__(self, bin_dir, edition="rfc5213", name=None, same_mac=True, path_mtu=1500,
                 mag_extra="", lma_extra=""):
        self.bin_dir, self.edition, self.same_mac = bin_dir, edition, same_mac
        self.name = name or "p6d%d" % os.getpid()
        self.work = tempfile.mkdtemp(prefix=self.name + "-")
        self.path_mtu = path_mtu
        self.children = []
        self.ap_at = "limbo"
        self.lma = Daemon(self, "lma", "pmip6-lmad", self.lma_config() + lma_extra)
        self.mags = {host: Daemon(self, host, "pmip6-magd", self.mag_config(host) + mag_extra)
                     for host in MAGS}

    def bin(self, program):
        path = os.path.join(self.bin_dir, program)
        if not os.access(path, os.X_OK):
            raise Failure("%s is not built" % path)
        return path

    def lma_config(self):
        return ("edition %s\naddress %s\ndata-plane tun\npool %s 64\n"
                "gateway %s\ngateway %s\nmobile-node %s\nmax-lifetime 60\n"
                "min-delay-before-bce-delete 1s\ntimestamp-validity-window 30s\n"
                % (self.edition, LMA, HOME, MAGS["mag1"], MAGS["mag2"], MN_ID))

    def mag_config(self, host):
        text = ("edition %s\naddress %s\ndata-plane tun\nlifetime 60\n"
                "link ap mobile-node %s\nmobile-node %s link-layer %s lma %s\n"
                % (self.edition, MAGS[host], MN_ID, MN_ID, MN_MAC, LMA))
        if self.edition == "draft-02":
            # The draft leaves each MAG its own address on the link; its section 7.3 names
            # one address for all of them as the way to keep the default router.
            text += "link-local %s\n" % FIXED_LINK_LOCAL
        return text

    # --- namespaces and links ---------------------------------------------------------

    def ns(self, host):
        return self.name + "-" + host

    def inside(self, host):
        """The words that run a command inside a host."""
        return ["ip", "netns", "exec", self.ns(host)]

    def spawn(self, host, words, **how):
        child = subprocess.Popen(self.inside(host) + words, stdin=subprocess.DEVNULL, **how)
        self.children.append(child)
        return child

    def ip(self, host, *lines):
        """Several `ip` commands in one go inside a host."""
        done = subprocess.run(["ip", "-6", "-n", self.ns(host), "-batch", "-"],
                              input="\n".join(lines) + "\n", text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE)
        if done.returncode != 0:
            raise Failure("ip in %s: %s" % (host, done.stderr.strip()))
        return done.stdout

    def sysctl(self, host, key, value):
        run(*self.inside(host), "sysctl", "-qw", "%s=%s" % (key, value))

    def cable(self, host, ours, theirs, subnet):
        """A cable from a host to the router, ::1 at the host and ::fe at the router."""
        run("ip", "link", "add", "wan", "netns", self.ns(host), "type", "veth",
            "peer", "name", theirs, "netns", self.ns("router"))
        self.ip(host, "addr add %s/64 dev wan nodad" % ours, "link set wan mtu %d" % self.path_mtu,
                "link set wan up", "route add default via %sfe" % subnet)
        self.ip("router", "addr add %sfe/64 dev %s nodad" % (subnet, theirs),
                "link set %s mtu %d" % (theirs, self.path_mtu), "link set %s up" % theirs)

    def open(self):
        """Makes everything but the daemons."""
        for host in self.hosts:
            run("ip", "netns", "add", self.ns(host))
            self.ip(host, "link set lo up")
        self.sysctl("router", "net.ipv6.conf.all.forwarding", 1)
        self.cable("lma", LMA, "to-lma", "2001:db8:a::")
        self.cable("mag1", MAGS["mag1"], "to-mag1", "2001:db8:1::")
        self.cable("mag2", MAGS["mag2"], "to-mag2", "2001:db8:2::")
        self.cable("cn", CN, "to-cn", "2001:db8:c::")
        self.ip("router", "route add %s via %s" % (HOME, LMA))
        run("ip", "link", "add", "mn0", "netns", self.ns("mn"), "address", MN_MAC, "type",
            "veth", "peer", "name", "ap", "netns", self.ns("limbo"))
        self.ip("mn", "link set mn0 up")
        return self

    def settle(self):
        """Waits until the hosts reach each other: links that just came up answer late."""
        for host in ("mag1", "mag2", "cn"):
            wait_until(lambda: subprocess.run(
                self.inside(host) + ["ping", "-6", "-c1", "-W1", LMA], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0, PATIENCE,
                "%s to reach the LMA" % host)

    def start(self):
        self.settle()
        self.lma.start()
        for mag in self.mags.values():
            mag.start()
        return self

    def close(self):
        """Ends every process started here and removes every namespace."""
        for daemon in [*self.mags.values(), self.lma]:
            daemon.stop()
        for child in self.children:
            if child.poll() is None:
                child.kill()
            child.wait()
        for host in self.hosts:
            run("ip", "netns", "del", self.ns(host), check=False)
        shutil.rmtree(self.work, ignore_errors=True)

    # --- the mobile node --------------------------------------------------------------

    def plug(self, host, solicit=1):
        """Moves the far end of the node's cable to a host and sets it up there; the host
        waits so many seconds before it solicits a neighbour again."""
        self.ip(self.ap_at, "link set ap netns %s" % self.ns(host))
        self.ap_at = host
        mac = AP_MAC if self.same_mac or host == "mag1" else OTHER_AP_MAC
        self.ip(host, "link set ap address %s" % mac, self.soliciting("ap", solicit),
                "link set ap up")

    def soliciting(self, interface, seconds):
        return "ntable change name ndisc_cache dev %s retrans %d" % (interface, seconds * 1000)

    def unplug(self):
        self.ip(self.ap_at, "link set ap netns %s" % self.ns("limbo"))
        self.ap_at = "limbo"

    def node_addresses(self):
        """The node's global addresses that are ready for use."""
        text = run("ip", "-n", self.ns("mn"), "-j", "-6", "addr", "show", "dev", "mn0",
                   "scope", "global")
        found = []
        for link in json.loads(text or "[]"):
            for a in link.get("addr_info", []):
                if a.get("scope") == "global" and not a.get("tentative"):
                    found.append(a["local"])
        return found

    def wait_for_address(self, seconds=PATIENCE):
        return wait_until(lambda: self.node_addresses(), seconds,
                          "the mobile node's address")[0]

    def footprint(self, host):
        """What a daemon may leave behind in a host: links, addresses, routes and rules.

        Anycast routes are the kernel's: it has them while forwarding is on."""
        ns = self.ns(host)
        links = [l["ifname"] for l in json.loads(run("ip", "-n", ns, "-j", "link"))
                 if l["ifname"] != "ap"]
        routes = run("ip", "-n", ns, "-6", "route", "show", "table", "all")
        kept = [line.split(" expires")[0].strip() for line in routes.splitlines()
                if "dev ap" not in line and "fe80::" not in line
                and not line.startswith(("multicast", "anycast"))]
        rules = run("ip", "-n", ns, "-6", "rule").splitlines()
        forwarding = run(*self.inside(host), "sysctl", "-n", "net.ipv6.conf.all.forwarding")
        return {"links": sorted(links), "routes": sorted(kept), "rules": sorted(rules),
                "forwarding": forwarding.strip()}

    def lose_messages_to_lma(self, host, lose=True):
        """Signalling and data from a MAG to the LMA vanish, or no longer do."""
        self.ip("router", "rule %s iif to-%s to %s/128 blackhole pref 50"
                % ("add" if lose else "del", host, LMA))
