#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs `winnow run --evaluate` on real candidate pools and prints, per pool and in total, how many
# candidates were kept and whether the problem was solved; then `winnow compare` of all pools: each rule of
# --select beside samples as they come, and the best that any could do. "best" says whether some survivor
# passes the secret tests, found by submitting all of them. "sep" of "wrong": survivors that fail a secret
# test, and of them those whose outcomes on the generated inputs differ from those of every right one, in
# pools that have both; "split": right ones that differ from most right ones. "mislabelled" counts
# candidates with the label accepted that fail a test (a problem with several valid answers and no
# checker, or a stricter compile line); they are only listed. Then the same without the search of inputs, for what
# its runs gain; and what a choice by tests that a model wrote solves, on HumanEval's samples.
#
#     tests/pools.sh [DIR]     DIR holds <collection>/<problem>/candidates.jsonl
set -euo pipefail
cd "$(dirname "$0")/.."
pools=${1:-../shared/data}
winnow=${WINNOW:-build/winnow}

if [ ! -d "$pools" ]; then
    echo "pools: skipped: no candidate pools in $pools"
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for candidates in "$pools"/*/*/candidates.jsonl; do
    problem=$(dirname "$candidates")
    name=$(basename "$(dirname "$problem")")/$(basename "$problem")
    out=$scratch/$name
    mkdir -p "$out"
    start=$(date +%s.%N)
    "$winnow" run "$problem" "$candidates" --evaluate -o "$out/top" >/dev/null
    end=$(date +%s.%N)
    "$winnow" run "$problem" "$candidates" --input-budget 0 -o "$out/first" >/dev/null
    # All survivors are submitted.
    "$winnow" run "$problem" "$candidates" --evaluate -k 100000 --inputs 0 -o "$out/all" >/dev/null
    echo "$name $out $start $end" >>"$scratch/list"
done
python3 tests/pools_table.py <"$scratch/list"

compare() { # which: the directory of each pool
    mapfile -t dirs < <(awk -v which="/$1" '{ print $2 which }' "$scratch/list")
    "$winnow" compare "${dirs[@]}" 2>/dev/null
}
compare top
echo "without the search (--input-budget 0):"
compare first
python3 tests/pools_table.py spent <"$scratch/list"

if [ -f "$pools/humaneval/generated_tests.jsonl.gz" ]; then
    "$winnow" eval "$pools/humaneval/problems.jsonl.gz" "$pools/humaneval/samples.jsonl.gz" -k 1,2,10 \
        --generated-tests "$pools/humaneval/generated_tests.jsonl.gz" -o "$scratch/humaneval" | grep '@'
fi
