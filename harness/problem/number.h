/* SPDX-License-Identifier: MIT */
/* Numbers in metadata: plain decimals, no inf, nan or hexadecimal, no trailing text. */
#ifndef HARNESS_PROBLEM_NUMBER_H
#define HARNESS_PROBLEM_NUMBER_H

#include "winnow/err.h"

#include <stdint.h>

/* Reads all of `text` as a finite number; blanks around it are allowed. */
int number_parse(const char *text, double *value, struct err *err);

/* As number_parse, and the value must be above 0 and not above `most`. */
int number_positive(const char *text, double most, double *value, struct err *err);

/* A positive number of `unit`s (a MiB, a second in nanoseconds), at most `most` of them. */
int number_quantity(const char *text, int64_t unit, double most, int64_t *value, struct err *err);

#endif
