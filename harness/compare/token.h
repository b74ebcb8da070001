/* SPDX-License-Identifier: MIT */
/*
 * Output as a run of tokens and the whitespace between them, walked in place: no copy, and any byte
 * may occur (a NUL is an ordinary byte of a token). The whitespace is that of the ICPC problem
 * package format, 2025-09: 0x20 0x0c 0x0a 0x0d 0x09 0x0b, whatever the locale says.
 */
#ifndef HARNESS_COMPARE_TOKEN_H
#define HARNESS_COMPARE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of the text that is walked; borrowed from it. */
struct token {
    const char *text;
    size_t len;
};

struct token_walk {
    const char *at, *end;
    size_t line; /* the line that `at` is on, from 1 */
};

void token_walk_init(struct token_walk *walk, const char *text, size_t len);

/* The whitespace from here on, perhaps none; the walk stands behind it afterwards. */
struct token token_walk_space(struct token_walk *walk);

/* The token from here on, up to whitespace or the end; empty at whitespace and at the end. */
struct token token_walk_word(struct token_walk *walk);

/* Lower-cases A–Z and nothing else, as the format asks. */
static inline char token_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

#endif
