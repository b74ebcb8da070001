/* SPDX-License-Identifier: MIT */
/* After the choice: a few inputs on which the first clusters disagree, and what they print there. */
#ifndef HARNESS_STAGE_DISAGREE_H
#define HARNESS_STAGE_DISAGREE_H

#include "record/record.h"
#include "stage/session.h"

/*
 * Fills record->disagreements. The journal and outcomes.jsonl have hashes alone, so one program for each outcome runs once
 * more on each of at most DISAGREEMENTS_MAX inputs; texts that the journal recalls are not printed again. Changes nothing else of the record.
 */
int find_disagreements(struct session *session, struct record *record, struct err *err);

/*
 * The same for the cluster of one candidate and the first one: the smallest input on which they differ. *out is empty, where the
 * candidate is in no other cluster. Give it back with disagreements_release, also after a failure.
 */
int find_apart(struct session *session, struct record *record, const char *id,
               struct disagreements *out, struct err *err);

#endif
