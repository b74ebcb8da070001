/* SPDX-License-Identifier: MIT */
#include "pool/own_limits.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum {
    PROCESSES = 64 + 16,    /* of a run, with the cell's own */
    FILES = 64,             /* winnow's own: the loop, the journal, the cache */
    FILES_PER_SLOT = 24,    /* cells, outputs, and the work that waits */
    FILES_OF_PROGRAM = 256, /* sandbox/inside/spawn.c gives this many to each program */
    SECONDS_BEHIND = 2,     /* spawn.c: so far behind a run's CPU limit is its RLIMIT_CPU */
    STACKS = 2 + PROCESSES, /* spawn.c: twice the memory limit, and a stack for each thread, */
};

static const rlim_t spare_addresses = (rlim_t)16 << 30; /* and this */

struct own_limit {
    __rlimit_resource_t resource;
    char letter;      /* of ulimit */
    const char *name; /* of prlimit(1)'s option */
    const char *words, *unit;
    rlim_t per_unit;
};

static const struct own_limit own_limits[] = {
    {RLIMIT_CPU, 't', "cpu", "CPU time", " s", 1},
    {RLIMIT_FSIZE, 'f', "fsize", "the size of a file", " KiB", KIB},
    {RLIMIT_STACK, 's', "stack", "the stack", " KiB", KIB},
    {RLIMIT_AS, 'v', "as", "addresses", " KiB", KIB},
    {RLIMIT_DATA, 'd', "data", "the data segment", " KiB", KIB},
    {RLIMIT_NPROC, 'u', "nproc", "processes", "", 1},
    {RLIMIT_NOFILE, 'n', "nofile", "open files", "", 1},
};

static rlim_t needed(const struct limit_needs *needs, __rlimit_resource_t resource)
{
    rlim_t files = FILES + needs->held + (rlim_t)needs->slots * FILES_PER_SLOT;

    switch ((int)resource) {
    case RLIMIT_CPU:
        return (rlim_t)(needs->cpu / NSEC_PER_SEC) + SECONDS_BEHIND;
    case RLIMIT_FSIZE:
        return (rlim_t)needs->file + 1;
    case RLIMIT_STACK:
        return (rlim_t)needs->memory;
    case RLIMIT_AS:
    case RLIMIT_DATA:
        return spare_addresses + STACKS * (rlim_t)needs->memory;
    case RLIMIT_NPROC:
        return PROCESSES + 4 * (rlim_t)needs->slots;
    default:
        return files > FILES_OF_PROGRAM ? files : FILES_OF_PROGRAM;
    }
}

/*
 * The soft limit becomes the hard one, but for CPU time a second less: SIGXCPU then comes before
 * SIGKILL, and winnow can end in order. A hard limit that is too low is lifted where that is allowed;
 * the kernel's maximum of open files is finite.
 */
static struct rlimit raise_limit(const struct own_limit *own, rlim_t least)
{
    rlim_t lifted = own->resource == RLIMIT_NOFILE ? least : RLIM_INFINITY;
    struct rlimit limit, high = {.rlim_cur = lifted, .rlim_max = lifted};

    if (getrlimit(own->resource, &limit) < 0)
        return high; /* a kernel without this limit */
    if (limit.rlim_max < least && setrlimit(own->resource, &high) == 0)
        return high;
    limit.rlim_cur = limit.rlim_max;
    if (own->resource == RLIMIT_CPU && limit.rlim_max != RLIM_INFINITY && limit.rlim_max > 1)
        limit.rlim_cur--;
    setrlimit(own->resource, &limit);
    return limit;
}

static void add_complaint(char *text, size_t size, const struct own_limit *own, rlim_t now,
                          rlim_t least)
{
    size_t n = strlen(text);
    unsigned long long wanted = (least + own->per_unit - 1) / own->per_unit;
    char remedy[32] = "unlimited"; /* winnow's own time and files have no bound */

    if (own->resource == RLIMIT_NOFILE)
        snprintf(remedy, sizeof remedy, "%llu", wanted);
    snprintf(text + n, size - n,
             "%sthe hard limit of %s (ulimit -H%c) is %llu%s, and %llu are needed: sudo prlimit "
             "--pid $$ --%s=%s",
             n ? "; " : "", own->words, own->letter, (unsigned long long)(now / own->per_unit),
             own->unit, wanted, own->name, remedy);
}

int own_limits_check(const struct limit_needs *needs, struct err *err)
{
    char complaints[900] = "";

    for (size_t i = 0; i < sizeof own_limits / sizeof *own_limits; i++) {
        rlim_t least = needed(needs, own_limits[i].resource);
        struct rlimit limit = raise_limit(&own_limits[i], least);

        if (limit.rlim_max < least)
            add_complaint(complaints, sizeof complaints, &own_limits[i], limit.rlim_max, least);
    }
    return complaints[0] ? err_set(err, ERR_INPUT, "%s", complaints) : 0;
}

size_t own_limits_spare_files(const struct limit_needs *needs)
{
    struct rlimit limit;
    rlim_t least = needed(needs, RLIMIT_NOFILE);

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur < least)
        return 0;
    return (size_t)(limit.rlim_cur - least);
}
