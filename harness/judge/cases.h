/* SPDX-License-Identifier: MIT */
/* Test data in memory: inputs as sealed memfds, answers as bytes. */
#ifndef HARNESS_JUDGE_CASES_H
#define HARNESS_JUDGE_CASES_H

#include "base/map.h"
#include "winnow/problem.h"

struct case_data {
    const char *name; /* borrowed from the problem */
    int input_fd;     /* sealed memfd; reopen it for each run */
    int answer_fd;
    struct map answer;
};

struct cases {
    struct case_data *list;
    size_t count;
};

/*
 * Loads the tests' data. The problem is borrowed and must outlive the cases. Errors are ERR_INPUT
 * and name the file. Give back with cases_release.
 */
int cases_load(struct cases *cases, const struct test_case *tests, size_t count, struct err *err);
void cases_release(struct cases *cases); /* takes a zeroed one */

#endif
