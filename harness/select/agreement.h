/* SPDX-License-Identifier: MIT */
/*
 * Survivors and tests that may both be wrong: which survivors pass which of the tests that somebody, mostly a model,
 * wrote with an expected output. Survivors that pass the same tests are a set, and the rules say which set is best:
 *
 * - maxpass: the one that passes most tests.
 * - codet (Chen et al. 2022, arXiv 2207.10397, with the square root of its experiments): sqrt(programs) × tests, copies of both
 *   counted. Sets with equal scores are one.
 * - b4 (Chen et al. 2024, arXiv 2409.08692): the likelihood of the whole matrix if this set were right, with beta priors:
 *   right programs pass right tests, and others seldom do.
 */
#ifndef HARNESS_SELECT_AGREEMENT_H
#define HARNESS_SELECT_AGREEMENT_H

#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct agreement {
    const bool *passes;     /* by survivor, then test */
    const uint64_t *copies; /* by test: how often it was written */
    size_t tests;
};

enum agreement_rule { AGREEMENT_MAXPASS, AGREEMENT_CODET, AGREEMENT_B4 };

/*
 * Writes the rank of each survivor's set, 0 for the best; sets with equal scores have one rank. `weights` is by
 * survivor: its copies. Fails only when out of memory.
 */
int agreement_rank(const struct agreement *agreement, enum agreement_rule rule,
                   const uint64_t *weights, size_t survivors, size_t *ranks, struct err *err);

#endif
