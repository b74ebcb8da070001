/* SPDX-License-Identifier: MIT */
/*
 * attack: plants links with the names of sources and products.
 * expect: AC
 * why: When the next compilation in the same place writes its product through such a link, it
 *      overwrites a file of the attacker's choice; two published break-ins were of this kind. Each
 *      run starts in an empty directory.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    static const char *const names[] = {
        "a.out",      "main",       "program",   "prog",      "product", "solution",
        "submission", "candidate",  "main.c",    "main.cpp",  "main.py", "main.o",
        "source.c",   "source.cpp", "source.py", "input.gch",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(names[i]);
        (void)!symlink("/usr/bin/python3", names[i]);
    }
    puts("denied");
    return 0;
}
