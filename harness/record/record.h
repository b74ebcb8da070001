/* SPDX-License-Identifier: MIT */
/*
 * The record of a run: everything that is known so far. The stages fill it one after the other, the
 * journal keeps it on disk, the report is made from it.
 */
#ifndef HARNESS_RECORD_RECORD_H
#define HARNESS_RECORD_RECORD_H

#include "record/disagreements.h"
#include "record/kept_sources.h"
#include "record/made_inputs.h"
#include "record/outcomes.h"
#include "record/roster.h"
#include "record/settings.h"
#include "record/survivors.h"
#include "winnow/problem.h"
#include "winnow/sandbox.h"

struct journal;

struct timings {
    nsec_t set_up, filter, inputs, cluster, evaluate;
};

struct record {
    const struct settings *settings; /* borrowed, as are the problem and the paths */
    const struct problem *problem;
    const char *problem_path;      /* as given */
    const char *const *candidates; /* paths, as given */
    size_t candidate_paths;
    struct sandbox_facts facts;
    struct journal *journal; /* or NULL: only `winnow run` has one */
    struct roster *roster;
    uint64_t complaints[COMPLAINT_COUNT]; /* lines and files that were skipped, by kind */
    struct kept_sources sources;          /* of all distinct programs; on in `winnow run` alone */
    struct survivors survivors;
    struct made_inputs inputs;
    bool by_validator; /* the output validator says which outputs are equal (stage/equivalence.h) */
    struct clustered clustered;
    struct select_pick *picks;
    size_t pick_count;
    struct disagreements disagreements; /* in `winnow run` alone */
    struct judgement *evaluated;        /* one for each pick, or NULL without --evaluate */
    struct timings timings;
    uint64_t measured_alone;          /* runs near a limit that were measured again, alone */
    uint64_t measured_under_pressure; /* of those, while the host was busy with something else */
};

void record_init(struct record *record, const struct settings *settings);
void record_release(struct record *record);

/* The id of a survivor: that of its first candidate. `room` holds it until it is used again. */
int record_survivor_id(const struct record *record, size_t survivor, struct buf *room,
                       const char **id, struct err *err);

/* The number in the roster of the program of the first candidate with that id. False: there is none. */
bool record_find_program(const struct record *record, const char *id, size_t *program);

/* The roster's program of a survivor. */
const struct roster_program *record_survivor_program(const struct record *record, size_t survivor);

#endif
