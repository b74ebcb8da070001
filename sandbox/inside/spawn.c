/* SPDX-License-Identifier: MIT */
/*
 * Starts a program: a clone that shares memory and descriptors with the cell's init until exec, as
 * vfork does. So
 *   - nothing is copied: it costs as much as posix_spawn;
 *   - a failure before exec is written into `struct cell_run`, which the program can never reach;
 *   - the descriptor of the filter's notifications appears in init's own table.
 * Init has put the run's files on 0, 1 and 2; all its other descriptors are close-on-exec, and exec
 * gives the program a table of its own. The child makes only system calls.
 */
#include "sandbox/inside/basic.h"
#include "sandbox/limits/clock.h"
#include "sandbox/warm/messages.h"
#include "sandbox/warm/warm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A fixed environment: runs are the same on every host, and no value of winnow's own leaks. */
#define ENVIRONMENT(work)                                                                               \
    {                                                                                                   \
        "PATH=/usr/bin:/bin", "HOME=" work, "TMPDIR=" work, "LANG=C.UTF-8",                             \
            "PYTHONHASHSEED=0", /* else the order of sets, and with it clusters, differ between runs */ \
            "PYTHONDONTWRITEBYTECODE=1", "ONLINE_JUDGE=1", NULL,                                        \
    }
static const char *const environment[] = ENVIRONMENT("/work");
static const char *const basic_environment[] = ENVIRONMENT("."); /* its path is random */
enum { FIXED_VARIABLES = sizeof environment / sizeof *environment - 1 };

static int set_rlimit(int resource, rlim_t value)
{
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};

    return setrlimit((__rlimit_resource_t)resource, &both);
}

/*
 * A stack that was asked for is a hard limit. Without one the stack is as large as the memory limit, which
 * bounds it too, and a program may raise it: such programs, written for other judges, take a refusal for
 * a failure. An ordinary user keeps the hard limit that winnow was started with.
 */
static int set_stack(const struct limits *l)
{
    struct rlimit limit = {.rlim_cur = (rlim_t)l->memory, .rlim_max = RLIM_INFINITY};

    if (l->stack)
        return set_rlimit(RLIMIT_STACK, (rlim_t)l->stack);
    if (setrlimit(RLIMIT_STACK, &limit) == 0)
        return 0;
    if (getrlimit(RLIMIT_STACK, &limit) < 0)
        return -1;
    limit.rlim_cur = (rlim_t)l->memory;
    return setrlimit(RLIMIT_STACK, &limit);
}

/*
 * How far the address space may exceed twice the memory limit where there is no cgroup. The limit is
 * held against the resident set, which init reads; this bounds what a program can take between two
 * looks. A smaller bound would crash programs that allocate memory and never touch it, which a cgroup
 * does not count. The C library reserves as much for each thread's stack as the main thread may have.
 * So it is for compilers too: Go's, javac and tsc run in runtimes that reserve gibibytes.
 */
static rlim_t address_space_spare(const struct cell_run *run)
{
    const struct limits *l = &run->wire->limits;

    return ((rlim_t)16 << 30) +
           ((rlim_t)l->processes + 1) * (rlim_t)(l->stack ? l->stack : l->memory);
}

/*
 * The rlimits. With a cgroup they are the second line: its limits come first and are exact. Without
 * one, RLIMIT_AS and RLIMIT_NPROC must hold. One byte more than the output limit can be written, so
 * that an output that is too long differs from one that is exactly as long as allowed.
 */
static int set_limits(const struct cell_run *run)
{
    const struct limits *l = &run->wire->limits;
    bytes_t largest = l->file_size > l->output ? l->file_size : l->output;
    /* A fork of an interpreter can lower this to the true number, but could not raise it. */
    unsigned others = run->starts ? WARM_PLACES : warm_count(run->warm);

    if (set_rlimit(RLIMIT_CPU, (rlim_t)(l->cpu / NSEC_PER_SEC) + 2) < 0 ||
        set_rlimit(RLIMIT_FSIZE, (rlim_t)largest + 1) < 0 || set_rlimit(RLIMIT_CORE, 0) < 0 ||
        set_stack(l) < 0 || set_rlimit(RLIMIT_NOFILE, 256) < 0 ||
        set_rlimit(RLIMIT_MEMLOCK, 0) < 0 || set_rlimit(RLIMIT_MSGQUEUE, 0) < 0)
        return -1;
    if (run->setup->has_cgroup)
        return 0;
    if (set_rlimit(RLIMIT_AS, 2 * (rlim_t)l->memory + address_space_spare(run)) < 0)
        return -1;
    /* RLIMIT_NPROC counts all processes of a uid: at the level basic an ordinary user's own too. */
    if (run->setup->level == ISOLATION_BASIC && !run->setup->spare_uid)
        return 0;
    return set_rlimit(RLIMIT_NPROC, (rlim_t)l->processes + 1 + others);
}

static int change_identity(const struct cell_setup *setup)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};

    /* Raw calls: the C library's wrappers would signal other threads, which are not there. */
    if (setup->spare_uid && (syscall(SYS_setresgid, setup->gid, setup->gid, setup->gid) < 0 ||
                             syscall(SYS_setresuid, setup->uid, setup->uid, setup->uid) < 0))
        return -1;
    return (int)syscall(SYS_capset, &header, none);
}

static int unblock_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL);
}

const struct policy_filter *spawn_filter(const struct cell_run *run)
{
    unsigned basic = run->setup->level == ISOLATION_BASIC ? POLICY_BASIC : 0;

    return &run->setup->filters[basic + run->wire->profile];
}

static int install_filter(struct cell_run *run)
{
    const struct policy_filter *filter = spawn_filter(run);
    struct sock_fprog program = {.len = filter->length, .filter = filter->code};

    policy_set_own_pid(filter, getpid());
    run->listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                 SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    return run->listener < 0 ? -1 : 0;
}

static void execute_program(struct cell_run *run, int program_fd)
{
    bool basic = run->setup->level == ISOLATION_BASIC;
    const char *const *fixed = basic ? basic_environment : environment;
    const char *env[FIXED_VARIABLES + WIRE_VARIABLES_MAX + 1];
    uint64_t key = spawn_filter(run)->start_key;
    size_t n = 0;

    for (; n < FIXED_VARIABLES; n++)
        env[n] = fixed[n];
    for (size_t i = 0; i < WIRE_VARIABLES_MAX && run->view->variables[i]; i++)
        env[n++] = run->view->variables[i];
    env[n] = NULL;
    run->start_cpu = clock_read(CLOCK_THREAD_CPUTIME_ID);
    run->start = clock_monotonic();
    if (install_filter(run) < 0)
        run->failure.stage = STAGE_FILTER;
    else
        syscall(SYS_execveat, program_fd, "", run->view->argv, env, AT_EMPTY_PATH, key);
}

/* Puts the descriptors where the library expects them; the child has its own table. */
static int place_warm_fds(const struct warm_start *start)
{
    int copies[3];

    for (int i = 0; i < 3; i++)
        if ((copies[i] = fcntl(start->fds[i], F_DUPFD_CLOEXEC, WARM_LIBRARY + 1)) < 0)
            return -1;
    for (int i = 0; i < 3; i++)
        if (dup2(start->standard, i) < 0 || dup2(copies[i], WARM_CONTROL + i) < 0)
            return -1;
    return 0;
}

/* The same program with warm/library/ loaded into it, and no filter yet. */
static void execute_interpreter(struct cell_run *run, int program_fd)
{
    enum { MORE = 3 };
    size_t n = 0;
    char script[WARM_KEY_MAX + 32], modules[WARM_KEY_MAX + 32], library[64];
    const char *env[FIXED_VARIABLES + MORE + 1];

    if (place_warm_fds(run->starts) < 0)
        return;
    snprintf(library, sizeof library, "LD_PRELOAD=/proc/self/fd/%d", WARM_LIBRARY);
    snprintf(script, sizeof script, WARM_SCRIPT "=%s", run->view->waits_at);
    snprintf(modules, sizeof modules, WARM_MODULES "=%s", run->view->warm);
    for (; n < FIXED_VARIABLES; n++)
        env[n] = environment[n];
    env[n++] = library;
    env[n++] = script;
    env[n++] = modules;
    env[n] = NULL;
    syscall(SYS_execveat, program_fd, "", run->view->argv, env, AT_EMPTY_PATH);
}

/* In the child: seals it step by step, then executes. It returns only after a failure. */
static void seal_and_execute(struct cell_run *run)
{
    const struct cell_setup *setup = run->setup;
    enum stage *stage = &run->failure.stage;
    bool basic = setup->level == ISOLATION_BASIC;
    int program_fd = run->view->program_fd;

    *stage = STAGE_CHDIR;
    if (program_fd < 0)
        program_fd = run->opened = open(run->view->argv[0], O_PATH | O_CLOEXEC);
    if (program_fd < 0 || chdir(setup->work_dir) < 0 ||
        (run->view->start_in && chdir(run->view->start_in) < 0) || setsid() < 0)
        return;
    umask(022);
    *stage = STAGE_LIMITS;
    /* Fixed addresses: what a program does must not change from run to run. The filter of some
       containers forbids this; the level basic, which runs there, reports it and goes on. */
    if ((personality(ADDR_NO_RANDOMIZE) < 0 && !basic) || set_limits(run) < 0)
        return;
    *stage = STAGE_OOM;
    /* When memory runs out, the kernel must kill the program and not the init that reports it. */
    if (write_text(run->proc, "self/oom_score_adj", "1000") < 0)
        return;
    *stage = STAGE_IDENTITY;
    if ((basic && basic_enter(run) < 0) || change_identity(setup) < 0)
        return;
    *stage = STAGE_FILTER;
    if (basic && basic_seal(run) < 0)
        return;
    *stage = STAGE_SIGNALS;
    if (unblock_signals() < 0)
        return;
    *stage = STAGE_EXEC;
    if (run->starts)
        execute_interpreter(run, program_fd);
    else
        execute_program(run, program_fd);
}

static int child_main(void *arg)
{
    struct cell_run *run = arg;

    seal_and_execute(run);
    run->failure.error = errno;
    _exit(1);
}

/* Returns when the child executes the program or has failed: only then did it write an errno. */
static int clone_child(struct cell_run *run, int flags)
{
    char *top = (char *)run->stack + CHILD_STACK;

    run->failure = (struct failure){.stage = STAGE_CLONE, .error = 0};
    run->pid = clone(child_main, top, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD | flags, run,
                     &run->pidfd);
    if (run->pid < 0) {
        run->pidfd = -1;
        run->failure.error = errno;
    }
    if (run->failure.error != 0)
        return -1;
    run->failure.stage = STAGE_NONE;
    return 0;
}

int spawn_program(struct cell_run *run)
{
    int rc = clone_child(run, CLONE_FILES);

    if (run->opened >= 0)
        close(run->opened); /* in the shared table: exec closes it in the program's copy alone */
    run->opened = -1;
    return rc;
}

pid_t spawn_interpreter(struct cell_run *run, const struct warm_start *start)
{
    const struct failure before = run->failure; /* this is not the start of the run */
    pid_t pid;
    int rc;

    run->starts = start;
    rc = clone_child(run, 0);
    run->starts = NULL;
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
