/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

int file_read_fd(int fd, struct buf *out, struct err *err)
{
    off_t at = 0;

    for (;;) {
        size_t left = out->cap - out->len;
        size_t want = left < 65536 ? left : 65536;
        ssize_t got;

        if (want == 0) {
            char probe;

            if (pread(fd, &probe, 1, at) == 0)
                return 0;
            return err_set(err, ERR_INPUT, "larger than %zu bytes", out->cap);
        }
        if (buf_reserve(out, want) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        got = pread(fd, out->data + out->len, want, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_sys(err, ERR_INPUT, "read");
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (got == 0)
            return 0;
        at += got;
    }
}

int file_read(const char *path, struct buf *out, struct err *err)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, "%s: not a regular file", path);
    if (file_read_fd(fd, out, err) < 0)
        return err_wrap(err, "%s", path);
    return 0;
}

int file_write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t put = write(fd, p, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        p += put;
        n -= (size_t)put;
    }
    return 0;
}

int file_flush(int fd, struct buf *gathered, size_t least, const char *what, struct err *err)
{
    if (gathered->len < least)
        return 0;
    if (file_write_all(fd, buf_str(gathered), gathered->len) < 0)
        return err_sys(err, ERR_JUDGE, "%s", what);
    buf_clear(gathered);
    return 0;
}

int file_replace(const char *path, const void *bytes, size_t n, struct err *err)
{
    cleanup_free char *temp = NULL;
    cleanup_fd int fd = -1;

    if (asprintf(&temp, "%s.tmp.%d", path, (int)getpid()) < 0) {
        temp = NULL;
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "%s", temp);
    if (file_write_all(fd, bytes, n) < 0 || fsync(fd) < 0 || rename(temp, path) < 0) {
        err_sys(err, ERR_JUDGE, "%s", path);
        unlink(temp);
        return -1;
    }
    return 0;
}

int file_replace_by(const char *dir, const char *name, file_writer *write, void *context,
                    struct err *err)
{
    cleanup_free char *path = file_join(dir, name);
    cleanup_free char *temp = NULL;
    cleanup_fd int fd = -1;

    if (!path || asprintf(&temp, "%s.tmp", path) < 0) {
        temp = NULL;
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", temp);
    if (write(context, fd, err) < 0)
        return err_wrap(err, "%s", temp);
    if (fsync(fd) < 0 || rename(temp, path) < 0)
        return err_sys(err, ERR_JUDGE, "%s", path);
    return 0;
}

bool file_is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int file_make_dirs(const char *path, struct err *err)
{
    cleanup_free char *copy = strdup(path);
    char *slash;

    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (slash = copy + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (mkdir(copy, 0777) < 0 && errno != EEXIST)
            return err_sys(err, ERR_INPUT, "cannot make directory %s", copy);
        *slash = '/';
    }
    if (mkdir(copy, 0777) < 0 && errno != EEXIST)
        return err_sys(err, ERR_INPUT, "cannot make directory %s", copy);
    if (!file_is_directory(path))
        return err_set(err, ERR_INPUT, "%s: not a directory", path);
    return 0;
}

void file_keep_times(int fd)
{
    int flags;

    if (ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0) {
        flags |= FS_NOATIME_FL;
        (void)ioctl(fd, FS_IOC_SETFLAGS, &flags); /* memfds have flags since Linux 6.1 */
    }
}

/* Nobody can change the memfd any more. 0, or -1 with errno. */
static int seal_memfd(int fd)
{
    file_keep_times(fd);
    return fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
}

int file_memfd(const char *name, const void *bytes, size_t n, struct err *err)
{
    cleanup_fd int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (fd < 0 || file_write_all(fd, bytes, n) < 0 || seal_memfd(fd) < 0)
        return err_sys(err, ERR_JUDGE, "memfd %s", name);
    return steal_fd(&fd);
}

int file_memfd_copy(const char *name, int from, bytes_t at, bytes_t n, struct err *err)
{
    cleanup_fd int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    off_t next = at;
    const off_t end = at + n;
    ssize_t put;

    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "memfd %s", name);
    do {
        put = next < end ? sendfile(fd, from, &next, (size_t)(end - next)) : 0;
    } while (put > 0 || (put < 0 && errno == EINTR));
    if (next != end || seal_memfd(fd) < 0)
        return err_sys(err, ERR_JUDGE, "copying to memfd %s", name);
    return steal_fd(&fd);
}

int file_memfd_empty(const char *name, struct err *err)
{
    int fd = memfd_create(name, MFD_CLOEXEC);

    return fd < 0 ? err_sys(err, ERR_JUDGE, "memfd %s", name) : fd;
}

int file_reserve(int fd, bytes_t n, struct err *err)
{
    if (n > 0 && fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, n) < 0)
        return err_sys(err, ERR_JUDGE, "reserving %lld bytes", (long long)n);
    return 0;
}

int file_reopen(int fd, struct err *err)
{
    char path[40];
    int fresh;

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    fresh = open(path, O_RDONLY | O_CLOEXEC);
    return fresh < 0 ? err_sys(err, ERR_JUDGE, "%s", path) : fresh;
}

int file_scratch(struct err *err)
{
    const char *dir = getenv("TMPDIR");
    char path[4096];
    int fd;

    if (!dir || dir[0] != '/')
        dir = "/tmp";
    fd = open(dir, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    if ((size_t)snprintf(path, sizeof path, "%s/winnow.XXXXXX", dir) >= sizeof path)
        return err_set(err, ERR_INPUT, "TMPDIR is too long");
    fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        return err_sys(err, ERR_JUDGE, "cannot make a scratch file in %s (set TMPDIR)", dir);
    unlink(path);
    return fd;
}

bytes_t file_size(int fd)
{
    struct stat st;

    return fstat(fd, &st) < 0 ? -1 : st.st_size;
}

int map_fd(struct map *map, int fd, struct err *err)
{
    bytes_t size = file_size(fd);
    void *data;

    if (size < 0)
        return err_sys(err, ERR_JUDGE, "fstat");
    if (size == 0) {
        *map = (struct map){.data = "", .len = 0};
        return 0;
    }
    data = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        return err_sys(err, ERR_JUDGE, "mmap");
    *map = (struct map){.data = data, .len = (size_t)size};
    return 0;
}

void map_release(struct map *map)
{
    if (map->len > 0)
        munmap((void *)(uintptr_t)map->data, map->len);
    *map = (struct map){0};
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int file_list(const char *path, char ***names, size_t *count, struct err *err)
{
    cleanup_dir DIR *dir = opendir(path);
    const struct dirent *entry;
    char **list = NULL, **grown;
    size_t n = 0, room = 0;

    if (!dir)
        return err_sys(err, ERR_INPUT, "%s", path);
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        grown = array_grow(list, n, &room, sizeof *list);
        if (!grown)
            goto oom;
        list = grown;
        list[n] = strdup(entry->d_name);
        if (!list[n])
            goto oom;
        n++;
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_bytes);
    *names = list;
    *count = n;
    return 0;
oom:
    file_list_free(list, n);
    return err_set(err, ERR_JUDGE, "out of memory");
}

void file_list_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

char *file_join(const char *dir, const char *name)
{
    char *path;

    return asprintf(&path, "%s/%s", dir, name) < 0 ? NULL : path;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path) < 0 && errno != ENOENT ? -1 : 0;
}

void file_remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

char *file_of_user(const char *variable, const char *otherwise, const char *name)
{
    const char *own = getenv(variable), *home = getenv("HOME");
    char *path;

    if (own && own[0] == '/')
        return file_join(own, name);
    return home && home[0] == '/' && asprintf(&path, "%s/%s/%s", home, otherwise, name) >= 0 ? path
                                                                                             : NULL;
}
