/* SPDX-License-Identifier: MIT */
/* The words of a grammar: names, keywords, numbers, strings, signs. */
#ifndef HARNESS_CTD_TOKEN_H
#define HARNESS_CTD_TOKEN_H

#include "base/arena.h"
#include "winnow/err.h"

#include <stddef.h>

struct ctd_token {
    enum {
        TOKEN_END,
        TOKEN_WORD,   /* a keyword: upper case */
        TOKEN_NAME,   /* a variable: lower case and digits */
        TOKEN_NUMBER, /* an integer or a float, without a sign */
        TOKEN_STRING, /* without quotes and escapes; the arena's */
        TOKEN_SIGN, /* `sign`: ( ) [ ] , = + - * / % ^ < > ! and l <=, g >=, e ==, n !=, & &&, | || */
    } kind;
    char sign;
    const char *text; /* not terminated */
    size_t length;
    unsigned line;
};

struct ctd_scanner {
    const char *at, *end;
    unsigned line;
    struct arena *arena;
};

/* The next word. ERR_INPUT: a string without end, or a byte that begins none. */
int ctd_token_next(struct ctd_scanner *scanner, struct ctd_token *token, struct err *err);

#endif
