#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes what the machines of tests/vm boot from: a Debian root without winnow in it.
#
#     tests/vm/image.sh DIR     leaves DIR/root.ext4, DIR/vmlinuz and DIR/initrd.img
#
# debootstrap fetches Debian's packages, its stock cloud kernel among them, from the mirror that apt
# uses here. Done once: DIR/root.made says of what. The suite is this host's, since winnow is built
# here and runs there: VM_SUITE and VM_MIRROR say otherwise.
set -euo pipefail
dir=$1

packages=linux-image-cloud-amd64,gcc,g++,libc6-dev,python3,util-linux
packages+=,libseccomp2,libxxhash0,libcjson1,libsqlite3-0,libyaml-0-2,zlib1g,libcmocka0

host_suite() {
    # shellcheck source=/dev/null
    (. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME") && return
    echo "vm: this host is no Debian: set VM_SUITE and VM_MIRROR to a suite with the same C library" >&2
    exit 1
}

host_mirror() { # suite
    # shellcheck disable=SC2016 # apt's own variables
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' |
        awk -v suite="$1" '$1 == "Debian" && $2 == suite { print $3; exit }'
}

suite=${VM_SUITE:-$(host_suite)}
mirror=${VM_MIRROR:-$(host_mirror "$suite")}
recipe="$suite $packages $(sha256sum "$0" | cut -c1-16)"
[ "$(cat "$dir/root.made" 2>/dev/null)" = "$recipe" ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    exec sudo VM_SUITE="$suite" VM_MIRROR="$mirror" "$0" "$dir"
fi
echo "vm: making a root of $suite: about two minutes"
mkdir -p "$dir"
tree=$dir/root.tmp
rm -rf "$tree"
debootstrap --variant=minbase --include="$packages" "$suite" "$tree" ${mirror:+"$mirror"} \
    >"$dir/debootstrap.log" 2>&1 || { tail -20 "$dir/debootstrap.log"; exit 1; }

# What the second disk holds is mounted on /winnow; its guest.sh is the machine's life.
mkdir "$tree/winnow"
cat >"$tree/sbin/winnow-vm" <<'END'
#!/bin/sh
mount -o ro /dev/vdb /winnow
exec bash /winnow/tests/vm/guest.sh
END
chmod 755 "$tree/sbin/winnow-vm"

cp "$tree"/boot/vmlinuz-* "$dir/vmlinuz"
cp "$tree"/boot/initrd.img-* "$dir/initrd.img"
chmod 644 "$dir/initrd.img"
rm -rf "${tree:?}"/boot/* "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/* \
    "$tree"/usr/share/{doc,locale,man,info}
rm -f "$dir/root.ext4"
mke2fs -q -t ext4 -O ^has_journal -d "$tree" "$dir/root.ext4" "$(($(du -sm "$tree" | cut -f1) + 300))M" \
    >/dev/null
rm -rf "$tree"
echo "$recipe" >"$dir/root.made"
