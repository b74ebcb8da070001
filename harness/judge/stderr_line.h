/* SPDX-License-Identifier: MIT */
/* The one line of a failed program's stderr that tells most about the failure. */
#ifndef HARNESS_JUDGE_STDERR_LINE_H
#define HARNESS_JUDGE_STDERR_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Of a Python traceback the exception, of an uncaught C++ exception its type and what() in one line, of
 * an interpreter's fatal error its first line; else the last line that is not blank. "" when there is
 * none. Reads the last 64 KiB at most, whatever a program wrote before.
 *
 * The bytes are a stranger's: each run of blanks and control characters becomes one blank, but what is
 * not UTF-8 stays, for judgement_set to replace. An object's address (" at 0x7f…") becomes " at 0x…":
 * it differs between a forked and a fresh interpreter, and reports are compared.
 */
void stderr_line(int stderr_fd, char *out, size_t size);

/* Whether one of the words (NULL-terminated) is in the last 64 KiB. */
bool stderr_says(int stderr_fd, const char *const *words);

#endif
