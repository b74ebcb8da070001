/* SPDX-License-Identifier: MIT */
/* One JSON line per candidate, in input order: candidates.jsonl, and what `winnow filter` prints. */
#ifndef HARNESS_REPORT_CANDIDATE_LINES_H
#define HARNESS_REPORT_CANDIDATE_LINES_H

#include "record/roster.h"

/* Writes all lines to `fd`. The keys are documented in harness/README.md. */
int candidate_lines_write(struct roster *roster, int fd, struct err *err);

#endif
