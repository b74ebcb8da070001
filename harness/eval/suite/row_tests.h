/* SPDX-License-Identifier: MIT */
/*
 * Tests that are inputs and outputs, as rows of data sets have them:
 *
 *     {"inputs": […], "outputs": […], "fn_name"?}     APPS, TACO, verl, DeepCoder; also as a string of JSON
 *     {"input": […], "output": […]}                   CodeContests (public_tests, …)
 *     [{"input", "output", "testtype"?}, …]           LiveCodeBench, Codeforces; also as a string, or compressed
 *
 * An input for stdin is a string, or a list of its lines. With a function's name inputs are its arguments, and
 * the tests become Python that calls it.
 */
#ifndef HARNESS_EVAL_SUITE_ROW_TESTS_H
#define HARNESS_EVAL_SUITE_ROW_TESTS_H

#include "base/json/json.h"
#include "winnow/problem.h"

#include <stdbool.h>

struct row_tests {
    struct test_case *cases; /* "1", "2", …; owned */
    size_t count, room;
};

/*
 * Adds the tests of this value; `calls`: they are for a function, so a list is one of arguments. ERR_INPUT: it is
 * none of the forms above.
 */
int row_tests_add(struct row_tests *tests, struct json_slice value, bool calls, struct err *err);
void row_tests_release(struct row_tests *tests); /* takes a zeroed one */

/*
 * The tests as the source of a check(candidate): inputs are JSON, either a list of arguments or a line for each. The
 * result may be equal to the output or, if `or_first`, to its first element, as APPS has it. The caller frees it.
 */
char *row_tests_calls(const struct row_tests *tests, bool or_first, struct err *err);

#endif
