/* SPDX-License-Identifier: MIT */
#include "problem/layout/archive.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

enum { ENTRIES_MAX = 200000, NAME_BYTES_MAX = 1000, LEVELS_MAX = 20 };

static const bytes_t largest_file = 1024 * MIB, largest_total = 4096 * MIB;

/* Test data can shrink to a hundredth; a bomb grows without such a bound. */
static const bytes_t ratio_max = 200, ratio_free = 256 * MIB;

static const char prefix[] = "winnow-package-";

struct unpacking {
    const char *path; /* of the archive */
    zip_t *zip;
    int dir;
    bytes_t written, most;
};

static bool is_stale_candidate(const char *name)
{
    return strncmp(name, prefix, sizeof prefix - 1) == 0;
}

static const char *temporary(void)
{
    const char *dir = getenv("TMPDIR");

    return dir && dir[0] == '/' ? dir : "/tmp";
}

/* A directory of a dead winnow: the user's own, not locked, and not just being made. */
static void remove_if_stale(const char *path)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat st;

    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == geteuid() && st.st_mtime < time(NULL) - 60 &&
        flock(fd, LOCK_EX | LOCK_NB) == 0)
        file_remove_tree(path);
}

static void remove_stale(void)
{
    DIR *dir = opendir(temporary());
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        cleanup_free char *path =
            is_stale_candidate(entry->d_name) ? file_join(temporary(), entry->d_name) : NULL;

        if (path)
            remove_if_stale(path);
    }
    if (dir)
        closedir(dir);
}

bool archive_is(const char *path)
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char start[4];
    struct stat st;

    return fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
           pread(fd, start, sizeof start, 0) == sizeof start && memcmp(start, "PK", 2) == 0 &&
           (start[2] == 3 || start[2] == 5);
}

static bool describes_problem(const char *name)
{
    const char *slash = name ? strchr(name, '/') : NULL;
    const char *base = slash ? slash + 1 : name;

    return name && (strcmp(base, "problem.yaml") == 0 || strcmp(base, "problem.xml") == 0);
}

bool archive_has_package(const char *path)
{
    zip_t *zip = archive_is(path) ? zip_open(path, ZIP_RDONLY, NULL) : NULL;
    zip_int64_t count = zip ? zip_get_num_entries(zip, 0) : 0;
    bool found = false;

    for (zip_int64_t i = 0; i < count && i < ENTRIES_MAX && !found; i++)
        found = describes_problem(zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW));
    if (zip)
        zip_discard(zip);
    return found;
}

/* Names of directories end with '/'. */
static bool name_is_safe(const char *name)
{
    size_t n, levels = 0;

    if (name[0] == '/' || strlen(name) > NAME_BYTES_MAX)
        return false;
    for (const char *p = name; *p; p++)
        if ((unsigned char)*p < ' ' || *p == '\\' || *p == 0x7f)
            return false;
    for (const char *p = name; *p; p += n + (p[n] == '/')) {
        n = strcspn(p, "/");
        if (n == 0 || n > 255 || (n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.'))
            return false;
        levels++;
    }
    return levels > 0 && levels <= LEVELS_MAX;
}

static int make_directories(const struct unpacking *u, const char *name, struct err *err)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        char path[NAME_BYTES_MAX + 1];

        snprintf(path, sizeof path, "%.*s", (int)(slash - name), name);
        if (mkdirat(u->dir, path, 0700) < 0 && errno != EEXIST)
            return err_sys(err, ERR_INPUT, "%s: '%.200s'", u->path, name);
    }
    return 0;
}

static int copy_entry(struct unpacking *u, zip_file_t *from, int to, const char *name,
                      struct err *err)
{
    char chunk[65536];
    bytes_t size = 0;
    zip_int64_t n;

    while ((n = zip_fread(from, chunk, sizeof chunk)) > 0) {
        size += n;
        u->written += n;
        if (size > largest_file || u->written > u->most)
            return err_set(err, ERR_INPUT, "%s: '%.200s' unpacks to more than a package may hold",
                           u->path, name);
        if (file_write_all(to, chunk, (size_t)n) < 0)
            return err_sys(err, ERR_JUDGE, "unpacking %s", u->path);
    }
    return n < 0 ? err_set(err, ERR_INPUT, "%s: '%.200s' is damaged: %s", u->path, name,
                           zip_file_strerror(from))
                 : 0;
}

static int unpack_file(struct unpacking *u, zip_uint64_t index, const char *name, struct err *err)
{
    cleanup_fd int to = -1;
    zip_file_t *from;
    int rc;

    if (make_directories(u, name, err) < 0)
        return -1;
    to = openat(u->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (to < 0)
        return err_set(err, ERR_INPUT, "%s: '%.200s': %s", u->path, name,
                       errno == EEXIST || errno == EISDIR ? "the name occurs twice"
                                                          : strerror(errno));
    from = zip_fopen_index(u->zip, index, 0);
    if (!from)
        return err_set(err, ERR_INPUT, "%s: '%.200s' cannot be read: %s", u->path, name,
                       zip_strerror(u->zip));
    rc = copy_entry(u, from, to, name, err);
    zip_fclose(from);
    return rc;
}

static bool is_link(const struct unpacking *u, zip_uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;

    return zip_file_get_external_attributes(u->zip, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK((mode_t)(attributes >> 16));
}

static int unpack_entry(struct unpacking *u, zip_uint64_t index, struct err *err)
{
    zip_stat_t st;
    size_t n;

    if (zip_stat_index(u->zip, index, ZIP_FL_ENC_RAW, &st) < 0 || !(st.valid & ZIP_STAT_NAME))
        return err_set(err, ERR_INPUT, "%s: entry %llu is damaged", u->path,
                       (unsigned long long)index + 1);
    if (strncmp(st.name, "__MACOSX/", 9) == 0)
        return 0;
    if (!name_is_safe(st.name))
        return err_set(err, ERR_INPUT, "%s: '%.200s' is no name for a file of a package", u->path,
                       st.name);
    if (is_link(u, index))
        return err_set(err, ERR_INPUT,
                       "%s: '%.200s' is a symbolic link, which an archive may not "
                       "have",
                       u->path, st.name);
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INPUT, "%s: '%.200s' is encrypted", u->path, st.name);
    n = strlen(st.name);
    return st.name[n - 1] == '/' ? make_directories(u, st.name, err)
                                 : unpack_file(u, index, st.name, err);
}

static int unpack_all(struct unpacking *u, struct err *err)
{
    zip_int64_t count = zip_get_num_entries(u->zip, 0);

    if (count > ENTRIES_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d entries", u->path, ENTRIES_MAX);
    for (zip_int64_t i = 0; i < count; i++)
        if (unpack_entry(u, (zip_uint64_t)i, err) < 0)
            return -1;
    return 0;
}

static int open_archive(struct unpacking *u, struct err *err)
{
    struct stat st;
    int code;

    if (stat(u->path, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", u->path);
    u->most = st.st_size * ratio_max + ratio_free;
    if (u->most > largest_total)
        u->most = largest_total;
    u->zip = zip_open(u->path, ZIP_RDONLY, &code);
    if (!u->zip) {
        zip_error_t error;

        zip_error_init_with_code(&error, code);
        err_put(err, ERR_INPUT, "%s: not a zip archive that can be read: %s", u->path,
                zip_error_strerror(&error));
        zip_error_fini(&error);
        return -1;
    }
    return 0;
}

static int make_place(struct archive_place *place, const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    cleanup_free char *pattern = NULL;

    if (asprintf(&pattern, "%s/%sXXXXXX", temporary(), prefix) < 0) {
        pattern = NULL;
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (!mkdtemp(pattern))
        return err_sys(err, ERR_JUDGE, "%s: a directory to unpack it in", path);
    place->top = steal_ptr(&pattern);
    place->lock = open(place->top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->lock < 0 || flock(place->lock, LOCK_EX | LOCK_NB) < 0)
        return err_sys(err, ERR_JUDGE, "%s", place->top);
    /* The name of the archive is that of a problem without one. */
    if (asprintf(&place->package, "%s/%.*s", place->top, (int)strcspn(base, "."), base) < 0 ||
        mkdir(place->package, 0700) < 0)
        return err_sys(err, ERR_JUDGE, "%s: a directory to unpack it in", path);
    return 0;
}

/* Moves `package` down where all of the archive is in one directory. */
static int find_package(struct archive_place *place, struct err *err)
{
    char **names, *only = NULL;
    size_t count;

    if (file_list(place->package, &names, &count, err) < 0)
        return -1;
    if (count == 1)
        only = file_join(place->package, names[0]);
    if (only && file_is_directory(only) && strcmp(names[0], "data") != 0) {
        free(place->package);
        place->package = steal_ptr(&only);
    }
    free(only);
    file_list_free(names, count);
    return 0;
}

int archive_unpack(struct archive_place *out, const char *path, struct err *err)
{
    struct archive_place place = {.lock = -1};
    struct unpacking u = {.path = path, .dir = -1};
    int rc;

    remove_stale();
    rc = open_archive(&u, err);
    if (rc == 0)
        rc = make_place(&place, path, err);
    if (rc == 0) {
        u.dir = open(place.package, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        rc = u.dir < 0 ? err_sys(err, ERR_JUDGE, "%s", place.package) : unpack_all(&u, err);
    }
    if (u.dir >= 0)
        close(u.dir);
    if (u.zip)
        zip_discard(u.zip);
    if (rc == 0)
        rc = find_package(&place, err);
    if (rc < 0)
        archive_remove(&place);
    else
        *out = place;
    return rc;
}

void archive_remove(struct archive_place *place)
{
    if (!place->top)
        return;
    file_remove_tree(place->top);
    if (place->lock >= 0)
        close(place->lock);
    free(place->top);
    free(place->package);
    *place = (struct archive_place){.lock = -1};
}
