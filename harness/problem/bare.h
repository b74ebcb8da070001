/* SPDX-License-Identifier: MIT */
/* A problem without a package: a folder of *.in with *.ans or *.out. */
#ifndef HARNESS_PROBLEM_BARE_H
#define HARNESS_PROBLEM_BARE_H

#include "problem/parts.h"

/*
 * Fills the problem's tests from the pairs in the folder itself; X.ans goes before X.out. When
 * names begin with "sample" (in any case), those are the samples and the rest is secret; when none
 * does, all are samples. An input without an answer is an ERR_INPUT.
 */
int bare_load(struct loading *loading, struct err *err);

#endif
