/* SPDX-License-Identifier: MIT */
/*
 * New values for the slots of a structure: numbers, counts and words, by weighted tables that lean
 * on the values seen and on the boundaries where wrong programs differ from right ones.
 */
#ifndef HARNESS_INPUTS_DRAW_H
#define HARNESS_INPUTS_DRAW_H

#include "base/rng.h"
#include "inputs/dictionary.h"
#include "inputs/structure.h"

/* An unfinished proposal. */
struct maker {
    const struct structure *structure;
    struct arena *arena;            /* for what the proposal needs */
    const struct dictionary *names; /* of which values are drawn in this proposal; or NULL */
    struct rng rng;
    unsigned ambition;  /* 0 at first; grows as proposals repeat, and ranges with it */
    bool lax;           /* keep sizes only, no relations */
    size_t room;        /* entries and characters that may still be added: limits the memory */
    struct scope scope; /* fields above the place that is being made */
};

bool maker_chance(struct maker *maker, unsigned percent);
size_t maker_below(struct maker *maker, size_t n); /* 0 … n-1; 0 for n = 0 */

/* Does this proposal keep a relation that is `sure` percent trusted? */
bool maker_keeps(const struct maker *maker, unsigned sure);

/* An index into the weights, picked in proportion to them. */
size_t maker_pick(struct maker *maker, const unsigned *weights, size_t count);

/* A number for the slot, in units of its last decimal. Never negative where none was seen. */
int64_t draw_number(struct maker *maker, size_t slot);

/* The number made to fit the slot's range or sign; zero, where none was seen or stated, only now and then. */
int64_t draw_allowed(struct maker *maker, const struct slot *slot, int64_t number);

/* True when this proposal keeps a bound on the slot; sets its limits. */
bool draw_bound(const struct maker *maker, size_t slot, int64_t *low, int64_t *high);

/* A size for what the slot counts: small ones mostly, neighbours of `now`, 30 at the most unless
 * more was seen. `low` and `high` are the least and largest seen. */
int64_t draw_count(struct maker *maker, int64_t now, int64_t low, int64_t high);

/* The same for a number that counts, within what the constraints allow. */
int64_t draw_size(struct maker *maker, const struct slot *slot, int64_t now);

/* A value at which programs break: 0, 1, -1, the least and largest seen, or one that sources name. */
int64_t draw_boundary(struct maker *maker, size_t slot);

/* A word for the slot, `length` long or (SIZE_MAX) of any length. -1 when out of memory. */
int draw_word(struct maker *maker, size_t slot, size_t length, struct span *out);

/* A character for the slot's words: of those seen, now and then another of the same kind. */
char draw_char(struct maker *maker, const struct slot *slot);

#endif
