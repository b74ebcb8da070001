/* SPDX-License-Identifier: MIT */
/*
 * The job pool: runs handed to a fixed number of slots, each with a cell of its own, under one event
 * loop. No threads: a job's `prepare` is called when a slot is free for it, its `done` when the run
 * has ended, both from inside jobs_step.
 *
 * A job lies in its owner's struct (first, so that the owner can cast back) and must stay there until
 * `done` has been called; it may be freed or submitted again from within `done`.
 */
#ifndef HARNESS_POOL_JOBS_H
#define HARNESS_POOL_JOBS_H

#include "pool/loop.h"
#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

/* Which cell of a slot: candidates, compilers and the programs that judge never share one. */
enum job_cell { JOB_CELL_RUN, JOB_CELL_COMPILE, JOB_CELL_JUDGE, JOB_CELLS };

/* What became of a job. `result` is NULL when we failed: `err` says how. */
struct job_outcome {
    const struct run_result *result;
    const struct run_result *partner; /* of a job with a partner, as `result` */
    struct err err;
    int load;                 /* of a job that ran alone: the host's, in percent (host_load.h) */
    int stdout_fd, stderr_fd; /* memfds, readable until `done` returns; not owned */
    int partner_stderr_fd;
};

enum job_state { JOB_IDLE, JOB_QUEUED, JOB_RUNNING };

/* What `prepare` returns besides 0 and -1. */
enum job_prepared {
    JOB_NOTHING = 1, /* there is nothing to run */
    JOB_LATER =
        2, /* other jobs first, until jobs_go_on or until there are none; not if it has `waited` */
};

struct job {
    enum job_cell cell;
    bool alone;      /* runs while no other job does, for a verdict near a limit */
    bool background; /* only jobs_settle waits for it */
    bytes_t reserve; /* memory that stdout and stderr each have before the run, on our account */
    /*
     * Fills a zeroed request but for stdout_fd and stderr_fd. Descriptors put into it are borrowed
     * until jobs_step returns to the caller or calls `done`. A failure goes to `done`; so does
     * JOB_NOTHING: `done` is called with neither a result nor an error.
     */
    int (*prepare)(struct job *job, struct run_request *request, struct err *err);
    void (*done)(struct job *job, const struct job_outcome *outcome);
    /*
     * NULL, or the job is two programs that run at the same time, in the run cell and the judge cell of
     * one slot: fills the second request, stdin and stdout included, after `prepare`. The job is done
     * when both have ended.
     */
    int (*prepare_partner)(struct job *job, struct run_request *request, struct err *err);
    /* Both programs have been started: our ends of their pipes can be closed. NULL: nothing to do. */
    void (*started)(struct job *job);
    /* The pool's own: */
    enum job_state state;
    bool waits, waited; /* `prepare` has asked for other jobs to come first: now, and before */
    struct job *next;
    int attempts;
};

struct job_pool;

struct job_counts {
    unsigned long long runs;     /* programs started, compilers included */
    unsigned long long forks;    /* of those, forks of processes that waited in their cells */
    unsigned long long failures; /* of our own, retried or not */
    unsigned long long alone;    /* measured alone, for a verdict near a limit */
    unsigned long long pressed;  /* of those, while the host was busy with something else */
};

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
struct loop *jobs_loop(struct job_pool *pool); /* for other descriptors and timers */

void jobs_submit(struct job_pool *pool, struct job *job);      /* behind all others */
void jobs_submit_next(struct job_pool *pool, struct job *job); /* before all others */
void jobs_go_on(struct job_pool *pool); /* jobs for which others came first need not wait longer */
/* Takes a job back, and kills its run; `done` is not called. Does nothing for one that is idle. */
void jobs_cancel(struct job_pool *pool, struct job *job);
/* cell_hold_idle for the cell of the running job, which is not its partner's; not for one that does not run. */
void jobs_hold_idle(struct job_pool *pool, const struct job *job, bool waits);
size_t jobs_pending(const struct job_pool *pool); /* queued and running, without background jobs */

enum jobs_patience {
    JOBS_LOOK, /* does not wait */
    JOBS_WAIT, /* until a run has ended, or a watch or timer of the loop was called */
};

/*
 * Starts what can be started and looks after what has happened. Returns 1, 0 when no job is left, or
 * -1: interrupted by a signal, or no cell can be had. With nothing to wait for it returns at once.
 */
int jobs_step(struct job_pool *pool, enum jobs_patience patience, struct err *err);

/* Steps until no job is left; 0 or -1. */
int jobs_drain(struct job_pool *pool, struct err *err);

/* The same for background jobs too. Returns -1 at once when a signal has ended jobs_step before. */
int jobs_settle(struct job_pool *pool, struct err *err);

#endif
