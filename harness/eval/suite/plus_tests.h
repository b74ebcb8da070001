/* SPDX-License-Identifier: MIT */
/*
 * The tests of a task of HumanEval+ or MBPP+ (evalplus/evalplus): lists of arguments, of which the base ones are those of the
 * benchmark that it extends. What the canonical solution returns is expected; the comparison is in
 * calls/python/plus.py.
 */
#ifndef HARNESS_EVAL_SUITE_PLUS_TESTS_H
#define HARNESS_EVAL_SUITE_PLUS_TESTS_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/json/json.h"
#include "record/settings.h"

struct task;

struct plus_tests {
    char *base, *plus; /* JSON: lists of lists of arguments; all strings owned */
    char *tolerance;   /* a JSON number */
    struct plus_settings settings;
    nsec_t measured_limit; /* of a run, by what the canonical solution took; 0: not known yet */
    char
        *expected; /* values and limits, as plus.py writes them; NULL: not known yet (expected.h) */
};

/* Fills the task from its row, all but the id, which it has. ERR_INPUT: what is missing. */
int plus_tests_take(struct task *task, const struct json_members *row, struct err *err);
void plus_tests_free(struct plus_tests *tests); /* takes NULL */

void plus_tests_hash(const struct task *task, struct hash_state *hash);

struct hash128 plus_tests_hash_settings(const struct plus_settings *settings);

/* "humaneval" or "mbpp", as plus.py tells them apart too: by the task's id. */
const char *plus_tests_dataset(const struct task *task);

/* The calls of plus.py: for what is expected, and for a sample once that is known. -1: too large. */
int plus_tests_expect_call(const struct task *task, struct buf *out);
int plus_tests_run_call(const struct task *task, struct buf *out);

#endif
