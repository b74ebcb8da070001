/* SPDX-License-Identifier: MIT */
/*
 * Interpreters that wait in a cell, so that a run need not start one: the init's side. How it is done
 * and why it is safe is told in README.md; the other side is in warm/library/.
 */
#ifndef SANDBOX_WARM_H
#define SANDBOX_WARM_H

#include "sandbox/inside/cell_init.h"

enum { WARM_PLACES = 8, WARM_KEY_MAX = 512 };

/* One of them. Dismissed when it is the one that was not asked for for the longest time. */
struct warm_interpreter {
    char key[WARM_KEY_MAX]; /* arguments and modules; "": a free place */
    struct limits limits;   /* that it was started with, and its forks inherit */
    pid_t pid;              /* 0: it cannot be had, so it is not tried again */
    int control, gate;      /* see warm/messages.h */
    bytes_t memory;         /* what the cell's group held more once it waited */
    unsigned long asked;
};

struct warm {
    struct warm_interpreter places[WARM_PLACES];
    unsigned long clock;
    bytes_t lost; /* what those held that came to an end since the counters were reset */
    int library;  /* sandbox/warm/library/ as a shared object, or -1: none ever waits */
    int children; /* the kernel's list of init's children */
};

/* winnow's side: sandbox/warm/library/ in a sealed memfd, or -1: then every run is started anew. */
int warm_library_open(void);

/* Takes the library over. Without the list of children nothing waits. */
void warm_open(struct warm *warm, int library, int proc);

/*
 * The interpreter that waits for such runs; starts it if there is none yet. NULL: the run is to be
 * started anew. Before the counters are reset.
 */
struct warm_interpreter *warm_ready(struct warm *warm, struct run *run, void *stack,
                                    size_t stack_size);

/*
 * Starts the run as a fork of it: run->pid, pidfd, listener, start and start_cpu are set as by
 * spawn_program. Fails (-1) with nothing left of it, and the run can be started anew.
 */
int warm_spawn(struct warm *warm, struct warm_interpreter *waiting, struct run *run,
               const struct cgroup_usage *before);

unsigned warm_count(const struct warm *warm);     /* that wait */
bool warm_is(const struct warm *warm, pid_t pid); /* one that waits */
void warm_gone(struct warm *warm, pid_t pid);     /* it was reaped */

/*
 * Whether init has no child but those that wait, all of them as they should be. Whatever a run left
 * behind is, or hangs from, a child of init once the run's main process is dead.
 */
bool warm_alone(struct warm *warm);

#endif
