/* SPDX-License-Identifier: MIT */
#include "ctd/grammar.h"
#include "ctd/expression.h"

#include <stdio.h>
#include <string.h>

/*
 * What stands in the brackets behind a command, a letter for each part: e an expression, t a test, v a
 * variable, n names, s assignments, f FIXED or SCIENTIFIC, c a separating command. What follows a
 * bar may be left out.
 */
static const struct command_rule {
    const char *name;
    const char *parts;
    bool is_block;
} rules[] = {
    [COMMAND_SPACE] = {"SPACE", NULL, false},    [COMMAND_NEWLINE] = {"NEWLINE", NULL, false},
    [COMMAND_EOF] = {"EOF", NULL, false},        [COMMAND_INT] = {"INT", "ee|v", false},
    [COMMAND_FLOAT] = {"FLOAT", "ee|vf", false}, [COMMAND_FLOATP] = {"FLOATP", "eeee|vf", false},
    [COMMAND_STRING] = {"STRING", "e", false},   [COMMAND_REGEX] = {"REGEX", "e|v", false},
    [COMMAND_ASSERT] = {"ASSERT", "t", false},   [COMMAND_SET] = {"SET", "s", false},
    [COMMAND_UNSET] = {"UNSET", "n", false},     [COMMAND_REP] = {"REP", "e|c", true},
    [COMMAND_REPI] = {"REPI", "ve|c", true},     [COMMAND_WHILE] = {"WHILE", "t|c", true},
    [COMMAND_WHILEI] = {"WHILEI", "vt|c", true}, [COMMAND_IF] = {"IF", "t", true},
    [COMMAND_ELSE] = {"ELSE", NULL, false},      [COMMAND_END] = {"END", NULL, false},
};

enum { RULES = sizeof rules / sizeof *rules };

const char *command_name(enum command_op op)
{
    return rules[op].name;
}

static struct command *parse_command(struct ctd_parser *p);

static bool parse_form(struct ctd_parser *p, struct command *command)
{
    if (parser_is_word(p, "FIXED"))
        command->form = FLOAT_FIXED;
    else if (parser_is_word(p, "SCIENTIFIC"))
        command->form = FLOAT_SCIENTIFIC;
    else
        return parser_refuse(p, "FIXED or SCIENTIFIC");
    return parser_advance(p);
}

/* variable = value; two arguments. */
static struct expr *parse_assignment(struct ctd_parser *p)
{
    struct expr *variable = parse_variable(p);

    if (!variable || !parser_take_sign(p, '='))
        return NULL;
    variable->next = parse_value(p);
    return variable->next ? variable : NULL;
}

static struct expr **end_of_list(struct expr **list)
{
    while (*list)
        list = &(*list)->next;
    return list;
}

/* The parts that a list of names or assignments consists of. */
static bool parse_several(struct ctd_parser *p, struct command *command,
                          struct expr *(*item)(struct ctd_parser *))
{
    struct expr **last = &command->args;

    for (;;) {
        *last = item(p);
        if (!*last)
            return false;
        last = end_of_list(last);
        if (!parser_is_sign(p, ','))
            return true;
        if (!parser_advance(p))
            return false;
    }
}

static bool parse_separator(struct ctd_parser *p, struct command *command)
{
    if (!parser_enter(p))
        return false;
    command->separator = parse_command(p);
    p->depth--;
    if (!command->separator)
        return false;
    if (!rules[command->separator->op].is_block && command->separator->op < COMMAND_ELSE)
        return true;
    err_put(p->err, ERR_INPUT, "line %u: %s cannot separate", command->line,
            command_name(command->separator->op));
    return false;
}

static bool parse_part(struct ctd_parser *p, struct command *command, char part)
{
    struct expr **last = end_of_list(&command->args);

    switch (part) {
    case 'e':
        return (*last = parse_value(p));
    case 't':
        return (*last = parse_test(p));
    case 'v':
        return (*last = parse_variable(p));
    case 'n':
        return parse_several(p, command, parse_name);
    case 's':
        return parse_several(p, command, parse_assignment);
    case 'f':
        return parse_form(p, command);
    default:
        return parse_separator(p, command);
    }
}

static bool parse_parts(struct ctd_parser *p, struct command *command, const char *parts)
{
    bool optional = false;

    if (!parser_take_sign(p, '('))
        return false;
    for (const char *part = parts; *part; part++) {
        if (*part == '|') {
            optional = true;
            continue;
        }
        if (optional && parser_is_sign(p, ')'))
            break;
        if (part > parts && !parser_take_sign(p, ','))
            return false;
        if (*part == 'v' && part[1] == 'f' && p->token.kind == TOKEN_WORD)
            part++; /* FLOAT(0, 1, FIXED) */
        if (!parse_part(p, command, *part))
            return false;
    }
    return parser_take_sign(p, ')');
}

/* A pattern that is a constant is compiled once, and refused here when it is none. */
static bool compile_pattern(struct ctd_parser *p, struct command *command)
{
    const struct expr *pattern = command->args;
    struct err err = {0};

    if (command->op != COMMAND_REGEX || pattern->op != EXPR_CONSTANT)
        return true;
    if (pattern->value.kind != VALUE_STRING) {
        err_put(p->err, ERR_INPUT, "line %u: REGEX wants a string", command->line);
        return false;
    }
    if (regex_compile(&command->regex, pattern->value.is.string.text,
                      pattern->value.is.string.length, &err) < 0) {
        err_put(p->err, err.kind, "line %u: %s", command->line, err.msg);
        return false;
    }
    command->next_regex = p->grammar->regexes;
    p->grammar->regexes = command;
    return true;
}

/* One command without its block. */
static struct command *parse_command(struct ctd_parser *p)
{
    struct command *command;
    int op = 0;

    while (op < RULES && !parser_is_word(p, rules[op].name))
        op++;
    if (op == RULES)
        return parser_refuse(p, "a command");
    command = parser_alloc(p, sizeof *command);
    if (!command)
        return NULL;
    command->op = (enum command_op)op;
    command->line = p->token.line;
    if (!parser_advance(p) || (rules[op].parts && !parse_parts(p, command, rules[op].parts)) ||
        !compile_pattern(p, command))
        return NULL;
    return command;
}

/* What a number that is repeated so often, or a string's length, is computed from. */
static void note_counts(struct ctd *g, const struct expr *e)
{
    if (e->op == EXPR_VARIABLE)
        g->variables[e->variable].is_count = true;
    for (const struct expr *arg = e->args; arg && e->op != EXPR_VARIABLE; arg = arg->next)
        note_counts(g, arg);
}

static bool has_strlen(const struct expr *e)
{
    if (e->op == EXPR_STRLEN)
        return true;
    for (const struct expr *arg = e->args; arg; arg = arg->next)
        if (has_strlen(arg))
            return true;
    return false;
}

static void note_uses(struct ctd *g, const struct command *command)
{
    const struct expr *e = command->args;

    if (command->op == COMMAND_REPI || command->op == COMMAND_WHILEI)
        note_counts(g, e->next);
    else if (command->op == COMMAND_REP || command->op == COMMAND_WHILE ||
             (command->op == COMMAND_ASSERT && has_strlen(e)))
        note_counts(g, e);
}

static bool parse_commands(struct ctd_parser *p, struct command **list, enum command_op *end);

static bool parse_blocks(struct ctd_parser *p, struct command *command)
{
    enum command_op end;

    if (!parser_enter(p) || !parse_commands(p, &command->body, &end))
        return false;
    if (end == COMMAND_ELSE && command->op == COMMAND_IF &&
        !parse_commands(p, &command->otherwise, &end))
        return false;
    p->depth--;
    if (end == COMMAND_END)
        return true;
    err_put(p->err, ERR_INPUT, "line %u: %s without END", command->line, command_name(command->op));
    return false;
}

/* Up to ELSE, END or the end of the text (COMMAND_EOF), which is told in *end. */
static bool parse_commands(struct ctd_parser *p, struct command **list, enum command_op *end)
{
    for (*end = COMMAND_EOF; p->token.kind != TOKEN_END;) {
        struct command *command = parse_command(p);

        if (!command)
            return false;
        if (command->op == COMMAND_ELSE || command->op == COMMAND_END) {
            *end = command->op;
            return true;
        }
        note_uses(p->grammar, command);
        if (rules[command->op].is_block && !parse_blocks(p, command))
            return false;
        *list = command;
        list = &command->next;
    }
    return true;
}

int grammar_parse(struct ctd *grammar, const char *text, size_t length, struct err *err)
{
    struct ctd_parser p = {
        .grammar = grammar,
        .scanner = {.at = text, .end = text + length, .line = 1, .arena = &grammar->arena},
        .err = err};
    enum command_op end;

    if (!parser_advance(&p) || !parse_commands(&p, &grammar->commands, &end))
        return -1;
    if (end != COMMAND_EOF)
        return err_set(err, ERR_INPUT, "line %u: %s without a beginning", p.token.line,
                       command_name(end));
    return 0;
}
