/* SPDX-License-Identifier: MIT */
/*
 * Watches one run: the main process's end, forbidden calls, the process limit, the CPU, idle and wall
 * limits. Afterwards everything in the cell is killed and reaped before any counter is read.
 */
#include "sandbox/inside/cell_init.h"
#include "sandbox/limits/clock.h"
#include "sandbox/warm/warm.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A counter that cannot be read is a judge's failure: taken as 0 it would become a verdict. */
int run_cpu(const struct meter *meter, nsec_t *cpu)
{
    const struct cell_run *run = meter->run;
    nsec_t used = 0;

    if (run->setup->has_cgroup) {
        if (cgroup_cell_read_cpu(&run->setup->cgroup, &used) < 0)
            return -1;
        used -= meter->group_before + (clock_own_cpu() - meter->own_before);
    } else {
        clockid_t id;

        /* During the run only the main process is counted: RLIMIT_CPU bounds each child, time_is_over all. */
        used = meter->reaped;
        if (used == 0 && clock_getcpuclockid(run->pid, &id) == 0)
            used = clock_read(id);
    }
    used -= run->start_cpu;
    *cpu = used > 0 ? used : 0;
    return 0;
}

/*
 * CHECK_MAX_MS: short enough to notice, to a tenth of a second, that winnow and the run were stopped
 * together. CHECK_MEMORY_MS: the time between two looks at memory that no cgroup counts. A wake-up is
 * late if it comes LATE_MS after the time that init asked for: more than a timer's imprecision. OVERFLOW_MS: CPU time
 * for an interpreter to end by an error and print a traceback, several times over.
 */
enum {
    CHECK_MIN_MS = 1,
    CHECK_MAX_MS = 100,
    CHECK_MEMORY_MS = 5,
    LATE_MS = 20,
    OVERFLOW_MS = 200,
};

/* The time before which no limit can be reached, if the run used all its cores. */
static int sleep_ms(const struct meter *meter, nsec_t cpu_left)
{
    int cores = meter->run->setup->cores;
    nsec_t wall_left = meter->deadline - clock_monotonic();
    nsec_t left = cpu_left / (cores > 0 ? cores : 1);

    if (wall_left < left)
        left = wall_left;
    if (idle_wait(meter) < left)
        left = idle_wait(meter);
    left = (left + NSEC_PER_MS - 1) / NSEC_PER_MS;
    if (!meter->run->setup->has_cgroup && left > CHECK_MEMORY_MS)
        left = CHECK_MEMORY_MS;
    return left < CHECK_MIN_MS ? CHECK_MIN_MS : left > CHECK_MAX_MS ? CHECK_MAX_MS : (int)left;
}

/*
 * Takes the notification of a forbidden call. False when the caller died and it is gone, or when
 * init has answered it.
 */
static bool read_forbidden_call(const struct cell_run *run, struct wire_answer *answer)
{
    /* A newer kernel may write more than the struct of our headers. */
    union {
        struct seccomp_notif notif;
        char room[512];
    } n;

    memset(&n, 0, sizeof n);
    if (ioctl(run->listener, SECCOMP_IOCTL_NOTIF_RECV, &n.notif) < 0)
        return false;
    if (answer_call(run, &n.notif))
        return false;
    answer->end = RUN_FORBIDDEN_CALL;
    answer->call_nr = n.notif.data.nr;
    for (int i = 0; i < 6; i++)
        answer->call_args[i] = n.notif.data.args[i];
    return true;
}

/* Reads whether pids.max has refused a fork of the run. 0, or -1: the counter cannot be read. */
static int read_refused(const struct cell_run *run, const struct cgroup_usage *before, bool *yes)
{
    int64_t refused;

    if (cgroup_cell_read_refused(&run->setup->cgroup, &refused) < 0)
        return -1;
    *yes = refused > before->pids_refused;
    return 0;
}

static bool memory_is_too_much(struct meter *meter)
{
    const struct cell_run *run = meter->run;
    bytes_t now = run->setup->has_cgroup ? 0 : resident(run);

    if (now > meter->seen)
        meter->seen = now;
    return now > run->wire->limits.memory;
}

/* A pipe has no size. */
static bool output_is_too_much(const struct cell_run *run)
{
    bytes_t most = run->wire->limits.output;
    struct stat out, err;

    return fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 &&
           (out.st_size > most || err.st_size > most);
}

/*
 * A program that ignores the error of writing beyond its limit goes on for ever: the JVM and Go do. Others
 * have the time to end by it and to say so, so that what they print does not depend on when init looks.
 */
static bool ignores_output_limit(struct meter *meter, nsec_t cpu)
{
    if (!output_is_too_much(meter->run))
        return false;
    if (meter->overflowed == 0)
        meter->overflowed = cpu + 1;
    return cpu - meter->overflowed > OVERFLOW_MS * NSEC_PER_MS;
}

/*
 * The wall limit is for programs that wait for something that does not come. Time in which the host
 * kept a program from running is none of the program's, so it moves the deadline: time for which
 * init's own wake-ups were late (everything was stopped, or the core was taken away), and time for
 * which the program could run but another process had the core. A program cannot move its deadline
 * for long: whoever had the core was the program itself, whose CPU time is limited, or a neighbour.
 */
static bool time_is_over(struct meter *meter, struct wire_answer *answer)
{
    struct core_time time;

    if (clock_monotonic() < meter->deadline)
        return false;
    time = core_time(meter->run);
    /* Without a cgroup only the main process was counted so far. Many that wait for each other's cores would move the
       deadline many times over. */
    if (time.used - meter->run->start_cpu > meter->run->wire->limits.cpu) {
        answer->end = RUN_CPU_LIMIT;
        return true;
    }
    if (time.longest_wait > meter->waited) {
        meter->deadline += time.longest_wait - meter->waited;
        meter->waited = time.longest_wait;
    }
    if (clock_monotonic() < meter->deadline)
        return false;
    answer->end = RUN_WALL_LIMIT;
    return true;
}

/*
 * Compares the run with its limits, just before init sleeps. True: one is exceeded, and answer->end
 * says which. `cpu` is the CPU time used so far.
 */
static bool limit_exceeded(struct meter *meter, nsec_t cpu, struct wire_answer *answer)
{
    if (cpu > meter->run->wire->limits.cpu)
        answer->end = RUN_CPU_LIMIT;
    else if (ignores_output_limit(meter, cpu))
        answer->end = RUN_OUTPUT_LIMIT;
    else if (memory_is_too_much(meter))
        answer->end = RUN_MEMORY_LIMIT;
    else if (idle_is_over(meter))
        answer->end = RUN_IDLE_LIMIT;
    else
        return time_is_over(meter, answer);
    return true;
}

/* Moves the deadline if init is awake later than `ms` after it was awake last. */
static void note_lateness(struct meter *meter, int ms)
{
    nsec_t now = clock_monotonic(), late = now - meter->awake - ms * NSEC_PER_MS;

    meter->awake = now;
    if (late <= LATE_MS * NSEC_PER_MS)
        return;
    meter->late += late;
    meter->deadline += late;
}

/* Waits until the main process ends by itself (RUN_EXITED) or a limit ends the run. */
static int wait_for_end(const struct cell_run *run, struct meter *meter,
                        const struct cgroup_usage *before, struct wire_answer *answer)
{
    struct pollfd fds[] = {
        {.fd = run->pidfd, .events = POLLIN},
        {.fd = run->listener, .events = POLLIN},
        {.fd = run->setup->has_cgroup ? run->setup->cgroup.pids_events : -1, .events = POLLPRI},
        {.fd = run->setup->socket, .events = POLLIN},
    };
    const struct limits *limits = &run->wire->limits;
    bool refused = false;
    nsec_t cpu = 0;

    meter->deadline = run->start + limits->wall;
    meter->awake = run->start;
    note_lateness(meter, 0);
    while (!limit_exceeded(meter, cpu, answer)) {
        int ms = sleep_ms(meter, limits->cpu - cpu);

        if (poll(fds, 4, ms) < 0 && errno != EINTR)
            return -1;
        note_lateness(meter, ms);
        if (fds[3].revents)
            cell_leave(run->setup, run); /* winnow has ended or closes the cell */
        if ((fds[1].revents & POLLIN) && read_forbidden_call(run, answer))
            return 0;
        /* POLLHUP: no process has the filter any more. The main process is ending, and kill_and_reap
           waits for it. */
        if (fds[0].revents || (fds[1].revents & (POLLHUP | POLLERR)))
            return 0;
        if ((fds[2].revents & POLLPRI) && read_refused(run, before, &refused) < 0)
            return -1;
        if (refused) {
            answer->end = RUN_PROCESS_LIMIT;
            return 0;
        }
        if (run_cpu(meter, &cpu) < 0)
            return -1;
        idle_look(meter, cpu);
    }
    return 0;
}

static void count_reaped(struct meter *meter, const struct rusage *usage)
{
    meter->reaped += (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * NSEC_PER_SEC +
                     (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
    if (usage->ru_maxrss * KIB > meter->largest)
        meter->largest = usage->ru_maxrss * KIB;
}

/*
 * Where interpreters wait in the cell: kills and reaps the main process only. True when nothing else
 * is left of the run, so that the interpreters can go on waiting.
 */
static bool end_main_process(struct cell_run *run, struct meter *meter, int *status)
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
    count_reaped(meter, &usage);
    run->pid = 0;
    return warm_alone(run->warm);
}

/*
 * Kills and reaps all that the run left. One kill is enough: the kernel signals every process of the
 * pid namespace but init under one lock, and a fork under way sees the signal and fails. After it
 * only init could exceed the group's memory limit, while the dead processes still fill it: so the
 * limit is lifted. ESRCH can only follow end_main_process: else the main process, even if it has
 * ended, is not reaped yet and can be signalled.
 */
static int kill_and_reap(struct cell_run *run, struct meter *meter, int *main_status)
{
    struct rusage usage;
    int status;
    pid_t pid;

    if (end_main_process(run, meter, main_status))
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
            run->pid = 0; /* from now on another process can get this number */
        }
        count_reaped(meter, &usage);
    }
    return run->pid == 0 ? 0 : -1; /* without the exit status there is no verdict */
}

static void classify_exit(int status, struct wire_answer *answer)
{
    answer->end = WIFEXITED(status) ? RUN_EXITED : RUN_SIGNALED;
    answer->code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
}

/* What was measured after everything was dead, beside the figures of the answer. */
struct run_finding {
    bytes_t stdout_size, stderr_size;
    bytes_t output_pages; /* memory of both files that the run added: not for their holes */
    bool memory_exceeded, processes_refused;
};

static int measure_outputs(const struct cell_run *run, struct run_finding *found)
{
    struct stat out, err;

    if (fstat(STDOUT_FILENO, &out) < 0 || fstat(STDERR_FILENO, &err) < 0)
        return -1;
    found->stdout_size = out.st_size;
    found->stderr_size = err.st_size;
    found->output_pages = (out.st_blocks + err.st_blocks) * 512 - run->outputs_before;
    if (found->output_pages < 0)
        found->output_pages = 0;
    return 0;
}

/*
 * Memory without a cgroup. Until exec, the program used init's memory, and init has a copy of
 * winnow's. So a peak that is not above init's own says nothing, and never means "too much".
 */
static void measure_resident(const struct meter *meter, struct run_finding *found,
                             struct wire_answer *answer)
{
    bytes_t limit = meter->run->wire->limits.memory, files = resident_files(meter->run);
    struct rusage own = {.ru_maxrss = 0};
    bool meaningful;

    getrusage(RUSAGE_SELF, &own);
    meaningful = meter->largest > own.ru_maxrss * KIB;
    answer->memory = (meaningful ? meter->largest : 0) + files;
    if (meter->seen > answer->memory)
        answer->memory = meter->seen;
    found->memory_exceeded = answer->memory > limit;
    if (!found->memory_exceeded && !meaningful && meter->largest + files > answer->memory)
        answer->memory = meter->largest + files < limit ? meter->largest + files : limit;
}

/*
 * Memory in the cgroup: the peak above what the group held before the run. The kernel charges the
 * pages of stdout and stderr to the process that writes them, but that they lie in memory is winnow's
 * choice, so they are subtracted. They may have come after the peak, or have gone again, so a peak
 * above the limit decides only after an OOM kill or where the pages existed before the run. A run that
 * kills a waiting interpreter frees memory that counts as held before; it does not get this memory on
 * top of its limit.
 */
static int measure_group(const struct meter *meter, const struct cgroup_usage *before,
                         struct run_finding *found, struct wire_answer *answer)
{
    const struct cell_run *run = meter->run;
    bytes_t limit = run->wire->limits.memory, base = before->memory - run->warm->lost;
    struct cgroup_usage after;
    bool killed;

    if (cgroup_cell_read(&run->setup->cgroup, &after) < 0)
        return -1;
    found->processes_refused = after.pids_refused > before->pids_refused;
    answer->memory = after.peak - base - found->output_pages;
    if (answer->memory < 0)
        answer->memory = 0;
    killed = after.oom_kills > before->oom_kills;
    found->memory_exceeded = killed || answer->memory > limit;
    answer->memory_unsure = !killed && run->outputs_before == 0 && after.peak - base > limit;
    /* The kernel charges a group in batches per core, and not for pages that another group brought
       into memory: for a small program the resident set is the better figure to report. (It is at
       least init's own, some 1.6 MiB, whose memory the program used until exec.) It never decides. */
    if (meter->largest > answer->memory)
        answer->memory = meter->largest < limit ? meter->largest : limit;
    return 0;
}

static int measure_run(const struct meter *meter, const struct cgroup_usage *before,
                       struct run_finding *found, struct wire_answer *answer)
{
    if (run_cpu(meter, &answer->cpu) < 0 || measure_outputs(meter->run, found) < 0)
        return -1;
    answer->output = found->stdout_size;
    if (meter->run->setup->has_cgroup)
        return measure_group(meter, before, found, answer);
    measure_resident(meter, found, answer);
    return 0;
}

/* Applies the limits to a run that ended. Causes come before their effects. */
static void apply_limits(const struct limits *limits, const struct run_finding *found,
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
    else if (answer->cpu > limits->cpu) /* not SIGXCPU, which any program can send itself */
        answer->end = RUN_CPU_LIMIT;
}

int supervise(struct cell_run *run, const struct cgroup_usage *before, struct wire_answer *answer)
{
    struct meter meter = {.run = run, .group_before = before->cpu, .own_before = run->own_before};
    struct run_finding found = {0};
    int status = 0;

    answer->end = RUN_EXITED;
    /* After a failure the caller kills and reaps the rest. */
    if (wait_for_end(run, &meter, before, answer) < 0)
        return -1;
    answer->start = run->start;
    answer->wall = clock_monotonic() - run->start;
    answer->delayed = meter.late + meter.waited;
    if (kill_and_reap(run, &meter, &status) < 0)
        return -1;
    if (answer->end == RUN_EXITED)
        classify_exit(status, answer);
    if (measure_run(&meter, before, &found, answer) < 0)
        return -1;
    apply_limits(&run->wire->limits, &found, answer);
    return 0;
}
