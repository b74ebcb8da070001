/* SPDX-License-Identifier: MIT */
/*
 * One problem of a suite whose tests call functions, and the programs that it takes to judge a sample: the
 * tests' side, which is the same for all samples, and the candidate's (python/tests.py, python/candidate.py).
 */
#ifndef HARNESS_EVAL_TASK_H
#define HARNESS_EVAL_TASK_H

#include "base/hash.h"
#include "eval/drivers.h"
#include "judge/test_set.h"
#include "record/settings.h"

struct task {
    char *id;     /* "HumanEval/0"; all strings owned */
    char *prompt; /* stands before a completion; "" where samples are whole programs */
    char
        *entry_point; /* what `tests` gets as the argument of its check(), or NULL: they just run */
    char *tests;      /* source */
    char *canonical;  /* what follows the prompt in a right program, or NULL: not known */
    /*
     * The tests run in the candidate's process, since the canonical solution does not pass them from
     * outside, but does so there. Never decided by what a sample does: see evaluation.h.
     */
    bool together;
    bool canonical_fails; /* both ways */
    size_t samples, passed;
    /* While samples are judged: */
    struct problem problem; /* the limits alone */
    struct test_set tests_set;
    struct test test;
    struct program tester;
    size_t under_way; /* submissions that borrow these */
};

void task_release(struct task *task); /* takes a zeroed one */

/* Makes what judging needs, unless it is there. */
int task_prepare(struct task *task, const struct drivers *drivers,
                 const struct problem_overrides *asked, struct err *err);

/* Gives it back; nothing may be under way. */
void task_put_away(struct task *task);

/* The candidate's side for this source. Give back with program_release. */
int task_program(struct program *out, const struct drivers *drivers, const char *source,
                 size_t length, struct err *err);

/* What a sample is as a source: the prompt and the completion, or the solution. */
int task_source(const struct task *task, const char *text, bool whole, struct buf *out,
                struct err *err);

#endif
