/* SPDX-License-Identifier: MIT */
/*
 * The cell's init: process 1 of its pid namespace. It builds the cell, then carries out one request
 * after the other until the socket ends. It is small and decides nothing about verdicts; when it dies,
 * the kernel kills all processes that are left in the cell.
 */
#include "sandbox/inside/basic.h"
#include "sandbox/limits/clock.h"
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/securebits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct init {
    const struct cell_setup *setup;
    struct wire_request wire; /* the request under way */
    struct work_state work;
    struct warm warm;
    int proc;     /* see struct cell_run */
    int null;     /* /dev/null, which is on 0, 1 and 2 between runs */
    int last_pid; /* the kernel's last number in this pid namespace, or -1: it cannot be set */
    void *stack;  /* see struct cell_run */
};

int write_text(int dir, const char *path, const char *text)
{
    cleanup_fd int fd = openat(dir, path, O_WRONLY | O_CLOEXEC);

    return fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : -1;
}

/*
 * Keeps the kernel from killing init when its group is out of memory: while the program is dying and
 * its memory is not free yet, init would be next. This needs CAP_SYS_RESOURCE, which only real root
 * has. Without it the protection is that init allocates almost nothing while a program runs.
 */
static void hide_from_oom_killer(int proc)
{
    (void)write_text(proc, "self/oom_score_adj", "-1000");
}

/* Maps one uid and one gid (user_namespaces(7)); setgroups must be denied first. */
static int map_user(const struct cell_setup *setup)
{
    char map[64];

    if (setup->level != ISOLATION_USER)
        return 0;
    snprintf(map, sizeof map, "%u %u 1", setup->uid, setup->outer_uid);
    if (write_text(AT_FDCWD, "/proc/self/setgroups", "deny") < 0 ||
        write_text(AT_FDCWD, "/proc/self/uid_map", map) < 0)
        return -1;
    snprintf(map, sizeof map, "%u %u 1", setup->gid, setup->outer_gid);
    return write_text(AT_FDCWD, "/proc/self/gid_map", map);
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/*
 * Closes every descriptor but the socket, the library and the group's files, which keep their
 * numbers. 0, 1 and 2 stay open until /dev/null replaces them, so that nothing else gets a number
 * below 3.
 */
static int close_others(const struct cell_setup *setup)
{
    const struct cgroup_cell *g = &setup->cgroup;
    int keep[] = {setup->socket,      g->procs[0],      g->procs[1], g->procs[2],
                  g->procs[3],        g->memory_max,    g->cpu,      g->memory_current,
                  g->memory_peak,     g->memory_events, g->pids_max, g->pids_events,
                  setup->warm_library};
    unsigned next = 3;

    qsort(keep, sizeof keep / sizeof *keep, sizeof *keep, compare_ints);
    for (size_t i = 0; i < sizeof keep / sizeof *keep; i++) {
        if (keep[i] < 0)
            continue;
        if ((unsigned)keep[i] > next && close_range(next, (unsigned)keep[i] - 1, 0) < 0)
            return -1;
        next = (unsigned)keep[i] + 1;
    }
    return close_range(next, ~0u, 0);
}

/* Limits what any later exec can gain. Init itself keeps the privileges that it cleans up with. */
static int give_up_privileges(const struct cell_setup *setup)
{
    /* Without privileges nothing can be dropped from the bounding set, and nothing has to be: the
       kernel uses it only at an exec that gains privileges, which no_new_privs forbids. */
    bool ordinary = setup->level == ISOLATION_BASIC && !setup->spare_uid;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return -1;
    if (setup->spare_uid && syscall(SYS_setgroups, 0, NULL) < 0)
        return -1;
    for (unsigned long cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0 && !ordinary)
            return -1;
    if (errno != EINVAL && !ordinary) /* the end of the list */
        return -1;
    if (prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0) < 0 && !ordinary)
        return -1;
    return 0;
}

/*
 * Raw calls: signal(3) refuses the two signals that the C library uses itself (32 and 33). A parent
 * that calls posix_spawn, as make does, leaves exactly those ignored.
 */
static void reset_signal_handlers(void)
{
    struct {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        uint64_t mask;
    } action = {.handler = SIG_DFL};

    for (int sig = 1; sig < _NSIG; sig++)
        syscall(SYS_rt_sigaction, sig, &action, NULL, sizeof action.mask);
}

static int set_up_process(const struct cell_setup *setup)
{
    sigset_t blocked;

    /* Without a pid namespace, init must outlive winnow until it has cleaned up; winnow's end closes
       the socket. Orphans must become children of this init, not of the host's. */
    if (setup->level == ISOLATION_BASIC)
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    else
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "winnow-cell");
    umask(022); /* with a stricter one of the user's, the programs' uid could read nothing */
    setsid();
    /* Init uses no signals. Of those sent to process 1 of a namespace the kernel drops what has no
       handler; blocked ones it would keep, and at the level user they count to later runs (SigQ). */
    sigemptyset(&blocked);
    if (setup->level == ISOLATION_BASIC)
        sigfillset(&blocked); /* its children unblock theirs */
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    reset_signal_handlers();
    if (setup->cpu_core >= 0) {
        cpu_set_t core;

        CPU_ZERO(&core);
        CPU_SET((size_t)setup->cpu_core, &core);
        (void)sched_setaffinity(0, sizeof core, &core); /* no limit depends on it */
    }
    return close_others(setup);
}

/*
 * The number of the next process is one more than this file's. A run that starts many processes must not
 * leave a trace in the numbers of the next run.
 */
static int open_last_pid(const struct cell_setup *setup)
{
    return setup->level == ISOLATION_BASIC
               ? -1
               : open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
}

/* Waiting interpreters have numbers up to LAST_PID_RUN, and a run always the one above. */
#define LAST_PID_INTERPRETER "1"
#define LAST_PID_RUN         "31"

static void set_last_pid(const struct init *init, const char *number)
{
    if (init->last_pid >= 0) /* without it only the numbers differ */
        (void)!pwrite(init->last_pid, number, strlen(number), 0);
}

/* The set-up of a cell, in order. */
static int build_cell(struct init *init, enum stage *stage)
{
    const struct cell_setup *setup = init->setup;

    *stage = STAGE_NAMESPACES;
    if (set_up_process(setup) < 0)
        return -1;
    if (setup->level != ISOLATION_BASIC && sethostname("winnow", 6) < 0)
        return -1;
    *stage = STAGE_CGROUP;
    if (setup->has_cgroup && cgroup_cell_join(&setup->cgroup) < 0)
        return -1;
    *stage = STAGE_USER_MAP;
    if (map_user(setup) < 0)
        return -1;
    *stage = STAGE_ROOT;
    init->last_pid = open_last_pid(setup);
    if (setup->level == ISOLATION_BASIC)
        init->proc = basic_open_proc();
    else if (root_build(setup, &init->proc) < 0)
        return -1;
    hide_from_oom_killer(init->proc);
    *stage = STAGE_PRIVILEGES;
    if (give_up_privileges(setup) < 0)
        return -1;
    *stage = STAGE_CLONE;
    warm_open(&init->warm, setup->warm_library, init->proc, setup->socket);
    init->stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    init->null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (init->stack == MAP_FAILED || init->null < 0 || standard_fds_park(init->null) < 0)
        return -1;
    *stage = STAGE_NONE;
    return 0;
}

/*
 * Prepares the group for a run: reads its counters and sets its limits above what it holds already.
 * `others` is the number of waiting interpreters.
 */
static int reset_counters(const struct cell_run *run, unsigned others, struct cgroup_usage *before)
{
    const struct limits *limits = &run->wire->limits;
    const struct cell_setup *setup = run->setup;
    const struct cgroup_cell *group = &setup->cgroup;
    /* What the outputs can still take is charged, and subtracted again at the end. */
    bytes_t outputs = 2 * (limits->output + 4 * KIB) - run->outputs_before;

    memset(before, 0, sizeof *before);
    if (!setup->has_cgroup)
        return 0;
    if (cgroup_cell_reset_peak(group) < 0 || cgroup_cell_read(group, before) < 0)
        return -1;
    return cgroup_cell_limit(group, before->memory + limits->memory + (outputs > 0 ? outputs : 0),
                             limits->processes + 1 + others);
}

/* Errors of execve(2) that no content of a file can cause: the host lacks something. */
static bool is_lack_of_host(int error)
{
    static const int errors[] = {EAGAIN, EINTR, EIO, EMFILE, ENFILE, ETXTBSY};

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i] == error)
            return true;
    return false;
}

/*
 * True when the start failed because of the program itself, whose bytes are a stranger's: its headers
 * can name any interpreter and any addresses, so exec can fail with almost any errno. False when the
 * failure is the judge's: before exec, or where /usr has the program.
 */
static bool blame_program(const struct cell_run *run, struct wire_answer *answer)
{
    int error = run->failure.error;

    if (run->failure.stage != STAGE_EXEC)
        return false;
    if (error == ENOMEM) {
        answer->end = RUN_MEMORY_LIMIT;
        return true;
    }
    answer->end = RUN_NOT_EXECUTABLE;
    answer->code = error;
    return run->view->program_fd >= 0 && !is_lack_of_host(error);
}

int kill_run(const struct cell_run *run)
{
    /* Without a pid namespace, -1 would signal the host's processes. The filter lets no process leave
       the group (policy_tables.c), and no other group gets its number until its leader is reaped. */
    if (run->setup->level != ISOLATION_BASIC)
        return kill(-1, SIGKILL);
    return run->pid > 0 ? kill(-run->pid, SIGKILL) : 0;
}

_Noreturn void cell_leave(const struct cell_setup *setup, const struct cell_run *run)
{
    if (setup->level == ISOLATION_BASIC) {
        if (run)
            (void)kill_run(run);
        while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR) {
        }
        basic_remove_dir(setup->work_dir);
    }
    _exit(0); /* the kernel kills the rest of a pid namespace, and removes its mounts */
}

static void close_fd(int fd)
{
    if (fd >= 0)
        close(fd);
}

/* After a failure, when supervise has not killed and reaped everything. */
static void kill_all(struct init *init, const struct cell_run *run)
{
    pid_t pid;

    (void)kill_run(run);
    while ((pid = waitpid(-1, NULL, __WALL)) > 0)
        warm_gone(&init->warm, pid);
}

/*
 * Makes the cell ready for a run: an empty work directory, the run's files on 0, 1 and 2, a waiting
 * interpreter in *place if there can be one, the request's files, counters, Landlock's rules. The
 * interpreter has no filter yet. So it is started before any file of the candidate's is there, in
 * case that it does something else than wait.
 */
static int prepare_run(struct init *init, struct cell_run *run, struct warm_interpreter **place,
                       struct cgroup_usage *before, enum stage *stage)
{
    enum profile profile = (enum profile)init->wire.profile;

    *stage = STAGE_WORK;
    if (work_empty(init->setup, &init->work) < 0 || standard_fds_place(run) < 0)
        return -1;
    set_last_pid(init, LAST_PID_INTERPRETER);
    *place = fork_ready(run);
    if (work_prepare(init->setup, run->view, profile, &init->work) < 0)
        return -1;
    *stage = STAGE_COUNTERS;
    if (reset_counters(run, warm_count(&init->warm), before) < 0)
        return -1;
    *stage = STAGE_FILTER;
    if (init->setup->landlock_abi == 0)
        return 0;
    run->ruleset = basic_ruleset(init->setup, run->view, profile);
    return run->ruleset < 0 ? -1 : 0;
}

/* Carries out the request; 0, or -1 with errno and the stage. *dead: no process of it is left. */
static int run_program(struct init *init, struct cell_run *run, struct wire_answer *answer,
                       bool *dead, enum stage *stage)
{
    struct warm_interpreter *place;
    struct cgroup_usage before;

    if (prepare_run(init, run, &place, &before, stage) < 0)
        return -1;
    run->own_before = clock_own_cpu();
    set_last_pid(init, LAST_PID_RUN);
    answer->warm = place && fork_run(run, place, &before) == 0;
    if (!answer->warm && spawn_program(run) < 0) {
        *stage = run->failure.stage;
        errno = run->failure.error;
        return blame_program(run, answer) ? 0 : -1;
    }
    *stage = STAGE_SUPERVISE;
    if (standard_fds_release_pipes(init->null, run->view) < 0 ||
        supervise(run, &before, answer) < 0)
        return -1;
    *dead = true;
    return 0;
}

/* One run. It begins with a clean cell and leaves a clean cell, but for the work directory. */
static void serve_request(struct init *init, const struct request_view *view,
                          struct wire_answer *answer, int *product)
{
    struct cell_run run = {.setup = init->setup,
                           .wire = &init->wire,
                           .view = view,
                           .stack = init->stack,
                           .proc = init->proc,
                           .listener = -1,
                           .pidfd = -1,
                           .ruleset = -1,
                           .opened = -1,
                           .warm = &init->warm};
    enum stage stage = STAGE_NONE;
    bool dead = false;
    int rc = run_program(init, &run, answer, &dead, &stage);

    if (dead && view->product) {
        stage = STAGE_PRODUCT;
        rc = work_open_product(init->setup, view, product);
    }
    if (rc < 0) {
        answer->stage = stage;
        answer->error = errno;
    }
    if (!dead)
        kill_all(init, &run);
    close_fd(run.ruleset);
    close_fd(run.listener);
    close_fd(run.pidfd);
    standard_fds_park(init->null);
    work_check(init->setup, view, &init->work);
}

static void send_answer(const struct init *init, struct wire_answer *answer, int product)
{
    answer->size = sizeof *answer;
    answer->has_product = product >= 0;
    if (wire_send(init->setup->socket, answer, sizeof *answer, &product, product >= 0) < 0)
        cell_leave(init->setup, NULL);
}

/* Carries out requests until winnow closes its end of the socket. */
static _Noreturn void serve_forever(struct init *init)
{
    for (;;) {
        struct wire_answer answer = {0};
        struct request_view view;
        int fds[WIRE_FDS_MAX], fd_count, product = -1;
        ssize_t n = wire_receive(init->setup->socket, &init->wire, sizeof init->wire, fds,
                                 WIRE_FDS_MAX, &fd_count);

        if (n == 0 || (n < 0 && errno != EMSGSIZE))
            cell_leave(init->setup, NULL);
        if (n < 0 || wire_unpack(&view, &init->wire, (size_t)n, fds, fd_count) < 0) {
            answer.stage = STAGE_REQUEST;
            answer.error = EBADMSG;
        } else {
            serve_request(init, &view, &answer, &product);
        }
        for (int i = 0; i < fd_count; i++)
            close(fds[i]);
        send_answer(init, &answer, product);
        close_fd(product);
    }
}

_Noreturn void cell_init_main(const struct cell_setup *setup)
{
    struct init init = {.setup = setup, .proc = -1, .null = -1};
    enum stage stage = STAGE_NONE;
    struct wire_answer hello = {0};

    if (build_cell(&init, &stage) < 0) {
        hello.stage = stage;
        hello.error = errno;
    }
    send_answer(&init, &hello, -1);
    if (hello.stage != STAGE_NONE)
        _exit(1);
    serve_forever(&init);
}
