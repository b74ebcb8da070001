#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Replays the committed fuzz corpora without clang, as `make test` does: in the release build and
# under the sanitizers. A file passes when its target ends without a finding in both.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
failed=0
bad=$(mktemp) # the files that failed, by mode
trap 'rm -f "$bad"' EXIT

# A finding ends the program. It belongs to the first file without "ok"; the rest get a new program.
replay() { # target mode files...
    local program=build/$2/replay/fuzz_$1 mode=$2 out log done_count
    shift 2
    log=$(mktemp)
    while [ $# -gt 0 ]; do
        out=$(timeout 120 "$program" "$@" 2>"$log") && break
        done_count=$(grep -c '^ok ' <<<"$out")
        shift "$done_count"
        [ $# -gt 0 ] || set -- "$program" # it failed after the last file: a leak
        echo "FAILED ($mode): $1"
        head -40 "$log"
        echo "$1" >>"$bad"
        shift
    done
    rm -f "$log"
}

total=0
for source in tests/fuzz/fuzz_*.c; do
    target=$(basename "$source" .c)
    target=${target#fuzz_}
    mapfile -t files < <(find "tests/fuzz/corpus/$target" -type f | sort)
    if [ "${#files[@]}" -eq 0 ]; then
        echo "FAILED: no corpus for $target"
        failed=$((failed + 1))
        continue
    fi
    total=$((total + ${#files[@]}))
    replay "$target" release "${files[@]}"
    replay "$target" asan "${files[@]}"
done
broken=$(sort -u "$bad" | wc -l)
echo "$((total - broken)) passed, $((failed + broken)) failed"
[ $((failed + broken)) -eq 0 ]
