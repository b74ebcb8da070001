/* SPDX-License-Identifier: MIT */
/*
 * The journal of `winnow run`: DIR/journal.jsonl, in which each outcome is noted as it is known, so
 * that a run that was killed is gone on from and nothing is judged twice. Of the same problem, the
 * same settings and the same winnow, it can serve any candidates: outcomes are kept by source and
 * input. What a failure of ours left without an outcome (JE) is not noted, and tried again.
 *
 * All functions take a NULL journal, that of the other commands: nothing is noted or known.
 */
#ifndef HARNESS_RECORD_JOURNAL_H
#define HARNESS_RECORD_JOURNAL_H

#include "record/record.h"

struct journal_options {
    const char *dir; /* borrowed until journal_open returns */
    /* Called every thousand lines of a long journal; -1 ends the reading. */
    int (*look_around)(void *context, uint64_t lines, struct err *err);
    void *context;
};

/*
 * Opens or begins the journal in `dir`. What was judged on the examples goes to the roster, see
 * roster_recall. ERR_INPUT when another winnow is at work in `dir`, or for a journal that is of
 * another run or damaged (see journal_file.h), unless settings->fresh: then it begins anew.
 */
int journal_open(struct journal **out, const struct record *record,
                 const struct journal_options *options, struct err *err);
void journal_close(struct journal *journal);

int journal_judged(struct journal *journal, struct hash128 program,
                   const struct judgement *judgement, struct err *err);

/*
 * Writes the inputs into DIR/inputs and notes them. They are recalled from there, each checked by
 * its hash; false when they cannot be had again, and have to be made.
 */
int journal_inputs(struct journal *journal, const struct made_inputs *inputs, struct err *err);
bool journal_recall_inputs(struct journal *journal, struct made_inputs *inputs);

int journal_ran(struct journal *journal, struct hash128 program, struct hash128 input,
                const struct run_outcome *outcome, struct err *err);
bool journal_recall_run(const struct journal *journal, struct hash128 program, struct hash128 input,
                        struct run_outcome *outcome);

int journal_evaluated(struct journal *journal, struct hash128 program,
                      const struct judgement *judgement, struct err *err);
bool journal_recall_evaluated(const struct journal *journal, struct hash128 program,
                              struct judgement *judgement);

#endif
