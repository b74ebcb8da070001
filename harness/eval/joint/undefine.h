/* SPDX-License-Identifier: MIT */
#ifndef HARNESS_EVAL_JOINT_UNDEFINE_H
#define HARNESS_EVAL_JOINT_UNDEFINE_H

#include "base/buf.h"

/*
 * Macros of a C or C++ program that would rewrite the tests behind it: adds a #undef for each word of the tests, unless the
 * program can define none, or the word is a macro of the standard headers. Macros in capitals stay. 0, or -1: out of memory.
 */
int joint_undefine(const char *program, const char *tests, struct buf *out);

#endif
