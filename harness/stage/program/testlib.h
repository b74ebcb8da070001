/* SPDX-License-Identifier: MIT */
/*
 * Programs that are written with testlib (github.com/MikeMirzayanov/testlib) keep to its calling convention,
 * not to that of the package format. How they are told apart: a C++ source of the program has
 * #include "testlib.h", and none of its files sets OK_EXIT_CODE to 42. Those that do are bridges to the
 * package format, which are called as it says.
 */
#ifndef HARNESS_STAGE_PROGRAM_TESTLIB_H
#define HARNESS_STAGE_PROGRAM_TESTLIB_H

#include "stage/program/program_files.h"

#include <stdbool.h>

/*
 * Looks whether the program at `path`, whose files were read, is one of these. If so, *uses is set, and
 * testlib.h, which the user must have, is put beside it: that of its own directory, of $TESTLIB (the file,
 * or its directory), of /usr/local/include or /usr/include. ERR_INPUT: there is none.
 */
int testlib_prepare(struct program_files *files, const struct problem *problem, const char *path,
                    bool *uses, struct err *err);

#endif
