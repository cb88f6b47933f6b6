# SPDX-License-Identifier: MIT
"""What tshark calls a field, what our JSON calls it, and how to tell whether they say the same.

A kind is two functions: what tshark's field says (an element of its PDML), and what the value in
our JSON says. Numbers are taken from what tshark shows, not from the octets it shows beside it.
"""

import datetime
import ipaddress
import re

ERA = 2208988800  # seconds from 1900 to 1970


def shown(field):
    return int(field.get("show"), 0)


def shown_seconds(field):
    """The number and what it means: `75 (300 seconds)`."""
    return float(re.search(r"\((\d+) seconds\)$", field.get("showname")).group(1))


def hex_octets(field):
    return field.get("value") or ""


def shown_address(field):
    return ipaddress.ip_address(field.get("show"))


def escaped(text):
    """Text of ours, whose octets that are not printable are a backslash, x and two digits."""
    parts = re.split(r"\\x([0-9a-f]{2})", text)
    return "".join(part if i % 2 else part.encode().hex() for i, part in enumerate(parts))


def days_from_1970(year, month, day):
    """Years that datetime does not have are whole eras of 400 years later."""
    eras = max(0, year - 9999 + 399) // 400
    return (datetime.date(year - 400 * eras, month, day).toordinal() + 146097 * eras
            - datetime.date(1970, 1, 1).toordinal())


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def shown_time(field):
    """Seconds since 1970 and nanoseconds."""
    month, day, year, hour, minute, second, fraction = re.match(
        r"(\w+) +(\d+), (\d+) (\d+):(\d+):(\d+)\.(-?\d+) UTC$", field.get("show")).groups()
    days = days_from_1970(int(year), MONTHS.index(month) + 1, int(day))
    return 86400 * days + 3600 * int(hour) + 60 * int(minute) + int(second), int(fraction)


def same(value):
    return value


NUMBER = (shown, same)
SECONDS = (shown_seconds, float)
OCTETS = (hex_octets, same)
TEXT = (hex_octets, escaped)
ADDRESS = (shown_address, ipaddress.ip_address)
HEX_NUMBER = (shown, lambda text: int(text, 16))
DEGREES = (shown, lambda degrees: round(degrees * 32768))
TIMESTAMP = (shown_time, lambda t: (t["seconds"], t["fraction"] * 10**9 >> 16))
NTP_TIME = (shown_time, lambda t: (t["seconds"] - ERA, t["fraction"] * 10**9 >> 32))
FLAG = (lambda field: bool(shown(field)), same)
SHIFTED = (lambda field: shown(field) << 1, same)  # one bit that is not the lowest


def flags(names):
    """`mip6.x.y=A` of each: the flag A."""
    return {name: ("flag " + letter, FLAG)
            for name, letter in (pair.split("=") for pair in names.split())}


def reserved(names):
    return {name: ("reserved_bits", NUMBER) for name in names.split()}


# Some names stand for another thing in another place: those have the place before the name.
TABLE = {
    "mip6.proto": ("payload_proto", NUMBER),
    "mip6.hlen": ("header_length", NUMBER),
    "mip6.mhtype": ("mh_type", NUMBER),
    "mip6.reserved": ("reserved", NUMBER),
    "mip6.csum": ("checksum", NUMBER),

    "mip6.binding_refresh_request": ("reserved_bits", (lambda f: int(hex_octets(f), 16), same)),
    "mip6.fast_neighbor_advertisement": ("reserved_bits",
                                         (lambda f: int(hex_octets(f), 16), same)),
    "mip6.hoti.cookie": ("cookie", HEX_NUMBER), "mip6.coti.cookie": ("cookie", HEX_NUMBER),
    "mip6.hot.nindex": ("nonce_index", NUMBER), "mip6.cot.nindex": ("nonce_index", NUMBER),
    "mip6.hot.cookie": ("cookie", HEX_NUMBER), "mip6.cot.cookie": ("cookie", HEX_NUMBER),
    "mip6.hot.token": ("token", HEX_NUMBER),
    "mip6.bu.seqnr": ("sequence", NUMBER), "mip6.bu.lifetime": ("lifetime", SECONDS),
    "mip6.ba.status": ("status", NUMBER), "mip6.ba.seqnr": ("sequence", NUMBER),
    "mip6.ba.lifetime": ("lifetime", SECONDS),
    "mip6.be.status": ("status", NUMBER), "mip6.be.haddr": ("home_address", ADDRESS),
    "mip6.fbu.seqnr": ("sequence", NUMBER), "mip6.fbu.lifetime": ("lifetime", SECONDS),
    "mip6.fback.status": ("status", NUMBER), "mip6.fback.seqnr": ("sequence", NUMBER),
    "mip6.fback.lifetime": ("lifetime", SECONDS),
    "mip6.has.num_addrs": ("home_agent_count", NUMBER),
    "mip6.has.address": ("home_agents", (shown_address,
                                         lambda all_: [ipaddress.ip_address(a) for a in all_])),
    "mip6.hb.seqnr": ("sequence", NUMBER),
    "mip6.hi.seqnr": ("sequence", NUMBER), "mip6.hi.code": ("code", NUMBER),
    "mip6.hack.seqnr": ("sequence", NUMBER), "mip6.hack.code": ("code", NUMBER),
    "mip6.bri_br.type": ("kind", NUMBER), "mip6.bri_r.trigger": ("trigger", NUMBER),
    "mip6.bri_status": ("status", NUMBER), "mip6.bri_seqnr": ("sequence", NUMBER),
    "mip6.lri.sequence": ("sequence", NUMBER), "mip6.lri.lifetime": ("lifetime", NUMBER),
    "mip6.lra.sequence": ("sequence", NUMBER), "mip6.lra.status": ("status", NUMBER),
    "mip6.lra.lifetime": ("lifetime", NUMBER),
    "mip6.unknown_type_data": ("hex", OCTETS),
    "message mip6.em.data": ("hex", OCTETS),
    **flags("mip6.bu.a_flag=A mip6.bu.h_flag=H mip6.bu.l_flag=L mip6.bu.k_flag=K mip6.bu.m_flag=M"
            " mip6.nemo.bu.r_flag=R mip6.bu.p_flag=P mip6.bu.f_flag=F mip6.bu.t_flag=T"
            " mip6.bu.b_flag=B mip6.ba.k_flag=K mip6.nemo.ba.r_flag=R mip6.ba.p_flag=P"
            " mip6.ba.t_flag=T mip6.ba.b_flag=B mip6.fbu.a_flag=A mip6.fbu.h_flag=H"
            " mip6.fbu.l_flag=L mip6.fbu.k_flag=K mip6.fback.k_flag=K mip6.hb.u_flag=U"
            " mip6.hb.r_flag=R mip6.hi.s_flag=S mip6.hi.u_flag=U mip6.bri_ip=P mip6.bri_iv=V"
            " mip6.bri_ig=G mip6.bri_ap=P mip6.bri_av=V mip6.bri_ag=G mip6.lri.unsolicited=U"),
    **reserved("mip6.has.reserved mip6.bri_res mip6.lri.reserved mip6.lra.reserved"),

    "mip6.mobility_opt": ("type", NUMBER), "mip6.mobility_opt.len": ("length", NUMBER),
    "mip6.bra.interval": ("seconds", SECONDS),
    "mip6.acoa.acoa": ("address", ADDRESS),
    "mip6.ni.hni": ("home", NUMBER), "mip6.ni.cni": ("care_of", NUMBER),
    "mip6.bad.auth": ("authenticator", OCTETS),
    "mip6.nemo.mnp.pfl": ("prefix_length", NUMBER), "mip6.nemo.mnp.mnp": ("prefix", ADDRESS),
    "mip6.lla.optcode": ("code", NUMBER), "mip6.lla": ("address", OCTETS),
    "mip6.mnid.subtype": ("subtype", NUMBER), "mip6.mnid.identifier": ("identifier", TEXT),
    "mip6.auth.subtype": ("subtype", NUMBER), "mip6.auth.mobility_spi": ("spi", NUMBER),
    "mip6.auth.auth_data": ("data", OCTETS),
    "mip6.mseg_id.timestamp": ("time", NTP_TIME),
    "mip6.cgar.cga_par": ("parameters", OCTETS), "mip6.sign.sign": ("signature", OCTETS),
    "mip6.phkt.phkt": ("token", OCTETS), "mip6.mocot.co_keygen_tok": ("token", OCTETS),
    "mip6.dnsu.status": ("status", NUMBER), "mip6.dnsu.mn_id": ("name_octets", OCTETS),
    "option 18 mip6.em.data": ("data", OCTETS),
    "mip6.vsm.vendorId": ("vendor", NUMBER), "mip6.vsm.subtype": ("subtype", NUMBER),
    "mip6.vsm.data": ("data", OCTETS),
    "mip6.ss.identifier": ("identifier", TEXT),
    "mip6.badff.spi": ("spi", NUMBER), "mip6.badff.auth": ("authenticator", OCTETS),
    "mip6.hi": ("value", NUMBER), "mip6.att": ("value", NUMBER),
    "mip6.mnlli.lli": ("identifier", OCTETS), "mip6.lila_lla": ("address", ADDRESS),
    "mip6.timestamp_tmp": ("time", TIMESTAMP), "mip6.rc": ("counter", NUMBER),
    "mip6.ipv4ha.preflen": ("prefix_length", NUMBER), "mip6.ipv4ha.ha": ("address", ADDRESS),
    "mip6.ipv4aa.sts": ("status", NUMBER),
    "mip6.natd.refresh_t": ("refresh_time", NUMBER), "mip6.ipv4coa.addr": ("address", ADDRESS),
    "mip6.gre_key": ("key", NUMBER),
    "mip6.mhipv6ap.opt_code": ("code", NUMBER), "mip6.mhipv6ap.len": ("prefix_length", NUMBER),
    "mip6.mhipv6ap.ipv6_address": ("address", ADDRESS),
    "mip6.bi.bid": ("bid", NUMBER), "mip6.bi.status": ("status", NUMBER),
    "mip6.bi.coa_ipv4": ("care_of_address", ADDRESS),
    "mip6.bi.coa_ipv6": ("care_of_address", ADDRESS),
    "mip6.ipv4dra.dra": ("address", ADDRESS),
    "mip6.lmaa.opt_code": ("code", NUMBER), "mip6.lmaa.ipv4": ("address", ADDRESS),
    "mip6.lmaa.ipv6": ("address", ADDRESS),
    "mip6.redir.addr_r2lma_ipv6": ("address", ADDRESS),
    "mip6.redir.addr_r2lma_ipv4": ("address", ADDRESS),
    "mip6.load_inf.priority": ("priority", NUMBER),
    "mip6.load_inf.sessions_in_use": ("sessions", NUMBER),
    "mip6.load_inf.maximum_sessions": ("max_sessions", NUMBER),
    "mip6.load_inf.used_capacity": ("used_capacity", NUMBER),
    "mip6.load_inf.maximum_capacity": ("max_capacity", NUMBER),
    "mip6.alt_ip4": ("address", ADDRESS),
    "mip6.mng.sub_type": ("subtype", NUMBER), "mip6.mng.mng_id": ("group", NUMBER),
    "mip6.mag_ipv6.address_length": ("address_length", NUMBER),
    "mip6.mag_ipv6.address": ("address", ADDRESS),
    "mip6.dmnp.prefix_len": ("prefix_length", NUMBER),
    "mip6.dmnp.dmnp_ipv4": ("prefix", ADDRESS), "mip6.dmnp.dmnp_ipv6": ("prefix", ADDRESS),
    **flags("mip6.dnsu.flag.r=R mip6.ipv4ha.p_flag=P mip6.natd.f_flag=F mip6.bi.h_flag=H"
            " mip6.ipv4dsm.s_flag=S mip6.redir.k=K mip6.redir.n=N mip6.dmnp.v_flag=V"),
    **reserved("mip6.hi.reserved mip6.att.reserved mip6.mnlli.reserved mip6.natd.reserved"
               " mip6.ipv4coa.reserved mip6.ipv4dra.reserved mip6.ipv4ha.reserved"
               " mip6.cr.reserved mip6.lmaa.reserved mip6.recap.reserved mip6.redir.reserved"
               " mip6.mng.reserved mip6.mag_ipv6.reserved mip6.dmnp.reserved"),
    "mip6.ipv4dsm.reserved": ("reserved_bits", SHIFTED),

    "mip6.acc_net_id.ani": ("type", NUMBER), "mip6.acc_net_id.sub_opt_len": ("length", NUMBER),
    "mip6.acc_net_id.e_bit": ("flag E", FLAG),
    "mip6.acc_net_id.net_name": ("network", TEXT),
    "mip6.acc_net_id.net_name_data": ("network", TEXT),
    "mip6.acc_net_id.ap_name": ("access_point", TEXT),
    "mip6.acc_net_id.geo.latitude_degrees": ("latitude", DEGREES),
    "mip6.acc_net_id.geo.longitude_degrees": ("longitude", DEGREES),
    "mip6.acc_net_id.op_id.type": ("operator_type", NUMBER),
    "mip6.acc_net_id.op_id": ("identifier", OCTETS),
    "mip6.vsm.req_data": ("hex", OCTETS),
    "mip6.cr.req_type": ("type", NUMBER), "mip6.cr.req_length": ("length", NUMBER),
}

# Says again what other fields say.
PASSED_OVER = {"mip6.padn", "mip6.mhipv6ap.ipv6_address_prefix", "mip6.acc_net_id",
               "mip6.acc_net_id.net_name_len", "mip6.acc_net_id.ap_name_len"}

# Options by the name of what tshark puts around their fields.
OPTIONS = {"mip6.options." + name: kind for kind, name in {
    0: "pad1", 1: "padn", 2: "bra", 3: "acoa", 4: "ni", 5: "bad_auth", 6: "mnp", 7: "mhlla",
    8: "mnid", 9: "auth", 10: "mseg_id", 11: "cgapr", 12: "cgar", 13: "sign", 14: "phkt",
    15: "coti", 16: "cot", 17: "dnsu", 18: "em", 19: "vsm", 20: "ssm", 21: "badff", 22: "hnp",
    23: "hi", 24: "att", 25: "mnlli", 26: "lla", 27: "ts", 28: "rc", 29: "ipv4ha", 30: "ipv4aa",
    31: "natd", 32: "ipv4coa", 33: "grek", 34: "mhipv6ap", 35: "bi", 36: "ipv4hareq",
    37: "ipv4harep", 38: "ipv4dra", 39: "ipv4dsm", 40: "cr", 41: "lmaa", 46: "recap",
    47: "redir", 48: "load_inf", 49: "alt_ip4", 50: "mng", 51: "mag_ipv6", 52: "acc_net_id",
    55: "dmnp"}.items()}
