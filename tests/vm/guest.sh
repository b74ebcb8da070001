#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The life of a test machine: its pid 1 (tests/vm/image.sh makes the kernel start it).
#
# Sets the scene that the machine is named for, runs the tests in it and turns the machine off. What
# it finds goes to the second serial line, where run.sh reads it: lines with "@@ " are findings, with
# "| " what a test printed, "@@ end" that all tests were run.
set -uo pipefail
exec </dev/null >/dev/ttyS1 2>&1
here=/winnow
export PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LANG=C.UTF-8
export WINNOW=$here/build/winnow PYTHONDONTWRITEBYTECODE=1
visitor=4321 # an ordinary user
as_visitor=(env HOME=/home/visitor setpriv --reuid="$visitor" --regid="$visitor" --clear-groups)
# Root in a container that was given no powers: what Docker takes away, without Docker.
as_weak_root=(setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin)

# The word behind NAME= on the kernel's command line.
option() {
    sed -n "s/.*\\b$1=\\([^ ]*\\).*/\\1/p" /proc/cmdline
}

mount_common() {
    mkdir -p /dev/pts /dev/shm
    mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
    mount -t tmpfs -o mode=1777 tmpfs /dev/shm
    mount -t tmpfs -o mode=1777,size=1g tmpfs /tmp
    install -d -o $visitor -g $visitor /home/visitor
    [ -e /dev/fd ] || ln -s /proc/self/fd /dev/fd
}

finding() { # name counts
    echo "@@ $1: $2"
}

# Prints a test's output and its closing line. One that does not end with its counts has failed.
run() { # name command...
    local name=$1 log=/tmp/vm.log start=$SECONDS counts status
    shift
    "$@" >"$log" 2>&1
    status=$?
    sed 's/^/| /' "$log"
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
    [ -n "$counts" ] || counts="0 passed, 1 failed, for it ended with status $status and without counts"
    [[ $status -ne 0 && $counts =~ \ 0\ failed ]] && counts="0 passed, 1 failed, for it ended with status $status"
    finding "$name" "$counts ($((SECONDS - start)) s)"
}

# The cmocka binaries.
units() {
    local name out ok bad skip passed=0 failed=0 skipped=0
    cd "$here" || return
    # shellcheck source=tests/tap.sh
    . tests/tap.sh
    for name in build/unit/*; do
        out=$(CMOCKA_MESSAGE_OUTPUT=TAP "$name" 2>&1)
        tap_count "$out" $?
        echo "$name: $ok passed, $bad failed, $skip skipped"
        [ "$bad" -gt 0 ] && echo "$out"
        passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
    done
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
}

attacks() { # arguments of attacks.py
    cd /tmp && WINNOW_MUST_SANDBOX=1 python3 "$here/tests/attacks.py" --slow "$slow" ${once:+--once} "$@"
}

# The smallest problem, to see what winnow says of its isolation.
make_sum() {
    mkdir -p /tmp/sum
    echo 1 2 >/tmp/sum/1.in
    echo 3 >/tmp/sum/1.out
    echo '{"language": "c", "source": "int puts(const char *); int main(void) { puts(\"3\"); }"}' >/tmp/sum.jsonl
}

try_winnow() { # level, or the command that tells of all levels
    [ "$1" = doctor ] && { "$WINNOW" doctor 2>&1; return; }
    local dir
    dir=$(mktemp -d) && cd "$dir" && "$WINNOW" run /tmp/sum /tmp/sum.jsonl --isolation "$1" -o out 2>&1
}

# Looks for exit status and words in what winnow says when asked for a level; counts as one test.
expect() { # status words level [prefix...]; the status is a pattern
    local status=$1 words=$2 level=$3 out got
    shift 3
    out=$("$@" bash -c "$(declare -f try_winnow); try_winnow $level")
    got=$?
    echo "$out"
    # shellcheck disable=SC2053 # the right side is a pattern
    if [[ $got == $status ]] && grep -qE "$words" <<<"$out"; then
        echo "1 passed, 0 failed"
    else
        echo "FAIL: exit status $got, not $status, or it does not say '$words'"
        echo "0 passed, 1 failed"
    fi
}

# Runs a command in a new group: what a login or a service manager does.
in_group() { # command...
    local group
    group=$(mktemp -d /sys/fs/cgroup/login.XXXXXX)
    chmod 755 "$group"
    (echo "$BASHPID" >"$group/cgroup.procs" && "$@")
}

# Delegation, as in the kernel's cgroup-v2.rst: the directory and these files become the user's.
in_delegated_group() { # command...
    local group
    group=$(mktemp -d /sys/fs/cgroup/delegated.XXXXXX)
    chmod 755 "$group"
    chown "$visitor" "$group" "$group"/cgroup.{procs,threads,subtree_control}
    (echo "$BASHPID" >"$group/cgroup.procs" && "$@")
}

offers_basic() {
    python3 "$here/tests/attacks.py" --help | grep -q basic
}

# Ordinary users on a kernel with the unified hierarchy alone; user namespaces are allowed.
machine_v2_user() {
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    echo +memory +pids >/sys/fs/cgroup/cgroup.subtree_control

    run "full, v2: is chosen by root" expect 0 '^isolation +full, cgroup v2$' auto
    run "full, v2: attacks" attacks --isolation full
    run "full and user, v2: units" units
    run "user, delegated v2: is chosen" in_delegated_group \
        expect 0 '^isolation +user, cgroup v2$' auto "${as_visitor[@]}"
    run "user, delegated v2: attacks" in_delegated_group "${as_visitor[@]}" \
        bash -c "$exported; attacks --isolation user"
    run "user, delegated v2: units" in_delegated_group "${as_visitor[@]}" bash -c "$exported; units"
    run "user, no cgroup: is chosen" in_group expect 0 '^isolation +user$' auto "${as_visitor[@]}"
    run "user, no cgroup: attacks" in_group "${as_visitor[@]}" \
        bash -c "$exported; attacks --isolation user"
    run "user, no cgroup: units" in_group "${as_visitor[@]}" bash -c "$exported; units"
}

# A kernel that forbids ordinary users their namespaces, with the old hierarchies.
machine_no_userns() {
    local controller
    mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
    for controller in memory pids cpuacct; do
        mkdir "/sys/fs/cgroup/$controller"
        mount -t cgroup -o "$controller" "$controller" "/sys/fs/cgroup/$controller"
    done
    echo 0 >/proc/sys/kernel/unprivileged_userns_clone
    run "user, Debian's switch off: is refused" expect 2 "isolation 'user'.*" user "${as_visitor[@]}"
    echo 1 >/proc/sys/kernel/unprivileged_userns_clone
    echo 0 >/proc/sys/user/max_user_namespaces
    run "user, none allowed: is refused" expect 2 "isolation 'user'.*" user "${as_visitor[@]}"
    echo 0 >/proc/sys/kernel/unprivileged_userns_clone
    run "user, none allowed: doctor has the remedy" expect '[01]' 'sysctl.*unprivileged_userns_clone=1' \
        doctor "${as_visitor[@]}"

    run "full, v1: is chosen by root" expect 0 '^isolation +full, cgroup v1$' auto
    run "full, v1: attacks" attacks --isolation full
    run "full, v1: units" units
    if offers_basic; then
        basic
    else
        run "nothing to be had: is said" expect 2 'doctor' auto "${as_visitor[@]}"
        run "nothing to be had by weak root: is said" expect 2 'doctor' auto "${as_weak_root[@]}"
    fi
}

# What is left where there are no namespaces.
basic() {
    run "basic, a user: is chosen" expect 0 '^isolation +basic' auto "${as_visitor[@]}"
    run "basic, a user: attacks" "${as_visitor[@]}" bash -c "$exported; attacks --isolation basic"
    run "basic, weak root: is chosen" expect 0 '^isolation +basic' auto "${as_weak_root[@]}"
    run "basic, weak root: attacks" "${as_weak_root[@]}" bash -c "$exported; attacks --isolation basic"
}

mount_common
make_sum
machine=$(option winnow.machine)
slow=$(option winnow.slow)
once=$(option winnow.once)
exported="$(declare -p here slow once); $(declare -f attacks units)"
export WINNOW_SLOW=$slow
finding "$machine" "Linux $(uname -r)"
"machine_${machine//-/_}"
echo "@@ end"
sync
echo o >/proc/sysrq-trigger
sleep 60
