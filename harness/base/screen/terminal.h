/* SPDX-License-Identifier: MIT */
/*
 * Text for people. Ids, problem names, paths, compile messages and outputs come from strangers, and
 * terminals obey control characters: a candidate's id could clear the screen, set the title or
 * reverse a line. Everything printed for people goes through these functions, even when it does not go
 * to a terminal, because logs are read on terminals too. JSON has escapes instead.
 */
#ifndef HARNESS_BASE_SCREEN_TERMINAL_H
#define HARNESS_BASE_SCREEN_TERMINAL_H

#include "base/buf.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Puts '?' in place of each byte of: C0 control characters (line ends included), DEL and C1 (U+0080 to
 * U+009F); marks that end a line or reorder it (U+2028 to U+202E, U+2066 to U+2069); sequences
 * that are not UTF-8.
 */
void terminal_make_fit(char *text);

/*
 * Formats, makes the result fit and prints it. Only line ends at the start and the end of the format
 * stay line ends. Text beyond 16 KiB is cut off.
 */
void terminal_printf(FILE *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Prints data that people and programs read, such as a generated input, unchanged. On a terminal
 * everything but line ends and tabs is made fit.
 */
void terminal_write(FILE *out, const char *bytes, size_t n);

void terminal_clear(FILE *out); /* does nothing where `out` is no terminal */

/*
 * Adds bytes in which a difference counts, so that each can be told from the others: what the rules
 * above refuse, invisible characters (U+00A0, U+00AD, U+200B to U+200F, U+FEFF …) and the
 * backslash come out as in C: "\n", "\t", "\0", "\x1b", "\u00a0", "\\". Returns 0, or -1 as buf_add does.
 */
int terminal_escape(struct buf *out, const char *bytes, size_t n);

#endif
