/* SPDX-License-Identifier: MIT */
/*
 * Memory where no cgroup counts it: the resident sets of what runs, looked at from time to time. The
 * quick look adds up statm's (proc_pid_statm(5)), which counts a page once for each process that
 * maps it; only when that is too much are the shares taken (Pss in /proc/PID/smaps_rollup).
 */
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>

/* A file of a process in the cell's own /proc, as text; false when it is gone. */
static bool read_of(int proc, const char *pid, const char *name, char *out, size_t size)
{
    char path[64];
    cleanup_fd int fd = -1;
    ssize_t n;

    snprintf(path, sizeof path, "%.20s/%s", pid, name);
    fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    n = fd < 0 ? -1 : read(fd, out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static bytes_t quick(int proc, const char *pid)
{
    char text[128];
    long long pages = 0;

    if (!read_of(proc, pid, "statm", text, sizeof text) || sscanf(text, "%*d %lld", &pages) != 1)
        return 0;
    return pages * sysconf(_SC_PAGESIZE);
}

static bytes_t share(int proc, const char *pid)
{
    char text[1024];
    const char *pss;
    long long kib = 0;

    if (!read_of(proc, pid, "smaps_rollup", text, sizeof text))
        return 0;
    pss = strstr(text, "\nPss:");
    return pss && sscanf(pss, " Pss: %lld", &kib) == 1 ? kib * KIB : 0;
}

/* Over all processes of the cell but its init, which is 1, and the interpreters that wait. */
static bytes_t add_up(const struct run *run, bytes_t (*of)(int proc, const char *pid))
{
    int fd = openat(run->oom_dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cleanup_dir DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bytes_t sum = 0;

    while (dir && (entry = readdir(dir))) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

        if (pid > 1 && !warm_is(run->warm, pid))
            sum += of(run->oom_dir, entry->d_name);
    }
    return sum;
}

/* What lies in the work directory lies in memory; at the basic level, on the host's disk. */
bytes_t resident_files(const struct run *run)
{
    struct statfs fs;

    if (run->setup->level == ISOLATION_BASIC || statfs(run->setup->work_dir, &fs) < 0)
        return 0;
    return (bytes_t)(fs.f_blocks - fs.f_bfree) * (bytes_t)fs.f_bsize;
}

bytes_t resident(const struct run *run)
{
    bytes_t sum, kept;

    if (run->setup->level == ISOLATION_BASIC) { /* one process; /proc is the host's */
        char pid[16];

        snprintf(pid, sizeof pid, "%d", (int)run->pid);
        return quick(run->oom_dir, pid);
    }
    kept = resident_files(run);
    sum = kept + add_up(run, quick);
    return sum > run->wire->limits.memory ? kept + add_up(run, share) : sum;
}
