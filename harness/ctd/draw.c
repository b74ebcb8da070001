/* SPDX-License-Identifier: MIT */
/*
 * The commands that stand for text, while an input is drawn. Inputs that tell programs apart are small and
 * have values at the bounds and values that repeat, so these are drawn more often than by chance.
 */
#include "ctd/machine.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { UNIQUE_ATTEMPTS = 50, DECIMALS_MAX = 20, SMALL = 10 };

static int add_text(struct machine *m, const struct command *command, const char *text, size_t n)
{
    if (buf_add(m->out, text, n) < 0)
        return machine_break(m, command->line, "the input becomes larger than %zu bytes",
                             m->out->cap);
    return 0;
}

/* Both bounds; the caller releases them when this has not failed. */
static int get_bounds(struct machine *m, const struct command *command, struct value *low,
                      struct value *high)
{
    if (machine_evaluate(m, command->args, low) < 0)
        return -1;
    if (machine_evaluate(m, command->args->next, high) == 0) {
        if (low->kind != VALUE_STRING && high->kind != VALUE_STRING &&
            (command->op != COMMAND_INT || (low->kind == VALUE_INT && high->kind == VALUE_INT)))
            return 0;
        machine_break(m, command->line, "the bounds of %s are no numbers",
                      command_name(command->op));
    }
    value_release(low);
    value_release(high);
    return -1;
}

/* 0 … most, each as likely. */
static void draw_below(struct machine *m, mpz_t out, const mpz_t most)
{
    size_t words = mpz_sizeinbase(most, 2) / 64 + 2;
    mpz_t span;

    mpz_set_ui(out, 0);
    for (size_t i = 0; i < words; i++) {
        mpz_mul_2exp(out, out, 64);
        mpz_add_ui(out, out, rng_next(&m->rng));
    }
    mpz_init(span);
    mpz_add_ui(span, most, 1);
    mpz_mod(out, out, span);
    mpz_clear(span);
}

/* One of low … low + span, both being integers; span >= 0 is changed. */
static void draw_integer(struct machine *m, mpz_t out, const mpz_t low, mpz_t span, bool is_count)
{
    uint64_t way = rng_below(&m->rng, 8);

    if (is_count && mpz_cmp_ui(span, (unsigned long)m->count_most) > 0)
        mpz_set_ui(span, (unsigned long)m->count_most);
    if (!is_count && way == 0) {
        mpz_set_ui(span, 0); /* the lower bound */
    } else if (!is_count && way == 1) {
        mpz_add(out, low, span); /* the upper one */
        return;
    } else if (!is_count && way < 2 + m->small_values && mpz_cmp_ui(span, SMALL) > 0) {
        if (mpz_sgn(low) < 0 && mpz_cmpabs(span, low) >= 0) { /* near zero */
            mpz_set_si(out, (long)rng_between(&m->rng, 0, 2L * SMALL) - SMALL);
            if (mpz_cmp(out, low) < 0)
                mpz_set(out, low);
            return;
        }
        mpz_set_ui(span, SMALL);
    }
    draw_below(m, out, span);
    mpz_add(out, out, low);
}

static int put_integer(struct machine *m, const struct command *command, struct value *number)
{
    const struct expr *variable = command_variable(command);
    cleanup_free char *text = mpz_get_str(NULL, 10, number->is.integer);
    int rc = add_text(m, command, text, strlen(text));

    if (rc == 0)
        rc = machine_spend(m, command->line, 2 * value_weight(number));
    if (variable && m->grammar->variables[variable->variable].is_count)
        m->lengths.list[m->lengths.count++ % 4] = mpz_get_si(number->is.integer);
    if (rc == 0 && variable)
        return machine_assign(m, variable, number);
    value_release(number);
    return rc;
}

/* Where the variable's values are to be unique, one that it does not have, if it is found soon. */
static void draw_fresh(struct machine *m, const struct expr *variable, struct value *number,
                       const struct value *low, const struct value *high)
{
    const struct ctd_variable *known = variable ? &m->grammar->variables[variable->variable] : NULL;
    mpz_t span;

    mpz_init(span);
    for (int attempt = 0; attempt < UNIQUE_ATTEMPTS; attempt++) {
        mpz_sub(span, high->is.integer, low->is.integer);
        if (attempt < UNIQUE_ATTEMPTS / 2)
            draw_integer(m, number->is.integer, low->is.integer, span, known && known->is_count);
        else
            draw_below(m, number->is.integer, span);
        if (attempt >= UNIQUE_ATTEMPTS / 2)
            mpz_add(number->is.integer, number->is.integer, low->is.integer);
        if (!known || !known->is_unique ||
            values_occurrences(&m->store, variable->variable, number) == 0)
            break;
    }
    mpz_clear(span);
}

static int draw_int(struct machine *m, const struct command *command)
{
    struct value low, high, number;
    int order;

    if (get_bounds(m, command, &low, &high) < 0)
        return -1;
    value_compare(&low, &high, &order);
    if (order <= 0) {
        value_set_int(&number, 0);
        draw_fresh(m, command_variable(command), &number, &low, &high);
    }
    value_release(&low);
    value_release(&high);
    return order <= 0 ? put_integer(m, command, &number)
                      : machine_reject(m, command->line, NULL, "an INT has no values");
}

/* The integers k with low <= k / 10^decimals <= high: the first and how many more; false: none. */
static bool scale_bounds(const struct value *low, const struct value *high, unsigned long decimals,
                         mpz_t first, mpz_t span)
{
    mpz_t power, last;

    mpz_inits(power, last, NULL);
    mpz_ui_pow_ui(power, 10, decimals);
    mpz_mul(first, mpq_numref(low->is.real), power);
    mpz_cdiv_q(first, first, mpq_denref(low->is.real));
    mpz_mul(last, mpq_numref(high->is.real), power);
    mpz_fdiv_q(last, last, mpq_denref(high->is.real));
    mpz_sub(span, last, first);
    mpz_clears(power, last, NULL);
    return mpz_sgn(span) >= 0;
}

/* k / 10^decimals in the form that is wanted. */
static int write_float(struct buf *out, const mpz_t k, unsigned long decimals, bool scientific)
{
    cleanup_free char *text = mpz_get_str(NULL, 10, k);
    const char *digits = text + (text[0] == '-');
    size_t length = strlen(digits);

    if (digits > text && buf_addc(out, '-') < 0)
        return -1;
    if (scientific) /* one digit before the point and as many decimals as there may be */
        return buf_addf(out, "%c.%s%se%ld", digits[0], digits + 1, length > 1 ? "" : "0",
                        (long)length - 1 - (long)decimals);
    for (size_t i = length; i <= decimals; i++) /* 7 with two decimals is 0.07 */
        if (buf_adds(out, i == length && decimals > 0 ? "0." : "0") < 0)
            return -1;
    for (size_t i = 0; i < length; i++)
        if ((i > 0 && i + decimals == length && buf_addc(out, '.') < 0) ||
            buf_addc(out, digits[i]) < 0)
            return -1;
    return 0;
}

static int take_float(struct machine *m, const struct command *command, const mpz_t k,
                      unsigned long decimals)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(VALUE_DIGITS_MAX);
    const struct expr *variable = command_variable(command);
    struct value number;

    if (write_float(&text, k, decimals, command->form == FLOAT_SCIENTIFIC) < 0 ||
        !value_parse(&number, buf_str(&text), text.len))
        return machine_break(m, command->line, "a number that is too long");
    value_make_float(&number);
    if (add_text(m, command, buf_str(&text), text.len) == 0 &&
        machine_spend(m, command->line, 2 * value_weight(&number)) == 0 && variable)
        return machine_assign(m, variable, &number);
    value_release(&number);
    return m->verdict == CTD_ACCEPTED ? 0 : -1;
}

static int draw_float(struct machine *m, const struct command *command)
{
    long bounds[2] = {0, DECIMALS_MAX};
    struct value low, high;
    unsigned long decimals;
    mpz_t first, span, drawn;
    bool found = false;
    int rc;

    if (command->op == COMMAND_FLOATP && machine_decimals(m, command, bounds) < 0)
        return -1;
    if (get_bounds(m, command, &low, &high) < 0)
        return -1;
    value_own(&low);
    value_own(&high);
    value_make_float(&low);
    value_make_float(&high);
    mpz_inits(first, span, drawn, NULL);
    if (bounds[1] > bounds[0] + DECIMALS_MAX)
        bounds[1] = bounds[0] + DECIMALS_MAX;
    decimals = (unsigned long)rng_between(&m->rng, bounds[0],
                                          bounds[1] < bounds[0] + 3 ? bounds[1] : bounds[0] + 3);
    for (; !found && bounds[0] <= bounds[1] && decimals <= (unsigned long)bounds[1]; decimals++)
        found = scale_bounds(&low, &high, decimals, first, span);
    if (found) {
        draw_integer(m, drawn, first, span, false);
        rc = take_float(m, command, drawn, decimals - 1);
    } else {
        rc =
            machine_reject(m, command->line, NULL, "a %s has no values", command_name(command->op));
    }
    mpz_clears(first, span, drawn, NULL);
    value_release(&low);
    value_release(&high);
    return rc;
}

static int draw_string(struct machine *m, const struct command *command)
{
    struct value text;
    int rc;

    if (machine_evaluate(m, command->args, &text) < 0)
        return -1;
    rc = text.kind == VALUE_STRING
             ? add_text(m, command, text.is.string.text, text.is.string.length)
             : machine_break(m, command->line, "STRING wants a string");
    value_release(&text);
    return rc;
}

static int draw_matching(struct machine *m, const struct command *command, struct regex *regex)
{
    const struct expr *variable = command_variable(command);
    size_t from = m->out->len;
    struct value text;

    if (regex_draw(regex, &m->rng, &m->lengths, m->out) < 0)
        return add_text(m, command, "", m->out->cap + 1);
    text = value_of_string(buf_str(m->out) + from, m->out->len - from);
    if (machine_spend(m, command->line, text.is.string.length) < 0)
        return -1;
    return variable ? machine_assign(m, variable, &text) : 0;
}

int machine_draw(struct machine *m, const struct command *command)
{
    switch ((int)command->op) {
    case COMMAND_SPACE:
        return add_text(m, command, " ", 1);
    case COMMAND_NEWLINE:
        return add_text(m, command, "\n", 1);
    case COMMAND_EOF:
        return 0;
    case COMMAND_INT:
        return draw_int(m, command);
    case COMMAND_STRING:
        return draw_string(m, command);
    case COMMAND_REGEX:
        return machine_with_regex(m, command, draw_matching);
    default:
        return draw_float(m, command);
    }
}
