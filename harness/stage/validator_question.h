/* SPDX-License-Identifier: MIT */
/* Questions to a problem's output validators: do they accept this output where that one is the answer? */
#ifndef HARNESS_STAGE_VALIDATOR_QUESTION_H
#define HARNESS_STAGE_VALIDATOR_QUESTION_H

#include "base/buf.h"
#include "stage/program/package_programs.h"

/* All is borrowed until it is answered. */
struct question {
    const struct map *input;
    const struct buf *answer, *output;
    const struct case_settings *settings; /* as those of a test case; or NULL */
    enum verdict verdict;                 /* set by questions_ask; JE: they did not decide */
    /* While it is asked: */
    const struct toolset *validators;
    struct session *session;
    struct test_case one;
    struct test_set tests;
    int output_fd;
};

/* Asks all of them, side by side. */
int questions_ask(struct question *list, size_t count, struct session *session,
                  const struct toolset *validators, struct err *err);

/* Whether an answer is an output: the validators accept the answers of the first examples as outputs. */
int answers_are_outputs(struct session *session, const struct toolset *validators, bool *accepted,
                        struct err *err);

#endif
