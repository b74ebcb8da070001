/* SPDX-License-Identifier: MIT */
/* The hall: the whole way from candidates to submissions, in order. */
#ifndef HARNESS_PIPELINE_H
#define HARNESS_PIPELINE_H

#include "hall/cluster.h"
#include "hall/evaluate.h"
#include "hall/filter.h"
#include "hall/inputs.h"
#include "hall/journal.h"
#include "hall/ledger.h"
#include "hall/session.h"

struct timings {
    nsec_t set_up, filter, inputs, cluster, evaluate;
};

/* Everything that a run knows, stage by stage; a report reads it all. */
struct pipeline {
    struct session session;
    const char *problem_path, *candidates_path; /* as given */
    struct ledger *ledger;
    struct journal *journal; /* of PIPELINE_ALL; else NULL */
    struct filtered filtered;
    struct made_inputs inputs;
    struct clustered clustered;
    struct select_pick *picks;
    size_t pick_count;
    struct evaluated *evaluated; /* one per pick, or NULL without --evaluate */
    struct timings timings;
};

/* How far to go. */
enum pipeline_end { PIPELINE_FILTER, PIPELINE_CLUSTER, PIPELINE_ALL };

/*
 * Runs the stages. `dir` is where PIPELINE_ALL keeps its journal and writes the inputs; else NULL.
 * Give back with pipeline_release, also after a failure.
 */
int pipeline_run(struct pipeline *p, const struct settings *settings, const char *problem,
                 const char *candidates, enum pipeline_end end, const char *dir, struct err *err);
void pipeline_release(struct pipeline *p);

#endif
