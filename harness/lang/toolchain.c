/* SPDX-License-Identifier: MIT */
#include "lang/toolchain.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* Which files of a place count. */
enum depth { FILE_ITSELF, DIRECT_ENTRIES, WHOLE_TREE };

static const struct tool_place {
    const char *path; /* need not be there */
    enum depth depth;
} places[] = {
    {"/usr/bin/gcc", FILE_ITSELF},
    {"/usr/bin/g++", FILE_ITSELF},
    {"/usr/bin/as", FILE_ITSELF},
    {"/usr/bin/ld", FILE_ITSELF},
    {"/usr/bin/ld.gold", FILE_ITSELF},
    {"/etc/ld.so.cache", FILE_ITSELF},
    {"/usr/lib/gcc", WHOLE_TREE},
    {"/usr/libexec/gcc", WHOLE_TREE},
    {"/usr/include", WHOLE_TREE},
    /* libc.a, crt1.o, and the libraries that compiler and linker are linked against. */
    {"/usr/lib", DIRECT_ENTRIES},
    {"/usr/lib64", DIRECT_ENTRIES},
    {"/usr/lib/x86_64-linux-gnu", DIRECT_ENTRIES},
    {"/usr/lib/aarch64-linux-gnu", DIRECT_ENTRIES},
};

enum { DEEPEST = 24 };

/* Zeroed before use, padding included, because its bytes are hashed. */
struct file_identity {
    uint64_t device, inode, size, mode;
    struct timespec modified, changed;
};

static void add_identity(struct hash_state *state, const char *name, const struct stat *st)
{
    struct file_identity id;

    memset(&id, 0, sizeof id);
    id.device = st->st_dev;
    id.inode = st->st_ino;
    id.size = (uint64_t)st->st_size;
    id.mode = st->st_mode;
    id.modified = st->st_mtim;
    id.changed = st->st_ctim;
    hash_update(state, name, strlen(name) + 1);
    hash_update(state, &id, sizeof id);
}

/*
 * A sum of hashes does not depend on the order of its terms. readdir's order may change while no
 * entry does.
 */
struct sum {
    struct hash128 total;
    struct hash_state *state;
};

static void add_to_sum(struct sum *sum, struct hash128 above, const char *name,
                       const struct stat *st)
{
    struct hash128 h;

    hash_reset(sum->state);
    hash_update(sum->state, &above, sizeof above);
    add_identity(sum->state, name, st);
    h = hash_digest(sum->state);
    sum->total.lo += h.lo;
    sum->total.hi += h.hi;
}

/* `above` is the hash of the parent's path. */
static void add_directory(struct sum *sum, int at, const char *name, struct hash128 above,
                          int levels)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    cleanup_dir DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    struct hash128 here = hash_fold(above, hash_bytes(name, strlen(name)));
    const struct dirent *entry;
    struct stat st;

    if (fd >= 0 && !dir)
        close(fd);
    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (!S_ISDIR(st.st_mode))
            add_to_sum(sum, here, entry->d_name, &st);
        else if (levels > 0)
            add_directory(sum, dirfd(dir), entry->d_name, here, levels - 1);
    }
}

static void add_place(struct sum *sum, const struct tool_place *place)
{
    const struct hash128 root = {0, 0};
    cleanup_free char *real = realpath(place->path, NULL);
    struct stat st;

    if (!real || stat(real, &st) < 0)
        return;
    if (!S_ISDIR(st.st_mode))
        add_to_sum(sum, root, real, &st);
    else if (place->depth != FILE_ITSELF)
        add_directory(sum, AT_FDCWD, real, root, place->depth == WHOLE_TREE ? DEEPEST : 0);
}

int toolchain_identify(struct hash128 *out, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *state = hash_new();
    struct sum sum = {.state = state};

    if (!state)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        add_place(&sum, &places[i]);
    *out = sum.total;
    return 0;
}

int toolchain_identify_language(const struct language *language, struct hash128 *out,
                                struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *state = hash_new();
    struct sum sum = {.state = state};

    if (!state)
        return err_set(err, ERR_JUDGE, "out of memory");
    /* A word that is no path is no file below the directory in which winnow was started. */
    for (const char *const *word = language->compile; word && *word; word++)
        if (**word == '/')
            add_place(&sum, &(struct tool_place){*word, FILE_ITSELF});
    for (const char *const *file = language->must_have; file && *file; file++)
        add_place(&sum, &(struct tool_place){*file, FILE_ITSELF});
    for (const char *const *place = language->places; place && *place; place++)
        add_place(&sum, &(struct tool_place){*place, WHOLE_TREE});
    *out = sum.total;
    return 0;
}
