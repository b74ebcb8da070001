/* SPDX-License-Identifier: MIT */
/*
 * DIR/journal.db of `winnow eval`: each outcome is noted as soon as it is known, so that a run that was killed goes
 * on. An outcome is kept under a hash of all that decides it: the task's tests and limits, how they are run, the
 * isolation, the interpreter or compiler, and the source. So a journal serves any samples and any suite, and what
 * has changed is judged anew. A failure of ours (JE) is not noted.
 */
#ifndef HARNESS_EVAL_OUTCOME_LOG_H
#define HARNESS_EVAL_OUTCOME_LOG_H

#include "base/hash.h"
#include "winnow/judgement.h"

struct outcome_log;

struct noted_outcome {
    enum verdict verdict;
    bool compile_limit;           /* as of a judgement */
    char *detail, *test, *report; /* owned; test and report may be NULL */
    char *
        behaviour; /* owned; NULL: it passes or did not run, or the tests stop at a failure (task.h) */
    nsec_t cpu, wall;
    bytes_t memory;
};

/* The directory exists. ERR_INPUT: the file is no such journal, is damaged, or in use; `fresh`: it begins anew. */
int outcome_log_open(struct outcome_log **out, const char *dir, bool fresh, struct err *err);
void outcome_log_close(struct outcome_log *log); /* takes NULL */

bool outcome_log_goes_on(const struct outcome_log *log); /* the file of an earlier run */

int outcome_log_note(struct outcome_log *log, struct hash128 key,
                     const struct noted_outcome *outcome, struct err *err);

/* 1: it is known, and filled; 0; -1. */
int outcome_log_recall(struct outcome_log *log, struct hash128 key, struct noted_outcome *outcome,
                       struct err *err);

void noted_outcome_release(struct noted_outcome *outcome); /* takes a zeroed one */

#endif
