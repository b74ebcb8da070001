/* SPDX-License-Identifier: MIT */
/*
 * Decimal numbers as they stand in outputs: a sign, digits with at most one point, an exponent.
 * No hexadecimal, no inf, no nan: under the problem package format 2025-09 those are strings.
 * A number keeps its first DECIMAL_DIGITS significant digits, for rounding, and a reference to the
 * text with all of them, for distances. So a token of a million digits costs no memory.
 */
#ifndef HARNESS_COMPARE_DECIMAL_H
#define HARNESS_COMPARE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_DIGITS    64
#define DECIMAL_OF_DOUBLE 32
#define DECIMAL_TEXT      (DECIMAL_DIGITS + 24) /* room for decimal_text with its NUL */

/* ± 0.d₁d₂d₃… × 10^exponent. d₁ is not 0; zero has no digits, exponent 0 and no sign. */
struct decimal {
    bool negative;
    size_t count;
    int64_t exponent;
    char digits[DECIMAL_DIGITS]; /* '0' … '9', not terminated */
    const char *text, *end;      /* all digits from d₁ on, perhaps with a point; borrowed */
};

/*
 * Reads the n bytes, all of them. False when they are not a number; *out is then undefined. An
 * exponent below -10^16 gives zero.
 */
bool decimal_parse(const char *text, size_t n, struct decimal *out);

/*
 * The decimal that was written to get this finite double: 1e-6 as a double is a little below 10^-6, and
 * an error of exactly 0.000001 would be above it. Up to 15 digits survive the way into a double and
 * back; when more were written, 17 digits of the double itself are taken. `text` is for *out to refer to.
 */
void decimal_of_double(double value, char text[DECIMAL_OF_DOUBLE], struct decimal *out);

/* An exponent above 10^16: all of these numbers look alike, so that none has a distance. */
bool decimal_is_huge(const struct decimal *number);

/*
 * Compares the distance |a-b| with the bound, or with bound*|a| when it is relative: -1 when the
 * distance is smaller, 0 when it is the same, 1 when it is larger. Exact, whatever the lengths and
 * exponents: linear time, no memory. The numbers are as decimal_parse left them (not rounded), their
 * texts are still there, and none is huge.
 */
int decimal_compare_distance(const struct decimal *a, const struct decimal *b,
                             const struct decimal *bound, bool relative);

/*
 * Rounds to `keep` significant digits, halves away from zero. keep may be 0 or less: the number is
 * then rounded to a multiple of a power of ten above its own first digit, which is mostly zero.
 */
void decimal_round(struct decimal *number, int64_t keep);

/* The one text of this value, itself a decimal number; returns its length. "0" for zero. */
size_t decimal_text(const struct decimal *number, char out[DECIMAL_TEXT]);

#endif
