/* SPDX-License-Identifier: MIT */
/*
 * attack: reads the memory of process 1.
 * expect: RTE
 * detail: process_vm_readv
 * why: The cell's init holds what it was sent. process_vm_readv needs no /proc.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/uio.h>

int main(void)
{
    char stolen[64];
    struct iovec local = {stolen, sizeof stolen};
    struct iovec remote = {(void *)0x400000, sizeof stolen};

    if (process_vm_readv(1, &local, 1, &remote, 1, 0) >= 0)
        puts("ESCAPED memory of process 1");
    else
        puts("denied");
    return 0;
}
