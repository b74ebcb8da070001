/* SPDX-License-Identifier: MIT */
/* What the samples are to the tasks: before they are judged, which tasks have any; behind it, how many passed. */
#ifndef HARNESS_EVAL_TASK_COUNTS_H
#define HARNESS_EVAL_TASK_COUNTS_H

#include "eval/evaluation.h"

/* Reads all samples once, and sets `wanted` of the tasks that have some and are this shard's. */
int evaluation_find_wanted(struct evaluation *evaluation, struct err *err);

/* Sets the counts of the tasks; all is judged, and `own` is known. */
void evaluation_count(struct evaluation *evaluation);

/* Whether it passes all of the tests that are public. */
bool evaluation_passes_examples(const struct outcome *outcome);

#endif
