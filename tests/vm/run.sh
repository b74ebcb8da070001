#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests the sandbox on kernels that are set up differently from this one: in virtual machines.
#
#     tests/vm/run.sh [MACHINE...]     v2-user, no-userns (default: both, one after the other)
#
# The host's side: makes the disks, starts the machines, counts what they report. The guest's side is
# guest.sh, and README.md tells what each machine is. VM_ACCEL=kvm|tcg chooses how they run (default:
# kvm where it works), WINNOW_SLOW by what factor time limits grow (default: as the choice needs).
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
dir=build/vm
machines=("$@")
[ $# -gt 0 ] || machines=(v2-user no-userns)
units=(test_cgroup test_policy test_policy_facts)
for unit in tests/unit/test_cell*.c; do
    units+=("$(basename "$unit" .c)")
done
boot_seconds=3600 # a machine that takes longer hangs
passed=0 failed=0 skipped=0

# The second disk: the program as it is now, and its tests.
make_project_disk() {
    local tree=$dir/project.tmp
    make --no-print-directory -s -j"$(nproc)" build/winnow "${units[@]/#/build/release/unit/}" || return
    rm -rf "$tree"
    mkdir -p "$tree/build/unit"
    cp -L build/winnow "$tree/build/"
    cp "${units[@]/#/build/release/unit/}" "$tree/build/unit/"
    cp -r tests "$tree/"
    rm -f "$dir/project.ext4"
    mke2fs -q -t ext4 -O ^has_journal -d "$tree" "$dir/project.ext4" 64M >/dev/null || return
    rm -rf "$tree"
}

qemu() { # accelerator memory kernel-arguments options...
    local cpu=host fast=
    # Without hardware help a plain processor is the fastest (no wide vectors to imitate), and code
    # that always lies at the same address, since what was translated once is then found again.
    [ "$1" = tcg ] && cpu=qemu64 fast="mitigations=off norandmaps"
    qemu-system-x86_64 -machine accel="$1" -cpu "$cpu" -smp 2 -m "$2" -nodefaults \
        -no-user-config -display none -no-reboot -kernel "$dir/vmlinuz" \
        -append "console=ttyS0 panic=-1 loglevel=4 $fast $3" "${@:4}" </dev/null
}
export -f qemu
export dir

# A /dev/kvm that opens may still not run anything (nested in a machine that does not allow it): only
# a kernel that speaks counts. Without a root it panics, and qemu ends.
kvm_works() {
    [ -w /dev/kvm ] || return
    timeout -k 1 20 bash -c 'qemu kvm 256 loglevel=7 -serial stdio' 2>/dev/null | grep -q 'Linux version'
}

show() { # prints the machine's findings as they come, and of what fails all that it said
    sed -un 's/^@@ //p; /^| \(FAIL\|.* is left\|not ok\)/p'
}

# Adds up what a machine said; a machine that did not come to its end has failed.
count() { # machine
    local line
    while read -r line; do
        [[ $line =~ \ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]] || continue
        passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
        skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
    done < <(grep '^@@ ' "$dir/$1.log")
    grep -q '^@@ end$' "$dir/$1.log" && return
    failed=$((failed + 1))
    echo "$1 did not report its end; its console said last:"
    tail -15 "$dir/$1.console"
}

run_machine() { # machine
    local start=$SECONDS
    echo "machine $1 ($accel, time limits times $slow)"
    timeout -k 5 "$boot_seconds" bash -c 'qemu "$@"' - "$accel" 2048 \
        "root=/dev/vda rw init=/sbin/winnow-vm winnow.machine=$1 winnow.slow=$slow winnow.once=$once" \
        -initrd "$dir/initrd.img" -drive file="$dir/root.ext4",format=raw,if=virtio,snapshot=on \
        -drive file="$dir/project.ext4",format=raw,if=virtio,readonly=on \
        -serial file:"$dir/$1.console" -serial stdio 2>"$dir/$1.qemu" |
        sed -u 's/\r$//' | tee "$dir/$1.log" | show
    count "$1"
    echo "  $((SECONDS - start)) s"
}

tests/vm/image.sh "$dir" || exit 1
make_project_disk || { echo "vm: cannot make the project's disk"; exit 1; }
accel=${VM_ACCEL:-$(kvm_works && echo kvm || echo tcg)}
slow=${WINNOW_SLOW:-$([ "$accel" = kvm ] && echo 2 || echo 5)}
# Emulated, both passes of the attacks take an hour: then only that with two cells.
once=${VM_ONCE-$([ "$accel" = kvm ] || echo 1)}
for machine in "${machines[@]}"; do
    run_machine "$machine"
done
echo
summary="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
