/* SPDX-License-Identifier: MIT */
#include "pool/host_memory.h"
#include "winnow/cleanup.h"

#include <signal.h>
#include <string.h>

static long long read_killed(void)
{
    cleanup_file FILE *file = fopen("/proc/vmstat", "re");
    char line[128];
    long long killed;

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "oom_kill %lld", &killed) == 1)
            return killed;
    return -1;
}

void host_memory_watch(struct host_memory *memory, const struct sandbox *sandbox)
{
    struct sandbox_facts facts;

    sandbox_describe(sandbox, &facts);
    memory->watched = !facts.cgroup;
    memory->killed = memory->watched ? read_killed() : -1;
}

/* gcc's driver, when the kernel has killed a pass of it. */
static bool says_killed(int fd)
{
    static const char words[] = "Killed signal terminated program";
    char text[4096];
    ssize_t n = pread(fd, text, sizeof text, 0);

    return n > 0 && memmem(text, (size_t)n, words, sizeof words - 1);
}

static bool was_killed(const struct run_result *result, int stderr_fd)
{
    if (result->end == RUN_SIGNALED)
        return result->code == SIGKILL;
    return result->end == RUN_EXITED && result->code != 0 && says_killed(stderr_fd);
}

bool host_memory_may_have_killed(struct host_memory *memory, const struct run_result *result,
                                 int stderr_fd)
{
    long long before = memory->killed;

    if (!memory->watched || !was_killed(result, stderr_fd))
        return false;
    memory->killed = read_killed();
    return memory->killed > before;
}
