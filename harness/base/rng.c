/* SPDX-License-Identifier: MIT */
#include "base/rng.h"

static uint64_t mix_bits(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void rng_init(struct rng *rng, uint64_t seed, uint64_t stream)
{
    rng->state = mix_bits(seed + 0x9e3779b97f4a7c15u) ^ mix_bits(stream * 0xd1342543de82ef95u + 1);
}

uint64_t rng_next(struct rng *rng)
{
    rng->state += 0x9e3779b97f4a7c15u;
    return mix_bits(rng->state);
}

uint64_t rng_below(struct rng *rng, uint64_t n)
{
    uint64_t skip = (0 - n) % n; /* 2^64 mod n: the values that would favour the small ones */
    uint64_t r;

    do {
        r = rng_next(rng);
    } while (r < skip);
    return r % n;
}

int64_t rng_between(struct rng *rng, int64_t low, int64_t high)
{
    uint64_t span = (uint64_t)high - (uint64_t)low;

    if (span == UINT64_MAX)
        return (int64_t)rng_next(rng);
    return (int64_t)((uint64_t)low + rng_below(rng, span + 1));
}
