/* SPDX-License-Identifier: MIT */
/*
 * What the tasks of HumanEval+ and MBPP+ expect: what their canonical solutions return. They are run once, each in a
 * cell, before any sample is judged.
 */
#ifndef HARNESS_EVAL_EXPECTED_H
#define HARNESS_EVAL_EXPECTED_H

#include "eval/attempt.h"

/*
 * For the wanted tasks that have such tests, if any. Their time limits are then those that evalplus would set. ERR_INPUT: a
 * canonical solution fails, or returns what cannot be compared; it names the task and the input.
 */
int expected_find(struct attempts *attempts, struct err *err);

#endif
