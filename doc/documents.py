#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Keeps the documentation true to the source.

    doc/documents.py            compares, tells what differs, and fails if anything does
    doc/documents.py --update   writes the tables of doc/codec.md anew

The tables of doc/codec.md come from include/pmip6/ and the tables of the codec in lib/; every
piece of C in README.md and doc/ stands, line by line, in a file that is compiled; what the guide
shows as text is what the example prints.
"""

import glob
import os
import re
import subprocess
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TABLES = "doc/codec.md"
BEGIN, END = "<!-- begin: %s -->\n", "<!-- end: %s -->\n"


def read(name):
    with open(os.path.join(TOP, name), encoding="utf-8") as f:
        return f.read()


# --- What the source says ---------------------------------------------------------------

def enumerators(text, name):
    """An enum: number and comment by name."""
    body = re.search(r"enum %s \{(.*?)\n\};" % name, text, re.S).group(1)
    return {m[1]: (int(m[2]), " ".join(m[3].split()))
            for m in re.finditer(r"(\w+) =\s*(\d+),?\s*/\*\*<(.*?)\*/", body, re.S)}


def sections(text, name):
    """The RFC and section that an enum's comments name, by number."""
    found = {}
    for number, comment in enumerators(text, name).values():
        rfc = re.search(r"RFC (\d+)( [\d.]+\d|\b [\d]+)?", comment)
        found[number] = rfc[0] if rfc else ""
    return found


def members(text, struct):
    """The members of a struct's union: name and comment."""
    body = re.search(r"struct %s \{.*?union \{(.*?)\n    \} u;" % struct, text, re.S).group(1)
    body = re.sub(r"\{[^{}]*\}", "", body)
    return re.findall(r"(\w+);\s*/\*\*<(.*?)\*/", body, re.S)


def numbers(text):
    """`1 to 4 and 6` as numbers."""
    found = set()
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return found


def option_members(text):
    """Which member holds an option, by its number."""
    found = {}
    for name, comment in members(text, "pmip6_option"):
        for clause in comment.split(";"):
            listed = re.match(r"\s*(\d+(, \d+)*)", clause)
            for number in numbers(listed[1] if listed else ""):
                found[number] = name
    return found


def suboption_members(text):
    """Which member holds a sub-option, by the option's number and its own."""
    found = {}
    for name, comment in members(text, "pmip6_suboption"):
        for clause in comment.split(";"):
            listed = re.match(r"\s*([\d and]+): ((?:\d+|, |,|and|to| )+)", clause)
            for option in numbers(listed[1]) if listed else ():
                for number in numbers(listed[2]):
                    found[option, number] = name
    return found


def rows(text, table):
    """A table in lib/: name and description of each row, by its number."""
    body = re.search(r"struct \w+_row %s\[.*?\] = \{(.*?)\n\};" % table, text, re.S).group(1)
    return {m[1]: (m[2], m[3]) for m in re.finditer(
        r"^    \[(\w+)\] = \{\"([^\"]+)\"(.*?)(?=^    \[|\Z)", body, re.S | re.M)}


def macros(text):
    return dict(re.findall(r"^#define (\w+)(?:\([^)]*\))? ((?:.*\\\n)*.*)$", text, re.M))


def expanded(row, known):
    """A row with the macros that hide a member written out."""
    for name in ("IPV4_HOME", "IPV4_STATUS", "MULTICAST", "OCTETS", "FORMAT", "SELECTOR",
                 "BIT_RATE"):
        if name in known:
            row = re.sub(r"\b%s\b" % name, lambda _, name=name: known[name], row)
    return row


def letters(row, text):
    """The letters of a row's flags."""
    table = re.search(r"&(\w+_flags)\b", row)
    if not table:
        return ""
    stem = table[1][:-1]
    named = re.search(r"(?:FLAGS_OF\(%s|%s_rows\[\] =)(.*?);" % (table[1], stem), text, re.S)
    return " ".join(re.findall(r"\"(\w)\"", named[1]))


# --- The tables -------------------------------------------------------------------------

def line(*cells):
    return "| %s |\n" % " | ".join(str(cell) for cell in cells)


def code(word):
    return "`%s`" % word if word else ""


def holds(member, row, what):
    """The member that the header names, if the row fills it."""
    fills = re.findall(r"[(,]\s*(?:u\.)?(%s)\b" % member, row) if member else ()
    if member and not fills or not member and re.search(r"(NUMBER|PREFIX|ADDRESS|REST)\(", row):
        sys.exit("documents: %s: the header says `%s`, the row %s" % (what, member, row.strip()))
    return code("u." + member) if member else ""


def option_table():
    header, source = read("include/pmip6/option.h"), read("lib/option_table.c")
    rfcs, held, known = sections(header, "pmip6_option_type"), option_members(header), macros(source)
    text = line("type", "name", "member", "flags", "where") + line(*5 * ["---"])
    for number, (name, row) in rows(source, "p6_option_rows").items():
        if name == "unknown":
            continue
        number, row = int(number), expanded(row, known)
        member = held.get(number) or ("raw" if "raw" in row else "")
        text += line(number, code(name), holds(member, row, name), letters(row, source),
                     rfcs.pop(number))
    if rfcs:
        sys.exit("documents: types without a row: %s" % rfcs)
    return text


def suboption_table():
    header, source = read("include/pmip6/option.h"), read("lib/suboption_table.c")
    held, known = suboption_members(header), macros(source)
    text = line("option", "type", "name", "member", "flags") + line(*5 * ["---"])
    for option, table in ((45, "flow"), (52, "access_network"), (53, "offload"), (58, "qos"),
                          (62, "mag_parameters")):
        for number, (name, row) in rows(source, table).items():
            if name.startswith("pad"):
                continue
            row = expanded(row, known)
            text += line(option, number, code(name),
                         holds(held.pop((option, int(number)), ""), row, name),
                         letters(row, source))
    if held:
        sys.exit("documents: sub-options without a row: %s" % held)
    return text


def message_members(row):
    """The members that a message's fields fill, in wire order."""
    fields = re.sub(r"^.*?\.fields = ", "", row, flags=re.S)
    called = {"RESERVED": "flags", "NONCE_INDEX": "nonce_index"}
    found = []
    for m in re.finditer(r"\b(SEQUENCE|FLAGS|RESERVED|STATUS|REASON|LIFETIME|KIND|COOKIE|TOKEN"
                         r"|NONCE_INDEX|BODY)\b|\b(home_agents|home_address)\b", fields):
        name = m[2] or called.get(m[1], m[1].lower())
        if name not in found:
            found.append(name)
    return ", ".join(code(name) for name in found)


def message_table():
    header, source = read("include/pmip6/message.h"), read("lib/message_table.c")
    types = enumerators(header, "pmip6_mh_type")
    text = line("type", "name", "fields, in wire order", "flags", "where") + line(*5 * ["---"])
    for constant, (name, row) in rows(source, "rows").items():
        number, comment = types.pop(constant)
        rfc = ", ".join(re.findall(r"RFC \d+ [\d.]+\d|RFC \d+ \d", comment))
        text += line(number, code(name), message_members(row), letters(row.replace(
            "(2, ", "(2, &").replace("(1, ", "(1, &"), source), rfc)
        other = re.search(r"\.other = &(\w+)", row)
        if other:
            name, row = re.search(r"message_row %s = \{\"(\w+)\"(.*?)\};" % other[1], source,
                                  re.S).groups()
            text += line(number, code(name), message_members(row), letters(row.replace(
                "(2, ", "(2, &").replace("(1, ", "(1, &"), source), rfc)
    if types:
        sys.exit("documents: types without a row: %s" % types)
    return text


def with_tables(document):
    for name, make in (("messages", message_table), ("options", option_table),
                       ("sub-options", suboption_table)):
        begin, end = BEGIN % name, END % name
        before, rest = document.split(begin)
        document = before + begin + "\n" + make() + "\n" + end + rest.split(end)[1]
    return document


# --- Pieces of C ------------------------------------------------------------------------

def plain(text):
    return "\n".join(text_line.strip() for text_line in text.strip().splitlines())


def pieces():
    """The C in the documentation that stands in no file that is compiled."""
    compiled = [plain(read(os.path.relpath(f, TOP))) for folder in ("examples", "lib", "tests/unit",
                "include/pmip6") for f in glob.glob(os.path.join(TOP, folder, "*.[ch]"))]
    for name in ["README.md", *sorted("doc/" + os.path.basename(f)
                                      for f in glob.glob(os.path.join(TOP, "doc", "*.md")))]:
        for piece in re.findall(r"^```c\n(.*?)^```", read(name), re.S | re.M):
            if not any(plain(piece) in file for file in compiled):
                yield name, piece


def unprinted():
    """Lines that the guide says examples/codec.c prints, and it does not: where it was built and
    this machine can run it."""
    try:
        run = subprocess.run(["./codec"], stdout=subprocess.PIPE, text=True)
    except OSError:
        return
    if run.returncode != 0:  # another machine's; here it fails as a test of its own
        return
    for piece in re.findall(r"^```text\n(.*?)\n```", read("doc/guide.md"), re.S | re.M):
        if piece not in run.stdout:
            yield piece


def main():
    document = read(TABLES)
    made = with_tables(document)
    if sys.argv[1:] == ["--update"]:
        with open(os.path.join(TOP, TABLES), "w", encoding="utf-8") as f:
            f.write(made)
        return 0
    failed = 0
    if made != document:
        print("%s is not up to date: doc/documents.py --update" % TABLES)
        failed = 1
    for name, piece in pieces():
        print("%s: in no file that is compiled:\n%s" % (name, piece))
        failed = 1
    for piece in unprinted():
        print("doc/guide.md: examples/codec.c does not print:\n%s" % piece)
        failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
