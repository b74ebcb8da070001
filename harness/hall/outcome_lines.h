/* SPDX-License-Identifier: MIT */
/* One JSON line per survivor, in order: outcomes.jsonl, what the clusters were made of. */
#ifndef HARNESS_HALL_OUTCOME_LINES_H
#define HARNESS_HALL_OUTCOME_LINES_H

#include "pipeline.h"

/* Writes the lines to `fd`. The keys are documented in harness/README.md. */
int outcome_lines_write(const struct pipeline *p, int fd, struct err *err);

#endif
