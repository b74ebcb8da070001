/* SPDX-License-Identifier: MIT */
/* The stages in order: the whole way from candidates to submissions. */
#ifndef HARNESS_STAGE_PIPELINE_H
#define HARNESS_STAGE_PIPELINE_H

#include "record/record.h"
#include "stage/session.h"

struct pipeline {
    struct session session;
    struct record record;
};

/* How far to go. */
enum pipeline_end { PIPELINE_FILTER, PIPELINE_CLUSTER, PIPELINE_ALL };

/*
 * Runs the stages and fills the record. `dir` is where PIPELINE_ALL keeps its journal and writes the
 * inputs; else NULL. Give back with pipeline_release, also after a failure.
 */
int pipeline_run(struct pipeline *p, const struct settings *settings, const char *problem,
                 const char *candidates, enum pipeline_end end, const char *dir, struct err *err);
void pipeline_release(struct pipeline *p);

#endif
