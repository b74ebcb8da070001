/* SPDX-License-Identifier: MIT */
/* Two files of samples compared on the tasks that both have samples of. */
#ifndef HARNESS_EVAL_RESULT_COMPARISON_H
#define HARNESS_EVAL_RESULT_COMPARISON_H

#include "base/json/json_writer.h"
#include "eval/result/estimate.h"
#include "eval/suite/suite.h"

enum { ESTIMATES_MAX = 16 };

struct named_estimate {
    char name[40]; /* "pass@10" */
    struct estimate estimate;
};

struct pairing {
    size_t samples;         /* of the other file; 0: nothing is compared */
    size_t tasks, left_out; /* with samples in both; in one of them alone */
    unsigned ks[ESTIMATES_MAX];
    struct named_estimate differences[ESTIMATES_MAX]; /* ours less theirs */
    double ours[ESTIMATES_MAX], theirs[ESTIMATES_MAX];
    size_t count;
};

/* For each k for which each of the tasks has as many samples in both. */
int comparison_make(struct pairing *comparison, const struct suite *suite, const unsigned *ks,
                    size_t k_count, uint64_t seed, struct err *err);

/* "against" of the report, and that of a task; nothing if nothing is compared. */
void comparison_put(struct json_writer *w, const struct pairing *comparison);
void comparison_put_task(struct json_writer *w, const struct pairing *comparison,
                         const struct task *task);

#endif
