/* SPDX-License-Identifier: MIT */
/* The steps of a build: one command that does all, or one for each step of a driver's (gcc/driver.h). */
#ifndef HARNESS_LANG_COMPILE_BUILD_STEP_H
#define HARNESS_LANG_COMPILE_BUILD_STEP_H

#include "lang/compile/build.h"

/* Chooses the step that is next, and fills its command. 0, JOB_LATER: the driver's steps will be known soon; or -1. */
int build_step_choose(struct build *build, struct err *err);

/* The step's command, the file that it reads, its product, and whether its compiler waits. */
void build_step_fill(struct build *build, struct run_request *request);

/* The product of a step that has ended well, or -1: it made none. */
int build_step_product(const struct build *build, const struct job_outcome *outcome);

/*
 * After a step has been judged: whether the build goes on, and has been submitted again. The step has made what the next
 * one reads, or has failed, which is for the whole command to judge.
 */
bool build_step_goes_on(struct build *build, const struct run_result *result);

/* Begins again, with the whole command of the row and no shortcut. */
void build_step_plainly(struct build *build);

#endif
