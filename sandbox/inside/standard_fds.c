/* SPDX-License-Identifier: MIT */
/* The descriptors 0, 1 and 2 of a cell's init: a run's files while they are needed, else /dev/null. */
#include "sandbox/inside/cell_init.h"

#include <fcntl.h>
#include <unistd.h>

int standard_fds_park(int null)
{
    for (int fd = 0; fd < 3; fd++)
        if (dup2(null, fd) < 0)
            return -1;
    return 0;
}

int standard_fds_place(struct cell_run *run)
{
    struct stat out, err;

    for (int fd = 0; fd < 3; fd++)
        if (dup2(run->view->fds[fd], fd) < 0)
            return -1;
    if (fstat(STDOUT_FILENO, &out) < 0 || fstat(STDERR_FILENO, &err) < 0)
        return -1;
    run->outputs_before = (out.st_blocks + err.st_blocks) * 512;
    return 0;
}

int standard_fds_release_pipes(int null, const struct request_view *view)
{
    for (int fd = 0; fd < 3; fd++) {
        struct stat st;

        if (fstat(fd, &st) < 0)
            return -1;
        if (!S_ISFIFO(st.st_mode))
            continue;
        if (dup2(null, fd) < 0 || dup3(null, view->fds[fd], O_CLOEXEC) < 0)
            return -1;
    }
    return 0;
}
