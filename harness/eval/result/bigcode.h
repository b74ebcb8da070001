/* SPDX-License-Identifier: MIT */
/* What bigcode-evaluation-harness writes (bigcode-project/bigcode-evaluation-harness: main.py). */
#ifndef HARNESS_EVAL_RESULT_BIGCODE_H
#define HARNESS_EVAL_RESULT_BIGCODE_H

#include "eval/result/results.h"

/*
 * DIR/evaluation_results.json: under the task's name pass@K as the summary has them, and "config", of which winnow knows
 * a few of that tool's arguments. The name is TASK where the samples' file is called generations_TASK.json, as that tool calls it.
 */
int results_write_bigcode(const struct evaluation *evaluation, const struct summary *summary,
                          const char *dir, const char *const *paths, struct err *err);

#endif
