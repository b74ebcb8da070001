/* SPDX-License-Identifier: MIT */
/* What a run leaves: report.json, candidates.jsonl, outcomes.jsonl, inputs/, submissions/. */
#ifndef HARNESS_REPORT_REPORT_H
#define HARNESS_REPORT_REPORT_H

#include "base/buf.h"
#include "record/record.h"

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

void report_count(struct report_counts *counts, const struct record *r);

/* ERR_JUDGE when a program's verdict is JE: what was asked for is there, but not all of it. */
int report_all_judged(const struct record *r, struct err *err);

/* report.json's text; its keys are documented in harness/README.md. */
int report_json(struct buf *out, const struct record *r, struct err *err);

/* The clusters part alone, as `winnow cluster --json` prints it. */
int report_clusters_json(struct buf *out, const struct record *r, struct err *err);

/* Writes the directory. Earlier submissions and inputs of ours in it are replaced. */
int report_write(struct record *r, const char *dir, struct err *err);

/* "submissions/01.cpp": the place of a pick's source in the directory. */
void report_file_name(const struct record *r, size_t pick, char *out, size_t size);

/* The rank of the first pick that was accepted, from 1; 0 when none was. */
size_t report_solved_at(const struct record *r);

#endif
