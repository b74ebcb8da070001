/* SPDX-License-Identifier: MIT */
/* The first stage: candidates in, survivors out. */
#ifndef HARNESS_HALL_FILTER_H
#define HARNESS_HALL_FILTER_H

#include "hall/filtered.h"
#include "hall/journal.h"
#include "hall/ledger.h"
#include "hall/session.h"

/*
 * Reads candidates from `path`, judges each distinct one on the examples and writes all down in the
 * ledger. What cannot be taken is told on stderr and counted. Memory does not grow with the length
 * of the sources: reading waits for judging. Outcomes are noted in the journal, if there is one, as
 * they are known; what the ledger recalls from it is not judged again. Give the result back with
 * filtered_release, also after a failure.
 */
int filter_run(struct filtered *out, struct session *session, struct ledger *ledger,
               struct journal *journal, const char *path, struct err *err);

#endif
