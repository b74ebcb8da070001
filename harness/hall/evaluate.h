/* SPDX-License-Identifier: MIT */
/* The last stage: what was selected, judged on the secret tests. */
#ifndef HARNESS_HALL_EVALUATE_H
#define HARNESS_HALL_EVALUATE_H

#include "hall/filtered.h"
#include "hall/journal.h"
#include "select/select.h"

enum { EVALUATED_DETAIL = 800 };

struct evaluated {
    enum verdict verdict;
    const char *test; /* the first that failed, or NULL; borrowed from the problem */
    /* A trial's, of which every byte may have become three on the way through a journal. */
    char detail[EVALUATED_DETAIL];
    nsec_t cpu;
    bytes_t memory;
};

/*
 * Fills `out[i]` for each pick, from the journal where it was evaluated before. The secret tests
 * are read here, after everything was selected.
 */
int evaluate_picks(struct evaluated *out, struct session *session, struct ledger *ledger,
                   struct journal *journal, struct filtered *filtered,
                   const struct select_pick *picks, size_t count, struct err *err);

#endif
