/* SPDX-License-Identifier: MIT */
/* Commands: control, and what both ways of running a grammar share. */
#include "ctd/machine.h"

#include <string.h>

enum { ATTEMPTS = 30 }; /* at one round of a loop, while drawing */

const struct expr *command_variable(const struct command *command)
{
    const struct expr *e = command->args;
    int skip = command->op == COMMAND_REGEX ? 1 : command->op == COMMAND_FLOATP ? 4 : 2;

    for (; e && skip > 0; skip--)
        e = e->next;
    return e;
}

static int evaluate_long(struct machine *m, const struct expr *e, const char *what, long *out)
{
    struct value value;
    bool fits;

    if (machine_evaluate(m, e, &value) < 0)
        return -1;
    fits = value.kind == VALUE_INT && mpz_fits_slong_p(value.is.integer) &&
           mpz_sgn(value.is.integer) >= 0 && mpz_cmp_ui(value.is.integer, UINT32_MAX) <= 0;
    *out = fits ? mpz_get_si(value.is.integer) : 0;
    value_release(&value);
    return fits ? 0 : machine_break(m, e->line, "%s is no integer from 0 to 2^32-1", what);
}

int machine_decimals(struct machine *m, const struct command *command, long out[2])
{
    const struct expr *fewest = command->args->next->next;

    return evaluate_long(m, fewest, "the number of decimals", &out[0]) < 0 ||
                   evaluate_long(m, fewest->next, "the number of decimals", &out[1]) < 0
               ? -1
               : 0;
}

static int match_or_draw(struct machine *m, const struct command *command)
{
    return m->draws ? machine_draw(m, command) : machine_read(m, command);
}

/*
 * While drawing, a round whose conditions fail is taken back and drawn again; so a condition on one line
 * does not need the luck of all lines.
 */
static int run_round(struct machine *m, const struct command *body)
{
    size_t mark = m->store.change_count, length = m->draws ? m->out->len : 0;

    for (int attempt = 1;; attempt++) {
        if (machine_run(m, body) == 0)
            return 0;
        if (!m->draws || m->verdict != CTD_REJECTED || attempt == ATTEMPTS)
            return -1;
        values_undo(&m->store, mark);
        m->out->len = length;
    }
}

/* How a loop goes on: by its count or by its condition. */
static int goes_on(struct machine *m, const struct command *loop, const struct expr *until,
                   long count, long round, bool *out)
{
    if (loop->op == COMMAND_WHILE || loop->op == COMMAND_WHILEI)
        return machine_test(m, until, out);
    *out = round < count;
    return machine_spend(m, loop->line, 1);
}

static int set_round(struct machine *m, const struct expr *variable, long round)
{
    struct value value;

    if (!variable)
        return 0;
    value_set_int(&value, round);
    return machine_assign(m, variable, &value);
}

static int run_loop(struct machine *m, const struct command *loop)
{
    bool has_variable = loop->op == COMMAND_REPI || loop->op == COMMAND_WHILEI, more;
    const struct expr *variable = has_variable ? loop->args : NULL;
    const struct expr *until = has_variable ? loop->args->next : loop->args;
    bool counts = loop->op == COMMAND_REP || loop->op == COMMAND_REPI;
    long count = 0;

    if (counts && evaluate_long(m, until, "the number of rounds", &count) < 0)
        return -1;
    for (long round = 0;; round++) {
        if (set_round(m, variable, round) < 0 || goes_on(m, loop, until, count, round, &more) < 0)
            return -1;
        if (!more)
            return 0;
        if ((round > 0 && loop->separator && machine_run(m, loop->separator) < 0) ||
            run_round(m, loop->body) < 0)
            return -1;
    }
}

static int run_assertion(struct machine *m, const struct command *command)
{
    bool holds;

    if (machine_test(m, command->args, &holds) < 0)
        return -1;
    return holds ? 0
                 : machine_reject(m, command->line, m->draws ? NULL : m->at,
                                  "a condition does not hold");
}

static int run_set(struct machine *m, const struct command *command)
{
    for (const struct expr *e = command->args; e; e = e->next->next) {
        struct value value;

        if (machine_evaluate(m, e->next, &value) < 0 || machine_assign(m, e, &value) < 0)
            return -1;
    }
    return 0;
}

static int run_unset(struct machine *m, const struct command *command)
{
    for (const struct expr *e = command->args; e; e = e->next)
        if (values_unset(&m->store, e->variable) < 0)
            return machine_break(m, command->line, "out of memory");
    return 0;
}

int machine_with_regex(struct machine *m, const struct command *command, use_regex *use)
{
    struct regex *regex = NULL;
    struct value pattern;
    struct err err = {0};
    int rc;

    if (command->regex)
        return use(m, command, command->regex);
    if (machine_evaluate(m, command->args, &pattern) < 0)
        return -1;
    if (pattern.kind != VALUE_STRING)
        rc = machine_break(m, command->line, "REGEX wants a string");
    else if (regex_compile(&regex, pattern.is.string.text, pattern.is.string.length, &err) < 0)
        rc = machine_break(m, command->line, "%s", err.msg);
    else
        rc = machine_spend(m, command->line, regex_size(regex)) < 0 ? -1 : use(m, command, regex);
    value_release(&pattern);
    regex_free(regex);
    return rc;
}

static int run_if(struct machine *m, const struct command *command)
{
    bool holds;

    if (machine_test(m, command->args, &holds) < 0)
        return -1;
    return machine_run(m, holds ? command->body : command->otherwise);
}

static int run_command(struct machine *m, const struct command *command)
{
    switch ((int)command->op) {
    case COMMAND_ASSERT:
        return run_assertion(m, command);
    case COMMAND_SET:
        return run_set(m, command);
    case COMMAND_UNSET:
        return run_unset(m, command);
    case COMMAND_IF:
        return run_if(m, command);
    case COMMAND_REP:
    case COMMAND_REPI:
    case COMMAND_WHILE:
    case COMMAND_WHILEI:
        return run_loop(m, command);
    default:
        return match_or_draw(m, command);
    }
}

int machine_run(struct machine *m, const struct command *list)
{
    for (; list; list = list->next)
        if (machine_spend(m, list->line, 1) < 0 || run_command(m, list) < 0)
            return -1;
    return 0;
}
