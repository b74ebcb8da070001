/* SPDX-License-Identifier: MIT */
/*
 * LiveCodeBench's private tests: base64 of zlib data of a pickle of one str, which is JSON. The pickle is not run:
 * it must consist of the instructions that put one str on the stack (pickletools.py, protocols 2 to 5).
 */
#ifndef HARNESS_EVAL_SUITE_PACKED_TESTS_H
#define HARNESS_EVAL_SUITE_PACKED_TESTS_H

#include "winnow/err.h"

/* Replaces *text, malloc'ed, by what it has packed; a text that begins as JSON does stays. ERR_INPUT: damaged. */
int packed_tests_open(char **text, struct err *err);

#endif
