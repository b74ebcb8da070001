/* SPDX-License-Identifier: MIT */
/* The time limit of a package that states none: computed from the jury's submissions. */
#ifndef HARNESS_STAGE_JURY_LIMIT_H
#define HARNESS_STAGE_JURY_LIMIT_H

#include "stage/session.h"

/*
 * Sets the problem's time limit, unless it is stated or asked for: the submissions that must not be too
 * slow are run on all tests, and the rule of the package's format is applied to the slowest
 * (problem/timelimit.h). What was measured is kept in the cache under the contents of these submissions
 * and of the test data. A remark says which limit holds and why. Where no such submission can be run here,
 * the default stays, with a remark.
 */
int jury_limit_settle(struct session *session, struct err *err);

#endif
