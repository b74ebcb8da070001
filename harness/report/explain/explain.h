/* SPDX-License-Identifier: MIT */
/* The story of one candidate of a finished run, for people: `winnow run --explain ID`. */
#ifndef HARNESS_REPORT_EXPLAIN_EXPLAIN_H
#define HARNESS_REPORT_EXPLAIN_EXPLAIN_H

#include "winnow/err.h"
#include "winnow/judgement.h"

/* What is known besides, where the run is still there. */
struct explain_more {
    const struct judgement *examples; /* with the cases, which were run once more; or NULL */
    const char
        *apart; /* a line as in disagreements.jsonl, of its cluster and the first one; or "" */
};

/*
 * Prints to stdout what DIR's files know of the candidate, the first of that id: its copies, compile, the examples, its cluster, what
 * sets that apart from the first one, and why it was submitted or not. ERR_INPUT: DIR has no finished run, or no such candidate.
 */
int explain_candidate(const char *dir, const char *id, const struct explain_more *more,
                      struct err *err);

#endif
