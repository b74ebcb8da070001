/* SPDX-License-Identifier: MIT */
#include "winnow/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void err_put(struct err *err, enum err_kind kind, const char *fmt, ...)
{
    va_list ap;

    if (!err)
        return;
    err->kind = kind;
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
}

void err_put_sys(struct err *err, enum err_kind kind, const char *fmt, ...)
{
    int saved = errno;
    size_t n;
    va_list ap;

    if (!err)
        return;
    err->kind = kind;
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    n = strlen(err->msg);
    snprintf(err->msg + n, sizeof err->msg - n, ": %s", strerror(saved));
    errno = saved;
}

void err_put_around(struct err *err, const char *fmt, ...)
{
    char inner[sizeof err->msg];
    size_t n;
    va_list ap;

    if (!err)
        return;
    memcpy(inner, err->msg, sizeof inner);
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    n = strlen(err->msg);
    if (n + 3 < sizeof err->msg)
        snprintf(err->msg + n, sizeof err->msg - n, ": %.*s", (int)(sizeof err->msg - n - 3),
                 inner);
}

void err_ensure(struct err *err)
{
    if (err->kind == ERR_NONE)
        err_set(err, ERR_JUDGE, "a failure without a cause: please report it as a fault of winnow");
    else if (!err->msg[0])
        err_set(err, err->kind, "a failure without a description: please report it as a fault");
}
