/* SPDX-License-Identifier: MIT */
/*
 * One problem of a suite. Its tests are inputs and outputs of a whole program, or they call functions; then judging
 * a sample takes two programs: the tests' side, which is the same for all samples, and the candidate's
 * (calls/). Tests in another language than Python that cannot be kept apart so are in one source with the program (joint/).
 */
#ifndef HARNESS_EVAL_SUITE_TASK_H
#define HARNESS_EVAL_SUITE_TASK_H

#include "base/hash.h"
#include "eval/calls/apart.h"
#include "eval/calls/drivers.h"
#include "eval/joint/joint.h"
#include "eval/suite/plus_tests.h"
#include "eval/suite/row_tests.h"
#include "judge/test_set.h"
#include "record/settings.h"

struct task {
    char *id;     /* "HumanEval/0"; all strings owned */
    char *prompt; /* stands before a completion; "" where samples are whole programs */
    char
        *entry_point; /* what `tests` gets as the argument of its check(), or NULL: they just run */
    char *tests;      /* source; NULL: whole programs, and `rows` has the tests */
    char *language;   /* of the tests, where that is not Python: a name of the table; or NULL */
    char *main_class; /* that has the tests' main, or NULL: "Main" */
    struct joint *joint; /* for that language; borrowed; NULL: it is not run here */
    struct apart *apart; /* the same, in two cells; owned; NULL: it cannot be called from outside */
    struct row_tests rows;
    struct plus_tests *plus; /* owned; or NULL. Where there are such tests, `tests` is "" */
    size_t examples;         /* the first so many of `rows` are public; 0: that is not known */
    /* Before a whole Python program too: imports that the suite's own checker adds; borrowed, or NULL. */
    const char *prelude;
    char *postlude;    /* behind the program; or NULL */
    nsec_t time_limit; /* the suite's own; 0: the default */
    bytes_t memory_limit;
    char *about;     /* JSON members of LiveCodeBench's row, for its results; or NULL */
    char *canonical; /* what follows the prompt in a right program, or NULL: not known */
    /*
     * The tests run in the program's process: from outside they cannot call it, or the canonical solution passes them
     * only so. Never decided by what a sample does: see evaluation.h.
     */
    bool together;
    bool canonical_fails; /* both ways */
    /* Samples go on after their first failure, so that those that behave alike are known: --majority, and task_can_go_on. */
    bool goes_on;
    bool generated; /* `tests` is a list of them, which a program may pass or not (generated/) */
    char *lacking;  /* why no sample can be judged: a module that the tests need; or NULL */
    bool wanted;    /* there are samples of it, judged in this run */
    size_t samples, passed, survivors;      /* known at the end; survivors pass the examples */
    size_t against_samples, against_passed; /* of those compared with */
    struct hash128 content;                 /* of prompt and tests: task_hash */
    /* While samples are judged: */
    struct problem problem; /* the limits alone */
    struct test_set tests_set;
    struct test test; /* of a task that calls functions */
    struct program tester;
    struct run_file beside[2]; /* of a joint program: the launcher, tests of their own */
    char tests_lines[16];
    const char *run_args[3];
    size_t under_way; /* submissions that borrow these */
};

void task_release(struct task *task); /* takes a zeroed one */

/* Sets `content`, once all that the suite says is there. */
int task_hash(struct task *task, struct err *err);

/* What a sample may use, as far as the user has not asked for something else. */
void task_limits(const struct task *task, const struct problem_overrides *asked,
                 struct problem *out);

/* By which comparison (compare/named_rule.h) outputs are judged; for programs as a whole. */
const char *task_rule(const struct problem_overrides *asked);

/* Makes what judging needs; the task is not prepared. */
int task_prepare(struct task *task, const struct drivers *drivers,
                 const struct problem_overrides *asked, struct err *err);

/* Whether tests and program are two programs, in Python, in two cells. */
bool task_has_calls(const struct task *task);

/* The same in another language. */
bool task_is_apart(const struct task *task);

/* Whether tests can go on after a failure: outputs of whole programs, and calls from another cell, in Python. */
bool task_can_go_on(const struct task *task);

bool task_is_prepared(const struct task *task);

/* Gives it back; nothing may be under way. */
void task_put_away(struct task *task);

/* Of a task that calls functions, the candidate's side for this source. Give back with program_release. */
int task_program(struct program *out, const struct drivers *drivers, const struct buf *source,
                 struct err *err);

/*
 * What a sample is as a source: the prompt and the completion, or the solution. By this, equal programs of a task are
 * told, so it does not depend on how the tests are run: shards are merged on hosts that run nothing.
 */
int task_source(const struct task *task, const char *text, bool whole, bool is_python,
                struct buf *out, struct err *err);

#endif
