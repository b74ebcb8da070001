/* SPDX-License-Identifier: MIT */
/* The package's own programs (generators, validators): built once, run many at a time. */
#ifndef HARNESS_STAGE_PROGRAM_PACKAGE_PROGRAMS_H
#define HARNESS_STAGE_PROGRAM_PACKAGE_PROGRAMS_H

#include "base/buf.h"
#include "stage/examples.h"
#include "stage/session.h"

/* Programs that were built; those that cannot be built are remarked on and left out. */
struct toolset {
    struct tool *list;
    size_t count;
    struct tool *static_validator;   /* of validators_build; or NULL; owned */
    struct language_files *included; /* validators_build: files added to every submission; owned */
    size_t included_count;
};

struct tool {
    struct program program; /* without a language: see `grammar` */
    struct ctd *grammar;    /* an input validator that is a checktestdata grammar, or NULL */
    const char *name;       /* borrowed from the problem */
    bool is_testlib;        /* it keeps to testlib's convention (testlib.h) */
    bool accepts_by_zero;   /* an input validator that does: its exit codes are translated */
    /* How its last runs ended, for the caller's use. */
    unsigned failed, repeated; /* so many in a row */
    bool is_retired;
};

int toolset_build(struct toolset *out, struct session *session, const struct package_program *list,
                  size_t count, struct err *err);
void toolset_release(struct toolset *tools); /* takes a zeroed one */

/*
 * What of the package takes part in judging: the output validators, the static one and the files of include/. None of
 * them can be done without: one that cannot be built is an ERR_INPUT. Without any, the set is empty.
 */
int validators_build(struct toolset *out, struct session *session, struct err *err);
/* Programs that are submissions: with the files of include/, which `validators` has. */
int submissions_build(struct toolset *out, struct session *session,
                      const struct package_program *list, size_t count,
                      const struct toolset *validators, struct err *err);
/* Gives them to the tests, which borrow them. */
void validators_use(const struct toolset *validators, struct test_set *tests);

/* NULL-terminated lists of words, or NULL; borrowed. The second follows the first. */
struct tool_args {
    char *const *first, *const *second;
};

enum { TOOL_ARGS_MAX = 40 }; /* a package may give 20 of each */

/* One run of many. */
struct tool_run {
    struct tool *tool;
    char seed[24];         /* its one argument, or "" */
    struct tool_args args; /* where there is no seed */
    int input_fd;          /* sealed; borrowed */
    bool keep;             /* keep what it prints */
    nsec_t time_limit;     /* 0: that for validation */
    int exit_code;         /* -1: it did not end by itself, or exceeded a limit */
    bool is_over_time;
    /* Unless the exit code is 0: how it ended, and the last line of its stderr. */
    char trouble[JUDGEMENT_DETAIL];
    struct buf output;
    /* Set by toolset_run: */
    struct session *session;
    const char *words[TOOL_ARGS_MAX + 1];
};

/*
 * Runs all, with the limits for validation. Only our own failure is an error. A grammar ends as a
 * program would: with VALIDATOR_ACCEPTS or VALIDATOR_REJECTS.
 */
int toolset_run(struct session *session, struct tool_run *runs, size_t count, struct err *err);

/*
 * Runs every validator on each of `count` inputs (sealed memfds), with args[i] on input i (or with none,
 * where `args` is NULL). The run of validator v on input i is
 * number v * count + i of the answer, which is malloc'ed. NULL: a failure of ours.
 */
struct tool_run *toolset_validate(struct session *session, const struct toolset *validators,
                                  const int *inputs, const struct tool_args *args, size_t count,
                                  struct err *err);

/*
 * The examples are valid, so an input validator that accepts none of them would reject all that is made:
 * it is remarked on and left out.
 */
int toolset_drop_broken_validators(struct toolset *tools, struct session *session,
                                   const struct examples *examples, struct err *err);

#endif
