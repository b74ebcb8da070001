/* SPDX-License-Identifier: MIT */
/* What the filter leaves: the survivors, with all that the later stages need of them. */
#ifndef HARNESS_RECORD_SURVIVORS_H
#define HARNESS_RECORD_SURVIVORS_H

#include "base/screen/progress.h"
#include "base/stream/spool.h"
#include "candidate/complaint.h"
#include "judge/service.h"

/* A distinct program that passed every example. */
struct survivor {
    size_t program_number; /* in the roster */
    uint64_t first;        /* index of the first candidate that is this program */
    const struct language *language;
    struct program program;    /* none when an earlier run judged it: see survivors_build */
    struct spool_place source; /* in `sources` */
};

struct survivors {
    struct survivor *list; /* by ascending candidate index, once survivors_order was called */
    size_t count, room;
    size_t max;           /* --max-survivors */
    size_t dropped;       /* survivors beyond that, not in the list */
    size_t last;          /* when the list is full: whose index is the largest */
    struct spool sources; /* the survivors' */
};

int survivors_init(struct survivors *survivors, size_t max, struct err *err);
void survivors_release(struct survivors *survivors); /* also after survivors_init has failed */

/*
 * Takes a survivor in. `survivor` comes without a place for its source; its program is taken over.
 * Of more than `max` those with the smallest indices stay, in whatever order they come: programs
 * and descriptors are held for these alone.
 */
int survivors_keep(struct survivors *survivors, struct survivor *survivor, const char *source,
                   size_t length, struct err *err);

/* Trials end in any order; from here on everything goes by candidate index. */
void survivors_order(struct survivors *survivors);

/*
 * Builds the programs of those survivors in the list that have none, because an earlier run judged
 * them, as for these tests (with the files of include/). They did compile once, by the same compiler: one that does not now is a failure of ours.
 */
int survivors_build(struct survivors *survivors, const size_t *which, size_t count,
                    struct service *service, const struct test_set *tests,
                    struct progress *progress, struct err *err);

/* The source of a survivor, into `room`. */
int survivors_source(struct survivors *survivors, size_t survivor, struct buf *room,
                     struct err *err);

#endif
