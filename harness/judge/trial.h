/* SPDX-License-Identifier: MIT */
/*
 * A trial: one source, compiled and run on test cases in order until the first failure (or on all
 * of them), each output compared with its answer. Filtering, judging and verifying are all trials.
 */
#ifndef HARNESS_JUDGE_TRIAL_H
#define HARNESS_JUDGE_TRIAL_H

#include "judge/cases.h"
#include "judge/run.h"
#include "lang/build.h"
#include "winnow/problem.h"

/* What trials of one kind share; borrowed by them. */
struct trial_rules {
    struct job_pool *pool;
    struct build_cache *cache; /* or NULL */
    const struct problem *problem;
    const struct cases *cases;
    bool all_cases;    /* go on after a failure */
    bool keep_results; /* of every case that is run */
};

struct case_result {
    enum verdict verdict;
    char *detail; /* or NULL; owned by the trial */
    nsec_t cpu, wall;
    bytes_t memory;
};

struct trial {
    struct build build; /* one at a time: first the build, */
    struct run probe;   /* then a probe per case */
    const struct trial_rules *rules;
    const struct language *language;
    struct program program; /* kept after the trial for whoever wants it */
    size_t at;              /* the case under way */
    void (*done)(struct trial *trial);
    void *context; /* the owner's */
    /* The outcome, complete when done is called: */
    enum verdict verdict;
    const char *test; /* the first case that failed, or NULL; borrowed from the problem */
    char detail[256]; /* "" for AC */
    nsec_t cpu, wall; /* the largest of any case */
    bytes_t memory;   /* likewise */
    struct case_result *results; /* keep_results: one per case run */
    size_t result_count;
};

/*
 * Starts a trial of `source` (copied). `trial` is zeroed before and stays in place until done,
 * which is called exactly once, from the pool. Our own failures become the verdict JE.
 */
int trial_start(struct trial *trial, const struct trial_rules *rules,
                const struct language *language, const char *source, size_t length,
                void (*done)(struct trial *), void *context, struct err *err);

/* Starts a trial of a program that is built already; borrowed, not taken over. */
void trial_start_built(struct trial *trial, const struct trial_rules *rules,
                       const struct program *program, void (*done)(struct trial *), void *context);

void trial_release(struct trial *trial); /* frees what it owns, the program with it */

#endif
