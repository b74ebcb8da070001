/* SPDX-License-Identifier: MIT */
#include "base/jobs.h"
#include "base/host_load.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

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

struct queue {
    struct job *first, *last;
};

struct job_pool {
    struct sandbox *sandbox;
    struct slot *slots;
    unsigned slot_count;
    struct queue queue, alone;
    size_t pending, running;
    bool exclusive; /* the one running job is to be alone */
    int epoll, signals;
    sigset_t old_mask;
    struct job_counts counts;
    struct host_load load; /* when the job that runs alone was started */
};

static void push_back(struct queue *q, struct job *job)
{
    job->next = NULL;
    if (q->last)
        q->last->next = job;
    else
        q->first = job;
    q->last = job;
}

static void push_front(struct queue *q, struct job *job)
{
    job->next = q->first;
    q->first = job;
    if (!q->last)
        q->last = job;
}

static struct job *pop(struct queue *q)
{
    struct job *job = q->first;

    if (job) {
        q->first = job->next;
        if (!q->first)
            q->last = NULL;
    }
    return job;
}

static int watch(const struct job_pool *pool, int fd, uint64_t tag, struct err *err)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = tag};

    if (epoll_ctl(pool->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
        return err_sys(err, ERR_JUDGE, "epoll");
    return 0;
}

static const uint64_t signal_tag = UINT64_MAX, input_tag = UINT64_MAX - 1;

static int watch_signals(struct job_pool *pool, struct err *err)
{
    sigset_t mask;

    sigemptyset(&mask);
    sigaddset(&mask, SIGINT);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &mask, &pool->old_mask) < 0)
        return err_sys(err, ERR_JUDGE, "sigprocmask");
    pool->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    if (pool->signals < 0)
        return err_sys(err, ERR_JUDGE, "signalfd");
    return watch(pool, pool->signals, signal_tag, err);
}

int jobs_open(struct job_pool **out, struct sandbox *sandbox, unsigned slots, struct err *err)
{
    struct job_pool *pool = calloc(1, sizeof *pool);

    if (!pool)
        return err_set(err, ERR_JUDGE, "out of memory");
    pool->sandbox = sandbox;
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
    if (watch_signals(pool, err) < 0)
        goto fail;
    *out = pool;
    return 0;
fail:
    jobs_close(pool);
    return -1;
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

void jobs_submit(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    push_back(job->alone ? &pool->alone : &pool->queue, job);
    pool->pending++;
}

void jobs_submit_next(struct job_pool *pool, struct job *job)
{
    job->attempts = 0;
    push_front(job->alone ? &pool->alone : &pool->queue, job);
    pool->pending++;
}

static int open_cell(struct job_pool *pool, unsigned index, enum job_cell kind, struct err *err)
{
    struct slot *slot = &pool->slots[index];

    if (slot->cells[kind])
        return 0;
    if (cell_open(&slot->cells[kind], pool->sandbox, work_bytes[kind], -1, err) < 0)
        return -1;
    if (watch(pool, cell_fd(slot->cells[kind]), index * JOB_CELLS + kind, err) == 0)
        return 0;
    cell_close(slot->cells[kind]); /* nobody would hear it */
    slot->cells[kind] = NULL;
    return -1;
}

static int prepare(struct slot *slot, struct job *job, struct run_request *request, struct err *err)
{
    slot->stdout_fd = file_memfd_empty("stdout", err);
    slot->stderr_fd = slot->stdout_fd < 0 ? -1 : file_memfd_empty("stderr", err);
    if (slot->stderr_fd < 0)
        return -1;
    memset(request, 0, sizeof *request);
    request->program_fd = -1;
    if (job->prepare(job, request, err) < 0)
        return -1;
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
    pool->pending--;
    job->done(job, outcome);
    if (outcome->result && outcome->result->product_fd >= 0)
        close(outcome->result->product_fd);
    close_outputs(slot);
}

/* A cell that failed is not used again. One more try in a fresh one, then the failure stands. */
static void fail(struct job_pool *pool, struct slot *slot, struct job *job,
                 struct job_outcome *outcome)
{
    cell_close(slot->cells[job->cell]);
    slot->cells[job->cell] = NULL;
    pool->counts.failures++;
    if (job->attempts++ == 0) {
        close_outputs(slot);
        push_front(job->alone ? &pool->alone : &pool->queue, job);
        return;
    }
    finish(pool, slot, job, outcome);
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
        push_front(job->alone ? &pool->alone : &pool->queue, job);
        pool->counts.failures++;
        if (job->attempts++ == 0)
            return 0; /* as a run that failed: one more try */
        return err_set(err, outcome.err.kind, "%s", outcome.err.msg);
    }
    if (prepare(slot, job, &request, &outcome.err) < 0) {
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
        return pool->running == 0 ? pop(&pool->alone) : NULL;
    return pop(&pool->queue);
}

static int start_all(struct job_pool *pool, struct err *err)
{
    for (unsigned i = 0; i < pool->slot_count; i++) {
        while (!pool->slots[i].job) {
            struct job *job = next_job(pool);

            if (!job)
                return 0;
            if (start(pool, i, job, err) < 0)
                return -1;
        }
    }
    return 0;
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
    outcome.result = &result;
    if (job->alone)
        count_alone(pool);
    finish(pool, slot, job, &outcome);
}

static int interrupted(const struct job_pool *pool, struct err *err)
{
    struct signalfd_siginfo info;

    if (read(pool->signals, &info, sizeof info) != sizeof info)
        return 0;
    return err_set(err, ERR_INTERRUPTED, "interrupted by %s", strsignal((int)info.ssi_signo));
}

/* Starts what can be started, and sees to what has happened; with `waiting`, once something has. */
static int step(struct job_pool *pool, bool waiting, bool *input, struct err *err)
{
    struct epoll_event events[16];
    int n;

    if (start_all(pool, err) < 0)
        return -1;
    n = epoll_wait(pool->epoll, events, 16, waiting && (input || pool->running > 0) ? -1 : 0);
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
    return step(pool, true, NULL, err);
}

int jobs_look(struct job_pool *pool, struct err *err)
{
    return step(pool, false, NULL, err);
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
    rc = step(pool, true, input, err);
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
