/* SPDX-License-Identifier: MIT */
/*
 * The journal of `winnow run`: DIR/journal.db, an SQLite database in which each outcome is noted as
 * soon as it is known. A run that was killed is continued from it, and nothing is judged twice. It
 * serves any candidates as long as the run key is the same: outcomes are kept by source and input.
 * A failure of ours (JE) is not noted, so that the program is tried again.
 *
 * All functions take a NULL journal, which the other commands have: nothing is noted or recalled.
 * Those that recall return 1 when it is known, 0 when it is not, and -1 for an error.
 */
#ifndef HARNESS_RECORD_JOURNAL_H
#define HARNESS_RECORD_JOURNAL_H

#include "record/record.h"

struct journal_options {
    const char *dir; /* it exists; borrowed until journal_open returns */
    /* Called every thousand programs of a long journal; -1 ends the reading. */
    int (*look_around)(void *context, uint64_t programs, struct err *err);
    void *context;
};

/*
 * Opens or begins the journal. Programs that were judged on the examples go to the roster, see
 * roster_recall. ERR_INPUT when another winnow is at work in DIR; and for a journal that is damaged
 * or of another run, which stays as it is, unless settings->fresh: then a new one begins.
 */
int journal_open(struct journal **out, const struct record *record,
                 const struct journal_options *options, struct err *err);
void journal_close(struct journal *journal); /* removes a journal in which nothing was noted */

int journal_judged(struct journal *journal, struct hash128 program,
                   const struct judgement *judgement, struct err *err);

/*
 * Writes the inputs into DIR/inputs and notes them. They are recalled from there: unknown when the
 * size or hash of any file differs.
 */
int journal_inputs(struct journal *journal, const struct made_inputs *inputs, struct err *err);
int journal_recall_inputs(struct journal *journal, struct made_inputs *inputs, struct err *err);

/* Runs that took little together may be noted together: a kill costs at most 20 ms of them. */
int journal_ran(struct journal *journal, struct hash128 program, struct hash128 input,
                const struct run_outcome *outcome, nsec_t took, struct err *err);
int journal_recall_run(struct journal *journal, struct hash128 program, struct hash128 input,
                       struct run_outcome *outcome, struct err *err);

/*
 * The beginning of what a program printed on an input, as a JSON string, and how long all of it was. The text that is recalled is
 * malloc'ed.
 */
int journal_printed(struct journal *journal, struct hash128 program, struct hash128 input,
                    const char *text, bytes_t bytes, struct err *err);
int journal_recall_printed(struct journal *journal, struct hash128 program, struct hash128 input,
                           char **text, bytes_t *bytes, struct err *err);

int journal_evaluated(struct journal *journal, struct hash128 program,
                      const struct judgement *judgement, struct err *err);
int journal_recall_evaluated(struct journal *journal, struct hash128 program,
                             struct judgement *judgement, struct err *err);

#endif
