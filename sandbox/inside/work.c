/* SPDX-License-Identifier: MIT */
/*
 * The work directory between runs. When the directory shows that a run has changed something in it, a
 * fresh tmpfs replaces it, which takes the same time for a million files as for none.
 */
#include "sandbox/inside/basic.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_inside(const char *name, const char *directory)
{
    size_t n = strlen(directory);

    return strncmp(name, directory, n) == 0 && name[n] == '/';
}

/* The directories on the way to a file. They belong to the program where it can write at all. */
static int make_parents(const struct cell_setup *setup, enum profile profile, int dir,
                        const char *name)
{
    bool give =
        setup->spare_uid && (setup->level != ISOLATION_BASIC || profile == PROFILE_COMPILER);
    char path[WIRE_NAME_MAX + 1];

    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(path, sizeof path, "%.*s", (int)(slash - name), name);
        if (mkdirat(dir, path, 0755) < 0) {
            if (errno != EEXIST)
                return -1;
        } else if (give && fchownat(dir, path, setup->uid, setup->gid, AT_SYMLINK_NOFOLLOW) < 0) {
            return -1;
        }
    }
    return 0;
}

/*
 * Copies a whole regular file into a new one, which can be executed where the filter allows that:
 * read-only, but for those in the product directory.
 */
static int put_file(const struct cell_setup *setup, int dir, const char *name, int from,
                    bool writable)
{
    int to = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    writable ? 0644 : 0555);
    off_t at = 0;
    ssize_t n = -1;

    if (to < 0)
        return -1;
    if (writable && setup->spare_uid && fchown(to, setup->uid, setup->gid) < 0) {
        close(to);
        return -1;
    }
    do {
        n = sendfile(to, from, &at, 1 << 20);
    } while (n > 0 || (n < 0 && errno == EINTR));
    close(to);
    return (int)n;
}

/* Removes everything that a run left there. */
static int renew_dir(const struct cell_setup *setup)
{
    if (setup->level == ISOLATION_BASIC)
        return basic_empty_dir(setup->work_dir);
    return umount2(setup->work_dir, MNT_DETACH) < 0 ? -1 : root_mount_work(setup);
}

/*
 * At the level basic the directory is on a disk of the host and has no quota: only compilers can write
 * in it. (An ordinary user has no second uid; there Landlock enforces the same.)
 */
static int set_owner(const struct cell_setup *setup, enum profile profile, int dir)
{
    if (setup->level != ISOLATION_BASIC || !setup->spare_uid)
        return 0;
    return profile == PROFILE_COMPILER ? fchown(dir, setup->uid, setup->gid) : fchown(dir, 0, 0);
}

int work_empty(const struct cell_setup *setup, struct work_state *state)
{
    if (state->dirty && renew_dir(setup) < 0)
        return -1;
    state->dirty = true; /* until work_check finds it clean */
    return 0;
}

/* The directory that the run may write in, at the level basic too: it takes little, and not for long. */
static int make_product_dir(const struct cell_setup *setup, const struct request_view *view,
                            int dir)
{
    if (!view->product_is_directory)
        return 0;
    if (mkdirat(dir, view->product, 0700) < 0)
        return -1;
    return setup->spare_uid ? fchownat(dir, view->product, setup->uid, setup->gid, 0) : 0;
}

int work_prepare(const struct cell_setup *setup, const struct request_view *view,
                 enum profile profile, struct work_state *state)
{
    /* The same for every run: else the time of the last reading would be a message to the next. */
    const struct timespec times[2] = {{0, 0}, {0, 0}};
    int dir, rc = 0;

    dir = open(setup->work_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return -1;
    rc = set_owner(setup, profile, dir);
    if (rc == 0)
        rc = make_product_dir(setup, view, dir);
    for (int i = 0; i < WIRE_FILES_MAX && view->file_names[i] && rc == 0; i++) {
        const char *name = view->file_names[i];

        rc = make_parents(setup, profile, dir, name);
        if (rc == 0)
            rc = put_file(setup, dir, name, view->file_fds[i],
                          view->product_is_directory && is_inside(name, view->product));
    }
    if (rc == 0 && (rc = futimens(dir, times)) == 0)
        rc = fstat(dir, &state->prepared);
    close(dir);
    return rc;
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/*
 * Every creation, removal or renaming in the directory, and every change of it, changes its change
 * time, or, within one clock tick, its size (tmpfs counts entries there) or link count. The request's
 * files belong to root: a program can change them only where it has the same uid, at the level user.
 */
static bool untouched(const struct cell_setup *setup, const struct request_view *view,
                      const struct stat *then)
{
    struct stat now;

    if (stat(setup->work_dir, &now) < 0)
        return false;
    return same_time(now.st_ctim, then->st_ctim) && same_time(now.st_mtim, then->st_mtim) &&
           now.st_size == then->st_size && now.st_nlink == then->st_nlink &&
           now.st_mode == then->st_mode && (setup->spare_uid || !view->file_names[0]);
}

void work_check(const struct cell_setup *setup, const struct request_view *view,
                struct work_state *state)
{
    char path[sizeof setup->work_dir + WIRE_NAME_MAX + 2];

    state->dirty = view->product_is_directory || !untouched(setup, view, &state->prepared);
    for (int i = 0; i < WIRE_FILES_MAX && view->file_names[i] && !state->dirty; i++) {
        snprintf(path, sizeof path, "%s/%s", setup->work_dir, view->file_names[i]);
        state->dirty = strchr(view->file_names[i], '/') || unlink(path) < 0;
    }
}

/* Errors that the program itself can cause: the name does not exist, or is no file to open. */
static bool caused_by_program(int error)
{
    return error == ENOENT || error == ELOOP || error == EXDEV || error == ENXIO || error == EACCES;
}

int work_open_product(const struct cell_setup *setup, const struct request_view *view, int *product)
{
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    struct stat st;
    int dir = open(setup->work_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int fd, rc;

    if (dir < 0)
        return -1;
    fd = (int)syscall(SYS_openat2, dir, view->product, &how, sizeof how);
    rc = fd < 0 && !caused_by_program(errno) ? -1 : 0;
    close(dir);
    if (fd < 0)
        return rc;
    rc = fstat(fd, &st);
    if (rc == 0 && (view->product_is_directory ? S_ISDIR(st.st_mode) : S_ISREG(st.st_mode)))
        *product = fd;
    else
        close(fd);
    return rc;
}
