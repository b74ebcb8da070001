/* SPDX-License-Identifier: MIT */
/* One JSON line per survivor, in order: outcomes.jsonl, what the clusters were made of. */
#ifndef HARNESS_REPORT_OUTCOME_LINES_H
#define HARNESS_REPORT_OUTCOME_LINES_H

#include "record/record.h"

/* Writes the lines to `fd`. The keys are documented in harness/README.md. */
int outcome_lines_write(const struct record *r, int fd, struct err *err);

#endif
