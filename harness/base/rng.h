/* SPDX-License-Identifier: MIT */
/*
 * Seeded random numbers: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014). Reports need the same numbers on every machine.
 */
#ifndef HARNESS_BASE_RNG_H
#define HARNESS_BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t state;
};

/* Generators that differ in `stream` alone give unrelated numbers. */
void rng_init(struct rng *rng, uint64_t seed, uint64_t stream);
uint64_t rng_next(struct rng *rng);
uint64_t rng_below(struct rng *rng, uint64_t n);                 /* 0 … n-1, unbiased; n > 0 */
int64_t rng_between(struct rng *rng, int64_t low, int64_t high); /* low … high, both included */

#endif
