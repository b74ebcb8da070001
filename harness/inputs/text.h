/* SPDX-License-Identifier: MIT */
/*
 * An example input as lines of tokens. Nothing is copied: tokens, and the blanks around them, point
 * into the bytes that were split, so that a text can be put together again as it was.
 */
#ifndef HARNESS_INPUTS_TEXT_H
#define HARNESS_INPUTS_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most that a text may have and still be split; larger ones are mutated as bytes. */
enum { TEXT_MAX_TOKENS = 20000, TEXT_MAX_LINES = 5000, TEXT_MAX_BYTES = 256 * 1024 };

struct span {
    const char *data;
    size_t len;
};

enum token_kind {
    TOKEN_INT,     /* -?digits, at most 18 of them, no needless leading zero */
    TOKEN_DECIMAL, /* the same with a point and 1 to 9 digits behind it, 17 digits in all */
    TOKEN_WORD     /* anything else: "007" is one, and so are 30 digits */
};

struct input_token {
    struct span text;
    struct span gap; /* the blanks in front of it, on its line */
    enum token_kind kind;
    int64_t num;       /* numbers: the value times 10^decimals */
    unsigned decimals; /* digits behind the point */
};

struct line {
    struct input_token *tokens;
    size_t count;
    struct span tail; /* the blanks behind the last token; a '\r' is one of them */
};

struct text {
    struct line *lines; /* without the blank ones at the end */
    size_t count;
    struct span final; /* what follows the last token's line: "\n", "" or "\n\n" … */
};

/* Printable text, or something in which single bits mean something? Empty input is text. */
bool text_is_plain(const char *data, size_t len);

/* Splits the bytes. -1 when there are too many of them, or when out of memory (arena->failed). */
int text_split(struct text *out, struct arena *arena, const char *data, size_t len);

/* Sets the kind, value and decimals of a token whose text is set. */
void token_classify(struct input_token *token);

#endif
