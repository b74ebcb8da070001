/* SPDX-License-Identifier: MIT */
/* Which modules a Python source will ask for before it does anything else. */
#ifndef HARNESS_LANG_PYTHON_MODULES_H
#define HARNESS_LANG_PYTHON_MODULES_H

#include <stddef.h>

enum { PYTHON_MODULES_MAX = 320 }; /* room for all that are known */

/*
 * Writes the modules that the import statements at the beginning of the source name, separated by
 * commas and in an order of ours, into `out` (PYTHON_MODULES_MAX bytes). Only such as are slow to load,
 * and may be loaded by a process that is forked later: they start no threads, keep nothing of the
 * process they are in, and print nothing. Statements that could see what is loaded end the beginning.
 */
void python_modules(const char *source, size_t length, char *out);

#endif
