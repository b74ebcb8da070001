/* SPDX-License-Identifier: MIT */
/*
 * The messages between a cell's init and an interpreter that waits in the cell. Both ends are built
 * together. The socket `control` leads to the interpreter, `gate` to the run that it forks:
 *
 *     init                      waiting interpreter                 its fork, the run
 *          <---- hello ----     has loaded its modules
 *          ---- request --->    (with stdin, stdout, stderr)
 *          <---- born -----     forks a child of init  ------->     seals itself
 *          <---------------------- sealed ------------------------  (number of the filter's listener)
 *          ------------------------- one byte ------------------->  closes all this; the script begins
 */
#ifndef SANDBOX_WARM_MESSAGES_H
#define SANDBOX_WARM_MESSAGES_H

#include <linux/filter.h>
#include <stdint.h>

/* Descriptors and environment variables of a waiting interpreter. */
enum { WARM_CONTROL = 3, WARM_GATE = 4, WARM_LIBRARY = 5 };
#define WARM_SCRIPT  "WINNOW_WARM_SCRIPT"  /* the file whose first use begins a run */
#define WARM_MODULES "WINNOW_WARM_MODULES" /* to be loaded before that, separated by commas */

enum { WARM_FILTER_MAX = 4096, WARM_PATH_MAX = 96, WARM_PID_SITES = 32 };

struct warm_hello {
    int32_t error; /* 0, or the errno: it cannot wait */
};

struct warm_request {
    uint32_t processes; /* RLIMIT_NPROC, or 0: a cgroup limits them */
    uint32_t pid_site_count;
    uint16_t pid_sites[WARM_PID_SITES];         /* instructions that compare with the run's pid */
    uint32_t filter_length;                     /* instructions */
    char work_dir[WARM_PATH_MAX];               /* the directory of the script */
    struct sock_filter filter[WARM_FILTER_MAX]; /* only filter_length of them are sent */
};

struct warm_born {
    int32_t pid; /* or -errno */
};

struct warm_sealed {
    int32_t stage; /* enum stage; STAGE_NONE: ready */
    int32_t error;
    int32_t listener; /* descriptor, in the run, of the filter's notifications */
};

#endif
