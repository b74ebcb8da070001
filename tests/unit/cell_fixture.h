/* SPDX-License-Identifier: MIT */
/*
 * For the live tests of cells: a sandbox for a group of tests, a cell for each test, and runs of
 * tests/unit/inmate.c in it. Where the sandbox cannot be had the tests are skipped, or fail when
 * WINNOW_MUST_SANDBOX=1. Isolation 'full' is for root and 'user' for others, so root takes an ordinary
 * uid for that group: some limits of the kernel do not apply to uid 0.
 */
#ifndef TESTS_UNIT_CELL_FIXTURE_H
#define TESTS_UNIT_CELL_FIXTURE_H

#include "base/file.h"
#include "winnow/cleanup.h"
#include "winnow/sandbox.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <cmocka.h>

enum { NOBODY = 65534, ANSWER_MAX_MS = 300000 /* for what hangs */ };

struct world {
    enum isolation level;
    struct sandbox *sandbox; /* NULL: not to be had here */
    int inmate;              /* the program, a sealed memfd */
    struct cell *cell;       /* of the test */
    struct run_request request;
    const char *input;
    struct run_result result; /* of the last run */
    struct buf out, complaints;
    struct err err;
};

/* Compiles the inmate; called once, before any group, while we can read the sources. -1 on failure. */
static inline int compile_inmate(void)
{
    char path[] = "/tmp/winnow-inmate.XXXXXX", command[256];
    cleanup_with(buf_release) struct buf program = BUF_INIT((size_t)16 * MIB);
    int fd = mkstemp(path), rc;

    if (fd < 0)
        return -1;
    close(fd);
    snprintf(command, sizeof command,
             "gcc -std=c17 -D_GNU_SOURCE -O1 -static -o %s tests/unit/inmate.c", path);
    rc = system(command) == 0 && file_read(path, &program, NULL) == 0 ? 0 : -1;
    unlink(path);
    return rc < 0 ? -1 : file_memfd("inmate", program.data, program.len, NULL);
}

/* The one world of a test program. */
static inline struct world *the_world(void)
{
    static struct world world;

    return &world;
}

static inline bool must_sandbox(void)
{
    const char *must = getenv("WINNOW_MUST_SANDBOX");

    return must && strcmp(must, "1") == 0;
}

/*
 * Ignores the C library's own two signals, as posix_spawn does, and with it make and Python: a
 * program could detect that it inherited this.
 */
static inline void ignore_library_signals(void)
{
    struct {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        unsigned long mask;
    } action = {.handler = SIG_IGN};

    for (int sig = 32; sig <= 33; sig++)
        syscall(SYS_rt_sigaction, sig, &action, NULL, sizeof action.mask);
}

static inline int open_world(void **state, enum isolation level)
{
    struct world *w = the_world();

    ignore_library_signals();

    *state = w;
    w->level = level;
    w->out = w->complaints = (struct buf)BUF_INIT((size_t)4 * MIB);
    if (sandbox_open(&w->sandbox, level, &w->err) < 0) {
        w->sandbox = NULL;
        print_error("%s\n", w->err.msg);
        return must_sandbox() ? -1 : 0;
    }
    return 0;
}

static inline int open_full(void **state)
{
    return open_world(state, ISOLATION_FULL);
}

/* The change of uid makes a process undumpable, which then cannot write its own maps in /proc. */
static inline int open_user(void **state)
{
    if (geteuid() == 0 &&
        (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, 0) < 0 ||
         setresuid(NOBODY, NOBODY, 0) < 0 || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0))
        return -1;
    return open_world(state, ISOLATION_USER);
}

static inline int close_world(void **state)
{
    struct world *w = *state;
    uid_t real, effective, saved;

    sandbox_close(w->sandbox);
    w->sandbox = NULL;
    buf_release(&w->out);
    buf_release(&w->complaints);
    if (getresuid(&real, &effective, &saved) < 0)
        return -1;
    return saved == 0 && (setresuid(0, 0, 0) < 0 || setresgid(0, 0, 0) < 0) ? -1 : 0;
}

static inline void forget_product(struct world *w)
{
    if (w->result.product_fd > 0)
        close(w->result.product_fd);
    w->result.product_fd = -1;
}

static inline int open_cell(void **state)
{
    struct world *w = *state;

    w->input = "0123456789";
    w->result = (struct run_result){.product_fd = -1};
    w->request = (struct run_request){
        .profile = PROFILE_NATIVE,
        .program_fd = w->inmate,
        .limits = {.cpu = NSEC_PER_SEC,
                   .wall = 5 * NSEC_PER_SEC,
                   .memory = 64 * MIB,
                   .output = 64 * KIB,
                   .file_size = 64 * KIB,
                   .processes = 8},
    };
    if (!w->sandbox || cell_open(&w->cell, w->sandbox, 16 * MIB, -1, &w->err) == 0)
        return 0;
    print_error("%s\n", w->err.msg);
    return -1;
}

static inline int close_cell(void **state)
{
    struct world *w = *state;

    cell_close(w->cell);
    w->cell = NULL;
    forget_product(w);
    return 0;
}

static inline bool has_cgroup(const struct world *w)
{
    struct sandbox_facts facts;

    sandbox_describe(w->sandbox, &facts);
    return facts.cgroup;
}

/* The three files of a run, which the caller closes. */
static inline void make_files(const struct world *w, int fds[3])
{
    cleanup_fd int input = file_memfd("input", w->input, strlen(w->input), NULL);

    fds[0] = file_reopen(input, NULL);
    fds[1] = file_memfd_empty("stdout", NULL);
    fds[2] = file_memfd_empty("stderr", NULL);
}

/* Starts a run of argv with these files; 0, or -1 with w->err. */
static inline int start_with(struct world *w, const char *const *argv, const int fds[3])
{
    w->request.argv = argv;
    w->request.stdin_fd = fds[0];
    w->request.stdout_fd = fds[1];
    w->request.stderr_fd = fds[2];
    return cell_start(w->cell, &w->request, &w->err);
}

/* Starts a run of argv; 0, or -1 with w->err. The three files are the caller's to close. */
static inline int start(struct world *w, const char *const *argv, int fds[3])
{
    make_files(w, fds);
    return start_with(w, argv, fds);
}

/* Waits for the answer: 0, or -1 with w->err. Reads what was printed. */
static inline int finish(struct world *w, int fds[3])
{
    struct pollfd ready = {.fd = cell_fd(w->cell), .events = POLLIN};
    int rc;

    forget_product(w);
    if (poll(&ready, 1, ANSWER_MAX_MS) != 1)
        fail_msg("the cell does not answer");
    rc = cell_finish(w->cell, &w->result, &w->err);
    buf_clear(&w->out);
    buf_clear(&w->complaints);
    file_read_fd(fds[1], &w->out, NULL);
    file_read_fd(fds[2], &w->complaints, NULL);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
    return rc;
}

static inline void run_argv(struct world *w, const char *const *argv)
{
    int fds[3];

    if (start(w, argv, fds) < 0 || finish(w, fds) < 0)
        fail_msg("%s", w->err.msg);
}

/* Runs `inmate command arg`. */
static inline void run(struct world *w, const char *command, const char *arg)
{
    const char *const argv[] = {"inmate", command, arg, NULL};

    run_argv(w, argv);
}

static inline const char *said(const struct world *w)
{
    return buf_str(&w->out);
}

static inline void assert_ended(const struct world *w, enum run_end end, int code)
{
    if (w->result.end != end || w->result.code != code)
        fail_msg("ended with %d, code %d, not %d, %d; call '%s'; said '%.500s' '%.900s'",
                 w->result.end, w->result.code, end, code, w->result.call, said(w),
                 buf_str(&w->complaints));
}

/* Runs it; it must exit with 0 and print exactly this. */
static inline void assert_says(struct world *w, const char *command, const char *arg,
                               const char *words)
{
    run(w, command, arg);
    assert_ended(w, RUN_EXITED, 0);
    assert_string_equal(said(w), words);
}

/* The pid of the newest cell's init: the child of ours with the highest number. */
static inline pid_t find_init(void)
{
    cleanup_dir DIR *proc = opendir("/proc");
    const struct dirent *entry;
    pid_t found = -1;

    while (proc && (entry = readdir(proc))) {
        char path[300], stat[512] = "";
        cleanup_file FILE *file = NULL;
        int pid, parent;

        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        file = fopen(path, "re");
        if (file && fgets(stat, sizeof stat, file) &&
            sscanf(stat, "%d (winnow-cell) %*c %d", &pid, &parent) == 2 && parent == getpid() &&
            pid > found)
            found = pid;
    }
    return found;
}

/* How many descriptors a process has open; -1 if its /proc cannot be read. */
static inline int count_descriptors(pid_t pid)
{
    char path[64];
    cleanup_dir DIR *dir = NULL;
    int n = 0;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    dir = opendir(path);
    while (dir && readdir(dir))
        n++;
    return dir ? n : -1;
}

/* Begins each test; skips it where there is no sandbox. */
#define WORLD(w)                                                                                   \
    struct world *w = *state;                                                                      \
    if (!w->cell)                                                                                  \
    skip()

#define IN_CELL(test) cmocka_unit_test_setup_teardown(test, open_cell, close_cell)

/* Runs the tests at both levels. The result is for main: the number of failures. */
#define RUN_AT_ALL_LEVELS(name, tests)                                                             \
    (the_world()->inmate = compile_inmate(),                                                       \
     (the_world()->inmate < 0) +                                                                   \
         (geteuid() == 0                                                                           \
              ? cmocka_run_group_tests_name(name " (full)", tests, open_full, close_world)         \
              : 0) +                                                                               \
         cmocka_run_group_tests_name(name " (user)", tests, open_user, close_world))

#endif
