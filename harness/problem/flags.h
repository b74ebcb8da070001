/* SPDX-License-Identifier: MIT */
/* The arguments of the default output validator, as words. */
#ifndef HARNESS_PROBLEM_FLAGS_H
#define HARNESS_PROBLEM_FLAGS_H

#include "winnow/err.h"
#include "winnow/problem.h"

#include <stdbool.h>

/* What holds when no flag is given. */
void flags_default(struct compare_flags *flags);

/*
 * Reads "case_sensitive float_tolerance 1e-6" and the like into *flags. A word that is not known
 * is an ERR_INPUT, since leaving it out would give wrong verdicts; so is one tolerance with two
 * values.
 */
int flags_parse(const char *text, struct compare_flags *flags, struct err *err);

/* Both together; a tolerance that both give is that of `second`. */
struct compare_flags flags_joined(const struct compare_flags *first,
                                  const struct compare_flags *second);

#endif
