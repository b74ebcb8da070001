/* SPDX-License-Identifier: MIT */
/*
 * Is this output right? The comparison of the default output validator of the ICPC problem package
 * format. Where the tools in use differ, the text of version 2025-09 ("Default output validator
 * specification") is followed. The points decided:
 *
 * - Tokens are split at the six whitespace bytes, and the number of tokens must agree. Any other
 *   byte, NUL included, belongs to a token.
 * - Without case_sensitive, A–Z equal a–z; no other letters are folded.
 * - With space_change_sensitive, each run of whitespace must agree byte for byte, the leading and
 *   trailing ones included.
 * - With a tolerance, an answer token that is a decimal number (decimal.h: no hexadecimal, inf or
 *   nan, which are strings) asks for a number: |s-a| <= absolute or |s-a| <= relative*|a|. Integers
 *   are numbers too. The distance and the bounds are exact decimals, the tolerance being the decimal
 *   that was written: 1.100001 is within 1e-6 of 1.1. problemtools and DOMjudge compute in double
 *   and long double. They differ from this where the distance is the tolerance up to rounding, and
 *   for numbers beyond their range, which they take for infinite or zero.
 * - A number with an exponent above 10^16 has no distance to others: it is compared as a string.
 */
#ifndef HARNESS_COMPARE_COMPARE_H
#define HARNESS_COMPARE_COMPARE_H

#include "compare/decimal.h"
#include "compare/token.h"
#include "winnow/problem.h"

#include <stdbool.h>
#include <stddef.h>

struct comparison {
    bool equal;
    size_t line; /* of the output, from 1, where the first difference is; 0 when equal */
    bool
        bad_answer; /* the answer itself is not what a checker (checker.h) wants: `detail` says why */
    char detail[200]; /* the difference in words, printable ASCII; "" when equal */
    /* The first bytes that differ; of one of the two NULL: it has ended. Both NULL: not known. Borrowed. */
    const char *answer_at, *output_at;
    bool folds; /* A–Z equal a–z; set before comparison_differ */
};

/*
 * Compares the output with the answer. Takes time linear in the two lengths and no memory. The
 * texts need no terminator and may be NULL when their length is 0.
 */
void compare_output(const char *answer, size_t answer_len, const char *output, size_t output_len,
                    const struct compare_flags *flags, struct comparison *out);

/* What the comparisons by name are made of as well. */
struct tolerance {
    bool given;
    struct decimal value;
    char text[DECIMAL_OF_DOUBLE];
};

struct tolerances {
    struct tolerance absolute, relative;
};

void tolerances_init(struct tolerances *tolerances, const struct compare_flags *flags);

enum match { MATCH, DIFFERENT, NOT_A_NUMBER, TOO_FAR };

enum match match_tokens(struct token answer, struct token output, const struct compare_flags *flags,
                        const struct tolerances *tolerances);

/* Says that `what` ("token") differs; an absent token (not: absent whitespace) has no text. */
void comparison_differ(struct comparison *out, const char *what, size_t number, size_t line,
                       struct token answer, struct token output, enum match why);

#endif
