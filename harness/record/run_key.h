/* SPDX-License-Identifier: MIT */
/*
 * What determines the outcomes of a run, in a form that can be kept and compared: a journal is used
 * by runs with an equal key only. The candidates are not in it, as outcomes are kept by source; nor
 * is what only chooses among outcomes (-k, --select, --max-survivors), nor -j.
 */
#ifndef HARNESS_RECORD_RUN_KEY_H
#define HARNESS_RECORD_RUN_KEY_H

#include "record/record.h"

enum { RUN_KEY_TRAITS = 12 };

/* A value for each trait: a few words, or the hash of what is too long for that. */
struct run_key {
    char *values[RUN_KEY_TRAITS]; /* owned; NULL where it is not known */
};

/* Reads all test data of the problem, and the directory of --inputs, in constant memory. */
int run_key_make(struct run_key *key, const struct record *record, struct err *err);
void run_key_release(struct run_key *key); /* takes a zeroed one */

/* What a trait is called in a journal. */
const char *run_key_trait(size_t trait);

/* Fails with ERR_INPUT and names the first trait in which an earlier run differs from this one. */
int run_key_check(const struct run_key *now, const struct run_key *then, struct err *err);

#endif
