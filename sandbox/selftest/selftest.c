/* SPDX-License-Identifier: MIT */
#include "sandbox/selftest/selftest.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* program.c, linked, as bytes (Makefile: ld -r -b binary). */
extern const char _binary_selftest_program_start[], _binary_selftest_program_end[];

/*
 * Times that are not under test are far away: on a busy host, where a page fault took 60 µs and 20 programs wanted each
 * core, a second of CPU was over before the memory limit was, and `auto` took a weaker level.
 */
enum { ANSWER_MAX_MS = 300000 };

static const struct limits roomy = {.cpu = 8 * NSEC_PER_SEC,
                                    .wall = 240 * NSEC_PER_SEC,
                                    .memory = 64 * MIB,
                                    .output = MIB,
                                    .file_size = MIB,
                                    .processes = 16};

/* One run of the program; a limit of 0 is as in `roomy`. */
struct selftest_case {
    const char *deed;
    const char *promise; /* of the level; it does not hold when the run ends otherwise */
    struct limits tight;
    enum run_end end; /* how it must end where nothing is missing */
    int code;
};

static const struct selftest_case cases[] = {
    {"good", "running an honest program", {0}, RUN_EXITED, 0},
    {"spin", "the CPU time limit", {.cpu = 5 * NSEC_PER_MS}, RUN_CPU_LIMIT, 0},
    {"idle", "the wall time limit", {.wall = 10 * NSEC_PER_MS}, RUN_WALL_LIMIT, 0},
    {"idle", "the limit of idle time", {.idle = 10 * NSEC_PER_MS}, RUN_IDLE_LIMIT, 0},
    {"grow", "the memory limit", {.memory = 24 * MIB}, RUN_MEMORY_LIMIT, 0},
    {"print", "the output limit", {.output = 4 * KIB, .file_size = 4 * KIB}, RUN_OUTPUT_LIMIT, 0},
    {"file", "the file size limit", {.output = 4 * KIB, .file_size = 4 * KIB}, RUN_FILE_LIMIT, 0},
    {"fork", "the process limit", {.processes = 4}, RUN_PROCESS_LIMIT, 0},
    {"stack", "the stack limit", {.stack = 64 * KIB}, RUN_SIGNALED, SIGSEGV},
    {"socket", "the system-call filter", {0}, RUN_FORBIDDEN_CALL, 0},
    {"look", "closing off the host's files", {0}, RUN_EXITED, ENOENT},
};

/*
 * Under AddressSanitizer, init's shadow memory is charged to the cell when it is touched, and with a
 * small limit it is init that exceeds it. The release build tries this limit, and tests with larger
 * limits do.
 */
#ifdef __SANITIZE_ADDRESS__
static const bool instrumented = true;
#else
static const bool instrumented = false;
#endif

/* The case for this level, which promises less without a cgroup or without namespaces. */
static struct selftest_case expected(const struct selftest_case *full, enum isolation level,
                                     bool has_cgroup)
{
    struct selftest_case t = *full;
    bool basic = level == ISOLATION_BASIC;

    if (strcmp(t.deed, "file") == 0 && basic)
        t.end = RUN_EXITED, t.code = EACCES; /* solutions cannot write files there */
    if (strcmp(t.deed, "fork") == 0 && (basic || !has_cgroup))
        t.end = RUN_EXITED, t.code = EAGAIN; /* refused, but nothing counts refusals */
    if (strcmp(t.deed, "look") == 0 && basic && geteuid() != 0)
        t.code = EACCES; /* by Landlock; for root there is a chroot instead */
    return t;
}

/* Of an inherited limit (ulimit -t) as much as there is: a cell sets the limit two seconds above that of the run. */
static nsec_t roomy_cpu(void)
{
    const rlim_t above = 2;
    struct rlimit own;

    if (getrlimit(RLIMIT_CPU, &own) < 0 || own.rlim_max == RLIM_INFINITY ||
        own.rlim_max >= (rlim_t)(roomy.cpu / NSEC_PER_SEC) + above)
        return roomy.cpu;
    return own.rlim_max > above + 1 ? (nsec_t)(own.rlim_max - above) * NSEC_PER_SEC : NSEC_PER_SEC;
}

static struct limits limits_of(const struct selftest_case *t)
{
    struct limits l = roomy;

    l.cpu = t->tight.cpu ? t->tight.cpu : roomy_cpu();
    l.wall = t->tight.wall ? t->tight.wall : l.wall;
    l.idle = t->tight.idle;
    l.memory = t->tight.memory ? t->tight.memory : l.memory;
    l.output = t->tight.output ? t->tight.output : l.output;
    l.file_size = t->tight.file_size ? t->tight.file_size : l.file_size;
    l.stack = t->tight.stack;
    l.processes = t->tight.processes ? t->tight.processes : l.processes;
    return l;
}

/* A memfd with these bytes, its offset at 0; -1 with err. */
static int memfd_of(const char *name, const char *bytes, size_t n, struct err *err)
{
    cleanup_fd int fd = memfd_create(name, MFD_CLOEXEC);

    if (fd < 0 || (n > 0 && pwrite(fd, bytes, n, 0) != (ssize_t)n))
        return err_sys(err, ERR_JUDGE, "memfd");
    return steal_fd(&fd);
}

static int reopen_read_only(int fd)
{
    char path[32];

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static int run_case(struct cell *cell, int program, const struct selftest_case *t,
                    struct run_result *result, struct err *err)
{
    const char *const argv[] = {"selftest", t->deed, NULL};
    cleanup_fd int in = memfd_of("stdin", "line\n", 5, err);
    cleanup_fd int out = memfd_of("stdout", "", 0, err),
                   complaints = memfd_of("stderr", "", 0, err);
    cleanup_fd int input = in < 0 ? -1 : reopen_read_only(in);
    struct run_request request = {.profile = PROFILE_NATIVE,
                                  .program_fd = program,
                                  .argv = argv,
                                  .stdin_fd = input,
                                  .stdout_fd = out,
                                  .stderr_fd = complaints,
                                  .limits = limits_of(t)};
    struct pollfd answer = {.fd = cell_fd(cell), .events = POLLIN};

    if (in < 0 || out < 0 || complaints < 0)
        return -1;
    if (input < 0)
        return err_sys(err, ERR_JUDGE, "self-test: opening its input");
    if (cell_start(cell, &request, err) < 0)
        return -1;
    if (poll(&answer, 1, ANSWER_MAX_MS) != 1)
        return err_set(err, ERR_JUDGE, "self-test: the cell does not answer");
    return cell_finish(cell, result, err);
}

static int check_case(struct cell *cell, int program, struct selftest_case t, struct err *err)
{
    struct run_result result;

    if (run_case(cell, program, &t, &result, err) < 0)
        return err_wrap(err, "self-test of %s", t.promise);
    if (result.end == t.end && (result.code == t.code || t.end > RUN_SIGNALED))
        return 0;
    return err_set(err, ERR_INPUT,
                   "self-test: %s does not hold on this host (a program that tries it ends with "
                   "%d, %d instead of %d, %d)",
                   t.promise, (int)result.end, result.code, (int)t.end, t.code);
}

int selftest(struct cell *cell, enum isolation level, bool has_cgroup, struct err *err)
{
    size_t size =
        (uintptr_t)_binary_selftest_program_end - (uintptr_t)_binary_selftest_program_start;
    cleanup_fd int image = memfd_of("selftest", _binary_selftest_program_start, size, err);
    cleanup_fd int program = image < 0 ? -1 : reopen_read_only(image);

    if (image < 0)
        return -1;
    if (program < 0)
        return err_sys(err, ERR_JUDGE, "self-test: opening its program");
    close(steal_fd(&image)); /* a file that is open for writing cannot be executed */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!(instrumented && cases[i].end == RUN_MEMORY_LIMIT) &&
            check_case(cell, program, expected(&cases[i], level, has_cgroup), err) < 0)
            return -1;
    return 0;
}
