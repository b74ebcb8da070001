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
    ERR_INPUT = 2,         /* bad usage or bad input: the user can mend it */
    ERR_JUDGE = 3,         /* the judge or its host failed */
    ERR_INTERRUPTED = 130, /* a signal asked us to stop */
    ERR_READER_GONE =
        141, /* the reader of our results closed the pipe: as if SIGPIPE had ended us */
};

struct err {
    enum err_kind kind;
    char msg[1024];
};

/*
 * Each of these sets or extends the error and has the value -1, so that `return err_set(…)` is one line.
 * They are macros over void functions so that compilers and analysers know that value. `err` may
 * be NULL.
 *
 *     err_set(err, kind, fmt, …)   sets the message
 *     err_sys(err, kind, fmt, …)   the same, with ": " and the text of the current errno at the end
 *     err_wrap(err, fmt, …)        puts "context: " before the message that is there
 */
#define err_set(err, kind, ...)                                                                    \
    __extension__({                                                                                \
        err_put(err, kind, __VA_ARGS__);                                                           \
        -1;                                                                                        \
    })
#define err_sys(err, kind, ...)                                                                    \
    __extension__({                                                                                \
        err_put_sys(err, kind, __VA_ARGS__);                                                       \
        -1;                                                                                        \
    })
#define err_wrap(err, ...)                                                                         \
    __extension__({                                                                                \
        err_put_around(err, __VA_ARGS__);                                                          \
        -1;                                                                                        \
    })

void err_put(struct err *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void err_put_sys(struct err *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void err_put_around(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* After a failure: an err that was left empty becomes ERR_JUDGE, so that no failure exits with 0. */
void err_ensure(struct err *err);

#endif
