/* SPDX-License-Identifier: MIT */
#include "eval/calls/driver_ask.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

enum { OUTPUT_MAX = 64 * MIB };

/* A question under way. */
struct asking {
    struct driver_question question;
    struct program program;
};

static void free_asking(struct asking *asking)
{
    program_release(&asking->program);
    free(asking);
}

static int hand_over(const struct driver_question *q, const struct run *run, int stdout_fd,
                     struct err *err)
{
    cleanup_with(buf_release) struct buf printed = BUF_INIT(OUTPUT_MAX);

    if (run->failed) {
        *err = run->err;
        return -1;
    }
    if (run->judgement.verdict == VERDICT_AC && file_read_fd(stdout_fd, &printed, err) < 0)
        return -1;
    return q->answer(q->context, q->number, &run->judgement, buf_str(&printed), err);
}

static void answered(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct asking *asking = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && hand_over(&asking->question, run, stdout_fd, &err) < 0)
        service_fail(asking->question.service, &err);
    free_asking(asking);
}

int driver_ask(const struct driver_question *question, struct err *err)
{
    struct asking *asking = calloc(1, sizeof *asking);
    struct run_order order = {.input_fd = question->input_fd,
                              .allowance = {.time = question->time_limit,
                                            .memory = question->memory_limit,
                                            .output = OUTPUT_MAX},
                              .done = answered,
                              .context = asking};

    if (!asking)
        return err_set(err, ERR_JUDGE, "out of memory");
    *asking = (struct asking){.question = *question, .program = {.fd = -1}};
    order.program = &asking->program;
    if (drivers_program(question->drivers, question->call, question->source, &asking->program,
                        err) == 0 &&
        service_run(question->service, &order, err))
        return 1;
    free_asking(asking);
    return -1;
}
