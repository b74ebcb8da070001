/* SPDX-License-Identifier: MIT */
#include "eval/testers.h"

static void tester_done(void *context, struct apart *apart)
{
    struct task *task = context;

    if (apart && apart->tester.language) {
        task->apart = apart;
        task->together = false;
    } else {
        apart_free(apart);
    }
}

static int begin_tester(void *context, struct task *task, struct err *err)
{
    struct attempts *attempts = context;
    const struct call_task parts = {
        .prompt = task->prompt, .entry_point = task->entry_point, .tests = task->tests};

    if (!task->joint)
        return 0;
    task->together = true; /* until there is such a program */
    task_limits(task, &attempts->settings->asked, &task->problem);
    return apart_begin(attempts->service, language_by_name(task->language), &parts, &task->problem,
                       tester_done, task, err);
}

int testers_build(struct attempts *attempts, struct err *err)
{
    return attempts_each_task(attempts, begin_tester, attempts, err);
}
