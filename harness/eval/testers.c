/* SPDX-License-Identifier: MIT */
#include "eval/testers.h"

struct building {
    struct attempts *attempts;
    size_t at;
};

static void tester_done(void *context, struct apart *apart)
{
    struct task *task = context;

    task->apart = apart;
    if (apart && !apart->tester.language) {
        task->apart = NULL;
        apart_free(apart);
    }
}

static int begin_tester(struct attempts *attempts, struct task *task, struct err *err)
{
    const struct call_task parts = {
        .prompt = task->prompt, .entry_point = task->entry_point, .tests = task->tests};

    task_limits(task, &attempts->settings->asked, &task->problem);
    return apart_begin(attempts->service, language_by_name(task->language), &parts, &task->problem,
                       tester_done, task, err);
}

static int next_tester(void *context, struct err *err)
{
    struct building *building = context;
    struct suite *suite = building->attempts->suite;
    int rc = 0;

    while (rc == 0 && building->at < suite->count) {
        struct task *task = &suite->tasks[building->at++];

        if (task->wanted && task->joint && task->tests)
            rc = begin_tester(building->attempts, task, err);
    }
    return rc;
}

int testers_build(struct attempts *attempts, struct err *err)
{
    struct building building = {.attempts = attempts};
    const struct service_feed feed = {.next = next_tester, .context = &building};

    return service_feed(attempts->service, &feed, err);
}
