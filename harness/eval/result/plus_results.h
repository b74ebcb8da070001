/* SPDX-License-Identifier: MIT */
/*
 * Results of HumanEval+ and MBPP+ as evalplus writes them (evalplus/evaluate.py): an object with "date", "hash" (MD5 of the
 * dataset's file), "eval" (for each task a list: task_id, solution, base_status, plus_status, base_fail_tests, plus_fail_tests)
 * and "pass_at_k" (base, plus). A status is "pass", "fail", "timeout" or, of plus where only base counts, null.
 */
#ifndef HARNESS_EVAL_RESULT_PLUS_RESULTS_H
#define HARNESS_EVAL_RESULT_PLUS_RESULTS_H

#include "eval/result/estimate.h"
#include "eval/evaluation.h"

/*
 * DIR/NAME.eval_results.json for each file NAME.jsonl of samples; pass@k is that of the file. `suite` is the path of the
 * suite.
 */
int results_write_plus(const struct evaluation *evaluation, const char *dir,
                       const char *const *paths, const char *suite, struct err *err);

/* Samples of each task that pass its base inputs; of tasks that have samples, in order. */
int plus_base_tallies(const struct evaluation *evaluation, struct tally *tallies, struct err *err);

#endif
