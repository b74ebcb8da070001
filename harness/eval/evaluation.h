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

#include "eval/attempt.h"
#include "eval/generated/generated.h"
#include "eval/sample/samples.h"
#include "eval/shard/shards.h"

/* What became of a program of a task. */
struct outcome {
    struct task *task;
    struct hash128 key; /* of task, language and source */
    bool no_program;    /* the answer has none: nothing was run */
    struct noted_outcome noted;
};

enum { NO_OUTCOME = UINT32_MAX };

/* How much there is up to some sample. */
struct evaluated {
    size_t samples, outcomes, unknown, not_run, fenced;
};

struct evaluation {
    struct attempts attempts;
    struct samples *samples; /* borrowed */
    size_t against_file; /* from this file on samples are those compared with; 0: there are none */
    struct shard shard;  /* which tasks are judged */
    struct shards *shards;       /* outcomes come from there, and nothing is judged; or NULL */
    struct generated *generated; /* borrowed; or NULL */
    struct outcome *outcomes;
    size_t outcome_count, outcome_room;
    struct table *by_key;
    uint32_t *outcome_of; /* of each sample in its order; NO_OUTCOME: it is not judged */
    size_t sample_count, sample_room;
    size_t unknown, not_run;     /* of those: the task is not there, the language is not */
    size_t judged, recalled;     /* programs: judged now, known from an earlier run */
    bool by_place;               /* the first sample is an array's (sample/samples.h) */
    size_t fenced;               /* samples whose program was taken out of a fenced block */
    bool is_against;             /* such a sample has come */
    struct evaluated own;        /* of all others, which come before */
    void (*show)(void *context); /* after each turn of the loop, or NULL */
    void *context;
};

/* Remarks go to the settings'. */
int evaluation_run(struct evaluation *evaluation, struct err *err);
void evaluation_release(struct evaluation *evaluation); /* takes a zeroed one */

/* "passed", "wrong", "exception", "timeout", "memory", "output", "compile", "judge_error", "extraction_failed". */
const char *outcome_word(const struct outcome *outcome);

/* The same of a verdict. */
const char *outcome_word_of(enum verdict verdict);

#endif
