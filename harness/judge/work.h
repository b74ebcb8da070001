/* SPDX-License-Identifier: MIT */
/* What the service and its kinds of work share; only judge/ looks at it. */
#ifndef HARNESS_JUDGE_WORK_H
#define HARNESS_JUDGE_WORK_H

#include "judge/service.h"

/* The beginning of each kind of work. */
struct work {
    struct service *service;
    struct work *previous, *next;      /* of those under way */
    void (*cancel)(struct work *work); /* ends it, tells its owner, and frees it */
};

struct service {
    struct job_pool *pool;
    struct build_cache *cache; /* or NULL */
    struct work *first;        /* under way */
    size_t in_flight, window;
    bool plain;         /* no shortcut is taken */
    bool broken_off;    /* a feed has failed */
    struct err failure; /* of a caller's `done`; kind ERR_NONE while there is none */
};

void work_begin(struct work *work, struct service *service, void (*cancel)(struct work *work));
void work_end(struct work *work); /* before its owner is told; it is then to be freed */

/* Starts the build of a source under the problem's limits. */
int work_build(struct service *service, struct build *build, const struct problem *problem,
               const struct language *language, const char *source, size_t length,
               void (*done)(struct build *build), struct err *err);

#endif
