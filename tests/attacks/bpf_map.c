/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a BPF map.
 * expect: RTE
 * detail: bpf
 * why: The BPF verifier has been the way into the kernel more than once.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_bpf, 0, &(char[64]){0}, 64) >= 0)
        puts("ESCAPED a BPF map");
    else
        puts("denied");
    return 0;
}
