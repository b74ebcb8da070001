/* SPDX-License-Identifier: MIT */
/*
 * Remarks: what is odd, or done without, but no failure. The engine prints nothing; it hands remarks to
 * its caller, which decides who reads them.
 */
#ifndef HARNESS_BASE_REMARK_H
#define HARNESS_BASE_REMARK_H

struct remarks {
    void (*take)(void *context, const char *sentence);
    void *context;
};

/* Hands over one sentence. Takes NULL: nobody reads remarks. */
void remark(const struct remarks *remarks, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
