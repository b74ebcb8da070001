/* SPDX-License-Identifier: MIT */
/* The package's own programs (generators, validators): built once, run many at a time. */
#ifndef HARNESS_STAGE_PACKAGE_PROGRAMS_H
#define HARNESS_STAGE_PACKAGE_PROGRAMS_H

#include "base/buf.h"
#include "stage/session.h"

/* Programs that were built; those that cannot be built are remarked on and left out. */
struct toolset {
    struct program *programs;
    const char **names; /* borrowed from the problem */
    size_t count;
};

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err);
void toolset_release(struct toolset *tools); /* takes a zeroed one */

/* One run of many. */
struct tool_run {
    const struct program *program;
    char arg[24];  /* its one argument, or "" for none */
    int input_fd;  /* sealed; borrowed */
    bool keep;     /* keep what it prints */
    int exit_code; /* -1: it did not end by itself, or exceeded a limit */
    struct buf output;
    struct session *session; /* set by toolset_run */
};

/* Runs all; the limits are those for validation. Only our own failure is an error. */
int toolset_run(struct session *session, struct tool_run *runs, size_t count, struct err *err);

#endif
