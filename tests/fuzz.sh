#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fuzzing; `make fuzz` builds the targets first.
#
#     tests/fuzz.sh run SECONDS [TARGET...]    runs each target, from its committed corpus
#     tests/fuzz.sh merge [TARGET...]          adds inputs that runs found to the committed corpus
#
# Runs keep inputs with new coverage in build/fuzz/corpus/TARGET, and findings in build/fuzz/findings.
# A merge adds the fewest inputs that reach code which no committed input reaches.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
failures=0

max_len() { # of an input, in bytes
    case $1 in
    request) echo 18000 ;; # the largest message
    *) echo 2048 ;;
    esac
}

fuzz_target() { # target seconds
    local target=$1 work=build/fuzz/corpus/$1 log=build/fuzz/$1.log before
    mkdir -p "$work" build/fuzz/findings
    before=$(find "$work" -type f | wc -l)
    if ! build/fuzz/fuzz_"$target" -max_total_time="$2" -max_len="$(max_len "$target")" -timeout=120 -report_slow_units=120 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$target-" \
        "$work" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
        grep -E 'does not hold|SUMMARY|runtime error|Test unit written' "$log"
        failures=$((failures + 1))
    fi
    printf '  %-10s %9s executions, %4d more inputs kept, %d findings\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
        $(($(find "$work" -type f | wc -l) - before)) \
        "$(find build/fuzz/findings -name "$target-*" | wc -l)"
}

merge_corpus() { # target
    local target=$1 committed=tests/fuzz/corpus/$1
    # use_counters=0: how often a branch is taken does not count, else thousands of inputs would be added.
    build/fuzz/fuzz_"$target" -set_cover_merge=1 -use_counters=0 -max_len="$(max_len "$target")" \
        "$committed" "build/fuzz/corpus/$target" >"build/fuzz/$target.merge.log" 2>&1 ||
        { echo "  $target: see build/fuzz/$target.merge.log"; failures=$((failures + 1)); return; }
    printf '  %-10s %3d files, %d bytes\n' "$target" "$(find "$committed" -type f | wc -l)" \
        "$(find "$committed" -type f -printf '%s\n' | awk '{n += $1} END {print n + 0}')"
}

what=${1:-}
seconds=${2:-60}
shift "$([ "$what" = run ] && echo 2 || echo 1)"
if [ $# -eq 0 ]; then
    mapfile -t all < <(find tests/fuzz -name 'fuzz_*.c' -printf '%f\n' | sed 's/fuzz_\(.*\)\.c/\1/' | sort)
    set -- "${all[@]}"
fi
for target in "$@"; do
    mkdir -p "tests/fuzz/corpus/$target" "build/fuzz/corpus/$target"
    case $what in
    run) fuzz_target "$target" "$seconds" ;;
    merge) merge_corpus "$target" ;;
    *) echo "usage: $0 run SECONDS [TARGET...] | merge [TARGET...]"; exit 2 ;;
    esac
done
[ "$failures" -eq 0 ]
