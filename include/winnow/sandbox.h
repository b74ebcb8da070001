/* SPDX-License-Identifier: MIT */
/*
 * The sandbox's one door: cells in which strangers' programs run.
 *
 * A cell is a sandbox that is kept alive: its own namespaces, a minimal read-only root, its cgroup
 * and a small init that starts one program at a time. How it is made, and against whom, is told in
 * sandbox/README.md. Use it so:
 *
 *     sandbox_open  once                 probe the host, compile the filters, prepare cgroups
 *     cell_open     once per job slot    a cell, waiting
 *     cell_start    per run              hand a program over; returns at once
 *     cell_finish   per run              when cell_fd() is readable: what became of it
 *     cell_close, sandbox_close
 *
 * A program's fate is data (struct run_result). An error from these functions is always our own
 * failure and never says anything about the program; after one, the cell is dead: close it.
 */
#ifndef WINNOW_SANDBOX_H
#define WINNOW_SANDBOX_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How strongly a cell is closed off; see sandbox/README.md for what each level enforces. */
enum isolation {
    ISOLATION_AUTO, /* the strongest that this host allows */
    ISOLATION_FULL, /* namespaces, cgroup, seccomp, a spare uid: needs root */
    ISOLATION_USER, /* the same through a user namespace, without privileges */
    ISOLATION_BASIC /* without namespaces: seccomp, rlimits, Landlock; as root a spare uid */
};

const char *isolation_name(enum isolation level);
int isolation_parse(const char *name, enum isolation *level, struct err *err);

/* What kind of program a run is; it picks the system-call filter. */
enum profile { PROFILE_NATIVE, PROFILE_INTERPRETER, PROFILE_COMPILER, PROFILE_COUNT };

/* All limits of a run. Every one of them is enforced or the run is refused. */
struct limits {
    nsec_t cpu;         /* user+system time of everything the program starts */
    nsec_t wall;        /* from start to the end of the main process */
    bytes_t memory;     /* peak of the whole tree, tmpfs files and kernel memory included */
    bytes_t output;     /* stdout; stderr has the same limit of its own */
    bytes_t file_size;  /* any file the program writes in its work directory */
    bytes_t stack;      /* stack of the main thread; 0 = as large as the memory limit */
    unsigned processes; /* processes and threads at one time */
};

/* How a run ended. */
enum run_end {
    RUN_EXITED,         /* by itself: code is the exit status */
    RUN_SIGNALED,       /* by a signal: code is its number */
    RUN_CPU_LIMIT,      /* used more CPU time than allowed */
    RUN_WALL_LIMIT,     /* still there at the wall limit */
    RUN_MEMORY_LIMIT,   /* exceeded the memory limit */
    RUN_OUTPUT_LIMIT,   /* wrote more to stdout or stderr than allowed */
    RUN_FILE_LIMIT,     /* wrote a larger file than allowed */
    RUN_PROCESS_LIMIT,  /* tried to have more processes than allowed */
    RUN_FORBIDDEN_CALL, /* made a system call that the profile kills for */
};

struct run_result {
    enum run_end end;
    int code;       /* exit status or signal number, as `end` says */
    nsec_t cpu;     /* user+system, from exec to the death of everything started */
    nsec_t wall;    /* from exec to the end of the main process */
    bytes_t memory; /* peak, without what the cell itself holds */
    bytes_t output; /* bytes on stdout */
    bool warm;      /* it was forked by an interpreter that waited */
    int product_fd; /* the product asked for, or -1; the caller closes it */
    char call[160]; /* RUN_FORBIDDEN_CALL: the call in words, "socket(AF_INET, SOCK_STREAM)" */
};

/* A file that lies in the work directory when the program starts (mode 0444). */
struct run_file {
    const char *name; /* no '/', at most 64 bytes */
    int fd;           /* its content: a regular file or memfd, read from the start; not owned */
};

/*
 * What to run. Everything is borrowed until cell_start returns. argv[0] is an absolute path inside
 * the cell ("/usr/bin/gcc") unless program_fd is given, which is then executed by descriptor. A
 * native program must be linked statically: at the level basic it sees no file but its own.
 * The three standard descriptors must be regular files or memfds; pass each run its own.
 */
struct run_request {
    enum profile profile;
    int program_fd;          /* a sealed memfd or read-only file, or -1 */
    const char *const *argv; /* NULL-terminated, at most 64 */
    int stdin_fd, stdout_fd, stderr_fd;
    const struct run_file *files; /* at most 8 */
    size_t file_count;
    const char *product; /* name of a regular file in the work directory to hand back, or NULL */
    /*
     * Not NULL: argv is a Python with its script last, and the run may be the fork of one that waits
     * in the cell, having loaded these modules ("re,collections"; "" for none). It sees what it would
     * see in an interpreter started anew, which it is where none can be had.
     */
    const char *warm;
    struct limits limits;
};

/* What a level gives on this host, in words for people; see sandbox_describe. */
struct sandbox_facts {
    enum isolation level;
    bool cgroup;           /* memory, CPU and processes are accounted by a cgroup */
    int cgroup_version;    /* 1 or 2, 0 without one */
    int landlock_abi;      /* basic: the kernel's Landlock version, 0 without */
    bool shows_dirs;       /* cell_open_showing shows its directory */
    char limits_note[512]; /* what this level does not enforce here; "" when nothing is missing */
};

/* The kernel's Landlock version, 0 without; for `winnow doctor`. */
int sandbox_landlock_abi(void);

struct sandbox; /* what all cells share: filters, cgroup parent, level */
struct cell;

/*
 * Takes the level asked for, or refuses with the reason and the remedy. With ISOLATION_AUTO takes
 * full, else user, else basic, else refuses. Removes what dead winnows left behind.
 */
int sandbox_open(struct sandbox **out, enum isolation level, struct err *err);
void sandbox_close(struct sandbox *sandbox); /* takes NULL; all cells must be closed */
void sandbox_describe(const struct sandbox *sandbox, struct sandbox_facts *facts);

/*
 * Opens a cell. `work_bytes` is the size of its work directory; `cpu_core` pins it to a core, where
 * the host allows it, or is -1. Costs some milliseconds, paid once.
 */
int cell_open(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
              struct err *err);

/*
 * The same with a directory of the host's (an absolute path) that programs find read-only at
 * SHOWN_DIR; what is renamed into it later appears there too. Where the level has no mounts of its
 * own, or the directory cannot be had, there is simply nothing at SHOWN_DIR. NULL: cell_open.
 */
#define SHOWN_DIR "/cache"
int cell_open_showing(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
                      const char *shown, struct err *err);
void cell_close(struct cell *cell); /* kills whatever runs in it; takes NULL */

int cell_fd(const struct cell *cell); /* readable when cell_finish will not block; not owned */
int cell_start(struct cell *cell, const struct run_request *request, struct err *err);
int cell_finish(struct cell *cell, struct run_result *result, struct err *err);

#endif
