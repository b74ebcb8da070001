/* SPDX-License-Identifier: MIT */
/* The programs that run the tests of tasks in other languages than Python, in cells of their own. */
#ifndef HARNESS_EVAL_TESTERS_H
#define HARNESS_EVAL_TESTERS_H

#include "eval/attempt.h"

/*
 * Builds those of all wanted tasks. A task whose program cannot be built is left without (`apart` stays NULL): it has
 * something that cannot cross, and is judged in one process. Only the task decides that.
 */
int testers_build(struct attempts *attempts, struct err *err);

#endif
