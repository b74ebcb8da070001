/* SPDX-License-Identifier: MIT */
/* What earlier runs noted in a journal: judged programs go on to the ledger, the rest is kept. */
#ifndef HARNESS_HALL_PAST_H
#define HARNESS_HALL_PAST_H

#include "base/table.h"
#include "hall/evaluate.h"
#include "hall/journal_line.h"

/* A survivor on an input. */
struct past_run {
    struct hash128 key; /* program and input folded */
    struct run_outcome outcome;
};

/* A submission's verdict. */
struct past_verdict {
    struct hash128 program;
    struct evaluated evaluated;
};

struct past {
    const struct problem *problem; /* whose tests the lines name; borrowed */
    struct ledger *ledger;         /* borrowed */
    size_t judged;                 /* programs that went there */
    struct past_run *runs;
    size_t run_count, run_room;
    struct table *by_key; /* numbers of runs */
    struct past_verdict *verdicts;
    size_t verdict_count;
    struct made_inputs inputs; /* without descriptors */
    bool has_inputs;
};

int past_init(struct past *past, const struct problem *problem, struct ledger *ledger,
              struct err *err);
void past_release(struct past *past); /* also after past_init has failed */

/* Takes a line in. ERR_INPUT when it names what is not there, or tells the same twice. */
int past_take(struct past *past, struct journal_line *line, struct err *err);

bool past_run(const struct past *past, struct hash128 program, struct hash128 input,
              struct run_outcome *outcome);
bool past_evaluated(const struct past *past, struct hash128 program, struct evaluated *evaluated);

#endif
