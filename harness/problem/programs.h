/* SPDX-License-Identifier: MIT */
/* The programs of a package: generators, input validators, submissions. */
#ifndef HARNESS_PROBLEM_PROGRAMS_H
#define HARNESS_PROBLEM_PROGRAMS_H

#include "problem/parts.h"

/*
 * Lists generators/, input_validators/ (or its old name, input_format_validators/) and
 * submissions/<label>/: source files in C, C++ or Python, grammars (*.ctd), and directories of sources but for generators;
 * submissions also in languages that are not run here, so that they can be counted. What else lies there
 * is not used, and a warning says so, except for files that are no programs (READMEs and settings).
 */
int programs_load(struct loading *loading, struct err *err);

#endif
