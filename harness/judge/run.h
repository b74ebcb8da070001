/* SPDX-License-Identifier: MIT */
/*
 * One program on one input, classified. A run whose time came out near its limit is measured again,
 * alone, before it counts: a verdict must not depend on what else was running.
 */
#ifndef HARNESS_JUDGE_RUN_H
#define HARNESS_JUDGE_RUN_H

#include "judge/classify.h"
#include "judge/check/relay.h"
#include "lang/program.h"
#include "pool/jobs.h"

/*
 * The program that a run talks with, in the judge cell of the same slot. How it ended is for the caller
 * to interpret: `result` is as the cell gave it.
 */
struct partner {
    /* Set before run_start; all borrowed: */
    const struct program *program;
    const char *const *args;
    const struct run_file *files;
    size_t file_count;
    const char *directory; /* as of a run */
    struct allowance allowance;
    struct transcript *transcript; /* of what both write, or NULL */
    /* It says something, and waits for the answer: when it has spoken last, the candidate's idle time counts. */
    bool takes_turns;
    /* Filled when the run's `done` is called: */
    struct run_result result;
    int stderr_fd;            /* readable until `done` returns */
    struct relay relay;       /* closed; its figures can be read */
    struct program_call call; /* the run's own */
};

struct run {
    struct job job; /* first: the pool's */
    /* Set before run_start; all borrowed: */
    struct job_pool *pool;
    const struct program *program;
    const char *const *args; /* NULL, or what follows the program's own arguments */
    int input_fd;            /* sealed; reopened for each run */
    struct allowance allowance;
    /* For the package's own programs: which cell, files beside the program, a directory to leave
       things in (its name, or NULL), whose descriptor is in result.product_fd until `done` returns. */
    enum job_cell cell;
    const struct run_file *files;
    size_t file_count;
    const char *directory;
    const char *start_in; /* NULL, or a directory of these files in which the program starts */
    /*
     * A run that was idle until its wall limit is measured again with twice that limit, as any, but not alone: what sleeps
     * disturbs no other run, and other runs need not wait for it. So is any that met its limit of idle time.
     */
    bool waits_among_others;
    struct partner *partner; /* NULL, or stdin and stdout are pipes to it; input_fd is not used */
    /*
     * Called once, from the pool. When `failed`, err says how we failed and the rest is nothing;
     * otherwise `result` and `judgement` are filled. The outputs can be read until it returns.
     */
    void (*done)(struct run *run, int stdout_fd, int stderr_fd);
    bool failed;
    struct err err;
    struct run_result result;
    struct judgement judgement; /* AC: it ended well; its output was not looked at */
    /* The run's own: */
    int stdin_fd;
    bool again; /* that second time */
    struct program_call call;
};

/* When the main process ended, on the clock of `start`. */
nsec_t run_end_time(const struct run_result *result);

/* Queues the run; `next` puts it before all that waits, to finish what was begun. */
void run_start(struct run *run, bool next);

void run_cancel(struct run *run); /* `done` is not called; also for one that is not under way */

#endif
