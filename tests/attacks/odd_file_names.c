/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves files whose names break scripts and reports.
 * expect: AC
 * why: Line ends, 255 bytes, bytes that are no UTF-8, leading dashes and stars: whoever wipes or
 *      lists must take names as bytes.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    static const char *const names[] = {
        "two\nlines", "-rf", "*", " ", "\x01\x1b[2J", "\xff\xfe\x80", "$(reboot)", "...", "\"\\'",
    };
    char longest[256];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)!open(names[i], O_WRONLY | O_CREAT, 0600);
    memset(longest, 'x', 255);
    longest[255] = '\0';
    (void)!open(longest, O_WRONLY | O_CREAT, 0);
    puts("denied");
    return 0;
}
