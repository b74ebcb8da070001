/* SPDX-License-Identifier: MIT */
/*
 * attack: seeks 3 MiB into stdout and writes one byte.
 * expect: OLE
 * why: stdout is a file, so that it can have holes. The size counts, not the bytes written.
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    if (write(1, "denied\n", 7) != 7 || lseek(1, 3 << 20, SEEK_SET) < 0)
        return 0;
    return write(1, "\n", 1) == 1 ? 0 : 1;
}
