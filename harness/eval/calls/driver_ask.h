/* SPDX-License-Identifier: MIT */
/* One call of a driver that is no judging: run once in a cell, for what it prints. */
#ifndef HARNESS_EVAL_CALLS_DRIVER_ASK_H
#define HARNESS_EVAL_CALLS_DRIVER_ASK_H

#include "eval/calls/drivers.h"

/* How it ended, and what it printed: only if the verdict is AC. -1 ends the feed. */
typedef int driver_answer(void *context, size_t number, const struct judgement *judgement,
                          const char *printed, struct err *err);

struct driver_question {
    const struct drivers *drivers;
    struct service *service;
    const char *call, *source; /* as of drivers_program */
    int input_fd;              /* borrowed until it is answered */
    nsec_t time_limit;
    bytes_t memory_limit;
    driver_answer *answer; /* not called after a cancel */
    void *context;
    size_t number; /* the caller's */
};

/* To be called from service_feed: 1, it was submitted, or -1. */
int driver_ask(const struct driver_question *question, struct err *err);

#endif
