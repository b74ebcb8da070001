/* SPDX-License-Identifier: MIT */
#include "problem/package_tree.h"
#include "base/file.h"
#include "problem/layout/archive.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 4, DIRECTORIES_MOST = 10000 };

struct package_walk {
    char **list;
    size_t count, room;
    struct place_seen {
        dev_t device;
        ino_t inode;
    } * seen; /* loops of links end here */
    size_t seen_count, seen_room;
};

static int out_of_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

static bool has(const char *dir, const char *name)
{
    cleanup_free char *path = file_join(dir, name);
    struct stat st;

    return path && stat(path, &st) == 0;
}

static bool is_package(const char *dir)
{
    return has(dir, "problem.yaml") || has(dir, "problem.xml") || has(dir, "data") ||
           has(dir, "submissions");
}

static int add_package(struct package_walk *walk, const char *dir, struct err *err)
{
    char **grown = array_grow(walk->list, walk->count, &walk->room, sizeof *grown);

    if (!grown)
        return out_of_memory(err);
    walk->list = grown;
    walk->list[walk->count] = strdup(dir);
    return walk->list[walk->count] ? (walk->count++, 0) : out_of_memory(err);
}

/* 1: it was not seen before; 0; -1. */
static int see(struct package_walk *walk, const char *dir, struct err *err)
{
    struct place_seen *grown;
    struct stat st;

    if (stat(dir, &st) < 0 || !S_ISDIR(st.st_mode))
        return 0;
    for (size_t i = 0; i < walk->seen_count; i++)
        if (walk->seen[i].device == st.st_dev && walk->seen[i].inode == st.st_ino)
            return 0;
    if (walk->seen_count == DIRECTORIES_MOST)
        return err_set(err, ERR_INPUT, "%s: more than %d directories", dir, DIRECTORIES_MOST);
    grown = array_grow(walk->seen, walk->seen_count, &walk->seen_room, sizeof *grown);
    if (!grown)
        return out_of_memory(err);
    walk->seen = grown;
    walk->seen[walk->seen_count++] = (struct place_seen){st.st_dev, st.st_ino};
    return 1;
}

/* An archive of a package that does not lie beside it as a directory of the same name. */
static bool is_packed(const char *path)
{
    cleanup_free char *dir = strdup(path);

    if (!place_has_suffix(path, ".zip") && !place_has_suffix(path, ".kpp"))
        return false;
    if (dir)
        dir[strlen(dir) - strlen(".zip")] = '\0';
    return dir && !is_package(dir) && archive_has_package(path);
}

static int walk_packages(struct package_walk *walk, const char *dir, int depth, struct err *err)
{
    int fresh = see(walk, dir, err), rc = 0;
    char **names;
    size_t count;

    if (fresh <= 0)
        return fresh;
    if (is_package(dir))
        return add_package(walk, dir, err);
    if (depth == DEPTH_MOST)
        return 0;
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && rc == 0; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        if (!path)
            rc = out_of_memory(err);
        else if (is_packed(path))
            rc = add_package(walk, path, err);
        else
            rc = walk_packages(walk, path, depth + 1, err);
    }
    file_list_free(names, count);
    return rc;
}

int package_tree_list(const char *dir, char ***out, size_t *count, struct err *err)
{
    struct package_walk walk = {.list = NULL};
    int rc = walk_packages(&walk, dir, 0, err);

    if (rc == 0 && walk.count == 0)
        rc = add_package(&walk, dir, err); /* another layout, or nothing: problem_load tells */
    free(walk.seen);
    if (rc < 0) {
        file_list_free(walk.list, walk.count);
        return -1;
    }
    *out = walk.list;
    *count = walk.count;
    return 0;
}
