# SPDX-License-Identifier: MIT
"""The fuzz targets' programs: one for each target and each way to look at it."""

import os
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent

CLANG = os.environ.get("FUZZ_CC", "clang")
CHECKS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# compiler, its options, and what brings main()
KINDS = {
    "libfuzzer": (CLANG, ["-O2", "-fsanitize=fuzzer", *CHECKS], []),
    "afl": ("afl-clang-fast", ["-O2", "-fsanitize=fuzzer", *CHECKS], []),
    "memory": (CLANG, ["-O1", "-fsanitize=memory", "-fsanitize-memory-track-origins"],
               ["tests/fuzz/replay.c"]),
    "coverage": (CLANG, ["-O0", "-fprofile-instr-generate", "-fcoverage-mapping"],
                 ["tests/fuzz/replay.c"]),
}
COMMON = ["-std=c11", "-D_GNU_SOURCE", "-g", "-fno-omit-frame-pointer", "-Iinclude"]


class Failed(Exception):
    """A tool is missing or does not do its work."""


def variable(makefile, name):
    """A variable of a local.mk, as words."""
    text = (TOP / makefile).read_text().replace("\\\n", " ")
    found = re.search(rf"^{name} = *(.*)$", text, re.M)
    if not found:
        raise Failed(f"{makefile} has no {name}")
    return found.group(1).split()


def targets():
    return variable("tests/fuzz/local.mk", "fuzz_targets")


def codec():
    """The library's sources that serve both roles, without what configure makes."""
    return [f for f in variable("lib/local.mk", "pmip6_core")
            if f.endswith(".c") and f != "lib/version.c"]


def sources(target):
    words = [*variable("tests/fuzz/local.mk", f"fuzz_{target}_parts"),
             *variable("tests/fuzz/local.mk", "fuzz_common")]
    return [f for f in words if f.endswith(".c")]


def is_current(program):
    if not program.exists():
        return False
    made = program.stat().st_mtime
    inputs = [f for d in ("lib", "include/pmip6", "tests/fuzz") for f in (TOP / d).iterdir()]
    return all(f.stat().st_mtime < made for f in inputs if f.suffix in (".c", ".h", ".py"))


def program(work, kind, target):
    """Builds one unless it is up to date; returns its path."""
    made = work / kind / target
    if is_current(made):
        return made
    compiler, options, main = KINDS[kind]
    made.parent.mkdir(parents=True, exist_ok=True)
    command = [compiler, *COMMON, *options, *sources(target), *main, *codec(), "-o", str(made)]
    try:
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True,
                              env={**os.environ, "AFL_QUIET": "1"})
    except FileNotFoundError:
        raise Failed(f"there is no {compiler}; its Debian package is named in doc/testing.md")
    if done.returncode != 0:
        raise Failed(f"{target} for {kind} does not compile:\n{done.stderr}")
    return made
