#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs test suites and ends with the sum of their counts.
#
#     tests/run.sh SUITE...     unit, unit=NAME,NAME, asan, fuzz-corpus, cli, attacks, kill, resume, faults,
#                           preamble, problems
#
# The suite faults is a sample; faults=all is all of them.
# A suite is a set of cmocka binaries, or a program that ends with "N passed, N failed[, N skipped]".
# Output is shown for what fails. With WINNOW_MUST_SANDBOX=1 a skipped sandbox test is a failure.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/tap.sh
. tests/tap.sh
jobs=$(nproc)
export WINNOW_CACHE=off # what is tested is compiled now; suites of the cache have one of their own
passed=0 failed=0 skipped=0

build() {
    make --no-print-directory -s -j"$jobs" "$@" || { echo "cannot build: $*"; exit 1; }
}

add() { # passed failed skipped
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# One cmocka binary, in TAP; its whole output is shown when anything in it fails.
unit_binary() {
    local out ok bad skip
    out=$(CMOCKA_MESSAGE_OUTPUT=TAP timeout 600 "$1" 2>&1)
    tap_count "$out" $?
    printf '  %-28s %3d passed' "$(basename "$1")" "$ok"
    [ "$skip" -gt 0 ] && printf ', %d skipped' "$skip"
    if [ "$bad" -gt 0 ]; then
        printf ', %d FAILED\n%s\n' "$bad" "$out"
    else
        printf '\n'
    fi
    add "$ok" "$bad" "$skip"
}

units() { # mode [name,name]
    local mode=$1 only=${2:-} name
    echo "unit tests ($mode)"
    build MODE="$mode" units
    for binary in build/"$mode"/unit/test_*; do
        [ -x "$binary" ] || continue
        name=$(basename "$binary")
        [ -f "tests/unit/$name.c" ] || continue # left over from a test that is gone
        [ -n "$only" ] && [[ ",$only," != *",${name#test_},"* ]] && continue
        unit_binary "$binary"
    done
}

program() { # title command...
    local title=$1 log counts
    shift
    echo "$title"
    log=$(mktemp)
    "$@" >"$log" 2>&1
    local status=$?
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
    if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]]; then
        local ok=${BASH_REMATCH[1]} bad=${BASH_REMATCH[2]} skip=${BASH_REMATCH[4]:-0}
        [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
        [ "$bad" -gt 0 ] && cat "$log"
        echo "  $counts"
        add "$ok" "$bad" "$skip"
    else
        cat "$log"
        echo "  did not end with its counts (exit status $status)"
        add 0 1 0
    fi
    rm -f "$log"
}

problems() {
    local out status
    echo "bundled problems"
    build build/winnow
    out=$(build/winnow verify problems/*/ 2>&1)
    status=$?
    local ok bad
    ok=$(grep -c '^ok ' <<<"$out")
    bad=$(grep -c '^NOT OK ' <<<"$out")
    [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    [ "$bad" -gt 0 ] && grep -v '^ok ' <<<"$out"
    echo "  $ok submissions as labelled, $bad not"
    add "$ok" "$bad" 0
}

faults() { # arguments...
    build build/winnow build/release/tracer
    program "system calls that fail" python3 tests/faults.py "$@"
}

for suite in "$@"; do
    case $suite in
    unit) units release ;;
    unit=*) units release "${suite#unit=}" ;;
    asan) units asan ;;
    fuzz-corpus)
        build MODE=release replays
        build MODE=asan replays
        program "fuzz corpora" tests/fuzz_corpus.sh
        ;;
    cli) build build/winnow; program "commands" python3 tests/cli.py ;;
    attacks) build build/winnow; program "attacks" python3 tests/attacks.py ;;
    kill) build build/winnow; program "kills" python3 tests/kill.py ;;
    faults) faults --sample 100 ;;
    faults=all) faults ;;
    resume) build build/winnow; program "kills and going on" python3 tests/resume.py ;;
    preamble) build build/winnow; program "precompiled headers" python3 tests/preamble.py ;;
    problems) problems ;;
    *) echo "unknown suite '$suite'"; exit 2 ;;
    esac
done
echo
summary="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
