/* SPDX-License-Identifier: MIT */
/*
 * Every rule is an order of preference. It sorts once, within each cluster or, for the random rule,
 * all survivors. Picking then takes from the start of these lists.
 */
#include "select/select.h"

#include "base/rng.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

static const char *const rule_names[] = {
    [SELECT_VOTE] = "vote",   [SELECT_CLUSTER] = "cluster", [SELECT_SCORE] = "cluster-score",
    [SELECT_LEVER] = "lever", [SELECT_RANDOM] = "random",
};

/* A survivor with everything that decides its place in the order of preference. */
struct choice {
    struct select_pick pick;
    bool has_score;
    double score;
    double arrival; /* smaller is sooner */
    uint64_t first;
};

/* The choices of a cluster that are not picked yet, best first. */
struct queue {
    const struct choice *next, *end;
    double key; /* what clusters are ordered by, where it is not their rank */
    size_t cluster;
};

/*
 * A weighted random order without replacement (Efraimidis and Spirakis, Weighted random sampling
 * with a reservoir, 2006). Every sample arrives after an exponentially distributed time. A program
 * with w copies arrives with the first of them, on average w times as soon. The programs arrive in
 * the order in which random samples without replacement would first show them. Each survivor has
 * a random stream of its own, so that it does not depend on other survivors.
 */
static double arrival_time(uint64_t seed, uint64_t first, uint64_t weight)
{
    struct rng rng;
    double uniform;

    rng_init(&rng, seed, first);
    uniform = ((double)(rng_next(&rng) >> 11) + 0.5) * 0x1p-53; /* strictly between 0 and 1 */
    return -log(uniform) / (double)weight;
}

static int compare_choices(const void *left, const void *right)
{
    const struct choice *a = left, *b = right;

    if (a->has_score != b->has_score)
        return a->has_score ? -1 : 1;
    if (a->has_score && (a->score > b->score || a->score < b->score))
        return a->score > b->score ? -1 : 1;
    if (!a->has_score && (a->arrival > b->arrival || a->arrival < b->arrival))
        return a->arrival < b->arrival ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static struct choice make_choice(const struct select_pool *pool, enum select_rule rule,
                                 uint64_t seed, size_t survivor, size_t cluster)
{
    bool scored = pool->scores && rule != SELECT_CLUSTER && rule != SELECT_RANDOM;
    double score = scored ? pool->scores[survivor] : NAN;

    return (struct choice){
        .pick = {.survivor = survivor, .cluster = cluster},
        .has_score = !isnan(score),
        .score = score,
        .arrival = arrival_time(seed, pool->first[survivor], pool->weights[survivor]),
        .first = pool->first[survivor],
    };
}

/* Whether clusters are taken in their order, so that the first k are all that is needed. */
static bool by_rank(enum select_rule rule)
{
    return rule == SELECT_CLUSTER || rule == SELECT_SCORE;
}

static bool scores_are_chances(const struct select_pool *pool)
{
    for (size_t c = 0; c < pool->cluster_count; c++)
        for (size_t i = 0; i < pool->clusters[c].count; i++) {
            double score = pool->scores[pool->clusters[c].members[i]];

            if (score < 0 || score > 1)
                return false;
        }
    return true;
}

static double lever_sum(const struct select_pool *pool, const struct cluster *cluster, bool chances)
{
    double sum = 0;

    for (size_t i = 0; pool->scores && i < cluster->count; i++) {
        double score = pool->scores[cluster->members[i]];

        if (!isnan(score))
            sum += chances ? score : exp(score);
    }
    return sum;
}

static double cluster_key(const struct select_pool *pool, enum select_rule rule,
                          const struct cluster *cluster, bool chances)
{
    if (rule == SELECT_LEVER)
        return lever_sum(pool, cluster, chances);
    return rule == SELECT_VOTE && pool->votes ? pool->votes[cluster->members[0]] : 0;
}

/* Fills `choices` cluster by cluster, each in order of preference, and a queue for each cluster. */
static void rank_choices(const struct select_pool *pool, enum select_rule rule, uint64_t seed,
                         struct choice *choices, struct queue *queues)
{
    bool chances = rule == SELECT_LEVER && pool->scores && scores_are_chances(pool);

    for (size_t c = 0; c < pool->cluster_count; c++) {
        const struct cluster *cluster = &pool->clusters[c];

        for (size_t i = 0; i < cluster->count; i++)
            choices[i] = make_choice(pool, rule, seed, cluster->members[i], c);
        qsort(choices, cluster->count, sizeof *choices, compare_choices);
        queues[c] = (struct queue){.next = choices,
                                   .end = choices + cluster->count,
                                   .key = cluster_key(pool, rule, cluster, chances),
                                   .cluster = c};
        choices += cluster->count;
    }
}

/* The largest key first; ties by rank. */
static int compare_queues(const void *left, const void *right)
{
    const struct queue *a = left, *b = right;

    if (a->key > b->key || a->key < b->key)
        return a->key > b->key ? -1 : 1;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* The first cluster is that with most votes; when its program is wrong, the others go by their later votes. */
static void order_by_key(const struct select_pool *pool, enum select_rule rule,
                         struct queue *queues)
{
    qsort(queues, pool->cluster_count, sizeof *queues, compare_queues);
    if (rule != SELECT_VOTE || !pool->later_votes || pool->cluster_count < 2)
        return;
    for (size_t q = 1; q < pool->cluster_count; q++)
        queues[q].key = pool->later_votes[queues[q].next->pick.survivor];
    qsort(queues + 1, pool->cluster_count - 1, sizeof *queues, compare_queues);
}

/* Takes from each queue in turn until `wanted` are picked; `wanted` is at most all there are. */
static void pick_in_turn(struct queue *queues, size_t queue_count, size_t wanted,
                         struct select_pick *picks)
{
    size_t taken = 0;

    while (taken < wanted) {
        size_t kept = 0;

        for (size_t q = 0; q < queue_count && taken < wanted; q++) {
            if (queues[q].next == queues[q].end)
                continue;
            picks[taken++] = queues[q].next++->pick;
            queues[kept++] = queues[q]; /* kept <= q: empty queues leave the list */
        }
        queue_count = kept;
    }
}

/* A cluster rule picks from the first k clusters, or from all of them if there are fewer. */
static int check_finished(const struct select_pool *pool, size_t k, struct err *err)
{
    for (size_t c = 0; c < pool->cluster_count && c < k; c++)
        if (!pool->clusters[c].finished)
            return err_set(
                err, ERR_JUDGE,
                "selecting %zu: cluster %zu of %zu has run only %zu inputs and may split", k, c + 1,
                pool->cluster_count, pool->clusters[c].inputs_run);
    return 0;
}

static size_t count_survivors(const struct select_pool *pool)
{
    size_t total = 0;

    for (size_t c = 0; c < pool->cluster_count; c++)
        total += pool->clusters[c].count;
    return total;
}

int select_picks(const struct select_pool *pool, enum select_rule rule, uint64_t seed, size_t k,
                 struct select_pick **picks, size_t *count, struct err *err)
{
    size_t total = count_survivors(pool), wanted = k < total ? k : total;
    cleanup_free struct choice *choices = calloc(total + 1, sizeof *choices);
    cleanup_free struct queue *queues = calloc(pool->cluster_count + 1, sizeof *queues);
    cleanup_free struct select_pick *list = calloc(wanted + 1, sizeof *list);

    if (!choices || !queues || !list)
        return err_set(err, ERR_JUDGE, "selecting from %zu survivors: out of memory", total);
    if (rule != SELECT_RANDOM && check_finished(pool, by_rank(rule) ? k : SIZE_MAX, err))
        return -1;
    rank_choices(pool, rule, seed, choices, queues);
    if (rule == SELECT_RANDOM) {
        qsort(choices, total, sizeof *choices, compare_choices);
        queues[0] = (struct queue){.next = choices, .end = choices + total};
        pick_in_turn(queues, 1, wanted, list);
    } else {
        if (!by_rank(rule))
            order_by_key(pool, rule, queues);
        pick_in_turn(queues, pool->cluster_count, wanted, list);
    }
    *picks = steal_ptr(&list);
    *count = wanted;
    return 0;
}

const char *select_rule_name(enum select_rule rule)
{
    return rule_names[rule];
}

int select_rule_parse(const char *name, enum select_rule *rule, struct err *err)
{
    if (strcmp(name, "score") == 0) /* as it was called first */
        name = rule_names[SELECT_SCORE];
    for (size_t i = 0; i < sizeof rule_names / sizeof *rule_names; i++)
        if (strcmp(name, rule_names[i]) == 0) {
            *rule = (enum select_rule)i;
            return 0;
        }
    return err_set(err, ERR_INPUT,
                   "unknown selection rule '%.40s' (vote, cluster, cluster-score, lever, random)",
                   name);
}
