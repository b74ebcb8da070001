/* SPDX-License-Identifier: MIT */
/*
 * Random outcome matrices for the tests of refine and select, and a plain reference for their
 * clusters: it compares whole rows, then takes the best remaining cluster until none remains.
 */
#ifndef TESTS_UNIT_MATRIX_H
#define TESTS_UNIT_MATRIX_H

#include "base/rng.h"
#include "select/refine.h"

#include <string.h>

enum { MATRIX_ROWS = 64, MATRIX_COLUMNS = 12 };

struct matrix {
    size_t survivors, inputs;
    unsigned cell[MATRIX_ROWS][MATRIX_COLUMNS]; /* which of a few outcomes */
    uint64_t weights[MATRIX_ROWS];
    uint64_t first[MATRIX_ROWS];
};

/* The clusters of the reference, which refine must give. */
struct plain_clusters {
    size_t count;
    struct cluster clusters[MATRIX_ROWS];
    size_t members[MATRIX_ROWS][MATRIX_ROWS];
};

/* Outcomes that have one half in common, so that comparing one half alone fails a test. */
static inline struct hash128 matrix_outcome(const struct matrix *m, size_t survivor, size_t input)
{
    unsigned cell = m->cell[survivor][input];

    return (struct hash128){.hi = cell & 1, .lo = cell >> 1};
}

/*
 * Rows are copies of the first few, most often of the first, with more or less noise in their cells.
 * This gives large clusters, rows that differ late, and many clusters of one.
 */
static inline void matrix_random(struct matrix *m, struct rng *rng)
{
    uint64_t alphabet = 1 + rng_below(rng, 5), models = 1 + rng_below(rng, 8);
    uint64_t noise = rng_below(rng, 60), heavy = rng_below(rng, 3), index = rng_below(rng, 4);

    m->survivors = rng_below(rng, 8) == 0 ? rng_below(rng, 3) : rng_below(rng, MATRIX_ROWS + 1);
    m->inputs = rng_below(rng, MATRIX_COLUMNS + 1);
    for (size_t s = 0; s < m->survivors; s++) {
        uint64_t model = rng_below(rng, 1 + rng_below(rng, models));

        for (size_t i = 0; i < m->inputs; i++)
            m->cell[s][i] = s > model && rng_below(rng, 100) >= noise / (s % 3 + 1)
                                ? m->cell[model][i]
                                : (unsigned)rng_below(rng, alphabet);
        m->weights[s] = heavy && rng_below(rng, 4) == 0 ? 1 + rng_below(rng, 20) : 1;
        m->first[s] = index;
        index += 1 + rng_below(rng, 3);
    }
}

static inline void matrix_swap(uint64_t *a, uint64_t *b)
{
    uint64_t kept = *a;

    *a = *b;
    *b = kept;
}

static inline bool matrix_same_row(const struct matrix *m, size_t a, size_t b)
{
    for (size_t i = 0; i < m->inputs; i++)
        if (m->cell[a][i] != m->cell[b][i])
            return false;
    return true;
}

/* Survivor s joins the cluster of its equals, in its place by candidate index, or begins one. */
static inline void plain_add(struct plain_clusters *plain, const struct matrix *m, size_t s)
{
    size_t c = 0, at;
    struct cluster *cluster;

    while (c < plain->count && !matrix_same_row(m, plain->members[c][0], s))
        c++;
    if (c == plain->count)
        plain->clusters[plain->count++] = (struct cluster){.members = plain->members[c]};
    cluster = &plain->clusters[c];
    for (at = cluster->count; at > 0 && m->first[plain->members[c][at - 1]] > m->first[s]; at--)
        plain->members[c][at] = plain->members[c][at - 1];
    plain->members[c][at] = s;
    cluster->count++;
    cluster->size += m->weights[s];
    cluster->first = m->first[plain->members[c][0]];
}

static inline void matrix_clusters(const struct matrix *m, struct plain_clusters *plain)
{
    plain->count = 0;
    for (size_t s = 0; s < m->survivors; s++)
        plain_add(plain, m, s);
    for (size_t rank = 0; rank < plain->count; rank++) {
        size_t best = rank;
        struct cluster kept = plain->clusters[rank];

        for (size_t c = rank + 1; c < plain->count; c++) {
            const struct cluster *x = &plain->clusters[c], *y = &plain->clusters[best];

            if (x->size > y->size || (x->size == y->size && x->first < y->first))
                best = c;
        }
        plain->clusters[rank] = plain->clusters[best];
        plain->clusters[best] = kept;
        plain->clusters[rank].finished = true;
    }
}

/*
 * Refines the matrix until `top` clusters are settled, reporting each round's outcomes in an order
 * drawn from `rng`, or in the order of the tasks where `rng` is NULL.
 */
static inline struct refine *matrix_refine(const struct matrix *m, size_t top, struct rng *rng)
{
    const struct refine_task *tasks;
    size_t count;
    struct refine *r = NULL;

    if (refine_new(&r, m->survivors, m->weights, m->first, m->inputs, top, NULL))
        return NULL;
    while (refine_round(r, &tasks, &count), count > 0) {
        size_t order[MATRIX_ROWS] = {0};

        for (size_t i = 0; i < count; i++) {
            size_t j = rng ? rng_below(rng, i + 1) : i;

            order[i] = order[j];
            order[j] = i;
        }
        for (size_t i = 0; i < count; i++)
            refine_outcome(r, order[i],
                           matrix_outcome(m, tasks[order[i]].survivor, tasks[order[i]].input));
    }
    return r;
}

#endif
