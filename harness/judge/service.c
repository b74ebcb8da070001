/* SPDX-License-Identifier: MIT */
#include "judge/service.h"
#include "judge/work.h"

#include <stdlib.h>
#include <sys/epoll.h>

enum { WINDOW_PER_SLOT = 4 }; /* pieces of work begun at one time: enough to keep each slot busy */

int service_open(struct service **out, struct job_pool *pool, struct build_cache *cache,
                 struct err *err)
{
    struct service *service = calloc(1, sizeof *service);

    if (!service)
        return err_set(err, ERR_JUDGE, "out of memory");
    service->pool = pool;
    service->cache = cache;
    service->window = (size_t)jobs_slots(pool) * WINDOW_PER_SLOT;
    *out = service;
    return 0;
}

void service_set_plain(struct service *service, bool plain)
{
    service->plain = plain;
}

bool service_is_plain(const struct service *service)
{
    return service->plain;
}

/* The newest first: a check's own work before the trial whose state it uses. */
static void cancel_all(struct service *service)
{
    while (service->first)
        service->first->cancel(service->first);
}

void service_close(struct service *service)
{
    if (!service)
        return;
    cancel_all(service);
    free(service);
}

void work_begin(struct work *work, struct service *service, void (*cancel)(struct work *work))
{
    work->service = service;
    work->cancel = cancel;
    work->previous = NULL;
    work->next = service->first;
    if (work->next)
        work->next->previous = work;
    service->first = work;
    service->in_flight++;
}

void work_end(struct work *work)
{
    if (work->previous)
        work->previous->next = work->next;
    else
        work->service->first = work->next;
    if (work->next)
        work->next->previous = work->previous;
    work->service->in_flight--;
}

void service_cancel(struct work *work)
{
    work->cancel(work);
}

void service_fail(struct service *service, const struct err *err)
{
    if (service->failure.kind == ERR_NONE)
        service->failure = *err;
}

static int take_failure(struct service *service, struct err *err)
{
    const struct err failure = service->failure;

    if (failure.kind == ERR_NONE)
        return 0;
    service->failure = (struct err){0};
    return err_set(err, failure.kind, "%s", failure.msg);
}

/* One turn: asks for more if there is room, and waits only if nothing more is to be begun. */
static int feed_once(struct service *service, const struct service_feed *feed, int *more,
                     struct err *err)
{
    bool room = service->in_flight < service->window;

    if (*more > 0 && room && (*more = feed->next(feed->context, err)) < 0)
        return -1;
    if (jobs_step(service->pool, *more > 0 && room ? JOBS_LOOK : JOBS_WAIT, err) < 0)
        return -1;
    if (feed->show)
        feed->show(feed->context);
    return take_failure(service, err);
}

int service_feed(struct service *service, const struct service_feed *feed, struct err *err)
{
    int more = 1;

    while (more > 0 || service->in_flight > 0) {
        if (feed_once(service, feed, &more, err) < 0) {
            service->broken_off = true;
            cancel_all(service);
            service->failure = (struct err){0}; /* of a `done` that was told of the cancel */
            return -1;
        }
    }
    return 0;
}

int service_look(struct service *service, struct err *err)
{
    return jobs_step(service->pool, JOBS_LOOK, err) < 0 ? -1 : take_failure(service, err);
}

struct input_watch {
    struct loop_watch watch; /* first */
    bool ready;
};

static void input_ready(struct loop_watch *watch)
{
    ((struct input_watch *)watch)->ready = true;
}

int service_wait_readable(struct service *service, int fd, void (*show)(void *context),
                          void *context, struct err *err)
{
    struct input_watch input = {.watch = {.fd = fd, .event = EPOLLIN, .ready = input_ready}};
    int rc = loop_add_watch(jobs_loop(service->pool), &input.watch, err);

    if (rc != 0)
        return rc < 0 ? -1 : service_look(service, err);
    while (rc == 0 && !input.ready) {
        rc = jobs_step(service->pool, JOBS_WAIT, err) < 0 ? -1 : take_failure(service, err);
        show(context);
    }
    loop_remove_watch(jobs_loop(service->pool), &input.watch);
    return rc;
}

bool service_broken_off(const struct service *service)
{
    return service->broken_off;
}

struct job_counts service_counts(const struct service *service)
{
    return jobs_counts(service->pool);
}

struct loop *service_loop(struct service *service)
{
    return jobs_loop(service->pool);
}

struct job_pool *service_pool(struct service *service)
{
    return service->pool;
}

/* ---- a source that is only compiled */

int work_build(struct service *service, struct build *build, const struct problem *problem,
               const struct language *language, const char *source, size_t length,
               void (*done)(struct build *build), struct err *err)
{
    struct build_limits limits = {
        .cpu = problem->compile_time_limit,
        .memory = problem->compile_memory_limit,
    };

    build->plain = service->plain;
    return build_start(build, service->pool, service->cache, language, source, length, limits, done,
                       err);
}

struct build_work {
    struct build build; /* first: build_done casts back */
    struct work work;
    build_answer *done;
    void *context;
};

static void end_build(struct build_work *b, struct build *told)
{
    work_end(&b->work);
    b->done(b->context, told);
    build_release(&b->build);
    free(b);
}

static void build_done(struct build *build)
{
    end_build((struct build_work *)build, build);
}

static void cancel_build(struct work *work)
{
    struct build_work *b =
        (struct build_work *)(void *)((char *)work - offsetof(struct build_work, work));

    jobs_cancel(work->service->pool, &b->build.job);
    end_build(b, NULL);
}

struct work *service_build(struct service *service, const struct build_order *order,
                           struct err *err)
{
    struct build_work *b = calloc(1, sizeof *b);

    if (!b) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    b->done = order->done;
    b->context = order->context;
    b->build.more = order->more;
    if (work_build(service, &b->build, order->problem, order->language, order->source,
                   order->length, build_done, err) < 0) {
        build_release(&b->build);
        free(b);
        return NULL;
    }
    work_begin(&b->work, service, cancel_build);
    return &b->work;
}

/* ---- a program that runs on one input */

struct run_work {
    struct run run; /* first: run_done casts back */
    struct work work;
    run_answer *done;
    void *context;
};

static void end_run(struct run_work *r, const struct run *told, int stdout_fd, int stderr_fd)
{
    work_end(&r->work);
    r->done(r->context, told, stdout_fd, stderr_fd);
    free(r);
}

static void run_done(struct run *run, int stdout_fd, int stderr_fd)
{
    end_run((struct run_work *)run, run, stdout_fd, stderr_fd);
}

static void cancel_run(struct work *work)
{
    struct run_work *r =
        (struct run_work *)(void *)((char *)work - offsetof(struct run_work, work));

    run_cancel(&r->run);
    end_run(r, NULL, -1, -1);
}

struct work *service_run(struct service *service, const struct run_order *order, struct err *err)
{
    struct run_work *r = calloc(1, sizeof *r);

    if (!r) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    r->done = order->done;
    r->context = order->context;
    r->run = (struct run){.pool = service->pool,
                          .program = order->program,
                          .args = order->args,
                          .input_fd = order->input_fd,
                          .allowance = order->allowance,
                          .done = run_done};
    work_begin(&r->work, service, cancel_run);
    run_start(&r->run, false);
    return &r->work;
}
