/* SPDX-License-Identifier: MIT */
#include "sandbox/inside/basic.h"
#include "sandbox/inside/landlock.h"
#include "sandbox/inside/root.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

enum { DEPTH_MAX = 64 }; /* of a tree that is removed; compilers make no trees */

/* Removes the contents of the directory and closes it. Untrusted code chose the names, so no link is
   followed. */
static int empty_tree(int fd, int depth)
{
    cleanup_dir DIR *dir = fdopendir(fd);
    const struct dirent *entry;
    int rc = 0;

    if (!dir) {
        close(fd);
        return -1;
    }
    while ((entry = readdir(dir))) {
        const char *name = entry->d_name;
        int below;

        if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')))
            continue;
        if (unlinkat(dirfd(dir), name, 0) == 0)
            continue;
        below = openat(dirfd(dir), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (below < 0 || depth == DEPTH_MAX || empty_tree(below, depth + 1) < 0 ||
            unlinkat(dirfd(dir), name, AT_REMOVEDIR) < 0)
            rc = -1;
    }
    return rc;
}

int basic_empty_dir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    return fd < 0 ? -1 : empty_tree(fd, 0);
}

void basic_remove_dir(const char *path)
{
    if (!path[0])
        return;
    (void)basic_empty_dir(path);
    (void)rmdir(path);
}

int basic_open_proc(void)
{
    return open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* Allows what the minimal root of the other levels shows, and the work directory. */
static int allow_visible(int ruleset, const struct cell_setup *setup,
                         const struct request_view *view, enum profile profile)
{
    int abi = setup->landlock_abi;
    enum landlock_access access;
    const char *path;
    struct stat st;

    for (size_t i = 0; root_visible(i, &path, &access); i++)
        if (path && landlock_allow_path(ruleset, abi, path, access) < 0)
            return -1;
    for (const char *const *place = setup->also_shown; *place; place++) {
        /* A rule for a file cannot speak of directories (EINVAL). */
        access = stat(*place, &st) == 0 && S_ISDIR(st.st_mode) ? LANDLOCK_LOOK : LANDLOCK_EXEC;
        if (landlock_allow_path(ruleset, abi, *place, access) < 0)
            return -1;
    }
    /* A solution cannot write: at this level no quota bounds the total size of its files. */
    access = profile == PROFILE_COMPILER ? LANDLOCK_WORK : LANDLOCK_LOOK;
    if (landlock_allow_path(ruleset, abi, setup->work_dir, access) < 0)
        return -1;
    if (view->product_is_directory) {
        char dir[sizeof setup->work_dir + WIRE_NAME_MAX + 2];

        snprintf(dir, sizeof dir, "%s/%s", setup->work_dir, view->product);
        if (landlock_allow_path(ruleset, abi, dir, LANDLOCK_WORK) < 0)
            return -1;
    }
    if (view->program_fd < 0)
        return 0;
    return landlock_allow_fd(ruleset, abi, view->program_fd, LANDLOCK_EXEC);
}

int basic_ruleset(const struct cell_setup *setup, const struct request_view *view,
                  enum profile profile)
{
    cleanup_fd int ruleset = -1;

    if (setup->landlock_abi == 0)
        return -1;
    ruleset = landlock_ruleset(setup->landlock_abi);
    if (ruleset < 0 || allow_visible(ruleset, setup, view, profile) < 0)
        return -1;
    return steal_fd(&ruleset);
}

/* A static program needs no file of the host: the work directory becomes its root. */
int basic_enter(const struct cell_run *run)
{
    return run->setup->spare_uid && run->wire->profile == PROFILE_NATIVE ? chroot(".") : 0;
}

/* The death signal is set here because a change of uid clears it (prctl(2), PR_SET_PDEATHSIG). */
int basic_seal(const struct cell_run *run)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
        return -1;
    return run->setup->landlock_abi == 0 ? 0 : landlock_restrict(run->ruleset);
}
