/* SPDX-License-Identifier: MIT */
/*
 * What is promised of each submission: by its directory, by submissions.yaml (2025-09, "Example
 * submissions"), and by an @EXPECTED_RESULTS@ tag in its source.
 */
#ifndef HARNESS_PROBLEM_PROMISE_SUBMISSIONS_H
#define HARNESS_PROBLEM_PROMISE_SUBMISSIONS_H

#include "problem/parts.h"

/*
 * Fills the expectations, languages and entry points of the submissions in `list`; `dir` is
 * submissions/. A key of submissions.yaml that is unknown and a glob without a match are warnings; a
 * verdict or a value that is not understood is an ERR_INPUT, as the outcome depends on it.
 */
int submissions_settle(struct loading *loading, const char *dir, struct program_list *list,
                       struct err *err);

#endif
