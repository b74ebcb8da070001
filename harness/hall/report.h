/* SPDX-License-Identifier: MIT */
/* What a run leaves: report.json, candidates.jsonl, outcomes.jsonl, inputs/, submissions/. */
#ifndef HARNESS_HALL_REPORT_H
#define HARNESS_HALL_REPORT_H

#include "base/buf.h"
#include "pipeline.h"

enum { REPORT_SCHEMA_VERSION = 1 };

struct report_counts {
    uint64_t total;                   /* candidates taken, copies included */
    uint64_t unique;                  /* distinct programs */
    uint64_t compiled;                /* distinct programs that compiled */
    uint64_t survivors;               /* distinct programs that passed every example */
    uint64_t survivor_samples;        /* the same with their copies */
    uint64_t verdicts[VERDICT_COUNT]; /* of distinct programs, on the examples */
    uint64_t skipped;                 /* lines and files that were not taken */
};

void report_count(struct report_counts *counts, const struct pipeline *p);

/* ERR_JUDGE when a program's verdict is JE: what was asked for is there, but not all of it. */
int report_all_judged(const struct pipeline *p, struct err *err);

/* The id of a survivor: that of its first candidate. In `room` until it is used again. */
int report_survivor_id(const struct pipeline *p, size_t survivor, struct buf *room, const char **id,
                       struct err *err);

/* report.json's text; its keys are documented in harness/README.md. */
int report_json(struct buf *out, const struct pipeline *p, struct err *err);

/* The clusters part alone, as `winnow cluster --json` prints it. */
int report_clusters_json(struct buf *out, const struct pipeline *p, struct err *err);

/* Writes the directory. Earlier submissions and inputs of ours in it are replaced. */
int report_write(struct pipeline *p, const char *dir, struct err *err);

/* "submissions/01.cpp": the place of a pick's source in the directory. */
void report_file_name(const struct pipeline *p, size_t pick, char *out, size_t size);

/* The rank of the first pick that was accepted, from 1; 0 when none was. */
size_t report_solved_at(const struct pipeline *p);

#endif
