/* SPDX-License-Identifier: MIT */
#include "eval/result/ballot.h"
#include "base/rng.h"

#include <stdlib.h>

enum { DRAWS = 1000 };

struct group {
    size_t count, first; /* of the samples that are drawn: how many, and the earliest */
};

struct drawing {
    const struct ballot *ballot;
    size_t k;
    struct group *groups;
    size_t *order; /* all samples; the first k are drawn */
    struct rng rng;
};

static bool drawing_begin(struct drawing *drawing, const struct ballot *ballot, size_t k,
                          uint64_t seed)
{
    *drawing = (struct drawing){.ballot = ballot,
                                .k = k,
                                .groups = calloc(ballot->groups, sizeof *drawing->groups),
                                .order = calloc(ballot->samples + 1, sizeof *drawing->order)};
    rng_init(&drawing->rng, seed, k);
    for (size_t i = 0; drawing->order && i < ballot->samples; i++)
        drawing->order[i] = i;
    return drawing->groups && drawing->order;
}

static void drawing_end(struct drawing *drawing)
{
    free(drawing->groups);
    free(drawing->order);
}

static struct group *group_of(const struct drawing *drawing, size_t drawn)
{
    uint32_t group = drawing->ballot->group_of[drawing->order[drawn]];

    return group == BALLOT_NONE ? NULL : &drawing->groups[group];
}

/* Any order that is shuffled gives any k with the same chance, so the last one is as good as the first. */
static void draw(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->ballot->groups; i++)
        drawing->groups[i] = (struct group){0, SIZE_MAX};
    for (size_t i = 0; i < drawing->k; i++) {
        size_t with = i + rng_below(&drawing->rng, drawing->ballot->samples - i);
        size_t sample = drawing->order[with];
        struct group *group;

        drawing->order[with] = drawing->order[i];
        drawing->order[i] = sample;
        group = group_of(drawing, i);
        if (!group)
            continue;
        group->count++;
        group->first = sample < group->first ? sample : group->first;
    }
}

typedef double choice_rule(const struct drawing *drawing, size_t n);

static double choose_largest(const struct drawing *drawing, size_t n)
{
    size_t right = drawing->groups[BALLOT_RIGHT].count, equal = 0;

    (void)n;
    for (size_t i = 0; i < drawing->ballot->groups; i++) {
        if (drawing->groups[i].count > right)
            return 0;
        equal += drawing->groups[i].count == right;
    }
    return right == 0 ? 0 : 1 / (double)equal;
}

static bool precedes(const struct group *a, const struct group *b)
{
    return a->count > b->count || (a->count == b->count && a->first < b->first);
}

static double choose_some(const struct drawing *drawing, size_t n)
{
    const struct group *right = &drawing->groups[BALLOT_RIGHT];
    size_t before = 0;

    for (size_t i = 1; i < drawing->ballot->groups; i++)
        before += precedes(&drawing->groups[i], right);
    return right->count > 0 && before < n;
}

static double mean_of_draws(const struct ballot *ballot, choice_rule *rule, size_t n, size_t k,
                            uint64_t seed)
{
    size_t draws = k == ballot->samples ? 1 : DRAWS; /* of all there is one choice */
    struct drawing drawing;
    double sum = 0;

    if (drawing_begin(&drawing, ballot, k, seed))
        for (size_t i = 0; i < draws; i++) {
            draw(&drawing);
            sum += rule(&drawing, n);
        }
    else
        sum = -(double)draws;
    drawing_end(&drawing);
    return sum / (double)draws;
}

/* Of one sample, what is right is: no draws are needed. */
static double share_of_right(const struct ballot *ballot)
{
    size_t right = 0;

    for (size_t i = 0; i < ballot->samples; i++)
        right += ballot->group_of[i] == BALLOT_RIGHT;
    return (double)right / (double)ballot->samples;
}

double ballot_majority(const struct ballot *ballot, size_t k, uint64_t seed)
{
    return k == 1 ? share_of_right(ballot) : mean_of_draws(ballot, choose_largest, 1, k, seed);
}

double ballot_clustered(const struct ballot *ballot, size_t n, size_t k, uint64_t seed)
{
    return k == 1 ? share_of_right(ballot) : mean_of_draws(ballot, choose_some, n, k, seed);
}
