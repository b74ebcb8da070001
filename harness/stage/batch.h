/* SPDX-License-Identifier: MIT */
/* The package's own programs (generators, validators): built once, run many at a time, waited for. */
#ifndef HARNESS_STAGE_BATCH_H
#define HARNESS_STAGE_BATCH_H

#include "base/buf.h"
#include "stage/session.h"
#include "lang/program.h"

/* Built package programs; those that could not be built are told on stderr and left out. */
struct toolset {
    struct program *programs;
    const char **names; /* borrowed from the problem */
    size_t count;
};

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err);
void toolset_release(struct toolset *tools); /* takes a zeroed one */

/* One run of a batch. */
struct batch_item {
    const struct program *program;
    char arg[24];  /* its one argument, or "" for none */
    int input_fd;  /* sealed; borrowed */
    bool keep;     /* keep what it prints */
    int exit_code; /* -1: it did not end by itself, or exceeded a limit */
    struct buf output;
};

/* Runs all items; the limits are those for validation. Only our own failure is an error. */
int batch_run(struct session *session, struct batch_item *items, size_t count, struct err *err);

#endif
