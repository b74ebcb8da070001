/* SPDX-License-Identifier: MIT */
/* Whether a judgement keeps what the package promises of a submission. */
#ifndef HARNESS_PROBLEM_PROMISE_EXPECTATION_H
#define HARNESS_PROBLEM_PROMISE_EXPECTATION_H

#include "winnow/judgement.h"
#include "winnow/problem.h"

/*
 * Whether every promise holds for a judgement with its cases. Else `words` (of `size` bytes) says which
 * promise was broken by which case. Cases that were not run break no `permitted`.
 */
bool expectations_hold(const struct package_program *submission, const struct judgement *judgement,
                       char *words, size_t size);

/*
 * Whether the first failing case decides about the promises. Otherwise cases after it must be run:
 * something else is permitted than is required, or the promise was made for this submission.
 */
bool expectations_need_first(const struct package_program *submission);

/*
 * The slowest case that bounds the time limit from below (or from above), or -1: none does. `limit` is
 * the one that the cases were run with.
 */
nsec_t expectations_bound(const struct package_program *submission,
                          const struct judgement *judgement, bool upper, nsec_t limit);

/* Whether the submission bounds the time limit so. */
bool expectations_have_bound(const struct package_program *submission, bool upper);

#endif
