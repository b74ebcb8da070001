/* SPDX-License-Identifier: MIT */
#include "pool/jobs.h"
#include "base/file.h"
#include "pool/cores.h"
#include "pool/host_load.h"
#include "pool/host_memory.h"
#include "pool/job_queue.h"
#include "pool/stop_signals.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <sys/epoll.h>

/* Room in the work directory: a compiler's temporary files and product are larger. */
static const bytes_t work_bytes[JOB_CELLS] = {
    [JOB_CELL_RUN] = 64 * MIB,
    [JOB_CELL_COMPILE] = 512 * MIB,
};

/* A cell of a slot, or the place for one. */
struct slot_cell {
    struct loop_watch watch; /* first; of cell_fd, while there is a cell */
    struct job_pool *pool;
    unsigned slot;
    enum job_cell kind;
    struct cell *cell;
};

struct job_slot {
    struct slot_cell cells[JOB_CELLS];
    struct job *job; /* running, or NULL */
    int stdout_fd, stderr_fd;
};

struct job_pool {
    struct loop_watch signals; /* first */
    struct loop *loop;
    struct sandbox *sandbox;
    const char *shown; /* to compile cells, or NULL */
    struct job_slot *slots;
    unsigned slot_count;
    struct job_queue queue, alone;
    size_t pending, background, running; /* running: of both */
    struct err stop;                     /* the signal that has come; kind ERR_NONE: none */
    bool exclusive;                      /* the one running job is to be alone */
    sigset_t old_mask;
    struct job_counts counts;
    struct host_load load; /* when the job that runs alone was started */
    struct host_memory memory;
};

static void signal_ready(struct loop_watch *watch)
{
    struct job_pool *pool = (struct job_pool *)watch;

    stop_signals_read(watch->fd, &pool->stop);
}

static void init_slot(struct job_pool *pool, unsigned index)
{
    struct job_slot *slot = &pool->slots[index];

    slot->stdout_fd = slot->stderr_fd = -1;
    for (int kind = 0; kind < JOB_CELLS; kind++)
        slot->cells[kind] =
            (struct slot_cell){.pool = pool, .slot = index, .kind = (enum job_cell)kind};
}

static int open_pool(struct job_pool *pool, unsigned slots, struct err *err)
{
    sigprocmask(SIG_BLOCK, NULL, &pool->old_mask);
    pool->slots = calloc(slots, sizeof *pool->slots);
    if (!pool->slots)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->slot_count = slots;
    for (unsigned i = 0; i < slots; i++)
        init_slot(pool, i);
    if (loop_open(&pool->loop, err) < 0)
        return -1;
    pool->signals.fd = stop_signals_open(&pool->old_mask, err);
    return pool->signals.fd < 0 ? -1 : loop_add_watch(pool->loop, &pool->signals, err);
}

int jobs_open(struct job_pool **out, struct sandbox *sandbox, unsigned slots, struct err *err)
{
    struct job_pool *pool = calloc(1, sizeof *pool);

    if (!pool)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->sandbox = sandbox;
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
    pool->shown = dir;
}

static void close_outputs(struct job_slot *slot)
{
    if (slot->stdout_fd >= 0)
        close(slot->stdout_fd);
    if (slot->stderr_fd >= 0)
        close(slot->stderr_fd);
    slot->stdout_fd = slot->stderr_fd = -1;
}

static void close_cell(struct slot_cell *place)
{
    if (!place->cell)
        return;
    loop_remove_watch(place->pool->loop, &place->watch);
    cell_close(place->cell);
    place->cell = NULL;
}

void jobs_close(struct job_pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; i < pool->slot_count; i++) {
        for (int kind = 0; kind < JOB_CELLS; kind++)
            close_cell(&pool->slots[i].cells[kind]);
        close_outputs(&pool->slots[i]);
    }
    if (pool->signals.fd >= 0)
        close(pool->signals.fd);
    loop_free(pool->loop);
    sigprocmask(SIG_SETMASK, &pool->old_mask, NULL);
    free(pool->slots);
    free(pool);
}

unsigned jobs_slots(const struct job_pool *pool)
{
    return pool->slot_count;
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
    return pool->loop;
}

static struct job_queue *queue_of(struct job_pool *pool, const struct job *job)
{
    return job->alone ? &pool->alone : &pool->queue;
}

/* Where a job that is not idle is counted. */
static size_t *counter_of(struct job_pool *pool, const struct job *job)
{
    return job->background ? &pool->background : &pool->pending;
}

void jobs_submit(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    job->state = JOB_QUEUED;
    job_queue_append(queue_of(pool, job), job);
    ++*counter_of(pool, job);
}

void jobs_submit_next(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    job->state = JOB_QUEUED;
    job_queue_prepend(queue_of(pool, job), job);
    ++*counter_of(pool, job);
}

static void cancel_run(struct job_pool *pool, const struct job *job)
{
    unsigned i = 0;

    while (pool->slots[i].job != job)
        i++;
    close_cell(&pool->slots[i].cells[job->cell]);
    close_outputs(&pool->slots[i]);
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

static void cell_ready(struct loop_watch *watch);

static int open_cell(struct job_pool *pool, unsigned index, enum job_cell kind, struct err *err)
{
    struct slot_cell *place = &pool->slots[index].cells[kind];
    int core = cores_for(index, pool->slot_count);

    if (place->cell)
        return 0;
    if (cell_open_showing(&place->cell, pool->sandbox, work_bytes[kind], core,
                          kind == JOB_CELL_COMPILE ? pool->shown : NULL, err) < 0)
        return -1;
    place->watch = (struct loop_watch){
        .fd = cell_fd(place->cell), .quiet = true, .event = EPOLLIN, .ready = cell_ready};
    if (loop_add_watch(pool->loop, &place->watch, err) == 0)
        return 0;
    cell_close(place->cell); /* the loop does not watch it, so it cannot be used */
    place->cell = NULL;
    return -1;
}

static int prepare_request(struct job_slot *slot, struct job *job, struct run_request *request,
                           struct err *err)
{
    int rc;

    slot->stdout_fd = file_memfd_empty("stdout", err);
    slot->stderr_fd = slot->stdout_fd < 0 ? -1 : file_memfd_empty("stderr", err);
    if (slot->stderr_fd < 0 || file_reserve(slot->stdout_fd, job->reserve, err) < 0 ||
        file_reserve(slot->stderr_fd, job->reserve, err) < 0)
        return -1;
    memset(request, 0, sizeof *request);
    request->program_fd = -1;
    rc = job->prepare(job, request, err);
    if (rc != 0)
        return rc;
    request->stdout_fd = slot->stdout_fd;
    request->stderr_fd = slot->stderr_fd;
    return 0;
}

/* Tells the owner; the job may be gone afterwards. */
static void finish(struct job_pool *pool, struct job_slot *slot, struct job *job,
                   struct job_outcome *outcome)
{
    outcome->stdout_fd = slot->stdout_fd;
    outcome->stderr_fd = slot->stderr_fd;
    job->state = JOB_IDLE;
    --*counter_of(pool, job);
    job->done(job, outcome);
    if (outcome->result && outcome->result->product_fd >= 0)
        close(outcome->result->product_fd);
    close_outputs(slot);
}

/* Our failure, or the host's: one more try, then it stands. */
static void try_again(struct job_pool *pool, struct job_slot *slot, struct job *job,
                      struct job_outcome *outcome)
{
    pool->counts.failures++;
    if (job->attempts++ == 0) {
        close_outputs(slot);
        job->state = JOB_QUEUED;
        job_queue_prepend(queue_of(pool, job), job);
        return;
    }
    finish(pool, slot, job, outcome);
}

/* A cell that failed is not used again. */
static void fail_run(struct job_pool *pool, struct job_slot *slot, struct job *job,
                     struct job_outcome *outcome)
{
    close_cell(&slot->cells[job->cell]);
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

static int start_job(struct job_pool *pool, unsigned index, struct job *job, struct err *err)
{
    struct job_slot *slot = &pool->slots[index];
    struct job_outcome outcome = {0};
    struct run_request request;

    if (open_cell(pool, index, job->cell, &outcome.err) < 0) {
        job_queue_prepend(queue_of(pool, job), job);
        pool->counts.failures++;
        if (job->attempts++ == 0)
            return 0; /* as a run that failed: one more try */
        return err_set(err, outcome.err.kind, "%s", outcome.err.msg);
    }
    if (prepare_request(slot, job, &request, &outcome.err) != 0) {
        finish(pool, slot, job, &outcome);
        return 0;
    }
    if (cell_start(slot->cells[job->cell].cell, &request, &outcome.err) < 0) {
        fail_run(pool, slot, job, &outcome);
        return 0;
    }
    slot->job = job;
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
    return job_queue_take(&pool->queue);
}

/* Fills the slot, unless nothing may start now. */
static int start_slot(struct job_pool *pool, unsigned index, struct err *err)
{
    while (!pool->slots[index].job) {
        struct job *job = next_job(pool);

        if (!job)
            return 0;
        if (start_job(pool, index, job, err) < 0)
            return -1;
    }
    return 0;
}

static int start_all(struct job_pool *pool, struct err *err)
{
    for (unsigned i = 0; i < pool->slot_count; i++)
        if (start_slot(pool, i, err) < 0)
            return -1;
    return 0;
}

/*
 * The owner is told while the slot runs something else already: comparing an output takes as long as
 * a short run. What could not be started is still queued, and start_all will say why.
 */
static void finish_and_go_on(struct job_pool *pool, unsigned index, struct job *job,
                             struct job_outcome *outcome)
{
    struct job_slot *slot = &pool->slots[index];
    struct job_slot outputs = {.stdout_fd = slot->stdout_fd, .stderr_fd = slot->stderr_fd};
    struct err err = {0};

    slot->stdout_fd = slot->stderr_fd = -1;
    (void)start_slot(pool, index, &err);
    finish(pool, &outputs, job, outcome);
}

static void cell_ready(struct loop_watch *watch)
{
    struct slot_cell *place = (struct slot_cell *)watch;
    struct job_pool *pool = place->pool;
    struct job_slot *slot = &pool->slots[place->slot];
    struct job *job = slot->job;
    struct job_outcome outcome = {0};
    struct run_result result;

    /* An idle cell only becomes readable when it has died: it is opened anew when it is needed. */
    if (!job || job->cell != place->kind) {
        close_cell(place);
        return;
    }
    slot->job = NULL;
    pool->running--;
    if (cell_finish(place->cell, &result, &outcome.err) < 0) {
        fail_run(pool, slot, job, &outcome);
        return;
    }
    if (host_memory_may_have_killed(&pool->memory, &result, slot->stderr_fd)) {
        err_set(&outcome.err, ERR_JUDGE, "the host has no memory left (use fewer cells: -j)");
        job->alone = true;
        if (result.product_fd >= 0)
            close(result.product_fd);
        try_again(pool, slot, job, &outcome);
        return;
    }
    outcome.result = &result;
    if (job->alone)
        outcome.load = count_alone(pool);
    finish_and_go_on(pool, place->slot, job, &outcome);
}

/* One turn of the loop, waiting if one of the `awaited` jobs runs or the loop awaits something else. */
static int step(struct job_pool *pool, bool wait, size_t awaited, struct err *err)
{
    bool runs;

    if (start_all(pool, err) < 0)
        return -1;
    runs = pool->running > 0 && awaited > 0;
    if (loop_turn(pool->loop, wait && (runs || loop_awaits(pool->loop)), err) < 0)
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
