/* SPDX-License-Identifier: MIT */
/*
 * How long a run has slept. A program that waits for what never comes would hold its cell until the wall limit, which must
 * be generous, because the host decides how much of the wall time a program gets. Sleep is the part of it that the host does
 * not decide: the wall time of which no process of the run spent any on a core, or waiting for a core or a disk, or for
 * somebody outside the cell (cell_hold_idle). Whatever is in doubt counts as no sleep.
 */
#include "sandbox/inside/cell_init.h"
#include "sandbox/limits/clock.h"

/*
 * LOOK_MS: /proc is read no more often; a look at a process takes some 20 µs. MIN_MS: nor is a run that has slept nearly
 * too long, and computes now, looked at all the time.
 */
enum { LOOK_MS = 50, MIN_MS = 20 };

static nsec_t later(nsec_t a, nsec_t b)
{
    return a > b ? a : b;
}

/* Until the limit, if the run sleeps from now on. */
static nsec_t idle_left(const struct meter *meter)
{
    nsec_t limit = meter->run->wire->limits.idle;

    return limit == 0 ? INT64_MAX : limit - meter->idle.total;
}

nsec_t idle_wait(const struct meter *meter)
{
    return later(idle_left(meter), MIN_MS * NSEC_PER_MS);
}

bool idle_is_over(const struct meter *meter)
{
    return idle_left(meter) < 0;
}

static nsec_t held_until(const struct cell_run *run, nsec_t now)
{
    int64_t held = atomic_load(run->setup->held);

    return held < 0 ? now + held : held;
}

void idle_look(struct meter *meter, nsec_t cpu)
{
    struct idle_meter *idle = &meter->idle, last = *idle;
    nsec_t now = clock_monotonic(), left = idle_left(meter), away, used;
    struct core_time time;

    if (last.at == 0)
        last.at = idle->at = meter->run->start;
    if (left == INT64_MAX || (now - last.at < left && now - last.at < LOOK_MS * NSEC_PER_MS))
        return;
    time = core_time(meter->run);
    *idle = (struct idle_meter){
        last.total, now, meter->late, cpu, time.used, time.waited, held_until(meter->run, now)};
    used = later(cpu - last.cpu, time.used - last.used);
    away = later(used, 0) + later(time.waited - last.waited, 0) + later(idle->held - last.held, 0) +
           idle->late - last.late;
    if (time.seen && !time.busy)
        idle->total += later(now - last.at - away, 0);
}
