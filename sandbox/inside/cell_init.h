/* SPDX-License-Identifier: MIT */
/* The init of a cell and the steps of a run. Private to the sandbox. */
#ifndef SANDBOX_CELL_INIT_H
#define SANDBOX_CELL_INIT_H

#include "sandbox/limits/cgroup.h"
#include "sandbox/policy/policy.h"
#include "sandbox/wire/protocol.h"

#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Everything that the init needs. winnow fills it before the clone; the init has a copy. */
struct cell_setup {
    enum isolation level;
    int socket; /* the init's end */
    bool has_cgroup;
    struct cgroup_cell cgroup;
    const struct policy_filter *filters; /* [POLICY_COUNT] */
    uid_t outer_uid;                     /* winnow's, which the level user maps to `uid` */
    gid_t outer_gid;
    uid_t uid; /* programs run as this user and group */
    gid_t gid;
    bool spare_uid;    /* `uid` is not winnow's own */
    int landlock_abi;  /* level basic: the version, 0 without Landlock */
    char work_dir[96]; /* the path inside the cell */
    bytes_t work_bytes;
    int cpu_core;                  /* the core that the cell is pinned to, or -1 */
    int cores;                     /* number of cores on which a run can use CPU time at once */
    const char *shown;             /* a directory of the host to show at SHOWN_DIR, or NULL */
    const char *const *also_shown; /* files and directories to show where they are, NULL-ended */
    int warm_library;              /* see struct warm; -1: no interpreter waits */
    /*
     * Shared by winnow, which writes it, and init: for how long the run has waited for somebody else. While
     * it waits, what that time would be at the clock's 0, which is negative: one word, always consistent.
     */
    _Atomic int64_t *held;
};

/* A stage that failed, and its errno. */
struct failure {
    enum stage stage;
    int error;
};

enum { CHILD_STACK = 64 * 1024 };

/* The state of one run. The child that becomes the program writes here until exec (shared memory). */
struct cell_run {
    const struct cell_setup *setup;
    const struct wire_request *wire;
    const struct request_view *view;
    void *stack; /* CHILD_STACK bytes, for the child until exec */
    int proc;    /* a writable /proc: a child raises its own oom_score_adj through it */
    struct failure failure;
    nsec_t start_cpu;       /* CPU time that the child had used just before exec */
    nsec_t own_before;      /* init's own CPU time when the counters were read */
    nsec_t start;           /* monotonic, just before exec */
    int listener;           /* notifications of forbidden calls, or -1 */
    int pidfd;              /* the main process, or -1 */
    int ruleset;            /* level basic: Landlock's rules, or -1 */
    int opened;             /* argv[0], opened by the child in init's table, or -1 */
    pid_t pid;              /* the main process; 0 before its start and after it was reaped */
    bytes_t outputs_before; /* memory that stdout and stderr took before the run */
    struct warm *warm;      /* the interpreters that wait in the cell */
    const struct warm_start *starts; /* the child becomes a waiting interpreter, not the run */
};

enum { WORK_INODES = 16384 }; /* files in a work directory: bounds the time of a wipe */

/* The init's whole life; never returns. */
_Noreturn void cell_init_main(const struct cell_setup *setup);

/* Ends the cell; kills `run` if it is not NULL, removes what would outlive the init. */
_Noreturn void cell_leave(const struct cell_setup *setup, const struct cell_run *run);

/* Writes a text with one call to the file at `path`, from `dir` if relative. 0, or -1 with errno. */
int write_text(int dir, const char *path, const char *text);

/* root.c: the minimal read-only root. Both return 0, or -1 with errno. */
int root_build(const struct cell_setup *setup, int *proc);
int root_mount_work(const struct cell_setup *setup);

/* work.c: the work directory between runs. */
struct work_state {
    struct stat prepared; /* the directory just before the run */
    bool dirty;           /* a run may have left something in it */
};
/* Removes all that an earlier run has left. The first step of a run. 0, or -1 with errno. */
int work_empty(const struct cell_setup *setup, struct work_state *state);
/* Puts the request's files there; 0, or -1 with errno. */
int work_prepare(const struct cell_setup *setup, const struct request_view *view,
                 enum profile profile, struct work_state *state);
/* After a run: removes the request's files and notes whether the run touched anything else. */
void work_check(const struct cell_setup *setup, const struct request_view *view,
                struct work_state *state);
/* 0, with a descriptor in *product if it is what was asked for; -1 with errno: a judge's failure. */
int work_open_product(const struct cell_setup *setup, const struct request_view *view,
                      int *product);

/* standard_fds.c: 0, 1 and 2. They return 0, or -1 with errno. */
int standard_fds_park(int null); /* /dev/null, so that no files of a run stay open between runs */
int standard_fds_place(struct cell_run *run); /* the run's files, to be inherited */
/*
 * Gives up init's own ends of pipes: while init has them, the other side would not see that the program
 * has closed its end. The program has its own descriptors by then.
 */
int standard_fds_release_pipes(int null, const struct request_view *view);

/* spawn.c: starts the program. 0 when it is executing, else -1 and run->failure. */
int spawn_program(struct cell_run *run);

struct warm_start;
/* Starts an interpreter that will wait, without a filter, under the run's limits: its pid, or -1. */
pid_t spawn_interpreter(struct cell_run *run, const struct warm_start *start);

const struct policy_filter *spawn_filter(const struct cell_run *run); /* the filter of the run */

struct warm_interpreter;
/*
 * fork.c: the waiting interpreter for this run; starts one if there is none yet. NULL: the run must be
 * started by spawn_program. To be called before the counters are reset.
 */
struct warm_interpreter *fork_ready(struct cell_run *run);

/*
 * Starts the run as a fork of the interpreter and sets the same fields as spawn_program. -1: nothing
 * is left of the fork, and spawn_program can start the run.
 */
int fork_run(struct cell_run *run, struct warm_interpreter *place,
             const struct cgroup_usage *before);

/* Kills all processes of the run. To be called before the main process is reaped. 0, or -1 + errno. */
int kill_run(const struct cell_run *run);

/* supervise.c: waits for the end, kills and reaps everything, measures, fills the answer. */
int supervise(struct cell_run *run, const struct cgroup_usage *before, struct wire_answer *answer);

struct seccomp_notif;
/* answer.c: answers a call that is not forbidden but left to init; false: it is forbidden. */
bool answer_call(const struct cell_run *run, const struct seccomp_notif *call);

/* processes.c: the memory of a run where no cgroup counts it. */
bytes_t resident(const struct cell_run *run);
bytes_t resident_files(const struct cell_run *run); /* the files' part, also after all are dead */

/* Of the run's living threads. */
struct core_time {
    nsec_t used;         /* all together */
    nsec_t longest_wait; /* of one: it could run, but another process had the core */
    nsec_t waited;       /* so all together */
    bool seen, busy;     /* there are threads; one of them runs, or waits for a core or a disk */
};
struct core_time core_time(const struct cell_run *run);

/* idle.c: how long the run has slept. */
struct idle_meter {
    nsec_t total;                   /* so far */
    nsec_t at, late;                /* when init looked last, and how late it had been by then */
    nsec_t cpu, used, waited, held; /* the figures of that time */
};

struct meter;
nsec_t idle_wait(const struct meter *meter); /* for how long not to look */
bool idle_is_over(const struct meter *meter);
void idle_look(struct meter *meter, nsec_t cpu);

/* What a run has used so far, without what the cell's init used itself. */
struct meter {
    const struct cell_run *run;
    nsec_t group_before; /* the group's CPU counter when the run began */
    nsec_t own_before;   /* init's own CPU time then */
    nsec_t deadline;     /* monotonic: the wall limit, moved by the two times below */
    nsec_t awake;        /* when init was awake last */
    nsec_t late;         /* for which init was woken later than it asked for */
    nsec_t waited;       /* the longest wait, when the deadline was reached */
    struct idle_meter idle;
    nsec_t overflowed; /* CPU time used when an output was first seen too large; 0: none was */
    /* These three where there is no cgroup. */
    nsec_t reaped;   /* user and system time of the reaped processes */
    bytes_t largest; /* peak resident set of the largest reaped process */
    bytes_t seen;    /* the most memory that was in use at one look */
};

int run_cpu(const struct meter *meter, nsec_t *cpu); /* 0, or -1: the counter cannot be read */

#endif
