/* SPDX-License-Identifier: MIT */
/* Finds the hierarchies, makes and removes groups. */
#include "sandbox/limits/cgroup.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const v1_controller[CGROUP_HIERARCHIES] = {"memory", "pids", "cpuacct", "cpu"};

/* True when `word` is one of the comma- or space-separated words of `list`. */
static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = list; (p = strstr(p, word)); p += n) {
        bool starts = p == list || p[-1] == ',' || p[-1] == ' ';

        if (starts && (p[n] == '\0' || strchr(", \n", p[n])))
            return true;
    }
    return false;
}

/* Reads mountinfo: "… mountpoint opts … - fstype source superopts" (proc_pid_mountinfo(5)). */
static int find_mounts(char v1[CGROUP_HIERARCHIES][512], char v2[512], struct err *err)
{
    cleanup_file FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[4096];

    while (mounts && fgets(line, sizeof line, mounts)) {
        char point[512], type[64], super[1024];
        const char *tail = strstr(line, " - ");

        if (!tail || sscanf(line, "%*s %*s %*s %*s %511s", point) != 1 ||
            sscanf(tail, " - %63s %*s %1023s", type, super) != 2)
            continue;
        if (strcmp(type, "cgroup2") == 0 && !v2[0])
            memcpy(v2, point, sizeof point);
        if (strcmp(type, "cgroup") != 0)
            continue;
        for (int i = 0; i < CGROUP_HIERARCHIES; i++)
            if (has_word(super, v1_controller[i]) && !v1[i][0])
                memcpy(v1[i], point, sizeof point);
    }
    return !mounts || ferror(mounts) ? err_sys(err, ERR_JUDGE, "/proc/self/mountinfo") : 0;
}

static int write_file(const char *dir, const char *name, const char *text)
{
    char path[1200];
    cleanup_fd int fd = -1;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : -1;
}

static int read_file(const char *dir, const char *name, char *out, size_t size)
{
    char path[1200];
    cleanup_fd int fd = -1;
    ssize_t n;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    n = fd < 0 ? -1 : read(fd, out, size - 1);
    if (n < 0)
        return -1;
    out[n] = '\0';
    return 0;
}

unsigned long long process_start_time(int pid)
{
    char dir[32], stat[1024];
    const char *p;
    unsigned long long ticks = 0;

    snprintf(dir, sizeof dir, "/proc/%d", pid);
    if (read_file(dir, "stat", stat, sizeof stat) < 0 || !(p = strrchr(stat, ')')))
        return 0;
    if (sscanf(p + 1,
               " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
               &ticks) != 1)
        return 0;
    return ticks;
}

/* False for a process that exists but cannot be read: its group, empty for a moment, must stay. */
static bool is_gone(int pid, unsigned long long start)
{
    unsigned long long now = process_start_time(pid);

    return now != 0 ? now != start : kill(pid, 0) < 0 && errno == ESRCH;
}

/* A group is named "<pid>.<start time>.<number>" after its maker: the name shows if that has ended. */
static void remove_stale(const char *parent)
{
    cleanup_dir DIR *dir = opendir(parent);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char path[1024];
        unsigned long long start;
        int pid;

        if (sscanf(entry->d_name, "%d.%llu.%*u", &pid, &start) != 2)
            continue;
        if (!is_gone(pid, start))
            continue;
        snprintf(path, sizeof path, "%s/%s", parent, entry->d_name);
        rmdir(path); /* EBUSY while it has processes: then it must stay */
    }
}

static int open_v1(struct cgroup_host *host, char mounts[CGROUP_HIERARCHIES][512], struct err *err)
{
    for (int i = 0; i < CGROUP_HIERARCHIES; i++) {
        if (!mounts[i][0] && i == CGROUP_SHARE)
            continue;
        if (!mounts[i][0])
            return err_set(err, ERR_INPUT, "cgroup v1 has no '%s' controller mounted",
                           v1_controller[i]);
        if ((size_t)snprintf(host->dir[i], sizeof host->dir[i], "%s/winnow", mounts[i]) >=
            sizeof host->dir[i])
            return err_set(err, ERR_INPUT, "%s: path too long", mounts[i]);
        if (mkdir(host->dir[i], 0755) < 0 && errno != EEXIST)
            return err_sys(err, ERR_INPUT, "cannot make cgroup %s", host->dir[i]);
        if (access(host->dir[i], W_OK) < 0)
            return err_sys(err, ERR_INPUT, "cgroup %s", host->dir[i]);
        remove_stale(host->dir[i]);
    }
    host->version = 1;
    return 0;
}

/* The leaf for the processes of winnow's own group, which can have limited subgroups only without. */
static const char v2_leaf[] = "/winnow-main";

/*
 * The directory for winnow's version 2 groups: the mount itself for root, else winnow's own group. If
 * that is the leaf of an earlier winnow, which moved its shell there, then the group above it.
 */
static int v2_base(const char *mount, char *base, size_t size)
{
    char own[1024];
    char *path;
    size_t n;

    if (geteuid() == 0)
        return (size_t)snprintf(base, size, "%s", mount) < size ? 0 : -1;
    if (read_file("/proc/self", "cgroup", own, sizeof own) < 0 || !(path = strstr(own, "0::")))
        return -1;
    path[strcspn(path, "\n")] = '\0';
    n = strlen(path);
    if (n >= strlen(v2_leaf) && strcmp(path + n - strlen(v2_leaf), v2_leaf) == 0)
        path[n - strlen(v2_leaf)] = '\0';
    return (size_t)snprintf(base, size, "%s%s", mount, path + 3) < size ? 0 : -1;
}

/* Moves every process of `base` into the leaf; true when there was one. */
static bool v2_clear(const char *base, const char *leaf)
{
    char pids[8192];
    const char *pid = pids;
    bool moved = false;

    if (read_file(base, "cgroup.procs", pids, sizeof pids) < 0)
        return false;
    for (const char *end; (end = strchr(pid, '\n')); pid = end + 1) {
        char one[16];

        snprintf(one, sizeof one, "%.*s", (int)(end - pid), pid);
        moved |= write_file(leaf, "cgroup.procs", one) == 0;
    }
    return moved;
}

/*
 * Enables the controllers for the children of `base`. That is impossible while the group has processes
 * of its own (cgroups(7), "no internal processes"), so they are moved into a leaf: winnow, and the
 * shell or service that owns the group and started winnow. Repeated, because they can fork meanwhile.
 */
static int v2_enable(const char *base)
{
    static const char controllers[] = "+memory +pids";
    char leaf[700];
    int rc = write_file(base, "cgroup.subtree_control", controllers);

    if (rc == 0 || errno != EBUSY)
        return rc;
    snprintf(leaf, sizeof leaf, "%s%s", base, v2_leaf);
    if (mkdir(leaf, 0755) < 0 && errno != EEXIST)
        return -1;
    for (int tries = 0; tries < 8 && v2_clear(base, leaf); tries++) {
        rc = write_file(base, "cgroup.subtree_control", controllers);
        if (rc == 0)
            break;
    }
    return rc;
}

static int open_v2(struct cgroup_host *host, const char *mount, struct err *err)
{
    char base[460], controllers[512], *dir = host->dir[0];

    if (v2_base(mount, base, sizeof base) < 0 ||
        read_file(base, "cgroup.controllers", controllers, sizeof controllers) < 0)
        return err_set(err, ERR_INPUT, "cgroup v2: cannot read winnow's own group");
    if (!has_word(controllers, "memory") || !has_word(controllers, "pids"))
        return err_set(err, ERR_INPUT,
                       "cgroup v2 does not offer the memory and pids controllers in %s", base);
    snprintf(dir, sizeof host->dir[0], "%s/winnow", base);
    if (v2_enable(base) < 0 || (mkdir(dir, 0755) < 0 && errno != EEXIST) ||
        write_file(dir, "cgroup.subtree_control", "+memory +pids") < 0)
        return err_sys(
            err, ERR_INPUT,
            "cannot make cgroups in %s (start winnow as root, or with `systemd-run --user "
            "--scope -p Delegate=yes`)",
            base);
    (void)write_file(base, "cgroup.subtree_control", "+cpu"); /* see CGROUP_SHARE */
    (void)write_file(dir, "cgroup.subtree_control", "+cpu");
    remove_stale(dir);
    for (int i = 1; i < CGROUP_HIERARCHIES; i++)
        memcpy(host->dir[i], dir, sizeof host->dir[i]);
    host->version = 2;
    return 0;
}

int cgroup_host_open(struct cgroup_host *host, struct err *err)
{
    char v1[CGROUP_HIERARCHIES][512] = {{0}}, v2[512] = "";
    struct err v2_err = {0};

    memset(host, 0, sizeof *host);
    if (find_mounts(v1, v2, err) < 0)
        return -1;
    if (v2[0] && open_v2(host, v2, &v2_err) == 0)
        return 0;
    if (v1[CGROUP_MEMORY][0])
        return open_v1(host, v1, err);
    return err_set(err, ERR_INPUT, "%s", v2[0] ? v2_err.msg : "no cgroup hierarchy is mounted");
}

static int open_in(const char *dir, const char *name, int flags)
{
    char path[1200];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return open(path, flags | O_CLOEXEC);
}

static bool open_counter(int *fd, const char *dir, const char *name, int flags)
{
    *fd = open_in(dir, name, flags);
    return *fd >= 0;
}

/*
 * Opens the peak, if it can be reset. In version 2 the file is read-only before Linux 6.12, though
 * root's open succeeds, and is missing before 5.19. Any other error is a failure: without a message,
 * no measurement is left out.
 */
static int open_peak(struct cgroup_cell *cell, const char *dir)
{
    bool v1 = cell->version == 1;
    bool opened = open_counter(&cell->memory_peak, dir,
                               v1 ? "memory.max_usage_in_bytes" : "memory.peak", O_RDWR);

    cell->peak_resets = opened && pwrite(cell->memory_peak, "0", 1, 0) == 1;
    if (cell->peak_resets)
        return 0;
    return !v1 && (errno == ENOENT || errno == EACCES || errno == EINVAL) ? 0 : -1;
}

/* Swapped memory does not count against the limit. A host without swap accounting lacks the file. */
static int forbid_swap(const struct cgroup_cell *cell, const char *dir)
{
    const char *name = cell->version == 1 ? "memory.swappiness" : "memory.swap.max";

    return write_file(dir, name, "0") < 0 && errno != ENOENT ? -1 : 0;
}

static int open_counters(struct cgroup_cell *cell)
{
    bool v1 = cell->version == 1;
    const char *memory = cell->dir[CGROUP_MEMORY], *pids = cell->dir[CGROUP_PIDS];
    const char *cpu = cell->dir[CGROUP_CPU];

    if (!open_counter(&cell->memory_max, memory, v1 ? "memory.limit_in_bytes" : "memory.max",
                      O_RDWR) ||
        !open_counter(&cell->memory_current, memory,
                      v1 ? "memory.usage_in_bytes" : "memory.current", O_RDONLY) ||
        !open_counter(&cell->memory_events, memory, v1 ? "memory.oom_control" : "memory.events",
                      O_RDONLY) ||
        !open_counter(&cell->pids_max, pids, "pids.max", O_RDWR) ||
        !open_counter(&cell->pids_events, pids, "pids.events", O_RDONLY) ||
        !open_counter(&cell->cpu, cpu, v1 ? "cpuacct.usage" : "cpu.stat", O_RDONLY))
        return -1;
    return open_peak(cell, memory) < 0 ? -1 : forbid_swap(cell, memory);
}

int cgroup_cell_open(struct cgroup_cell *cell, const struct cgroup_host *host, unsigned number,
                     struct err *err)
{
    unsigned long long start = process_start_time(getpid());

    cgroup_cell_clear(cell);
    if (start == 0) /* a later winnow could not see that the maker has ended */
        return err_sys(err, ERR_JUDGE, "/proc/self/stat");
    cell->version = host->version;
    for (int i = 0; i < CGROUP_HIERARCHIES; i++) {
        if (!host->dir[i][0])
            continue;
        snprintf(cell->dir[i], sizeof cell->dir[i], "%s/%d.%llu.%u", host->dir[i], (int)getpid(),
                 start, number);
        if (mkdir(cell->dir[i], 0755) < 0 && errno != EEXIST) {
            err_sys(err, ERR_JUDGE, "cannot make cgroup %s", cell->dir[i]);
            cell->dir[i][0] = '\0';
            goto fail;
        }
        cell->procs[i] = open_in(cell->dir[i], "cgroup.procs", O_WRONLY);
        if (cell->procs[i] < 0) {
            err_sys(err, ERR_JUDGE, "%s/cgroup.procs", cell->dir[i]);
            goto fail;
        }
    }
    if (open_counters(cell) == 0)
        return 0;
    err_sys(err, ERR_JUDGE, "the counters of cgroup %s", cell->dir[CGROUP_MEMORY]);
fail:
    cgroup_cell_close_fds(cell);
    cgroup_cell_remove(cell);
    return -1;
}

void cgroup_cell_remove(const struct cgroup_cell *cell)
{
    for (int i = 0; i < CGROUP_HIERARCHIES; i++) {
        /* The kernel removes the last process from the group a moment after it can be reaped. */
        for (int tries = 0; cell->dir[i][0] && rmdir(cell->dir[i]) < 0 && errno == EBUSY; tries++) {
            if (tries == 100)
                break;
            usleep(1000);
        }
    }
}
