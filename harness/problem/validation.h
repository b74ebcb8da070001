/* SPDX-License-Identifier: MIT */
/* How a package's outputs are judged: by comparison, or by its own output validators. */
#ifndef HARNESS_PROBLEM_VALIDATION_H
#define HARNESS_PROBLEM_VALIDATION_H

#include "problem/parts.h"

/*
 * After problem.yaml: finds the output validators, if they are to be used. `flags` are theirs, or those
 * of the comparison; they stand at `path`, line `line`.
 */
int validation_load(struct loading *loading, const char *flags, size_t line, const char *path,
                    struct err *err);

/* After problem.yaml: finds static_validator/ (2025-09), which is used where groups ask for it. */
int static_validator_find(struct loading *loading, struct err *err);

/* After the test data: the problem has it, or a warning that no group asks for it. */
int static_validator_settle(struct loading *loading, struct err *err);

#endif
