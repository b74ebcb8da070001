/* SPDX-License-Identifier: MIT */
/*
 * The interface of the sandbox: cells in which untrusted programs run.
 *
 * A cell is a sandbox that stays alive between runs: namespaces of its own, a minimal read-only root, a
 * cgroup and a small init that starts one program at a time. sandbox/README.md describes how it works
 * and what it protects from. Its use:
 *
 *     sandbox_open  once                 tests the host, compiles the filters, prepares cgroups
 *     cell_open     once per job slot    makes a cell, which waits
 *     cell_start    per run              sends it a program; returns at once
 *     cell_finish   per run              when cell_fd() is readable: receives the result
 *     cell_close, sandbox_close
 *
 * What a program did is data (struct run_result). An error from these functions is always a failure
 * of the judge and never says anything about the program. After an error the cell must be closed.
 */
#ifndef WINNOW_SANDBOX_H
#define WINNOW_SANDBOX_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The isolation levels; sandbox/README.md says what each enforces. */
enum isolation {
    ISOLATION_AUTO, /* the strongest that this host allows */
    ISOLATION_FULL, /* namespaces, cgroup, seccomp, a spare uid: needs root */
    ISOLATION_USER, /* the same through a user namespace, without privileges */
    ISOLATION_BASIC /* without namespaces: seccomp, rlimits, Landlock; as root a spare uid */
};

const char *isolation_name(enum isolation level);
int isolation_parse(const char *name, enum isolation *level, struct err *err);

/*
 * The kind of program; it decides the system-call filter. An interpreter is Python; a runtime is a
 * JVM, Node, Mono and the like.
 */
enum profile {
    PROFILE_NATIVE,
    PROFILE_INTERPRETER,
    PROFILE_RUNTIME,
    PROFILE_COMPILER,
    PROFILE_COUNT
};

/* The limits of a run. Each of them is enforced, or the run is refused. */
struct limits {
    nsec_t cpu;         /* user and system time of all processes of the program */
    nsec_t wall;        /* from start to the end of the main process, without `delayed` below */
    nsec_t idle;        /* in which it slept: no process of it ran, or waited for a core or a disk;
                           0: only the wall limit holds */
    bytes_t memory;     /* peak of all processes, tmpfs files and kernel memory included */
    bytes_t output;     /* of stdout; stderr has the same limit */
    bytes_t file_size;  /* any file the program writes in its work directory */
    bytes_t stack;      /* stack of the main thread; 0 = as large as the memory limit */
    unsigned processes; /* processes and threads at one time */
};

/* How a run ended. */
enum run_end {
    RUN_EXITED,         /* by itself: code is the exit status */
    RUN_SIGNALED,       /* by a signal: code is its number */
    RUN_CPU_LIMIT,      /* used more CPU time than allowed */
    RUN_WALL_LIMIT,     /* had not ended at the wall limit */
    RUN_IDLE_LIMIT,     /* slept for longer than allowed */
    RUN_MEMORY_LIMIT,   /* exceeded the memory limit */
    RUN_OUTPUT_LIMIT,   /* wrote more to stdout or stderr than allowed */
    RUN_FILE_LIMIT,     /* wrote a larger file than allowed */
    RUN_PROCESS_LIMIT,  /* tried to have more processes than allowed */
    RUN_FORBIDDEN_CALL, /* made a system call for which the profile kills */
    RUN_NOT_EXECUTABLE, /* program_fd is no program for this kernel: code is exec's errno */
};

struct run_result {
    enum run_end end;
    int code;       /* exit status, signal number or errno, as `end` says */
    nsec_t cpu;     /* user and system, from exec until all processes are dead */
    nsec_t wall;    /* from exec to the end of the main process */
    nsec_t delayed; /* time in which the host did not let it run; the wall limit leaves it out */
    bytes_t memory; /* peak, without the memory of the cell itself */
    /* `memory` is near the limit and inexact by as much as stdout and stderr take. It is exact when
       their pages exist before the run. */
    bool memory_unsure;
    bytes_t output; /* bytes on stdout */
    bool warm;      /* it was a fork of a waiting interpreter */
    int product_fd; /* the requested product, or -1; the caller closes it */
    nsec_t start;   /* CLOCK_MONOTONIC at exec: start + wall is when the main process ended */
    char call[160]; /* RUN_FORBIDDEN_CALL: the call in words, "socket(AF_INET, SOCK_STREAM)" */
};

/*
 * A file that is in the work directory when the program starts (mode 0555), or below it: the directories
 * on the way are made. The program can write to those in the product directory.
 */
enum { RUN_FILE_NAME_MAX = 128 };

struct run_file {
    const char *name; /* "lib/tree.h" */
    int fd;           /* its content: a regular file or memfd, read from the start; not owned */
};

/*
 * A run to start. Everything is borrowed until cell_start returns. argv[0] is an absolute path inside
 * the cell ("/usr/bin/gcc"), unless program_fd is given, which is then executed by descriptor. A native
 * program must be linked statically: at the level basic it sees no files of the host. The three
 * standard descriptors must be regular files, memfds or pipes, and different ones for each run. What
 * goes through a pipe is not limited by `limits.output`: whoever is at the other end counts it.
 */
struct run_request {
    enum profile profile;
    int program_fd;          /* a sealed memfd or read-only file, or -1 */
    const char *const *argv; /* NULL-terminated, at most 64 */
    int stdin_fd, stdout_fd, stderr_fd;
    const struct run_file *files; /* at most 100 */
    size_t file_count;
    const char *product; /* name of a regular file in the work directory to return, or NULL */
    /* The product is a directory instead, made before the run, in which the program can write at every
       level. What is in it is a stranger's: openat2 with RESOLVE_BENEATH, regular files only. */
    bool product_is_directory;
    /* A directory below the work directory, made for one of the files, in which the program starts; or NULL. Not
       with `warm`. */
    const char *start_in;
    /*
     * Not NULL: the run can be a fork of a process that waits in the cell. It was started by argv, and waits where it would
     * first look at the file `waits_at` (NULL: the last word), which must be the first that differs from run to run. It finds
     * the same as in a fresh start, which it gets where none can wait. Of a Python, `warm` names modules to load before
     * ("re,collections"; "" for none). A name that begins with '/' is a file of the caller's, in a place that is shown, with a
     * marshalled code object: it becomes the module called as the file is. Of other programs `warm` is "".
     */
    const char *warm, *waits_at;
    /* "NAME=VALUE" beside the fixed environment, NULL-terminated, at most 16; or NULL. Not with `warm`. */
    const char *const *environment;
    struct limits limits;
};

/* What a level provides on this host; see sandbox_describe. */
struct sandbox_facts {
    enum isolation level;
    bool cgroup;           /* a cgroup counts memory, CPU time and processes */
    int cgroup_version;    /* 1 or 2, 0 without one */
    int landlock_abi;      /* level basic: the kernel's Landlock version, 0 without */
    bool shows_dirs;       /* cell_open_showing shows its directory */
    char limits_note[512]; /* what this level does not enforce here; "" when nothing is missing */
};

/* The kernel's Landlock version, 0 without; for `winnow doctor`. */
int sandbox_landlock_abi(void);

struct sandbox; /* what all cells share: filters, cgroup parent, level */
struct cell;

/*
 * Provides the requested level, or fails with the reason and the remedy. ISOLATION_AUTO provides full,
 * else user, else basic, else fails. Removes the remains of winnows that have died.
 */
int sandbox_open(struct sandbox **out, enum isolation level, struct err *err);
/*
 * The same for a level (not auto) that the caller knows to have passed its self-test on this host: neither a cell nor its
 * limits are tried again.
 */
int sandbox_open_tested(struct sandbox **out, enum isolation level, struct err *err);
void sandbox_close(struct sandbox *sandbox); /* takes NULL; all cells must be closed */
void sandbox_describe(const struct sandbox *sandbox, struct sandbox_facts *facts);

/*
 * From now on new cells show this file or directory of the host too, read-only, at the same path;
 * `path` is borrowed until sandbox_close. One that is not there, or that is shown already, is none.
 * -1: too many. For toolchains outside of /usr/bin, /usr/lib and /usr/include.
 */
int sandbox_show(struct sandbox *sandbox, const char *path, struct err *err);

/* From now on no interpreter waits in new cells: each run starts its own. */
void sandbox_start_anew(struct sandbox *sandbox);

/*
 * Opens a cell. `work_bytes` is the size of its work directory; `cpu_core` is a core to pin it to, where
 * the host allows that, or -1. Takes some milliseconds.
 */
int cell_open(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
              struct err *err);

/*
 * The same with a directory of the host (an absolute path), which programs see read-only at SHOWN_DIR;
 * files that are renamed into it later appear there too. Where the level has no mounts of its own, or
 * the directory cannot be opened, SHOWN_DIR does not exist. NULL: the same as cell_open.
 */
#define SHOWN_DIR "/cache"
int cell_open_showing(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
                      const char *shown, struct err *err);

/*
 * The same, but returns at once: most of that time is spent waiting for the kernel. Runs can be started before the cell is
 * ready. The first time that cell_fd is readable is for cell_is_ready, not for cell_finish.
 */
int cell_begin(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
               const char *shown, struct err *err);
bool cell_is_begun(const struct cell *cell);           /* and not known to be ready yet */
int cell_is_ready(struct cell *cell, struct err *err); /* waits; 0, or -1: the cell cannot be had */

void cell_close(struct cell *cell); /* kills all processes in it; takes NULL */

int cell_fd(const struct cell *cell); /* readable when cell_finish will not block; not owned */
int cell_start(struct cell *cell, const struct run_request *request, struct err *err);
int cell_finish(struct cell *cell, struct run_result *result, struct err *err);
/*
 * The program waits for somebody else now, such as the one that it talks with: while it does, its idle time stands
 * still. A run starts without waiting.
 */
void cell_hold_idle(struct cell *cell, bool waits);

#endif
