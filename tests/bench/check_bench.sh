#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The benchmark runs, and all that it measures gives the right results; how fast is not looked
# at. Run by make check beside the program.
set -u
# Where the program is for another machine, EMULATOR runs it.
read -ra bench <<<"${EMULATOR:-} ${BENCH:-./bench_codec}"
cases="pbu-least pbu-all pba-all pbu-longest pbu-most"
good=0 bad=0

expect() { # WHAT STATUS LINES PATTERN ARGUMENTS...: so many lines have the pattern
    local what=$1 status=$2 lines=$3 pattern=$4 out rc
    shift 4
    out=$("${bench[@]}" "$@" 2>&1)
    rc=$?
    if [ $rc -eq "$status" ] && [ "$(grep -cE -- "$pattern" <<<"$out")" -eq "$lines" ]; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        echo "not ok: $what: status $rc: $out" | head -5
    fi
}

expect "the table" 0 2 '^case +octets +options +copy +walk +plain +decode +encode ' --rounds 3 --count 2
for c in $cases; do
    expect "$c has a line in both tables" 0 2 "^$c +[0-9]+ +[0-9]+( +[0-9]+\.[0-9]){5}" \
        --rounds 3 --count 2 --case "$c"
    for operation in copy walk plain decode encode; do
        expect "$operation $c" 0 1 "^$operation $c: [0-9]+ octets, [0-9]+ options, 3 times$" \
            --count 3 --case "$c" --only "$operation"
    done
done
expect "the longest message" 0 1 'pbu-longest: 2048 octets' --count 1 --case pbu-longest --only walk
expect "the most options" 0 1 'pbu-most: 2048 octets, 1018 options' --count 1 --case pbu-most --only walk
expect "no such option" 2 1 '^bench_codec: no such option: --wrong$' --wrong 1
expect "no value" 2 1 '^bench_codec: needs a value: --count$' --count
expect "no count" 2 1 '^bench_codec: not a count: --count$' --count 0
expect "too many rounds" 2 1 '^bench_codec: not from 1 to 1000: --rounds$' --rounds 1001
expect "no such case" 2 1 '^bench_codec: no such case: pbu$' --case pbu
expect "no such operation" 2 1 '^bench_codec: no such operation: print$' --only print
echo "100%: Checks: $((good + bad)), Failures: $bad, Errors: 0"
[ $bad -eq 0 ]
