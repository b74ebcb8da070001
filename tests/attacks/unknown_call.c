/* SPDX-License-Identifier: MIT */
/*
 * attack: makes system calls that no kernel has.
 * expect: AC
 * why: No attack: a newer C library tries newer calls. They must be answered as an old kernel
 *      answers, by ENOSYS.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (long number = 1000; number < 2000; number++) {
        if (syscall(number, 0, 0, 0, 0, 0, 0) != -1 || errno != ENOSYS) {
            printf("ESCAPED call %ld\n", number);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
