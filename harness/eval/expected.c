/* SPDX-License-Identifier: MIT */
#include "eval/expected.h"
#include "base/file.h"
#include "eval/calls/driver_ask.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All tasks, one after the other. */
struct expecting {
    struct attempts *attempts;
    int input_fd; /* empty */
};

/* The first line is ours to read, the second is for the runs of samples. */
static int take_expected(struct task *task, const char *text, struct err *err)
{
    cleanup_with(json_members_release) struct json_members said = {0};
    cleanup_free char *failed = NULL, *seconds = NULL;
    const char *end = strchr(text, '\n');

    if (!end || json_read_members(&said, text, (size_t)(end - text), err) <= 0)
        return err_set(err, ERR_JUDGE, "task '%.80s': no expected values", task->id);
    failed = json_text(&said, "failed");
    seconds = json_text(&said, "seconds");
    if (failed || !seconds)
        return err_set(err, ERR_INPUT,
                       "task '%.80s': the canonical solution, with whose results samples are "
                       "compared, fails %s",
                       task->id, failed ? failed : "");
    task->plus->measured_limit = (nsec_t)(strtod(seconds, NULL) * (double)NSEC_PER_SEC);
    task->plus->expected = strdup(end + 1);
    return task->plus->expected ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int read_expected(void *context, size_t number, const struct judgement *judgement,
                         const char *printed, struct err *err)
{
    const struct expecting *all = context;
    struct task *task = &all->attempts->suite->tasks[number];

    if (judgement->verdict != VERDICT_AC)
        return err_set(err, ERR_INPUT, "task '%.80s': the canonical solution: %.200s", task->id,
                       judgement->detail);
    return take_expected(task, printed, err);
}

static int start_run(struct expecting *all, struct task *task, struct err *err)
{
    cleanup_with(buf_release) struct buf call = BUF_INIT(BUF_CAP_SOURCE);
    struct driver_question question = {.drivers = all->attempts->drivers,
                                       .service = all->attempts->service,
                                       .source = task->prompt,
                                       .input_fd = all->input_fd,
                                       .time_limit = task->time_limit,
                                       .memory_limit = task->memory_limit,
                                       .answer = read_expected,
                                       .context = all,
                                       .number = (size_t)(task - all->attempts->suite->tasks)};

    task->plus->settings = all->attempts->settings->plus;
    if (plus_tests_expect_call(task, &call) < 0)
        return err_set(err, ERR_INPUT, "task '%.80s': its inputs are too large", task->id);
    question.call = buf_str(&call);
    return driver_ask(&question, err);
}

static int begin_task(void *context, struct task *task, struct err *err)
{
    return task->plus ? start_run(context, task, err) : 0;
}

int expected_find(struct attempts *attempts, struct err *err)
{
    struct expecting all = {.attempts = attempts, .input_fd = file_memfd("input", "", 0, err)};
    int rc;

    if (all.input_fd < 0)
        return -1;
    rc = attempts_each_task(attempts, begin_task, &all, err);
    close(all.input_fd);
    return rc;
}
