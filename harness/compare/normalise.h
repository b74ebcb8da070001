/* SPDX-License-Identifier: MIT */
/*
 * The canonical form of an output: what is hashed to tell programs apart that print different
 * things. Outputs that compare_output calls equal have equal forms, numbers within a tolerance
 * excepted (see below):
 *
 * - tokens joined by one space (a token cannot hold a space, so the form is unambiguous), or, with
 *   space_change_sensitive, all bytes as they are;
 * - A–Z lowered unless case_sensitive;
 * - with a tolerance, each token that is a decimal number becomes its value, rounded. A relative
 *   tolerance r rounds to round(-log10 r) significant digits (1 … 17); an absolute tolerance t to a
 *   multiple of 10^-round(-log10 t), and makes values below t zero; with both, the coarser rounding
 *   is taken. There is no -0.
 *
 * Being within a tolerance is not transitive, and no form can match it: two values may be within
 * the tolerance and astride a rounding boundary, and their forms then differ; two values a few
 * tolerances apart may round to one. The programs that this sorts mostly differ by rounding errors
 * far below the tolerance, where the first is rare, or by whole units, where the second is.
 */
#ifndef HARNESS_COMPARE_NORMALISE_H
#define HARNESS_COMPARE_NORMALISE_H

#include "base/hash.h"
#include "winnow/problem.h"

#include <stddef.h>

/* Feeds the form of the n bytes to the hash. Linear time, constant memory; any bytes. */
void normalise_output(const char *output, size_t n, const struct compare_flags *flags,
                      struct hash_state *into);

#endif
