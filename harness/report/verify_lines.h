/* SPDX-License-Identifier: MIT */
/* What `winnow verify` prints of one problem: for people, and as JSON lines. */
#ifndef HARNESS_REPORT_VERIFY_LINES_H
#define HARNESS_REPORT_VERIFY_LINES_H

#include "base/buf.h"
#include "record/verification.h"
#include "winnow/err.h"

#include <stdio.h>

/* A row for each submission and data check, verdicts by group, and how far the time limit is away. */
int verify_print(const struct verification *v, FILE *out, struct err *err);

/* A line for each submission and each data check; harness/README.md documents the keys. */
int verify_json(const struct verification *v, struct buf *out, struct err *err);

#endif
