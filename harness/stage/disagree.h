/* SPDX-License-Identifier: MIT */
/* After the choice: a few inputs on which the first clusters disagree, and what they print there. */
#ifndef HARNESS_STAGE_DISAGREE_H
#define HARNESS_STAGE_DISAGREE_H

#include "stage/matrix.h"

/*
 * Fills the record's `disagreements`. The journal and outcomes.jsonl have hashes alone, so one program for each outcome runs once
 * more on each of at most DISAGREEMENTS_MAX inputs; texts that the journal recalls are not printed again. Changes nothing else of the record.
 */
int find_disagreements(struct matrix *matrix, struct err *err);

/*
 * The same for the cluster of one candidate and the first one: the smallest input on which they differ. *out is empty, where the
 * candidate is in no other cluster. Give it back with disagreements_release, also after a failure.
 */
int find_apart(struct matrix *matrix, const char *id, struct disagreements *out, struct err *err);

#endif
