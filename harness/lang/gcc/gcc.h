/* SPDX-License-Identifier: MIT */
/* gcc and g++: commands with precompiled headers, and the errors in their output. */
#ifndef HARNESS_LANG_GCC_GCC_H
#define HARNESS_LANG_GCC_GCC_H

#include <stdbool.h>
#include <stddef.h>

enum { COMMAND_WORDS_MAX = 40 };

/* `command`, with the source's name in it and NULL-terminated, as it reads the precompiled header `include` before the source. */
void gcc_with_header(const char *argv[COMMAND_WORDS_MAX], const char *const *command,
                     const char *include);
/* `command` as it precompiles a file of the source's name instead. */
void gcc_for_header(const char *argv[COMMAND_WORDS_MAX], const char *const *command);

/*
 * The options that make gcc link with gold and no more than needed (NULL-terminated), or NULL: gold is not there. Of the CPU
 * time that a small static program takes in C, three quarters are ld's own. What gold refuses is for ld to judge.
 */
const char *const *gcc_linker_options(void);

/*
 * Writes the first error in the compiler's, assembler's or linker's output to `out`, cut at `size`.
 * True when the error is at a line of the file `source_name`, so that the same source gives it again.
 */
bool gcc_first_error(const char *log, const char *source_name, char *out, size_t size);

#endif
