/* SPDX-License-Identifier: MIT */
/*
 * Watching one run: the main process's end, forbidden calls, the process limit, the CPU and wall
 * limits. Afterwards everything in the cell is killed and reaped before any counter is read.
 */
#include "sandbox/warm/warm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static nsec_t read_clock(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return t.tv_sec * NSEC_PER_SEC + t.tv_nsec;
}

nsec_t now_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

nsec_t own_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

/* A counter that cannot be read is our failure: taken for 0 it would be a verdict. */
int run_cpu(const struct meter *meter, nsec_t *cpu)
{
    const struct run *run = meter->run;
    nsec_t used = 0;

    if (run->setup->has_cgroup) {
        if (cgroup_cell_read_cpu(&run->setup->cgroup, &used) < 0)
            return -1;
        used -= meter->group_before + (own_cpu() - meter->own_before);
    } else {
        clockid_t id;

        /* While it lives: the main process alone. What it starts is bounded by RLIMIT_CPU. */
        used = meter->reaped;
        if (used == 0 && clock_getcpuclockid(run->pid, &id) == 0)
            used = read_clock(id);
    }
    used -= run->start_cpu;
    *cpu = used > 0 ? used : 0;
    return 0;
}

/* CHECK_MEMORY_MS: how often memory is looked at where no cgroup does. */
enum { CHECK_MIN_MS = 1, CHECK_MAX_MS = 60000, CHECK_MEMORY_MS = 5 };

/* How long may be slept before a limit could be reached: no sooner than on all cores at once. */
static int sleep_ms(const struct meter *meter, nsec_t deadline, nsec_t cpu_left)
{
    int cores = meter->run->setup->cores;
    nsec_t wall_left = deadline - now_monotonic();
    nsec_t left = cpu_left / (cores > 0 ? cores : 1);

    if (wall_left < left)
        left = wall_left;
    left = (left + NSEC_PER_MS - 1) / NSEC_PER_MS;
    if (!meter->run->setup->has_cgroup && left > CHECK_MEMORY_MS)
        left = CHECK_MEMORY_MS;
    return left < CHECK_MIN_MS ? CHECK_MIN_MS : left > CHECK_MAX_MS ? CHECK_MAX_MS : (int)left;
}

/* Takes the notification of a forbidden call. False when it is gone again (the caller died). */
static bool read_forbidden_call(int listener, struct wire_answer *answer)
{
    /* The kernel's struct may have grown; it writes no more than it knows, into this room. */
    union {
        struct seccomp_notif notif;
        char room[512];
    } n;

    memset(&n, 0, sizeof n);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &n.notif) < 0)
        return false;
    answer->end = RUN_FORBIDDEN_CALL;
    answer->call_nr = n.notif.data.nr;
    for (int i = 0; i < 6; i++)
        answer->call_args[i] = n.notif.data.args[i];
    return true;
}

static int processes_refused(const struct run *run, const struct cgroup_usage *before, bool *yes)
{
    int64_t refused;

    if (cgroup_cell_read_refused(&run->setup->cgroup, &refused) < 0)
        return -1;
    *yes = refused > before->pids_refused;
    return 0;
}

static bool memory_is_too_much(const struct run *run, struct meter *meter)
{
    bytes_t now = resident(run);

    if (now > meter->seen)
        meter->seen = now;
    return now > run->wire->limits.memory;
}

/* Waits until the main process ends by itself (RUN_EXITED) or a limit ends the run. */
static int wait_for_end(const struct run *run, struct meter *meter,
                        const struct cgroup_usage *before, struct wire_answer *answer)
{
    struct pollfd fds[] = {
        {.fd = run->pidfd, .events = POLLIN},
        {.fd = run->listener, .events = POLLIN},
        {.fd = run->setup->has_cgroup ? run->setup->cgroup.pids_events : -1, .events = POLLPRI},
        {.fd = run->setup->socket, .events = POLLIN},
    };
    const struct limits *limits = &run->wire->limits;
    nsec_t deadline = run->start + limits->wall;

    for (bool just_begun = true;; just_begun = false) {
        bool refused = false;
        nsec_t cpu = 0, cpu_left;

        if (!just_begun && run_cpu(meter, &cpu) < 0)
            return -1;
        cpu_left = limits->cpu - cpu;
        if (cpu_left < 0) {
            answer->end = RUN_CPU_LIMIT;
            return 0;
        }
        if (!run->setup->has_cgroup && memory_is_too_much(run, meter)) {
            answer->end = RUN_MEMORY_LIMIT;
            return 0;
        }
        if (now_monotonic() >= deadline) {
            answer->end = RUN_WALL_LIMIT;
            return 0;
        }
        if (poll(fds, 4, sleep_ms(meter, deadline, cpu_left)) < 0 && errno != EINTR)
            return -1;
        if (fds[3].revents)
            cell_leave(run->setup, run); /* winnow is gone, or gave this run up */
        if ((fds[1].revents & POLLIN) && read_forbidden_call(run->listener, answer))
            return 0;
        /* The filter has no user any more: the main process is on its way out, and reaping waits. */
        if (fds[0].revents || (fds[1].revents & (POLLHUP | POLLERR)))
            return 0;
        if ((fds[2].revents & POLLPRI) && processes_refused(run, before, &refused) < 0)
            return -1;
        if (refused) {
            answer->end = RUN_PROCESS_LIMIT;
            return 0;
        }
    }
}

static void account(struct meter *meter, const struct rusage *usage)
{
    meter->reaped += (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * NSEC_PER_SEC +
                     (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
    if (usage->ru_maxrss * KIB > meter->largest)
        meter->largest = usage->ru_maxrss * KIB;
}

/*
 * Where interpreters wait in the cell: kills and reaps the main process alone. True when nothing else
 * is left of the run, so that they may stay.
 */
static bool end_alone(struct run *run, struct meter *meter, int *status)
{
    struct rusage usage;
    pid_t pid;

    if (warm_count(run->warm) == 0)
        return false;
    syscall(SYS_pidfd_send_signal, run->pidfd, SIGKILL, NULL, 0);
    if (run->setup->has_cgroup)
        cgroup_cell_lift_memory(&run->setup->cgroup);
    do {
        pid = wait4(run->pid, status, __WALL, &usage);
    } while (pid < 0 && errno == EINTR);
    if (pid != run->pid)
        return false;
    account(meter, &usage);
    run->pid = 0;
    return warm_alone(run->warm);
}

/*
 * Kills and reaps all that the run left. One kill is enough: the kernel signals every process of
 * the pid namespace but init under one lock, and a fork under way sees the signal and fails. From
 * then on only init could meet the group's memory limit, while the dead still fill it: it is lifted.
 * There is always one to kill, unless end_alone has done it: the main process, were it dead, is not
 * reaped yet.
 */
static int kill_and_reap(struct run *run, struct meter *meter, int *main_status)
{
    struct rusage usage;
    int status;
    pid_t pid;

    if (end_alone(run, meter, main_status))
        return 0;
    if (kill_run(run) < 0 && errno != ESRCH)
        return -1;
    if (run->setup->has_cgroup)
        cgroup_cell_lift_memory(&run->setup->cgroup);
    while ((pid = wait4(-1, &status, __WALL, &usage)) > 0 || errno == EINTR) {
        if (pid <= 0)
            continue;
        if (warm_is(run->warm, pid)) {
            warm_gone(run->warm, pid);
            continue;
        }
        if (pid == run->pid) {
            *main_status = status;
            run->pid = 0; /* from now on the number may be another's */
        }
        account(meter, &usage);
    }
    return run->pid == 0 ? 0 : -1; /* without its status there is no verdict */
}

static void classify_exit(int status, struct wire_answer *answer)
{
    answer->end = WIFEXITED(status) ? RUN_EXITED : RUN_SIGNALED;
    answer->code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
}

/* What was found when everything was dead. */
struct finding {
    bytes_t stdout_size, stderr_size;
    bool memory_exceeded, processes_refused;
};

static int measure_outputs(struct finding *found)
{
    struct stat out, err;

    if (fstat(STDOUT_FILENO, &out) < 0 || fstat(STDERR_FILENO, &err) < 0)
        return -1;
    found->stdout_size = out.st_size;
    found->stderr_size = err.st_size;
    return 0;
}

/*
 * Memory without a cgroup. A program was in init's memory until it was executed, and init has a copy
 * of winnow's: a peak that is not above init's own says nothing, least of all that there was too much.
 */
static void measure_resident(const struct run *run, const struct meter *meter,
                             struct finding *found, struct wire_answer *answer)
{
    bytes_t limit = run->wire->limits.memory, files = resident_files(run);
    struct rusage own = {.ru_maxrss = 0};
    bool tells;

    getrusage(RUSAGE_SELF, &own);
    tells = meter->largest > own.ru_maxrss * KIB;
    answer->memory = (tells ? meter->largest : 0) + files;
    if (meter->seen > answer->memory)
        answer->memory = meter->seen;
    found->memory_exceeded = answer->memory > limit;
    if (!found->memory_exceeded && !tells && meter->largest + files > answer->memory)
        answer->memory = meter->largest + files < limit ? meter->largest + files : limit;
}

/*
 * Memory in the cgroup: the peak above what the group held before the run. The pages of stdout and
 * stderr are charged to the writer but are our choice of plumbing, so they are taken off. A run that
 * kills an interpreter that waits makes room below that mark, and is not given it.
 */
static int measure(const struct run *run, const struct meter *meter,
                   const struct cgroup_usage *before, struct finding *found,
                   struct wire_answer *answer)
{
    const struct limits *limits = &run->wire->limits;
    bytes_t base = before->memory - run->warm->lost;
    struct cgroup_usage after;

    if (run_cpu(meter, &answer->cpu) < 0 || measure_outputs(found) < 0)
        return -1;
    answer->output = found->stdout_size;
    if (!run->setup->has_cgroup) {
        measure_resident(run, meter, found, answer);
        return 0;
    }
    if (cgroup_cell_read(&run->setup->cgroup, &after) < 0)
        return -1;
    found->processes_refused = after.pids_refused > before->pids_refused;
    answer->memory = after.peak - base - found->stdout_size - found->stderr_size;
    if (answer->memory < 0)
        answer->memory = 0;
    found->memory_exceeded = after.oom_kills > before->oom_kills || answer->memory > limits->memory;
    /* The group is charged in batches per core and not for pages that somebody else brought in:
       for a small program the resident set tells more. (Its floor is init's own, some 1.6 MiB: the
       program was in init's memory until it was executed.) It never decides. */
    if (meter->largest > answer->memory)
        answer->memory = meter->largest < limits->memory ? meter->largest : limits->memory;
    return 0;
}

/* What the limits say about a run that ended; the order is that of the cause before the effect. */
static void apply_limits(const struct limits *limits, const struct finding *found,
                         struct wire_answer *answer)
{
    bool ended_badly = answer->end != RUN_EXITED || answer->code != 0;

    if (answer->end == RUN_FORBIDDEN_CALL)
        return;
    if (found->stdout_size > limits->output || found->stderr_size > limits->output)
        answer->end = RUN_OUTPUT_LIMIT;
    else if (found->memory_exceeded)
        answer->end = RUN_MEMORY_LIMIT;
    else if (ended_badly && found->processes_refused)
        answer->end = RUN_PROCESS_LIMIT;
    else if (answer->end == RUN_SIGNALED && answer->code == SIGXFSZ)
        answer->end = RUN_FILE_LIMIT;
    else if (answer->cpu > limits->cpu) /* not SIGXCPU: anybody can send that */
        answer->end = RUN_CPU_LIMIT;
}

int supervise(struct run *run, const struct cgroup_usage *before, struct wire_answer *answer)
{
    struct meter meter = {.run = run, .group_before = before->cpu, .own_before = run->own_before};
    struct finding found = {0};
    int status = 0;

    answer->end = RUN_EXITED;
    /* After a failure all that is left to do, killing and reaping, is serve()'s in any case. */
    if (wait_for_end(run, &meter, before, answer) < 0)
        return -1;
    answer->wall = now_monotonic() - run->start;
    if (kill_and_reap(run, &meter, &status) < 0)
        return -1;
    if (answer->end == RUN_EXITED)
        classify_exit(status, answer);
    if (measure(run, &meter, before, &found, answer) < 0)
        return -1;
    apply_limits(&run->wire->limits, &found, answer);
    return 0;
}
