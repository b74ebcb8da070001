/* SPDX-License-Identifier: MIT */
/*
 * Survivors run on inputs, any cells of that matrix: a run that the journal or an earlier call knows is
 * not made again. Where an output validator says which outputs are equivalent, it must see them: the journal knows nothing of
 * these runs.
 */
#ifndef HARNESS_STAGE_MATRIX_H
#define HARNESS_STAGE_MATRIX_H

#include "base/table.h"
#include "record/record.h"
#include "stage/equivalence.h"
#include "stage/session.h"

/*
 * A survivor that was stopped at the time limit so often is taken for slow: what it would do on more inputs costs seconds
 * for each, and says little.
 */
enum { SLOW_AFTER = 3 };

/* A run that was made, under a hash of program and input. */
struct matrix_cell {
    struct hash128 key;
    struct run_outcome outcome;
};

struct matrix {
    struct session *session;
    struct record *record;
    struct test_set tests; /* none: with the files that programs are built with */
    struct language_files *included;
    struct hash_state *hash;
    struct matrix_cell *cells; /* that are remembered */
    size_t cell_count, cell_room;
    struct table *table;
    struct equivalence *equivalence; /* or NULL: outcomes are what is printed */
};

/* The record has its survivors. Close it also after a failure. */
int matrix_open(struct matrix *matrix, struct session *session, struct record *record,
                struct err *err);
void matrix_close(struct matrix *matrix); /* takes a zeroed one */

/* Some cells of the matrix. */
struct matrix_order {
    const struct refine_task *tasks; /* their inputs are numbers in `inputs` */
    size_t count;
    const struct made_inputs *inputs;
    bool remember; /* later calls know these runs, without a journal too */
    /* Called once for each task, by its index, in any order; `show` whenever progress may be shown. */
    void (*done)(void *context, size_t index, const struct run_outcome *outcome);
    void (*show)(void *context);
    void *context;
};

/*
 * Starts the run of a cell, whatever is known of it; the survivor's program is built. 1, or -1: then `done` is not called.
 */
int matrix_start(struct matrix *matrix, const struct refine_task *task,
                 const struct made_inputs *inputs, run_answer *done, void *context,
                 struct err *err);

/* The outcome of a run that failed so. */
struct hash128 matrix_failure(struct matrix *matrix, enum verdict verdict);

/*
 * The outcome of a run that ended well and printed what is in the file. Where there is a validator, the output takes part in what is settled
 * next: it is as if a program had printed it, before all tasks.
 */
int matrix_expect(struct matrix *matrix, const struct made_input *input, int output_fd,
                  struct hash128 *outcome, struct err *err);

/* That of a test among the outcomes that have been handed over. */
struct hash128 matrix_expected(const struct matrix *matrix, const struct made_test *test);

/*
 * Runs them, side by side; survivors without a program are built first. A failure of ours ends it: it
 * would forge a difference.
 */
int matrix_run(struct matrix *matrix, const struct matrix_order *order, struct err *err);

#endif
