/* SPDX-License-Identifier: MIT */
#include "pool/host_load.h"
#include "base/clock.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { HIGH = 5 }; /* percent */

static nsec_t read_stolen(void)
{
    cleanup_file FILE *file = fopen("/proc/stat", "re");
    long long ticks;

    if (!file || fscanf(file, "cpu %*u %*u %*u %*u %*u %*u %*u %lld", &ticks) != 1)
        return -1;
    return ticks * (NSEC_PER_SEC / sysconf(_SC_CLK_TCK));
}

static nsec_t read_waited(void)
{
    cleanup_file FILE *file = fopen("/proc/pressure/cpu", "re");
    char line[256];
    const char *total;

    if (!file || !fgets(line, sizeof line, file) || !(total = strstr(line, "total=")))
        return -1;
    return strtoll(total + strlen("total="), NULL, 10) * 1000;
}

struct host_load host_load_now(void)
{
    return (struct host_load){.at = clock_now(), .stolen = read_stolen(), .waited = read_waited()};
}

static int percent(nsec_t from, nsec_t to, nsec_t time)
{
    if (from < 0 || to < from || time <= 0)
        return -1;
    return (int)((to - from) * 100 / time);
}

int host_load_stolen(const struct host_load *from, const struct host_load *to)
{
    return percent(from->stolen, to->stolen, to->at - from->at);
}

int host_load_waited(const struct host_load *from, const struct host_load *to)
{
    return percent(from->waited, to->waited, to->at - from->at);
}

int host_load_since(const struct host_load *from)
{
    const struct host_load now = host_load_now();
    int stolen = host_load_stolen(from, &now), waited = host_load_waited(from, &now);
    int larger = stolen > waited ? stolen : waited;

    return larger > 0 ? larger : 0;
}

bool host_load_is_high(int percent)
{
    return percent >= HIGH;
}
