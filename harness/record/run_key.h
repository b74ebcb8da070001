/* SPDX-License-Identifier: MIT */
/*
 * What determines the outcomes of a run, in a form that can be written down and compared: the first
 * line of a journal. The candidates are not in it, as outcomes are kept by source; nor is what only
 * chooses among outcomes (-k, --select, --max-survivors), nor -j.
 */
#ifndef HARNESS_RECORD_RUN_KEY_H
#define HARNESS_RECORD_RUN_KEY_H

#include "base/buf.h"
#include "record/record.h"

enum {
    JOURNAL_SCHEMA = 1, /* of the journal's lines */
    RUN_KEY_TRAITS = 10,
};

/* A value for each row of identity.c's table of traits: a few words, or a hash. */
struct run_key {
    char *values[RUN_KEY_TRAITS];
};

/* Reads all test data of the problem, and the directory of --inputs, in constant memory. */
int run_key_make(struct run_key *identity, const struct record *record, struct err *err);
void run_key_release(struct run_key *identity); /* takes a zeroed one */

/* Appends the line. */
int run_key_line(const struct run_key *identity, struct buf *out, struct err *err);

/* Whether a line stands for this identity; ERR_INPUT names what differs. */
int run_key_check(const struct run_key *identity, const char *line, size_t len, struct err *err);

#endif
