/* SPDX-License-Identifier: MIT */
/*
 * Clusters the survivors by their outcomes on the generated inputs, with no more runs than the answer
 * needs. refine runs nothing itself: it gives out tasks, round by round, and takes their outcomes.
 *
 *     refine_new(&r, ...);
 *     while (refine_round(r, &tasks, &count), count > 0)
 *         for each task, in any order: refine_outcome(r, index of the task, its outcome);
 *     clusters = refine_clusters(r, &n);
 *
 * The rounds depend only on the arguments and the outcomes, never on the order in which these are
 * reported: any number of workers gets the same runs and the same clusters.
 *
 * The method is AlphaCode's (Li et al. 2022, section 4.6: group by equal outputs, largest group
 * first) without the runs that cannot change the answer; refine.c has the proof.
 */
#ifndef HARNESS_SELECT_REFINE_H
#define HARNESS_SELECT_REFINE_H

#include "select/cluster.h"
#include "winnow/err.h"

struct refine;

/* "Run this survivor on this input." */
struct refine_task {
    size_t survivor, input;
};

/* What clustering has cost so far, in runs. */
struct refine_cost {
    uint64_t asked; /* tasks given out in all rounds */
    uint64_t full;  /* survivors × inputs: what the full matrix would take */
    uint64_t saved; /* full - asked */
};

/*
 * Begins with all survivors in one cluster. Survivors are 0 … survivors-1; weights[s] >= 1 is how
 * many copies of s there are, first[s] its smallest candidate index (all different). Both arrays
 * are copied. The rounds settle the first `top` clusters; SIZE_MAX: all of them. There may be no
 * survivors and no inputs. Errors are ERR_JUDGE: out of memory, or arguments against these rules.
 * The caller releases *out with refine_free.
 */
int refine_new(struct refine **out, size_t survivors, const uint64_t *weights,
               const uint64_t *first, size_t inputs, size_t top, struct err *err);
void refine_free(struct refine *r); /* takes NULL */

/*
 * Gives the next round: *tasks, borrowed until the next call, and their *count, which is 0 when the
 * first `top` clusters are settled. While outcomes of a round are missing, it gives the same round
 * again. No survivor gets the same input twice.
 */
void refine_round(struct refine *r, const struct refine_task **tasks, size_t *count);

/* The outcome of one task of the current round; each is reported exactly once (asserted). */
void refine_outcome(struct refine *r, size_t task_index, struct hash128 outcome);

/*
 * The clusters as they are now, in order; borrowed until the next refine_round or refine_free. When
 * settled, the first `top` are those of the full matrix; the ones after them may be unfinished.
 */
const struct cluster *refine_clusters(const struct refine *r, size_t *count);

struct refine_cost refine_cost(const struct refine *r);

#endif
