# SPDX-License-Identifier: MIT
"""The corpora in the tree: made smaller, and how much of the codec they reach."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import build

CORPORA = build.HERE / "corpus"
SEEDS = CORPORA / "seeds"
NAMES = {0: "brr", 1: "hoti", 2: "coti", 3: "hot", 4: "cot", 5: "bu", 6: "ba", 7: "be",
         13: "heartbeat", 16: "revocation", 17: "lri", 18: "lra", 19: "upn", 20: "upa"}


def of(target):
    """What a target begins with: the seeds, and what was found for it."""
    return [folder for folder in (SEEDS, CORPORA / target) if folder.is_dir()]


def named(octets):
    """A name for what was found: the message's type, and a number of its own."""
    kind = NAMES.get(octets[2], "other") if len(octets) > 2 else "short"
    return f"{kind}-{hashlib.sha1(octets).hexdigest()[:10]}"


def minimise(place, target):
    """The seeds stay as the generator writes them; of all else only what reaches more places:
    how often it does so tells little."""
    program = build.program(place.work, "libfuzzer", target)
    merged = place.work / "merged" / target
    kept = CORPORA / target
    shutil.rmtree(merged, ignore_errors=True)
    shutil.copytree(place.seeds / "seeds", merged)
    seeds = {path.name for path in merged.iterdir()}
    done = subprocess.run([str(program), "-merge=1", "-use_counters=0", str(merged), *map(str, of(target)),
                           str(place.found(target))], capture_output=True, text=True)
    if done.returncode != 0:
        raise build.Failed(f"{target} cannot be minimised:\n{done.stderr[-2000:]}")
    shutil.rmtree(SEEDS, ignore_errors=True)
    shutil.copytree(place.seeds / "seeds", SEEDS)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for path in merged.iterdir():
        if path.name not in seeds:
            shutil.copyfile(path, kept / named(path.read_bytes()))
    print(f"{target}: {len(seeds)} seeds and {len(list(kept.iterdir()))} found")


def coverage(place, targets):
    """Lines of the codec that the corpora in the tree reach, as llvm-cov tells."""
    programs, profiles = [], []
    for target in targets:
        program = build.program(place.work, "coverage", target)
        profile = place.work / "coverage" / f"{target}.profraw"
        subprocess.run([str(program), *map(str, of(target))], check=True,
                       stdout=subprocess.DEVNULL,
                       env={**os.environ, "LLVM_PROFILE_FILE": str(profile)})
        programs += ["-object", str(program)] if programs else [str(program)]
        profiles.append(str(profile))
    merged = place.work / "coverage" / "merged.profdata"
    subprocess.run(["llvm-profdata", "merge", "-o", str(merged), *profiles], check=True)
    told = subprocess.run(["llvm-cov", "export", "-summary-only", *programs,
                           f"-instr-profile={merged}"], stdout=subprocess.PIPE, check=True)
    table(json.loads(told.stdout)["data"][0]["files"])


def table(files):
    """Of the library's files those that are reached at all: the rest is not the codec's."""
    print(f"{'file':28} {'lines':>6} {'reached':>8} {'branches':>9} {'reached':>8}")
    for file in files:
        path = pathlib.Path(file["filename"])
        lines, branches = file["summary"]["lines"], file["summary"]["branches"]
        if path.parent.name == "lib" and lines["covered"]:
            print(f"{path.name:28} {lines['count']:6} {lines['percent']:7.1f}% "
                  f"{branches['count']:9} {branches['percent']:7.1f}%")
