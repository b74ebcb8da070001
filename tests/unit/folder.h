/* SPDX-License-Identifier: MIT */
/* A folder for one test: cmocka's setup and teardown make and remove it, and *state is its path. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include "base/file.h"
#include "winnow/cleanup.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static inline int folder_make(void **state)
{
    char *path = strdup("/tmp/winnow-unit.XXXXXX");

    *state = path;
    return path && mkdtemp(path) ? 0 : -1;
}

static inline int folder_remove_one(const char *path, const struct stat *st, int type,
                                    struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline int folder_remove(void **state)
{
    nftw(*state, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return 0;
}

/* Writes n bytes to the folder's file `name`, making the directories it lies in. */
static inline void folder_put_bytes(void *const *state, const char *name, const void *bytes,
                                    size_t n)
{
    cleanup_free char *path = file_join(*state, name);
    cleanup_free char *dir = strdup(path);
    cleanup_file FILE *file = NULL;

    *strrchr(dir, '/') = '\0';
    file_make_dirs(dir, NULL);
    file = fopen(path, "w");
    if (!file || fwrite(bytes, 1, n, file) != n)
        abort();
}

static inline void folder_put(void *const *state, const char *name, const char *text)
{
    folder_put_bytes(state, name, text, strlen(text));
}

static inline void folder_link(void *const *state, const char *name, const char *target)
{
    cleanup_free char *path = file_join(*state, name);

    if (symlink(target, path) < 0)
        abort();
}

#endif
