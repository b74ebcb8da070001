/* SPDX-License-Identifier: MIT */
/* One JSON line per candidate, in input order: candidates.jsonl, and what `winnow filter` prints. */
#ifndef HARNESS_HALL_CANDIDATE_LINES_H
#define HARNESS_HALL_CANDIDATE_LINES_H

#include "hall/ledger.h"

/* Writes all lines to `fd`. The keys are documented in harness/README.md. */
int candidate_lines_write(struct ledger *ledger, int fd, struct err *err);

#endif
