/* SPDX-License-Identifier: MIT */
#include "base/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void progress_init(struct progress *progress)
{
    memset(progress, 0, sizeof *progress);
    progress->on = isatty(STDERR_FILENO) == 1;
}

void progress_show(struct progress *progress, const char *fmt, ...)
{
    struct timespec t;
    nsec_t now;
    va_list ap;

    if (!progress->on)
        return;
    clock_gettime(CLOCK_MONOTONIC, &t);
    now = t.tv_sec * NSEC_PER_SEC + t.tv_nsec;
    if (progress->shown && now - progress->last < NSEC_PER_SEC / 10)
        return;
    progress->last = now;
    progress->shown = true;
    fputs("\r\033[K", stderr);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
