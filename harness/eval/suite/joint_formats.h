/* SPDX-License-Identifier: MIT */
/* The rows of suites whose tests are in several languages: how each tool puts program and tests together. */
#ifndef HARNESS_EVAL_SUITE_JOINT_FORMATS_H
#define HARNESS_EVAL_SUITE_JOINT_FORMATS_H

#include "base/json/json.h"
#include "eval/suite/task.h"

/*
 * amazon-science/mxeval (execution.py): the row is human-eval's with a "language"; prompt, completion and tests follow each
 * other with nothing between them, g++ is called without a standard, and the limit is 10 s. Fills `language` alone.
 */
int take_mxeval_language(struct task *task, const struct json_members *row, struct err *err);

/*
 * THUDM/CodeGeeX (humaneval-x/evaluate_humaneval_x.py): the language stands in "task_id" ("CPP/0"); a line end before the
 * tests; C++11, with nine headers before the prompt; 5 s. In JavaScript a console.assert that fails is a failure.
 */
int take_humaneval_x(struct task *task, const struct json_members *row, struct err *err);

/* nuprl/MultiPL-E (evaluation/src/): a line end before the tests; C++17; Java with assertions, in the class Problem; 15 s. */
int take_multipl_e(struct task *task, const struct json_members *row, struct err *err);

#endif
