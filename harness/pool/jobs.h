/* SPDX-License-Identifier: MIT */
/*
 * The job pool: runs handed to a fixed number of slots, each with a cell of its own, under one
 * event loop. No threads: a job's `prepare` is called when a slot is free for it, its `done` when
 * the run has ended, both from inside jobs_step.
 *
 * A job lives in its owner's struct (put it first and cast back); it must stay there until `done`
 * has been called, and may be freed or submitted again from within `done`.
 */
#ifndef HARNESS_POOL_JOBS_H
#define HARNESS_POOL_JOBS_H

#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

/* Which cell of a slot: programs and compilers never share one. */
enum job_cell { JOB_CELL_RUN, JOB_CELL_COMPILE, JOB_CELLS };

/* What became of a job. `result` is NULL when we failed: `err` says how. */
struct job_outcome {
    const struct run_result *result;
    struct err err;
    int stdout_fd, stderr_fd; /* memfds, readable until `done` returns; not owned */
};

struct job {
    enum job_cell cell;
    bool alone;      /* runs while no other job does, for a verdict near a limit */
    bool background; /* an investment: nobody waits for it but jobs_settle */
    /*
     * Fills a zeroed request but for stdout_fd and stderr_fd. Descriptors put into it are borrowed
     * until jobs_step returns to the caller or calls `done`. A failure goes to `done`; so does 1,
     * "nothing to run": `done` is called with neither a result nor an error.
     */
    int (*prepare)(struct job *job, struct run_request *request, struct err *err);
    void (*done)(struct job *job, const struct job_outcome *outcome);
    /* The pool's own: */
    struct job *next;
    int attempts;
};

struct job_pool;

struct job_counts {
    unsigned long long runs;     /* programs started, compilers included */
    unsigned long long failures; /* of our own, retried or not */
    unsigned long long alone;    /* measured alone, for a verdict near a limit */
    unsigned long long pressed;  /* of those, while the host was busy with something else */
};

/*
 * Holds back SIGINT, SIGTERM and SIGHUP from now on: who asks us to stop while a pool is still in the
 * making is answered by its first jobs_step.
 */
void jobs_hold_signals(void);

/*
 * A pool of `slots` slots; cells are opened when first needed. The sandbox is borrowed. While a
 * pool exists SIGINT, SIGTERM and SIGHUP are blocked and end jobs_step.
 */
int jobs_open(struct job_pool **out, struct sandbox *sandbox, unsigned slots, struct err *err);
/* From now on the compile cells show `dir` (borrowed) at SHOWN_DIR; see cell_open_showing. */
void jobs_show_compilers(struct job_pool *pool, const char *dir);
void jobs_close(struct job_pool *pool); /* kills what runs; `done` is not called; takes NULL */

unsigned jobs_slots(const struct job_pool *pool);
struct job_counts jobs_counts(const struct job_pool *pool);

void jobs_submit(struct job_pool *pool, struct job *job);      /* behind all others */
void jobs_submit_next(struct job_pool *pool, struct job *job); /* before all others */
size_t jobs_pending(const struct job_pool *pool); /* queued and running, without background jobs */

/*
 * Starts what can be started and, if anything runs, waits until at least one run has ended. Returns
 * 1, 0 when nothing is left to do, or -1: interrupted by a signal, or no cell can be had.
 */
int jobs_step(struct job_pool *pool, struct err *err);

int jobs_look(struct job_pool *pool, struct err *err); /* the same, without waiting */

/*
 * As jobs_step, but also ends when `fd` can be read (or is at its end): *input tells. So the pool
 * goes on, and signals are heard, while input is awaited.
 */
int jobs_step_or_input(struct job_pool *pool, int fd, bool *input, struct err *err);

/* Steps until nothing is left; 0 or -1. */
int jobs_drain(struct job_pool *pool, struct err *err);

/* The same for background jobs too. Returns -1 at once when a signal has ended jobs_step before. */
int jobs_settle(struct job_pool *pool, struct err *err);

#endif
