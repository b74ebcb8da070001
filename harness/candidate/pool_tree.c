/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "candidate/pool.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* Each level holds a descriptor open while those below it are read. */
enum { DEPTH_MAX = 32 };

static int no_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

/* Takes the path over. `trouble` may be NULL. */
static int add_entry(struct pool_tree *tree, size_t *room, char *path, const char *trouble,
                     struct err *err)
{
    cleanup_free char *owned = path;
    cleanup_free char *reason = trouble ? strdup(trouble) : NULL;
    struct pool_entry *grown;

    if (trouble && !reason)
        return no_memory(err);
    grown = array_grow(tree->entries, tree->count, room, sizeof *grown);
    if (!grown)
        return no_memory(err);
    tree->entries = grown;
    tree->entries[tree->count++] =
        (struct pool_entry){.path = steal_ptr(&owned), .trouble = steal_ptr(&reason)};
    return 0;
}

struct walk {
    struct pool_tree *tree;
    size_t room;
    struct err *err;
};

static int read_level(struct walk *walk, int dir, const char *prefix, int depth);

static int enter_dir(struct walk *walk, int dir, const char *name, char *path, int depth)
{
    cleanup_free char *owned = path;
    char trouble[200] = "it is nested too deeply to be entered";
    int fd = -1;

    if (depth < DEPTH_MAX) {
        fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        snprintf(trouble, sizeof trouble, "it cannot be entered: %s", strerror(errno));
    }
    if (fd < 0)
        return add_entry(walk->tree, &walk->room, steal_ptr(&owned), trouble, walk->err);
    return read_level(walk, fd, owned, depth + 1);
}

static int add_name(struct walk *walk, int dir, const char *prefix, const char *name, int depth)
{
    struct stat st;
    char *path;

    if (asprintf(&path, "%s%s%s", prefix, *prefix ? "/" : "", name) < 0)
        return no_memory(walk->err);
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode))
        return enter_dir(walk, dir, name, path, depth);
    return add_entry(walk->tree, &walk->room, path, NULL, walk->err);
}

/* Takes `dir` over. */
static int read_level(struct walk *walk, int dir, const char *prefix, int depth)
{
    cleanup_dir DIR *stream = fdopendir(dir);
    const struct dirent *entry;

    if (!stream) {
        close(dir);
        return no_memory(walk->err);
    }
    while ((errno = 0, entry = readdir(stream)))
        if (entry->d_name[0] != '.' && add_name(walk, dir, prefix, entry->d_name, depth) < 0)
            return -1;
    if (errno != 0)
        return err_sys(walk->err, ERR_INPUT, "the directory '%s' cannot be read", prefix);
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct pool_entry *)a)->path, ((const struct pool_entry *)b)->path);
}

int pool_tree_read(struct pool_tree *tree, int dir, struct err *err)
{
    cleanup_with(pool_tree_release) struct pool_tree found = {0};
    struct walk walk = {.tree = &found, .err = err};
    int top = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (top < 0)
        return err_sys(err, ERR_INPUT, "the directory cannot be read");
    if (read_level(&walk, top, "", 0) < 0)
        return -1;
    if (found.count > 0)
        qsort(found.entries, found.count, sizeof *found.entries, by_path);
    *tree = found;
    found = (struct pool_tree){0};
    return 0;
}

void pool_tree_release(struct pool_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->entries[i].path);
        free(tree->entries[i].trouble);
    }
    free(tree->entries);
    *tree = (struct pool_tree){0};
}
