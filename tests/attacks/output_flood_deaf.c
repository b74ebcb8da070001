/* SPDX-License-Identifier: MIT */
/*
 * attack: writes 64 MiB to stdout, ignores every refusal and signal, and exits 0.
 * expect: OLE
 * why: SIGXFSZ can be ignored. The verdict must come from what was tried, not from the program's
 *      reaction.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    char block[1 << 16];

    signal(SIGXFSZ, SIG_IGN);
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 1024; i++)
        (void)!write(1, block, sizeof block);
    return 0;
}
