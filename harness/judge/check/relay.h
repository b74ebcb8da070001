/* SPDX-License-Identifier: MIT */
/*
 * Two programs that talk: what one writes, the other reads, through winnow. So neither can leave the
 * other hanging on a pipe, what each writes is counted, and each end that closes is seen by the other.
 *
 *     candidate ──stdout──► [ flow ] ──stdin──► interactor
 *     candidate ◄──stdin─── [ flow ] ◄──stdout── interactor
 *
 * A flow reads only what it could pass on, so a program that is not read from blocks, as on one pipe.
 * When a reader has gone, what is written for it is read and thrown away: a program must not die of
 * SIGPIPE because the other one was faster to end.
 */
#ifndef HARNESS_JUDGE_CHECK_RELAY_H
#define HARNESS_JUDGE_CHECK_RELAY_H

#include "base/screen/transcript.h"
#include "pool/loop.h"
#include "winnow/units.h"

#include <stddef.h>

enum {
    RELAY_CANDIDATE = TRANSCRIPT_CANDIDATE,
    RELAY_INTERACTOR = TRANSCRIPT_INTERACTOR,
    RELAY_SIDES = TRANSCRIPT_SIDES
};

/* What one side writes, on its way to the other. */
struct relay_flow {
    struct loop_watch watch; /* first; of `from`, or of `to` while bytes are waiting */
    struct relay *relay;
    int from, to; /* our ends, or -1 */
    bool watched, writing;
    char *bytes;
    size_t begin, end; /* of `bytes`, read and not written yet */
    bytes_t total, limit;
    bool over;      /* more than the limit was written: the flow has been cut off, */
    nsec_t over_at; /* at this time of CLOCK_MONOTONIC */
};

struct relay {
    struct loop *loop;
    /* Called when something is passed on to the candidate, and when it writes; or NULL. */
    void (*turn)(const struct relay *relay, bool of_candidate);
    void *turn_context;
    struct transcript *transcript; /* of what is written, or NULL; to be set after relay_open */
    struct relay_flow flows[RELAY_SIDES];              /* by the side that writes */
    int stdin_fd[RELAY_SIDES], stdout_fd[RELAY_SIDES]; /* the programs' ends, until relay_started */
};

/* Makes the pipes and begins to pass on. `limits`: the bytes that each side may write. */
int relay_open(struct relay *relay, struct loop *loop, const bytes_t limits[RELAY_SIDES],
               struct err *err);
void relay_started(struct relay *relay); /* closes our copies of the programs' ends */
void relay_close(struct relay *relay);   /* takes a zeroed one, and one that is closed */

#endif
