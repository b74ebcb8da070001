/* SPDX-License-Identifier: MIT */
#include "problem/tests.h"
#include "base/file.h"
#include "problem/groups.h"
#include "problem/place.h"
#include "problem/tree.h"
#include "winnow/cleanup.h"

#include <dirent.h>
#include <string.h>

/* Far above what packages have; they end walks through directories that link to each other. */
#define DEPTH_MAX       8
#define DIRECTORIES_MAX 4096
#define TESTS_MAX       100000
#define TEST_FILES_MAX  50 /* of one case */

/* One directory of test data, its names in order. */
struct test_walk {
    struct loading *loading;
    struct test_list *tests;
    struct group_flags *own;   /* where the flags of data/sample or data/secret go */
    struct group_flags *finer; /* where those of anything below them go */
    size_t *directories;       /* seen so far */
    unsigned depth;
    const char *path;   /* of the directory */
    const char *prefix; /* its name below data/: "secret/group1" */
    char **names;
    size_t count;
};

static int walk_directory(const struct test_walk *above, const char *path, const char *prefix,
                          struct err *err);

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_name(const struct test_walk *walk, const char *name)
{
    return bsearch(&name, walk->names, walk->count, sizeof *walk->names, compare_names) != NULL;
}

static int is_hidden_input(const struct dirent *entry)
{
    return entry->d_name[0] == '.' && place_has_suffix(entry->d_name, ".in");
}

/* Inputs among the dotfiles, which file_list leaves out. */
static int warn_hidden(const struct test_walk *walk, struct err *err)
{
    struct dirent **found = NULL;
    int n = scandir(walk->path, &found, is_hidden_input, alphasort);
    int failed = 0;

    for (int i = 0; i < n; i++) {
        if (!failed)
            failed = parts_warn(walk->loading->problem, err,
                                "%s/%s: ignored: its name begins with a dot", walk->path,
                                found[i]->d_name);
        free(found[i]);
    }
    free(found);
    return failed;
}

/* CASE.files/: beside the submission when it runs (2025-09). */
static int take_files(const struct test_walk *walk, const char *path, const char *name,
                      struct test_case *test, struct err *err)
{
    cleanup_free char *dir = NULL, *base = NULL;
    enum place place;

    if (parts_format(&dir, err, "%.*sfiles", (int)(strlen(path) - strlen("in")), path) < 0 ||
        parts_format(&base, err, "%.*sfiles", (int)(strlen(name) - strlen("in")), name) < 0)
        return -1;
    if (!has_name(walk, base))
        return 0;
    if (place_look(walk->loading->root, dir, &place, err) < 0)
        return -1;
    if (place != PLACE_DIRECTORY)
        return err_set(err, ERR_INPUT, "%s: not a directory", dir);
    return tree_read(&test->files, &test->file_count, walk->loading->root, dir, TEST_FILES_MAX,
                     err);
}

/* `path` is that of the input, "….in". */
static int take_input(const struct test_walk *walk, const char *path, const char *name,
                      struct err *err)
{
    size_t stem = strlen(path) - strlen(".in");
    int base = (int)(strlen(name) - strlen(".in"));
    cleanup_free char *answer = NULL, *test = NULL;

    if (parts_format(&answer, err, "%.*s.ans", (int)stem, path) < 0 ||
        parts_format(&test, err, "%s/%.*s", walk->prefix, base, name) < 0)
        return -1;
    if (walk->tests->count == TESTS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d tests", path, TESTS_MAX);
    if (place_need_file(walk->loading->root, path, err) < 0)
        return -1;
    if (!has_name(walk, strrchr(answer, '/') + 1))
        return err_set(err, ERR_INPUT, "%s: there is no answer file %s beside it", path,
                       strrchr(answer, '/') + 1);
    if (place_need_file(walk->loading->root, answer, err) < 0)
        return -1;
    if (parts_add_test(walk->tests, test, path, answer, err) < 0)
        return -1;
    return take_files(walk, path, name, &walk->tests->items[walk->tests->count - 1], err);
}

static int take_answer(const struct test_walk *walk, const char *path, const char *name,
                       struct err *err)
{
    cleanup_free char *input = NULL;

    if (parts_format(&input, err, "%.*s.in", (int)(strlen(name) - strlen(".ans")), name) < 0)
        return -1;
    if (has_name(walk, input))
        return 0;
    return parts_warn(walk->loading->problem, err, "%s: ignored: there is no input for it", path);
}

static int take_settings(const struct test_walk *walk, const char *path, const char *name,
                         struct err *err)
{
    bool group = strcmp(name, "testdata.yaml") == 0 || strcmp(name, "test_group.yaml") == 0;
    bool own = group && walk->depth == 1;

    if (place_need_file(walk->loading->root, path, err) < 0)
        return -1;
    return groups_read(walk->loading->problem, path, own ? walk->own : walk->finer, err);
}

static int take_directory(const struct test_walk *walk, const char *path, const char *name,
                          struct err *err)
{
    cleanup_free char *prefix = NULL;

    if (place_has_suffix(name, ".files"))
        return 0; /* taken with the input */
    if (parts_format(&prefix, err, "%s/%s", walk->prefix, name) < 0)
        return -1;
    return walk_directory(walk, path, prefix, err);
}

static int take_name(const struct test_walk *walk, const char *name, struct err *err)
{
    cleanup_free char *path = NULL;
    enum place place;

    if (parts_path(&path, walk->path, name, err) < 0 ||
        place_look(walk->loading->root, path, &place, err) < 0)
        return -1;
    if (!place_name_ok(name)) {
        if (place != PLACE_DIRECTORY && !place_has_suffix(name, ".in"))
            return 0;
        return parts_warn(walk->loading->problem, err,
                          "%s: ignored: names are letters, digits and _ . - only", path);
    }
    if (place == PLACE_DIRECTORY)
        return take_directory(walk, path, name, err);
    if (place_has_suffix(name, ".in"))
        return take_input(walk, path, name, err);
    if (place_has_suffix(name, ".ans"))
        return take_answer(walk, path, name, err);
    if (place_has_suffix(name, ".yaml"))
        return take_settings(walk, path, name, err);
    return 0;
}

static int walk_names(struct test_walk *walk, struct err *err)
{
    if (warn_hidden(walk, err) < 0)
        return -1;
    for (size_t i = 0; i < walk->count; i++) {
        if (take_name(walk, walk->names[i], err) < 0)
            return -1;
    }
    return 0;
}

static int walk_directory(const struct test_walk *above, const char *path, const char *prefix,
                          struct err *err)
{
    struct test_walk walk = *above;
    int failed;

    walk.path = path;
    walk.prefix = prefix;
    walk.depth = above->depth + 1;
    if (walk.depth > DEPTH_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d levels of directories", path, DEPTH_MAX);
    if (++*walk.directories > DIRECTORIES_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d directories", path, DIRECTORIES_MAX);
    if (file_list(path, &walk.names, &walk.count, err) < 0)
        return -1;
    failed = walk_names(&walk, err);
    file_list_free(walk.names, walk.count);
    return failed;
}

/* data/sample or data/secret; neither has to be there. */
static int load_set(struct loading *loading, const char *data, const char *set,
                    struct test_list *tests, struct group_settings *settings,
                    struct group_flags *own, struct err *err)
{
    cleanup_free char *path = NULL;
    size_t directories = 0;
    struct test_walk above = {.loading = loading,
                              .tests = tests,
                              .own = own,
                              .finer = &settings->finer,
                              .directories = &directories};
    enum place place;

    if (parts_path(&path, data, set, err) < 0 || place_look(loading->root, path, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return 0;
    return walk_directory(&above, path, set, err);
}

/* data/testdata.yaml and data/test_group.yaml, which hold for both sets. */
static int load_data_settings(struct loading *loading, const char *data, struct group_flags *flags,
                              struct err *err)
{
    static const char *const names[] = {"testdata.yaml", "test_group.yaml"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cleanup_free char *path = NULL;
        enum place place;

        if (parts_path(&path, data, names[i], err) < 0 ||
            place_look(loading->root, path, &place, err) < 0)
            return -1;
        if (place != PLACE_NONE && groups_read(loading->problem, path, flags, err) < 0)
            return -1;
    }
    return 0;
}

int tests_load(struct loading *loading, struct err *err)
{
    cleanup_free char *data = NULL;
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};
    struct group_settings settings = {0};

    if (parts_path(&data, loading->base, "data", err) < 0 ||
        load_data_settings(loading, data, &settings.data, err) < 0 ||
        load_set(loading, data, "sample", &samples, &settings, &settings.sample, err) < 0 ||
        load_set(loading, data, "secret", &secrets, &settings, &settings.secret, err) < 0 ||
        groups_settle(loading->problem, &settings, samples.count > 0, secrets.count > 0, err) < 0)
        return -1;
    parts_hand_over(loading->problem, &samples, &secrets, false);
    return 0;
}
