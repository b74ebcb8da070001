/* SPDX-License-Identifier: MIT */
/* The one way in which a judgement is written as JSON; harness/README.md documents the keys. */
#ifndef HARNESS_REPORT_JUDGEMENT_JSON_H
#define HARNESS_REPORT_JUDGEMENT_JSON_H

#include "base/json/json_writer.h"
#include "winnow/judgement.h"

/*
 * Adds verdict, test, detail, cpu_ms, wall_ms, memory_kib to the object that is open, and score and
 * max_score for a scoring problem.
 */
void judgement_json(struct json_writer *w, const struct judgement *judgement);

/*
 * Adds "cases": an object of the same keys, the test first, for each case that was run; and "groups",
 * for a problem that has them. A case that has a transcript gets it as "transcript".
 */
void judgement_json_cases(struct json_writer *w, const struct judgement *judgement);

#endif
