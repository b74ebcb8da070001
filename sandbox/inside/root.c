/* SPDX-License-Identifier: MIT */
/*
 * The root that a program sees: a read-only tmpfs with bind mounts of the system's toolchains and
 * libraries, a few devices, the program's own processes in /proc, and one writable directory, /work.
 */
#include "sandbox/inside/root.h"
#include "sandbox/inside/cell_init.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char new_root[] = "/tmp"; /* any directory serves: it is only the mount point */

enum entry_kind {
    ENTRY_BIND_DIR,  /* the host's directory, read-only, no devices, no set-uid; can be absent */
    ENTRY_BIND_FILE, /* the host's file, read-only; can be absent */
    ENTRY_DEVICE,    /* the host's device file; must exist */
    ENTRY_SAME,      /* as on the host: a link is copied, a directory bound; can be absent */
    ENTRY_DIR,       /* an empty directory */
    ENTRY_LINK,      /* a symbolic link */
};

static const struct root_entry {
    const char *path;
    enum entry_kind kind;
    const char *target; /* links only */
} entries[] = {
    {"/usr", ENTRY_DIR, NULL},
    /* Not /usr/local, /usr/share, /opt, /home …: they can hold private files of the host. */
    {"/usr/bin", ENTRY_BIND_DIR, NULL},
    {"/usr/lib", ENTRY_BIND_DIR, NULL},
    {"/usr/lib32", ENTRY_SAME, NULL},
    {"/usr/lib64", ENTRY_SAME, NULL},
    {"/usr/libx32", ENTRY_SAME, NULL},
    {"/usr/libexec", ENTRY_SAME, NULL},
    {"/usr/include", ENTRY_SAME, NULL},
    {"/bin", ENTRY_SAME, NULL},
    {"/lib", ENTRY_SAME, NULL},
    {"/lib32", ENTRY_SAME, NULL},
    {"/lib64", ENTRY_SAME, NULL},
    {"/libx32", ENTRY_SAME, NULL},
    {"/etc", ENTRY_DIR, NULL},
    {"/etc/ld.so.cache", ENTRY_BIND_FILE, NULL},
    /* /usr/lib has links into it, for instance to the chosen BLAS. */
    {"/etc/alternatives", ENTRY_BIND_DIR, NULL},
    {"/dev", ENTRY_DIR, NULL},
    {"/dev/null", ENTRY_DEVICE, NULL},
    {"/dev/zero", ENTRY_DEVICE, NULL},
    {"/dev/full", ENTRY_DEVICE, NULL},
    {"/dev/random", ENTRY_DEVICE, NULL},
    {"/dev/urandom", ENTRY_DEVICE, NULL},
    {"/dev/fd", ENTRY_LINK, "/proc/self/fd"},
    {"/dev/stdin", ENTRY_LINK, "/proc/self/fd/0"},
    {"/dev/stdout", ENTRY_LINK, "/proc/self/fd/1"},
    {"/dev/stderr", ENTRY_LINK, "/proc/self/fd/2"},
    /* One writable directory, so that one wipe is enough. */
    {"/dev/shm", ENTRY_LINK, "/work"},
    {"/tmp", ENTRY_LINK, "/work"},
    {"/work", ENTRY_DIR, NULL},
    {"/proc", ENTRY_DIR, NULL},
};

enum { ENTRY_COUNT = sizeof entries / sizeof *entries };

bool root_visible(size_t i, const char **path, enum landlock_access *access)
{
    if (i >= ENTRY_COUNT)
        return false;
    *path = entries[i].path;
    switch (entries[i].kind) {
    case ENTRY_BIND_DIR:
    case ENTRY_SAME:
        *access = LANDLOCK_LOOK;
        break;
    case ENTRY_BIND_FILE:
        *access = LANDLOCK_READ;
        break;
    case ENTRY_DEVICE:
        *access = LANDLOCK_USE;
        break;
    case ENTRY_DIR:
    case ENTRY_LINK:
        *path = NULL;
        break;
    }
    return true;
}

bool root_shows(const char *path)
{
    enum landlock_access access;
    const char *entry;

    for (size_t i = 0; root_visible(i, &entry, &access); i++) {
        size_t n = entry ? strlen(entry) : 0;

        if (n > 0 && strncmp(path, entry, n) == 0 && (path[n] == '/' || path[n] == '\0'))
            return true;
    }
    return false;
}

static int set_attributes(const char *path, uint64_t attributes)
{
    struct mount_attr attr = {.attr_set = attributes};

    return (int)syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attr, sizeof attr);
}

/* Recursive: in a user namespace the host's mounts below `from` are locked to it. */
static int bind_read_only(const char *from, const char *to, uint64_t more)
{
    if (mount(from, to, NULL, MS_BIND | MS_REC, NULL) < 0)
        return -1;
    return set_attributes(to, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | more);
}

static int bind_dir(const char *from, const char *to)
{
    if (mkdir(to, 0755) < 0)
        return -1;
    return bind_read_only(from, to, MOUNT_ATTR_NODEV);
}

static int bind_file(const char *from, const char *to, uint64_t more)
{
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (fd < 0)
        return -1;
    close(fd);
    return bind_read_only(from, to, more);
}

static int copy_or_bind(const char *path, const struct stat *st, const char *to)
{
    char target[512];
    ssize_t n;

    if (!S_ISLNK(st->st_mode))
        return bind_dir(path, to);
    n = readlink(path, target, sizeof target - 1);
    if (n < 0)
        return -1;
    target[n] = '\0';
    return symlink(target, to);
}

static int make_entry(const struct root_entry *entry)
{
    char to[256];
    struct stat st;
    bool optional = entry->kind == ENTRY_BIND_DIR || entry->kind == ENTRY_BIND_FILE ||
                    entry->kind == ENTRY_SAME;

    snprintf(to, sizeof to, "%s%s", new_root, entry->path);
    if (optional && lstat(entry->path, &st) < 0)
        return errno == ENOENT ? 0 : -1;
    switch (entry->kind) {
    case ENTRY_BIND_DIR:
        return bind_dir(entry->path, to);
    case ENTRY_BIND_FILE:
        return bind_file(entry->path, to, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
    case ENTRY_DEVICE:
        return bind_file(entry->path, to, MOUNT_ATTR_NOEXEC);
    case ENTRY_SAME:
        return copy_or_bind(entry->path, &st, to);
    case ENTRY_DIR:
        return mkdir(to, 0755);
    case ENTRY_LINK:
        return symlink(entry->target, to);
    }
    return -1;
}

static int make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        int rc;

        *slash = '\0';
        rc = mkdir(path, 0755);
        *slash = '/';
        if (rc < 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}

/* A toolchain that is not in the usual places; its parents are empty but for it. */
static int show_place(const char *path)
{
    char to[512];
    struct stat st;

    if (stat(path, &st) < 0)
        return errno == ENOENT ? 0 : -1;
    if ((size_t)snprintf(to, sizeof to, "%s%s", new_root, path) >= sizeof to) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (make_parents(to) < 0)
        return -1;
    return S_ISDIR(st.st_mode) ? bind_dir(path, to) : bind_file(path, to, MOUNT_ATTR_NODEV);
}

/*
 * Mounts /proc read-only, with processes only (no /proc/sys, /proc/kcore …), and only those that the
 * reader could trace. Not with hidepid=invisible: group 0 can see past that, and host root stays in
 * group 0 whatever its id is inside. *proc becomes a detached, writable view of the mount, through
 * which each new program raises its oom_score_adj.
 */
static int mount_proc(int *proc)
{
    char path[64];
    int dir;

    snprintf(path, sizeof path, "%s/proc", new_root);
    if (mount("proc", path, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
              "hidepid=ptraceable,subset=pid") < 0)
        return -1;
    dir = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    if (dir < 0)
        return -1;
    if (set_attributes(path, MOUNT_ATTR_RDONLY) < 0) {
        close(dir);
        return -1;
    }
    *proc = dir;
    return 0;
}

/*
 * The work directory belongs to root and is sticky, so that a program can use it but cannot change
 * its mode or attributes. Whatever the program does there changes the directory's change time.
 */
int root_mount_work(const struct cell_setup *setup)
{
    char options[128];

    snprintf(options, sizeof options, "size=%lld,nr_inodes=%d,mode=1777",
             (long long)setup->work_bytes, WORK_INODES);
    return mount("work", "/work", "tmpfs", MS_NOSUID | MS_NODEV, options);
}

/*
 * Opens the directory to show as a detached mount, by its path on the host, before the new root covers
 * any path; place_shown mounts it afterwards. -1 without one, which is no error: programs work
 * without it.
 */
static int open_shown(const struct cell_setup *setup)
{
    if (!setup->shown)
        return -1;
    return (int)syscall(SYS_open_tree, AT_FDCWD, setup->shown,
                        OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
}

static int place_shown(int tree)
{
    char to[64];
    int rc;

    if (tree < 0)
        return 0;
    snprintf(to, sizeof to, "%s%s", new_root, SHOWN_DIR);
    rc = mkdir(to, 0755) < 0 ||
                 syscall(SYS_move_mount, tree, "", AT_FDCWD, to, MOVE_MOUNT_F_EMPTY_PATH) < 0
             ? -1
             : set_attributes(to, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV |
                                      MOUNT_ATTR_NOEXEC);
    close(tree);
    return rc;
}

static int enter_root(void)
{
    if (chdir(new_root) < 0 || syscall(SYS_pivot_root, ".", ".") < 0)
        return -1;
    /* The old root is now mounted over the new one at "/" (pivot_root(2), NOTES): unmount it. */
    return umount2(".", MNT_DETACH) < 0 || chdir("/") < 0 ? -1 : 0;
}

int root_build(const struct cell_setup *setup, int *proc)
{
    int shown;

    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return -1;
    shown = open_shown(setup);
    if (mount("root", new_root, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=512,mode=755") <
        0)
        return -1;
    for (size_t i = 0; i < ENTRY_COUNT; i++)
        if (make_entry(&entries[i]) < 0)
            return -1;
    for (const char *const *place = setup->also_shown; *place; place++)
        if (show_place(*place) < 0)
            return -1;
    if (place_shown(shown) < 0 || mount_proc(proc) < 0 || enter_root() < 0 ||
        root_mount_work(setup) < 0)
        return -1;
    return mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL);
}
