/* SPDX-License-Identifier: MIT */
#include "select/vote.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

struct ballot {
    struct hash128 outcome;
    uint64_t weight;
    size_t survivor;
    bool ended_well;
};

static int by_outcome(const void *left, const void *right)
{
    const struct ballot *a = left, *b = right;

    if (a->outcome.hi != b->outcome.hi)
        return a->outcome.hi < b->outcome.hi ? -1 : 1;
    if (a->outcome.lo != b->outcome.lo)
        return a->outcome.lo < b->outcome.lo ? -1 : 1;
    return (a->survivor > b->survivor) - (a->survivor < b->survivor);
}

/* The ballots of one input, sorted: equal outcomes stand together. */
static void count_input(const struct ballot *ballots, size_t count, double *votes)
{
    double all = 0;
    size_t end;

    for (size_t i = 0; i < count; i++)
        all += (double)ballots[i].weight;
    for (size_t i = 0; i < count; i = end) {
        uint64_t agree = 0;

        for (end = i; end < count && hash_equal(ballots[end].outcome, ballots[i].outcome); end++)
            agree += ballots[end].weight;
        for (size_t b = i; b < end; b++)
            votes[ballots[b].survivor] +=
                ballots[b].ended_well ? (double)agree / all : -VOTE_FAILURE;
    }
}

int vote_count(const struct vote_cell *cells, const uint64_t *weights, size_t survivors,
               size_t inputs, double *votes, struct err *err)
{
    cleanup_free struct ballot *ballots = calloc(survivors + 1, sizeof *ballots);
    cleanup_free size_t *runs = calloc(survivors + 1, sizeof *runs);

    if (!ballots || !runs)
        return err_set(err, ERR_JUDGE, "out of memory");
    memset(votes, 0, survivors * sizeof *votes);
    for (size_t i = 0; i < inputs; i++) {
        size_t count = 0;

        for (size_t s = 0; s < survivors; s++) {
            const struct vote_cell *cell = &cells[s * inputs + i];

            if (!cell->was_run)
                continue;
            ballots[count++] = (struct ballot){.outcome = cell->outcome,
                                               .ended_well = cell->ended_well,
                                               .weight = weights[s],
                                               .survivor = s};
            runs[s]++;
        }
        qsort(ballots, count, sizeof *ballots, by_outcome);
        count_input(ballots, count, votes);
    }
    for (size_t s = 0; s < survivors; s++)
        if (runs[s] > 0)
            votes[s] /= (double)runs[s];
    return 0;
}
