/* SPDX-License-Identifier: MIT */
/* Programs of survivors that an earlier run judged: built again, when they have to run. */
#ifndef HARNESS_STAGE_REBUILD_H
#define HARNESS_STAGE_REBUILD_H

#include "record/survivors.h"
#include "stage/session.h"

/*
 * Builds the programs of those survivors in the list that have none. They did compile once, by the
 * same compiler: one that does not now is a failure of ours.
 */
int rebuild_programs(struct session *session, struct survivors *survivors, const size_t *which,
                     size_t count, struct err *err);

#endif
