/* SPDX-License-Identifier: MIT */
/* One candidate judged once more, on every example, for `winnow run --explain`. */
#ifndef HARNESS_STAGE_AGAIN_H
#define HARNESS_STAGE_AGAIN_H

#include "record/record.h"
#include "stage/session.h"

/*
 * Fills *out with the judgement of the first candidate of that id, all cases kept; give back with judgement_release. 0: there is no
 * such candidate, its source was left out (KEPT_SOURCES_MAX), or was cut. The record stays as it is.
 */
int judge_again(struct session *session, struct record *record, const char *id,
                struct judgement *out, struct err *err);

#endif
