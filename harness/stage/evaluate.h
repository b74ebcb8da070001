/* SPDX-License-Identifier: MIT */
/* The last stage: the selected submissions, judged on the secret tests. */
#ifndef HARNESS_STAGE_EVALUATE_H
#define HARNESS_STAGE_EVALUATE_H

#include "record/record.h"
#include "stage/session.h"

/*
 * Fills record->evaluated, one judgement for each pick, from the journal where a pick was evaluated
 * before. Does nothing unless --evaluate asks for it. The secret tests are read here, after everything
 * was selected.
 */
int evaluate_picks(struct session *session, struct record *record, struct err *err);

#endif
