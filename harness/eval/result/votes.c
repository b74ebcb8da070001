/* SPDX-License-Identifier: MIT */
#include "eval/result/votes.h"
#include "eval/result/ballot.h"
#include "eval/task_counts.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All ballots of a suite, one behind the other. */
struct votes {
    const struct evaluation *evaluation;
    uint32_t *group_of_outcome;
    size_t *groups;                  /* of each task of the suite */
    size_t *begin;                   /* of each task: its first sample in the two lists */
    uint32_t *of_all, *of_survivors; /* groups of samples, task by task; survivors alone */
    double *values;                  /* of each task that has samples, in their order */
    size_t least;                    /* samples that each of these has */
    bool has_examples;
};

static bool votes_allocate(struct votes *votes)
{
    const struct evaluation *evaluation = votes->evaluation;
    size_t tasks = evaluation->attempts.suite->count + 1, samples = evaluation->own.samples + 1;

    votes->group_of_outcome =
        calloc(evaluation->outcome_count + 1, sizeof *votes->group_of_outcome);
    votes->groups = calloc(tasks, sizeof *votes->groups);
    votes->begin = calloc(tasks, sizeof *votes->begin);
    votes->of_all = calloc(samples, sizeof *votes->of_all);
    votes->of_survivors = calloc(samples, sizeof *votes->of_survivors);
    votes->values = calloc(tasks, sizeof *votes->values);
    return votes->group_of_outcome && votes->groups && votes->begin && votes->of_all &&
           votes->of_survivors && votes->values;
}

static void votes_release(struct votes *votes)
{
    free(votes->group_of_outcome);
    free(votes->groups);
    free(votes->begin);
    free(votes->of_all);
    free(votes->of_survivors);
    free(votes->values);
}

/* ---- groups of outcomes */

static int compare_behaviours(const void *a, const void *b)
{
    const struct outcome *x = *(const struct outcome *const *)a;
    const struct outcome *y = *(const struct outcome *const *)b;

    if (x->task != y->task)
        return x->task < y->task ? -1 : 1;
    return strcmp(x->noted.behaviour, y->noted.behaviour);
}

/* Lists those that have a behaviour; the others' groups are known. */
static size_t list_behaviours(struct votes *votes, const struct outcome **list)
{
    const struct evaluation *evaluation = votes->evaluation;
    size_t count = 0;

    for (size_t i = 0; i < evaluation->outcome_count; i++) {
        const struct outcome *outcome = &evaluation->outcomes[i];

        votes->group_of_outcome[i] =
            outcome->noted.verdict == VERDICT_AC ? (uint32_t)BALLOT_RIGHT : BALLOT_NONE;
        if (outcome->noted.behaviour)
            list[count++] = outcome;
    }
    return count;
}

static int find_groups(struct votes *votes, struct err *err)
{
    const struct evaluation *evaluation = votes->evaluation;
    cleanup_free const struct outcome **list = calloc(evaluation->outcome_count + 1, sizeof *list);
    size_t count;

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    count = list_behaviours(votes, list);
    qsort(list, count, sizeof *list, compare_behaviours);
    for (size_t i = 0; i < count; i++) {
        size_t *groups = &votes->groups[list[i]->task - evaluation->attempts.suite->tasks];

        *groups += i == 0 || compare_behaviours(&list[i - 1], &list[i]) != 0;
        votes->group_of_outcome[list[i] - evaluation->outcomes] = (uint32_t)*groups;
    }
    return 0;
}

/* ---- ballots */

static void find_places(struct votes *votes)
{
    const struct suite *suite = votes->evaluation->attempts.suite;
    size_t at = 0;

    votes->least = SIZE_MAX;
    votes->has_examples = suite_has_examples(suite);
    for (size_t i = 0; i < suite->count; i++) {
        votes->begin[i] = at;
        at += suite->tasks[i].samples;
        if (suite->tasks[i].samples == 0)
            continue;
        if (suite->tasks[i].samples < votes->least)
            votes->least = suite->tasks[i].samples;
    }
}

static int fill_ballots(struct votes *votes, struct err *err)
{
    const struct evaluation *evaluation = votes->evaluation;
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_free size_t *taken = calloc(suite->count + 1, sizeof *taken);

    if (!taken)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < evaluation->own.samples; i++) {
        uint32_t number = evaluation->outcome_of[i];
        const struct outcome *outcome;
        size_t task, at;

        if (number == NO_OUTCOME)
            continue;
        outcome = &evaluation->outcomes[number];
        task = (size_t)(outcome->task - suite->tasks);
        at = votes->begin[task] + taken[task]++;
        votes->of_all[at] = votes->group_of_outcome[number];
        votes->of_survivors[at] = evaluation_passes_examples(outcome)
                                      ? votes->group_of_outcome[number]
                                      : (uint32_t)BALLOT_NONE;
    }
    return 0;
}

/* n 0: maj@k. Each task draws its own numbers, whatever other tasks there are. */
static double value_of(const struct votes *votes, size_t task, size_t n, size_t k)
{
    const uint32_t *list = n ? votes->of_survivors : votes->of_all;
    struct ballot ballot = {.group_of = list + votes->begin[task],
                            .samples = votes->evaluation->attempts.suite->tasks[task].samples,
                            .groups = votes->groups[task] + 1};
    uint64_t seed = votes->evaluation->attempts.settings->seed * 1000003 + task;

    return n ? ballot_clustered(&ballot, n, k, seed) : ballot_majority(&ballot, k, seed);
}

static int estimate_one(struct votes *votes, size_t n, size_t k, struct estimate *out,
                        struct err *err)
{
    const struct suite *suite = votes->evaluation->attempts.suite;
    size_t count = 0;

    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0) {
            votes->values[count] = value_of(votes, i, n, k);
            if (votes->values[count++] < 0)
                return err_set(err, ERR_JUDGE, "out of memory");
        }
    return estimate_of_values(votes->values, count, votes->evaluation->attempts.settings->seed, out)
               ? 0
               : err_set(err, ERR_JUDGE, "out of memory");
}

static int estimate_all(struct votes *votes, unsigned k, struct named_estimate *out, size_t *count,
                        struct err *err)
{
    static const unsigned submissions[] = {1, 10};

    snprintf(out[*count].name, sizeof out->name, "maj@%u", k);
    if (estimate_one(votes, 0, k, &out[(*count)++].estimate, err) < 0)
        return -1;
    for (size_t i = 0; i < sizeof submissions / sizeof *submissions; i++) {
        if (!votes->has_examples || submissions[i] >= k)
            continue;
        snprintf(out[*count].name, sizeof out->name, "clustered_%u@%u", submissions[i], k);
        if (estimate_one(votes, submissions[i], k, &out[(*count)++].estimate, err) < 0)
            return -1;
    }
    return 0;
}

/* The first task with samples whose tests end at a failure, or NULL. */
static const struct task *find_ending(const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0 && !task_can_go_on(&suite->tasks[i]))
            return &suite->tasks[i];
    return NULL;
}

int votes_estimate(const struct evaluation *evaluation, const unsigned *ks, size_t k_count,
                   struct named_estimate *out, size_t *count, struct err *err)
{
    cleanup_with(votes_release) struct votes votes = {.evaluation = evaluation};
    const struct task *ending = find_ending(evaluation->attempts.suite);

    *count = 0;
    if (ending) {
        remark(evaluation->attempts.settings->remarks,
               "--majority: no maj@k: the tests of task '%.80s' cannot go on after a failure",
               ending->id);
        return 0;
    }
    if (!votes_allocate(&votes))
        return err_set(err, ERR_JUDGE, "out of memory");
    find_places(&votes);
    if (find_groups(&votes, err) < 0 || fill_ballots(&votes, err) < 0)
        return -1;
    for (size_t i = 0; i < k_count && i < ESTIMATES_MAX; i++)
        if (ks[i] <= votes.least && estimate_all(&votes, ks[i], out, count, err) < 0)
            return -1;
    return 0;
}
