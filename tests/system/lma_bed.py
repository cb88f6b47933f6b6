# SPDX-License-Identifier: MIT
"""One anchor and one host that plays every gateway: what the tests of the anchor's rules use.

The other host's sockets live in this process, so that a test sees each answer as it comes.
"""

import ctypes
import ipaddress
import os
import select
import socket
import struct
import threading
import time

import wire
from bed import BIN, Bed
from topology import LMA, MAGS, PATIENCE, Daemon, Network, run, wait_until

MAG1, MAG2 = MAGS["mag1"], MAGS["mag2"]
STRANGER, STRANGER2 = "2001:db8:bad::1", "2001:db8:bad::2"
POOL = "2001:db8:100::/40"
NODE = b"mn1@example.net"
EDITIONS = ("rfc5213", "draft-02")

ACCEPTED, PROHIBITED, NO_RESOURCES, NO_HOME_AGENT, NOT_HOME_AGENT, SEQUENCE = \
    0, 129, 130, 131, 133, 135
NOT_ENABLED, NOT_LMA, NO_GATEWAY, NOT_THIS_PREFIX, MISMATCH, LOWER = 152, 153, 154, 155, 156, 157
NO_PREFIX, OTHER_SET, NO_IDENTIFIER, NO_HANDOFF, NO_TECHNOLOGY = 158, 159, 160, 161, 162

LIBC = ctypes.CDLL(None, use_errno=True)


def socket_inside(namespace, *kind):
    """A socket of another network namespace."""
    made = []

    def make():
        try:
            with open("/run/netns/" + namespace) as f:
                if LIBC.setns(f.fileno(), 0x40000000) != 0:
                    raise OSError(ctypes.get_errno(), "setns")
            made.append(socket.socket(*kind))
        except OSError as e:
            made.append(e)
    thread = threading.Thread(target=make)  # only that thread moves over there
    thread.start()
    thread.join()
    if isinstance(made[0], OSError):
        raise made[0]
    return made[0]


class Pair(Network):
    """The anchor and, on a cable, a host that has every other address."""

    hosts = ("lma", "peer")
    addresses = (MAG1, MAG2, STRANGER, STRANGER2)

    def __init__(self, config):
        super().__init__(BIN, name="p6r%d-%d" % (os.getpid(), Bed.serial))
        self.mags = {}
        self.lma = Daemon(self, "lma", "pmip6-lmad", config)
        self.sockets = {}

    def open(self):
        for host in self.hosts:
            run("ip", "netns", "add", self.ns(host))
            self.ip(host, "link set lo up")
        run("ip", "link", "add", "wan", "netns", self.ns("lma"), "type", "veth", "peer", "name",
            "wan", "netns", self.ns("peer"))
        self.ip("lma", "addr add %s/64 dev wan nodad" % LMA, "link set wan up",
                "route add default via 2001:db8:a::fe")
        self.ip("peer", "addr add 2001:db8:a::fe/64 dev wan nodad", "link set wan up",
                *["addr add %s/128 dev wan nodad" % a for a in self.addresses])
        wait_until(self.reaches, PATIENCE, "the cable")
        for source in self.addresses:  # before anything comes: unbound, they would hear all
            s = socket_inside(self.ns("peer"), socket.AF_INET6, socket.SOCK_RAW, wire.MH)
            s.setsockopt(socket.IPPROTO_IPV6, 7, -1)  # IPV6_CHECKSUM: we put our own
            s.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)  # SO_RCVBUFFORCE
            s.bind((source, 0))
            self.sockets[source] = s
        return self

    def reaches(self):
        return "bytes from" in run(*self.inside("peer"), "ping", "-6", "-c1", "-W1", "-I", MAG1,
                                   LMA, check=False)

    def close(self):
        for s in self.sockets.values():
            s.close()
        super().close()


def address(text):
    return ipaddress.IPv6Address(text).packed


def option(kind, data):
    return bytes([kind, len(data)]) + data


def request(identifier=NODE, sequence=None, lifetime=15, prefixes=("::/0",), handoff=1,
            technology=3, link_layer=None, link_local=None, time="now", care_of=None,
            flags=0x8200, more=b""):
    """A Proxy Binding Update; None leaves an option out. Its time is the present one or, as a
    number, so many seconds from it; its sequence number is one more than the last."""
    if sequence is None:
        request.sequence = sequence = (request.sequence + 1) & 0xffff
    m = struct.pack("!BBBBHHHH", 59, 0, 5, 0, 0, sequence, flags, lifetime)
    if identifier is not None:
        m = wire.mn_identifier(m, identifier)
    for prefix in prefixes or ():
        m = wire.home_network_prefix(m, prefix)
    if handoff is not None:
        m += bytes([23, 2, 0, handoff])
    if technology is not None:
        m += bytes([24, 2, 0, technology])
    if time is not None:
        m = wire.timestamp(m, now() + (0 if time == "now" else time))
    if link_layer is not None:
        m += option(25, bytes(2) + link_layer)
    if link_local is not None:
        m = wire.place(m, 8, 6, option(26, address(link_local)))
    if care_of is not None:
        m = wire.place(m, 8, 6, option(3, address(care_of)))
    return wire.finish(m + more)


request.sequence = 100


def now():
    """The time of day, a little later at each call: timestamps must rise."""
    now.last = max(time.time(), now.last + 1 / 32768)
    return now.last


now.last = 0.0


class Answer:
    """A Proxy Binding Acknowledgement, taken apart after its form is checked."""

    def __init__(self, octets, source, destination):
        self.octets, self.source = octets, source
        if octets[0] != 59 or len(octets) != 8 * (octets[1] + 1) or octets[3] != 0:
            raise ValueError("not a whole Mobility Header: %s" % octets.hex())
        if wire.checksum(source, destination, octets) != 0:
            raise ValueError("wrong checksum: %s" % octets.hex())
        self.status, self.flags, self.sequence, self.lifetime = wire.acknowledgement(octets)
        self.options = wire.options(octets)

    def __repr__(self):
        return "<status %d, lifetime %d, %s>" % (self.status, self.lifetime, self.options)

    def all(self, kind):
        return [data for k, data in self.options if k == kind]

    def one(self, kind):
        """The data of an option that is there once, else None."""
        found = self.all(kind)
        if len(found) > 1:
            raise ValueError("option %d is there %d times" % (kind, len(found)))
        return found[0] if found else None

    @property
    def prefixes(self):
        return sorted(str(ipaddress.IPv6Network((d[2:18], d[1]))) for d in self.all(22))

    @property
    def prefix(self):
        found = self.prefixes
        if len(found) != 1:
            raise ValueError("%d prefixes" % len(found))
        return found[0]

    @property
    def time(self):
        data = self.one(27)
        return None if data is None else struct.unpack("!Q", data)[0] / 65536

    @property
    def link_local(self):
        data = self.one(26)
        return None if data is None else str(ipaddress.IPv6Address(data))


def editions(function):
    """Marks a test that runs once under each edition."""
    function.editions = EDITIONS
    return function


def expands(cls):
    """A class decorator: makes of each test marked with editions() one an edition."""
    for name, function in list(vars(cls).items()):
        for edition in getattr(function, "editions", ()):
            def test(self, function=function, edition=edition):
                self.edition = edition
                function(self)
            setattr(cls, "%s_%s" % (name, edition.replace("-", "")), test)
        if hasattr(function, "editions"):
            delattr(cls, name)
    return cls


class Anchor(Bed):
    """A test of one anchor, with messages made by hand."""

    plain = "mobile-node mn1@example.net\n"

    @property
    def rfc(self):
        return self.edition == "rfc5213"

    def config(self, extra, pools=(POOL + " 64",), gateways=(MAG1, MAG2), data_plane="none",
               lines=("max-lifetime 60", "min-delay-before-bce-delete 1500ms"),
               window=("timestamp-validity-window 6s",)):
        """The window is so wide that no message gets too old on its way."""
        return "".join(line + "\n" for line in (
            "edition " + self.edition, "address " + LMA, "data-plane " + data_plane,
            *["pool " + p for p in pools], *["gateway " + g for g in gateways], *window,
            *lines)) + extra

    def make(self, extra=None, **how):
        """The network, with the daemon's configuration and without the daemon."""
        Bed.serial += 1
        self.net = Pair(self.config(self.plain if extra is None else extra, **how))
        self.addCleanup(self.net.close)
        self.net.open()
        return self.net

    def lma(self, extra=None, **how):
        """A running anchor."""
        return self.make(extra, **how).lma.start()

    def reload(self, extra=None, text=None, **how):
        """Gives the daemon another file and SIGHUP; returns when it has read it."""
        with open(self.net.lma.config, "w") as f:
            f.write(text if text is not None else self.config(
                self.plain if extra is None else extra, **how)
                + "control %s\n" % self.net.lma.socket)
        before = self.log()
        self.net.lma.signal(1)
        wait_until(lambda: "configuration " in self.log()[len(before):], PATIENCE,
                   "a word about SIGHUP")
        return self.log()[len(before):]

    def log(self):
        with open(self.net.lma.log) as f:
            return f.read()

    # --- messages ---------------------------------------------------------------------

    def send(self, message, source=MAG1):
        """Sends a message with the right checksum."""
        whole = message[:8 * (message[1] + 1)] if len(message) > 1 else message
        if len(whole) >= 6:
            sum_ = wire.checksum(source, LMA, whole[:4] + b"\0\0" + whole[6:])
            message = message[:4] + struct.pack("!H", sum_) + message[6:]
        self.send_as_is(message, source)

    def send_as_is(self, message, source=MAG1):
        self.net.sockets[source].sendto(message, (LMA, 0))

    def receive(self, source=MAG1, wait=PATIENCE):
        """The next message to an address, or None."""
        s = self.net.sockets[source]
        if not select.select([s], [], [], wait)[0]:
            return None
        return s.recvfrom(4096)

    def answer(self, source=MAG1, wait=PATIENCE):
        """The next acknowledgement to an address, or None."""
        got = self.receive(source, wait)
        if got is None:
            return None
        answer = Answer(got[0], got[1][0], source)
        self.assertEqual(answer.source, LMA)
        return answer

    def ask(self, message=None, source=MAG1, **how):
        """The answer to a message or to a request() made of the words; there must be one."""
        self.send(request(**how) if message is None else message, source)
        answer = self.answer(source)
        self.assertIsNotNone(answer, "no answer")
        return answer

    def status(self, message=None, source=MAG1, **how):
        return self.ask(message, source, **how).status

    def punctual(self, within, **how):
        """As ask(), again and again until message and answer took less than so long."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            how["identifier"] = b"n%d@example.net" % request.sequence
            begin = time.monotonic()
            answer = self.ask(**how)
            if time.monotonic() - begin < within:
                return answer
        self.fail("no answer within %g s" % within)

    def register(self, source=MAG1, **how):
        """A request that must be accepted."""
        answer = self.ask(None, source, **how)
        self.assertEqual(answer.status, ACCEPTED)
        return answer

    def leave(self, prefix, source=MAG1, **how):
        how.setdefault("handoff", 4)
        prefixes = (prefix,) if isinstance(prefix, str) else tuple(prefix)
        return self.register(source, prefixes=prefixes, lifetime=0, **how)

    def answers(self, source=MAG1):
        """What came by now: all before the answer to one more message."""
        self.send(request(identifier=None, sequence=0xbeef), source)
        found = []
        while True:
            answer = self.answer(source)
            self.assertIsNotNone(answer, "not even an answer to the message behind")
            if (answer.status, answer.sequence) == (NO_IDENTIFIER, 0xbeef):
                return found
            found.append(answer)

    def at_once(self, source=MAG1, **how):
        """What a request() made of the words is answered before one that is sent behind it."""
        self.send(request(**how), source)
        return self.answers(source)

    def no_answer(self, source=MAG1):
        """Nothing came to what was sent."""
        self.assertEqual(self.answers(source), [])

    def ignored(self, message=None, source=MAG1, **how):
        self.send(request(**how) if message is None else message, source)
        self.no_answer(source)

    def bindings(self, *words):
        return self.net.lma.show("bindings", *words)

    def binding(self, *words):
        """The one binding there is."""
        found = self.bindings(*words)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def gone(self, seconds=PATIENCE, words=()):
        wait_until(lambda: not self.bindings(*words), seconds, "the binding to go")

    def dropped(self):
        return sum(self.drops(self.net.lma).values())
