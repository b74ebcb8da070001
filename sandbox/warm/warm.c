/* SPDX-License-Identifier: MIT */
#include "sandbox/warm/warm.h"
#include "sandbox/limits/clock.h"
#include "sandbox/warm/messages.h"
#include "sandbox/wire/protocol.h"
#include "winnow/cleanup.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { START_MAX_MS = 10000, FORK_MAX_MS = 5000, LOOK_MS = 20 };

void warm_open(struct warm *warm, int library, int proc, int winnow)
{
    memset(warm, 0, sizeof *warm);
    warm->children = openat(proc, "self/task/1/children", O_RDONLY | O_CLOEXEC);
    warm->library = warm->children < 0 ? -1 : library;
    warm->winnow = winnow;
}

static void clear_place(struct warm_interpreter *place)
{
    if (place->pid > 0) {
        close(place->control);
        close(place->gate);
    }
    memset(place, 0, sizeof *place);
}

/* Of a child of init: no other process can have its number until it is reaped here. */
static void end_child(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR) {
    }
}

static void end_interpreter(struct warm_interpreter *place)
{
    end_child(place->pid);
    clear_place(place);
}

/* Ends an interpreter after the counters were reset: its memory counts as lost. */
static void lose_interpreter(struct warm *warm, struct warm_interpreter *place)
{
    warm->lost += place->memory;
    end_interpreter(place);
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
            clear_place(&warm->places[i]);
}

static bool ended_or_stopped(pid_t pid)
{
    siginfo_t info = {.si_pid = 0};

    return waitid(P_PID, (id_t)pid, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT) < 0 ||
           info.si_pid != 0;
}

/* A run has the same uid: it can kill or stop a waiting interpreter, though nothing else. */
static void end_disturbed(struct warm *warm)
{
    for (size_t i = 0; i < WARM_PLACES; i++)
        if (warm->places[i].pid > 0 && ended_or_stopped(warm->places[i].pid))
            lose_interpreter(warm, &warm->places[i]);
}

void warm_begin_run(struct warm *warm)
{
    end_disturbed(warm);
    warm->lost = 0;
}

bool warm_alone(struct warm *warm)
{
    char list[16 * (WARM_PLACES + 2)];
    unsigned children = 0;
    ssize_t n;

    end_disturbed(warm);
    n = pread(warm->children, list, sizeof list, 0); /* proc_pid_task(5): "23 57 61 " */
    for (ssize_t i = 0; i < n; i++)
        children += list[i] == ' ';
    return n >= 0 && children == warm_count(warm);
}

/* The wall limit is left out: no process has it, the init enforces it. */
static bool same_limits(const struct limits *a, const struct limits *b)
{
    return a->cpu == b->cpu && a->memory == b->memory && a->output == b->output &&
           a->file_size == b->file_size && a->stack == b->stack && a->processes == b->processes;
}

/* As one text; false when it would be too long. */
static bool make_key(const char *const *argv, const char *modules, const char *waits_at,
                     char key[WARM_KEY_MAX])
{
    size_t n = 0;

    for (; *argv && n < WARM_KEY_MAX; argv++)
        n += (size_t)snprintf(key + n, WARM_KEY_MAX - n, "%s\n", *argv);
    if (n < WARM_KEY_MAX)
        n += (size_t)snprintf(key + n, WARM_KEY_MAX - n, "%s\n%s", modules, waits_at);
    return n < WARM_KEY_MAX;
}

struct warm_interpreter *warm_place(struct warm *warm, const char *const *argv, const char *modules,
                                    const char *waits_at, const struct limits *limits)
{
    struct warm_interpreter *place = &warm->places[0];
    char key[WARM_KEY_MAX];

    if (warm->library < 0 || !make_key(argv, modules, waits_at, key))
        return NULL;
    warm->clock++;
    for (size_t i = 0; i < WARM_PLACES; i++) {
        struct warm_interpreter *this = &warm->places[i];

        if (strcmp(this->key, key) == 0 && same_limits(&this->limits, limits)) {
            this->used = warm->clock;
            return this;
        }
        if (this->used < place->used)
            place = this;
    }
    end_interpreter(place);
    memcpy(place->key, key, sizeof key);
    place->limits = *limits;
    place->used = warm->clock;
    return place;
}

int warm_prepare_start(const struct warm *warm, struct warm_interpreter *place,
                       struct warm_start *start)
{
    int control[2], gate[2];
    cleanup_fd int standard = memfd_create("standard", MFD_CLOEXEC);

    place->tried = true;
    if (standard < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, gate) < 0) {
        close(control[0]);
        close(control[1]);
        return -1;
    }
    place->control = control[0];
    place->gate = gate[0];
    *start = (struct warm_start){.standard = steal_fd(&standard),
                                 .fds = {control[1], gate[1], warm->library}};
    return 0;
}

/* Receives a message from a process. False when it has ended or stopped, or winnow wants the cell. */
static bool receive_message(const struct warm *warm, int socket, pid_t pid, void *message,
                            size_t size, int max_ms)
{
    struct pollfd fds[] = {{.fd = socket, .events = POLLIN},
                           {.fd = warm->winnow, .events = POLLIN}};
    nsec_t deadline = clock_monotonic() + max_ms * NSEC_PER_MS;

    for (;;) {
        nsec_t left = (deadline - clock_monotonic()) / NSEC_PER_MS;

        if (left <= 0 ||
            (poll(fds, 2, left < LOOK_MS ? (int)left : LOOK_MS) < 0 && errno != EINTR) ||
            fds[1].revents)
            return false;
        if (fds[0].revents)
            return recv(socket, message, size, MSG_DONTWAIT) == (ssize_t)size;
        /* The socket need not tell: another fork of the same interpreter may hold its other end. */
        if (ended_or_stopped(pid))
            return false;
    }
}

void warm_finish_start(struct warm *warm, struct warm_interpreter *place, struct warm_start *start,
                       pid_t pid)
{
    struct warm_hello hello;

    close(start->standard);
    close(start->fds[0]);
    close(start->fds[1]);
    if (pid > 0 && receive_message(warm, place->control, pid, &hello, sizeof hello, START_MAX_MS) &&
        hello.error == 0) {
        place->pid = pid;
        return;
    }
    end_child(pid);
    close(place->control);
    close(place->gate);
}

static bool send_request(const struct warm_interpreter *place, const struct warm_fork *fork)
{
    const struct policy_filter *filter = fork->filter;
    size_t code_size = filter->length * sizeof *filter->code;
    struct warm_request request;

    if (filter->length > WARM_FILTER_MAX)
        return false;
    memset(&request, 0, offsetof(struct warm_request, filter));
    static_assert((int)POLICY_PID_SITES <= (int)WARM_PID_SITES, "the fork puts its pid there");
    request.pid_site_count = filter->pid_site_count;
    for (unsigned i = 0; i < filter->pid_site_count; i++)
        request.pid_sites[i] = filter->pid_sites[i];
    request.filter_length = filter->length;
    request.processes = fork->processes;
    snprintf(request.work_dir, sizeof request.work_dir, "%s", fork->work_dir);
    memcpy(request.filter, filter->code, code_size);
    return wire_send(place->control, &request, offsetof(struct warm_request, filter) + code_size,
                     fork->fds, 3) > 0;
}

/* Has the interpreter fork; takes the listener out of the fork once that is sealed. */
static int make_fork(const struct warm *warm, const struct warm_interpreter *place,
                     struct warm_fork *fork)
{
    struct warm_born born;
    struct warm_sealed sealed;

    if (!send_request(place, fork) ||
        !receive_message(warm, place->control, place->pid, &born, sizeof born, FORK_MAX_MS) ||
        born.pid <= 0)
        return -1;
    fork->pid = born.pid;
    fork->pidfd = (int)syscall(SYS_pidfd_open, fork->pid, 0);
    if (fork->pidfd < 0 ||
        !receive_message(warm, place->gate, fork->pid, &sealed, sizeof sealed, FORK_MAX_MS) ||
        sealed.stage != STAGE_NONE)
        return -1;
    fork->listener = (int)syscall(SYS_pidfd_getfd, fork->pidfd, sealed.listener, 0);
    return fork->listener < 0 ? -1 : 0;
}

int warm_fork(struct warm *warm, struct warm_interpreter *place, struct warm_fork *fork)
{
    fork->pid = 0;
    fork->pidfd = fork->listener = -1;
    if (make_fork(warm, place, fork) == 0)
        return 0;
    warm_abandon(warm, place, fork);
    return -1;
}

int warm_let_go(const struct warm_interpreter *place)
{
    char go = 1;

    return write(place->gate, &go, 1) == 1 ? 0 : -1;
}

void warm_abandon(struct warm *warm, struct warm_interpreter *place, struct warm_fork *fork)
{
    end_child(fork->pid);
    if (fork->pidfd >= 0)
        close(fork->pidfd);
    if (fork->listener >= 0)
        close(fork->listener);
    lose_interpreter(warm, place);
}
