/* SPDX-License-Identifier: MIT */
#include "inputs/draw.h"

#include <ctype.h>
#include <string.h>

enum {
    KEPT_FROM = 50,    /* percent of trust from which a relation is kept */
    MAX_LENGTH = 200,  /* of words that are made up; seen ones may be longer */
    NAMED_SIZE = 2000, /* the largest size that is taken from a dictionary: others make long runs */
};

/* Nothing beyond this is drawn, so that sums and products of bounds cannot overflow. */
static const int64_t FAR = 1000000000000000000;

bool maker_chance(struct maker *maker, unsigned percent)
{
    return rng_below(&maker->rng, 100) < percent;
}

size_t maker_below(struct maker *maker, size_t n)
{
    return n > 0 ? (size_t)rng_below(&maker->rng, n) : 0;
}

bool maker_keeps(const struct maker *maker, unsigned sure)
{
    return !maker->lax && sure >= KEPT_FROM;
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

/* The number, or one beside it: loop bounds and array sizes are off by one from what may come. */
static bool named_number(struct maker *maker, int64_t *out)
{
    if (!maker->names || !dictionary_number(maker->names, &maker->rng, out))
        return false;
    if (maker_chance(maker, 35))
        *out += maker_chance(maker, 50) ? 1 : -1;
    return true;
}

/* An array of 105 is for 100. */
static bool named_size(struct maker *maker, int64_t *out)
{
    int64_t power = 1;

    if (!named_number(maker, out) || *out < 1 || *out > NAMED_SIZE)
        return false;
    while (power <= *out / 10)
        power *= 10;
    if (*out % power > 0 && *out % power <= 20 && maker_chance(maker, 50))
        *out -= *out % power;
    return true;
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
        4, /* one that sources name: as many as their arrays hold */
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
    case 6:
        size = rng_between(&maker->rng, twice, 30);
        break;
    default:
        if (named_size(maker, &size))
            return size;
        size = rng_between(&maker->rng, 1, twice);
        break;
    }
    if (size > 30 && size > high)
        size = 30;
    return size < 1 ? (low == 0 ? 0 : 1) : size;
}

int64_t draw_size(struct maker *maker, const struct slot *slot, int64_t now)
{
    int64_t size = draw_count(maker, now, slot->min, slot->max);

    size = size < slot->low ? slot->low : size;
    return size > slot->high ? slot->high : size;
}

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

/* As many digits as a number seen. */
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

static int64_t number_named(struct maker *maker, const struct slot *slot)
{
    int64_t number;

    if (!named_number(maker, &number) || number > FAR / one(slot))
        return number_between(maker, slot);
    return number * one(slot) * (slot->min < 0 && maker_chance(maker, 50) ? -1 : 1);
}

/* Where numbers come from. */
static const struct number_source {
    int64_t (*draw)(struct maker *maker, const struct slot *slot);
    unsigned weight;
    bool wanders; /* leaves what was seen: more so as new proposals become rare */
    bool names;   /* needs a dictionary */
    const char *why;
} number_sources[] = {
    {number_seen, 18, false, false, "surely valid, and equal values make ties"},
    {number_between, 30, false, false, "almost surely valid"},
    {number_beside, 20, false, false, "off by one, and boundaries"},
    {number_small, 16, false, false, "small cases hold the special ones"},
    {number_beyond, 12, true, false, "examples seldom show the whole range"},
    {number_named, 24, false, true, "sources name what they treat in a way of its own, and limits"},
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
    if (number < slot->low || number > slot->high)
        return number < slot->low ? slot->low : slot->high;
    if (number == 0 && slot->low == INT64_MIN && !slot->zero &&
        !maker_chance(maker, slot->min > 0 ? 10 : 50))
        number = one(slot);
    return number;
}

bool draw_bound(const struct maker *maker, size_t index, int64_t *low, int64_t *high)
{
    const struct slot *slot = &maker->structure->slots[index];

    if (!maker_keeps(maker, slot->bound_sure))
        return false;
    *low = slot->bound_low;
    *high = maker->scope.value[slot->bound_slot] + slot->bound_off;
    *low = *low < slot->low ? slot->low : *low;
    *high = *high > slot->high ? slot->high : *high;
    return *low <= *high;
}

static unsigned weight_of(const struct maker *maker, const struct number_source *source)
{
    unsigned ambition = maker->ambition < 20 ? maker->ambition : 20;

    if (source->names && !maker->names)
        return 0;
    return source->weight * (source->wanders ? 1 + ambition / 2 : 1);
}

int64_t draw_number(struct maker *maker, size_t index)
{
    const struct slot *slot = &maker->structure->slots[index];
    unsigned weights[NUMBER_SOURCES];
    int64_t low, high;

    if (slot->few)
        return number_seen(maker, slot);
    if (draw_bound(maker, index, &low, &high)) {
        if (maker_chance(maker, 25))
            return maker_chance(maker, 50) ? low : high;
        return between(maker, low, high);
    }
    for (size_t i = 0; i < NUMBER_SOURCES; i++)
        weights[i] = weight_of(maker, &number_sources[i]);
    return draw_allowed(
        maker, slot, number_sources[maker_pick(maker, weights, NUMBER_SOURCES)].draw(maker, slot));
}

/* The bounds themselves, or what the constraints leave of another boundary. */
static int64_t bounded_boundary(struct maker *maker, const struct slot *slot, int64_t value)
{
    if (maker_chance(maker, 40))
        return maker_chance(maker, 50) ? slot->low : slot->high;
    return draw_allowed(maker, slot, value);
}

int64_t draw_boundary(struct maker *maker, size_t index)
{
    const struct slot *slot = &maker->structure->slots[index];
    const int64_t values[] = {0,         one(slot), -one(slot),
                              slot->min, slot->max, number_named(maker, slot)};
    int64_t value = values[maker_below(maker, sizeof values / sizeof values[0])];

    if (slot->low != INT64_MIN)
        return bounded_boundary(maker, slot, value);
    return slot->min >= 0 && value < 0 ? slot->max : value;
}

static char char_like(struct maker *maker, unsigned char c)
{
    if (isdigit(c))
        return (char)('0' + maker_below(maker, 10));
    if (islower(c))
        return (char)('a' + maker_below(maker, 26));
    if (isupper(c))
        return (char)('A' + maker_below(maker, 26));
    return (char)c;
}

char draw_char(struct maker *maker, const struct slot *slot)
{
    unsigned char c, last;
    bool digits;
    char named;

    if (maker->names && maker_chance(maker, 15) &&
        dictionary_char(maker->names, &maker->rng, &named))
        return named;
    if (slot->alphabet_size == 0)
        return 'a';
    last = slot->alphabet[slot->alphabet_size - 1];
    c = slot->alphabet[maker_below(maker, slot->alphabet_size)];
    /* Two or three letters are an alphabet; five are probably some of them all. Digits always
     * are, but for those of binary numbers. */
    digits = isdigit(slot->alphabet[0]) && isdigit(last) && last > '1';
    if ((slot->alphabet_size >= 5 || digits) && maker_chance(maker, digits ? 40 : 20))
        return char_like(maker, c);
    return (char)c;
}

static struct span word_seen(struct maker *maker, const struct slot *slot)
{
    return slot->word_count > 0 ? slot->words[maker_below(maker, slot->word_count)]
                                : (struct span){"", 0};
}

/* The sources of words fill exactly `len` characters. */
static void fill_any(struct maker *maker, const struct slot *slot, char *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = draw_char(maker, slot);
}

static void fill_same(struct maker *maker, const struct slot *slot, char *out, size_t len)
{
    memset(out, draw_char(maker, slot), len);
}

static void fill_seen(struct maker *maker, const struct slot *slot, char *out, size_t len)
{
    struct span seen = word_seen(maker, slot);

    if (seen.len == 0) {
        fill_any(maker, slot, out, len);
        return;
    }
    for (size_t i = 0; i < len; i++)
        out[i] = seen.data[i % seen.len];
    for (size_t edits = maker_below(maker, 3); edits > 0 && len > 0; edits--)
        out[maker_below(maker, len)] = draw_char(maker, slot);
}

/* How words are made. */
static const struct word_source {
    void (*fill)(struct maker *maker, const struct slot *slot, char *out, size_t len);
    unsigned weight;
    const char *why;
} word_sources[] = {
    {fill_any, 40, "no structure at all"},
    {fill_seen, 45, "nearly valid where words mean something"},
    {fill_same, 15, "all equal: counting, runs, ties"},
};

enum { WORD_SOURCES = sizeof word_sources / sizeof word_sources[0] };

static size_t draw_length(struct maker *maker, const struct slot *slot)
{
    size_t seen = word_seen(maker, slot).len;
    size_t most = slot->max_len < MAX_LENGTH ? slot->max_len : MAX_LENGTH;

    if (slot->length.kind == COUNT_FIXED)
        return slot->length.fixed;
    if (slot->min_len > 12 && maker_chance(maker, 60))
        return seen;
    return (size_t)draw_count(maker, (int64_t)seen, slot->min_len > 0, (int64_t)most);
}

int draw_word(struct maker *maker, size_t index, size_t length, struct span *out)
{
    const struct slot *slot = &maker->structure->slots[index];
    unsigned weights[WORD_SOURCES];
    char *data;

    if (length == SIZE_MAX && slot->few) {
        *out = word_seen(maker, slot);
        return 0;
    }
    if (length == SIZE_MAX && maker->names && maker_chance(maker, 20) &&
        dictionary_word(maker->names, &maker->rng, out))
        return 0;
    if (length == SIZE_MAX)
        length = draw_length(maker, slot);
    length = length < maker->room ? length : maker->room;
    maker->room -= length;
    data = arena_alloc(maker->arena, length + 1, 1);
    if (!data)
        return -1;
    for (size_t i = 0; i < WORD_SOURCES; i++)
        weights[i] = word_sources[i].weight;
    word_sources[maker_pick(maker, weights, WORD_SOURCES)].fill(maker, slot, data, length);
    *out = (struct span){data, length};
    return 0;
}
