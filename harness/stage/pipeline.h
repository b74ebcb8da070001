/* SPDX-License-Identifier: MIT */
/* The stages in order: the whole way from candidates to submissions. */
#ifndef HARNESS_STAGE_PIPELINE_H
#define HARNESS_STAGE_PIPELINE_H

#include "record/record.h"
#include "stage/filter.h"
#include "stage/matrix.h"
#include "stage/session.h"

struct pipeline {
    struct session session;
    struct record record;
    struct matrix matrix;
};

/* How far to go. */
enum pipeline_end { PIPELINE_FILTER, PIPELINE_INPUTS, PIPELINE_CLUSTER, PIPELINE_ALL };

struct pipeline_request {
    const struct settings *settings; /* borrowed, as the paths are */
    const char *const *paths;        /* the problem, and the candidates behind it */
    size_t path_count;
    enum pipeline_end end;
    const char *dir; /* where PIPELINE_ALL keeps its journal and writes the inputs; else NULL */
    struct filter_watch watch;
};

/* Runs the stages and fills the record. Give back with pipeline_release, also after a failure. */
int pipeline_run(struct pipeline *p, const struct pipeline_request *request, struct err *err);
void pipeline_release(struct pipeline *p);

#endif
