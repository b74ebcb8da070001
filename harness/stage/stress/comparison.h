/* SPDX-License-Identifier: MIT */
/*
 * Programs compared on inputs without answers: a good program gives the answers, and the others are
 * judged with them by the problem's check.
 */
#ifndef HARNESS_STAGE_STRESS_COMPARISON_H
#define HARNESS_STAGE_STRESS_COMPARISON_H

#include "base/buf.h"
#include "stage/program/package_programs.h"

struct comparison {
    struct session *session;
    struct toolset good; /* one program */
    struct toolset input_validators, output_validators;
    char first_failure[JUDGEMENT_DETAIL +
                       256]; /* the first input without an answer, and why; or "" */
};

struct compared_input {
    int fd;             /* sealed; borrowed */
    const char *origin; /* borrowed */
    bool usable;        /* false: invalid, or the good program has no answer */
    struct buf bytes, answer;
    struct test_set tests; /* this one case */
};

/* Marks inputs that a validator of the package rejects as not usable. */
int comparison_validate(struct comparison *c, struct compared_input *inputs, size_t count,
                        struct err *err);

/*
 * Runs the good program on the inputs that are usable. Those on which it fails, or on which its output is
 * rejected by the problem's own validator, are not usable afterwards. For interactive and multi-pass
 * problems the answers are empty: the output of one run is none.
 */
int comparison_answer(struct comparison *c, struct compared_input *inputs, size_t count,
                      struct err *err);

/*
 * Judges the programs on the inputs that are usable. first[p]: the program's first failure in the order of
 * the inputs, or SIZE_MAX; judgements (or NULL)[i * program_count + p]: without test and cases.
 * A program is not run on inputs behind its first failure, unless `all`. A JE is an error, but for the
 * good program.
 */
int comparison_judge(struct comparison *c, struct compared_input *inputs, size_t count,
                     const struct tool *const *programs, size_t program_count, bool all,
                     struct judgement *judgements, size_t *first, struct err *err);

void compared_inputs_free(struct compared_input *inputs, size_t count); /* takes NULL */
void comparison_release(struct comparison *c);                          /* takes a zeroed one */

#endif
