/* SPDX-License-Identifier: MIT */
/*
 * Tests that a model has written for the tasks of a suite (CodeT, arXiv 2207.10397): which of them a program passes, for a choice
 * among samples without the suite's own tests. Rows of JSON: `task_id`, or a `prompt` that begins with the task's;
 * `samples`, texts that go on behind "assert ". Judging a sample then takes a second run, with these.
 */
#ifndef HARNESS_EVAL_GENERATED_GENERATED_H
#define HARNESS_EVAL_GENERATED_GENERATED_H

#include "eval/attempt.h"

struct generated_tests {
    char *blocks;     /* JSON: the texts; or NULL: there are none. Owned */
    uint64_t *copies; /* by test */
    size_t count;
};

struct generated {
    struct suite suite;         /* a task for each of the suite's, in its order, with these tests */
    struct generated_tests *of; /* by task */
    struct attempts attempts;
    char **
        rows; /* by outcome: a cell of GENERATED_CELL characters for each test, or NULL: it did not run */
    size_t row_count, row_room;
};

enum { GENERATED_CELL = 11 };

/* ERR_INPUT names file and line. A row for no task of the suite is passed over. Close it also after a failure. */
int generated_read(struct generated **out, const char *path, const struct suite *suite,
                   const struct remarks *remarks, struct err *err);
void generated_free(struct generated *generated); /* takes NULL */

/* Finds the tests of the tasks that are wanted, in a cell. `own`: what judges the suite's own tests. */
int generated_list(struct generated *generated, const struct attempts *own, struct err *err);

/* Runs the program on the tests of the task; 1: it was submitted; 0: its row is known, or there are no tests. */
int generated_begin(struct generated *generated, size_t task, const struct language *language,
                    const struct buf *source, size_t outcome, struct err *err);

#endif
