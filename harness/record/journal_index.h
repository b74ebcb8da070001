/* SPDX-License-Identifier: MIT */
/* What earlier runs noted in a journal: judged programs go on to the roster, the rest is kept. */
#ifndef HARNESS_RECORD_JOURNAL_INDEX_H
#define HARNESS_RECORD_JOURNAL_INDEX_H

#include "base/table.h"
#include "record/journal_line.h"
#include "record/roster.h"
#include "winnow/problem.h"

/* A survivor on an input. */
struct journal_index_run {
    struct hash128 key; /* program and input folded */
    struct run_outcome outcome;
};

/* A submission's verdict. */
struct known_verdict {
    struct hash128 program;
    struct judgement judgement;
};

struct journal_index {
    const struct problem *problem; /* whose tests the lines name; borrowed */
    struct roster *roster;         /* borrowed */
    size_t judged;                 /* programs that went there */
    struct journal_index_run *runs;
    size_t run_count, run_room;
    struct table *by_key; /* numbers of runs */
    struct known_verdict *verdicts;
    size_t verdict_count;
    struct made_inputs inputs; /* without descriptors */
    bool has_inputs;
};

int journal_index_init(struct journal_index *past, const struct problem *problem,
                       struct roster *roster, struct err *err);
void journal_index_release(
    struct journal_index *past); /* also after journal_index_init has failed */

/* Takes a line in. ERR_INPUT when it names what is not there, or tells the same twice. */
int journal_index_take(struct journal_index *past, struct journal_line *line, struct err *err);

bool journal_index_run(const struct journal_index *past, struct hash128 program,
                       struct hash128 input, struct run_outcome *outcome);
bool journal_index_evaluated(const struct journal_index *past, struct hash128 program,
                             struct judgement *judgement);

#endif
