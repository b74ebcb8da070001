/* SPDX-License-Identifier: MIT */
/*
 * Memory where no cgroup counts it: the resident sets of the cell's processes, read from time to
 * time. The quick figure adds up statm (proc_pid_statm(5)), which counts a page once for each process
 * that maps it. Only when that exceeds the limit, shared pages are divided among the processes
 * (Pss in /proc/PID/smaps_rollup), which is slower.
 */
#include "sandbox/inside/cell_init.h"
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>

/* Reads a file of a process in the cell's own /proc as text; false when the process is gone. */
static bool read_process_file(int proc, const char *pid, const char *name, char *out, size_t size)
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

static bytes_t statm_bytes(int proc, const char *pid)
{
    char text[128];
    long long pages = 0;

    if (!read_process_file(proc, pid, "statm", text, sizeof text) ||
        sscanf(text, "%*d %lld", &pages) != 1)
        return 0;
    return pages * sysconf(_SC_PAGESIZE);
}

static bytes_t pss_bytes(int proc, const char *pid)
{
    char text[1024];
    const char *pss;
    long long kib = 0;

    if (!read_process_file(proc, pid, "smaps_rollup", text, sizeof text))
        return 0;
    pss = strstr(text, "\nPss:");
    return pss && sscanf(pss, " Pss: %lld", &kib) == 1 ? kib * KIB : 0;
}

/* Over all processes of the cell but its init, which is 1, and the waiting interpreters. */
static bytes_t sum_processes(const struct cell_run *run,
                             bytes_t (*bytes)(int proc, const char *pid))
{
    int fd = openat(run->proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cleanup_dir DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bytes_t sum = 0;

    while (dir && (entry = readdir(dir))) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

        if (pid > 1 && !warm_is(run->warm, pid))
            sum += bytes(run->proc, entry->d_name);
    }
    return sum;
}

/* The work directory is in memory; at the level basic it is on the host's disk. */
bytes_t resident_files(const struct cell_run *run)
{
    struct statfs fs;

    if (run->setup->level == ISOLATION_BASIC || statfs(run->setup->work_dir, &fs) < 0)
        return 0;
    return (bytes_t)(fs.f_blocks - fs.f_bfree) * (bytes_t)fs.f_bsize;
}

bytes_t resident(const struct cell_run *run)
{
    bytes_t sum, files;

    if (run->setup->level == ISOLATION_BASIC) { /* one process; /proc is the host's */
        char pid[16];

        snprintf(pid, sizeof pid, "%d", (int)run->pid);
        return statm_bytes(run->proc, pid);
    }
    files = resident_files(run);
    sum = files + sum_processes(run, statm_bytes);
    return sum > run->wire->limits.memory ? files + sum_processes(run, pss_bytes) : sum;
}
