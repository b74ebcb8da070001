/* SPDX-License-Identifier: MIT */
/* What a finished run's files know of one candidate. */
#ifndef HARNESS_REPORT_EXPLAIN_STORY_H
#define HARNESS_REPORT_EXPLAIN_STORY_H

#include "base/buf.h"
#include "report/explain/finished.h"

#include <stdbool.h>

struct story {
    const char *dir, *id;               /* borrowed */
    struct finished_line report;        /* report.json */
    struct finished_line candidate;     /* its line; */
    char *program;                      /* the id of the first candidate that is this program */
    struct finished_line outcomes;      /* of its program, where it was clustered, */
    struct finished_line best_outcomes; /* and of the first program of the first cluster */
    struct buf copies;                  /* ids, with commas between, as many as are shown */
    uint64_t copy_count;                /* candidates that are this program */
};

int story_read(struct story *story, const char *dir, const char *id, struct err *err);
void story_release(struct story *story);

/* The rank of its cluster, or 0. */
uint64_t story_cluster(const struct story *story);

/* The object of that number (from 1) in an array of report.json. False: there is none. Give back with json_members_release. */
bool story_object(const struct story *story, const char *array, uint64_t number,
                  struct json_members *out);

/*
 * Whether its program and that of the first cluster did different things on the input (from 1), which both ran. `outcomes` and `best` are
 * the elements of "outcomes" of both.
 */
bool story_differs(const struct json_members *outcomes, const struct json_members *best,
                   size_t input);

#endif
