/* SPDX-License-Identifier: MIT */
/*
 * New inputs made from a problem's example inputs, without answers. Most proposals keep the structure
 * that the examples share (structure.h): a size and the list that it counts change together, values
 * keep their ranges and relations. Where no structure can be read off, the proposals are the raw
 * mutations of the AlphaCode paper (raw.h).
 *
 *     mutator_new     once: reads the structure off the examples
 *     mutator_next    as often as wanted; the caller validates, drops repeated ones, asks again
 *     mutator_free
 */
#ifndef HARNESS_INPUTS_MUTATE_H
#define HARNESS_INPUTS_MUTATE_H

#include "base/buf.h"
#include "inputs/constraints.h"
#include "inputs/dictionary.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct example {
    const char *data;
    size_t len;
};

struct mutator;

/*
 * The examples, any bytes, are copied. No proposal will be longer than `max_bytes`. Fails only when
 * out of memory.
 */
int mutator_new(struct mutator **out, const struct example *examples, size_t count, uint64_t seed,
                size_t max_bytes, struct err *err);

/*
 * From now on some of the proposals take values from the dictionary, which must be settled and outlive the
 * mutator; NULL: none does.
 */
void mutator_name(struct mutator *mutator, const struct dictionary *dictionary);

/*
 * Keeps the numbers of later proposals within ranges: the k-th range is for the k-th number of the format, if there
 * are as many and the examples agree with it; otherwise all numbers lie within the range of all, but those for which an
 * example shows another value. How many numbers have a range now; *in_order: by their order.
 */
size_t mutator_constrain(struct mutator *mutator, const struct constraints *constraints,
                         bool *in_order);

/*
 * Whether a validator has accepted a text, a proposal of anybody's: later proposals keep mostly within what was accepted where it rejects
 * what is beyond (lessons.h).
 */
void mutator_learn(struct mutator *mutator, const char *text, size_t length, bool accepted);

/*
 * Clears `out` and writes the next proposal; the cap of `out` is a limit as `max_bytes` is. The
 * k-th proposal depends on (examples, seed, k, the two limits) alone, and on what was constrained and learnt. Repeats an earlier proposal
 * or an example only where it finds nothing new. Fails only when out of memory.
 */
int mutator_next(struct mutator *mutator, struct buf *out, struct err *err);

/*
 * Whether the text has the structure that the examples share, and no number that is below all that were
 * seen in its place, nor is a zero or negative where none was. False where no structure is known.
 */
bool mutator_fits(struct mutator *mutator, const char *text, size_t length);

void mutator_free(struct mutator *mutator); /* takes NULL */

#endif
