# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Counting what a cmocka binary says in TAP. To be sourced.

# Sets ok, bad and skip. A crash or a hang leaves planned tests unreported: they failed.
tap_count() { # output exit-status
    local planned missing
    # A skipped test is "not ok 1 # SKIP name" in cmocka 1.1, "ok" in later ones.
    skip=$(grep -cE '^(not )?ok .*# SKIP' <<<"$1")
    ok=$(grep '^ok ' <<<"$1" | grep -vc '# SKIP')
    bad=$(grep '^not ok ' <<<"$1" | grep -vc '# SKIP')
    planned=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' <<<"$1" | awk '{ n += $1 } END { print n + 0 }')
    missing=$((planned - ok - bad - skip))
    [ "$missing" -gt 0 ] && bad=$((bad + missing))
    [[ $bad -eq 0 && ($2 -ne 0 || $planned -eq 0) ]] && bad=1
    if [ "${WINNOW_MUST_SANDBOX:-}" = 1 ]; then
        bad=$((bad + skip)) skip=0
    fi
}
