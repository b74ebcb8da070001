/* SPDX-License-Identifier: MIT */
/*
 * attack: opens devices of the host.
 * expect: AC
 * why: Raw memory, disks, terminals and /dev/fuse are all ways out. Four harmless devices are
 *      enough.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/dev/mem",     "/dev/kmem",    "/dev/kmsg",    "/dev/sda",   "/dev/vda",
        "/dev/nvme0n1", "/dev/loop0",   "/dev/fuse",    "/dev/kvm",   "/dev/ptmx",
        "/dev/tty",     "/dev/console", "/dev/net/tun", "/dev/vsock", "/dev/cpu/0/msr",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (open(paths[i], O_RDONLY) >= 0) {
            printf("ESCAPED device %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
