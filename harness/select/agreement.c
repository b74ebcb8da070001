/* SPDX-License-Identifier: MIT */
#include "select/agreement.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Hyperparameters of B4: what its authors use, but for B4_PASS, for which they give 1e4 to 1e6. */
static const double B4_RIGHT = 1e3, B4_PASS = 1e4;

/* A survivor with its row of the matrix. */
struct voter {
    const bool *row;
    size_t tests, survivor;
    uint64_t weight;
};

/* Survivors that pass the same tests: a stretch of the sorted voters. */
struct consensus {
    const struct voter *first;
    size_t count;
    double score;
};

/* Without tests there are no rows. */
static int compare_rows(const struct voter *a, const struct voter *b)
{
    return a->tests == 0 ? 0 : memcmp(a->row, b->row, a->tests * sizeof *a->row);
}

static int by_row(const void *left, const void *right)
{
    const struct voter *a = left, *b = right;
    int order = compare_rows(a, b);

    return order ? order : (a->survivor > b->survivor) - (a->survivor < b->survivor);
}

static int by_score(const void *left, const void *right)
{
    const struct consensus *a = left, *b = right;

    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return (a->first->survivor > b->first->survivor) - (a->first->survivor < b->first->survivor);
}

static double weight_of(const struct voter *voters, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double)voters[i].weight;
    return sum;
}

static double tests_passed(const struct agreement *agreement, const bool *row)
{
    double sum = 0;

    for (size_t t = 0; t < agreement->tests; t++)
        sum += row[t] ? (double)agreement->copies[t] : 0;
    return sum;
}

/* What a matrix has in all: programs, tests, and by test the programs that pass it. */
struct totals {
    double programs, tests;
    double *passing;
};

static double log_beta(double a, double b)
{
    return lgamma(a) + lgamma(b) - lgamma(a + b);
}

/* As in the code of its authors. Of the others: the passes among the tests of the set and among those that are not in it. */
static double b4_score(const struct agreement *agreement, const struct consensus *set,
                       const struct totals *totals)
{
    double programs = weight_of(set->first, set->count), others = totals->programs - programs;
    double tests = tests_passed(agreement, set->first->row);
    double inside = 0, outside = 0;

    for (size_t t = 0; t < agreement->tests; t++) {
        double copies = (double)agreement->copies[t];

        if (set->first->row[t])
            inside += copies * (totals->passing[t] - programs);
        else
            outside += copies * totals->passing[t];
    }
    return log_beta(programs + B4_RIGHT, others + 1) +
           log_beta(tests + B4_RIGHT, totals->tests - tests + 1) +
           log_beta(inside + 1, others * tests - inside + 1) +
           log_beta(outside + 1, others * (totals->tests - tests) - outside + B4_PASS);
}

static double score_of(const struct agreement *agreement, enum agreement_rule rule,
                       const struct consensus *set, const struct totals *totals)
{
    double tests = tests_passed(agreement, set->first->row);

    if (rule == AGREEMENT_MAXPASS)
        return tests;
    if (rule == AGREEMENT_CODET)
        return sqrt(weight_of(set->first, set->count)) * tests;
    return b4_score(agreement, set, totals);
}

static void sum_up(const struct agreement *agreement, const struct voter *voters, size_t survivors,
                   struct totals *totals)
{
    totals->programs = weight_of(voters, survivors);
    for (size_t t = 0; t < agreement->tests; t++) {
        totals->tests += (double)agreement->copies[t];
        for (size_t s = 0; s < survivors; s++)
            totals->passing[t] += voters[s].row[t] ? (double)voters[s].weight : 0;
    }
}

/* Sorts the voters, and divides them into sets. */
static size_t find_sets(struct voter *voters, size_t survivors, struct consensus *sets)
{
    size_t count = 0;

    qsort(voters, survivors, sizeof *voters, by_row);
    for (size_t i = 0; i < survivors; i++) {
        const struct voter *v = &voters[i];

        if (count == 0 || compare_rows(v, sets[count - 1].first) != 0)
            sets[count++] = (struct consensus){.first = v};
        sets[count - 1].count++;
    }
    return count;
}

static void write_ranks(const struct consensus *sets, size_t count, size_t *ranks)
{
    size_t rank = 0;

    for (size_t i = 0; i < count; i++) {
        if (i > 0 && sets[i].score < sets[i - 1].score)
            rank = i;
        for (size_t v = 0; v < sets[i].count; v++)
            ranks[sets[i].first[v].survivor] = rank;
    }
}

int agreement_rank(const struct agreement *agreement, enum agreement_rule rule,
                   const uint64_t *weights, size_t survivors, size_t *ranks, struct err *err)
{
    cleanup_free struct voter *voters = calloc(survivors + 1, sizeof *voters);
    cleanup_free struct consensus *sets = calloc(survivors + 1, sizeof *sets);
    cleanup_free double *passing = calloc(agreement->tests + 1, sizeof *passing);
    struct totals totals = {.passing = passing};
    size_t count;

    if (!voters || !sets || !passing)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t s = 0; s < survivors; s++)
        voters[s] = (struct voter){
            .row = agreement->tests ? agreement->passes + s * agreement->tests : NULL,
            .tests = agreement->tests,
            .survivor = s,
            .weight = weights[s]};
    sum_up(agreement, voters, survivors, &totals);
    count = find_sets(voters, survivors, sets);
    for (size_t i = 0; i < count; i++)
        sets[i].score = score_of(agreement, rule, &sets[i], &totals);
    qsort(sets, count, sizeof *sets, by_score);
    write_ranks(sets, count, ranks);
    return 0;
}
