/* SPDX-License-Identifier: MIT */
#include "pool/jobs.h"
#include "pool/cores.h"
#include "base/file.h"
#include "pool/host_load.h"
#include "pool/host_memory.h"
#include "pool/job_queue.h"
#include "pool/job_signals.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>

/* Room in the work directory: a compiler's temporary files and product are larger. */
static const bytes_t work_bytes[JOB_CELLS] = {
    [JOB_CELL_RUN] = 64 * MIB,
    [JOB_CELL_COMPILE] = 512 * MIB,
};

struct slot {
    struct cell *cells[JOB_CELLS];
    struct job *job; /* running, or NULL */
    int stdout_fd, stderr_fd;
};

struct job_pool {
    struct sandbox *sandbox;
    const char *shown; /* to compile cells, or NULL */
    struct slot *slots;
    unsigned slot_count;
    struct job_queue queue, alone;
    size_t pending, background, running; /* running: of both */
    bool interrupted;
    bool exclusive; /* the one running job is to be alone */
    int epoll, signals;
    sigset_t old_mask;
    struct job_counts counts;
    struct host_load load; /* when the job that runs alone was started */
    struct host_memory memory;
};

static int watch(const struct job_pool *pool, int fd, uint64_t tag, struct err *err)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = tag};

    if (epoll_ctl(pool->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
        return err_sys(err, ERR_JUDGE, "epoll");
    return 0;
}

static const uint64_t signal_tag = UINT64_MAX, input_tag = UINT64_MAX - 1;

int jobs_open(struct job_pool **out, struct sandbox *sandbox, unsigned slots, struct err *err)
{
    struct job_pool *pool = calloc(1, sizeof *pool);

    if (!pool)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->sandbox = sandbox;
    host_memory_watch(&pool->memory, sandbox);
    pool->signals = -1;
    pool->epoll = epoll_create1(EPOLL_CLOEXEC);
    sigprocmask(SIG_BLOCK, NULL, &pool->old_mask);
    pool->slots = calloc(slots, sizeof *pool->slots);
    if (!pool->slots || pool->epoll < 0) {
        err_sys(err, ERR_JUDGE, "cannot make a job pool");
        goto fail;
    }
    pool->slot_count = slots;
    for (unsigned i = 0; i < slots; i++)
        pool->slots[i].stdout_fd = pool->slots[i].stderr_fd = -1;
    pool->signals = job_signals_open(&pool->old_mask, err);
    if (pool->signals < 0 || watch(pool, pool->signals, signal_tag, err) < 0)
        goto fail;
    *out = pool;
    return 0;
fail:
    jobs_close(pool);
    return -1;
}

void jobs_show_compilers(struct job_pool *pool, const char *dir)
{
    pool->shown = dir;
}

static void close_outputs(struct slot *slot)
{
    if (slot->stdout_fd >= 0)
        close(slot->stdout_fd);
    if (slot->stderr_fd >= 0)
        close(slot->stderr_fd);
    slot->stdout_fd = slot->stderr_fd = -1;
}

void jobs_close(struct job_pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; pool->slots && i < pool->slot_count; i++) {
        for (int c = 0; c < JOB_CELLS; c++)
            cell_close(pool->slots[i].cells[c]);
        close_outputs(&pool->slots[i]);
    }
    if (pool->epoll >= 0)
        close(pool->epoll);
    if (pool->signals >= 0)
        close(pool->signals);
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

/* Where a job is counted. */
static struct job_queue *queue_of(struct job_pool *pool, const struct job *job)
{
    return job->alone ? &pool->alone : &pool->queue;
}

static size_t *counter(struct job_pool *pool, const struct job *job)
{
    return job->background ? &pool->background : &pool->pending;
}

void jobs_submit(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    job_queue_append(queue_of(pool, job), job);
    ++*counter(pool, job);
}

void jobs_submit_next(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    job_queue_prepend(queue_of(pool, job), job);
    ++*counter(pool, job);
}

static int open_cell(struct job_pool *pool, unsigned index, enum job_cell kind, struct err *err)
{
    struct slot *slot = &pool->slots[index];
    int core = cores_for(index, pool->slot_count);

    if (slot->cells[kind])
        return 0;
    if (cell_open_showing(&slot->cells[kind], pool->sandbox, work_bytes[kind], core,
                          kind == JOB_CELL_COMPILE ? pool->shown : NULL, err) < 0)
        return -1;
    if (watch(pool, cell_fd(slot->cells[kind]), index * JOB_CELLS + kind, err) == 0)
        return 0;
    cell_close(slot->cells[kind]); /* nobody would hear it */
    slot->cells[kind] = NULL;
    return -1;
}

static int prepare(struct slot *slot, struct job *job, struct run_request *request, struct err *err)
{
    int rc;

    slot->stdout_fd = file_memfd_empty("stdout", err);
    slot->stderr_fd = slot->stdout_fd < 0 ? -1 : file_memfd_empty("stderr", err);
    if (slot->stderr_fd < 0)
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
static void finish(struct job_pool *pool, struct slot *slot, struct job *job,
                   struct job_outcome *outcome)
{
    outcome->stdout_fd = slot->stdout_fd;
    outcome->stderr_fd = slot->stderr_fd;
    --*counter(pool, job);
    job->done(job, outcome);
    if (outcome->result && outcome->result->product_fd >= 0)
        close(outcome->result->product_fd);
    close_outputs(slot);
}

/* Our failure, or the host's: one more try, then it stands. */
static void try_again(struct job_pool *pool, struct slot *slot, struct job *job,
                      struct job_outcome *outcome)
{
    pool->counts.failures++;
    if (job->attempts++ == 0) {
        close_outputs(slot);
        job_queue_prepend(queue_of(pool, job), job);
        return;
    }
    finish(pool, slot, job, outcome);
}

/* A cell that failed is not used again. */
static void fail(struct job_pool *pool, struct slot *slot, struct job *job,
                 struct job_outcome *outcome)
{
    cell_close(slot->cells[job->cell]);
    slot->cells[job->cell] = NULL;
    try_again(pool, slot, job, outcome);
}

/* Even alone here, a run may have had to share the host: that could have moved its verdict. */
static void count_alone(struct job_pool *pool)
{
    struct host_load now = host_load_now();

    pool->counts.alone++;
    pool->counts.pressed += host_load_is_high(&pool->load, &now);
}

static int start(struct job_pool *pool, unsigned index, struct job *job, struct err *err)
{
    struct slot *slot = &pool->slots[index];
    struct job_outcome outcome = {0};
    struct run_request request;

    if (open_cell(pool, index, job->cell, &outcome.err) < 0) {
        job_queue_prepend(queue_of(pool, job), job);
        pool->counts.failures++;
        if (job->attempts++ == 0)
            return 0; /* as a run that failed: one more try */
        return err_set(err, outcome.err.kind, "%s", outcome.err.msg);
    }
    if (prepare(slot, job, &request, &outcome.err) != 0) {
        finish(pool, slot, job, &outcome);
        return 0;
    }
    if (cell_start(slot->cells[job->cell], &request, &outcome.err) < 0) {
        fail(pool, slot, job, &outcome);
        return 0;
    }
    slot->job = job;
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
        if (start(pool, index, job, err) < 0)
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
    struct slot *slot = &pool->slots[index];
    struct slot outputs = {.stdout_fd = slot->stdout_fd, .stderr_fd = slot->stderr_fd};
    struct err err = {0};

    slot->stdout_fd = slot->stderr_fd = -1;
    (void)start_slot(pool, index, &err);
    finish(pool, &outputs, job, outcome);
}

static void collect(struct job_pool *pool, uint64_t tag)
{
    struct slot *slot = &pool->slots[tag / JOB_CELLS];
    struct job *job = slot->job;
    struct job_outcome outcome = {0};
    struct run_result result;

    /* An idle cell that says something has died: it is opened anew when it is needed. */
    if (!job || job->cell != (enum job_cell)(tag % JOB_CELLS)) {
        cell_close(slot->cells[tag % JOB_CELLS]);
        slot->cells[tag % JOB_CELLS] = NULL;
        return;
    }
    slot->job = NULL;
    pool->running--;
    if (cell_finish(slot->cells[job->cell], &result, &outcome.err) < 0) {
        fail(pool, slot, job, &outcome);
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
        count_alone(pool);
    finish_and_go_on(pool, (unsigned)(tag / JOB_CELLS), job, &outcome);
}

static int interrupted(struct job_pool *pool, struct err *err)
{
    pool->interrupted = job_signals_read(pool->signals, err) < 0;
    return pool->interrupted ? -1 : 0;
}

/* What a step waits for. */
enum patience { LOOK_ONLY, WAIT, WAIT_FOR_BACKGROUND };

/* Starts what can be started, and sees to what has happened; unless LOOK_ONLY, once something has. */
static int step(struct job_pool *pool, enum patience patience, bool *input, struct err *err)
{
    struct epoll_event events[16];
    size_t awaited;
    int n;

    if (start_all(pool, err) < 0)
        return -1;
    awaited = pool->running == 0
                  ? 0
                  : pool->pending + (patience == WAIT_FOR_BACKGROUND ? pool->background : 0);
    n = epoll_wait(pool->epoll, events, 16,
                   patience != LOOK_ONLY && (input || awaited > 0) ? -1 : 0);
    if (n < 0 && errno != EINTR)
        return err_sys(err, ERR_JUDGE, "epoll");
    for (int i = 0; i < n; i++) {
        if (input && events[i].data.u64 == input_tag)
            *input = true;
        else if (events[i].data.u64 != signal_tag)
            collect(pool, events[i].data.u64);
        else if (interrupted(pool, err) < 0)
            return -1;
    }
    return pool->pending > 0;
}

/* With nothing running there is still a look at the signals, without waiting. */
int jobs_step(struct job_pool *pool, struct err *err)
{
    return step(pool, WAIT, NULL, err);
}

int jobs_settle(struct job_pool *pool, struct err *err)
{
    if (pool->interrupted)
        return err_set(err, ERR_INTERRUPTED, "interrupted");
    while (pool->pending + pool->background > 0)
        if (step(pool, WAIT_FOR_BACKGROUND, NULL, err) < 0)
            return -1;
    return 0;
}

int jobs_look(struct job_pool *pool, struct err *err)
{
    return step(pool, LOOK_ONLY, NULL, err);
}

int jobs_step_or_input(struct job_pool *pool, int fd, bool *input, struct err *err)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = input_tag};
    int rc;

    *input = false;
    if (epoll_ctl(pool->epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        *input = true; /* a regular file (EPERM), or one that a read will fail on: do not wait */
        return jobs_look(pool, err);
    }
    rc = step(pool, WAIT, input, err);
    epoll_ctl(pool->epoll, EPOLL_CTL_DEL, fd, NULL);
    return rc;
}

int jobs_drain(struct job_pool *pool, struct err *err)
{
    int rc;

    while ((rc = jobs_step(pool, err)) > 0) {
    }
    return rc;
}
