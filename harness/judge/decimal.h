/* SPDX-License-Identifier: MIT */
/*
 * Decimal numbers as they stand in outputs: a sign, digits with at most one point, an exponent.
 * No hexadecimal, no inf, no nan: under the problem package format 2025-09 those are strings.
 * A number is held by its first DECIMAL_DIGITS significant digits, so that a token of a million
 * digits costs one pass and no memory; 64 is three times what a long double can tell apart.
 */
#ifndef HARNESS_JUDGE_DECIMAL_H
#define HARNESS_JUDGE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_DIGITS 64
#define DECIMAL_TEXT   (DECIMAL_DIGITS + 24) /* room for decimal_text with its NUL */

/*
 * ± 0.d₁d₂d₃… × 10^exponent. d₁ is not 0; zero has no digits, exponent 0 and no sign. Values nearer
 * to zero than 10^-4940, the edge of what a long double holds with full precision, are zero.
 */
struct decimal {
    bool negative;
    size_t count;
    int64_t exponent;
    char digits[DECIMAL_DIGITS]; /* '0' … '9', not terminated */
};

/* Reads the n bytes, all of them. False when they are not a number; *out is then undefined. */
bool decimal_parse(const char *text, size_t n, struct decimal *out);

/* False when the value is beyond the range of a long double; *value is then untouched. */
bool decimal_value(const struct decimal *number, long double *value);

/*
 * Rounds to `keep` significant digits, halves away from zero. keep may be 0 or less: the number is
 * then rounded to a multiple of a power of ten above its own first digit, which is mostly zero.
 */
void decimal_round(struct decimal *number, int64_t keep);

/* The one text of this value, itself a decimal number; returns its length. "0" for zero. */
size_t decimal_text(const struct decimal *number, char out[DECIMAL_TEXT]);

#endif
