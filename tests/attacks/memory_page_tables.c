/* SPDX-License-Identifier: MIT */
/*
 * attack: fills kernel memory with page tables by reading one page in every 2 MiB.
 * expect: MLE AC
 * why: Reading maps the shared zero page, which counts for nobody, but each page table takes 4 KiB
 *      of the kernel. Where address space is limited the mapping is refused instead.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>

#define SIZE (256UL << 30)

int main(void)
{
    volatile char *block =
        mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char sum = 0;

    if (block == MAP_FAILED) {
        puts("denied");
        return 0;
    }
    for (unsigned long at = 0; at < SIZE; at += 2UL << 20)
        sum |= block[at];
    puts(sum ? "ESCAPED memory is not zero" : "ESCAPED 512 MiB of page tables");
    return 0;
}
