/* SPDX-License-Identifier: MIT */
/* The parser of expressions and tests, and what it shares with that of commands. */
#ifndef HARNESS_CTD_EXPRESSION_H
#define HARNESS_CTD_EXPRESSION_H

#include "ctd/grammar.h"
#include "ctd/token.h"

#include <stdbool.h>

struct ctd_parser {
    struct ctd *grammar;
    struct ctd_scanner scanner;
    struct ctd_token token; /* the next one, not taken yet */
    unsigned depth;         /* of blocks and of brackets */
    struct err *err;
};

/* All of these set the error and give false or NULL when the text is no grammar. */
bool parser_advance(struct ctd_parser *p);
bool parser_is_sign(const struct ctd_parser *p, char sign);
bool parser_is_word(const struct ctd_parser *p, const char *word);
bool parser_take_sign(struct ctd_parser *p, char sign);
bool parser_enter(struct ctd_parser *p); /* one level deeper; the caller lowers `depth` again */
void *parser_refuse(struct ctd_parser *p, const char *wanted);
void *parser_alloc(struct ctd_parser *p, size_t size);

struct expr *parse_value(struct ctd_parser *p);    /* an expression */
struct expr *parse_test(struct ctd_parser *p);     /* a condition */
struct expr *parse_variable(struct ctd_parser *p); /* a name, perhaps with indices */
struct expr *parse_name(struct ctd_parser *p);     /* a name alone */

#endif
