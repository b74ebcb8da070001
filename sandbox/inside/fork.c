/* SPDX-License-Identifier: MIT */
/* Runs that are forks of a waiting interpreter: which interpreter, and how its fork is measured. */
#include "sandbox/inside/cell_init.h"
#include "sandbox/limits/clock.h"
#include "sandbox/warm/warm.h"

/* Memory of the cell's cgroup; 0 without one. */
static bytes_t group_memory(const struct cell_run *run)
{
    struct cgroup_usage usage;

    if (!run->setup->has_cgroup || cgroup_cell_read(&run->setup->cgroup, &usage) < 0)
        return 0;
    return usage.memory;
}

static void start_interpreter(struct cell_run *run, struct warm_interpreter *place)
{
    bytes_t before = group_memory(run);
    struct warm_start start;

    if (warm_prepare_start(run->warm, place, &start) < 0)
        return;
    warm_finish_start(run->warm, place, &start, spawn_interpreter(run, &start));
    place->memory = group_memory(run) - before;
}

struct warm_interpreter *fork_ready(struct cell_run *run)
{
    const struct request_view *view = run->view;
    struct warm_interpreter *place = NULL;

    warm_begin_run(run->warm);
    if (view->warm && view->program_fd < 0)
        place = warm_place(run->warm, view->argv, view->warm, view->waits_at, &run->wire->limits);
    if (place && !place->tried)
        start_interpreter(run, place);
    return place && place->pid > 0 ? place : NULL;
}

/* The fork's CPU time begins here: what forking cost is not the run's. */
static int start_clocks(struct cell_run *run, const struct cgroup_usage *before)
{
    struct meter meter = {.run = run, .group_before = before->cpu, .own_before = run->own_before};

    run->start_cpu = 0;
    if (run_cpu(&meter, &run->start_cpu) < 0)
        return -1;
    run->start = clock_monotonic();
    return 0;
}

int fork_run(struct cell_run *run, struct warm_interpreter *place,
             const struct cgroup_usage *before)
{
    unsigned processes = run->wire->limits.processes + 1 + warm_count(run->warm);
    struct warm_fork fork = {.filter = spawn_filter(run),
                             .processes = run->setup->has_cgroup ? 0 : processes,
                             .work_dir = run->setup->work_dir,
                             .fds = run->view->fds};

    if (warm_fork(run->warm, place, &fork) < 0)
        return -1;
    run->pid = fork.pid;
    run->pidfd = fork.pidfd;
    run->listener = fork.listener;
    if (start_clocks(run, before) == 0 && warm_let_go(place) == 0)
        return 0;
    warm_abandon(run->warm, place, &fork);
    run->pid = 0;
    run->pidfd = run->listener = -1;
    return -1;
}
