/* SPDX-License-Identifier: MIT */
/* Well-formed UTF-8 as the Unicode Standard defines it (chapter 3, table 3-7). */
#ifndef HARNESS_BASE_UTF8_H
#define HARNESS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Overlong forms, surrogates and values above U+10FFFF are refused. NUL is a character here. */
bool utf8_valid(const void *bytes, size_t n);

/*
 * Reads the character at the start of n > 0 bytes. True: it is well formed and *length bytes long.
 * False: one U+FFFD should replace the first *length bytes (1 … 3). These are the "maximal subpart"
 * of the standard, and Python's errors='replace' counts in the same way.
 */
bool utf8_step(const void *bytes, size_t n, size_t *length);

#endif
