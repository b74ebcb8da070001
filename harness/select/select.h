/* SPDX-License-Identifier: MIT */
/*
 * Which survivors to submit, given their clusters.
 *
 * As in AlphaCode (Li et al. 2022, section 4.6): one from each cluster, largest first; after the last
 * cluster the first again, without the survivors picked already. Identical programs get the same
 * verdict, so a program is picked at most once, however many copies of it there are.
 *
 * The seeded choice is that of the paper (appendix D.2): a random SAMPLE of the cluster. So a member
 * with three copies is three times as likely to come first as a member with one. The choice depends
 * only on the seed and on each member's candidate index and copies.
 */
#ifndef HARNESS_SELECT_SELECT_H
#define HARNESS_SELECT_SELECT_H

#include "select/agreement.h"
#include "select/cluster.h"
#include "winnow/err.h"

enum select_rule {
    SELECT_VOTE,    /* clusters by their votes (vote.h), not by size; within one as SELECT_SCORE */
    SELECT_CLUSTER, /* in clusters' order; within a cluster the seeded choice (AlphaCode) */
    SELECT_SCORE,   /* in clusters' order; within a cluster by score (AlphaCode 2), see below */
    SELECT_LEVER,   /* clusters by the sum of their programs' scores; within one as SELECT_SCORE */
    SELECT_IOI, /* clusters by the mean of their samples, less what was tried of them; see below */
    SELECT_MAXPASS, /* by expected outputs, as agreement.h says: those that pass most tests first, */
    SELECT_CODET,   /* or one from each set in turn, the best set first */
    SELECT_B4,
    SELECT_RANDOM, /* random samples, clusters ignored: the baseline to compare with */
};

/*
 * SELECT_SCORE within a cluster: the best score of those left, ties to the smallest candidate
 * index. Members without a score come after those with one, by the seeded choice. Without any
 * scores it is therefore SELECT_CLUSTER.
 */

/*
 * SELECT_LEVER (Ni et al. 2023, arXiv 2302.08468): programs with the same results add up their scores, each distinct
 * program once. Scores are chances where all are from 0 to 1, else logarithms of them. Without any it is SELECT_CLUSTER.
 */

/*
 * SELECT_IOI (o1-ioi, OpenAI 2025, arXiv 2502.06807, section 3.2): the next pick is from the cluster with the largest mean
 * over its samples of score (else votes), less VOTE_FAILURE times the share of inputs on which they failed, less SELECT_TRIED for each
 * pick that was made of it. Later picks matter only if the earlier ones are wrong: that is its feedback.
 */
#define SELECT_TRIED 0.25

/* The survivors to pick from. Everything is borrowed. */
struct select_pool {
    const struct cluster *clusters; /* in order; each survivor is in one of them */
    size_t cluster_count;
    const uint64_t *weights; /* by survivor: copies */
    const uint64_t *first;   /* by survivor: smallest candidate index */
    const double *scores;    /* by survivor, NaN where there is none; NULL when there are none */
    const double *
        votes; /* by survivor, the same within a cluster; for SELECT_VOTE's first pick, and _IOI; */
    const double *later_votes;  /* for SELECT_VOTE's other picks (vote.h); NULL: the same */
    const double *failures;     /* by survivor, the share of its runs that failed; for SELECT_IOI */
    struct agreement agreement; /* for SELECT_MAXPASS, _CODET and _B4 */
};

struct select_pick {
    size_t survivor;
    size_t cluster; /* its rank, 0 for the largest */
};

/*
 * Picks `k` survivors, or all when there are fewer: *picks in the order in which to submit them,
 * *count of them. The caller frees *picks. Errors are ERR_JUDGE: out of memory, or a cluster that the
 * rule picks from is not finished. After refine_new(…, top) with top >= k the first k clusters, or
 * all if there are fewer, are finished. So the picks are those of the full matrix.
 */
int select_picks(const struct select_pool *pool, enum select_rule rule, uint64_t seed, size_t k,
                 struct select_pick **picks, size_t *count, struct err *err);

/* "vote", "cluster", "cluster-score", …; a static string. */
const char *select_rule_name(enum select_rule rule);
/* What it needs besides the first k clusters. */
bool select_needs_matrix(enum select_rule rule);   /* what every survivor does on every input */
bool select_needs_clusters(enum select_rule rule); /* all clusters */
bool select_needs_tests(enum select_rule rule);    /* expected outputs */
int select_rule_parse(const char *name, enum select_rule *rule, struct err *err);

#endif
