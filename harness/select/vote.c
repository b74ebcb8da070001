/* SPDX-License-Identifier: MIT */
#include "select/vote.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ballot {
    struct hash128 outcome;
    double weight;
    size_t survivor;
    bool ended_well;
};

/* What the inputs have given so far, by survivor. */
struct tally {
    double *votes, *trust; /* the sum, and that of the inputs' own weights */
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

static double weight_of(const struct ballot *ballots, size_t count, bool well_only)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += ballots[i].ended_well || !well_only ? ballots[i].weight : 0;
    return sum;
}

/* The ballots of one input, sorted: equal outcomes stand together. */
static void count_input(const struct ballot *ballots, size_t count, double stands_for,
                        struct tally *tally)
{
    double all = weight_of(ballots, count, false);
    double trust = stands_for * weight_of(ballots, count, true) / all;
    size_t end;

    for (size_t i = 0; i < count; i = end) {
        double agree;

        for (end = i; end < count && hash_equal(ballots[end].outcome, ballots[i].outcome);)
            end++;
        agree = weight_of(&ballots[i], end - i, false) / all;
        for (size_t b = i; b < end; b++) {
            tally->votes[ballots[b].survivor] +=
                trust * (ballots[b].ended_well ? agree : -VOTE_FAILURE);
            tally->trust[ballots[b].survivor] += trust;
        }
    }
}

static size_t collect(const struct vote_matrix *matrix, const double *weights, size_t input,
                      struct ballot *ballots)
{
    size_t count = 0;

    for (size_t s = 0; s < matrix->survivors; s++) {
        const struct vote_cell *cell = &matrix->cells[s * matrix->inputs + input];

        if (cell->was_run)
            ballots[count++] = (struct ballot){.outcome = cell->outcome,
                                               .ended_well = cell->ended_well,
                                               .weight = weights[s],
                                               .survivor = s};
    }
    qsort(ballots, count, sizeof *ballots, by_outcome);
    return count;
}

int vote_count(const struct vote_matrix *matrix, const double *weights, double *votes,
               struct err *err)
{
    cleanup_free struct ballot *ballots = calloc(matrix->survivors + 1, sizeof *ballots);
    cleanup_free double *trust = calloc(matrix->survivors + 1, sizeof *trust);
    struct tally tally = {votes, trust};

    if (!ballots || !trust)
        return err_set(err, ERR_JUDGE, "out of memory");
    memset(votes, 0, matrix->survivors * sizeof *votes);
    for (size_t i = 0; i < matrix->inputs; i++) {
        size_t count = collect(matrix, weights, i, ballots);

        if (count > 0)
            count_input(ballots, count, matrix->stands_for ? matrix->stands_for[i] : 1, &tally);
    }
    for (size_t s = 0; s < matrix->survivors; s++)
        if (trust[s] > 0)
            votes[s] /= trust[s];
    return 0;
}

void votes_by_root(const struct cluster *clusters, size_t count, const uint64_t *copies,
                   double *weights)
{
    for (size_t c = 0; c < count; c++) {
        const struct cluster *cluster = &clusters[c];

        for (size_t m = 0; m < cluster->count; m++)
            weights[cluster->members[m]] =
                (double)copies[cluster->members[m]] / sqrt((double)cluster->size);
    }
}

int votes_for_picks(const struct vote_matrix *matrix, const struct cluster *clusters, size_t count,
                    const uint64_t *copies, double *votes, double *later_votes, struct err *err)
{
    cleanup_free double *weights = calloc(matrix->survivors + 1, sizeof *weights);

    if (!weights)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t s = 0; s < matrix->survivors; s++)
        weights[s] = (double)copies[s];
    if (vote_count(matrix, weights, votes, err) < 0)
        return -1;
    votes_by_root(clusters, count, copies, weights);
    return vote_count(matrix, weights, later_votes, err);
}
