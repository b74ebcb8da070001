/* SPDX-License-Identifier: MIT */
/*
 * Control groups, versions 1 and 2. The init of a cell joins its group once, and all processes that it
 * starts begin in it. So a run costs a few reads and writes of counter files, but never an attach,
 * which waits for a grace period of the kernel.
 */
#ifndef SANDBOX_CGROUP_H
#define SANDBOX_CGROUP_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>

/*
 * CGROUP_SHARE: cells share a core equally, however many processes each has. No limit depends on it, so
 * it may be missing; the other hierarchies may not.
 */
enum cgroup_hierarchy { CGROUP_MEMORY, CGROUP_PIDS, CGROUP_CPU, CGROUP_SHARE, CGROUP_HIERARCHIES };

/* The directories of winnow's groups on this host. In version 2 all of them are the same. */
struct cgroup_host {
    int version;                       /* 1 or 2 */
    char dir[CGROUP_HIERARCHIES][512]; /* "<mount>/winnow"; "": CGROUP_SHARE is missing */
};

/* The group of one cell: its directories and its open counter files. */
struct cgroup_cell {
    int version;
    char dir[CGROUP_HIERARCHIES][600];
    int procs[CGROUP_HIERARCHIES]; /* cgroup.procs, for the cell's init to join */
    int memory_max, memory_current, memory_peak, memory_events;
    int pids_max, pids_events;
    int cpu;
    bool peak_resets; /* the peak can be reset: not in version 2 before Linux 6.12 */
};

struct cgroup_usage {
    nsec_t cpu;           /* since the group was made */
    bytes_t memory;       /* now */
    bytes_t peak;         /* since the last reset; 0 where it cannot be reset */
    int64_t oom_kills;    /* since the group was made */
    int64_t pids_refused; /* forks refused by pids.max since the group was made */
};

/*
 * Finds a place for groups and makes the parent "winnow" there; removes the groups of winnows that
 * have ended. Fails with the reason and the remedy when memory, pids and CPU cannot all be counted.
 */
int cgroup_host_open(struct cgroup_host *host, struct err *err);

/* The start time of a process in clock ticks (field 22 of proc_pid_stat(5)), or 0. */
unsigned long long process_start_time(int pid);

int cgroup_cell_open(struct cgroup_cell *cell, const struct cgroup_host *host, unsigned number,
                     struct err *err);
void cgroup_cell_close_fds(struct cgroup_cell *cell);
void cgroup_cell_remove(const struct cgroup_cell *cell); /* after all processes in it have ended */
void cgroup_cell_clear(struct cgroup_cell *cell);        /* all descriptors -1 */

/* For the cell's init. They return 0, or -1 with errno; no allocation. */
int cgroup_cell_join(const struct cgroup_cell *cell);
int cgroup_cell_limit(const struct cgroup_cell *cell, bytes_t memory, unsigned processes);
int cgroup_cell_lift_memory(const struct cgroup_cell *cell); /* removes the memory limit */
int cgroup_cell_reset_peak(const struct cgroup_cell *cell);
int cgroup_cell_read(const struct cgroup_cell *cell, struct cgroup_usage *usage);
int cgroup_cell_read_cpu(const struct cgroup_cell *cell, nsec_t *cpu);
int cgroup_cell_read_refused(const struct cgroup_cell *cell, int64_t *refused);

#endif
