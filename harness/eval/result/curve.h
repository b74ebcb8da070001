/* SPDX-License-Identifier: MIT */
/* Estimates over many k's, for the pictures of report.html. */
#ifndef HARNESS_EVAL_RESULT_CURVE_H
#define HARNESS_EVAL_RESULT_CURVE_H

#include "base/json/json_writer.h"
#include "eval/result/results.h"

/*
 * Adds an object for each curve to the array that is open: "name", and "points" ([k, value, low, high]) for 1, 2, 5, 10, 20 … up to the
 * number of samples that every task has. n@k only where the suite's public tests are known.
 */
void curves_put(struct json_writer *w, const struct summary *summary, const struct suite *suite,
                uint64_t seed);

#endif
