/* SPDX-License-Identifier: MIT */
/* The results of `winnow verify` as JUnit XML, which Jenkins and GitLab show. */
#ifndef HARNESS_REPORT_JUNIT_H
#define HARNESS_REPORT_JUNIT_H

#include "base/buf.h"
#include "record/verification.h"
#include "winnow/err.h"

/*
 * Adds a test suite with a test case for each submission and each data check. What was not run is
 * skipped; a warning is no failure. Control characters and bytes that are not UTF-8 become U+FFFD. -1: the
 * buffer's cap.
 */
int junit_add(struct buf *out, const struct verification *v, struct err *err);

/* Adds a suite with an error, for a problem that could not be verified. */
int junit_add_error(struct buf *out, const char *problem, const char *message, struct err *err);

/* Puts the suites into a document and writes it to `path`. */
int junit_write(const char *path, const struct buf *suites, struct err *err);

#endif
