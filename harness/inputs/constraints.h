/* SPDX-License-Identifier: MIT */
/*
 * The ranges of numbers that a problem states, as a user types or pastes them:
 *
 *     1 <= n, m <= 10^5      bounds: -10^9, 2*10^5, 1e9, 2^31-1, 100,000
 *     2 ≤ a_i ≤ b_i < 1e9      a chain gives its bounds to every name in it
 *     n = 1..5
 *
 * Everything else is prose and skipped; so are ranges that another name bounds ("1 <= i <= n"), lengths ("|s|") and
 * sums. What the names mean cannot be known: mutate.h says how ranges and an input's numbers are put together.
 */
#ifndef HARNESS_INPUTS_CONSTRAINTS_H
#define HARNESS_INPUTS_CONSTRAINTS_H

#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

enum { MAX_RANGES = 64 };

struct range {
    int64_t low, high; /* both may come; never beyond ±10^18 */
};

struct constraints {
    struct range
        ranges[MAX_RANGES]; /* one for each name, in the order in which they are first named */
    size_t count;
    struct range all; /* the smallest that holds them */
};

/* Reads any bytes; the count is 0 where no range was found. Ranges that are empty are dropped. */
void constraints_read(struct constraints *out, const char *text, size_t length);

/* Reads the file of that name, or else the text itself. ERR_INPUT where no range is in it. */
int constraints_load(struct constraints *out, const char *text_or_file, struct err *err);

#endif
