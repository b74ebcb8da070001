/* SPDX-License-Identifier: MIT */
/*
 * Looks for inputs on which programs differ: a good program gives the answers, suspects are judged
 * with them by the problem's check, and an input on which one fails is made smaller.
 */
#ifndef HARNESS_STAGE_STRESS_STRESS_H
#define HARNESS_STAGE_STRESS_STRESS_H

#include "stage/stress/shrink_input.h"

/* What was found out about one suspect. */
struct stress_finding {
    const char *suspect; /* borrowed */
    bool is_built;       /* false: left out; a remark has said why */
    bool differs;        /* then the rest is set */
    struct failing_input failing;
    char origin[192]; /* of the input as it was found: "mutation 17 of seed 3" */
    size_t found_at;  /* so many inputs had been tried, this one included */
};

struct stress_report {
    struct stress_finding *findings; /* one for each suspect, in order; owned */
    size_t count;
    size_t tried;    /* inputs on which the good program had an answer */
    size_t left_out; /* the others */
    char first_left_out[JUDGEMENT_DETAIL + 256]; /* the first of those and why, or "" */
    bool interrupted; /* a signal ended the search; what was found before stands */
};

/*
 * Tries settings->tries inputs at most, and ends earlier when every suspect has failed: what inputs_make
 * gives, with one seed after the other from settings->seed on. The result depends on the inputs
 * and the seed alone. Give back with stress_report_release, also after a failure.
 */
int stress_run(struct stress_report *out, struct session *session, const char *good,
               const char *const *suspects, size_t count, struct err *err);
void stress_report_release(struct stress_report *report); /* takes a zeroed one */

#endif
