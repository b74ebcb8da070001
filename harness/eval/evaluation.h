/* SPDX-License-Identifier: MIT */
/*
 * Samples judged by the tests of their tasks. Equal programs of a task are judged once. Before a task's first
 * sample, its canonical solution is judged: where it passes only if tests and program share a process, because
 * something between them is no plain value (a class, a callable), the task's samples are judged so too. That is
 * a property of the task. If it were decided by what a sample returns, an object whose __eq__ says yes would
 * choose to be trusted.
 */
#ifndef HARNESS_EVAL_EVALUATION_H
#define HARNESS_EVAL_EVALUATION_H

#include "eval/outcome_key.h"
#include "eval/outcome_log.h"
#include "eval/samples.h"
#include "eval/suite.h"
#include "judge/service.h"

/* What became of a program of a task. */
struct outcome {
    struct task *task;
    struct hash128 key; /* of task and source */
    bool judged;
    struct noted_outcome noted;
};

enum { NO_TASK = UINT32_MAX };

struct evaluation {
    const struct settings *settings;
    struct service *service;
    struct suite *suite;
    struct samples *samples;
    struct drivers *drivers; /* open, in a place that cells show */
    struct outcome *outcomes;
    size_t outcome_count, outcome_room;
    struct table *by_key;
    uint32_t *outcome_of; /* of each sample in its order; NO_TASK: the suite has no such task */
    size_t sample_count, sample_room;
    size_t unknown;          /* samples of tasks that are not there */
    size_t judged, recalled; /* programs: judged now, known from an earlier run */
    struct outcome_log *log;
    struct outcome_keys keys;
    void (*show)(void *context); /* after each turn of the loop, or NULL */
    void *context;
};

/* All but what is kept here is borrowed. Remarks go to the settings'. */
int evaluation_run(struct evaluation *evaluation, struct err *err);
void evaluation_release(struct evaluation *evaluation); /* takes a zeroed one */

/* "passed", "wrong", "exception", "timeout", "memory", "output", "compile", "judge_error". */
const char *outcome_word(enum verdict verdict);

#endif
