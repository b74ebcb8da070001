/* SPDX-License-Identifier: MIT */
/*
 * Every rule puts survivors into groups, the best group first, and orders each group by preference.
 * Picking then takes from the start of these lists, in turns that the rule says.
 */
#include "select/select.h"

#include "base/rng.h"
#include "select/vote.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

/* ---- what clusters are worth */

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

static double vote_key(const struct select_pool *pool, const struct cluster *cluster, bool chances)
{
    (void)chances;
    return pool->votes ? pool->votes[cluster->members[0]] : 0;
}

static double later_vote_key(const struct select_pool *pool, const struct cluster *cluster,
                             bool chances)
{
    return pool->later_votes ? pool->later_votes[cluster->members[0]]
                             : vote_key(pool, cluster, chances);
}

static double chance(double score, bool chances)
{
    return chances ? score : exp(score);
}

static double lever_key(const struct select_pool *pool, const struct cluster *cluster, bool chances)
{
    double sum = 0;

    for (size_t i = 0; pool->scores && i < cluster->count; i++) {
        double score = pool->scores[cluster->members[i]];

        if (!isnan(score))
            sum += chance(score, chances);
    }
    return sum;
}

/* What a sample is taken to be worth; a vote has the failures in it. */
static double sample_worth(const struct select_pool *pool, size_t survivor, bool chances)
{
    double score = pool->scores ? pool->scores[survivor] : NAN;
    double failures = pool->failures ? pool->failures[survivor] : 0;

    if (isnan(score))
        return pool->votes ? pool->votes[survivor] : 0;
    return chance(score, chances) - VOTE_FAILURE * failures;
}

static double ioi_key(const struct select_pool *pool, const struct cluster *cluster, bool chances)
{
    double sum = 0;

    for (size_t i = 0; i < cluster->count; i++) {
        size_t survivor = cluster->members[i];

        sum += (double)pool->weights[survivor] * sample_worth(pool, survivor, chances);
    }
    return sum / (double)cluster->size;
}

/* ---- the rules */

/* What survivors are put into groups by. */
enum grouping {
    BY_SIZE,  /* clusters, in their order */
    BY_KEY,   /* clusters, the one with the largest key first */
    BY_TESTS, /* survivors that pass tests alike */
    TOGETHER, /* one group */
};

/* How picks are taken from groups. */
enum turns {
    IN_TURN,    /* one of each, and round again */
    ONE_BY_ONE, /* all of the first, then all of the second, … */
    BY_WORTH,   /* of the one with the largest key, less what was tried of it */
};

typedef double cluster_key(const struct select_pool *pool, const struct cluster *cluster,
                           bool chances);

static const struct rule_row {
    const char *name;
    enum grouping grouping;
    enum turns turns;
    bool by_score;                /* within a group the best score first */
    bool by_votes;                /* which take what every survivor does on every input */
    cluster_key *key, *later_key; /* of BY_KEY; the second of all clusters but the first, or NULL */
    enum agreement_rule agreement; /* of BY_TESTS */
} rule_rows[] = {
    [SELECT_VOTE] = {"vote", BY_KEY, IN_TURN, true, true, vote_key, later_vote_key, 0},
    [SELECT_CLUSTER] = {"cluster", BY_SIZE, IN_TURN, false, false, NULL, NULL, 0},
    [SELECT_SCORE] = {"cluster-score", BY_SIZE, IN_TURN, true, false, NULL, NULL, 0},
    [SELECT_LEVER] = {"lever", BY_KEY, IN_TURN, true, false, lever_key, NULL, 0},
    [SELECT_IOI] = {"ioi", BY_KEY, BY_WORTH, true, true, ioi_key, NULL, 0},
    [SELECT_MAXPASS] = {"maxpass", BY_TESTS, ONE_BY_ONE, true, false, NULL, NULL,
                        AGREEMENT_MAXPASS},
    [SELECT_CODET] = {"codet", BY_TESTS, IN_TURN, true, false, NULL, NULL, AGREEMENT_CODET},
    [SELECT_B4] = {"b4", BY_TESTS, IN_TURN, true, false, NULL, NULL, AGREEMENT_B4},
    [SELECT_RANDOM] = {"random", TOGETHER, IN_TURN, false, false, NULL, NULL, 0},
};

enum { RULES = sizeof rule_rows / sizeof *rule_rows };

bool select_needs_matrix(enum select_rule rule)
{
    return rule_rows[rule].by_votes || select_needs_tests(rule);
}

bool select_needs_clusters(enum select_rule rule)
{
    return rule_rows[rule].grouping == BY_KEY || rule_rows[rule].grouping == BY_TESTS;
}

bool select_needs_tests(enum select_rule rule)
{
    return rule_rows[rule].grouping == BY_TESTS;
}

/* ---- groups */

/* A cluster with what it is ordered by. */
struct keyed {
    double key;
    size_t cluster;
};

/* The largest key first; ties by rank. */
static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;

    if (a->key > b->key || a->key < b->key)
        return a->key > b->key ? -1 : 1;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* By survivor its group, by group its key. */
struct groups {
    size_t *of;
    double *keys;
};

/* Sorts the clusters from this one on by a key of theirs. */
static void order_from(struct keyed *order, size_t from, const struct select_pool *pool,
                       cluster_key *key)
{
    bool chances = pool->scores && scores_are_chances(pool);

    for (size_t g = from; g < pool->cluster_count; g++)
        order[g].key = key(pool, &pool->clusters[order[g].cluster], chances);
    if (from < pool->cluster_count)
        qsort(order + from, pool->cluster_count - from, sizeof *order, compare_keyed);
}

static int group_by_key(const struct select_pool *pool, enum select_rule rule,
                        struct groups *groups, struct err *err)
{
    const struct rule_row *row = &rule_rows[rule];
    cleanup_free struct keyed *order = calloc(pool->cluster_count + 1, sizeof *order);

    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t c = 0; c < pool->cluster_count; c++)
        order[c].cluster = c;
    order_from(order, 0, pool, row->key);
    if (row->later_key)
        order_from(order, 1, pool, row->later_key);
    for (size_t g = 0; g < pool->cluster_count; g++) {
        const struct cluster *cluster = &pool->clusters[order[g].cluster];

        groups->keys[g] = order[g].key;
        for (size_t i = 0; i < cluster->count; i++)
            groups->of[cluster->members[i]] = g;
    }
    return 0;
}

static int group_survivors(const struct select_pool *pool, enum select_rule rule, size_t survivors,
                           struct groups *groups, struct err *err)
{
    const struct rule_row *row = &rule_rows[rule];

    if (row->grouping == BY_KEY)
        return group_by_key(pool, rule, groups, err);
    if (row->grouping == BY_TESTS)
        return agreement_rank(&pool->agreement, row->agreement, pool->weights, survivors,
                              groups->of, err);
    for (size_t c = 0; row->grouping == BY_SIZE && c < pool->cluster_count; c++)
        for (size_t i = 0; i < pool->clusters[c].count; i++)
            groups->of[pool->clusters[c].members[i]] = c;
    return 0;
}

/* ---- preference */

/* A survivor with everything that decides its place in the order of preference. */
struct choice {
    struct select_pick pick;
    size_t group; /* smaller is better */
    bool has_score;
    double score;
    double arrival; /* smaller is sooner */
    uint64_t first;
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

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
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
    double score = pool->scores && rule_rows[rule].by_score ? pool->scores[survivor] : NAN;

    return (struct choice){
        .pick = {.survivor = survivor, .cluster = cluster},
        .has_score = !isnan(score),
        .score = score,
        .arrival = arrival_time(seed, pool->first[survivor], pool->weights[survivor]),
        .first = pool->first[survivor],
    };
}

/* All survivors, group by group, each in order of preference. */
static void rank_choices(const struct select_pool *pool, enum select_rule rule, uint64_t seed,
                         const struct groups *groups, struct choice *choices)
{
    size_t count = 0;

    for (size_t c = 0; c < pool->cluster_count; c++)
        for (size_t i = 0; i < pool->clusters[c].count; i++) {
            size_t survivor = pool->clusters[c].members[i];

            choices[count] = make_choice(pool, rule, seed, survivor, c);
            choices[count++].group = groups->of[survivor];
        }
    qsort(choices, count, sizeof *choices, compare_choices);
}

/* The choices of a group that are not picked yet, best first. */
struct queue {
    const struct choice *next, *end;
    double key;
};

/* One for each group of the choices, or a single one where groups are taken one by one. */
static size_t make_queues(const struct choice *choices, size_t count, const struct groups *groups,
                          enum turns turns, struct queue *queues)
{
    size_t queue_count = 0;

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || (turns != ONE_BY_ONE && choices[i].group != choices[i - 1].group))
            queues[queue_count++] =
                (struct queue){.next = &choices[i], .key = groups->keys[choices[i].group]};
        queues[queue_count - 1].end = &choices[i + 1];
    }
    return queue_count;
}

/* ---- picks */

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

/* Takes from the queue with the largest key, ties to the first, each time; what is taken lowers it. */
static void pick_by_worth(struct queue *queues, size_t queue_count, size_t wanted,
                          struct select_pick *picks)
{
    for (size_t taken = 0; taken < wanted; taken++) {
        struct queue *best = NULL;

        for (size_t q = 0; q < queue_count; q++)
            if (queues[q].next < queues[q].end && (!best || queues[q].key > best->key))
                best = &queues[q];
        if (!best)
            return;
        picks[taken] = best->next++->pick;
        best->key -= SELECT_TRIED;
    }
}

/* A cluster rule picks from the first k clusters, or from all of them if there are fewer. */
static int check_finished(const struct select_pool *pool, enum select_rule rule, size_t k,
                          struct err *err)
{
    size_t needed = select_needs_clusters(rule) ? SIZE_MAX : k;

    for (size_t c = 0; rule != SELECT_RANDOM && c < pool->cluster_count && c < needed; c++)
        if (!pool->clusters[c].finished)
            return err_set(
                err, ERR_JUDGE,
                "selecting %zu: cluster %zu of %zu has run only %zu inputs and may split", needed,
                c + 1, pool->cluster_count, pool->clusters[c].inputs_run);
    return 0;
}

static size_t count_survivors(const struct select_pool *pool)
{
    size_t total = 0;

    for (size_t c = 0; c < pool->cluster_count; c++)
        total += pool->clusters[c].count;
    return total;
}

/* Their numbers are below this; a pool need not have all of them. */
static size_t survivors_end(const struct select_pool *pool)
{
    size_t end = 0;

    for (size_t c = 0; c < pool->cluster_count; c++)
        for (size_t i = 0; i < pool->clusters[c].count; i++)
            if (pool->clusters[c].members[i] >= end)
                end = pool->clusters[c].members[i] + 1;
    return end;
}

static int rank_survivors(const struct select_pool *pool, enum select_rule rule, uint64_t seed,
                          struct groups *groups, struct choice *choices, struct err *err)
{
    if (group_survivors(pool, rule, survivors_end(pool), groups, err) < 0)
        return -1;
    rank_choices(pool, rule, seed, groups, choices);
    return 0;
}

int select_picks(const struct select_pool *pool, enum select_rule rule, uint64_t seed, size_t k,
                 struct select_pick **picks, size_t *count, struct err *err)
{
    size_t total = count_survivors(pool), wanted = k < total ? k : total, queue_count;
    cleanup_free size_t *group_of = calloc(survivors_end(pool) + 1, sizeof *group_of);
    cleanup_free double *keys = calloc(total + 1, sizeof *keys);
    cleanup_free struct choice *choices = calloc(total + 1, sizeof *choices);
    cleanup_free struct queue *queues = calloc(total + 1, sizeof *queues);
    cleanup_free struct select_pick *list = calloc(wanted + 1, sizeof *list);
    struct groups groups = {.of = group_of, .keys = keys};

    if (!group_of || !keys || !choices || !queues || !list)
        return err_set(err, ERR_JUDGE, "selecting from %zu survivors: out of memory", total);
    if (check_finished(pool, rule, k, err) < 0 ||
        rank_survivors(pool, rule, seed, &groups, choices, err) < 0)
        return -1;
    queue_count = make_queues(choices, total, &groups, rule_rows[rule].turns, queues);
    if (rule_rows[rule].turns == BY_WORTH)
        pick_by_worth(queues, queue_count, wanted, list);
    else
        pick_in_turn(queues, queue_count, wanted, list);
    *picks = steal_ptr(&list);
    *count = wanted;
    return 0;
}

const char *select_rule_name(enum select_rule rule)
{
    return rule_rows[rule].name;
}

int select_rule_parse(const char *name, enum select_rule *rule, struct err *err)
{
    if (strcmp(name, "score") == 0) /* as it was called first */
        name = rule_rows[SELECT_SCORE].name;
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(name, rule_rows[i].name) == 0) {
            *rule = (enum select_rule)i;
            return 0;
        }
    return err_set(err, ERR_INPUT,
                   "unknown selection rule '%.40s' (vote, cluster, cluster-score, lever, ioi, "
                   "maxpass, codet, b4, random)",
                   name);
}
