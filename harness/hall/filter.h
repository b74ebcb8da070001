/* SPDX-License-Identifier: MIT */
/* The first stage: candidates in, survivors out. */
#ifndef HARNESS_HALL_FILTER_H
#define HARNESS_HALL_FILTER_H

#include "candidate/complaint.h"
#include "hall/ledger.h"
#include "hall/session.h"
#include "lang/program.h"

/* A distinct program that passed every example. */
struct survivor {
    size_t unique; /* its number in the ledger */
    struct program program;
    struct spool_place source; /* in the filter's spool */
};

struct filtered {
    struct survivor *survivors; /* by ascending candidate index */
    size_t count;
    size_t dropped;                       /* survivors beyond --max-survivors, not in the list */
    struct spool sources;                 /* the survivors' */
    uint64_t complaints[COMPLAINT_COUNT]; /* what was skipped, by kind */
};

/*
 * Reads candidates from `path`, judges each distinct one on the examples and writes all down in the
 * ledger. What cannot be taken is told on stderr and counted. Memory does not grow with the length
 * of the sources: reading waits for judging. Give the result back with filtered_release, also after
 * a failure.
 */
int filter_run(struct filtered *out, struct session *session, struct ledger *ledger,
               const char *path, struct err *err);
void filtered_release(struct filtered *filtered);

/* The source of a survivor, into `room`. */
int filtered_source(struct filtered *filtered, size_t survivor, struct buf *room, struct err *err);

#endif
