/* SPDX-License-Identifier: MIT */
/*
 * What determines the outcomes of a run, in a form that can be written down and compared: the first
 * line of a journal. The candidates are not in it, as outcomes are kept by source; nor is what only
 * chooses among outcomes (-k, --select, --max-survivors), nor -j.
 */
#ifndef HARNESS_HALL_IDENTITY_H
#define HARNESS_HALL_IDENTITY_H

#include "base/buf.h"
#include "hall/session.h"

enum {
    JOURNAL_SCHEMA = 1, /* of the journal's lines */
    IDENTITY_TRAITS = 10,
};

/* A value for each row of identity.c's table of traits: a few words, or a hash. */
struct identity {
    char *values[IDENTITY_TRAITS];
};

/* Reads all test data of the problem, and the directory of --inputs, in constant memory. */
int identity_make(struct identity *identity, const struct session *session, struct err *err);
void identity_release(struct identity *identity); /* takes a zeroed one */

/* Appends the line. */
int identity_line(const struct identity *identity, struct buf *out, struct err *err);

/* Whether a line stands for this identity; ERR_INPUT names what differs. */
int identity_check(const struct identity *identity, const char *line, size_t len, struct err *err);

#endif
