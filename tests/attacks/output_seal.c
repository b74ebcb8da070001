/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and puts seals on its own stdout.
 * expect: AC
 * why: A seal cannot be taken off: an output file that is emptied and used again for the next run
 *      would stay as it is. The next run shows whether it did.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    for (int fd = 1; fd <= 2; fd++) {
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
        fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE);
        fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL);
    }
    return 0;
}
