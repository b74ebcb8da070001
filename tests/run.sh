#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs test suites and ends with the sum of their counts.
#
#     tests/run.sh SUITE...     unit, unit=NAME,NAME, asan, fuzz-corpus, cli, attacks, kill, resume, faults,
#                           preamble, prelinked, plain, problems, languages
#
# The suite faults is a sample; faults=all is all of them.
# A suite is a set of cmocka binaries, or a program that ends with "N passed, N failed[, N skipped]". First
# everything is built. Then as many binaries and programs run at a time as there are cores, in the order
# of the suites: no outcome may depend on what else runs. Output is shown for what fails.
# With WINNOW_MUST_SANDBOX=1 a skipped sandbox test is a failure.
set -uo pipefail
set -m # a group of its own for each job; and without this, jobs would ignore SIGINT, which tests send
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/tap.sh
. tests/tap.sh
cores=$(nproc)
export WINNOW_CACHE=off # what is tested is compiled now; suites of the cache, and those that add_as_used adds, have one of their own
passed=0 failed=0 skipped=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
trap 'for pid in $(jobs -p); do kill -- "-$pid"; done; exit 130' INT TERM

build() {
    make --no-print-directory -s -j"$cores" "$@" || { echo "cannot build: $*"; exit 1; }
}

# ---- jobs: of each its title, how its output is counted, and its command

titles=() counters=() commands=() started=()

add_job() { # counter title command...
    counters+=("$1") titles+=("$2") commands+=("$(printf '%q ' "${@:3}")")
}

add_units() { # mode [name,name]
    local mode=$1 only=${2:-} source name
    build MODE="$mode" units
    for source in tests/unit/test_*.c; do
        name=$(basename "$source" .c)
        [ -n "$only" ] && [[ ",$only," != *",${name#test_},"* ]] && continue
        # The time is only for what hangs. ASan keeps 256 MiB of freed memory by default; a program's peak cannot be told
        # from what it had before its exec, which is a copy of the test's memory (sandbox/inside/supervise.c).
        add_job tap_count "$name ($mode)" env CMOCKA_MESSAGE_OUTPUT=TAP \
            ASAN_OPTIONS="quarantine_size_mb=4:${ASAN_OPTIONS:-}" timeout 1800 "build/$mode/unit/$name"
    done
}

add_program() { # title command...
    build build/winnow
    add_job count_last_line "$@"
}

# With a compile cache, as users have it, empty at the beginning.
add_as_used() { # title command...
    add_program "$1" env WINNOW_CACHE="$logs/cache-${1// /-}" "${@:2}"
}

# The counters set ok, bad and skip.

count_last_line() { # output exit-status
    local counts='(^|'$'\n'')([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$'
    ok=0 bad=1 skip=0
    if [[ $1 =~ $counts ]]; then
        ok=${BASH_REMATCH[2]} bad=${BASH_REMATCH[3]} skip=${BASH_REMATCH[5]:-0}
        [[ $2 -ne 0 && $bad -eq 0 ]] && bad=1
    fi
}

count_submissions() { # output exit-status
    ok=$(grep -c '^ok ' <<<"$1")
    bad=$(grep -c '^NOT OK ' <<<"$1")
    skip=0
    [[ $2 -ne 0 && $bad -eq 0 ]] && bad=1
}

report_job() { # number exit-status
    local out ok bad skip
    out=$(<"$logs/$1")
    "${counters[$1]}" "$out" "$2"
    printf '  %-32s %4d s %4d passed' "${titles[$1]}" $((SECONDS - started[$1])) "$ok"
    [ "$skip" -gt 0 ] && printf ', %d skipped' "$skip"
    [ "$bad" -gt 0 ] && printf ', %d FAILED (exit status %d)\n%s' "$bad" "$2" "$out"
    printf '\n'
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
}

run_jobs() {
    local -A number_of=()
    local next=0 pid status
    while [ "$next" -lt "${#titles[@]}" ] || [ "${#number_of[@]}" -gt 0 ]; do
        if [ "$next" -lt "${#titles[@]}" ] && [ "${#number_of[@]}" -lt "$cores" ]; then
            bash -c "exec ${commands[next]}" </dev/null >"$logs/$next" 2>&1 &
            started[next]=$SECONDS
            number_of[$!]=$((next++))
            continue
        fi
        wait -n -p pid "${!number_of[@]}"
        status=$?
        report_job "${number_of[$pid]}" "$status"
        unset "number_of[$pid]"
    done
}

for suite in "$@"; do
    case $suite in
    unit) add_units release ;;
    unit=*) add_units release "${suite#unit=}" ;;
    asan) add_units asan ;;
    fuzz-corpus)
        build MODE=release replays
        build MODE=asan replays
        add_program "fuzz corpora" tests/fuzz_corpus.sh
        ;;
    cli) add_as_used "commands" python3 tests/cli.py ;;
    attacks)
        add_program "attacks" python3 tests/attacks.py
        add_program "interactors and candidates" python3 tests/torture.py
        ;;
    kill) add_program "kills" python3 tests/kill.py ;;
    faults | faults=all)
        sample=(--sample 100)
        [ "$suite" = faults ] || sample=()
        build build/release/tracer
        add_program "system calls that fail" python3 tests/faults.py "${sample[@]}"
        ;;
    resume) add_program "kills and going on" python3 tests/resume.py ;;
    preamble) add_program "precompiled headers" python3 tests/preamble.py ;;
    prelinked) add_program "libraries linked beforehand" python3 tests/prelinked.py ;;
    plain) add_program "results without shortcuts" python3 tests/plain.py ;;
    languages) add_as_used "programs in each language" python3 tests/languages.py ;;
    problems)
        build build/winnow
        add_job count_submissions "labelled submissions, data" build/winnow verify problems/*/
        ;;
    *) echo "unknown suite '$suite'"; exit 2 ;;
    esac
done
run_jobs
echo
summary="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
