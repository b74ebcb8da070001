/* SPDX-License-Identifier: MIT */
/* One JSON line per input on which the first clusters disagree: disagreements.jsonl. */
#ifndef HARNESS_REPORT_DISAGREEMENT_LINES_H
#define HARNESS_REPORT_DISAGREEMENT_LINES_H

#include "record/record.h"
#include "base/buf.h"

/* Appends the object of the i-th of some disagreements of the run, with a line end. The keys are documented in harness/README.md. */
int disagreement_line(struct buf *out, const struct record *r, const struct disagreements *list,
                      size_t i, struct err *err);

/* Writes the record's to `fd`. */
int disagreement_lines_write(const struct record *r, int fd, struct err *err);

#endif
