/* SPDX-License-Identifier: MIT */
/*
 * attack: reserves a tebibyte of address space and touches three pages of it.
 * expect: AC
 * why: No attack: garbage collectors and sanitizers do so. Address space is not memory and must
 *      not be judged as memory; where it is limited the refusal must be an ordinary ENOMEM.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>

#define SIZE (1UL << 40)

int main(void)
{
    char *block = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (block != MAP_FAILED) {
        block[0] = 1;
        block[SIZE / 2] = 1;
        block[SIZE - 1] = 1;
    }
    puts("denied");
    return 0;
}
