/* SPDX-License-Identifier: MIT */
/*
 * attack: fills a shared anonymous mapping of 256 MiB.
 * expect: MLE
 * why: Shared anonymous memory is tmpfs memory to the kernel: no limit on private data counts it.
 *      Without a cgroup the resident set is watched, which counts it once it is mapped.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define SIZE (256UL << 20)

int main(void)
{
    void *block = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (block == MAP_FAILED)
        return 1;
    memset(block, 1, SIZE);
    puts("ESCAPED the memory limit");
    return 0;
}
