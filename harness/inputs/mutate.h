/* SPDX-License-Identifier: MIT */
/*
 * New inputs out of a problem's example inputs, without a word about their answers. What the
 * examples have in common (structure.h) is kept by most proposals: sizes change together with what
 * they count, values keep their ranges and relations. Some are the raw mutations of the AlphaCode
 * paper (raw.h), and all of them are where no structure can be read off.
 *
 *     mutator_new     once: reads the structure off the examples
 *     mutator_next    as often as wanted; the caller validates, drops repeated ones, asks again
 *     mutator_free
 */
#ifndef HARNESS_INPUTS_MUTATE_H
#define HARNESS_INPUTS_MUTATE_H

#include "base/buf.h"
#include "winnow/err.h"

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
 * Clears `out` and writes the next proposal; the cap of `out` is a limit as `max_bytes` is. The
 * k-th proposal depends on (examples, seed, k, the two limits) alone. Repeats an earlier proposal
 * or an example only where it finds nothing new. Fails only when out of memory.
 */
int mutator_next(struct mutator *mutator, struct buf *out, struct err *err);

void mutator_free(struct mutator *mutator); /* takes NULL */

#endif
