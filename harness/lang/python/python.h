/* SPDX-License-Identifier: MIT */
/* Python: the commands that check and run a source, and the error in the check's output. */
#ifndef HARNESS_LANG_PYTHON_PYTHON_H
#define HARNESS_LANG_PYTHON_PYTHON_H

#include <stdbool.h>
#include <stddef.h>

/* argv, NULL-terminated: CPython and PyPy. The last word of a check is a script that holds python_check. */
extern const char *const python_compile[], *const python_run[];
extern const char *const pypy_compile[], *const pypy_run[];
extern const char python_check[];

/* Writes the error, which Python prints last, to `out`, cut at `size`. False: it is not kept. */
bool python_error(const char *log, const char *source_name, char *out, size_t size);

#endif
