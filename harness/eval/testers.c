/* SPDX-License-Identifier: MIT */
#include "eval/testers.h"

#include <stdio.h>

/* The compiler has not said that the tests cannot call from outside, so the samples are not trusted, nor judged. */
static void leave_out(struct task *task, const struct apart *apart)
{
    task->together = false;
    if (asprintf(&task->lacking, "its tests were not compiled: %s", apart->not_compiled) < 0)
        task->lacking = NULL;
}

static void tester_done(void *context, struct apart *apart)
{
    struct task *task = context;

    if (apart && apart->tester.language) {
        task->apart = apart;
        task->together = false;
        return;
    }
    if (apart && apart->not_compiled[0])
        leave_out(task, apart);
    apart_free(apart);
}

static const struct call_library *library_for(const struct attempts *attempts,
                                              const struct language *language)
{
    const struct call_library *library = &attempts->library;

    return library->calls && library->calls == call_language_of(language) ? library : NULL;
}

static int begin_tester(void *context, struct task *task, struct err *err)
{
    struct attempts *attempts = context;
    const struct language *language;
    const struct call_task parts = {
        .prompt = task->prompt, .entry_point = task->entry_point, .tests = task->tests};

    if (!task->joint)
        return 0;
    language = language_by_name(task->language);
    task->together = true; /* until there is such a program */
    task_limits(task, &attempts->settings->asked, &task->problem);
    return apart_begin(attempts->service, language, library_for(attempts, language), &parts,
                       &task->problem, tester_done, task, err);
}

/* Of the first task that can have one: suites have tests in one language. */
static int begin_library(void *context, struct task *task, struct err *err)
{
    struct attempts *attempts = context;

    if (!task->joint || attempts->library.calls)
        return 0;
    task_limits(task, &attempts->settings->asked, &task->problem);
    return call_library_begin(&attempts->library, attempts->service,
                              language_by_name(task->language), &task->problem, err);
}

int testers_build(struct attempts *attempts, struct err *err)
{
    return attempts_each_task(attempts, begin_library, attempts, err) < 0
               ? -1
               : attempts_each_task(attempts, begin_tester, attempts, err);
}
