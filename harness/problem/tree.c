/* SPDX-License-Identifier: MIT */
#include "problem/tree.h"
#include "base/buf.h"
#include "base/file.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <string.h>

/* Directories that link to each other end here. */
enum { DEPTH_MAX = 8, NAMES_MAX = 10000 };

struct tree_walk {
    struct named_file *files;
    size_t count, room, most, names;
    const char *root, *top;
};

static int read_directory(struct tree_walk *walk, const char *dir, const char *below,
                          unsigned depth, struct err *err);

static int add_file(struct tree_walk *walk, char **path, char **name, struct err *err)
{
    struct named_file *grown;

    if (walk->count == walk->most)
        return err_set(err, ERR_INPUT, "%s: more than %zu files", walk->top, walk->most);
    grown = array_grow(walk->files, walk->count, &walk->room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    walk->files = grown;
    grown[walk->count++] = (struct named_file){.path = steal_ptr(path), .name = steal_ptr(name)};
    return 0;
}

static int take_name(struct tree_walk *walk, const char *dir, const char *below, const char *name,
                     unsigned depth, struct err *err)
{
    cleanup_free char *path = file_join(dir, name);
    cleanup_free char *inner = *below ? file_join(below, name) : strdup(name);
    enum place place;

    if (!path || !inner)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (!place_name_ok(name) || strcmp(name, "__pycache__") == 0)
        return 0;
    if (++walk->names > NAMES_MAX) /* links can make a small package look endless */
        return err_set(err, ERR_INPUT, "%s: more than %d files and directories", walk->top,
                       NAMES_MAX);
    if (place_look(walk->root, path, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY)
        return read_directory(walk, path, inner, depth + 1, err);
    if (place != PLACE_FILE)
        return err_set(err, ERR_INPUT, "%s: not a regular file", path);
    return add_file(walk, &path, &inner, err);
}

static int read_directory(struct tree_walk *walk, const char *dir, const char *below,
                          unsigned depth, struct err *err)
{
    char **names;
    size_t count;
    int failed = 0;

    if (depth > DEPTH_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d levels of directories", dir, DEPTH_MAX);
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++)
        failed = take_name(walk, dir, below, names[i], depth, err);
    file_list_free(names, count);
    return failed;
}

int tree_read(struct named_file **out, size_t *count, const char *root, const char *dir,
              size_t most, struct err *err)
{
    struct tree_walk walk = {.most = most, .root = root, .top = dir};

    if (read_directory(&walk, dir, "", 0, err) < 0) {
        tree_free(walk.files, walk.count);
        return -1;
    }
    *out = walk.files;
    *count = walk.count;
    return 0;
}

void tree_free(struct named_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(files[i].path);
        free(files[i].name);
    }
    free(files);
}
