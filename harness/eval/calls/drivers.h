/* SPDX-License-Identifier: MIT */
/*
 * The Python programs of python/ beside this file, ready to run. They are part of the binary as text. Each run would spend most of
 * its time on compiling them, and as much again on defining their functions. So a cell compiles them once, to a file
 * in a directory that all cells show; an interpreter that waits loads it as the module winnow_calls before the
 * fork. There is no secret in it: candidates may read it.
 */
#ifndef HARNESS_EVAL_CALLS_DRIVERS_H
#define HARNESS_EVAL_CALLS_DRIVERS_H

#include "base/buf.h"
#include "judge/service.h"

struct drivers {
    char dir[64];  /* to be shown in cells, before any is opened; removed by drivers_release */
    char path[96]; /* the file in it */
};

/* Them as text: what they do is part of what decides an outcome. */
const char *drivers_text(void);

int drivers_open(struct drivers *drivers, struct err *err);

/* Compiles them, with the interpreter that will run them. */
int drivers_make(struct drivers *drivers, struct service *service, struct err *err);
void drivers_release(struct drivers *drivers); /* takes a zeroed one */

/*
 * Adds FUNCTION( and the texts as its first arguments; NULL is None. JSON's escapes mean the same in Python. -1: at the
 * buffer's cap, or out of memory.
 */
int drivers_add_call(struct buf *out, const char *function, const char *const *texts, size_t count);

/*
 * A program that ends with CALL, a call of one of their functions. An interpreter that waits for it has loaded them,
 * and what `source` imports at its beginning. Give back with program_release.
 */
int drivers_program(const struct drivers *drivers, const char *call, const char *source,
                    struct program *out, struct err *err);

#endif
