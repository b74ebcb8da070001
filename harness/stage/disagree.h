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

#endif
