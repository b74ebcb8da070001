/* SPDX-License-Identifier: MIT */
#include "ctd/ctd.h"
#include "ctd/machine.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

enum {
    DRAWS_MAX = 40, /* attempts at one input */
};

/*
 * Measured: a step takes 10 to 60 ns. An input of 100 MB of integers takes about as many. A fuzzer finds endless
 * loops at once, and would spend its time in them.
 */
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
static const uint64_t steps_of_reading = 1000000, steps_of_drawing = 300000;
#else
static const uint64_t steps_of_reading = 100000000, steps_of_drawing = 30000000;
#endif

void ctd_free(struct ctd *grammar)
{
    if (!grammar)
        return;
    for (struct expr *e = grammar->constants; e; e = e->next_constant)
        value_release(&e->value);
    for (struct command *c = grammar->regexes; c; c = c->next_regex)
        regex_free(c->regex);
    arena_release(&grammar->arena);
    free(grammar->path);
    free(grammar);
}

static void ctd_freep(struct ctd **grammar)
{
    ctd_free(*grammar);
}

/* The name without its directories, and nothing in it that a terminal would take for a command. */
static char *short_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = strdup(slash ? slash + 1 : path);

    for (char *c = name; c && *c; c++)
        if (*c < ' ' || *c > '~')
            *c = '?';
    return name;
}

int ctd_parse(struct ctd **out, const char *name, const char *text, size_t length, struct err *err)
{
    cleanup_with(ctd_freep) struct ctd *g = calloc(1, sizeof *g);

    if (!g || !(g->path = short_name(name)))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (length > CTD_BYTES_MAX)
        return err_set(err, ERR_INPUT, "%s: a grammar of more than %d KiB", name,
                       CTD_BYTES_MAX >> 10);
    if (grammar_parse(g, text, length, err) < 0)
        return err_wrap(err, "%s", name);
    *out = steal_ptr(&g);
    return 0;
}

static void make_printable(char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            *text = '?';
}

/* Carries the grammar out; true when the machine ends well. */
static bool carry_out(struct machine *m)
{
    static const struct command end = {.op = COMMAND_EOF};

    if (values_init(&m->store, m->grammar->variable_count, MEMORY_MAX, m->draws) < 0)
        machine_break(m, 1, "out of memory");
    else if (machine_run(m, m->grammar->commands) == 0 && !m->draws)
        machine_read(m, &end);
    values_release(&m->store);
    make_printable(m->detail);
    return m->verdict == CTD_ACCEPTED;
}

enum ctd_verdict ctd_validate(struct ctd *grammar, const char *input, size_t length,
                              char detail[CTD_DETAIL])
{
    const char *text = input ? input : "";
    struct machine m = {.grammar = grammar,
                        .steps = steps_of_reading,
                        .input = text,
                        .at = text,
                        .end = text + length,
                        .line = 1,
                        .line_start = text};

    carry_out(&m);
    memcpy(detail, m.detail, sizeof m.detail);
    return m.verdict;
}

/* One attempt; later ones are smaller, since small inputs meet conditions more easily. */
static bool draw_once(struct ctd *grammar, uint64_t seed, int attempt, uint64_t *steps,
                      struct buf *out, char detail[CTD_DETAIL])
{
    static const int64_t sizes[] = {2, 5, 10, 30, 100, 1000};
    int largest = attempt < 8 ? 6 : attempt < 16 ? 4 : attempt < 28 ? 2 : 1;
    struct machine m = {.grammar = grammar, .steps = *steps / 4, .draws = true, .out = out};
    uint64_t given = m.steps;
    bool drawn;

    rng_init(&m.rng, seed, (uint64_t)attempt);
    m.count_most = sizes[rng_below(&m.rng, (uint64_t)largest)];
    m.small_values = rng_below(&m.rng, 7);
    out->len = 0;
    drawn = carry_out(&m);
    *steps -= given - m.steps;
    if (drawn && ctd_validate(grammar, buf_str(out), out->len, m.detail) == CTD_ACCEPTED)
        return true;
    memcpy(detail, m.detail, sizeof m.detail);
    return false;
}

int ctd_draw(struct ctd *grammar, uint64_t seed, struct buf *out, struct err *err)
{
    char detail[CTD_DETAIL] = "";
    uint64_t steps = steps_of_drawing;

    for (int attempt = 0; attempt < DRAWS_MAX; attempt++)
        if (draw_once(grammar, seed, attempt, &steps, out, detail))
            return 0;
    return err_set(err, ERR_INPUT, "no input was found in %d attempts, the last: %s", DRAWS_MAX,
                   detail);
}
