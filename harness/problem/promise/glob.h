/* SPDX-License-Identifier: MIT */
/* The globs of submissions.yaml (problem package format 2025-09, "Glob patterns"). */
#ifndef HARNESS_PROBLEM_PROMISE_GLOB_H
#define HARNESS_PROBLEM_PROMISE_GLOB_H

#include <stdbool.h>

enum { GLOB_MAX = 1000 }; /* bytes of a pattern */

/*
 * Whether the pattern matches the path or a directory that the path is in. `*` matches any characters
 * of one name, `{a,b}` one of the alternatives; all else stands for itself. A pattern that is too long,
 * or takes more than 100,000 steps, matches nothing.
 */
bool glob_match(const char *pattern, const char *path);

#endif
