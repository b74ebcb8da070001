/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a message in the time stamps and attributes of its input and its output.
 * expect: AC
 * why: The input is the same file for all who are judged on it. A time or an attribute that one
 *      program can set is a message that the next can read, sealed contents or not.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>

int main(void)
{
    const struct timespec message[2] = {{12345, 0}, {67890, 0}};

    if (futimens(0, message) == 0 || futimens(0, NULL) == 0 ||
        utimensat(AT_FDCWD, "/proc/self/exe", message, 0) == 0 ||
        utimensat(AT_FDCWD, "/proc/self/exe", NULL, 0) == 0 ||
        fsetxattr(0, "user.message", "hello", 5, 0) == 0)
        puts("ESCAPED a message");
    else
        puts("denied");
    return 0;
}
