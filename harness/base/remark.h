/* SPDX-License-Identifier: MIT */
/*
 * A remark is a sentence about something odd or missing that is not a failure. The engine prints
 * nothing: it passes remarks to its caller.
 */
#ifndef HARNESS_BASE_REMARK_H
#define HARNESS_BASE_REMARK_H

struct remarks {
    void (*take)(void *context, const char *sentence);
    void *context;
};

/* Passes on one sentence; NULL: remarks are dropped. */
void remark(const struct remarks *remarks, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
