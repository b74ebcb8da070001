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
    if grep -rnE '[[:space:]]+$' --include='*.[ch]' --include='*.sh' --include='*.py' \
        include harness sandbox tests/*.* tests/unit tests/vm tests/fuzz/*.[ch] problems/*.py; then
        complain "format: blanks at line ends"
    fi
}

# Who may include whom: see harness/README.md.
part_rules() {
    local file room inc
    for file in "${sources[@]}" "${headers[@]}"; do
        grep -q 'SPDX-License-Identifier: MIT' "$file" || complain "$file: no SPDX line"
        [ "$(wc -l <"$file")" -le 450 ] || complain "$file: over 450 lines: it has become two ideas"
        while read -r inc; do
            room=${file#harness/}
            room=${room%%/*}
            case $file in
            include/*) allowed='winnow/*' ;;
            sandbox/*) allowed='winnow/*|sandbox/*|sandbox/warm/*' ;;
            harness/base/*) allowed='winnow/*|base/*' ;;
            # lang/ stands on the rooms of its compilers, which do not know each other.
            harness/lang/gcc/*) allowed='winnow/*|base/*|lang/gcc/*' ;;
            harness/lang/python/*) allowed='winnow/*|base/*|lang/python/*' ;;
            # One table tells which files are sources: lang/language.c.
            harness/candidate/* | harness/problem/*) allowed="winnow/*|base/*|lang/language.h|$room/*" ;;
            # Judging is compiling, running and comparing: it stands on lang/.
            harness/judge/*) allowed='winnow/*|base/*|lang/*|judge/*' ;;
            harness/hall/* | harness/command/* | harness/*.[ch] | tests/*) continue ;;
            harness/*) allowed="winnow/*|base/*|$room/*" ;;
            *) continue ;;
            esac
            matches "$inc" "$allowed" || complain "$file: includes \"$inc\": not its room's business"
        done < <(sed -n 's/^#include "\(.*\)"/\1/p' "$file")
    done
    for header in seccomp.h xxhash.h cjson/cJSON.h yaml.h zlib.h; do
        [ "$(grep -l "#include <$header>" "${sources[@]}" "${headers[@]}" | wc -l)" -le 1 ] ||
            complain "<$header> is included in more than one file"
    done
}

matches() { # path pattern|pattern
    local pattern
    local IFS='|'
    for pattern in $2; do
        # shellcheck disable=SC2053 # the right side is a pattern
        [[ $1 == $pattern ]] && return 0
    done
    return 1
}

part_shell() {
    shellcheck tests/*.sh tests/vm/*.sh .ci/run || complain "shellcheck"
}

part_cppcheck() {
    # missingIncludeSystem: the system's headers are not its business. normalCheckLevel…: talk.
    # memleak, resourceLeak: it does not know __attribute__((cleanup)); LeakSanitizer does.
    cppcheck -q -j"$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
        --error-exitcode=1 --suppress=missingIncludeSystem --suppress=memleak \
        --suppress=resourceLeak "${flags[@]:1}" "${sources[@]}" ||
        complain "cppcheck"
}

part_tidy() {
    local found
    found=$(printf '%s\n' "${sources[@]}" |
        xargs -P"$jobs" -I{} clang-tidy --quiet {} -- "${flags[@]}" 2>/dev/null |
        grep -E 'error:|warning:')
    [ -z "$found" ] || complain "$found"
}

part_analyze() {
    # malloc-leak: gcc 12 loses sight of what is owned by a struct that is copied; LeakSanitizer
    # watches over the tests.
    local found
    found=$(printf '%s\n' "${sources[@]}" |
        xargs -P"$jobs" -I{} gcc "${flags[@]}" -O1 -fanalyzer -Wno-analyzer-malloc-leak -c {} \
            -o /dev/null 2>&1 | grep -E 'error:|warning:')
    [ -z "$found" ] || complain "$found"
}

for part in "${@:-format rules shell cppcheck tidy analyze}"; do
    for p in $part; do
        echo "lint: $p"
        "part_$p"
    done
done
[ "$failures" -eq 0 ] && echo "lint: clean"
[ "$failures" -eq 0 ]
