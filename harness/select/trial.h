/* SPDX-License-Identifier: MIT */
/* A rule tried on survivors of which it is known whether they are right: how often its first picks solve the problem. */
#ifndef HARNESS_SELECT_TRIAL_H
#define HARNESS_SELECT_TRIAL_H

#include "select/select.h"

/* Everything is borrowed. */
struct select_trial {
    const bool *right;    /* by survivor */
    uint64_t seed, seeds; /* the first seed, and how many */
    const unsigned *ks;   /* after how many picks it is looked */
    size_t k_count;
};

/* Writes for each k the share of the seeds with which one of the first k picks is right. Errors as of select_picks. */
int select_solves(const struct select_pool *pool, enum select_rule rule,
                  const struct select_trial *trial, double *solved, struct err *err);

#endif
