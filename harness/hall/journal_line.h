/* SPDX-License-Identifier: MIT */
/*
 * One line of a journal: what became of a program on the examples, of a survivor on an input, of a
 * submission on the secret tests; and the inputs that were made. harness/README.md documents the
 * keys. Programs are named by their key in the ledger, inputs by the hash of their bytes.
 */
#ifndef HARNESS_HALL_JOURNAL_LINE_H
#define HARNESS_HALL_JOURNAL_LINE_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/json.h"
#include "hall/cluster.h"
#include "hall/inputs.h"
#include "hall/ledger.h"

enum journal_line_kind {
    JOURNAL_JUDGED,    /* program, outcome, detail */
    JOURNAL_INPUTS,    /* inputs */
    JOURNAL_RAN,       /* program, input, run */
    JOURNAL_EVALUATED, /* program, outcome, detail */
};

struct journal_line {
    enum journal_line_kind kind;
    struct hash128 program;
    struct outcome outcome; /* `test` is borrowed from the line, and any name */
    const char *detail;
    struct hash128 input;
    struct run_outcome run;
    struct made_inputs inputs; /* without descriptors (-1); owned */
    cJSON *json;               /* holds the strings; owned */
};

/*
 * Reads a line. ERR_INPUT for anything but what journal_line_write can have written; whether names
 * and keys mean something is for the caller to see. Give back with journal_line_release.
 */
int journal_line_read(struct journal_line *line, const char *text, size_t len, struct err *err);
void journal_line_release(struct journal_line *line);

/* Appends the line, '\n' included. */
int journal_line_write(const struct journal_line *line, struct buf *out, struct err *err);

#endif
