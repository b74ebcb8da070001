/* SPDX-License-Identifier: MIT */
/* What `winnow doctor` finds out: a row for each thing that bears on verdicts and times. */
#ifndef HARNESS_COMMAND_FINDINGS_H
#define HARNESS_COMMAND_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

enum { FINDINGS_MAX = 32 };

struct finding {
    bool good;
    char what[48];
    char found[200];
    char meaning[512]; /* for verdicts and times; "" when it goes without saying */
    char remedy[240];  /* a command, or what to do; "" when there is nothing to be done */
};

struct findings {
    struct finding list[FINDINGS_MAX];
    size_t count;
};

/* A new row. The texts are put in by the caller; what is too long is cut off. */
struct finding *findings_add(struct findings *f, const char *what, bool good);
void finding_found(struct finding *finding, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void finding_means(struct finding *finding, const char *meaning, const char *remedy);

/*
 * host_findings.c: the resource limits that winnow inherits. False when they are too low for a problem
 * with usual limits: then no level can be tried.
 */
bool findings_about_own_limits(struct findings *f);

/* host_findings.c: all other rows but those of the isolation levels. */
void findings_about_host(struct findings *f);

#endif
