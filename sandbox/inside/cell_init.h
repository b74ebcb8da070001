/* SPDX-License-Identifier: MIT */
/* Inside the cell: its init and the steps that it is made of. Private to the sandbox. */
#ifndef SANDBOX_CELL_INIT_H
#define SANDBOX_CELL_INIT_H

#include "sandbox/limits/cgroup.h"
#include "sandbox/policy/policy.h"
#include "sandbox/wire/protocol.h"

#include <sys/stat.h>
#include <sys/types.h>

/* Everything the init needs, filled by the parent before the clone; the init has a copy. */
struct cell_setup {
    enum isolation level;
    int socket; /* the init's end */
    bool has_cgroup;
    struct cgroup_cell cgroup;
    const struct filter *filters; /* [PROFILE_COUNT] */
    uid_t outer_uid;              /* the user level maps this one */
    gid_t outer_gid;
    uid_t uid; /* what programs run as */
    gid_t gid;
    bool spare_uid;    /* another one than winnow's */
    int landlock_abi;  /* basic: 0 without Landlock */
    char work_dir[96]; /* as the init sees it */
    bytes_t work_bytes;
    int cpu_core;      /* or -1 */
    int cores;         /* on which a run can burn CPU time at once */
    const char *shown; /* a host's directory to show at SHOWN_DIR, or NULL */
    int warm_library;  /* warm/library/, or -1: no interpreter is kept waiting */
};

/* A stage that failed, and why. */
struct failure {
    enum stage stage;
    int error;
};

/* What one run holds while it is under way. The spawned child writes here (shared memory). */
struct run {
    const struct cell_setup *setup;
    const struct wire_request *wire;
    const struct request_view *view;
    int oom_dir; /* a writable /proc, for the child's own oom_score_adj */
    struct failure failure;
    nsec_t start_cpu;  /* CPU time the child had used just before exec */
    nsec_t own_before; /* init's own CPU time when the counters were read */
    nsec_t start;      /* monotonic, just before exec */
    int listener;      /* notifications of forbidden calls, or -1 */
    int pidfd;         /* the main process, or -1 */
    int ruleset;       /* basic: Landlock's, or -1 */
    int opened;        /* argv[0], opened by the child in init's table, or -1 */
    pid_t pid;
    struct warm *warm;              /* the interpreters that wait in the cell */
    const struct spawn_warm *waits; /* what is started is one that will wait, not yet the run */
};

enum { WORK_INODES = 16384 }; /* files in a work directory: what a wipe can cost is bounded */

/* The init's whole life; never returns. */
_Noreturn void cell_init_main(const struct cell_setup *setup);

/* Ends the cell: kills the run if there is one, leaves nothing behind. */
_Noreturn void cell_leave(const struct cell_setup *setup, const struct run *run);

/* root.c: the minimal read-only root. Both return 0, or -1 with errno. */
int root_build(const struct cell_setup *setup, int *oom_dir);
int root_mount_work(const struct cell_setup *setup);

/* work.c: the work directory between runs. */
struct work_state {
    struct stat prepared; /* the directory as the run found it */
    bool dirty;           /* something may be left in it */
};
/* Nothing of an earlier run is left in it; before anything else. 0, or -1 with errno. */
int work_empty(const struct cell_setup *setup, struct work_state *state);
/* Puts the request's files there; 0, or -1 with errno. */
int work_prepare(const struct cell_setup *setup, const struct request_view *view,
                 enum profile profile, struct work_state *state);
/* After a run: takes the request's files away and notes whether anything else was touched. */
void work_check(const struct cell_setup *setup, const struct request_view *view,
                struct work_state *state);
/* 0, with a descriptor if there is a regular file of that name; or -1 with errno: our failure. */
int work_open_product(const struct cell_setup *setup, const char *name, int *product);

/* spawn.c: starts the program. 0 when it is executing, else -1 and run->failure. */
int spawn_program(struct run *run, void *stack, size_t stack_size);

/* Starts an interpreter that will wait, without a filter, under the run's limits: its pid, or -1. */
struct spawn_warm {
    int standard;        /* becomes 0, 1 and 2: of the kind that runs have there */
    int fds[3];          /* become WARM_CONTROL, WARM_GATE, WARM_LIBRARY */
    const char *modules; /* see struct run_request */
};
pid_t spawn_interpreter(struct run *run, void *stack, size_t stack_size,
                        const struct spawn_warm *how);

const struct filter *spawn_filter(const struct run *run); /* the one that the run gets */

/* Kills everything that the run started. Before the main process is reaped: its pid is the name. */
int kill_run(const struct run *run); /* 0, or -1 with errno */

/* supervise.c: waits for the end, kills everything, reaps, measures; fills the answer. */
int supervise(struct run *run, const struct cgroup_usage *before, struct wire_answer *answer);

/* resident.c: the memory of what runs, where no cgroup counts it. */
bytes_t resident(const struct run *run);
bytes_t resident_files(const struct run *run); /* of that, the files; also when all is dead */

/* What a run has used so far, beyond what the cell's init used itself. */
struct meter {
    const struct run *run;
    nsec_t group_before; /* the group's CPU counter when the run began */
    nsec_t own_before;   /* init's own CPU time then */
    nsec_t reaped;       /* user+system of the reaped, where there is no group */
    bytes_t largest;     /* peak RSS of the largest reaped process, likewise */
    bytes_t seen;        /* most memory that was seen at one time, likewise */
};

int run_cpu(const struct meter *meter, nsec_t *cpu); /* 0, or -1: the counter cannot be read */

nsec_t now_monotonic(void);
nsec_t own_cpu(void);

#endif
