/* SPDX-License-Identifier: MIT */
/*
 * Starting a program: a clone that shares memory and descriptors with the cell's init until exec
 * (as vfork does), so that
 *   - nothing is copied: the price is that of posix_spawn;
 *   - a failure before exec is simply written into `struct run`, which the program can never reach;
 *   - the descriptor of the filter's notifications appears in init's own table.
 * Init has already put the run's files on 0, 1 and 2; all its other descriptors are close-on-exec,
 * and exec gives the program a table of its own. In the child only system calls are made.
 */
#include "sandbox/inside/basic.h"
#include "sandbox/warm/warm.h"
#include "sandbox/warm/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A fixed environment: runs are the same on every host, and nothing of ours leaks. */
#define ENVIRONMENT(work)                                                                             \
    {                                                                                                 \
        "PATH=/usr/bin:/bin", "HOME=" work, "TMPDIR=" work, "LANG=C.UTF-8",                           \
            "PYTHONHASHSEED=0", /* set order is else drawn anew for each run: so would be clusters */ \
            "PYTHONDONTWRITEBYTECODE=1", "ONLINE_JUDGE=1", NULL,                                      \
    }
static const char *const environment[] = ENVIRONMENT("/work");
static const char *const basic_environment[] = ENVIRONMENT("."); /* its path is chance */

static int limit(int resource, rlim_t value)
{
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};

    return setrlimit((__rlimit_resource_t)resource, &both);
}

/*
 * How far the address space may go beyond twice the memory limit where there is no cgroup. What
 * counts is the resident set, which init watches; this bounds what can be lost between two looks.
 * Closer, it would turn an allocation that is never touched, and is none with a cgroup, into a crash.
 */
#define ADDRESS_SPACE_SPARE ((rlim_t)16 << 30)

/*
 * A compiler touches what it asks for. At the level basic it is in a child of the process that init
 * watches, so that this is all that keeps a macro bomb from the memory of the host.
 */
static rlim_t address_space_spare(enum profile profile)
{
    return profile == PROFILE_COMPILER ? 0 : ADDRESS_SPACE_SPARE;
}

/*
 * The rlimits. With a cgroup they are the second line (its limits come first and are exact);
 * without one RLIMIT_AS and RLIMIT_NPROC are what holds. One byte more than the output limit may be
 * written, so that "too much" can be told from "exactly as much".
 */
static int set_limits(const struct run *run)
{
    const struct limits *l = &run->wire->limits;
    bytes_t largest = l->file_size > l->output ? l->file_size : l->output;
    bytes_t stack = l->stack ? l->stack : l->memory;
    /* Of an interpreter the forks lower it to what is true then; raise it they could not. */
    unsigned others = run->waits ? WARM_PLACES : warm_count(run->warm);

    if (limit(RLIMIT_CPU, (rlim_t)(l->cpu / NSEC_PER_SEC) + 2) < 0 ||
        limit(RLIMIT_FSIZE, (rlim_t)largest + 1) < 0 || limit(RLIMIT_CORE, 0) < 0 ||
        limit(RLIMIT_STACK, (rlim_t)stack) < 0 || limit(RLIMIT_NOFILE, 256) < 0 ||
        limit(RLIMIT_MEMLOCK, 0) < 0 || limit(RLIMIT_MSGQUEUE, 0) < 0)
        return -1;
    if (run->setup->has_cgroup)
        return 0;
    if (limit(RLIMIT_AS, 2 * (rlim_t)l->memory + address_space_spare(run->wire->profile)) < 0)
        return -1;
    /* At the basic level an ordinary user's count is that of all that he runs: no use. */
    if (run->setup->level == ISOLATION_BASIC && !run->setup->spare_uid)
        return 0;
    return limit(RLIMIT_NPROC, (rlim_t)l->processes + 1 + others);
}

/* Under memory pressure the kernel must take the program, not the init that tells of it. */
static int offer_to_oom_killer(const struct run *run)
{
    int fd = openat(run->oom_dir, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    int rc = fd >= 0 && write(fd, "1000", 4) == 4 ? 0 : -1;

    if (fd >= 0)
        close(fd);
    return rc;
}

static int change_identity(const struct cell_setup *setup)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};

    /* Raw calls: the C library's wrappers would signal the other threads it believes in. */
    if (setup->spare_uid && (syscall(SYS_setresgid, setup->gid, setup->gid, setup->gid) < 0 ||
                             syscall(SYS_setresuid, setup->uid, setup->uid, setup->uid) < 0))
        return -1;
    return (int)syscall(SYS_capset, &header, none);
}

static int reset_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL);
}

const struct filter *spawn_filter(const struct run *run)
{
    unsigned basic = run->setup->level == ISOLATION_BASIC ? POLICY_BASIC : 0;

    return &run->setup->filters[basic + run->wire->profile];
}

static int install_filter(struct run *run)
{
    const struct filter *filter = spawn_filter(run);
    struct sock_fprog program = {.len = filter->length, .filter = filter->code};
    long fd;

    policy_set_own_pid(filter, getpid());
    fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);

    if (fd < 0)
        return -1;
    run->listener = (int)fd;
    return 0;
}

static int execute(struct run *run, int program_fd)
{
    const char *const *env = run->setup->level == ISOLATION_BASIC ? basic_environment : environment;
    uint64_t key = spawn_filter(run)->start_key;
    struct timespec used, now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    clock_gettime(CLOCK_MONOTONIC, &now);
    run->start_cpu = used.tv_sec * NSEC_PER_SEC + used.tv_nsec;
    run->start = now.tv_sec * NSEC_PER_SEC + now.tv_nsec;
    if (install_filter(run) < 0) {
        run->failure.stage = STAGE_FILTER;
        return -1;
    }
    return (int)syscall(SYS_execveat, program_fd, "", run->view->argv, env, AT_EMPTY_PATH, key);
}

/* Puts what init gave it where it looks for it; the descriptors are its own copies. */
static int take_warm_fds(const struct spawn_warm *how)
{
    int copies[3];

    for (int i = 0; i < 3; i++)
        if ((copies[i] = fcntl(how->fds[i], F_DUPFD_CLOEXEC, WARM_LIBRARY + 1)) < 0)
            return -1;
    for (int i = 0; i < 3; i++)
        if (dup2(how->standard, i) < 0 || dup2(copies[i], WARM_CONTROL + i) < 0)
            return -1;
    return 0;
}

/* An interpreter that will wait: the same program with our library in it, and no filter yet. */
static int execute_waiting(struct run *run, int program_fd)
{
    enum { OWN = sizeof environment / sizeof *environment - 1, MORE = 3 };
    size_t n = 0;
    char script[WARM_KEY_MAX + 32], modules[WARM_KEY_MAX + 32], library[64];
    const char *env[OWN + MORE + 1];
    const char *const *last = run->view->argv;

    if (take_warm_fds(run->waits) < 0)
        return -1;
    while (last[1])
        last++;
    snprintf(library, sizeof library, "LD_PRELOAD=/proc/self/fd/%d", WARM_LIBRARY);
    snprintf(script, sizeof script, WARM_SCRIPT "=%s", *last);
    snprintf(modules, sizeof modules, WARM_MODULES "=%s", run->waits->modules);
    while (environment[n]) {
        env[n] = environment[n];
        n++;
    }
    env[n++] = library;
    env[n++] = script;
    env[n++] = modules;
    env[n] = NULL;
    return (int)syscall(SYS_execveat, program_fd, "", run->view->argv, env, AT_EMPTY_PATH);
}

/* The child's half: the sealing of a program, in order. */
static int child(void *arg)
{
    struct run *run = arg;
    struct failure *f = &run->failure;
    bool basic = run->setup->level == ISOLATION_BASIC;
    int program_fd = run->view->program_fd;

    f->stage = STAGE_CHDIR;
    if (program_fd < 0)
        program_fd = run->opened = open(run->view->argv[0], O_PATH | O_CLOEXEC);
    if (program_fd < 0 || chdir(run->setup->work_dir) < 0 || setsid() < 0)
        goto fail;
    umask(022);
    f->stage = STAGE_LIMITS;
    /* No address randomisation: what a program does must not change from run to run. */
    /* Some containers' own filters refuse it: at the basic level it is told, not demanded. */
    if ((personality(ADDR_NO_RANDOMIZE) < 0 && !basic) || set_limits(run) < 0)
        goto fail;
    f->stage = STAGE_OOM;
    if (offer_to_oom_killer(run) < 0)
        goto fail;
    f->stage = STAGE_IDENTITY;
    if ((basic && basic_enter(run) < 0) || change_identity(run->setup) < 0)
        goto fail;
    f->stage = STAGE_FILTER;
    if (basic && basic_seal(run) < 0)
        goto fail;
    f->stage = STAGE_SIGNALS;
    if (reset_signals() < 0)
        goto fail;
    f->stage = STAGE_EXEC;
    if (run->waits)
        execute_waiting(run, program_fd);
    else
        execute(run, program_fd);
fail:
    f->error = errno;
    _exit(1);
}

/* The child wrote an errno only if it came back from, or never reached, exec. */
static int clone_child(struct run *run, void *stack, size_t stack_size, int flags)
{
    char *top = (char *)stack + stack_size;

    run->failure = (struct failure){.stage = STAGE_CLONE, .error = 0};
    run->pid =
        clone(child, top, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD | flags, run, &run->pidfd);
    if (run->pid < 0) {
        run->pidfd = -1;
        run->failure.error = errno;
        return -1;
    }
    if (run->failure.error != 0)
        return -1;
    run->failure.stage = STAGE_NONE;
    return 0;
}

int spawn_program(struct run *run, void *stack, size_t stack_size)
{
    int rc = clone_child(run, stack, stack_size, CLONE_FILES);

    if (run->opened >= 0)
        close(run->opened); /* in the shared table: exec closes it in the program's copy alone */
    run->opened = -1;
    return rc;
}

pid_t spawn_interpreter(struct run *run, void *stack, size_t stack_size,
                        const struct spawn_warm *how)
{
    const struct failure before = run->failure; /* where the run is: this is not yet it */
    pid_t pid;
    int rc;

    run->waits = how;
    rc = clone_child(run, stack, stack_size, 0);
    run->waits = NULL;
    run->opened = -1; /* the child's own */
    if (run->pidfd >= 0)
        close(run->pidfd);
    run->pidfd = -1;
    pid = run->pid;
    run->pid = 0;
    if (rc < 0 && pid > 0)
        while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {
        }
    run->failure = before;
    return rc < 0 ? -1 : pid;
}
