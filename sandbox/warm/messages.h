/* SPDX-License-Identifier: MIT */
/*
 * What a cell's init and an interpreter that waits in the cell say to each other. Both ends are ours
 * and of one build. `control` goes to the one that waits, `gate` to the run that it forks:
 *
 *     init                      waiting interpreter                 its fork, the run
 *          <---- hello ----     has loaded its modules
 *          ---- request --->    (stdin, stdout, stderr beside it)
 *          <---- born -----     forks, as init's child  ------>     seals itself
 *          <---------------------- sealed ------------------------  (where the filter's listener is)
 *          ------------------------- one byte ------------------->  closes all this; the script begins
 */
#ifndef SANDBOX_WARM_MESSAGES_H
#define SANDBOX_WARM_MESSAGES_H

#include <linux/filter.h>
#include <stdint.h>

/* Descriptors of an interpreter that waits, and what it is told in the environment. */
enum { WARM_CONTROL = 3, WARM_GATE = 4, WARM_LIBRARY = 5 };
#define WARM_SCRIPT  "WINNOW_WARM_SCRIPT"  /* the file it must not touch before a run */
#define WARM_MODULES "WINNOW_WARM_MODULES" /* to be loaded before, separated by commas */

enum { WARM_FILTER_MAX = 4096, WARM_PATH_MAX = 96 };

struct warm_hello {
    int32_t error; /* errno: it cannot be forked */
};

struct warm_request {
    uint32_t processes;                         /* RLIMIT_NPROC, or 0: another limit holds */
    uint32_t filter_length;                     /* instructions */
    char work_dir[WARM_PATH_MAX];               /* where the script lies */
    struct sock_filter filter[WARM_FILTER_MAX]; /* as many as are sent */
};

struct warm_born {
    int32_t pid; /* or -errno */
};

struct warm_sealed {
    int32_t stage; /* enum stage; STAGE_NONE: ready */
    int32_t error;
    int32_t listener; /* the run's descriptor of the filter's notifications */
};

#endif
