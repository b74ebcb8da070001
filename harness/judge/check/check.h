/* SPDX-License-Identifier: MIT */
/*
 * A check: how what a run did becomes a verdict. It is a step of its own, which may take as long as it
 * needs and run programs itself. A new way of judging is a file with a kind, and a line in
 * check.c.
 */
#ifndef HARNESS_JUDGE_CHECK_CHECK_H
#define HARNESS_JUDGE_CHECK_CHECK_H

#include "judge/assembly.h"
#include "judge/run.h"
#include "judge/test_set.h"

struct service;

enum check_step {
    CHECK_SETTLED,  /* the judgement of the case stands */
    CHECK_RUN_AGAIN /* the candidate runs once more, on next_input_fd (multi-pass problems) */
};

/* The check of one case. All is borrowed, and stays until the check is done. */
struct check {
    const struct check_kind *kind;
    struct service *service;
    const struct test_set *tests;
    const struct test *test;
    struct run *run;                   /* the candidate's run; result and args may be read */
    const struct submitted *submitted; /* of a kind without a run */
    int output_fd;                     /* its stdout; readable until the check is done */
    struct judgement *judgement;       /* of the case, by how the run ended; the check changes it */
    int next_input_fd;                 /* CHECK_RUN_AGAIN: a sealed memfd; taken over */
    unsigned pass;                     /* 0 for the first run of the case */
    bool transcript; /* the judgement is to have one, if the kind is interactive */
    bool explain;    /* the judgement is to have an explanation, if it is WA */
    void *state;     /* the kind's own, kept from one pass to the next */
    /* Must be called exactly once for each `start`, from within it or later. */
    void (*done)(struct check *check, enum check_step step);
};

struct check_kind {
    const char *name;
    /* A source whose check can wait may run before it is checked, although the check begins before the run. */
    bool source_can_wait;
    bool
        has_no_run; /* the candidate is not run: `start` is called at once, and there are no passes */
    /*
     * Before each run of the candidate; it may change what the run reads. Failures become JE. NULL:
     * the run reads the test's input.
     */
    int (*begin)(struct check *check, struct run *run, struct err *err);
    /* After each run that was not a failure of ours, however it ended. */
    void (*start)(struct check *check);
    /* Ends a check between `start` and `done`; `done` is not called. NULL: start calls done. */
    void (*cancel)(struct check *check);
    /* After the last pass of a case: frees `state`. NULL: there is none. */
    void (*release)(struct check *check);
};

/* After the last pass of a case: its descriptors and its kind's state are given back. */
void check_release(struct check *check);

/* How the problem is to be judged. */
const struct check_kind *check_kind_of(const struct problem *problem);

extern const struct check_kind check_exact;       /* the output is compared with the answer */
extern const struct check_kind check_validator;   /* the package's programs read the output */
extern const struct check_kind check_interactive; /* one of them talks with the candidate */
extern const struct check_kind check_recorded;    /* and another one reads what that one wrote */
extern const struct check_kind check_static;      /* a program reads the submission's files */
extern const struct check_kind check_calls;       /* tests in another cell call its functions */
extern const struct check_kind check_exit;        /* tests in its own process print a token */

#endif
