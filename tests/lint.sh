#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The look of the code and what analysers think of it.
#
#     tests/lint.sh [PART...]     format, rules, shell, cppcheck, tidy, analyze (default: all)
#
# Exceptions are explained where they are made: here, or in the source.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
jobs=$(nproc)
failures=0
mapfile -t sources < <(find harness sandbox -name '*.c' | sort)
mapfile -t headers < <(find include harness sandbox tests/unit tests/fuzz -name '*.h' | sort)
mapfile -t tests < <(find tests/unit tests/fuzz -name '*.c' | sort)
flags=(-std=c17 -D_GNU_SOURCE -Iinclude -Iharness -I.)

complain() {
    echo "$*"
    failures=$((failures + 1))
}

part_format() {
    clang-format --dry-run -Werror "${sources[@]}" "${headers[@]}" "${tests[@]}" tests/*.c 2>&1 | head -40
    [ "${PIPESTATUS[0]}" -eq 0 ] || complain "format: run make fmt"
    if grep -rnE '[[:space:]]+$' --include='*.[ch]' --include='*.sh' --include='*.py' --include='*.js' --include='*.css' \
        include harness sandbox tests/*.* tests/unit tests/vm tests/fuzz/*.[ch] problems/*.py; then
        complain "format: blanks at line ends"
    fi
}

# The rooms of the harness, and what each may include besides its own headers, include/winnow/ and
# base/. Arrows only point down this list: see harness/README.md, sandbox/README.md.
declare -A below=(
    [command]='stage eval report record judge compare select inputs ctd candidate problem lang pool'
    [stage]='record judge compare select inputs ctd candidate problem lang pool'
    [eval]='report record judge compare select candidate lang'
    [report]='record select candidate lang judge'
    [record]='judge select candidate lang'
    [judge]='compare lang pool'
    [compare]='' [select]='' [inputs]='' [ctd]='' [candidate]='' [problem]=''
    [lang]='pool'
    [pool]=''
    [base]=''
)

# Sets `allowed` to the patterns of what a file may include.
allow_for() { # file
    local room=${1#harness/} lower
    room=${room%%/*}
    case $1 in
    include/*) allowed='winnow/*' ;;
    # The library is loaded into an interpreter: of the sandbox it has the messages alone.
    sandbox/warm/library/*) allowed='sandbox/warm/library/*|sandbox/warm/messages.h|sandbox/wire/*' ;;
    # The self-test uses cells as any caller does, by the public header.
    sandbox/selftest/* | sandbox/limits/* | sandbox/policy/* | sandbox/wire/*)
        room=${1#sandbox/}
        allowed="winnow/*|sandbox/${room%%/*}/*"
        ;;
    sandbox/warm/*)
        allowed='winnow/*|sandbox/warm/warm.h|sandbox/warm/messages.h'
        allowed+='|sandbox/limits/*|sandbox/policy/*|sandbox/wire/*'
        ;;
    sandbox/inside/*)
        allowed='winnow/*|sandbox/inside/*|sandbox/warm/warm.h|sandbox/warm/messages.h'
        allowed+='|sandbox/limits/*|sandbox/policy/*|sandbox/wire/*'
        ;;
    sandbox/*) allowed='winnow/*|sandbox/*' ;;
    # lang/ stands on the rooms of its compilers, which do not include each other.
    harness/lang/gcc/*) allowed='winnow/*|base/*|pool/*|lang/compile/made_file.h|lang/gcc/*' ;;
    harness/lang/python/*) allowed='winnow/*|base/*|lang/python/*' ;;
    # One table says which files are sources: lang/language.c.
    harness/candidate/* | harness/problem/*) allowed="winnow/*|base/*|lang/language.h|$room/*" ;;
    harness/main.c) allowed='winnow/*|base/*|command/*' ;;
    harness/*)
        allowed="winnow/*|base/*|$room/*"
        for lower in ${below[$room]?no such room: $room}; do
            allowed+="|$lower/*"
        done
        ;;
    esac
}

part_rules() {
    local file inc allowed
    while read -r file; do
        complain "$file: no SPDX line"
    done < <(grep -L 'SPDX-License-Identifier: MIT' "${sources[@]}" "${headers[@]}")
    while read -r file; do
        complain "$file: over 450 lines: it has become two ideas"
    done < <(wc -l "${sources[@]}" "${headers[@]}" | awk '$2 != "total" && $1 > 450 { print $2 }')
    while IFS=: read -r file inc; do
        case $file in tests/*) continue ;; esac
        inc=${inc#*\"} inc=${inc%\"*}
        allow_for "$file"
        matches "$inc" "$allowed" || complain "$file: includes \"$inc\": not its room's business"
    done < <(grep -H '^#include "' "${sources[@]}" "${headers[@]}")
    for header in seccomp.h xxhash.h cjson/cJSON.h sqlite3.h yaml.h zlib.h lzma.h zstd.h gmp.h zip.h expat.h; do
        [ "$(grep -l "#include <$header>" "${sources[@]}" "${headers[@]}" | wc -l)" -le 1 ] ||
            complain "<$header> is included in more than one file"
    done
}

matches() { # path pattern|pattern
    local pattern patterns
    IFS='|' read -ra patterns <<<"$2"
    for pattern in "${patterns[@]}"; do
        # shellcheck disable=SC2053 # the right side is a pattern
        [[ $1 == $pattern ]] && return 0
    done
    return 1
}

part_shell() {
    shellcheck examples/slurm/* tests/*.sh tests/vm/*.sh .ci/run harness/eval/evaluate_functional_correctness harness/eval/evalplus.evaluate || complain "shellcheck"
}

part_cppcheck() {
    # missingIncludeSystem: the system's headers are not its business. normalCheckLevel…: talk.
    # memleak, resourceLeak: it does not know __attribute__((cleanup)); LeakSanitizer does.
    cppcheck -q -j"$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
        --error-exitcode=1 --suppress=missingIncludeSystem --suppress=memleak \
        --suppress=resourceLeak "${flags[@]:1}" "${sources[@]}" ||
        complain "cppcheck"
}

# Both ask again only of what has changed: see the Makefile.
part_tidy() {
    make --no-print-directory -k -j"$jobs" lint-tidy || complain "clang-tidy"
}

part_analyze() {
    make --no-print-directory -k -j"$jobs" lint-analyze || complain "gcc -fanalyzer"
}

for part in "${@:-format rules shell cppcheck tidy analyze}"; do
    for p in $part; do
        echo "lint: $p"
        if [ "$(type -t "part_$p")" != function ]; then
            echo "lint: there is no part $p: format, rules, shell, cppcheck, tidy, analyze" >&2
            exit 2
        fi
        "part_$p"
    done
done
[ "$failures" -eq 0 ] && echo "lint: clean"
[ "$failures" -eq 0 ]
