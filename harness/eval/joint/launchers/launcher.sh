# SPDX-License-Identifier: MIT
# winnow: runs tests.sh, and prints the token when it has ended. Each command of the tests that is not theirs is a function of the
# program, in a shell of its own: it has neither the token nor the tests. The braces make Bash read all of this first, since a
# program can write to files.
{
    read -r -n 32 winnow_token
    exec </dev/null
    winnow_tests=$(<tests.sh)
    /bin/rm -f tests.sh winnow.sh
    winnow_path=$PATH
    PATH=/dev/null
    command_not_found_handle() {
        # As in a command substitution of the program's own shell, its EXIT trap and set -e do not count.
        PATH=$winnow_path exec /bin/bash -c '
            exec 9>&1 >/dev/null
            . ./main.sh
            trap - EXIT ERR DEBUG
            set +e
            exec >&9 9>&-
            "$@"' main.sh "$@"
    }
    trap 'echo "the tests did not hold" >&2' EXIT
    eval "$winnow_tests" && {
        trap - EXIT
        echo "$winnow_token"
        exit 0
    }
    exit 1
}
