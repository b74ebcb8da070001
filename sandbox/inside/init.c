/* SPDX-License-Identifier: MIT */
/*
 * The cell's init: pid 1 of its own pid namespace. Builds the cell, then takes one request after
 * the other until the socket ends. It is small, makes no decision about verdicts, and when it dies
 * the kernel kills all that is left in the cell.
 */
#include "sandbox/inside/basic.h"
#include "sandbox/warm/warm.h"

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
    int oom_dir;
    int null; /* /dev/null, which lies on 0, 1 and 2 between runs */
    void *stack;
};

enum { CHILD_STACK = 64 * 1024 };

static int write_proc(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int rc = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : -1;

    if (fd >= 0)
        close(fd);
    return rc;
}

/*
 * Keeps the kernel from killing init for its group's memory: when the program is dying already and
 * its memory is not free yet, init would be next. It needs CAP_SYS_RESOURCE, which only real root
 * has; for the others it remains that init allocates next to nothing while a program runs.
 */
static void hide_from_oom_killer(int oom_dir)
{
    int fd = openat(oom_dir, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)!write(fd, "-1000", 5);
    close(fd);
}

/* One uid inside for the one outside (user_namespaces(7)); setgroups must be given up first. */
static int map_user(const struct cell_setup *setup)
{
    char map[64];

    if (setup->level != ISOLATION_USER)
        return 0;
    snprintf(map, sizeof map, "%u %u 1", setup->uid, setup->outer_uid);
    if (write_proc("/proc/self/setgroups", "deny") < 0 || write_proc("/proc/self/uid_map", map) < 0)
        return -1;
    snprintf(map, sizeof map, "%u %u 1", setup->gid, setup->outer_gid);
    return write_proc("/proc/self/gid_map", map);
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/*
 * Closes everything but the socket and the group's files, which stay where they are. The standard
 * descriptors are kept occupied until /dev/null can be put there.
 */
static int close_others(const struct cell_setup *setup)
{
    const struct cgroup_cell *g = &setup->cgroup;
    int keep[] = {setup->socket,    g->procs[0], g->procs[1],       g->procs[2],
                  g->memory_max,    g->cpu,      g->memory_current, g->memory_peak,
                  g->memory_events, g->pids_max, g->pids_events,    setup->warm_library};
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

/* Limits what any later exec could gain; init itself keeps what it needs to clean up. */
static int give_up_privileges(const struct cell_setup *setup)
{
    /* Who has no privileges cannot drop them from the bounding set, and with no_new_privs need not:
       only an exec that gains privileges would look at it. */
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
 * Every signal to its default. Raw calls: signal(3) refuses the two that the C library keeps for
 * itself (32 and 33), and posix_spawn, as make uses it, leaves just those ignored.
 */
static void default_signals(void)
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
    sigset_t all;

    /* Without a pid namespace, init must outlive winnow for the moment in which it cleans up; it
       learns of winnow's end from the socket. Orphans must come to it and not to the host's init. */
    if (setup->level == ISOLATION_BASIC)
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    else
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "winnow-cell");
    umask(022); /* the user's may be stricter, and then the programs' uid could read nothing */
    setsid();
    /* Init watches descriptors, not signals; its children unblock theirs. */
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    default_signals();
    if (setup->cpu_core >= 0) {
        cpu_set_t core;

        CPU_ZERO(&core);
        CPU_SET((size_t)setup->cpu_core, &core);
        (void)sched_setaffinity(0, sizeof core, &core); /* a wish: no promise hangs on it */
    }
    return close_others(setup);
}

/* Puts /dev/null on the standard descriptors, so that no run's files stay open between runs. */
static int park_standard_fds(int null)
{
    for (int fd = 0; fd < 3; fd++)
        if (dup2(null, fd) < 0)
            return -1;
    return 0;
}

/* The set-up of a cell, in order. */
static int build(struct init *init, struct failure *f)
{
    const struct cell_setup *setup = init->setup;

    f->stage = STAGE_NAMESPACES;
    if (set_up_process(setup) < 0)
        return -1;
    if (setup->level != ISOLATION_BASIC && sethostname("winnow", 6) < 0)
        return -1;
    f->stage = STAGE_CGROUP;
    if (setup->has_cgroup && cgroup_cell_join(&setup->cgroup) < 0)
        return -1;
    f->stage = STAGE_USER_MAP;
    if (map_user(setup) < 0)
        return -1;
    f->stage = STAGE_ROOT;
    if (setup->level == ISOLATION_BASIC)
        init->oom_dir = basic_open_proc();
    else if (root_build(setup, &init->oom_dir) < 0)
        return -1;
    hide_from_oom_killer(init->oom_dir);
    f->stage = STAGE_PRIVILEGES;
    if (give_up_privileges(setup) < 0)
        return -1;
    f->stage = STAGE_CLONE;
    warm_open(&init->warm, setup->warm_library, init->oom_dir);
    init->stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    init->null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (init->stack == MAP_FAILED || init->null < 0 || park_standard_fds(init->null) < 0)
        return -1;
    f->stage = STAGE_NONE;
    return 0;
}

/* Sets the group up for a run: its limits above what it holds already, its counters marked. */
static int reset_counters(const struct cell_setup *setup, const struct limits *limits,
                          unsigned others, struct cgroup_usage *before)
{
    const struct cgroup_cell *group = &setup->cgroup;
    bytes_t plumbing = 2 * (limits->output + 4 * KIB);

    memset(before, 0, sizeof *before);
    if (!setup->has_cgroup)
        return 0;
    if (cgroup_cell_reset_peak(group) < 0 || cgroup_cell_read(group, before) < 0)
        return -1;
    return cgroup_cell_limit(group, before->memory + limits->memory + plumbing,
                             limits->processes + 1 + others);
}

static int take_standard_fds(const struct request_view *view)
{
    for (int fd = 0; fd < 3; fd++)
        if (dup2(view->fds[fd], fd) < 0)
            return -1;
    return 0;
}

/*
 * A program that the kernel would not execute: too big for its memory, or no program at all, is the
 * program's own fault. Anything else is ours.
 */
static bool blame_program(const struct run *run, struct wire_answer *answer)
{
    if (run->failure.stage != STAGE_EXEC)
        return false;
    if (run->failure.error == ENOMEM) {
        answer->end = RUN_MEMORY_LIMIT;
        return true;
    }
    answer->end = RUN_SIGNALED;
    answer->code = SIGKILL;
    return run->failure.error == ENOEXEC;
}

int kill_run(const struct run *run)
{
    /* Without a pid namespace -1 would be everybody. The group cannot be left (policy_tables.c),
       and its number cannot be another's while its leader has not been reaped. */
    if (run->setup->level != ISOLATION_BASIC)
        return kill(-1, SIGKILL);
    return run->pid > 0 ? kill(-run->pid, SIGKILL) : 0;
}

_Noreturn void cell_leave(const struct cell_setup *setup, const struct run *run)
{
    if (setup->level == ISOLATION_BASIC) {
        if (run)
            (void)kill_run(run);
        while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR) {
        }
        basic_remove_dir(setup->work_dir);
    }
    _exit(0); /* else the kernel kills the rest, and mounts go with their namespace */
}

static void close_fd(int fd)
{
    if (fd >= 0)
        close(fd);
}

/* After a failure: supervise has not seen to it. */
static void kill_all(struct init *init, const struct run *run)
{
    pid_t pid;

    (void)kill_run(run);
    while ((pid = waitpid(-1, NULL, __WALL)) > 0)
        warm_gone(&init->warm, pid);
}

/* One run, from clean to clean. */
static void serve(struct init *init, const struct request_view *view, struct wire_answer *answer,
                  int *product)
{
    struct cgroup_usage before;
    struct run run = {.setup = init->setup,
                      .wire = &init->wire,
                      .view = view,
                      .listener = -1,
                      .pidfd = -1,
                      .ruleset = -1,
                      .opened = -1,
                      .oom_dir = init->oom_dir,
                      .warm = &init->warm};
    struct warm_interpreter *waiting;
    enum stage stage;
    bool over = false; /* and nothing is left of it */

    stage = STAGE_WORK;
    if (work_empty(init->setup, &init->work) < 0 || take_standard_fds(view) < 0)
        goto fail;
    /* Not filtered yet, it must find nothing of the candidate's, whatever it does instead of waiting. */
    waiting = warm_ready(&init->warm, &run, init->stack, CHILD_STACK);
    if (work_prepare(init->setup, view, (enum profile)init->wire.profile, &init->work) < 0)
        goto fail;
    stage = STAGE_COUNTERS;
    if (reset_counters(init->setup, &init->wire.limits, warm_count(&init->warm), &before) < 0)
        goto fail;
    stage = STAGE_FILTER;
    if (init->setup->landlock_abi > 0) {
        run.ruleset =
            basic_ruleset(init->setup, (enum profile)init->wire.profile, view->program_fd);
        if (run.ruleset < 0)
            goto fail;
    }
    run.own_before = own_cpu();
    answer->warm = waiting && warm_spawn(&init->warm, waiting, &run, &before) == 0;
    if (!answer->warm && spawn_program(&run, init->stack, CHILD_STACK) < 0) {
        if (blame_program(&run, answer))
            goto out;
        stage = run.failure.stage;
        errno = run.failure.error;
        goto fail;
    }
    stage = STAGE_SUPERVISE;
    if (supervise(&run, &before, answer) < 0)
        goto fail;
    over = true;
    stage = STAGE_PRODUCT;
    if (view->product && work_open_product(init->setup, view->product, product) < 0)
        goto fail;
    goto out;
fail:
    answer->stage = stage;
    answer->error = errno;
out:
    if (!over)
        kill_all(init, &run);
    close_fd(run.ruleset);
    close_fd(run.listener);
    close_fd(run.pidfd);
    park_standard_fds(init->null);
    work_check(init->setup, view, &init->work);
}

static void send_answer(const struct init *init, struct wire_answer *answer, int product)
{
    answer->size = sizeof *answer;
    answer->has_product = product >= 0;
    if (wire_send(init->setup->socket, answer, sizeof *answer, &product, product >= 0) < 0)
        cell_leave(init->setup, NULL);
}

/* Takes requests until winnow closes its end. */
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
            serve(init, &view, &answer, &product);
        }
        for (int i = 0; i < fd_count; i++)
            close(fds[i]);
        send_answer(init, &answer, product);
        close_fd(product);
    }
}

_Noreturn void cell_init_main(const struct cell_setup *setup)
{
    struct init init = {.setup = setup, .oom_dir = -1, .null = -1};
    struct failure failure = {STAGE_NONE, 0};
    struct wire_answer hello = {0};

    if (build(&init, &failure) < 0) {
        hello.stage = failure.stage;
        hello.error = errno;
    }
    send_answer(&init, &hello, -1);
    if (hello.stage != STAGE_NONE)
        _exit(1);
    serve_forever(&init);
}
