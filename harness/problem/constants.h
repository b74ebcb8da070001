/* SPDX-License-Identifier: MIT */
/*
 * problem.yaml's constants (2025-09): {{name}} stands for a value in validators, included files and
 * submissions, but not in test data.
 */
#ifndef HARNESS_PROBLEM_CONSTANTS_H
#define HARNESS_PROBLEM_CONSTANTS_H

#include "base/buf.h"
#include "winnow/err.h"
#include "winnow/problem.h"

/* Takes one constant. ERR_INPUT: a name that none may have. */
int constants_add(struct problem *problem, const char *name, const char *value, struct err *err);

/* Puts values for names into the text. -1: it grew beyond its cap. */
int constants_replace(const struct problem *problem, struct buf *text, struct err *err);

void constants_free(struct problem *problem);

#endif
