/* SPDX-License-Identifier: MIT */
/* One program of a task under judgement: looked up in the journal, else run on the tests and noted. */
#ifndef HARNESS_EVAL_ATTEMPT_H
#define HARNESS_EVAL_ATTEMPT_H

#include "eval/outcome_key.h"
#include "eval/outcome_log.h"
#include "eval/suite/suite.h"
#include "judge/service.h"

/* What all attempts share; borrowed, but for the counts. */
struct attempts {
    const struct settings *settings;
    struct service *service;
    struct suite *suite;
    struct drivers *drivers; /* made, if any task calls functions */
    struct outcome_log *log;
    struct outcome_keys keys;
    size_t files;                /* that prepared tasks keep open */
    struct call_library library; /* of the first language of the suite's that has one; owned */
};

/*
 * Called once for what was submitted. The outcome is given back when it returns, unless it is taken over by a copy
 * and zeroed; NULL after a cancel. -1 ends the evaluation.
 */
typedef int attempt_done(void *context, struct task *task, size_t number,
                         struct noted_outcome *outcome, struct err *err);

/* 1: it was submitted; 0: an earlier run has noted its outcome, which is in *known; -1. `number` is the caller's. */
int attempt_begin(struct attempts *attempts, struct task *task, const struct language *language,
                  const struct buf *source, size_t number, attempt_done *done, void *context,
                  struct noted_outcome *known, struct err *err);

/*
 * Goes through the tasks that have samples, in turn; returns when all that was submitted is done. `begin` submits work for
 * one task, 1; or there is none for it, 0; or -1.
 */
typedef int attempt_begin_task(void *context, struct task *task, struct err *err);

int attempts_each_task(struct attempts *attempts, attempt_begin_task *begin, void *context,
                       struct err *err);

/* Gives back what the task keeps open, unless something of it is under way. */
void attempt_put_away(struct attempts *attempts, struct task *task);

#endif
