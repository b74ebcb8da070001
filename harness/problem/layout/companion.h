/* SPDX-License-Identifier: MIT */
/*
 * A problem in one JSON file: what Competitive Companion sends, and what cph keeps as .prob. Both have
 * `name`, `timeLimit` in milliseconds, `memoryLimit` in MB, and `tests` with `input` and `output`.
 */
#ifndef HARNESS_PROBLEM_LAYOUT_COMPANION_H
#define HARNESS_PROBLEM_LAYOUT_COMPANION_H

#include "problem/parts.h"

/* Reads the file at loading->base; its tests are samples. ERR_INPUT names it. */
int companion_load(struct loading *loading, struct err *err);

#endif
