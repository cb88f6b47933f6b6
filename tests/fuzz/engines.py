# SPDX-License-Identifier: MIT
"""The engines: each runs one target for some seconds and returns what came of it."""

import dataclasses
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import time

import build
import corpora

LONGEST = 2200  # octets of an input: more than a message may have
SLOW = 25  # seconds for one input
PATIENCE = 600  # seconds for all of a corpus, once
WHY = re.compile(r"does not hold: .*|runtime error: .*|ERROR: \S*Sanitizer: \S+.*|"
                 r"WARNING: MemorySanitizer: .*|ERROR: libFuzzer: .*")


@dataclasses.dataclass
class Result:
    engine: str
    target: str
    executions: int = 0
    rate: int = 0
    edges: str = "-"
    inputs: int = 0  # that are worth keeping
    findings: list = dataclasses.field(default_factory=list)  # (path, why)
    failure: str = ""  # the engine did not do its work


def why(output):
    found = WHY.search(output)
    return found.group(0) if found else "ended by itself"


def last_number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


@dataclasses.dataclass
class Place:
    """Where an engine works."""
    work: pathlib.Path  # build/fuzz
    seeds: pathlib.Path  # what seeds wrote

    def found(self, target):
        """What was found to be worth keeping, here from run to run."""
        return self.work / "found" / target

    def findings(self):
        return self.work / "findings"


def libfuzzer(place, target, seconds):
    result = Result("libfuzzer", target)
    program = build.program(place.work, "libfuzzer", target)
    found = place.found(target)
    done = subprocess.run(
        [str(program), f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW}",
         f"-dict={place.seeds / 'types.dict'}", f"-artifact_prefix={place.findings()}/{target}-",
         "-print_final_stats=1", str(found), *map(str, corpora.of(target))],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        errors="replace", text=True)
    result.executions = last_number(r"stat::number_of_executed_units: +(\d+)", done.stdout)
    result.rate = last_number(r"stat::average_exec_per_sec: +(\d+)", done.stdout)
    reached = last_number(r"\bcov: (\d+)", done.stdout)
    there_are = last_number(r"PC tables .(\d+) PCs", done.stdout)
    result.edges = f"{reached} of {there_are}"
    result.inputs = last_number(r"\bcorp: (\d+)", done.stdout)
    result.findings = [(pathlib.Path(path), why(done.stdout)) for path in
                       re.findall(r"Test unit written to (\S+)", done.stdout)]
    if done.returncode != 0 and not result.findings or not result.executions:
        result.failure = done.stdout[-2000:]
    return result


AFL_ENVIRONMENT = {
    "AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1", "AFL_FAST_CAL": "1",
    "AFL_BENCH_UNTIL_CRASH": "1", "AFL_HANG_TMOUT": str(1000 * SLOW),
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_QUIET": "1",
}


def afl_statistics(path):
    lines = (line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, value in lines}


def again(program, path):
    """What an input does when it is run alone: "" where nothing is wrong with it."""
    try:
        done = subprocess.run([str(program), str(path)], stdin=subprocess.DEVNULL,
                              capture_output=True, errors="replace", text=True, timeout=2 * SLOW)
    except subprocess.TimeoutExpired:
        return "takes too long"
    return why(done.stdout + done.stderr) if done.returncode else ""


def afl_findings(place, program, target, folder):
    """Copies of what AFL++ found, and why. What hung only once did so because the machine was
    busy; what crashed only once did crash."""
    for path in sorted([*folder.glob("crashes/id:*"), *folder.glob("hangs/id:*")]):
        reason = again(program, path)
        if not reason and path.parent.name == "hangs":
            continue
        kept = place.findings() / f"{target}-afl-{hashlib.sha1(path.read_bytes()).hexdigest()}"
        shutil.copyfile(path, kept)
        yield kept, reason or "crashed, but not again"


def afl_keep(queue, found):
    """Hands what AFL++ found to the next run of either engine."""
    for path in queue.glob("id:*"):
        if "orig:" not in path.name:
            shutil.copyfile(path, found / hashlib.sha1(path.read_bytes()).hexdigest())


def afl(place, target, seconds):
    result = Result("afl", target)
    program = build.program(place.work, "afl", target)
    begin, output = (place.work / "afl-work" / f"{target}-{d}" for d in ("in", "out"))
    for folder in (begin, output):
        shutil.rmtree(folder, ignore_errors=True)
    begin.mkdir(parents=True)
    for folder in corpora.of(target):
        for path in folder.iterdir():
            if path.stat().st_size:
                shutil.copyfile(path, begin / path.name)
    done = subprocess.run(
        ["afl-fuzz", "-i", str(begin), "-o", str(output), "-V", str(seconds), "-G", str(LONGEST),
         "-t", str(1000 * SLOW), "-m", "none", "-x", str(place.seeds / "types.dict"), "--",
         str(program)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        errors="replace", text=True, env={**os.environ, **AFL_ENVIRONMENT})
    told = output / "default" / "fuzzer_stats"
    if not told.exists():
        result.failure = done.stdout[-2000:]
        return result
    told = afl_statistics(told)
    result.executions = int(told["execs_done"])
    result.rate = int(float(told["execs_per_sec"]))
    result.edges = f"{told['edges_found']} of {told['total_edges']}"
    result.inputs = int(told["corpus_count"])
    result.findings = list(afl_findings(place, program, target, output / "default"))
    afl_keep(output / "default" / "queue", place.found(target))
    return result


def replay(program, folders):
    """Runs a program without a fuzzer; returns the inputs it was given up to its end, and why
    that was, "" for a good one."""
    child = subprocess.Popen([str(program), *map(str, folders)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, errors="replace",
                             text=True)
    try:
        out, err = child.communicate(timeout=PATIENCE)
        reason = why(err) if child.returncode else ""
    except subprocess.TimeoutExpired:
        child.kill()
        out, err = child.communicate()
        reason = "takes too long"
    return [pathlib.Path(line) for line in out.splitlines() if line.startswith("/")], reason


def memory(place, target):
    """What there is, once, under the memory sanitizer, which no fuzzer runs with."""
    result = Result("memory", target)
    program = build.program(place.work, "memory", target)
    begin = time.monotonic()
    paths, reason = replay(program, [*corpora.of(target), place.found(target)])
    result.executions = result.inputs = len(paths)
    result.rate = int(len(paths) / max(time.monotonic() - begin, 0.001))
    if reason and paths:
        result.findings = [(paths[-1], reason)]
    elif not paths:
        result.failure = reason or "nothing was run"
    return result


ENGINES = {"libfuzzer": libfuzzer, "afl": afl}
