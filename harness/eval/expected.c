/* SPDX-License-Identifier: MIT */
#include "eval/expected.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUTPUT_MAX = 64 * MIB };

/* All tasks, one after the other. */
struct expecting {
    struct attempts *attempts;
    int input_fd; /* empty */
};

struct expected_run {
    struct expecting *all;
    struct task *task;
    struct program program;
};

static void free_run(struct expected_run *run)
{
    program_release(&run->program);
    free(run);
}

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

static int read_expected(struct task *task, const struct run *run, int stdout_fd, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(OUTPUT_MAX);

    if (run->failed) {
        *err = run->err;
        return -1;
    }
    if (run->judgement.verdict != VERDICT_AC)
        return err_set(err, ERR_INPUT, "task '%.80s': the canonical solution: %.200s", task->id,
                       run->judgement.detail);
    return file_read_fd(stdout_fd, &text, err) < 0 ? -1 : take_expected(task, buf_str(&text), err);
}

static void expected_done(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct expected_run *own = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && read_expected(own->task, run, stdout_fd, &err) < 0)
        service_fail(own->all->attempts->service, &err);
    free_run(own);
}

static int start_run(struct expecting *all, struct task *task, struct err *err)
{
    cleanup_with(buf_release) struct buf call = BUF_INIT(BUF_CAP_SOURCE);
    struct expected_run *run = calloc(1, sizeof *run);
    struct run_order order = {
        .input_fd = all->input_fd,
        .allowance = {.time = task->time_limit, .memory = task->memory_limit, .output = OUTPUT_MAX},
        .done = expected_done,
        .context = run};

    if (!run)
        return err_set(err, ERR_JUDGE, "out of memory");
    *run = (struct expected_run){.all = all, .task = task, .program = {.fd = -1}};
    order.program = &run->program;
    task->plus->settings = all->attempts->settings->plus;
    if (plus_tests_expect_call(task, &call) < 0)
        err_set(err, ERR_INPUT, "task '%.80s': its inputs are too large", task->id);
    else if (drivers_program(all->attempts->drivers, buf_str(&call), task->prompt, &run->program,
                             err) == 0 &&
             service_run(all->attempts->service, &order, err))
        return 1;
    free_run(run);
    return -1;
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
