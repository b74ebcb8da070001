/* SPDX-License-Identifier: MIT */
/* What `winnow verify` found out about one problem: filled by stage/verify, read by the reports. */
#ifndef HARNESS_RECORD_VERIFICATION_H
#define HARNESS_RECORD_VERIFICATION_H

#include "winnow/judgement.h"
#include "winnow/problem.h"

struct verified_submission {
    const struct package_program *submission; /* borrowed from the problem */
    const char *language;                     /* as in reports, or that which is not run here */
    bool is_foreign;                          /* it is in a language that is not run here */
    bool judged;                              /* false: foreign, or it could not be taken: */
    char trouble[JUDGEMENT_DETAIL];
    struct judgement judgement;        /* with its cases */
    bool ok;                           /* judged, and every promise holds */
    char broken[2 * JUDGEMENT_DETAIL]; /* the first promise that does not, in words */
    bool is_sensitive; /* too slow at the time limit, but not at time_limit_to_tle times it */
};

enum { COMPLAINTS_MAX = 20 }; /* of one data check; more are counted */

struct data_check {
    const char *name;     /* "input_validators": for programs */
    const char *sentence; /* what should hold, for people */
    bool is_warning;      /* the format does not require it */
    size_t checked, failed;
    struct complaint {
        char *test, *detail; /* owned */
    } complaints[COMPLAINTS_MAX];
    size_t complaint_count;
};

enum { DATA_CHECKS_MAX = 6 };

struct verification {
    const struct problem *problem; /* borrowed */
    struct verified_submission *submissions;
    size_t submission_count;
    struct data_check checks[DATA_CHECKS_MAX];
    size_t check_count;
    char **groups; /* directories with test cases ("sample", "secret/group1"), in order; owned */
    size_t group_count;
    /* Of the submissions that bound the time limit; NULL: there is none. */
    const struct verified_submission *slowest, *fastest;
    nsec_t slowest_time, fastest_time;
    nsec_t killed_at; /* what runs as long is not measured further */
};

/* Whether there are groups of their own, besides data/sample and data/secret. */
bool verification_has_groups(const struct verification *v);

/* Whether the test case ("secret/a/1") lies in the group ("secret/a") itself. */
bool verification_is_in(const char *test, const char *group);

/*
 * Fills the verdict of the first failing case in each of the v->group_count groups; VERDICT_COUNT: none of its cases was run.
 */
void verification_groups(const struct verification *v, const struct judgement *judgement,
                         enum verdict *verdicts);

void verification_release(struct verification *v); /* takes a zeroed one */

#endif
