/* SPDX-License-Identifier: MIT */
/* The test cases of a package: data/sample and data/secret, with all directories below them. */
#ifndef HARNESS_PROBLEM_TESTS_H
#define HARNESS_PROBLEM_TESTS_H

#include "problem/parts.h"

/*
 * Fills the problem's samples and secrets, each in the order of their names' bytes, and settles the
 * flags that test data may carry. An input without an answer, or test data that asks for something
 * we do not do, is an ERR_INPUT; what is ignored is warned about.
 */
int tests_load(struct loading *loading, struct err *err);

#endif
