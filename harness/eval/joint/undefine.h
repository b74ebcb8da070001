/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_EVAL_JOINT_UNDEFINE_H
#define HARNESS_EVAL_JOINT_UNDEFINE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * Macros of a program that would rewrite the tests behind it: adds a #undef for each word of the tests, unless the
 * program can define none, or the word is a macro of the standard headers. Macros in capitals stay.
 * `has_assert_header`: assert.h is included anew where the tests use it. 0, or -1: out of memory.
 */
int joint_undefine(const char *program, const char *tests, bool has_assert_header, struct buf *out);

#endif
