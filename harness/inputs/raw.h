/* SPDX-License-Identifier: MIT */
/*
 * The three mutations of the AlphaCode paper (section 3.2.1) on plain bytes, for inputs without a
 * known structure: integers incremented and decremented, characters of strings swapped and
 * changed, bits of binary inputs flipped.
 */
#ifndef HARNESS_INPUTS_RAW_H
#define HARNESS_INPUTS_RAW_H

#include "base/buf.h"
#include "base/rng.h"

#include <stddef.h>

/*
 * Puts a copy of the bytes with `edits` mutations into the empty `out`. No number becomes negative that was
 * not. Without a byte to mutate, makes up a short input. -1 at the buffer's cap or out of memory.
 */
int raw_mutate(struct rng *rng, const char *data, size_t len, size_t edits, struct buf *out);

#endif
