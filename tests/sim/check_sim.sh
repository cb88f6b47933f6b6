#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The simulator's command line, as its user meets it. Run by make check beside the program.
set -u
# Where the program is for another machine, EMULATOR runs it.
read -ra sim <<<"${EMULATOR:-} ${SIM:-./sim}"
good=0 bad=0

expect() { # WHAT STATUS PATTERN COMMAND...
    local what=$1 status=$2 pattern=$3 out rc
    shift 3
    out=$("$@" 2>&1)
    rc=$?
    if [ $rc -eq "$status" ] && grep -qE -- "$pattern" <<<"$out"; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        echo "not ok: $what: status $rc: $out" | head -5
    fi
}

refused() { # ARGUMENTS...: one line on standard error, status 2
    local out rc
    out=$("${sim[@]}" "$@" 2>&1 >/dev/null)
    rc=$?
    if [ $rc -eq 2 ] && [ "$(wc -l <<<"$out")" -eq 1 ] && [ "${out#sim: }" != "$out" ]; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        echo "not ok: sim $*: status $rc: $out"
    fi
}

refused
refused --seed
refused --seed x
refused --seed -1
refused --seed 1 --events ten
refused --seed 1 --wrong
refused --seed 1 --domains 4
refused --seed 1 --domains ,
refused --seed 1 --nodes 0
refused --seed 1 --nodes 65
refused --seed 1 --without sunshine
refused --seed 1 --skip 5
refused --seed 1 --skip 9-1
refused --seed 1 --skip ,
refused --seed 1 --without ,
refused --seed 1 --events 0
refused --seed 1 --without "two
lines"
refused --seed 1 more
expect "a run that holds" 0 'seed 7: trace [0-9a-f]{16}, all invariants held' \
    "${sim[@]}" --seed 7 --events 5000
expect "the faults are counted" 0 '^faults: loss [0-9]+ duplicate' \
    "${sim[@]}" --seed 7 --events 5000
expect "the same again" 0 'all invariants held' "${sim[@]}" --seed 7 --events 5000 --twice --quiet
expect "one domain, few nodes, no faults of two kinds, some stimuli left out" 0 'held' \
    "${sim[@]}" --seed 7 --events 5000 --domains 0,3 --nodes 5 --without loss,noise --skip 1-9,20-30
expect "nothing to shrink" 0 'does not fail' "${sim[@]}" --seed 7 --events 2000 --shrink --quiet
first=$("${sim[@]}" --seed 7 --events 5000 --quiet)
[ "$first" = "$("${sim[@]}" --seed 7 --events 5000 --quiet)" ] && good=$((good + 1)) || {
    bad=$((bad + 1))
    echo "not ok: two processes run the same seed differently"
}
[ "$first" != "$("${sim[@]}" --seed 8 --events 5000 --quiet)" ] && good=$((good + 1)) || {
    bad=$((bad + 1))
    echo "not ok: two seeds give the same trace"
}
echo "100%: Checks: $((good + bad)), Failures: $bad, Errors: 0"
[ $bad -eq 0 ]
