/* SPDX-License-Identifier: MIT */
/*
 * A benchmark's problem file: JSON lines, or what base/stream/records takes besides, one row a task (suite_format.h). A task is
 * called by its task_id, question_id, problem_id, id or name.
 */
#ifndef HARNESS_EVAL_SUITE_SUITE_H
#define HARNESS_EVAL_SUITE_SUITE_H

#include "eval/suite/suite_format.h"

struct suite {
    const struct suite_format *format;
    struct task *tasks; /* in the order of the file */
    size_t count, room;
    struct table *by_id;
    struct joint **joints; /* of the languages of its tests; owned */
    size_t joint_count, joint_room;
};

/* ERR_INPUT names file and line: no such format, a row without a key that it needs, a task twice. */
int suite_load(struct suite *suite, const char *path, const char *format, struct err *err);
void suite_release(struct suite *suite); /* takes a zeroed one */

struct task *suite_find(const struct suite *suite, const char *id); /* or NULL */

struct task *suite_find_prompt(const struct suite *suite, const char *prompt); /* likewise */

/* Whether any task calls functions, and needs the drivers. */
bool suite_has_calls(const struct suite *suite);

/* Whether any task's tests are inputs and outputs, which are compared. */
bool suite_has_rows(const struct suite *suite);

/* Whether the example tests of each task that has samples are known. */
bool suite_has_examples(const struct suite *suite);

/* The largest limits of any task. */
void suite_limits(const struct suite *suite, const struct problem_overrides *asked,
                  struct problem *out);

#endif
