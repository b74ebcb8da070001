/* SPDX-License-Identifier: MIT */
/*
 * How a row of a benchmark's problem file becomes a task. The formats are told apart by the keys of the first row:
 *
 *     human-eval  task_id prompt entry_point test canonical_solution [language]    HumanEval, mxeval (MBXP)
 *     evalplus    task_id prompt entry_point canonical_solution base_input plus_input atol   HumanEval+, MBPP+
 *     humaneval-x task_id prompt declaration canonical_solution test                HumanEval-X
 *     multipl-e   name language prompt tests [completions]                          MultiPL-E
 *     mbpp        task_id text|prompt code test_list [test_setup_code|test_imports] MBPP, full and sanitized
 *     apps        input_output {inputs outputs [fn_name]}, also as a string         APPS, TACO
 *     livecodebench public_test_cases private_test_cases metadata                   LiveCodeBench
 *     codecontests  name public_tests private_tests generated_tests time_limit memory_limit_bytes
 *     references  a list of strings, in the place of rows                          bigcode-evaluation-harness
 *     tests       inputs outputs [fn_name]                                          verl, DeepCoder
 *
 * (openai/human-eval, evalplus/evalplus, google-research/mbpp, amazon-science/mxeval, hendrycks/apps, LiveCodeBench/LiveCodeBench,
 * google-deepmind/code_contests, volcengine/verl)
 */
#ifndef HARNESS_EVAL_SUITE_SUITE_FORMAT_H
#define HARNESS_EVAL_SUITE_SUITE_FORMAT_H

#include "eval/suite/task.h"

/* Which tool's results are written beside our own. */
enum suite_results {
    RESULTS_OWN,           /* none */
    RESULTS_HUMAN_EVAL,    /* a line a sample, with "result" and "passed" */
    RESULTS_EVALPLUS,      /* eval_results.json */
    RESULTS_MULTIPL_E,     /* NAME.results.json of each task, and pass_k.csv */
    RESULTS_LIVECODEBENCH, /* eval_all.json */
};

struct suite_format {
    const char *name;
    const char *const *keys; /* those that a row of it has and of other formats has not */
    /* Fills all but the id. ERR_INPUT: what is missing, or not as the format has it. */
    int (*take)(struct task *task, const struct json_members *row, struct err *err);
    enum suite_results results;
};

/* That of this name, else the one whose keys the row has; NULL: ERR_INPUT, which names all. */
const struct suite_format *suite_format_of(const char *name, const struct json_members *row,
                                           struct err *err);

#endif
