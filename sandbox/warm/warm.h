/* SPDX-License-Identifier: MIT */
/*
 * Interpreters, and the steps of a compiler, that wait in a cell, so that a run does not have to start one: the side of the cell's
 * init. All are called interpreters here. This file keeps the set of them and exchanges their messages; inside/fork.c makes runs of
 * their forks. README.md describes the method and why it is safe; the other side is in warm/library/.
 */
#ifndef SANDBOX_WARM_H
#define SANDBOX_WARM_H

#include "sandbox/policy/policy.h"

#include <sys/types.h>

enum { WARM_PLACES = 8, WARM_KEY_MAX = 2048 };

/* A place for one waiting interpreter. */
struct warm_interpreter {
    char key[WARM_KEY_MAX]; /* arguments, modules, where it waits; "": a free place */
    struct limits limits;   /* it was started under these, and its forks inherit them */
    bool tried;             /* its start was tried; without success it is not tried again */
    pid_t pid;              /* 0: none waits here */
    int control, gate;      /* see warm/messages.h */
    bytes_t memory;         /* growth of the cgroup's memory from its start until it waited */
    unsigned long used;     /* the set's clock at its last use; the smallest is replaced first */
};

/* The set of a cell. */
struct warm {
    struct warm_interpreter places[WARM_PLACES];
    unsigned long clock;
    bytes_t lost; /* memory of the interpreters that ended since the counters were reset */
    int library;  /* warm/library/ as a shared object, or -1: no interpreter waits */
    int children; /* the kernel's list of init's children */
    int winnow;   /* the socket to winnow: what comes on it ends any wait for an interpreter */
};

/* In winnow: warm/library/ in a sealed memfd, or -1: then every run starts its own interpreter. */
int warm_library_open(void);

/* Keeps the descriptors. Without the list of children, which it opens below `proc`, nothing waits. */
void warm_open(struct warm *warm, int library, int proc, int winnow);

/*
 * The place for runs of these arguments, modules and limits; a new one (not `tried`) takes the place
 * of the interpreter that was unused for longest. NULL: no interpreter can wait for such a run.
 */
struct warm_interpreter *warm_place(struct warm *warm, const char *const *argv, const char *modules,
                                    const char *waits_at, const struct limits *limits);

/* What an interpreter is started with. */
struct warm_start {
    int standard; /* becomes 0, 1 and 2: a file of the same kind as the runs' files there */
    int fds[3];   /* become WARM_CONTROL, WARM_GATE and WARM_LIBRARY */
};

/* Prepares the start of an interpreter in this place. 0, or -1 with nothing left open. */
int warm_prepare_start(const struct warm *warm, struct warm_interpreter *place,
                       struct warm_start *start);

/*
 * After the start: `pid` is the interpreter, or -1. Waits until it has loaded its modules; ends it
 * when it cannot wait. Closes the descriptors in `start`.
 */
void warm_finish_start(struct warm *warm, struct warm_interpreter *place, struct warm_start *start,
                       pid_t pid);

/* A fork that becomes a run. */
struct warm_fork {
    const struct policy_filter *filter;
    unsigned processes; /* RLIMIT_NPROC, or 0: a cgroup limits them */
    const char *work_dir;
    const int *fds; /* stdin, stdout, stderr */
    /* Set by warm_fork. */
    pid_t pid;
    int pidfd;
    int listener; /* notifications of forbidden calls */
};

/* Makes a fork, sealed as a run, which waits for warm_let_go. -1: none, the interpreter is ended. */
int warm_fork(struct warm *warm, struct warm_interpreter *place, struct warm_fork *fork);
int warm_let_go(const struct warm_interpreter *place); /* 0: the fork runs the script; or -1 */

/* Ends a fork that was not let go, and its interpreter. */
void warm_abandon(struct warm *warm, struct warm_interpreter *place, struct warm_fork *fork);

unsigned warm_count(const struct warm *warm);     /* how many wait */
bool warm_is(const struct warm *warm, pid_t pid); /* whether this process is one of them */
void warm_gone(struct warm *warm, pid_t pid);     /* the process was reaped */

/*
 * Before the counters of a run are reset: ends the interpreters that an earlier run has killed or
 * stopped, and sets `lost` to 0.
 */
void warm_begin_run(struct warm *warm);

/*
 * Whether init has no child but the waiting interpreters, none of them killed or stopped. Once the
 * main process of a run is dead, every process that it left is a child of init or below one.
 */
bool warm_alone(struct warm *warm);

#endif
