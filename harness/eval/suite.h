/* SPDX-License-Identifier: MIT */
/*
 * A benchmark's problem file: JSON lines, or what base/records takes besides, one row a task. The formats are told
 * apart by the keys of the first row:
 *
 *     human-eval  task_id prompt entry_point test canonical_solution [language]    HumanEval, mxeval (MBXP)
 *     mbpp        task_id text|prompt code test_list [test_setup_code|test_imports] MBPP, full and sanitized
 *     apps        input_output {inputs outputs [fn_name]}, also as a string         APPS, TACO
 *     livecodebench public_test_cases private_test_cases metadata                   LiveCodeBench
 *     codecontests  name public_tests private_tests generated_tests time_limit memory_limit_bytes
 *     tests       inputs outputs [fn_name]                                          verl, DeepCoder
 *
 * A task is called by its task_id, question_id, problem_id, id or name.
 * (openai/human-eval, google-research/mbpp, amazon-science/mxeval, hendrycks/apps, LiveCodeBench/LiveCodeBench,
 * google-deepmind/code_contests, volcengine/verl)
 */
#ifndef HARNESS_EVAL_SUITE_H
#define HARNESS_EVAL_SUITE_H

#include "eval/task.h"

struct suite_format;

struct suite {
    const struct suite_format *format;
    struct task *tasks; /* in the order of the file */
    size_t count, room;
    struct table *by_id;
};

/* ERR_INPUT names file and line: no such format, a row without a key that it needs, a task twice. */
int suite_load(struct suite *suite, const char *path, const char *format, struct err *err);
void suite_release(struct suite *suite); /* takes a zeroed one */

/* The largest limits of any task. */
void suite_limits(const struct suite *suite, const struct problem_overrides *asked,
                  struct problem *out);

struct task *suite_find(const struct suite *suite, const char *id); /* or NULL */
const char *suite_format_name(const struct suite *suite);

/* Whether samples are a line each, as human-eval has them, and so are its results. */
bool suite_is_human_eval(const struct suite *suite);

/* The names of all formats: "human-eval, mbpp, …". */
const char *suite_formats(void);

#endif
