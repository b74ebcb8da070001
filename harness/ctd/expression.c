/* SPDX-License-Identifier: MIT */
/*
 * Precedence as in checktestdata's own grammar file: && and || are on one level, from left to right; then
 * comparisons; + -; * / %; a minus sign; ^, from left to right too.
 */
#include "ctd/expression.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 60, HEIGHT_MAX = 250 };

bool parser_advance(struct ctd_parser *p)
{
    return ctd_token_next(&p->scanner, &p->token, p->err) == 0;
}

bool parser_is_sign(const struct ctd_parser *p, char sign)
{
    return p->token.kind == TOKEN_SIGN && p->token.sign == sign;
}

bool parser_is_word(const struct ctd_parser *p, const char *word)
{
    return p->token.kind == TOKEN_WORD && p->token.length == strlen(word) &&
           memcmp(p->token.text, word, p->token.length) == 0;
}

void *parser_refuse(struct ctd_parser *p, const char *wanted)
{
    const struct ctd_token *t = &p->token;
    int length = (int)(t->length < 30 ? t->length : 30);

    if (t->kind == TOKEN_END)
        err_put(p->err, ERR_INPUT, "line %u: expected %s, found the end", t->line, wanted);
    else if (t->kind == TOKEN_SIGN)
        err_put(p->err, ERR_INPUT, "line %u: expected %s, found another sign", t->line, wanted);
    else if (t->kind == TOKEN_STRING)
        err_put(p->err, ERR_INPUT, "line %u: expected %s, found a string", t->line, wanted);
    else
        err_put(p->err, ERR_INPUT, "line %u: expected %s, found %.*s", t->line, wanted, length,
                t->text);
    return NULL;
}

bool parser_take_sign(struct ctd_parser *p, char sign)
{
    const char wanted[] = {'\'', sign, '\'', '\0'};

    if (parser_is_sign(p, sign))
        return parser_advance(p);
    parser_refuse(p, wanted);
    return false;
}

bool parser_enter(struct ctd_parser *p)
{
    if (++p->depth <= DEPTH_MAX)
        return true;
    err_put(p->err, ERR_INPUT, "line %u: nested deeper than %d", p->token.line, DEPTH_MAX);
    return false;
}

void *parser_alloc(struct ctd_parser *p, size_t size)
{
    void *made = arena_alloc(&p->grammar->arena, 1, size);

    if (!made)
        err_put(p->err, ERR_JUDGE, "out of memory");
    return made;
}

static struct expr *new_expr(struct ctd_parser *p, enum expr_op op)
{
    struct expr *e = parser_alloc(p, sizeof *e);

    if (e) {
        e->op = op;
        e->line = p->token.line;
    }
    return e;
}

/* Every expression with arguments ends here: a chain of a million signs would overflow the stack. */
static struct expr *complete(struct ctd_parser *p, struct expr *e)
{
    for (const struct expr *arg = e->args; arg; arg = arg->next)
        if (e->height <= arg->height)
            e->height = arg->height + 1;
    if (e->height <= HEIGHT_MAX)
        return e;
    err_put(p->err, ERR_INPUT, "line %u: an expression that is too long", e->line);
    return NULL;
}

/* `op` of two; the second is NULL after an error. */
static struct expr *join(struct ctd_parser *p, enum expr_op op, char symbol, struct expr *a,
                         struct expr *b)
{
    struct expr *e = b ? new_expr(p, op) : NULL;

    if (!e)
        return NULL;
    e->symbol = symbol;
    e->line = a->line;
    e->args = a;
    a->next = b;
    return complete(p, e);
}

static bool is_test(const struct expr *e)
{
    return e->op >= EXPR_COMPARE;
}

static bool need_value(struct ctd_parser *p, const struct expr *e)
{
    if (e && is_test(e))
        err_put(p->err, ERR_INPUT, "line %u: a value is wanted here, not a condition", e->line);
    return e && !is_test(e);
}

static bool need_test(struct ctd_parser *p, const struct expr *e)
{
    if (e && !is_test(e))
        err_put(p->err, ERR_INPUT, "line %u: a condition is wanted here, not a value", e->line);
    return e && is_test(e);
}

static struct ctd_variable *find_variable(struct ctd_parser *p, size_t *number)
{
    struct ctd *g = p->grammar;
    char *name;

    for (*number = 0; *number < g->variable_count; ++*number) {
        name = (char *)(uintptr_t)g->variables[*number].name;
        if (strlen(name) == p->token.length && memcmp(name, p->token.text, p->token.length) == 0)
            return &g->variables[*number];
    }
    if (g->variable_count == CTD_VARIABLES_MAX) {
        err_put(p->err, ERR_INPUT, "line %u: more than %d variables", p->token.line,
                CTD_VARIABLES_MAX);
        return NULL;
    }
    name = parser_alloc(p, p->token.length + 1);
    if (!name)
        return NULL;
    memcpy(name, p->token.text, p->token.length);
    g->variables[g->variable_count].name = name;
    return &g->variables[g->variable_count++];
}

struct expr *parse_name(struct ctd_parser *p)
{
    struct expr *e;

    if (p->token.kind != TOKEN_NAME)
        return parser_refuse(p, "the name of a variable");
    e = new_expr(p, EXPR_VARIABLE);
    return e && find_variable(p, &e->variable) && parser_advance(p) ? e : NULL;
}

/* Names or values up to the closing bracket, which is taken. */
static struct expr *parse_list(struct ctd_parser *p, struct expr *(*item)(struct ctd_parser *),
                               char close)
{
    struct expr *first = NULL, **last = &first;

    for (;;) {
        *last = item(p);
        if (!*last)
            return NULL;
        last = &(*last)->next;
        if (!parser_is_sign(p, ','))
            return parser_take_sign(p, close) ? first : NULL;
        if (!parser_advance(p))
            return NULL;
    }
}

struct expr *parse_variable(struct ctd_parser *p)
{
    struct expr *e = parse_name(p);

    if (e && parser_is_sign(p, '[')) {
        if (!parser_advance(p))
            return NULL;
        e->args = parse_list(p, parse_value, ']');
        return e->args ? complete(p, e) : NULL;
    }
    return e;
}

static struct expr *parse_constant(struct ctd_parser *p)
{
    struct expr *e = new_expr(p, EXPR_CONSTANT);

    if (!e)
        return NULL;
    if (p->token.kind == TOKEN_STRING) {
        e->value = value_of_string(p->token.text, p->token.length);
    } else if (!value_parse(&e->value, p->token.text, p->token.length)) {
        err_put(p->err, ERR_INPUT, "line %u: a number that is too large", p->token.line);
        return NULL;
    }
    e->next_constant = p->grammar->constants;
    p->grammar->constants = e;
    return parser_advance(p) ? e : NULL;
}

static struct expr *parse_any(struct ctd_parser *p);

/* STRLEN(value) and MATCH(value). */
static struct expr *parse_of_value(struct ctd_parser *p, enum expr_op op)
{
    struct expr *e = new_expr(p, op);

    if (!e || !parser_advance(p) || !parser_take_sign(p, '('))
        return NULL;
    e->args = parse_value(p);
    return e->args && parser_take_sign(p, ')') ? complete(p, e) : NULL;
}

static struct expr *parse_unique(struct ctd_parser *p)
{
    struct expr *e = new_expr(p, EXPR_UNIQUE);

    if (!e || !parser_advance(p) || !parser_take_sign(p, '('))
        return NULL;
    e->args = parse_list(p, parse_name, ')');
    if (!e->args)
        return NULL;
    if (!e->args->next)
        p->grammar->variables[e->args->variable].is_unique = true;
    return e;
}

static struct expr *parse_inarray(struct ctd_parser *p)
{
    struct expr *e = new_expr(p, EXPR_INARRAY);

    if (!e || !parser_advance(p) || !parser_take_sign(p, '('))
        return NULL;
    e->args = parse_value(p);
    if (!e->args || !parser_take_sign(p, ','))
        return NULL;
    e->args->next = parse_name(p);
    return e->args->next && parser_take_sign(p, ')') ? complete(p, e) : NULL;
}

static struct expr *parse_word(struct ctd_parser *p)
{
    struct expr *e;

    if (parser_is_word(p, "STRLEN"))
        return parse_of_value(p, EXPR_STRLEN);
    if (parser_is_word(p, "MATCH"))
        return parse_of_value(p, EXPR_MATCH);
    if (parser_is_word(p, "UNIQUE"))
        return parse_unique(p);
    if (parser_is_word(p, "INARRAY"))
        return parse_inarray(p);
    if (!parser_is_word(p, "ISEOF"))
        return parser_refuse(p, "a value");
    e = new_expr(p, EXPR_ISEOF);
    return e && parser_advance(p) ? e : NULL;
}

static struct expr *parse_primary(struct ctd_parser *p)
{
    struct expr *e;

    switch ((int)p->token.kind) {
    case TOKEN_NUMBER:
    case TOKEN_STRING:
        return parse_constant(p);
    case TOKEN_NAME:
        return parse_variable(p);
    case TOKEN_WORD:
        return parse_word(p);
    default:
        if (!parser_is_sign(p, '('))
            return parser_refuse(p, "a value");
        if (!parser_advance(p))
            return NULL;
        e = parse_any(p);
        return e && parser_take_sign(p, ')') ? e : NULL;
    }
}

static struct expr *parse_unary(struct ctd_parser *p);

static struct expr *parse_power(struct ctd_parser *p)
{
    struct expr *e = parse_primary(p);

    while (e && parser_is_sign(p, '^')) {
        if (!need_value(p, e) || !parser_advance(p))
            return NULL;
        e = join(p, EXPR_CALCULATE, '^', e,
                 parser_is_sign(p, '-') ? parse_unary(p) : parse_primary(p));
        if (e && !need_value(p, e->args->next))
            return NULL;
    }
    return e;
}

static struct expr *parse_unary(struct ctd_parser *p)
{
    struct expr *e;

    if (!parser_is_sign(p, '-'))
        return parse_power(p);
    e = new_expr(p, EXPR_NEGATE);
    if (!e || !parser_advance(p) || !parser_enter(p))
        return NULL;
    e->args = parse_unary(p);
    p->depth--;
    return need_value(p, e->args) ? complete(p, e) : NULL;
}

/* A chain of operators of one level, from left to right. */
static struct expr *parse_chain(struct ctd_parser *p, const char *signs,
                                struct expr *(*operand)(struct ctd_parser *))
{
    struct expr *e = operand(p);

    while (e && p->token.kind == TOKEN_SIGN && strchr(signs, p->token.sign)) {
        char sign = p->token.sign;

        if (!need_value(p, e) || !parser_advance(p))
            return NULL;
        e = join(p, EXPR_CALCULATE, sign, e, operand(p));
        if (e && !need_value(p, e->args->next))
            return NULL;
    }
    return e;
}

static struct expr *parse_product(struct ctd_parser *p)
{
    return parse_chain(p, "*/%", parse_unary);
}

static struct expr *parse_sum(struct ctd_parser *p)
{
    return parse_chain(p, "+-", parse_product);
}

static struct expr *parse_comparison(struct ctd_parser *p)
{
    struct expr *e;
    char sign;

    if (parser_is_sign(p, '!')) {
        e = new_expr(p, EXPR_NOT);
        if (!e || !parser_advance(p) || !parser_enter(p))
            return NULL;
        e->args = parse_comparison(p);
        p->depth--;
        return need_test(p, e->args) ? complete(p, e) : NULL;
    }
    e = parse_sum(p);
    if (!e || p->token.kind != TOKEN_SIGN || !strchr("<>lgen", p->token.sign))
        return e;
    sign = p->token.sign;
    if (!need_value(p, e) || !parser_advance(p))
        return NULL;
    e = join(p, EXPR_COMPARE, sign, e, parse_sum(p));
    return e && need_value(p, e->args->next) ? e : NULL;
}

/* Every way into brackets comes through here, and only here are levels counted for them. */
static struct expr *parse_any(struct ctd_parser *p)
{
    struct expr *e = parser_enter(p) ? parse_comparison(p) : NULL;

    while (e && (parser_is_sign(p, '&') || parser_is_sign(p, '|'))) {
        enum expr_op op = p->token.sign == '&' ? EXPR_AND : EXPR_OR;

        if (!need_test(p, e) || !parser_advance(p))
            return NULL;
        e = join(p, op, '\0', e, parse_comparison(p));
        if (e && !need_test(p, e->args->next))
            return NULL;
    }
    p->depth--;
    return e;
}

struct expr *parse_value(struct ctd_parser *p)
{
    struct expr *e = parse_any(p);

    return need_value(p, e) ? e : NULL;
}

struct expr *parse_test(struct ctd_parser *p)
{
    struct expr *e = parse_any(p);

    return need_test(p, e) ? e : NULL;
}
