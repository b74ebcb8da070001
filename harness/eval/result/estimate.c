/* SPDX-License-Identifier: MIT */
#include "eval/result/estimate.h"
#include "base/rng.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 1000 };

double estimate_pass_at(struct tally tally, size_t k)
{
    double fail = 1;

    if (tally.samples - tally.right < k)
        return 1;
    for (size_t i = tally.samples - tally.right + 1; i <= tally.samples; i++)
        fail *= 1 - (double)k / (double)i;
    return 1 - fail;
}

double estimate_pass_all(struct tally tally, size_t k)
{
    double all = 1;

    if (tally.right < k)
        return 0;
    for (size_t i = 0; i < k; i++)
        all *= (double)(tally.right - i) / (double)(tally.samples - i);
    return all;
}

static double log_choose(size_t n, size_t k)
{
    int sign; /* of the gamma function, which is positive here */

    return lgamma_r((double)n + 1, &sign) - lgamma_r((double)k + 1, &sign) -
           lgamma_r((double)(n - k) + 1, &sign);
}

/* The chance that none of m out of `count` is one of the `right` ones. */
static double chance_of_none(size_t count, size_t right, size_t m)
{
    double none = 1;

    for (size_t i = 0; i < m && none > 0; i++)
        none *= right + i >= count ? 0 : (double)(count - right - i) / (double)(count - i);
    return none;
}

double estimate_submitting(struct tally tally, size_t n, size_t k)
{
    size_t rest = tally.samples - tally.survivors;
    size_t least = k > rest ? k - rest : 0, most = k < tally.survivors ? k : tally.survivors;
    double all = log_choose(tally.samples, k), solved = 0;

    for (size_t j = least; j <= most; j++) /* j of the k pass the examples */
        solved += exp(log_choose(tally.survivors, j) + log_choose(rest, k - j) - all) *
                  (1 - chance_of_none(tally.survivors, tally.right, j < n ? j : n));
    return solved;
}

double estimate_one_at(struct tally tally, size_t k)
{
    return estimate_submitting(tally, 1, k);
}

double estimate_ten_at(struct tally tally, size_t k)
{
    return estimate_submitting(tally, 10, k);
}

/* numpy/core/src/umath/loops_utils.h.src, "pairwise sum": eight sums at a time, blocks of 128. */
static double sum_pairwise(const double *a, size_t n)
{
    double r[8], sum = 0;
    size_t i, half = n / 2 - n / 2 % 8;

    if (n > 128)
        return sum_pairwise(a, half) + sum_pairwise(a + half, n - half);
    if (n < 8) {
        for (i = 0; i < n; i++)
            sum += a[i];
        return sum;
    }
    for (i = 0; i < 8; i++)
        r[i] = a[i];
    for (; i < n - n % 8; i++)
        r[i % 8] += a[i];
    sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++)
        sum += a[i];
    return sum;
}

double estimate_mean(const double *values, size_t count)
{
    return count ? sum_pairwise(values, count) / (double)count : 0;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of the means of drawn values. */
static void find_interval(const double *values, size_t count, uint64_t seed, double *means,
                          struct estimate *out)
{
    struct rng rng;

    rng_init(&rng, seed, 0);
    for (size_t draw = 0; draw < DRAWS; draw++) {
        double sum = 0;

        for (size_t i = 0; i < count; i++)
            sum += values[rng_below(&rng, count)];
        means[draw] = sum / (double)count;
    }
    qsort(means, DRAWS, sizeof *means, compare_doubles);
    out->low = means[DRAWS * 25 / 1000];
    out->high = means[DRAWS - 1 - DRAWS * 25 / 1000];
}

bool estimate_value(const struct tally *tallies, size_t count, estimate_rule *rule, size_t k,
                    double *out)
{
    cleanup_free double *values = calloc(count + 1, sizeof *values);

    if (!values || count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (tallies[i].samples < k)
            return false;
        values[i] = rule(tallies[i], k);
    }
    *out = estimate_mean(values, count);
    return true;
}

void estimate_text(double value, char out[ESTIMATE_TEXT])
{
    json_double_text(value, out);
    if (!strpbrk(out, ".e"))
        strcat(out, ".0");
}

bool estimate_over_tasks(const struct tally *tallies, size_t count, estimate_rule *rule, size_t k,
                         uint64_t seed, struct estimate *out)
{
    return estimate_difference(tallies, NULL, count, rule, k, seed, out);
}

bool estimate_of_values(const double *values, size_t count, uint64_t seed, struct estimate *out)
{
    cleanup_free double *means = calloc(DRAWS, sizeof *means);

    if (!means || count == 0)
        return false;
    out->value = estimate_mean(values, count);
    find_interval(values, count, seed, means, out);
    return true;
}

bool estimate_difference(const struct tally *ours, const struct tally *theirs, size_t count,
                         estimate_rule *rule, size_t k, uint64_t seed, struct estimate *out)
{
    cleanup_free double *values = calloc(count + 1, sizeof *values);

    if (!values || count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (ours[i].samples < k || (theirs && theirs[i].samples < k))
            return false;
        values[i] = rule(ours[i], k) - (theirs ? rule(theirs[i], k) : 0);
    }
    return estimate_of_values(values, count, seed, out);
}
