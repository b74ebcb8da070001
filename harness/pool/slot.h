/* SPDX-License-Identifier: MIT */
/*
 * A slot: the cells of one core, and the job that runs in them. A job runs in one cell, or, with a
 * partner, in two at the same time. Private to the pool.
 */
#ifndef HARNESS_POOL_SLOT_H
#define HARNESS_POOL_SLOT_H

#include "pool/jobs.h"

struct job_slot;

/* What all slots of a pool share. */
struct slot_env {
    struct loop *loop;
    struct sandbox *sandbox;
    const char *shown; /* to compile cells, or NULL */
    unsigned slots;
    /* All programs of the slot's job have ended, or `err` (else NULL) says how a cell has failed. */
    void (*ended)(struct job_pool *pool, struct job_slot *slot, const struct err *err);
    /* A cell of the slot's job cannot be opened. */
    void (*cannot_open)(struct job_pool *pool, struct job_slot *slot, const struct err *err);
    struct job_pool *pool;
};

/* A cell of a slot, or the place for one. */
struct slot_cell {
    struct loop_watch watch; /* first; of cell_fd, while there is a cell */
    struct job_slot *slot;
    enum job_cell kind;
    struct cell *cell;
};

/* The files that a job's programs write to; -1 where there is none. */
struct outputs {
    int stdout_fd, stderr_fd, partner_stderr_fd;
};

struct job_slot {
    const struct slot_env *env;
    unsigned index;
    struct slot_cell cells[JOB_CELLS];
    struct job *job; /* running, or NULL */
    struct outputs outputs;
    struct run_result results[JOB_CELLS]; /* the answers of the job's cells, when all have come */
    unsigned awaited;                     /* answers that have not come yet */
};

void slot_init(struct job_slot *slot, const struct slot_env *env, unsigned index);
void slot_release(struct job_slot *slot);

/* Begins to open the cells that the job needs, unless they are open. 0 or -1. */
int slot_open_cells(struct job_slot *slot, const struct job *job, struct err *err);

/* A cell that failed, or whose run is not wanted any more, is not used again. */
void slot_close_cells(struct job_slot *slot, const struct job *job);

/*
 * Prepares and starts the job. 0; 1: the job's own `prepare` failed (with err) or had nothing to run
 * (without), so that nothing was started; JOB_LATER: the same, and the job lets others go first; -1: a
 * cell or the partner failed.
 */
int slot_start(struct job_slot *slot, struct job *job, struct err *err);

void slot_close_products(struct job_slot *slot); /* of results that nobody is to get */

/* Gives up the job's outputs: the caller has them now, to be closed by outputs_close. */
struct outputs slot_take_outputs(struct job_slot *slot);
void outputs_close(struct outputs *outputs);

#endif
