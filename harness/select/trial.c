/* SPDX-License-Identifier: MIT */
#include "select/trial.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

int select_solves(const struct select_pool *pool, enum select_rule rule,
                  const struct select_trial *trial, double *solved, struct err *err)
{
    size_t most = 0;

    for (size_t k = 0; k < trial->k_count; k++) {
        solved[k] = 0;
        most = trial->ks[k] > most ? trial->ks[k] : most;
    }
    for (uint64_t s = 0; s < trial->seeds; s++) {
        cleanup_free struct select_pick *picks = NULL;
        size_t count, at = 0;

        if (select_picks(pool, rule, trial->seed + s, most, &picks, &count, err) < 0)
            return -1;
        while (at < count && !trial->right[picks[at].survivor])
            at++;
        for (size_t k = 0; k < trial->k_count; k++)
            solved[k] += at < count && at < trial->ks[k];
    }
    for (size_t k = 0; k < trial->k_count; k++)
        solved[k] /= (double)trial->seeds;
    return 0;
}
