/* SPDX-License-Identifier: MIT */
/* The files of the package's include/, which are added to every submission. */
#ifndef HARNESS_STAGE_PROGRAM_INCLUDED_FILES_H
#define HARNESS_STAGE_PROGRAM_INCLUDED_FILES_H

#include "lang/compile/build.h"
#include "winnow/problem.h"

/*
 * Fills *out (malloc'ed) with an element for each language for which there are any: those of
 * include/default/, and in their place or beside them those of include/<language>/. ERR_INPUT: a file
 * that cannot be read. How they and a submission become one program: judge/assembly.h.
 */
int included_files_load(struct language_files **out, size_t *count, const struct problem *problem,
                        struct err *err);
void included_files_free(struct language_files *list, size_t count);

#endif
