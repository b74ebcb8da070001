/* SPDX-License-Identifier: MIT */
/*
 * Nobody keeps the books for all processes: each looks at the directory when it first puts
 * something, when by its own count the cap is reached, and after every eighth of the cap that it
 * has put. So W processes overshoot the cap by at most W eighths.
 */
#include "base/store_room.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

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

enum {
    STALE_SECONDS = 3600, /* a temporary file that old has lost its writer */
    DISK_BLOCK = 4096,
};

static void finds_release(struct finds *finds)
{
    for (size_t i = 0; i < finds->count; i++)
        free(finds->list[i].name);
    free(finds->list);
}

static int add(struct finds *finds, const char *shelf, const char *entry, const struct stat *st)
{
    struct found found = {.used = st->st_mtim, .size = (bytes_t)st->st_blocks * 512};

    if (finds->count == finds->room) {
        size_t more = finds->room ? 2 * finds->room : 256;
        struct found *grown = realloc(finds->list, more * sizeof *grown);

        if (!grown)
            return -1;
        finds->list = grown;
        finds->room = more;
    }
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

static int look_at_shelf(int at, const char *shelf, struct finds *finds)
{
    cleanup_dir DIR *dir = open_dir(at, shelf);
    const struct dirent *entry;
    struct stat st;

    while (dir && (entry = readdir(dir))) {
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
            !S_ISREG(st.st_mode))
            continue;
        if (strncmp(entry->d_name, STORE_TEMPORARY, sizeof STORE_TEMPORARY - 1) == 0 &&
            time(NULL) - st.st_mtime > STALE_SECONDS)
            unlinkat(dirfd(dir), entry->d_name, 0);
        else if (add(finds, shelf, entry->d_name, &st) < 0)
            return -1;
    }
    return 0;
}

static int look(const struct store_room *room, struct finds *finds)
{
    cleanup_dir DIR *dir = open_dir(room->dir, ".");
    const struct dirent *entry;

    while (dir && (entry = readdir(dir)))
        if (entry->d_name[0] != '.' && look_at_shelf(room->dir, entry->d_name, finds) < 0)
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

/* Removes the least recently used until no more than `most` is left. */
static void evict(const struct store_room *room, struct finds *finds, bytes_t most)
{
    if (finds->count == 0 || finds->total <= most)
        return;
    qsort(finds->list, finds->count, sizeof *finds->list, by_use);
    for (size_t i = 0; i < finds->count && finds->total > most; i++) {
        unlinkat(room->dir, finds->list[i].name, 0);
        finds->total -= finds->list[i].size;
    }
}

void store_room_init(struct store_room *room, int dir, bytes_t cap)
{
    *room = (struct store_room){.dir = dir, .cap = cap, .since = -1};
}

void store_room_make(struct store_room *room, bytes_t length)
{
    /* As the disk counts: in whole blocks, the trailer with it. */
    const bytes_t size = (length / DISK_BLOCK + 1) * DISK_BLOCK;
    struct finds finds = {0};

    if (room->since < 0 || room->since + size > room->cap / 8 || room->total + size > room->cap) {
        /* A tenth below the cap, so that the next one does not have to look again. */
        if (look(room, &finds) == 0 && finds.total + size > room->cap)
            evict(room, &finds, room->cap - room->cap / 10 - size);
        room->total = finds.total;
        room->since = 0;
        finds_release(&finds);
    }
    room->total += size;
    room->since += size;
}
