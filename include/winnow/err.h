/* SPDX-License-Identifier: MIT */
/*
 * Our own failures. A function that can fail returns 0 or -1 and takes `struct err *` last; on
 * failure it fills the err and leaves its outputs untouched, on success it leaves the err alone.
 * What a program under test does is never an err: it is data (verdict.h, sandbox.h).
 *
 * Messages read from the outside in, each caller adding its context in front:
 *     problem 'sum': data/secret/07.ans: no such file
 */
#ifndef WINNOW_ERR_H
#define WINNOW_ERR_H

#include <stddef.h>

/* What kind of failure it is; the numbers are the process's exit codes. */
enum err_kind {
    ERR_NONE = 0,
    ERR_INPUT = 2, /* bad usage or bad input: the user can mend it */
    ERR_JUDGE = 3, /* the judge or its host failed */
    ERR_INTERRUPTED = 130, /* a signal asked us to stop */
};

struct err {
    enum err_kind kind;
    char msg[1024];
};

/* Sets the error and returns -1, so that `return err_set(…)` is one line. `err` may be NULL. */
int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As err_set, with ": " and the text of the current errno at the end. */
int err_sys(struct err *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "context: " before the message that is there. Returns -1. */
int err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
