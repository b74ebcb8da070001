/* SPDX-License-Identifier: MIT */
/*
 * Results of LiveCodeBench as its custom_evaluator writes them beside the samples (lcb_runner/runner/custom_evaluator.py,
 * benchmarks/code_generation.py): a list of objects, one a question, in the order of their ids: what the suite says of the
 * question, output_list, code_list, graded_list, pass@1, metadata. Of the last, each is JSON in a string, with error_code
 * (-2 wrong, -3 too slow, -4 any other failure of the program, -5 ours) and error_message where a program has failed.
 */
#ifndef HARNESS_EVAL_RESULT_LCB_RESULTS_H
#define HARNESS_EVAL_RESULT_LCB_RESULTS_H

#include "eval/evaluation.h"

/* DIR/NAME_codegeneration_output_eval_all.json for each file NAME.json or NAME.jsonl of samples. */
int results_write_lcb(const struct evaluation *evaluation, const char *dir,
                      const char *const *paths, struct err *err);

#endif
