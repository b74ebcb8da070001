/* SPDX-License-Identifier: MIT */
/* One JSON line per survivor, in order: outcomes.jsonl, what the clusters were made of. */
#ifndef HARNESS_HALL_OUTCOME_LINES_H
#define HARNESS_HALL_OUTCOME_LINES_H

#include "base/buf.h"
#include "pipeline.h"

/* Adds the lines to `out`. The keys are documented in harness/README.md. */
int outcome_lines(struct buf *out, const struct pipeline *p, struct err *err);

#endif
