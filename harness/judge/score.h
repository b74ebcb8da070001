/* SPDX-License-Identifier: MIT */
/* The score that an output validator leaves in its feedback directory: score.txt, score_multiplier.txt. */
#ifndef HARNESS_JUDGE_SCORE_H
#define HARNESS_JUDGE_SCORE_H

#include "judge/check/check.h"

/*
 * A validator has accepted the last run of a case: takes the score that it left, if any, into the case's
 * judgement. ERR_JUDGE: the version of the format calls it a judge error (2025-09, "Scoring Test Cases").
 */
int score_take(const struct check *check, int feedback_dir, struct err *err);

/*
 * A testlib checker has given points ("points 3.5 ...", its message): takes them as the case's score. 1; or 0 where no
 * score can come of it: the output is not fully right. ERR_JUDGE: more than the case is worth.
 */
int score_take_points(const struct check *check, const char *message, struct err *err);

/* All validators have accepted: ERR_JUDGE, if the case needs a score and none of them gave one. */
int score_check(const struct check *check, struct err *err);

/* Whether a validator that rejects has left a score, which is a judge error in a scoring problem. */
bool score_is_left(const struct check *check, int feedback_dir);

#endif
