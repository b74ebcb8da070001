/* SPDX-License-Identifier: MIT */
#include "record/disagreements.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { WITH_FIRST = 4 }; /* how much a pair with the first cluster counts */

void disagreements_release(struct disagreements *disagreements)
{
    for (size_t i = 0; i < disagreements->count; i++) {
        for (size_t o = 0; o < disagreements->list[i].count; o++)
            free(disagreements->list[i].outputs[o].text);
        free(disagreements->list[i].outputs);
    }
    free(disagreements->list);
    free(disagreements->ranks);
    *disagreements = (struct disagreements){0};
}

static const struct run_outcome *outcome_of(const struct clustered *clustered, size_t rank,
                                            size_t input, size_t inputs)
{
    return &clustered->outcomes[clustered->clusters[rank].members[0] * inputs + input];
}

static size_t first_like(const struct clustered *clustered, const size_t *ranks, size_t place,
                         size_t input, size_t inputs)
{
    const struct run_outcome *own = outcome_of(clustered, ranks[place], input, inputs);

    if (own->verdict == VERDICT_COUNT)
        return NO_CLUSTER;
    for (size_t i = 0; i < place; i++) {
        const struct run_outcome *other = outcome_of(clustered, ranks[i], input, inputs);

        if (other->verdict == own->verdict && hash_equal(other->hash, own->hash))
            return i;
    }
    return place;
}

int likeness_make(struct likeness *likeness, const struct clustered *clustered, const size_t *ranks,
                  size_t clusters, size_t inputs, struct err *err)
{
    *likeness = (struct likeness){.cells = calloc(clusters * inputs + 1, sizeof *likeness->cells),
                                  .ranks = ranks,
                                  .clusters = clusters,
                                  .inputs = inputs};
    if (!likeness->cells)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < clusters; i++)
        for (size_t input = 0; input < inputs; input++)
            likeness->cells[i * inputs + input] = first_like(clustered, ranks, i, input, inputs);
    return 0;
}

void likeness_release(struct likeness *likeness)
{
    free(likeness->cells);
    *likeness = (struct likeness){0};
}

static size_t cell(const struct likeness *l, size_t rank, size_t input)
{
    return l->cells[rank * l->inputs + input];
}

static bool differ(const struct likeness *l, size_t a, size_t b, size_t input)
{
    size_t x = cell(l, a, input), y = cell(l, b, input);

    return x != NO_CLUSTER && y != NO_CLUSTER && x != y;
}

/* `apart` has a byte for each pair that is separated already. */
static size_t gain_of(const struct likeness *l, const char *apart, size_t input)
{
    size_t gain = 0;

    for (size_t a = 0; a < l->clusters; a++)
        for (size_t b = a + 1; b < l->clusters; b++)
            if (!apart[a * l->clusters + b] && differ(l, a, b, input))
                gain += a == 0 ? WITH_FIRST : 1;
    return gain;
}

static void note_apart(const struct likeness *l, char *apart, size_t input)
{
    for (size_t a = 0; a < l->clusters; a++)
        for (size_t b = a + 1; b < l->clusters; b++)
            apart[a * l->clusters + b] |= differ(l, a, b, input);
}

/* The input that separates most, or l->inputs when none separates anything. */
static size_t best_input(const struct likeness *l, const char *apart, const bytes_t *sizes)
{
    size_t best = l->inputs, most = 0;

    for (size_t input = 0; input < l->inputs; input++) {
        size_t gain = gain_of(l, apart, input);

        if (gain > most || (gain > 0 && gain == most && sizes[input] < sizes[best])) {
            most = gain;
            best = input;
        }
    }
    return best;
}

static int add_disagreement(struct disagreements *out, const struct likeness *l, size_t input,
                            struct err *err)
{
    struct disagreement *d = &out->list[out->count];

    *d = (struct disagreement){.input = input, .outputs = calloc(l->clusters, sizeof *d->outputs)};
    if (!d->outputs)
        return err_set(err, ERR_JUDGE, "out of memory");
    out->count++;
    for (size_t rank = 0; rank < l->clusters; rank++)
        if (cell(l, rank, input) == rank)
            d->outputs[d->count++].cluster = l->ranks[rank];
    return 0;
}

int disagreements_choose(struct disagreements *out, const struct likeness *l, const bytes_t *sizes,
                         struct err *err)
{
    cleanup_free char *apart = calloc(l->clusters * l->clusters + 1, 1);

    out->list = calloc(DISAGREEMENTS_MAX, sizeof *out->list);
    if (!apart || !out->list)
        return err_set(err, ERR_JUDGE, "out of memory");
    while (out->count < DISAGREEMENTS_MAX) {
        size_t input = best_input(l, apart, sizes);

        if (input == l->inputs)
            break;
        if (add_disagreement(out, l, input, err) < 0)
            return -1;
        note_apart(l, apart, input);
    }
    return 0;
}
