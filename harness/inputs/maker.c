/* SPDX-License-Identifier: MIT */
/* The chances of one proposal, and sizes, for draw.h. */
#include "inputs/draw.h"

/* For coins that are thrown once for a proposal, raw or not. */
enum { CLOSED_IDS = 100, CLOSED_SURE = 95, SIZED_IDS = 200, SIZED_SURE = 97 };

bool maker_chance(struct maker *maker, unsigned percent)
{
    return rng_below(&maker->rng, 100) < percent;
}

size_t maker_below(struct maker *maker, size_t n)
{
    return n > 0 ? (size_t)rng_below(&maker->rng, n) : 0;
}

static bool coin(const struct maker *maker, uint64_t id, unsigned percent)
{
    struct rng rng;

    rng_init(&rng, maker->salt, id);
    return rng_below(&rng, 100) < percent;
}

bool maker_keeps(const struct maker *maker, uint64_t id, unsigned sure)
{
    return !maker->lax && coin(maker, id, sure);
}

bool maker_closed(const struct maker *maker, size_t slot)
{
    return maker->structure->slots[slot].few && coin(maker, CLOSED_IDS + slot, CLOSED_SURE);
}

bool maker_sized(const struct maker *maker, size_t slot)
{
    return maker->structure->slots[slot].length.kind == COUNT_FIXED &&
           coin(maker, SIZED_IDS + slot, SIZED_SURE);
}

size_t maker_pick(struct maker *maker, const unsigned *weights, size_t count)
{
    size_t sum = 0, at;

    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    at = maker_below(maker, sum);
    for (size_t i = 0; i < count; i++) {
        if (at < weights[i])
            return i;
        at -= weights[i];
    }
    return 0;
}

int64_t draw_count(struct maker *maker, int64_t now, int64_t low, int64_t high)
{
    static const unsigned weights[] = {
        2, /* 1: no pairs, no neighbours */
        3, /* 2: one pair */
        2, /* 3: the first with a middle */
        4, /* one more or less than now: odd and even */
        3, /* a size seen */
        7, /* any small one */
        1, /* one that is not small */
    };
    int64_t twice = high > 6 ? 12 : high < 3 ? 6 : 2 * high, size = 1;

    if (low == 0 && maker_chance(maker, 6))
        return 0;
    switch (maker_pick(maker, weights, sizeof weights / sizeof weights[0])) {
    case 0:
        break;
    case 1:
        size = 2;
        break;
    case 2:
        size = 3;
        break;
    case 3:
        size = maker_chance(maker, 50) ? now + 1 : now - 1;
        break;
    case 4:
        size = (low < high ? rng_between(&maker->rng, low, high) : low);
        break;
    case 5:
        size = rng_between(&maker->rng, 1, twice);
        break;
    default:
        size = rng_between(&maker->rng, twice, 30);
        break;
    }
    if (size > 30 && size > high)
        size = 30;
    return size < 1 ? (low == 0 ? 0 : 1) : size;
}
