/* SPDX-License-Identifier: MIT */
/*
 * Why stopping early gives exactly the first `top` clusters of the full matrix, in order.
 *
 * Groups only split, so each cluster C of the full matrix is a part of one group G. Weights are
 * positive, so C is G or smaller than G and never ranks before G. A finished group is a cluster of
 * the full matrix: one survivor cannot be split, and members that agree on all inputs are not split.
 * Assume that the first `top` groups in rank order are finished. Any other cluster is a part of a
 * group that ranks after them, so the cluster ranks after them too. Hence they are the first `top`
 * clusters. If there are at most `top` groups, all are finished and no cluster is missing.
 *
 * The rounds end: each but the last runs inputs that its survivors have not run before.
 *
 * Cost: a round sorts the members that ran, and all groups if one was split: O(S log S). A group
 * keeps one folded hash of its outcomes, because its members had the same outcomes.
 */
#include "select/refine.h"

#include "winnow/cleanup.h"

#include <assert.h>

struct member {
    size_t id;
    uint64_t weight;
    uint64_t first;
    struct hash128 outcome; /* of its task in the current round; it has one at most */
    bool awaited;           /* its task has no outcome yet */
};

/* All arrays have room for `count` elements from the start, so that rounds cannot fail. */
struct refine {
    size_t count, inputs, top;
    struct member *survivors; /* by id */
    size_t *members;          /* every id once; each group is a slice of it */
    struct cluster *groups;   /* in rank order between rounds */
    size_t group_count;
    struct refine_task *tasks; /* the current round */
    size_t task_count;
    size_t missing; /* tasks of the round without an outcome */
    struct member *scratch;
    uint64_t asked;
};

static int compare_u64(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_outcome(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = compare_u64(a->outcome.hi, b->outcome.hi);

    if (order == 0)
        order = compare_u64(a->outcome.lo, b->outcome.lo);
    return order != 0 ? order : compare_u64(a->first, b->first);
}

static int by_rank(const void *left, const void *right)
{
    const struct cluster *a = left, *b = right;

    return a->size != b->size ? compare_u64(b->size, a->size) : compare_u64(a->first, b->first);
}

/* How many groups decide the answer: the first `top`, which must be finished. */
static size_t deciding_count(const struct refine *r)
{
    return r->top < r->group_count ? r->top : r->group_count;
}

/* The group of `count` members from `begin` on, which had the same outcomes on all their inputs. */
static struct cluster make_group(const struct refine *r, const size_t *begin, size_t count,
                                 size_t inputs_run, struct hash128 signature)
{
    struct cluster group = {
        .members = begin,
        .count = count,
        .first = r->survivors[begin[0]].first,
        .inputs_run = inputs_run,
        .finished = count == 1 || inputs_run == r->inputs,
        .signature = signature,
    };

    for (size_t i = 0; i < count; i++)
        group.size += r->survivors[begin[i]].weight;
    return group;
}

/* Sorts a slice of members by outcome; the scratch then holds them in the same order. */
static void sort_members(struct refine *r, size_t begin, size_t count)
{
    size_t *members = r->members + begin;

    for (size_t i = 0; i < count; i++)
        r->scratch[i] = r->survivors[members[i]];
    qsort(r->scratch, count, sizeof *r->scratch, by_outcome);
    for (size_t i = 0; i < count; i++)
        members[i] = r->scratch[i].id;
}

/* Splits groups[at] by outcome: the first part stays there, the others are appended. */
static void split_group(struct refine *r, size_t at)
{
    struct cluster parent = r->groups[at];
    size_t begin = (size_t)(parent.members - r->members);

    sort_members(r, begin, parent.count);
    for (size_t i = 0, end; i < parent.count; i = end) {
        struct hash128 outcome = r->scratch[i].outcome;

        for (end = i + 1; end < parent.count; end++)
            if (!hash_equal(r->scratch[end].outcome, outcome))
                break;
        r->groups[i == 0 ? at : r->group_count++] =
            make_group(r, parent.members + i, end - i, parent.inputs_run + 1,
                       hash_fold(parent.signature, outcome));
    }
}

/* Splits the groups that the last round ran. */
static void split_round(struct refine *r)
{
    size_t old_count = r->group_count, deciding = deciding_count(r);

    for (size_t g = 0; g < deciding; g++)
        if (!r->groups[g].finished)
            split_group(r, g);
    if (r->group_count != old_count) /* a group that was not split keeps its rank */
        qsort(r->groups, r->group_count, sizeof *r->groups, by_rank);
}

static void plan_round(struct refine *r)
{
    r->task_count = 0;
    for (size_t g = 0; g < deciding_count(r); g++) {
        const struct cluster *group = &r->groups[g];

        for (size_t i = 0; !group->finished && i < group->count; i++) {
            r->survivors[group->members[i]].awaited = true;
            r->tasks[r->task_count++] = (struct refine_task){group->members[i], group->inputs_run};
        }
    }
    r->missing = r->task_count;
    r->asked += r->task_count;
}

void refine_round(struct refine *r, const struct refine_task **tasks, size_t *count)
{
    if (r->missing == 0) {
        if (r->task_count > 0)
            split_round(r);
        plan_round(r);
    }
    *tasks = r->tasks;
    *count = r->task_count;
}

void refine_outcome(struct refine *r, size_t task_index, struct hash128 outcome)
{
    struct member *survivor;

    assert(task_index < r->task_count);
    survivor = &r->survivors[r->tasks[task_index].survivor];
    assert(survivor->awaited);
    survivor->awaited = false;
    survivor->outcome = outcome;
    r->missing--;
}

const struct cluster *refine_clusters(const struct refine *r, size_t *count)
{
    *count = r->group_count;
    return r->groups;
}

struct refine_cost refine_cost(const struct refine *r)
{
    uint64_t full = (uint64_t)r->count * r->inputs;

    return (struct refine_cost){.asked = r->asked, .full = full, .saved = full - r->asked};
}

/* Refuses sums and products that would wrap round, and survivors without weight. */
static int check_sizes(size_t survivors, const uint64_t *weights, size_t inputs, struct err *err)
{
    uint64_t full, size = 0;

    if (__builtin_mul_overflow(survivors, inputs, &full))
        return err_set(err, ERR_JUDGE, "clustering %zu survivors on %zu inputs: too many runs",
                       survivors, inputs);
    for (size_t s = 0; s < survivors; s++) {
        if (weights[s] == 0)
            return err_set(err, ERR_JUDGE, "clustering: survivor %zu has weight 0", s);
        if (__builtin_add_overflow(size, weights[s], &size))
            return err_set(err, ERR_JUDGE, "clustering: the weights' sum is too large");
    }
    return 0;
}

static int allocate_arrays(struct refine *r, size_t n, struct err *err)
{
    r->survivors = calloc(n + 1, sizeof *r->survivors); /* + 1: calloc(0) may be NULL */
    r->members = calloc(n + 1, sizeof *r->members);
    r->groups = calloc(n + 1, sizeof *r->groups);
    r->tasks = calloc(n + 1, sizeof *r->tasks);
    r->scratch = calloc(n + 1, sizeof *r->scratch);
    if (!r->survivors || !r->members || !r->groups || !r->tasks || !r->scratch)
        return err_set(err, ERR_JUDGE, "clustering %zu survivors: out of memory", n);
    return 0;
}

/* Puts all survivors in one group. Without outcomes yet, they sort by candidate index alone. */
static int begin_with_one_group(struct refine *r, struct err *err)
{
    sort_members(r, 0, r->count);
    for (size_t i = 1; i < r->count; i++)
        if (r->scratch[i].first == r->scratch[i - 1].first)
            return err_set(err, ERR_JUDGE, "clustering: survivors %zu and %zu are one candidate",
                           r->scratch[i - 1].id, r->scratch[i].id);
    if (r->count > 0)
        r->groups[r->group_count++] =
            make_group(r, r->members, r->count, 0, (struct hash128){0, 0});
    return 0;
}

static void free_refine(struct refine **r)
{
    refine_free(*r);
}

int refine_new(struct refine **out, size_t survivors, const uint64_t *weights,
               const uint64_t *first, size_t inputs, size_t top, struct err *err)
{
    cleanup_with(free_refine) struct refine *r = NULL;

    if (check_sizes(survivors, weights, inputs, err))
        return -1;
    r = calloc(1, sizeof *r);
    if (!r)
        return err_set(err, ERR_JUDGE, "clustering: out of memory");
    if (allocate_arrays(r, survivors, err))
        return -1;
    r->count = survivors;
    r->inputs = inputs;
    r->top = top;
    for (size_t s = 0; s < survivors; s++) {
        r->survivors[s] = (struct member){.id = s, .weight = weights[s], .first = first[s]};
        r->members[s] = s;
    }
    if (begin_with_one_group(r, err))
        return -1;
    *out = steal_ptr(&r);
    return 0;
}

void refine_free(struct refine *r)
{
    if (!r)
        return;
    free(r->survivors);
    free(r->members);
    free(r->groups);
    free(r->tasks);
    free(r->scratch);
    free(r);
}
