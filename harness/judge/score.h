/* SPDX-License-Identifier: MIT */
/* The score that an output validator leaves in its feedback directory: score.txt, score_multiplier.txt. */
#ifndef HARNESS_JUDGE_SCORE_H
#define HARNESS_JUDGE_SCORE_H

#include "judge/check.h"

/*
 * A validator has accepted the last run of a case: takes the score that it left, if any, into the case's
 * judgement. ERR_JUDGE: the version of the format calls it a judge error (2025-09, "Scoring Test Cases").
 */
int score_take(const struct check *check, int feedback_dir, struct err *err);

/* All validators have accepted: ERR_JUDGE, if the case needs a score and none of them gave one. */
int score_check(const struct check *check, struct err *err);

/* Whether a validator that rejects has left a score, which is a judge error in a scoring problem. */
bool score_is_left(const struct check *check, int feedback_dir);

#endif
