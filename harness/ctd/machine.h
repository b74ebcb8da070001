/* SPDX-License-Identifier: MIT */
/* A grammar being carried out: over an input that is read, or one that is drawn. */
#ifndef HARNESS_CTD_MACHINE_H
#define HARNESS_CTD_MACHINE_H

#include "base/buf.h"
#include "base/rng.h"
#include "ctd/ctd.h"
#include "ctd/grammar.h"
#include "ctd/values.h"

#include <stdbool.h>

struct machine {
    struct ctd *grammar;
    struct variable_values store;
    uint64_t steps; /* what is left of them */
    enum ctd_verdict verdict;
    char detail[CTD_DETAIL];
    const char *input, *at, *end; /* reading; at == end while drawing */
    size_t line;                  /* `at` is on, from 1 */
    const char *line_start;
    bool draws;
    struct rng rng;
    struct buf *out;
    int64_t count_most; /* drawing: what is repeated is drawn up to this above its least */
    struct regex_lengths lengths;
    uint64_t small_values; /* drawing: so many eighths of the values are small */
};

enum {
    DIMENSIONS_MAX = 8,
    MEMORY_MAX = 512 << 20, /* of variables */
};

/* All return 0, or -1 with verdict and detail set. */
int machine_run(struct machine *m, const struct command *list);
int machine_evaluate(struct machine *m, const struct expr *e, struct value *out);
int machine_test(struct machine *m, const struct expr *e, bool *out);
int machine_assign(struct machine *m, const struct expr *variable, struct value *value);
int machine_spend(struct machine *m, unsigned line, uint64_t steps);

/* The grammar cannot be carried out. */
int machine_break(struct machine *m, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The input is not what the command describes; `at` is where it differs (drawing: NULL). */
int machine_reject(struct machine *m, unsigned line, const char *at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The commands that stand for text. */
int machine_read(struct machine *m, const struct command *command);
int machine_draw(struct machine *m, const struct command *command);

/* What both need of FLOATP: the fewest and most decimals. */
int machine_decimals(struct machine *m, const struct command *command, long out[2]);

/*
 * Calls `use` with the command's regular expression: the one that was compiled with the grammar or, of a
 * pattern that depends on variables, one for this time.
 */
typedef int use_regex(struct machine *m, const struct command *command, struct regex *regex);
int machine_with_regex(struct machine *m, const struct command *command, use_regex *use);

/* The variable that a command assigns, or NULL. */
const struct expr *command_variable(const struct command *command);

#endif
