/* SPDX-License-Identifier: MIT */
/* Work directories of the level basic, which winnow makes, and removes even after a crash. */
#include "sandbox/inside/basic.h"
#include "sandbox/limits/cgroup.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define PREFIX "winnow-cell."

static const char *scratch_dir(void)
{
    const char *dir = getenv("TMPDIR");

    return dir && dir[0] == '/' ? dir : "/tmp";
}

int basic_make_dir(char *out, size_t size, struct err *err)
{
    char path[256];
    int n = snprintf(path, sizeof path, "%s/" PREFIX "%d.%llu.XXXXXX", scratch_dir(), (int)getpid(),
                     process_start_time(getpid()));

    if ((size_t)n >= sizeof path || (size_t)n >= size)
        return err_set(err, ERR_INPUT, "%s: too long a path for work directories (set TMPDIR)",
                       scratch_dir());
    if (!mkdtemp(path))
        return err_sys(err, ERR_JUDGE, "%s", path);
    memcpy(out, path, (size_t)n + 1);
    /* The programs have another uid and must be able to read it. */
    if (chmod(path, 0755) < 0) {
        err_sys(err, ERR_JUDGE, "%s", path);
        basic_remove_dir(path);
        out[0] = '\0';
        return -1;
    }
    return 0;
}

/* A directory of this user whose maker has ended. Its name has the maker's pid and start time. */
static bool is_stale(const char *path, const char *name)
{
    unsigned long long start;
    struct stat st;
    int pid;

    if (sscanf(name, PREFIX "%d.%llu.", &pid, &start) != 2 || lstat(path, &st) < 0)
        return false;
    return st.st_uid == geteuid() && S_ISDIR(st.st_mode) && process_start_time(pid) != start;
}

void basic_remove_stale(void)
{
    cleanup_dir DIR *dir = opendir(scratch_dir());
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char path[512];

        if (strncmp(entry->d_name, PREFIX, sizeof PREFIX - 1) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", scratch_dir(), entry->d_name);
        if (is_stale(path, entry->d_name))
            basic_remove_dir(path);
    }
}
