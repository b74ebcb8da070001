/* SPDX-License-Identifier: MIT */
#include "judge/feedback.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int feedback_open(int dir, const char *name)
{
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    cleanup_fd int fd = dir < 0 ? -1 : (int)syscall(SYS_openat2, dir, name, &how, sizeof how);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return -1;
    return steal_fd(&fd);
}

bool feedback_has(int dir, const char *name)
{
    cleanup_fd int fd = feedback_open(dir, name);

    return fd >= 0;
}

void feedback_line(int dir, const char *name, char *out, size_t size)
{
    cleanup_fd int fd = feedback_open(dir, name);
    char text[4096];
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    const char *line = text;

    text[n > 0 ? n : 0] = '\0';
    line += strspn(line, " \t\r\n");
    snprintf(out, size, "%.*s", (int)strcspn(line, "\r\n"), line);
}
