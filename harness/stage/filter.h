/* SPDX-License-Identifier: MIT */
/* The first stage: candidates in, survivors out. */
#ifndef HARNESS_STAGE_FILTER_H
#define HARNESS_STAGE_FILTER_H

#include "record/record.h"
#include "stage/session.h"

/*
 * Reads the candidates, judges each distinct one on the examples and writes the judgements into the
 * record's roster and journal as they come. Candidates that cannot be taken are remarked on and
 * counted. Programs that the journal recalls are not judged again. Memory does not grow with the
 * length of the sources: reading waits for judging.
 */
int filter_candidates(struct session *session, struct record *record, struct err *err);

#endif
