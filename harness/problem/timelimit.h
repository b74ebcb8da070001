/* SPDX-License-Identifier: MIT */
/*
 * The time limit, which a package may state in three places. problem.yaml is the specified one;
 * DOMjudge also reads `.timelimit` and domjudge-problem.ini, and most older packages have one.
 */
#ifndef HARNESS_PROBLEM_TIMELIMIT_H
#define HARNESS_PROBLEM_TIMELIMIT_H

#include "problem/parts.h"

#define TIME_LIMIT_MOST 3600.0 /* seconds; more is taken for a mistake */

struct time_claim {
    bool given;
    double seconds;
    char where[48]; /* "problem.yaml:7" */
};

/*
 * Reads `.timelimit` (one number, seconds) and domjudge-problem.ini where they exist, and sets the
 * problem's time limit from the first that is given: problem.yaml (`yaml`), `.timelimit`, the ini.
 * Two that differ by more than 1e-9 s are an ERR_INPUT, as in DOMjudge.
 */
int timelimit_load(struct loading *loading, const struct time_claim *yaml, struct err *err);

#endif
