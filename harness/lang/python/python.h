/* SPDX-License-Identifier: MIT */
/* Python: the script that checks a source, and the error in its output. */
#ifndef HARNESS_LANG_PYTHON_PYTHON_H
#define HARNESS_LANG_PYTHON_PYTHON_H

#include <stdbool.h>
#include <stddef.h>

extern const char python_check[]; /* a script that compiles main.py in memory */

/* Whether a source begins with a line "#!…python2": the package format's sign of Python 2. */
bool python_is_2(const char *source);

/* Writes the error, which Python prints last, to `out`, cut at `size`. False: it is not kept. */
bool python_error(const char *log, const char *source_name, char *out, size_t size);

#endif
