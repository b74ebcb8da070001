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
 *   nan) asks for a number: |s-a| <= absolute or |s-a| <= relative*|a|, in long double. Integers
 *   are numbers too.
 * - A number beyond the range of long double (1e999999) has no distance to others, so that it is
 *   compared as a string.
 */
#ifndef HARNESS_JUDGE_COMPARE_H
#define HARNESS_JUDGE_COMPARE_H

#include "winnow/problem.h"

#include <stdbool.h>
#include <stddef.h>

struct comparison {
    bool equal;
    size_t line;      /* of the output, from 1, where the first difference is; 0 when equal */
    char detail[200]; /* the difference in words, printable ASCII; "" when equal */
};

/*
 * Compares the output with the answer. Takes time linear in the two lengths and no memory. The
 * texts need no terminator and may be NULL when their length is 0.
 */
void compare_output(const char *answer, size_t answer_len, const char *output, size_t output_len,
                    const struct compare_flags *flags, struct comparison *out);

#endif
