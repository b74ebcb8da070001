/* SPDX-License-Identifier: MIT */
/* The first stage: candidates in, survivors out. */
#ifndef HARNESS_STAGE_FILTER_H
#define HARNESS_STAGE_FILTER_H

#include "record/record.h"
#include "stage/session.h"

/*
 * `known` is called when the verdicts of more candidates may have become known: see roster_program's
 * `judged`. An error from it ends the work.
 */
struct filter_watch {
    int (*known)(void *context, struct record *record, struct err *err); /* or NULL */
    void *context;
};

/*
 * Reads the candidates, judges each distinct one on the examples and writes the judgements into the
 * record's roster and journal as they come. Candidates that cannot be taken are remarked on and
 * counted; it is an ERR_INPUT when there is input and none of it can be taken. Programs that the journal recalls are not judged again. Memory does not grow with the
 * length of the sources: reading waits for judging.
 */
int filter_candidates(struct session *session, struct record *record,
                      const struct filter_watch *watch, struct err *err);

#endif
