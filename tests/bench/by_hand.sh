#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A script as users write it to filter candidates: no sandbox, and `timeout` and the size of the output are the only limits. The
# flags that decide what is compiled are those of harness/lang/language_rows.h. Outputs that differ in
# blanks and case alone are equal, as they are for winnow.
#
#     tests/bench/by_hand.sh CANDIDATES EXAMPLES SECONDS     "pass NAME" or "fail NAME" for each source
set -u
EXAMPLES=$(realpath "$2")
candidates=$(realpath "$1")
export EXAMPLES SECONDS_EACH=$3
work=$(mktemp -d)
export work
cd "$work" || exit # some candidates write files
trap 'rm -rf "$work"' EXIT

same_words() {
    local -a ours theirs
    cmp -s "$1" "$2" && return
    shopt -s nocasematch
    read -r -d '' -a ours <"$1"
    read -r -d '' -a theirs <"$2"
    [[ ${ours[*]} == "${theirs[*]}" ]]
}

judge() {
    local source=$1 name in
    local -a run
    name=$(basename "$source")
    case $name in
    *.c) gcc -x c -std=gnu17 -O2 -static -pipe -s -DONLINE_JUDGE -o "$work/$name" "$source" -lm ;;
    *.cpp) g++ -x c++ -std=gnu++20 -O2 -static -pipe -s -DONLINE_JUDGE -o "$work/$name" "$source" ;;
    *) python3 -c "compile(open('$source').read(), 'main.py', 'exec')" ;;
    esac 2>/dev/null || { echo "fail $name"; return; }
    run=("$work/$name")
    [[ $name == *.py ]] && run=(python3 "$source")
    ulimit -f 8192 # KiB of output, as winnow has it
    for in in "$EXAMPLES"/*.in; do
        if ! timeout "$SECONDS_EACH" "${run[@]}" <"$in" >"$work/$name.out" 2>/dev/null ||
            ! same_words "$work/$name.out" "${in%.in}.ans"; then
            echo "fail $name"
            return
        fi
    done
    echo "pass $name"
}
export -f judge same_words

# shellcheck disable=SC2016 # $1 is the inner shell's
printf '%s\0' "$candidates"/* | xargs -0 -n 1 -P "$(nproc)" bash -c 'judge "$1"' judge 2>/dev/null
