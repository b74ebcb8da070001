/* SPDX-License-Identifier: MIT */
/*
 * What /proc shows of the cell's processes: how long they waited for a core, and their memory where no
 * cgroup counts it. Memory is read from time to time. The quick figure adds up statm
 * (proc_pid_statm(5)), which counts a page once for each process that maps it. Only when that exceeds
 * the limit, shared pages are divided among the processes (Pss in /proc/PID/smaps_rollup), which is
 * slower.
 */
#include "sandbox/inside/cell_init.h"
#include "sandbox/warm/warm.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>

/* Opens "PID/name" in the cell's own /proc; -1 when the process is gone. */
static int open_of_process(int proc, const char *pid, const char *name, int flags)
{
    char path[96];

    snprintf(path, sizeof path, "%.20s/%s", pid, name);
    return openat(proc, path, flags | O_CLOEXEC);
}

static DIR *open_dir_of_process(int proc, const char *pid, const char *name)
{
    int fd = open_of_process(proc, pid, name, O_RDONLY | O_DIRECTORY);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);

    if (!dir && fd >= 0)
        close(fd);
    return dir;
}

/* Reads a file of a process as text; false when the process is gone. */
static bool read_process_file(int proc, const char *pid, const char *name, char *out, size_t size)
{
    cleanup_fd int fd = open_of_process(proc, pid, name, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);

    out[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* The figure of a line "key: N kB", in bytes; 0 when there is none. */
static bytes_t kib_line(int proc, const char *pid, const char *name, const char *key)
{
    char text[4096];
    const char *line;

    if (!read_process_file(proc, pid, name, text, sizeof text) || !(line = strstr(text, key)))
        return 0;
    return strtoll(line + strlen(key), NULL, 10) * KIB;
}

/*
 * Page tables are the kernel's memory and in no resident set. They can only be large where much address
 * space is mapped: 4 KiB for 2 MiB of it.
 */
static bytes_t page_tables(int proc, const char *pid, bytes_t mapped)
{
    return mapped > 512 * MIB ? kib_line(proc, pid, "status", "\nVmPTE:") : 0;
}

static bytes_t statm_bytes(int proc, const char *pid)
{
    char text[128];
    long long mapped = 0, pages = 0;

    if (!read_process_file(proc, pid, "statm", text, sizeof text) ||
        sscanf(text, "%lld %lld", &mapped, &pages) != 2)
        return 0;
    return pages * sysconf(_SC_PAGESIZE) + page_tables(proc, pid, mapped * sysconf(_SC_PAGESIZE));
}

static bytes_t pss_bytes(int proc, const char *pid)
{
    return kib_line(proc, pid, "smaps_rollup", "\nPss:") + page_tables(proc, pid, INT64_MAX);
}

/* The name of the next entry that is a number; NULL at the end. */
static const char *next_number(DIR *dir)
{
    const struct dirent *entry;

    while ((entry = readdir(dir)))
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            return entry->d_name;
    return NULL;
}

typedef void visit_process(int proc, const char *pid, void *context);

enum { DEEPEST_CHILD = 16 };

/*
 * The processes below one, by what /proc says of each of its threads. A child that ends meanwhile is not met, nor are
 * those below it: they become children of init, and are met at the next look.
 */
static void each_descendant(int proc, const char *pid, int depth, visit_process *visit,
                            void *context)
{
    cleanup_dir DIR *threads = open_dir_of_process(proc, pid, "task");
    const char *thread;

    while (threads && depth < DEEPEST_CHILD && (thread = next_number(threads))) {
        char name[48], children[4096], *rest = children, *child;

        snprintf(name, sizeof name, "task/%.20s/children", thread);
        if (!read_process_file(proc, pid, name, children, sizeof children))
            continue;
        while ((child = strsep(&rest, " "))) {
            if (!*child)
                continue;
            visit(proc, child, context);
            each_descendant(proc, child, depth + 1, visit, context);
        }
    }
}

/*
 * Calls `visit` for each process of the run: all of the cell but its init, which is 1, and the waiting
 * interpreters. At the level basic /proc is the host's; a solution there is one process, and what a compiler starts is
 * below init.
 */
static void each_process(const struct cell_run *run, visit_process *visit, void *context)
{
    cleanup_dir DIR *dir = NULL;
    const char *name;
    char pid_text[16];

    if (run->setup->level == ISOLATION_BASIC) {
        bool compiles = run->wire->profile == PROFILE_COMPILER;

        snprintf(pid_text, sizeof pid_text, "%d", compiles ? (int)getpid() : (int)run->pid);
        if (compiles)
            each_descendant(run->proc, pid_text, 0, visit, context);
        else
            visit(run->proc, pid_text, context);
        return;
    }
    dir = open_dir_of_process(run->proc, ".", ".");
    while (dir && (name = next_number(dir))) {
        pid_t pid = (pid_t)strtol(name, NULL, 10);

        if (pid > 1 && !warm_is(run->warm, pid))
            visit(run->proc, name, context);
    }
}

static void add_statm(int proc, const char *pid, void *sum)
{
    *(bytes_t *)sum += statm_bytes(proc, pid);
}

static void add_pss(int proc, const char *pid, void *sum)
{
    *(bytes_t *)sum += pss_bytes(proc, pid);
}

/* ---- pipes and sockets: the kernel's memory, and in no resident set either */

enum { MANY_DESCRIPTORS = 24, PIPES_MAX = 4096, SOCKET_BYTES = 208 * 1024 };

/* The pipes and sockets that were counted, by inode: processes share them. A hash table. */
struct pipes {
    unsigned long long inodes[PIPES_MAX];
    unsigned count;
    bytes_t bytes;
};

/* True when the inode is new, and is noted now. */
static bool note_inode(struct pipes *pipes, unsigned long long inode)
{
    size_t at = inode % PIPES_MAX;

    if (pipes->count >= PIPES_MAX / 2)
        return false;
    while (pipes->inodes[at] != 0 && pipes->inodes[at] != inode)
        at = (at + 1) % PIPES_MAX;
    if (pipes->inodes[at] == inode)
        return false;
    pipes->inodes[at] = inode;
    pipes->count++;
    return true;
}

/* A pipe that is not empty counts with its capacity: each write can take a page of its own. */
static bytes_t pipe_bytes(int dir, const char *name)
{
    cleanup_fd int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int unread = 0;

    if (fd < 0 || ioctl(fd, FIONREAD, &unread) < 0 || unread == 0)
        return 0;
    return fcntl(fd, F_GETPIPE_SZ);
}

static void count_descriptor(int dir, const char *name, struct pipes *pipes)
{
    char target[64];
    ssize_t n = readlinkat(dir, name, target, sizeof target - 1);
    unsigned long long inode;

    target[n > 0 ? n : 0] = '\0';
    if (sscanf(target, "pipe:[%llu]", &inode) == 1 && note_inode(pipes, inode))
        pipes->bytes += pipe_bytes(dir, name);
    else if (sscanf(target, "socket:[%llu]", &inode) == 1 && note_inode(pipes, inode))
        pipes->bytes += SOCKET_BYTES; /* net.core.wmem_default */
}

/* Few descriptors cannot hold much, so most programs cost one open and one stat. */
static void add_pipes(int proc, const char *pid, void *context)
{
    cleanup_dir DIR *dir = open_dir_of_process(proc, pid, "fd");
    const char *name;
    struct stat st;

    /* Since Linux 6.2 the size is the number of descriptors; before, it is 0. */
    if (!dir || (fstat(dirfd(dir), &st) == 0 && st.st_size > 0 && st.st_size < MANY_DESCRIPTORS))
        return;
    while ((name = next_number(dir)))
        count_descriptor(dirfd(dir), name, context);
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
    struct pipes pipes = {.count = 0};
    bytes_t files = resident_files(run), quick = 0, exact = 0;

    each_process(run, add_pipes, &pipes);
    each_process(run, add_statm, &quick);
    if (files + pipes.bytes + quick <= run->wire->limits.memory)
        return files + pipes.bytes + quick;
    each_process(run, add_pss, &exact);
    return files + pipes.bytes + exact;
}

/* ---- time on a core, and waiting for one */

/* The rest of a stat file from the state on: the name before it can have any characters. NULL: the process is gone. */
static const char *read_stat(int proc, const char *pid, char *out, size_t size)
{
    const char *name_end =
        read_process_file(proc, pid, "stat", out, size) ? strrchr(out, ')') : NULL;

    return name_end && name_end[1] == ' ' ? name_end + 2 : NULL;
}

/* What its children had used when it waited for them: their own figures are gone. */
static nsec_t reaped_time(int proc, const char *pid)
{
    char text[512];
    const char *rest = read_stat(proc, pid, text, sizeof text);
    long long user = 0, system = 0;

    if (!rest || sscanf(rest, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %lld %lld",
                        &user, &system) != 2)
        return 0;
    return (user + system) * (NSEC_PER_SEC / sysconf(_SC_CLK_TCK));
}

static void note_state(int tasks, const char *thread, struct core_time *time)
{
    char text[512];
    const char *state = read_stat(tasks, thread, text, sizeof text);

    time->seen = time->seen || state;
    time->busy = time->busy || (state && (*state == 'R' || *state == 'D'));
}

/* The first two figures of schedstat (Documentation/scheduler/sched-stats.rst): nanoseconds. */
static void add_core_time(int proc, const char *pid, void *sum)
{
    cleanup_dir DIR *tasks = open_dir_of_process(proc, pid, "task");
    struct core_time *time = sum;
    const char *thread;

    time->used += reaped_time(proc, pid);
    while (tasks && (thread = next_number(tasks))) {
        char text[128];
        long long used = 0, waited = 0;

        if (!read_process_file(dirfd(tasks), thread, "schedstat", text, sizeof text) ||
            sscanf(text, "%lld %lld", &used, &waited) != 2)
            continue;
        note_state(dirfd(tasks), thread, time);
        time->used += used;
        time->waited += waited;
        if (waited > time->longest_wait)
            time->longest_wait = waited;
    }
}

struct core_time core_time(const struct cell_run *run)
{
    struct core_time time = {.used = 0};

    each_process(run, add_core_time, &time);
    return time;
}
