/* SPDX-License-Identifier: MIT */
/* From what a run did to a verdict: pure functions, so that every case can be tested. */
#ifndef HARNESS_JUDGE_CLASSIFY_H
#define HARNESS_JUDGE_CLASSIFY_H

#include "winnow/judgement.h"
#include "winnow/sandbox.h"

#include <stdbool.h>

/* What the problem allows; the sandbox is given a little more CPU, see run_limits. */
struct allowance {
    nsec_t time; /* CPU */
    bytes_t memory;
    bytes_t output;
    nsec_t time_measured; /* CPU time up to which a run too slow is measured; 0: 1.1 × time */
};

/*
 * The limits to run with. A run may go on to 1.1 × the time limit (or `time_measured`, if that is more)
 * before it is killed, so that one near the limit can be told from one far over it. `alone` doubles the wall limit and
 * the limit of idle time.
 */
struct limits run_limits(const struct allowance *allowance, bool alone);

/* Of a run that met its wall limit: it has hardly used its time. */
bool classify_was_idle(const struct run_result *result, const struct allowance *allowance);

/*
 * The judgement of a run before its output is looked at: AC when it ended well. Time comes first, as in
 * DOMjudge's testcase_run: a program that is killed at a limit often looks like a crash. True when the
 * time could have come out on the other side of the limit.
 */
bool classify_run(const struct run_result *result, const struct allowance *allowance,
                  struct judgement *out);

/* OLE in the same words, for output that no cell counts: through a pipe. */
void classify_output_limit(const struct allowance *allowance, bool on_stderr,
                           struct judgement *out);

#endif
