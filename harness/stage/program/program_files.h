/* SPDX-License-Identifier: MIT */
/* The files of a package's program: one source file, or a directory with more. */
#ifndef HARNESS_STAGE_PROGRAM_PROGRAM_FILES_H
#define HARNESS_STAGE_PROGRAM_PROGRAM_FILES_H

#include "base/buf.h"
#include "lang/compile/build.h"
#include "winnow/problem.h"

struct program_files {
    const struct language *language;
    struct buf source;                /* the main one */
    char name[RUN_FILE_NAME_MAX + 1]; /* of its file; "" where that is longer */
    struct build_files more;          /* the others: names and memfds are owned */
};

/*
 * Reads the program at `path`, which belongs to the problem. A directory with a file `build` or `run` is
 * one in language_scripts. Else its main source is the one directly in it that `entrypoint` (or NULL) names, else main.* or
 * __main__.py, else the first by name whose language is known; all other files, those in directories
 * below it too, are put beside the main source under the names that they have there. Names that begin
 * with '.' are left out, as are __pycache__ and files whose names no package may have. Constants of the
 * problem stand in for their names. ERR_INPUT: nothing to build there, a link out of the package, a
 * program too large.
 */
int program_files_read(struct program_files *files, const struct problem *problem, const char *path,
                       const char *entrypoint, struct err *err);
void program_files_release(struct program_files *files); /* takes a zeroed one */

/* Adds the package's file at `path` under this name, in place of one that has it already. */
int build_files_add(struct build_files *files, const struct problem *problem, const char *path,
                    const char *name, struct err *err);
void build_files_release(struct build_files *files); /* names and memfds */

#endif
