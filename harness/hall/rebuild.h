/* SPDX-License-Identifier: MIT */
/* Programs of survivors that an earlier run judged: built again, when they have to run. */
#ifndef HARNESS_HALL_REBUILD_H
#define HARNESS_HALL_REBUILD_H

#include "hall/filtered.h"
#include "hall/session.h"

/*
 * Builds the programs of those survivors in the list that have none. They did compile once, by the
 * same compiler: one that does not now is a failure of ours.
 */
int rebuild_programs(struct session *session, struct filtered *filtered, const size_t *survivors,
                     size_t count, struct err *err);

#endif
