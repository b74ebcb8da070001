/* SPDX-License-Identifier: MIT */
/* winnow's end of a cell: opening it, sending requests, closing it. */
#include "sandbox/inside/basic.h"
#include "sandbox/host.h"
#include "sandbox/limits/clock.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { LEAVE_MAX_MS = 5000 }; /* for the init of the level basic to end by itself */

struct cell {
    bool is_begun; /* not known to be ready */
    struct cell_setup setup;
    int socket;
    int pidfd;
    pid_t pid;
};

/*
 * Uids that no distribution, container or account uses (systemd's UIDS-GIDS lists 0x70000000 to
 * 0x7ffffffe as unused). One per cell, so that cells do not share the kernel's counters per uid.
 */
static uid_t spare_uid(unsigned number)
{
    return 0x70000000u + ((unsigned)getpid() & 0xfffff) * 64 + number % 64;
}

static unsigned long namespace_flags(enum isolation level)
{
    unsigned long flags =
        CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

    if (level == ISOLATION_BASIC)
        return 0;
    return level == ISOLATION_USER ? flags | CLONE_NEWUSER : flags;
}

static void describe_setup(struct cell_setup *setup, const struct sandbox *sandbox, unsigned number)
{
    setup->level = sandbox->level;
    setup->has_cgroup = sandbox->has_cgroup;
    setup->filters = sandbox->filters;
    setup->also_shown = sandbox->shown;
    setup->outer_uid = geteuid();
    setup->outer_gid = getegid();
    setup->spare_uid =
        sandbox->level == ISOLATION_FULL || (sandbox->level == ISOLATION_BASIC && geteuid() == 0);
    setup->uid = setup->gid = setup->spare_uid ? spare_uid(number) : 1000;
    setup->warm_library = sandbox->level == ISOLATION_BASIC ? -1 : sandbox->warm_library;
    setup->landlock_abi = sandbox->level == ISOLATION_BASIC ? sandbox->landlock_abi : 0;
    if (sandbox->level != ISOLATION_BASIC) /* cell_open makes that of the level basic */
        memcpy(setup->work_dir, "/work", sizeof "/work");
}

/*
 * A fork by raw call: winnow has no other thread that could hold a lock, and no fork handler must
 * run. Not by clone3, which the filters of containers hide.
 */
static pid_t clone_init(enum isolation level, int *pidfd)
{
    return (pid_t)syscall(SYS_clone, namespace_flags(level) | CLONE_PIDFD | SIGCHLD, NULL, pidfd,
                          NULL, NULL);
}

static int receive_answer(struct cell *cell, struct wire_answer *answer, int *product,
                          struct err *err)
{
    int got = wire_receive_answer(cell->socket, answer, product);

    if (got == 0)
        return err_set(err, ERR_JUDGE, "the cell has died");
    if (got < 0)
        return err_sys(err, ERR_JUDGE, "the cell's answer is broken");
    if (answer->stage == STAGE_NONE)
        return 0;
    errno = answer->error;
    return err_sys(err, ERR_JUDGE, "%s", stage_words((enum stage)answer->stage));
}

/* Init keeps it over the clone; a program loses it by exec, an interpreter's fork has never had it. */
static int share_held(struct cell_setup *setup, struct err *err)
{
    void *page =
        mmap(NULL, sizeof *setup->held, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (page == MAP_FAILED)
        return err_sys(err, ERR_JUDGE, "mmap");
    setup->held = page;
    return 0;
}

static int start_init(struct cell *cell, struct err *err)
{
    int sockets[2];

    if (share_held(&cell->setup, err) < 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
        return err_sys(err, ERR_JUDGE, "socketpair");
    cell->socket = sockets[0];
    cell->setup.socket = sockets[1];
    cell->pid = clone_init(cell->setup.level, &cell->pidfd);
    if (cell->pid == 0)
        cell_init_main(&cell->setup);
    close(sockets[1]);
    if (cell->pid < 0) {
        cell->pidfd = -1;
        return err_sys(err, ERR_JUDGE, "%s", stage_words(STAGE_NAMESPACES));
    }
    return 0;
}

int cell_open(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
              struct err *err)
{
    return cell_open_showing(out, sandbox, work_bytes, cpu_core, NULL, err);
}

int cell_begin(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
               const char *shown, struct err *err)
{
    struct cell *cell = calloc(1, sizeof *cell);
    unsigned number;

    if (!cell)
        return err_set(err, ERR_JUDGE, "out of memory");
    number = sandbox->cells_made++;
    cell->socket = cell->pidfd = -1;
    cell->is_begun = true;
    cgroup_cell_clear(&cell->setup.cgroup);
    describe_setup(&cell->setup, sandbox, number);
    cell->setup.work_bytes = work_bytes;
    cell->setup.cpu_core = cpu_core;
    cell->setup.shown = shown;
    cell->setup.cores = cpu_core < 0 ? (int)sysconf(_SC_NPROCESSORS_ONLN) : 1;
    if (sandbox->has_cgroup &&
        cgroup_cell_open(&cell->setup.cgroup, &sandbox->cgroup, number, err) < 0)
        goto fail;
    if (sandbox->level == ISOLATION_BASIC &&
        basic_make_dir(cell->setup.work_dir, sizeof cell->setup.work_dir, err) < 0)
        goto fail;
    if (start_init(cell, err) < 0)
        goto fail;
    cgroup_cell_close_fds(&cell->setup.cgroup); /* init has its own */
    *out = cell;
    return 0;
fail:
    cell_close(cell);
    return err_wrap(err, "cell");
}

bool cell_is_begun(const struct cell *cell)
{
    return cell->is_begun;
}

int cell_is_ready(struct cell *cell, struct err *err)
{
    struct wire_answer hello;
    cleanup_fd int product = -1;

    if (receive_answer(cell, &hello, &product, err) < 0)
        return err_wrap(err, "cell");
    cell->is_begun = false;
    return 0;
}

int cell_open_showing(struct cell **out, struct sandbox *sandbox, bytes_t work_bytes, int cpu_core,
                      const char *shown, struct err *err)
{
    if (cell_begin(out, sandbox, work_bytes, cpu_core, shown, err) < 0)
        return -1;
    if (cell_is_ready(*out, err) == 0)
        return 0;
    cell_close(*out);
    return -1;
}

void cell_close(struct cell *cell)
{
    bool basic;

    if (!cell)
        return;
    basic = cell->setup.level == ISOLATION_BASIC;
    if (cell->socket >= 0)
        close(cell->socket);
    if (cell->pid > 0) {
        struct pollfd gone = {.fd = cell->pidfd, .events = POLLIN};

        /* At the level basic the init must end by itself, because it kills the run; it does so when
           its socket is closed. */
        if (!basic || poll(&gone, 1, LEAVE_MAX_MS) <= 0)
            syscall(SYS_pidfd_send_signal, cell->pidfd, SIGKILL, NULL, 0);
        /* The kernel lets init be reaped only after all processes of its pid namespace have ended. */
        while (waitpid(cell->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (cell->pidfd >= 0)
        close(cell->pidfd);
    if (basic)
        basic_remove_dir(cell->setup.work_dir);
    if (cell->setup.held)
        munmap(cell->setup.held, sizeof *cell->setup.held);
    cgroup_cell_close_fds(&cell->setup.cgroup);
    if (cell->setup.has_cgroup)
        cgroup_cell_remove(&cell->setup.cgroup);
    free(cell);
}

int cell_fd(const struct cell *cell)
{
    return cell->socket;
}

int cell_start(struct cell *cell, const struct run_request *request, struct err *err)
{
    struct wire_request wire;
    int fds[WIRE_FDS_MAX], fd_count;
    size_t n;

    if (wire_pack(&wire, fds, &fd_count, request, err) < 0)
        return -1;
    n = offsetof(struct wire_request, text) + wire.text_size;
    atomic_store(cell->setup.held, 0);
    if (wire_send(cell->socket, &wire, n, fds, fd_count) != (ssize_t)n)
        return err_sys(err, ERR_JUDGE, "cell: sending a request");
    return 0;
}

int cell_finish(struct cell *cell, struct run_result *result, struct err *err)
{
    struct wire_answer answer;
    cleanup_fd int product = -1;

    if (receive_answer(cell, &answer, &product, err) < 0)
        return err_wrap(err, "cell");
    memset(result, 0, sizeof *result);
    result->end = (enum run_end)answer.end;
    result->code = answer.code;
    result->cpu = answer.cpu;
    result->start = answer.start;
    result->wall = answer.wall;
    result->delayed = answer.delayed;
    result->memory = answer.memory;
    result->memory_unsure = answer.memory_unsure;
    result->output = answer.output;
    result->warm = answer.warm;
    result->product_fd = steal_fd(&product);
    if (result->end == RUN_FORBIDDEN_CALL)
        policy_describe_call(answer.call_nr, answer.call_args, result->call, sizeof result->call);
    return 0;
}

void cell_hold_idle(struct cell *cell, bool waits)
{
    int64_t held = atomic_load(cell->setup.held);

    if ((held < 0) != waits)
        atomic_store(cell->setup.held, waits ? held - clock_monotonic() : clock_monotonic() + held);
}
