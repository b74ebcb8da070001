/* SPDX-License-Identifier: MIT */
/* A problem without a package: a folder with inputs and answers under the names that people use. */
#ifndef HARNESS_PROBLEM_LAYOUT_BARE_H
#define HARNESS_PROBLEM_LAYOUT_BARE_H

#include "problem/parts.h"

/*
 * Fills the problem's tests from the pairs in the folder, such as these (case does not matter):
 *
 *     1.in 1.ans    1.in 1.out    1.inp 1.a    01 01.a    input1.txt output1.txt    1_in.txt 1_out.txt
 *     in/1.txt out/1.txt          input/input00.txt output/output00.txt
 *
 * Of several answers .ans goes before .out. The order is that of the numbers in the names. Tests
 * that are named "sample…" are the samples and the rest is secret; when there are none, all are samples.
 * An input without an answer is an ERR_INPUT; other files that are left out are warned about.
 */
int bare_load(struct loading *loading, struct err *err);

#endif
