/* SPDX-License-Identifier: MIT */
/* The check of a problem without a run before it: for outputs that come with the package. */
#include "base/clock.h"
#include "judge/check/check.h"
#include "judge/work.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct output_work {
    struct work work; /* first */
    struct loop_timer begin;
    struct check check;
    struct run run; /* there was none: zeroed */
    struct judgement judgement;
    bool checking;
    output_answer *done;
    void *context;
};

static void end_output(struct output_work *o, const struct judgement *told)
{
    work_end(&o->work);
    check_release(&o->check);
    o->done(o->context, told);
    free(o);
}

/* A check that asks for another pass has accepted this one. */
static void output_checked(struct check *check, enum check_step step)
{
    struct output_work *o =
        (struct output_work *)(void *)((char *)check - offsetof(struct output_work, check));

    (void)step;
    o->checking = false;
    end_output(o, &o->judgement);
}

static void begin_check(struct loop_timer *timer)
{
    struct output_work *o =
        (struct output_work *)(void *)((char *)timer - offsetof(struct output_work, begin));

    o->checking = true;
    o->check.kind->start(&o->check);
}

static void cancel_output(struct work *work)
{
    struct output_work *o = (struct output_work *)work;

    loop_remove_timer(jobs_loop(work->service->pool), &o->begin);
    if (o->checking && o->check.kind->cancel)
        o->check.kind->cancel(&o->check);
    end_output(o, NULL);
}

struct work *service_check_output(struct service *service, const struct output_order *order,
                                  struct err *err)
{
    struct output_work *o = calloc(1, sizeof *o);
    int fd = fcntl(order->output_fd, F_DUPFD_CLOEXEC, 3);

    if (!o || fd < 0) {
        err_sys(err, ERR_JUDGE, "checking an output");
        if (fd >= 0)
            close(fd);
        free(o);
        return NULL;
    }
    o->done = order->done;
    o->context = order->context;
    o->judgement.verdict = VERDICT_AC;
    o->run.input_fd = order->test->input_fd;
    o->check = (struct check){.kind = order->tests->check,
                              .service = service,
                              .tests = order->tests,
                              .test = order->test,
                              .run = &o->run,
                              .output_fd = fd,
                              .judgement = &o->judgement,
                              .next_input_fd = -1,
                              .done = output_checked};
    /* Not at once: `done` is only called from inside the loop. */
    o->begin = (struct loop_timer){.due = clock_now(), .expired = begin_check};
    loop_add_timer(jobs_loop(service->pool), &o->begin);
    work_begin(&o->work, service, cancel_output);
    return &o->work;
}
