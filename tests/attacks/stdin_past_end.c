/* SPDX-License-Identifier: MIT */
/*
 * attack: goes on reading stdin after its end.
 * expect: AC
 * why: stdin is a file: at its end a read returns 0, each time, and never waits for more.
 */
#define _GNU_SOURCE
#include <string.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char text[64];
    ssize_t len = read(0, text, sizeof text);

    for (int i = 0; i < 100; i++)
        if (read(0, text + 32, 1) != 0)
            len = 0;
    puts(len == 7 && memcmp(text, "attack\n", 7) == 0 ? "denied" : "ESCAPED other input");
    return 0;
}
