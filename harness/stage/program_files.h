/* SPDX-License-Identifier: MIT */
/* The files of a package's program: one source file, or a directory with more. */
#ifndef HARNESS_STAGE_PROGRAM_FILES_H
#define HARNESS_STAGE_PROGRAM_FILES_H

#include "base/buf.h"
#include "lang/build.h"

struct program_files {
    const struct language *language;
    struct buf source;       /* the main one */
    struct build_files more; /* the others: names and memfds are owned */
};

/*
 * Reads the program at `path`. Of a directory the main source is the one that `entrypoint` (or NULL)
 * names, else __main__.py or main.*, else the first by name whose language is known; files of other languages are only put beside it.
 * Directories below it and names that begin with '.' are left out. ERR_INPUT: nothing to build there.
 */
int program_files_read(struct program_files *files, const char *path, const char *entrypoint,
                       struct err *err);
void program_files_release(struct program_files *files); /* takes a zeroed one */

#endif
