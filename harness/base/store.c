/* SPDX-License-Identifier: MIT */
#include "base/store.h"
#include "base/file.h"
#include "base/hash.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

/*
 * Each process counts for itself. It reads the directory's size before its first entry, when its own
 * count reaches the cap, and after every eighth of the cap that it has written. So W processes
 * exceed the cap by at most W eighths.
 */
struct store {
    char *path; /* absolute */
    int dir;
    bytes_t cap;
    bytes_t total; /* the directory's size when last read, and our entries since */
    bytes_t since; /* our entries since it was last read; < 0: it was not read yet */
};

/* The last bytes of an entry. */
struct trailer {
    char magic[8];
    uint64_t length;
    struct hash128 checksum;
};

static const char magic[8] = {'w', 'i', 'n', 'n', 'o', 'w', '0', '1'};

#define TEMPORARY ".tmp-"

enum {
    CHUNK = 1 << 16,
    TOUCH_SECONDS = 600,  /* how exact "least recently used" is */
    STALE_SECONDS = 3600, /* the writer of an older temporary file has ended */
    DISK_BLOCK = 4096,
};

static int make_dir(const char *dir, struct err *err)
{
    cleanup_free char *parent = strdup(dir);
    char *slash = parent ? strrchr(parent, '/') : NULL;

    if (!parent)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (slash && slash > parent) {
        *slash = '\0';
        if (file_make_dirs(parent, err) < 0)
            return -1;
    }
    if (mkdir(dir, 0700) < 0 && errno != EEXIST)
        return err_sys(err, ERR_INPUT, "cannot make directory %s", dir);
    return 0;
}

static int check_owner(int dir, const char *path, struct err *err)
{
    struct stat st;

    if (fstat(dir, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    if (st.st_uid != geteuid())
        return err_set(err, ERR_INPUT, "%s belongs to another user", path);
    if (st.st_mode & 022)
        return err_set(err, ERR_INPUT, "%s can be written by others", path);
    return 0;
}

int store_open(struct store **out, const char *dir, bytes_t cap, struct err *err)
{
    struct store *store;

    if (make_dir(dir, err) < 0)
        return -1;
    store = calloc(1, sizeof *store);
    if (!store)
        return err_set(err, ERR_JUDGE, "out of memory");
    store->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    store->path = store->dir < 0 ? NULL : realpath(dir, NULL);
    store->cap = cap;
    store->since = -1;
    if (store->dir < 0 || !store->path) {
        err_sys(err, ERR_INPUT, "%s", dir);
        goto fail;
    }
    if (check_owner(store->dir, dir, err) < 0)
        goto fail;
    *out = store;
    return 0;
fail:
    store_close(store);
    return -1;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->dir >= 0)
        close(store->dir);
    free(store->path);
    free(store);
}

static int make_shelf(struct store *store, const char *shelf, struct err *err)
{
    if (mkdirat(store->dir, shelf, 0755) < 0) {
        if (errno == EEXIST)
            return 0;
    } else if (fchmodat(store->dir, shelf, 0755, 0) == 0) { /* whatever the umask is */
        return 0;
    }
    return err_sys(err, ERR_INPUT, "%s/%s", store->path, shelf);
}

char *store_shelf(struct store *store, const char *shelf, struct err *err)
{
    return make_shelf(store, shelf, err) < 0 ? NULL : file_join(store->path, shelf);
}

/* The checksum covers the name too, so that an entry under a wrong name is a miss. */
static struct hash_state *start_checksum(const char *name)
{
    struct hash_state *state = hash_new();

    if (state)
        hash_update(state, name, strlen(name) + 1);
    return state;
}

/* By pread, because a mapping raises SIGBUS when another process shortens the file. */
static bool is_intact(int fd, const char *name, uint64_t length, const struct trailer *trailer)
{
    cleanup_with(hash_freep) struct hash_state *state = start_checksum(name);
    cleanup_free char *chunk = malloc(CHUNK);
    uint64_t at = 0;

    if (!state || !chunk)
        return false;
    while (at < length) {
        size_t want = length - at < CHUNK ? (size_t)(length - at) : CHUNK;
        ssize_t got = pread(fd, chunk, want, (off_t)at);

        if (got <= 0)
            return false;
        hash_update(state, chunk, (size_t)got);
        at += (uint64_t)got;
    }
    return hash_equal(hash_digest(state), trailer->checksum);
}

static bool read_trailer(int fd, struct trailer *trailer, struct stat *st)
{
    const off_t size = sizeof *trailer;

    return fstat(fd, st) == 0 && S_ISREG(st->st_mode) && st->st_size >= size &&
           pread(fd, trailer, sizeof *trailer, st->st_size - size) == size &&
           memcmp(trailer->magic, magic, sizeof magic) == 0 &&
           trailer->length == (uint64_t)(st->st_size - size);
}

int store_get(struct store *store, const char *name, bytes_t *length)
{
    cleanup_fd int fd = openat(store->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct trailer trailer;
    struct stat st;

    if (fd < 0)
        return -1;
    if (!read_trailer(fd, &trailer, &st) || !is_intact(fd, name, trailer.length, &trailer)) {
        unlinkat(store->dir, name, 0);
        return -1;
    }
    if (time(NULL) - st.st_mtime > TOUCH_SECONDS)
        futimens(fd, NULL);
    *length = (bytes_t)trailer.length;
    return steal_fd(&fd);
}

void store_touch(struct store *store, const char *name)
{
    utimensat(store->dir, name, NULL, AT_SYMLINK_NOFOLLOW);
}

static int copy_file(int from, int to, struct hash_state *state, uint64_t *length)
{
    cleanup_free char *chunk = malloc(CHUNK);
    off_t at = 0;
    ssize_t got = -1;

    while (chunk && (got = pread(from, chunk, CHUNK, at)) > 0) {
        hash_update(state, chunk, (size_t)got);
        if (file_write_all(to, chunk, (size_t)got) < 0)
            return -1;
        at += got;
    }
    *length += (uint64_t)at;
    return chunk && got == 0 ? 0 : -1;
}

static int write_entry(int to, const char *name, const void *bytes, size_t n, int from)
{
    cleanup_with(hash_freep) struct hash_state *state = start_checksum(name);
    struct trailer trailer = {.length = n};

    if (!state)
        return -1;
    memcpy(trailer.magic, magic, sizeof magic);
    hash_update(state, bytes, n);
    if (file_write_all(to, bytes, n) < 0 ||
        (from >= 0 && copy_file(from, to, state, &trailer.length) < 0))
        return -1;
    trailer.checksum = hash_digest(state);
    return file_write_all(to, &trailer, sizeof trailer) < 0 || fchmod(to, 0444) < 0 ? -1 : 0;
}

/* "shelf/.tmp-…", on the same shelf: a rename within one directory. */
static int open_temporary(struct store *store, const char *name, char *temp, size_t size)
{
    uint64_t salt = 0;

    if (getrandom(&salt, sizeof salt, 0) != sizeof salt)
        return -1;
    snprintf(temp, size, "%.*s/" TEMPORARY "%016llx", (int)strcspn(name, "/"), name,
             (unsigned long long)salt);
    return openat(store->dir, temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static int open_shelf_of(struct store *store, const char *name, struct err *err)
{
    char shelf[64];

    snprintf(shelf, sizeof shelf, "%.*s", (int)strcspn(name, "/"), name);
    return make_shelf(store, shelf, err);
}

struct found {
    char *name; /* "shelf/entry" */
    struct timespec used;
    bytes_t size;
};

struct finds {
    struct found *list;
    size_t count, room;
    bytes_t total;
};

static void finds_release(struct finds *finds)
{
    for (size_t i = 0; i < finds->count; i++)
        free(finds->list[i].name);
    free(finds->list);
}

static int add_found(struct finds *finds, const char *shelf, const char *entry,
                     const struct stat *st)
{
    struct found found = {.used = st->st_mtim, .size = (bytes_t)st->st_blocks * 512};
    struct found *grown = array_grow(finds->list, finds->count, &finds->room, sizeof *grown);

    if (!grown)
        return -1;
    finds->list = grown;
    if (asprintf(&found.name, "%s/%s", shelf, entry) < 0)
        return -1;
    finds->total += found.size;
    finds->list[finds->count++] = found;
    return 0;
}

static DIR *open_dir(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);

    if (fd >= 0 && !dir)
        close(fd);
    return dir;
}

static int find_on_shelf(int at, const char *shelf, struct finds *finds)
{
    cleanup_dir DIR *dir = open_dir(at, shelf);
    const struct dirent *entry;
    struct stat st;

    while (dir && (entry = readdir(dir))) {
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
            !S_ISREG(st.st_mode))
            continue;
        if (strncmp(entry->d_name, TEMPORARY, sizeof TEMPORARY - 1) == 0 &&
            time(NULL) - st.st_mtime > STALE_SECONDS)
            unlinkat(dirfd(dir), entry->d_name, 0);
        else if (add_found(finds, shelf, entry->d_name, &st) < 0)
            return -1;
    }
    return 0;
}

static int find_entries(const struct store *store, struct finds *finds)
{
    cleanup_dir DIR *dir = open_dir(store->dir, ".");
    const struct dirent *entry;

    while (dir && (entry = readdir(dir)))
        if (entry->d_name[0] != '.' && find_on_shelf(store->dir, entry->d_name, finds) < 0)
            return -1;
    return dir ? 0 : -1;
}

static int by_use(const void *a, const void *b)
{
    const struct found *x = a, *y = b;

    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec < y->used.tv_nsec ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Removes the least recently used entries until at most `most` bytes are left. */
static void evict_entries(const struct store *store, struct finds *finds, bytes_t most)
{
    if (finds->count == 0 || finds->total <= most)
        return;
    qsort(finds->list, finds->count, sizeof *finds->list, by_use);
    for (size_t i = 0; i < finds->count && finds->total > most; i++) {
        unlinkat(store->dir, finds->list[i].name, 0);
        finds->total -= finds->list[i].size;
    }
}

/* Evicts entries to make room for one of `length` bytes, and counts that one. */
static void make_room_for(struct store *store, bytes_t length)
{
    /* In whole blocks, as the disk counts, and with the trailer. */
    const bytes_t size = (length / DISK_BLOCK + 1) * DISK_BLOCK;
    struct finds finds = {0};

    if (store->since < 0 || store->since + size > store->cap / 8 ||
        store->total + size > store->cap) {
        /* A tenth below the cap, so that the next entry need not read the directory again. */
        if (find_entries(store, &finds) == 0 && finds.total + size > store->cap)
            evict_entries(store, &finds, store->cap - store->cap / 10 - size);
        store->total = finds.total;
        store->since = 0;
        finds_release(&finds);
    }
    store->total += size;
    store->since += size;
}

int store_put(struct store *store, const char *name, const void *bytes, size_t n, int fd,
              struct err *err)
{
    bytes_t size = (bytes_t)n + (fd >= 0 ? file_size(fd) : 0);
    cleanup_fd int to = -1;
    char temp[128];

    if (size > store->cap / 2)
        return 0;
    make_room_for(store, size);
    if (open_shelf_of(store, name, err) < 0)
        return -1;
    to = open_temporary(store, name, temp, sizeof temp);
    if (to < 0)
        return err_sys(err, ERR_INPUT, "%s/%s", store->path, name);
    if (write_entry(to, name, bytes, n, fd) < 0 ||
        renameat(store->dir, temp, store->dir, name) < 0) {
        err_sys(err, ERR_INPUT, "%s/%s", store->path, name);
        unlinkat(store->dir, temp, 0);
        return -1;
    }
    return 0;
}

unsigned store_count(struct store *store, const char *name)
{
    cleanup_fd int fd = -1;
    struct stat st;

    if (open_shelf_of(store, name, NULL) < 0)
        return 0;
    fd = openat(store->dir, name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || write(fd, "+", 1) != 1 || fstat(fd, &st) < 0)
        return 0;
    return st.st_size < 1000000 ? (unsigned)st.st_size : 1000000;
}
