/* SPDX-License-Identifier: MIT */
/*
 * One program on one input, classified. A run whose time came out near its limit is measured again,
 * alone, before it counts: a verdict must not hang on who else was running.
 */
#ifndef HARNESS_JUDGE_RUN_H
#define HARNESS_JUDGE_RUN_H

#include "pool/jobs.h"
#include "judge/classify.h"
#include "lang/program.h"

struct run {
    struct job job; /* first: the pool's */
    /* Set before run_start; all borrowed: */
    struct job_pool *pool;
    const struct program *program;
    const char *const *args; /* NULL, or what follows the program's own arguments */
    int input_fd;            /* sealed; reopened for each run */
    struct allowance allowance;
    /*
     * Called once, from the pool. When `failed`, err says how we failed and the rest is nothing;
     * otherwise `result` and `classified` are filled and stdout_fd can be read until it returns.
     */
    void (*done)(struct run *probe, int stdout_fd);
    bool failed;
    struct err err;
    struct run_result result;
    struct classified classified;
    /* The probe's own: */
    int stdin_fd;
    struct program_call call;
};

/* Queues the probe; `next` puts it before all that waits, to finish what was begun. */
void run_start(struct run *probe, bool next);

#endif
