/* SPDX-License-Identifier: MIT */
/*
 * Makes an input smaller in steps, for a caller who can say whether a variant still shows what it is to
 * show (delta debugging: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
 * 2002). A variant leaves out lines, words of a line, a column, or letters, and may lower a number
 * by as much, since most inputs say how many there are; or it has a smaller number. Large steps come first.
 *
 *     shrinker_new
 *     shrinker_next     variants of the text that is the smallest so far, until there are none
 *     shrinker_accept   one of those that were given shows the same: variants of that one follow
 *     shrinker_free
 */
#ifndef HARNESS_INPUTS_SHRINK_H
#define HARNESS_INPUTS_SHRINK_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

struct shrinker;

/* How many variants can be given out before one of them is accepted. */
enum { SHRINK_BATCH = 64 };

/* The text is copied. One that is not lines of words (inputs/text.h) has no variants. */
int shrinker_new(struct shrinker **out, const char *text, size_t length, struct err *err);

/*
 * Writes the next variant: 1; 0 when no variant is left that was not given since the last that was
 * accepted; -1 when out of memory. Begins a new batch when `first`.
 */
int shrinker_next(struct shrinker *shrinker, bool first, struct buf *out, struct err *err);

/* The batch's variant `number`, from 0, becomes the text. */
int shrinker_accept(struct shrinker *shrinker, size_t number, struct err *err);

void shrinker_free(struct shrinker *shrinker); /* takes NULL */

#endif
