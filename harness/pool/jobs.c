/* SPDX-License-Identifier: MIT */
#include "pool/jobs.h"
#include "pool/host_load.h"
#include "pool/host_memory.h"
#include "pool/job_queue.h"
#include "pool/slot.h"
#include "pool/stop_signals.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>

struct job_pool {
    struct loop_watch signals; /* first */
    struct slot_env env;
    struct job_slot *slots;               /* env.slots of them */
    struct job_queue queue, alone, later; /* later: those whose `prepare` let others go first */
    size_t pending, background, running;  /* running: of both */
    struct err
        stop; /* the signal that has come, or why there are no cells; kind ERR_NONE: neither */
    bool exclusive; /* the one running job is to be alone */
    sigset_t old_mask;
    struct job_counts counts;
    struct host_load load; /* when the job that runs alone was started */
    struct host_memory memory;
};

static void slot_ended(struct job_pool *pool, struct job_slot *slot, const struct err *failure);
static void slot_cannot_open(struct job_pool *pool, struct job_slot *slot,
                             const struct err *failure);

static void signal_ready(struct loop_watch *watch)
{
    struct job_pool *pool = (struct job_pool *)watch;

    stop_signals_read(watch->fd, &pool->stop);
}

static int open_pool(struct job_pool *pool, unsigned slots, struct err *err)
{
    sigprocmask(SIG_BLOCK, NULL, &pool->old_mask);
    pool->slots = calloc(slots, sizeof *pool->slots);
    if (!pool->slots)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->env.slots = slots;
    for (unsigned i = 0; i < slots; i++)
        slot_init(&pool->slots[i], &pool->env, i);
    if (loop_open(&pool->env.loop, err) < 0)
        return -1;
    pool->signals.fd = stop_signals_open(&pool->old_mask, err);
    return pool->signals.fd < 0 ? -1 : loop_add_watch(pool->env.loop, &pool->signals, err);
}

int jobs_open(struct job_pool **out, struct sandbox *sandbox, unsigned slots, struct err *err)
{
    struct job_pool *pool = calloc(1, sizeof *pool);

    if (!pool)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->env = (struct slot_env){
        .sandbox = sandbox, .ended = slot_ended, .cannot_open = slot_cannot_open, .pool = pool};
    host_memory_watch(&pool->memory, sandbox);
    pool->signals =
        (struct loop_watch){.fd = -1, .quiet = true, .event = EPOLLIN, .ready = signal_ready};
    if (open_pool(pool, slots, err) < 0) {
        jobs_close(pool);
        return -1;
    }
    *out = pool;
    return 0;
}

void jobs_show_compilers(struct job_pool *pool, const char *dir)
{
    pool->env.shown = dir;
}

void jobs_close(struct job_pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; pool->slots && i < pool->env.slots; i++)
        slot_release(&pool->slots[i]);
    if (pool->signals.fd >= 0)
        close(pool->signals.fd);
    loop_free(pool->env.loop);
    sigprocmask(SIG_SETMASK, &pool->old_mask, NULL);
    free(pool->slots);
    free(pool);
}

unsigned jobs_slots(const struct job_pool *pool)
{
    return pool->env.slots;
}

struct job_counts jobs_counts(const struct job_pool *pool)
{
    return pool->counts;
}

size_t jobs_pending(const struct job_pool *pool)
{
    return pool->pending;
}

struct loop *jobs_loop(struct job_pool *pool)
{
    return pool->env.loop;
}

static struct job_queue *queue_of(struct job_pool *pool, const struct job *job)
{
    return job->waits ? &pool->later : job->alone ? &pool->alone : &pool->queue;
}

/* Where a job that is not idle is counted. */
static size_t *counter_of(struct job_pool *pool, const struct job *job)
{
    return job->background ? &pool->background : &pool->pending;
}

/* A job that has not been tried yet. */
static void begin_job(struct job *job)
{
    job->attempts = 0;
    job->waits = job->waited = false;
    job->state = JOB_QUEUED;
}

void jobs_submit(struct job_pool *pool, struct job *job)
{
    begin_job(job);
    job_queue_append(queue_of(pool, job), job);
    ++*counter_of(pool, job);
}

void jobs_submit_next(struct job_pool *pool, struct job *job)
{
    begin_job(job);
    job_queue_prepend(queue_of(pool, job), job);
    ++*counter_of(pool, job);
}

static void cancel_run(struct job_pool *pool, const struct job *job)
{
    unsigned i = 0;

    while (pool->slots[i].job != job)
        i++;
    slot_close_cells(&pool->slots[i], job);
    outputs_close(&pool->slots[i].outputs);
    pool->slots[i].job = NULL;
    pool->running--;
}

void jobs_cancel(struct job_pool *pool, struct job *job)
{
    if (job->state == JOB_IDLE)
        return;
    if (job->state == JOB_QUEUED)
        job_queue_remove(queue_of(pool, job), job);
    else
        cancel_run(pool, job);
    job->state = JOB_IDLE;
    --*counter_of(pool, job);
}

void jobs_hold_idle(struct job_pool *pool, const struct job *job, bool waits)
{
    for (unsigned i = 0; i < pool->env.slots; i++) {
        const struct job_slot *slot = &pool->slots[i];

        if (slot->job == job && slot->cells[job->cell].cell)
            cell_hold_idle(slot->cells[job->cell].cell, waits);
    }
}

static void release_result(const struct run_result *result)
{
    if (result && result->product_fd >= 0)
        close(result->product_fd);
}

/* Tells the owner; the job may be gone afterwards. */
static void finish(struct job_pool *pool, struct outputs *outputs, struct job *job,
                   struct job_outcome *outcome)
{
    outcome->stdout_fd = outputs->stdout_fd;
    outcome->stderr_fd = outputs->stderr_fd;
    outcome->partner_stderr_fd = outputs->partner_stderr_fd;
    job->state = JOB_IDLE;
    --*counter_of(pool, job);
    job->done(job, outcome);
    release_result(outcome->result);
    release_result(outcome->partner);
    outputs_close(outputs);
}

/* Our failure, or the host's: one more try, then it stands. */
static void try_again(struct job_pool *pool, struct job_slot *slot, struct job *job,
                      struct job_outcome *outcome)
{
    pool->counts.failures++;
    if (job->attempts++ == 0) {
        outputs_close(&slot->outputs);
        job->state = JOB_QUEUED;
        job_queue_prepend(queue_of(pool, job), job);
        return;
    }
    finish(pool, &slot->outputs, job, outcome);
}

static void fail_run(struct job_pool *pool, struct job_slot *slot, struct job *job,
                     struct job_outcome *outcome)
{
    slot_close_cells(slot, job);
    try_again(pool, slot, job, outcome);
}

/* Even alone here, a run may have had to share the host: that could have moved its verdict. */
static int count_alone(struct job_pool *pool)
{
    int load = host_load_since(&pool->load);

    pool->counts.alone++;
    pool->counts.pressed += host_load_is_high(load);
    return load;
}

static void let_others_go_first(struct job_pool *pool, struct job_slot *slot, struct job *job)
{
    outputs_close(&slot->outputs);
    job->waits = true;
    job_queue_append(&pool->later, job);
}

/* The first of those that let others go first, or NULL. */
static struct job *take_later(struct job_pool *pool)
{
    struct job *job = job_queue_take(&pool->later);

    if (job) {
        job->waits = false;
        job->waited = true;
    }
    return job;
}

void jobs_go_on(struct job_pool *pool)
{
    struct job *job;

    while ((job = take_later(pool)))
        job_queue_append(&pool->queue, job);
}

/* Puts the job back. As a run that failed it has one more try; -1: without a cell there is nothing to go on with. */
static int put_back(struct job_pool *pool, struct job *job, const struct err *failure,
                    struct err *err)
{
    job->state = JOB_QUEUED;
    job_queue_prepend(queue_of(pool, job), job);
    pool->counts.failures++;
    if (job->attempts++ == 0)
        return 0;
    return err_set(err, failure->kind, "%s (--self-test tries what this host allows)",
                   failure->msg);
}

static void slot_cannot_open(struct job_pool *pool, struct job_slot *slot,
                             const struct err *failure)
{
    struct job *job = slot->job;

    slot_close_products(slot);
    slot_close_cells(slot, job);
    outputs_close(&slot->outputs);
    slot->job = NULL;
    pool->running--;
    (void)put_back(pool, job, failure, &pool->stop);
}

static int start_job(struct job_pool *pool, struct job_slot *slot, struct job *job, struct err *err)
{
    struct job_outcome outcome = {0};
    int rc;

    if (slot_open_cells(slot, job, &outcome.err) < 0)
        return put_back(pool, job, &outcome.err, err);
    rc = slot_start(slot, job, &outcome.err);
    if (rc == JOB_LATER)
        let_others_go_first(pool, slot, job);
    else if (rc > 0)
        finish(pool, &slot->outputs, job, &outcome);
    else if (rc < 0)
        fail_run(pool, slot, job, &outcome);
    if (rc != 0)
        return 0;
    job->state = JOB_RUNNING;
    pool->running++;
    pool->exclusive = job->alone;
    if (job->alone)
        pool->load = host_load_now();
    pool->counts.runs++;
    return 0;
}

/* The next job that may start now: a job that must be alone waits for silence, and makes it. */
static struct job *next_job(struct job_pool *pool)
{
    if (pool->exclusive && pool->running > 0)
        return NULL;
    if (pool->alone.first)
        return pool->running == 0 ? job_queue_take(&pool->alone) : NULL;
    return pool->queue.first ? job_queue_take(&pool->queue) : take_later(pool);
}

/* Fills the slot, unless nothing may start now. */
static int start_slot(struct job_pool *pool, struct job_slot *slot, struct err *err)
{
    while (!slot->job) {
        struct job *job = next_job(pool);

        if (!job)
            return 0;
        if (start_job(pool, slot, job, err) < 0)
            return -1;
    }
    return 0;
}

static int start_all(struct job_pool *pool, struct err *err)
{
    for (unsigned i = 0; i < pool->env.slots; i++)
        if (start_slot(pool, &pool->slots[i], err) < 0)
            return -1;
    return 0;
}

/* At the level basic the next run empties it. */
static bool is_directory(int product_fd)
{
    struct stat st;

    return product_fd >= 0 && fstat(product_fd, &st) == 0 && S_ISDIR(st.st_mode);
}

/*
 * The owner is told while the slot runs something else already: comparing an output takes as long as
 * a short run. Of a background job the owner is told first, because other jobs want what it has made. What
 * could not be started is still queued, and start_all will say why.
 */
static void finish_and_go_on(struct job_pool *pool, struct job_slot *slot, struct job *job)
{
    struct run_result result = slot->results[job->cell], partner = slot->results[JOB_CELL_JUDGE];
    struct job_outcome outcome = {.result = &result,
                                  .partner = job->prepare_partner ? &partner : NULL,
                                  .load = job->alone ? count_alone(pool) : 0};
    struct outputs outputs = slot_take_outputs(slot);
    struct err err = {0};

    if (job->background || is_directory(result.product_fd) || is_directory(partner.product_fd)) {
        finish(pool, &outputs, job, &outcome);
        return; /* start_all gives the slot its next job */
    }
    (void)start_slot(pool, slot, &err);
    finish(pool, &outputs, job, &outcome);
}

static bool may_be_killed_by_host(struct job_pool *pool, const struct job_slot *slot)
{
    return host_memory_may_have_killed(&pool->memory, &slot->results[slot->job->cell],
                                       slot->outputs.stderr_fd);
}

static void slot_ended(struct job_pool *pool, struct job_slot *slot, const struct err *failure)
{
    struct job *job = slot->job;
    struct job_outcome outcome = {0};
    bool killed = !failure && may_be_killed_by_host(pool, slot);

    slot->job = NULL;
    pool->running--;
    pool->counts.forks += !failure && slot->results[job->cell].warm;
    if (failure) {
        outcome.err = *failure;
        fail_run(pool, slot, job, &outcome);
    } else if (killed) {
        err_set(&outcome.err, ERR_JUDGE, "the host has no memory left (use fewer cells: -j)");
        job->alone = true;
        slot_close_products(slot);
        try_again(pool, slot, job, &outcome);
    } else {
        finish_and_go_on(pool, slot, job);
    }
}

/* One turn of the loop, waiting if one of the `awaited` jobs runs or the loop awaits something else. */
static int step(struct job_pool *pool, bool wait, size_t awaited, struct err *err)
{
    bool runs;

    if (start_all(pool, err) < 0)
        return -1;
    runs = pool->running > 0 && awaited > 0;
    if (loop_turn(pool->env.loop, wait && (runs || loop_awaits(pool->env.loop)), err) < 0)
        return -1;
    if (pool->stop.kind != ERR_NONE)
        return err_set(err, pool->stop.kind, "%s", pool->stop.msg);
    return pool->pending > 0;
}

int jobs_step(struct job_pool *pool, enum jobs_patience patience, struct err *err)
{
    return step(pool, patience == JOBS_WAIT, pool->pending, err);
}

int jobs_drain(struct job_pool *pool, struct err *err)
{
    int rc;

    while ((rc = jobs_step(pool, JOBS_WAIT, err)) > 0) {
    }
    return rc;
}

int jobs_settle(struct job_pool *pool, struct err *err)
{
    if (pool->stop.kind != ERR_NONE)
        return err_set(err, pool->stop.kind, "%s", pool->stop.msg);
    while (pool->pending + pool->background > 0)
        if (step(pool, true, pool->pending + pool->background, err) < 0)
            return -1;
    return 0;
}
