/* SPDX-License-Identifier: MIT */
/*
 * Names for verdicts, and what the directories of submissions/ promise. The package format, problemtools,
 * BAPCtools and DOMjudge have a name or two of their own for each.
 */
#ifndef HARNESS_PROBLEM_PROMISE_LABELS_H
#define HARNESS_PROBLEM_PROMISE_LABELS_H

#include "winnow/problem.h"
#include "winnow/verdict.h"

#define VERDICT_BIT(verdict) (1u << VERDICT_##verdict)

/* The package format has no words for memory and output limits: both are run-time errors. */
#define VERDICTS_RTE (VERDICT_BIT(RTE) | VERDICT_BIT(MLE) | VERDICT_BIT(OLE))
#define VERDICTS_ALL (VERDICT_BIT(AC) | VERDICT_BIT(WA) | VERDICT_BIT(TLE) | VERDICTS_RTE)

/* The set of verdicts that a name stands for ("WA", "wrong_answer", "RUN-ERROR"); 0: unknown. */
unsigned label_verdicts(const char *name);

/*
 * What a directory of submissions/ promises: fills permitted, required, cases (a literal, or NULL) and
 * the time bounds. `modern`: 2023-07 and 2025-09; else legacy, whose time_limit_exceeded may also give
 * wrong answers and whose run_time_error only has to crash somewhere. False: it promises nothing.
 */
bool label_promise(const char *label, bool modern, struct expectation *out);

/* Whether a tag in the source cannot change what the directory promises, as in DOMjudge. */
bool label_is_standard(const char *label);

/*
 * The set that follows "@EXPECTED_RESULTS@:" in a source's first bytes. 0: there is no such tag, or it
 * has a name that promises nothing (CHECK-MANUALLY).
 */
unsigned label_tag(const char *text);

#endif
