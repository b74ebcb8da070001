/* SPDX-License-Identifier: MIT */
/*
 * attack: holds 14 MiB in files and 56 MiB in memory, each of them within the limit.
 * expect: MLE
 * expect-basic: RTE
 * why: The files of the work directory live in memory and count as such: the sum is what is
 *      limited. Without a cgroup they are added to the resident sets.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MIB (1UL << 20)

static void *volatile last; /* keeps the compiler from dropping the allocation */

int main(void)
{
    char *heap = malloc(56 * MIB);
    char name[] = "a";

    if (!heap)
        return 1;
    memset(heap, 1, 56 * MIB);
    last = heap;
    for (int i = 0; i < 14; i++, name[0]++) {
        int fd = open(name, O_WRONLY | O_CREAT, 0600);

        if (fd < 0 || write(fd, heap, MIB) != (ssize_t)MIB)
            return 1;
    }
    puts("ESCAPED the memory limit");
    return 0;
}
