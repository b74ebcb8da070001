/* SPDX-License-Identifier: MIT */
/* Expressions and conditions. */
#include "ctd/machine.h"
#include "winnow/cleanup.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int machine_break(struct machine *m, unsigned line, const char *fmt, ...)
{
    char words[200];
    va_list args;

    va_start(args, fmt);
    vsnprintf(words, sizeof words, fmt, args);
    va_end(args);
    m->verdict = CTD_BROKEN;
    snprintf(m->detail, sizeof m->detail, "%.150s:%u: %s", m->grammar->path, line, words);
    return -1;
}

int machine_reject(struct machine *m, unsigned line, const char *at, const char *fmt, ...)
{
    char words[200];
    va_list args;

    va_start(args, fmt);
    vsnprintf(words, sizeof words, fmt, args);
    va_end(args);
    m->verdict = CTD_REJECTED;
    if (at && line == 0) /* the end of the file, for which no command stands */
        snprintf(m->detail, sizeof m->detail, "line %zu, column %td: %s (%.150s)", m->line,
                 at - m->line_start + 1, words, m->grammar->path);
    else if (at)
        snprintf(m->detail, sizeof m->detail, "line %zu, column %td: %s (%.150s:%u)", m->line,
                 at - m->line_start + 1, words, m->grammar->path, line);
    else
        snprintf(m->detail, sizeof m->detail, "%s (%.150s:%u)", words, m->grammar->path, line);
    return -1;
}

int machine_spend(struct machine *m, unsigned line, uint64_t steps)
{
    if (steps > m->steps)
        return machine_break(m, line, "too much work: is there an end to it?");
    m->steps -= steps;
    return 0;
}

/* The indices as a key. */
static int find_key(struct machine *m, const struct expr *variable, struct hash128 *key)
{
    int64_t indices[DIMENSIONS_MAX];
    size_t count = 0;

    for (const struct expr *e = variable->args; e; e = e->next) {
        struct value index;
        bool fits;

        if (count == DIMENSIONS_MAX)
            return machine_break(m, e->line, "more than %d indices", DIMENSIONS_MAX);
        if (machine_evaluate(m, e, &index) < 0)
            return -1;
        fits = index.kind == VALUE_INT && mpz_fits_slong_p(index.is.integer);
        if (fits)
            indices[count++] = mpz_get_si(index.is.integer);
        value_release(&index);
        if (!fits)
            return machine_break(m, e->line, "an index of '%s' is no integer of 64 bits",
                                 m->grammar->variables[variable->variable].name);
    }
    *key = values_key(indices, count);
    return 0;
}

int machine_assign(struct machine *m, const struct expr *variable, struct value *value)
{
    struct hash128 key = {0};

    if (find_key(m, variable, &key) < 0) {
        value_release(value);
        return -1;
    }
    if (values_put(&m->store, variable->variable, key, value) < 0)
        return machine_break(m, variable->line, "the variables take more than %d MiB",
                             MEMORY_MAX >> 20);
    return 0;
}

static int get_variable(struct machine *m, const struct expr *e, struct value *out)
{
    const struct value *value;
    struct hash128 key = {0};

    if (find_key(m, e, &key) < 0)
        return -1;
    value = values_get(&m->store, e->variable, key);
    if (!value)
        return machine_break(m, e->line, "'%s' has no value%s",
                             m->grammar->variables[e->variable].name,
                             e->args ? " at this index" : "");
    *out = value_borrow(value);
    return 0;
}

static int measure_string(struct machine *m, const struct expr *e, struct value *out)
{
    struct value text;

    if (machine_evaluate(m, e->args, &text) < 0)
        return -1;
    if (text.kind != VALUE_STRING) {
        value_release(&text);
        return machine_break(m, e->line, "STRLEN wants a string");
    }
    value_set_int(out, (long)text.is.string.length);
    value_release(&text);
    return 0;
}

static int calculate(struct machine *m, const struct expr *e, struct value *out)
{
    struct value a, b = {.kind = VALUE_NONE};
    const char *trouble;

    if (machine_evaluate(m, e->args, &a) < 0)
        return -1;
    if (e->op == EXPR_CALCULATE && machine_evaluate(m, e->args->next, &b) < 0) {
        value_release(&a);
        return -1;
    }
    trouble =
        e->op == EXPR_NEGATE ? value_negate(out, &a) : value_calculate(out, e->symbol, &a, &b);
    value_release(&a);
    value_release(&b);
    if (trouble)
        return machine_break(m, e->line, "%s", trouble);
    if (machine_spend(m, e->line, 4 * value_weight(out)) == 0)
        return 0;
    value_release(out);
    return -1;
}

int machine_evaluate(struct machine *m, const struct expr *e, struct value *out)
{
    *out = (struct value){.kind = VALUE_NONE};
    if (machine_spend(m, e->line, 1) < 0)
        return -1;
    switch ((int)e->op) {
    case EXPR_CONSTANT:
        *out = value_borrow(&e->value);
        return 0;
    case EXPR_VARIABLE:
        return get_variable(m, e, out);
    case EXPR_STRLEN:
        return measure_string(m, e, out);
    default:
        return calculate(m, e, out);
    }
}

static bool order_fits(char symbol, int order)
{
    switch (symbol) {
    case '<':
        return order < 0;
    case '>':
        return order > 0;
    case 'l':
        return order <= 0;
    case 'g':
        return order >= 0;
    case 'e':
        return order == 0;
    default:
        return order != 0;
    }
}

static int compare(struct machine *m, const struct expr *e, bool *out)
{
    struct value a, b;
    bool comparable;
    int order = 0;

    if (machine_evaluate(m, e->args, &a) < 0)
        return -1;
    if (machine_evaluate(m, e->args->next, &b) < 0) {
        value_release(&a);
        return -1;
    }
    comparable = value_compare(&a, &b, &order);
    *out = order_fits(e->symbol, order);
    value_release(&a);
    value_release(&b);
    return comparable ? 0 : machine_break(m, e->line, "a string is compared with a number");
}

/* While an input is drawn the answer is a guess; the input is validated afterwards. */
static int match_next(struct machine *m, const struct expr *e, bool *out)
{
    struct value set;

    if (machine_evaluate(m, e->args, &set) < 0)
        return -1;
    if (set.kind != VALUE_STRING) {
        value_release(&set);
        return machine_break(m, e->line, "MATCH wants a string");
    }
    if (m->draws)
        *out = rng_below(&m->rng, 2) == 0;
    else
        *out = m->at < m->end && memchr(set.is.string.text, *m->at, set.is.string.length) != NULL;
    value_release(&set);
    return 0;
}

static int order_hashes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct hash128));
}

/* The tuple at one index as a hash; false when a variable has no value there. */
static bool hash_tuple(const struct machine *m, const struct expr *names, struct hash128 key,
                       struct hash128 *out)
{
    *out = (struct hash128){0};
    for (const struct expr *name = names; name; name = name->next) {
        const struct value *value = values_get(&m->store, name->variable, key);

        if (!value)
            return false;
        *out = hash_fold(*out, value_hash(value));
    }
    return true;
}

static int differing_indices(struct machine *m, const struct expr *e)
{
    return machine_reject(m, e->line, m->draws ? NULL : m->at,
                          "the variables of UNIQUE have different indices");
}

static int are_unique(struct machine *m, const struct expr *e, bool *out)
{
    const struct variable *first = &m->store.list[e->args->variable];
    cleanup_free struct hash128 *tuples = calloc(first->count + 1, sizeof *tuples);
    size_t count = 0;

    if (!tuples)
        return machine_break(m, e->line, "out of memory");
    if (machine_spend(m, e->line, 8 * first->count) < 0)
        return -1;
    for (const struct expr *name = e->args->next; name; name = name->next)
        if (m->store.list[name->variable].set != first->set)
            return differing_indices(m, e);
    for (size_t i = 0; i < first->count; i++) {
        if (first->cells[i].value.kind == VALUE_NONE)
            continue;
        if (!hash_tuple(m, e->args, first->cells[i].key, &tuples[count++]))
            return differing_indices(m, e);
    }
    qsort(tuples, count, sizeof *tuples, order_hashes);
    *out = true;
    for (size_t i = 1; i < count; i++)
        if (hash_equal(tuples[i - 1], tuples[i]))
            *out = false;
    return 0;
}

static int is_in_array(struct machine *m, const struct expr *e, bool *out)
{
    struct value value;
    int64_t times;

    if (machine_evaluate(m, e->args, &value) < 0)
        return -1;
    times = values_occurrences(&m->store, e->args->next->variable, &value);
    value_release(&value);
    *out = times > 0;
    return times < 0 ? machine_break(m, e->line, "out of memory") : 0;
}

int machine_test(struct machine *m, const struct expr *e, bool *out)
{
    *out = false;
    if (machine_spend(m, e->line, 1) < 0)
        return -1;
    switch ((int)e->op) {
    case EXPR_NOT:
        if (machine_test(m, e->args, out) < 0)
            return -1;
        *out = !*out;
        return 0;
    case EXPR_AND:
    case EXPR_OR:
        if (machine_test(m, e->args, out) < 0)
            return -1;
        return *out == (e->op == EXPR_OR) ? 0 : machine_test(m, e->args->next, out);
    case EXPR_COMPARE:
        return compare(m, e, out);
    case EXPR_MATCH:
        return match_next(m, e, out);
    case EXPR_UNIQUE:
        return are_unique(m, e, out);
    case EXPR_INARRAY:
        return is_in_array(m, e, out);
    default:
        *out = m->draws ? rng_below(&m->rng, 10) < 3 : m->at == m->end;
        return 0;
    }
}
