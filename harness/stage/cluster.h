/* SPDX-License-Identifier: MIT */
/* The third stage: survivors by what they print on the inputs. */
#ifndef HARNESS_STAGE_CLUSTER_H
#define HARNESS_STAGE_CLUSTER_H

#include "record/record.h"
#include "stage/session.h"

/*
 * Fills record->clustered, far enough to settle the first `top` clusters. Runs that the journal
 * recalls are not made again; survivors without a program are built when they have to run.
 */
int cluster_survivors(struct session *session, struct record *record, size_t top, struct err *err);

#endif
