/* SPDX-License-Identifier: MIT */
/* The last stage: what was selected, judged on the secret tests. */
#ifndef HARNESS_HALL_EVALUATE_H
#define HARNESS_HALL_EVALUATE_H

#include "hall/filter.h"
#include "select/select.h"

struct evaluated {
    enum verdict verdict;
    const char *test; /* the first that failed, or NULL; borrowed from the problem */
    char detail[256];
    nsec_t cpu;
    bytes_t memory;
};

/* Fills `out[i]` for each pick. The secret tests are read here, after everything was selected. */
int evaluate_picks(struct evaluated *out, struct session *session, const struct filtered *filtered,
                   const struct select_pick *picks, size_t count, struct err *err);

#endif
