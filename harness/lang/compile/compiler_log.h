/* SPDX-License-Identifier: MIT */
/* The first error in the output of compilers and checkers other than gcc and Python. */
#ifndef HARNESS_LANG_COMPILE_COMPILER_LOG_H
#define HARNESS_LANG_COMPILE_COMPILER_LOG_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes it to `out`, cut at `size`, with its place and its message, which some compilers print in
 * different lines; a log without an error gives its first line. True when it names the source, so that
 * the same source gives it again.
 */
bool compiler_log_error(const char *log, const char *source_name, char *out, size_t size);

/*
 * Whether a compiler that ended by itself says that it had too little of something, or that it failed itself: a limit that
 * shows as an ordinary exit code.
 */
bool compiler_log_tells_limit(const char *log);

#endif
