/* SPDX-License-Identifier: MIT */
/* One JSON line per candidate, in input order: candidates.jsonl, and what `winnow filter` prints. */
#ifndef HARNESS_REPORT_CANDIDATE_LINES_H
#define HARNESS_REPORT_CANDIDATE_LINES_H

#include "record/roster.h"

/* How far the lines are written. */
struct candidate_lines {
    size_t next; /* the next candidate */
    bool counts; /* "copies" is written: all candidates are known, and so are their numbers */
};

/*
 * Writes to `fd` the lines of the candidates that come next, up to the first one that is not judged
 * yet. The keys are documented in harness/README.md.
 */
int candidate_lines_write(struct candidate_lines *lines, struct roster *roster, int fd,
                          struct err *err);

#endif
