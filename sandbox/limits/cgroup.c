/* SPDX-License-Identifier: MIT */
/* The group of one cell: its init joins it, sets its limits, resets and reads its counters. */
#include "sandbox/limits/cgroup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cgroup_cell_clear(struct cgroup_cell *cell)
{
    memset(cell, 0, sizeof *cell);
    for (int i = 0; i < CGROUP_HIERARCHIES; i++)
        cell->procs[i] = -1;
    cell->memory_max = cell->memory_current = cell->memory_peak = cell->memory_events = -1;
    cell->pids_max = cell->pids_events = cell->cpu = -1;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void cgroup_cell_close_fds(struct cgroup_cell *cell)
{
    for (int i = 0; i < CGROUP_HIERARCHIES; i++)
        close_fd(&cell->procs[i]);
    close_fd(&cell->memory_max);
    close_fd(&cell->memory_current);
    close_fd(&cell->memory_peak);
    close_fd(&cell->memory_events);
    close_fd(&cell->pids_max);
    close_fd(&cell->pids_events);
    close_fd(&cell->cpu);
}

int cgroup_cell_join(const struct cgroup_cell *cell)
{
    int directories = cell->version == 2 ? 1 : CGROUP_HIERARCHIES;

    for (int i = 0; i < directories; i++)
        if (cell->procs[i] >= 0 && write(cell->procs[i], "0", 1) != 1)
            return -1;
    return 0;
}

static int write_number(int fd, long long value)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%lld", value);

    return pwrite(fd, text, (size_t)n, 0) == n ? 0 : -1;
}

/* Reads a small counter file from its start. */
static int read_text(int fd, char *out, size_t size)
{
    ssize_t n = pread(fd, out, size - 1, 0);

    if (n < 0)
        return -1;
    out[n] = '\0';
    return 0;
}

static int read_number(int fd, int64_t *value)
{
    char text[64];

    if (read_text(fd, text, sizeof text) < 0)
        return -1;
    *value = strtoll(text, NULL, 10);
    return 0;
}

/* The number behind `key` in a file of "key number" lines; 0 when the key is not there. */
static int read_keyed(int fd, const char *key, int64_t *value)
{
    char text[1024];
    const char *line = text;
    size_t n = strlen(key);

    if (read_text(fd, text, sizeof text) < 0)
        return -1;
    *value = 0;
    while (line && *line) {
        if (strncmp(line, key, n) == 0 && line[n] == ' ')
            *value = strtoll(line + n, NULL, 10);
        line = strchr(line, '\n');
        line += line != NULL;
    }
    return 0;
}

int cgroup_cell_limit(const struct cgroup_cell *cell, bytes_t memory, unsigned processes)
{
    if (write_number(cell->memory_max, memory) < 0)
        return -1;
    return write_number(cell->pids_max, processes);
}

int cgroup_cell_lift_memory(const struct cgroup_cell *cell)
{
    return write_number(cell->memory_max, INT64_MAX);
}

int cgroup_cell_reset_peak(const struct cgroup_cell *cell)
{
    return cell->peak_resets ? write_number(cell->memory_peak, 0) : 0;
}

int cgroup_cell_read_cpu(const struct cgroup_cell *cell, nsec_t *cpu)
{
    int64_t usec;

    if (cell->version == 1)
        return read_number(cell->cpu, cpu);
    if (read_keyed(cell->cpu, "usage_usec", &usec) < 0)
        return -1;
    *cpu = usec * 1000;
    return 0;
}

int cgroup_cell_read_refused(const struct cgroup_cell *cell, int64_t *refused)
{
    return read_keyed(cell->pids_events, "max", refused);
}

int cgroup_cell_read(const struct cgroup_cell *cell, struct cgroup_usage *usage)
{
    usage->peak = 0;
    if (cgroup_cell_read_cpu(cell, &usage->cpu) < 0 ||
        read_number(cell->memory_current, &usage->memory) < 0 ||
        read_keyed(cell->memory_events, "oom_kill", &usage->oom_kills) < 0 ||
        cgroup_cell_read_refused(cell, &usage->pids_refused) < 0)
        return -1;
    return cell->peak_resets ? read_number(cell->memory_peak, &usage->peak) : 0;
}
