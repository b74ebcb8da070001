/* SPDX-License-Identifier: MIT */
/*
 * Ownership by scope. A variable declared with one of these attributes gives back what it holds
 * when the scope ends; steal_fd/steal_ptr hand it on.
 */
#ifndef WINNOW_CLEANUP_H
#define WINNOW_CLEANUP_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_free_(void *p)
{
    free(*(void **)p);
}

static inline void cleanup_fd_(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static inline void cleanup_dir_(DIR **dir)
{
    if (*dir)
        closedir(*dir);
}

static inline void cleanup_file_(FILE **file)
{
    if (*file)
        fclose(*file);
}

#define cleanup_free __attribute__((cleanup(cleanup_free_)))
#define cleanup_fd   __attribute__((cleanup(cleanup_fd_)))
#define cleanup_dir  __attribute__((cleanup(cleanup_dir_)))
#define cleanup_file __attribute__((cleanup(cleanup_file_)))
/* For a type with a release function: cleanup_with(buf_release) struct buf b = BUF_INIT(cap); */
#define cleanup_with(release) __attribute__((cleanup(release)))

/* Returns *fd and leaves -1 behind. */
static inline int steal_fd(int *fd)
{
    int taken = *fd;

    *fd = -1;
    return taken;
}

/* Returns the pointer at `pp` and leaves NULL behind. */
#define steal_ptr(pp)                                                                              \
    __extension__({                                                                                \
        __typeof__(*(pp)) taken_ = *(pp);                                                          \
        *(pp) = NULL;                                                                              \
        taken_;                                                                                    \
    })

#endif
