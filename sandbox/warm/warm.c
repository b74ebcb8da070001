/* SPDX-License-Identifier: MIT */
#include "sandbox/warm/warm.h"
#include "sandbox/warm/messages.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_MAX_MS = 10000, FORK_MAX_MS = 5000 };

void warm_open(struct warm *warm, int library, int proc)
{
    memset(warm, 0, sizeof *warm);
    warm->children = openat(proc, "self/task/1/children", O_RDONLY | O_CLOEXEC);
    warm->library = warm->children < 0 ? -1 : library;
}

static void forget(struct warm_interpreter *waiting)
{
    if (waiting->pid > 0) {
        close(waiting->control);
        close(waiting->gate);
    }
    memset(waiting, 0, sizeof *waiting);
}

/* A child of init: its number is its own until it is reaped here. */
static void end_child(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {
    }
}

static void dismiss(struct warm_interpreter *waiting)
{
    end_child(waiting->pid);
    forget(waiting);
}

/* During a run, or because of one. */
static void lose(struct warm *warm, struct warm_interpreter *waiting)
{
    warm->lost += waiting->memory;
    dismiss(waiting);
}

unsigned warm_count(const struct warm *warm)
{
    unsigned n = 0;

    for (size_t i = 0; i < WARM_PLACES; i++)
        n += warm->places[i].pid > 0;
    return n;
}

bool warm_is(const struct warm *warm, pid_t pid)
{
    for (size_t i = 0; i < WARM_PLACES; i++)
        if (warm->places[i].pid == pid)
            return true;
    return false;
}

void warm_gone(struct warm *warm, pid_t pid)
{
    for (size_t i = 0; i < WARM_PLACES; i++)
        if (warm->places[i].pid == pid)
            forget(&warm->places[i]);
}

/* A run of the same uid can kill it or stop it, though nothing else: then it is done with. */
static void dismiss_disturbed(struct warm *warm)
{
    for (size_t i = 0; i < WARM_PLACES; i++) {
        struct warm_interpreter *waiting = &warm->places[i];
        siginfo_t info = {.si_pid = 0};

        if (waiting->pid > 0 &&
            (waitid(P_PID, (id_t)waiting->pid, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT) < 0 ||
             info.si_pid != 0))
            lose(warm, waiting);
    }
}

bool warm_alone(struct warm *warm)
{
    char list[16 * (WARM_PLACES + 2)];
    unsigned children = 0;
    ssize_t n;

    dismiss_disturbed(warm);
    n = pread(warm->children, list, sizeof list, 0); /* proc_pid_task(5): "23 57 61 " */
    for (ssize_t i = 0; i < n; i++)
        children += list[i] == ' ';
    return n >= 0 && children == warm_count(warm);
}

static bool same_limits(const struct limits *a, const struct limits *b)
{
    return a->cpu == b->cpu && a->memory == b->memory && a->output == b->output &&
           a->file_size == b->file_size && a->stack == b->stack && a->processes == b->processes;
}

/* Arguments and modules as one text; false when they are too long for one. */
static bool key_of(const struct request_view *view, char key[WARM_KEY_MAX])
{
    size_t n = 0;

    for (const char *const *arg = view->argv; *arg && n < WARM_KEY_MAX; arg++)
        n += (size_t)snprintf(key + n, WARM_KEY_MAX - n, "%s\n", *arg);
    if (n < WARM_KEY_MAX)
        n += (size_t)snprintf(key + n, WARM_KEY_MAX - n, "%s", view->warm);
    return n < WARM_KEY_MAX;
}

/* The place of this key, or a free one, or that of the one that is dismissed for it. */
static struct warm_interpreter *place_for(struct warm *warm, const char *key,
                                          const struct limits *limits)
{
    struct warm_interpreter *place = &warm->places[0];

    for (size_t i = 0; i < WARM_PLACES; i++) {
        struct warm_interpreter *this = &warm->places[i];

        if (strcmp(this->key, key) == 0 && same_limits(&this->limits, limits))
            return this;
        if (this->asked < place->asked)
            place = this;
    }
    dismiss(place);
    return place;
}

/* Waits for a message from one that is alive; false when there is none. */
static bool hear(const struct run *run, int socket, pid_t pid, void *message, size_t size, int ms)
{
    struct pollfd fds[] = {{.fd = socket, .events = POLLIN},
                           {.fd = run->setup->socket, .events = POLLIN}};
    nsec_t deadline = now_monotonic() + ms * NSEC_PER_MS;

    for (;;) {
        nsec_t left = (deadline - now_monotonic()) / NSEC_PER_MS;
        siginfo_t info = {.si_pid = 0};

        if (left <= 0 || (poll(fds, 2, left < 20 ? (int)left : 20) < 0 && errno != EINTR))
            return false;
        if (fds[1].revents)
            cell_leave(run->setup, run);
        if (fds[0].revents)
            return recv(socket, message, size, MSG_DONTWAIT) == (ssize_t)size;
        /* Its end of the socket may be held by another fork of the same interpreter. */
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT) < 0 ||
            info.si_pid != 0)
            return false;
    }
}

static bool make_sockets(int control[2], int gate[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
        return false;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, gate) == 0)
        return true;
    close(control[0]);
    close(control[1]);
    return false;
}

static void start(struct warm *warm, struct warm_interpreter *place, struct run *run, void *stack,
                  size_t stack_size)
{
    int control[2], gate[2];
    struct warm_hello hello;
    struct spawn_warm how;
    cleanup_fd int standard = memfd_create("standard", MFD_CLOEXEC);

    if (standard < 0 || !make_sockets(control, gate))
        return;
    how = (struct spawn_warm){.standard = standard,
                              .fds = {control[1], gate[1], warm->library},
                              .modules = run->view->warm};
    place->pid = spawn_interpreter(run, stack, stack_size, &how);
    close(control[1]);
    close(gate[1]);
    place->control = control[0];
    place->gate = gate[0];
    if (place->pid > 0 &&
        hear(run, place->control, place->pid, &hello, sizeof hello, START_MAX_MS) &&
        hello.error == 0)
        return;
    if (place->pid <= 0) {
        close(control[0]);
        close(gate[0]);
    }
    dismiss(place);
}

static bytes_t held(const struct run *run)
{
    struct cgroup_usage usage;

    if (!run->setup->has_cgroup || cgroup_cell_read(&run->setup->cgroup, &usage) < 0)
        return 0;
    return usage.memory;
}

struct warm_interpreter *warm_ready(struct warm *warm, struct run *run, void *stack,
                                    size_t stack_size)
{
    const struct limits *limits = &run->wire->limits;
    struct warm_interpreter *place;
    char key[WARM_KEY_MAX];

    dismiss_disturbed(warm);
    warm->lost = 0;
    if (warm->library < 0 || !run->view->warm || run->view->program_fd >= 0 ||
        !key_of(run->view, key))
        return NULL;
    place = place_for(warm, key, limits);
    if (!place->key[0]) {
        bytes_t before = held(run);

        start(warm, place, run, stack, stack_size);
        memcpy(place->key, key, sizeof key); /* also of one that could not be started */
        place->limits = *limits;
        place->memory = held(run) - before;
    }
    place->asked = ++warm->clock;
    return place->pid > 0 ? place : NULL;
}

static bool ask(const struct warm *warm, const struct warm_interpreter *waiting,
                const struct run *run)
{
    const struct filter *filter = spawn_filter(run);
    size_t code_size = filter->length * sizeof *filter->code;
    struct warm_request request;

    memset(&request, 0, offsetof(struct warm_request, filter));
    if (filter->length > WARM_FILTER_MAX)
        return false;
    request.filter_length = filter->length;
    request.processes =
        run->setup->has_cgroup ? 0 : run->wire->limits.processes + 1 + warm_count(warm);
    snprintf(request.work_dir, sizeof request.work_dir, "%s", run->setup->work_dir);
    memcpy(request.filter, filter->code, code_size);
    return wire_send(waiting->control, &request, offsetof(struct warm_request, filter) + code_size,
                     run->view->fds, 3) > 0;
}

/* Has it forked, and the fork sealed; takes the listener out of the fork. */
static bool prepare(const struct warm *warm, const struct warm_interpreter *waiting,
                    struct run *run)
{
    struct warm_born born;
    struct warm_sealed sealed;

    if (!ask(warm, waiting, run) ||
        !hear(run, waiting->control, waiting->pid, &born, sizeof born, FORK_MAX_MS) ||
        born.pid <= 0)
        return false;
    run->pid = born.pid;
    run->pidfd = (int)syscall(SYS_pidfd_open, run->pid, 0);
    if (run->pidfd < 0 ||
        !hear(run, waiting->gate, run->pid, &sealed, sizeof sealed, FORK_MAX_MS) ||
        sealed.stage != STAGE_NONE)
        return false;
    run->listener = (int)syscall(SYS_pidfd_getfd, run->pidfd, sealed.listener, 0);
    return run->listener >= 0;
}

static void close_and_unset(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void give_up(struct warm *warm, struct warm_interpreter *waiting, struct run *run)
{
    end_child(run->pid);
    run->pid = 0;
    close_and_unset(&run->pidfd);
    close_and_unset(&run->listener);
    lose(warm, waiting);
}

int warm_spawn(struct warm *warm, struct warm_interpreter *waiting, struct run *run,
               const struct cgroup_usage *before)
{
    struct meter meter = {.run = run, .group_before = before->cpu, .own_before = run->own_before};
    char go = 1;

    if (!prepare(warm, waiting, run))
        goto fail;
    /* What forking cost is not the run's: as if it had just been executed. */
    run->start_cpu = 0;
    if (run_cpu(&meter, &run->start_cpu) < 0)
        goto fail;
    run->start = now_monotonic();
    if (write(waiting->gate, &go, 1) == 1)
        return 0;
fail:
    give_up(warm, waiting, run);
    return -1;
}
