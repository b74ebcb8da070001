/* SPDX-License-Identifier: MIT */
#include "inputs/draw.h"

#include <inttypes.h>

/* Beyond this nothing is drawn, so that sums and products of bounds cannot overflow. */
static const int64_t FAR = 1000000000000000000;

static int64_t between(struct maker *maker, int64_t low, int64_t high)
{
    return low < high ? rng_between(&maker->rng, low, high) : low;
}

static int64_t magnitude(int64_t number)
{
    return number < 0 ? -number : number;
}

static int64_t largest(const struct slot *slot)
{
    int64_t low = magnitude(slot->min), high = magnitude(slot->max);

    return low > high ? low : high;
}

static int64_t one(const struct slot *slot)
{
    int64_t scale = 1;

    for (unsigned i = 0; i < slot->decimals; i++)
        scale *= 10;
    return scale;
}

static int64_t number_seen(struct maker *maker, const struct slot *slot)
{
    return slot->value_count > 0 ? slot->values[maker_below(maker, slot->value_count)] : 0;
}

static int64_t number_between(struct maker *maker, const struct slot *slot)
{
    return between(maker, slot->min, slot->max);
}

/* A number as another field of the row has it: positions, colours, sides are of one kind. */
static int64_t number_of_sibling(struct maker *maker, const struct slot *slot)
{
    const struct slot *slots = maker->structure->slots;
    size_t own = (size_t)(slot - slots), reach = 4;
    size_t low = own > reach ? own - reach : 0, span = own + reach - low + 1;
    const struct slot *other = &slots[low + maker_below(maker, span)];

    if (other >= slots + maker->structure->slot_count || other->type != slot->type ||
        other->decimals != slot->decimals || other->counts || other->single != slot->single)
        other = slot;
    return between(maker, other->min, other->max);
}

static int64_t number_at_end(struct maker *maker, const struct slot *slot)
{
    return maker_chance(maker, 50) ? slot->min : slot->max;
}

static int64_t number_beside(struct maker *maker, const struct slot *slot)
{
    int64_t step = between(maker, 1, 2) * one(slot), base = number_seen(maker, slot);

    return maker_chance(maker, 50) ? base + step : base - step;
}

static int64_t number_beyond(struct maker *maker, const struct slot *slot)
{
    int64_t spread = slot->max - slot->min, half = largest(slot) / 2;

    spread = spread > half ? spread : half;
    spread = spread > 2 * one(slot) ? spread : 2 * one(slot);
    if (spread < FAR / 64)
        spread *= 1 + (int64_t)(maker->ambition < 16 ? maker->ambition : 16);
    if (slot->min > 0 || maker_chance(maker, 65))
        return between(maker, slot->max, slot->max + spread);
    return between(maker, slot->min - spread, slot->min);
}

static int64_t number_alike(struct maker *maker, const struct slot *slot)
{
    int64_t seen = number_seen(maker, slot), low = 1;

    while (low <= magnitude(seen) / 10)
        low *= 10;
    return between(maker, low, low * 10 - 1) * (seen < 0 ? -1 : 1);
}

static int64_t number_small(struct maker *maker, const struct slot *slot)
{
    /* Years, prices, masses: where all numbers are large, small ones are rarely allowed. */
    if (slot->min >= 100 * one(slot) && maker_chance(maker, 75))
        return number_alike(maker, slot);
    return between(maker, slot->min < 0 ? -3 : 0, 10) * one(slot);
}

static int64_t number_round(struct maker *maker, const struct slot *slot)
{
    int64_t limit = largest(slot) < FAR / 1000 ? largest(slot) * 20 : FAR, round = 10 * one(slot);

    if (maker->ambition > 1 && maker_chance(maker, 10))
        limit = limit < FAR / 1000 ? limit * 1000 : FAR;
    while (round <= limit / 10 && !maker_chance(maker, 40))
        round *= 10;
    if (maker_chance(maker, 30))
        round += maker_chance(maker, 50) ? -one(slot) : one(slot);
    return slot->min < 0 && maker_chance(maker, 40) ? -round : round;
}

static int64_t number_wide(struct maker *maker, const struct slot *slot)
{
    int64_t high = largest(slot) > 0 ? largest(slot) : one(slot);

    for (unsigned i = maker->ambition < 6 ? 1 : 2; i > 0 && high < FAR / 10; i--)
        high *= 10;
    /* Even over the orders of size, not over the numbers: most would be near the end. */
    while (high > 20 && maker_chance(maker, 60))
        high /= 3;
    return between(maker, slot->min < 0 ? -high : 1, high);
}

/* Where numbers come from. */
static const struct number_source {
    int64_t (*draw)(struct maker *maker, const struct slot *slot);
    unsigned weight;
    bool wanders; /* leaves what was seen: more so as new proposals become rare */
    const char *why;
} number_sources[] = {
    {number_seen, 16, false, "valid for sure, and equal values make ties"},
    {number_between, 24, false, "valid almost for sure"},
    {number_of_sibling, 8, false, "one example shows little of a field's range"},
    {number_beside, 16, false, "off by one"},
    {number_at_end, 8, false, "boundaries"},
    {number_small, 14, false, "small cases hold the special ones"},
    {number_alike, 8, false, "as many digits as one seen"},
    {number_beyond, 10, true, "examples seldom show the whole range"},
    {number_round, 3, false, "limits are round numbers"},
    {number_wide, 5, true, "other orders of size: overflow, slow loops"},
};

enum { NUMBER_SOURCES = sizeof number_sources / sizeof number_sources[0] };

int64_t draw_allowed(struct maker *maker, const struct slot *slot, int64_t number)
{
    if (number > FAR)
        number = FAR;
    if (number < -FAR)
        number = -FAR;
    if (slot->min >= 0 && number < 0)
        number = -number;
    if (number == 0 && !slot->zero && !maker_chance(maker, slot->min > 0 ? 10 : 50))
        number = one(slot);
    return number;
}

bool draw_bound(const struct maker *maker, size_t index, int64_t *low, int64_t *high)
{
    const struct slot *slot = &maker->structure->slots[index];

    if (!maker_keeps(maker, index, slot->bound_sure))
        return false;
    *low = slot->bound_low;
    *high = maker->scope.value[slot->bound_slot] + slot->bound_off;
    return *low <= *high;
}

int64_t draw_number(struct maker *maker, size_t index)
{
    const struct slot *slot = &maker->structure->slots[index];
    unsigned weights[NUMBER_SOURCES];
    int64_t low, high;

    if (maker_closed(maker, index))
        return number_seen(maker, slot);
    if (draw_bound(maker, index, &low, &high)) {
        if (maker_chance(maker, 25))
            return maker_chance(maker, 50) ? low : high;
        return between(maker, low, high);
    }
    for (size_t i = 0; i < NUMBER_SOURCES; i++)
        weights[i] =
            number_sources[i].weight *
            (number_sources[i].wanders ? 1 + (maker->ambition < 20 ? maker->ambition : 20) / 2 : 1);
    return draw_allowed(
        maker, slot, number_sources[maker_pick(maker, weights, NUMBER_SOURCES)].draw(maker, slot));
}
