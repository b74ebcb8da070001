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

/*
 * The limit where none is stated: the least multiple of the resolution, at least one, that is
 * ac_to_time_limit times the slowest submission which must not be too slow. problemtools has the same
 * rule for legacy packages (older ones rounded to the nearest second instead of up).
 */
nsec_t timelimit_compute(const struct time_rule *rule, nsec_t slowest);

/* The time that a submission which must be too slow has to take: time_limit_to_tle times the limit. */
nsec_t timelimit_tle(const struct time_rule *rule, nsec_t limit);

#endif
