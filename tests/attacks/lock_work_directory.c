/* SPDX-License-Identifier: MIT */
/*
 * attack: takes all rights off its work directory and what is in it.
 * expect: AC
 * why: A wipe that runs without privileges cannot enter, and the next program cannot write.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    (void)!mkdir("cage", 0700);
    (void)!open("cage/bird", O_WRONLY | O_CREAT, 0);
    chmod("cage", 0);
    chmod(".", 0);
    umask(0777);
    puts("denied");
    return 0;
}
