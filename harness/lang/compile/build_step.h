/* SPDX-License-Identifier: MIT */
/* The steps of a build: one command that compiles and links, or one for each where libraries are linked beforehand. */
#ifndef HARNESS_LANG_COMPILE_BUILD_STEP_H
#define HARNESS_LANG_COMPILE_BUILD_STEP_H

#include "lang/compile/build.h"

/* Chooses the step that is next, and fills its command. */
int build_step_choose(struct build *build, struct err *err);

/* What the command reads first: the source, as it is or behind a header, or what compiling made of it. */
struct run_file build_step_file(const struct build *build);
const char *const *build_step_command(const struct build *build);

/*
 * After a step has been judged: whether the build goes on, and has been submitted again. Compiling has made an object
 * file, or linking has failed, which is for ld to judge.
 */
bool build_step_goes_on(struct build *build, const struct run_result *result);

/* Begins again, with the whole command of the row and no shortcut. */
void build_step_plainly(struct build *build);

#endif
