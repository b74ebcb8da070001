/* SPDX-License-Identifier: MIT */
/* A judgement as a row of the journal's tables `judged` and `evaluated`; errors do not name the file. */
#ifndef HARNESS_RECORD_JUDGEMENT_ROW_H
#define HARNESS_RECORD_JUDGEMENT_ROW_H

#include "base/database.h"
#include "winnow/judgement.h"
#include "winnow/problem.h"

/* Behind the column `program`; harness/README.md explains them. */
#define JUDGEMENT_COLUMNS                                                                          \
    "verdict TEXT NOT NULL, test TEXT, detail TEXT NOT NULL, cpu_ns INTEGER NOT NULL,"             \
    "wall_ns INTEGER NOT NULL, memory_bytes INTEGER NOT NULL, load_percent INTEGER,"               \
    "score REAL, max_score REAL,"                                                                  \
    "CHECK (min(cpu_ns, wall_ns, memory_bytes, ifnull(load_percent, 0)) >= 0)"

int judgement_row_verdict(struct sqlite3_stmt *rows, int column, enum verdict *out,
                          struct err *err);

/* The test's name in *out is the problem's own copy. */
int judgement_row_read(struct sqlite3_stmt *rows, const struct problem *problem,
                       struct judgement *out, struct err *err);

/* `sql` has a '?' for each column. Failures of ours (JE) are not noted. */
int judgement_row_insert(struct database *db, const char *sql, struct hash128 program,
                         const struct judgement *j, struct err *err);

#endif
