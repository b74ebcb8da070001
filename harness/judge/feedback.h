/* SPDX-License-Identifier: MIT */
/*
 * The feedback directory of an output validator (problem package format, "Reporting additional
 * feedback"). Whoever wrote the validator chose what is in it: regular files only, without following
 * links, and no more bytes than are wanted.
 */
#ifndef HARNESS_JUDGE_FEEDBACK_H
#define HARNESS_JUDGE_FEEDBACK_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

#define FEEDBACK_DIRECTORY "feedback"

/* Whether there is a regular file of that name. */
bool feedback_has(int dir, const char *name);

/* Opens a regular file for reading, or -1. The caller closes it. */
int feedback_open(int dir, const char *name);

/* Fills `out` with the file's first line that is not empty, cut to its size; "" when there is none. */
void feedback_line(int dir, const char *name, char *out, size_t size);

#endif
