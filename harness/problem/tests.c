/* SPDX-License-Identifier: MIT */
#include "problem/tests.h"
#include "base/file.h"
#include "problem/group/group_file.h"
#include "problem/place.h"
#include "problem/group/scoring.h"
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
    size_t *directories; /* seen so far */
    struct group_place place;
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

/* The settings of the case whose input is at `path`, "….in": those of the directory, or of its own file. */
static int read_case_settings(const struct test_walk *walk, const char *path,
                              struct test_case *test, struct err *err)
{
    cleanup_free char *own = NULL;
    struct case_settings *settings = walk->place.settings;

    if (parts_format(&own, err, "%.*s.yaml", (int)(strlen(path) - strlen(".in")), path) < 0)
        return -1;
    if (has_name(walk, strrchr(own, '/') + 1) &&
        (place_need_file(walk->loading->root, own, err) < 0 ||
         group_file_read_case(walk->loading, own, &walk->place, &settings, err) < 0))
        return -1;
    test->group = walk->place.group;
    test->settings = settings;
    return 0;
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
    struct test_case *added;

    if (parts_format(&answer, err, "%.*s.ans", (int)stem, path) < 0 ||
        parts_format(&test, err, "%s/%.*s", walk->prefix, base, name) < 0)
        return -1;
    if (walk->place.static_settings && strncmp(name, "static_validation.", 18) == 0)
        return err_set(err, ERR_INPUT, "%s: the name is that of the group's static validation case",
                       path);
    if (walk->tests->count == TESTS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d tests", path, TESTS_MAX);
    if (place_need_file(walk->loading->root, path, err) < 0)
        return -1;
    if (!has_name(walk, strrchr(answer, '/') + 1))
        return err_set(err, ERR_INPUT, "%s: there is no answer file %s beside it", path,
                       strrchr(answer, '/') + 1);
    if (place_need_file(walk->loading->root, answer, err) < 0 ||
        parts_add_test(walk->tests, test, path, answer, err) < 0)
        return -1;
    added = &walk->tests->items[walk->tests->count - 1];
    return read_case_settings(walk, path, added, err) < 0
               ? -1
               : take_files(walk, path, name, added, err);
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

static bool is_group_file(const char *name)
{
    return strcmp(name, "testdata.yaml") == 0 || strcmp(name, "test_group.yaml") == 0;
}

/* The files of a case go with its input. */
static int take_case_settings(const struct test_walk *walk, const char *path, const char *name,
                              struct err *err)
{
    cleanup_free char *input = NULL;

    if (is_group_file(name))
        return 0;
    if (parts_format(&input, err, "%.*s.in", (int)(strlen(name) - strlen(".yaml")), name) < 0)
        return -1;
    if (has_name(walk, input))
        return 0;
    return parts_warn(walk->loading->problem, err, "%s: ignored: there is no input for it", path);
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
        return take_case_settings(walk, path, name, err);
    return 0;
}

/* The directory's own settings come before all that lies in it. */
static int read_group_files(struct test_walk *walk, struct err *err)
{
    static const char *const names[] = {"testdata.yaml", "test_group.yaml"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cleanup_free char *path = NULL;
        enum place place;

        if (parts_path(&path, walk->path, names[i], err) < 0 ||
            place_look(walk->loading->root, path, &place, err) < 0)
            return -1;
        if (place != PLACE_NONE && (place_need_file(walk->loading->root, path, err) < 0 ||
                                    group_file_read(walk->loading, path, &walk->place, err) < 0))
            return -1;
    }
    return 0;
}

static int add_static_case(const struct test_walk *walk, struct err *err)
{
    const struct group_place *place = &walk->place;

    return place->static_settings ? parts_add_static(walk->tests, walk->prefix, place->group,
                                                     place->static_settings, err)
                                  : 0;
}

static int walk_names(struct test_walk *walk, struct err *err)
{
    if (read_group_files(walk, err) < 0 || add_static_case(walk, err) < 0 ||
        warn_hidden(walk, err) < 0)
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
    if (above->place.depth == DEPTH_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d levels of directories", path, DEPTH_MAX);
    if (++*walk.directories > DIRECTORIES_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d directories", path, DIRECTORIES_MAX);
    if (groups_enter(above->loading, &above->place, prefix, &walk.place, err) < 0)
        return -1;
    if (file_list(path, &walk.names, &walk.count, err) < 0)
        return -1;
    failed = walk_names(&walk, err);
    file_list_free(walk.names, walk.count);
    return failed;
}

/* data/sample or data/secret; neither has to be there. */
static int load_set(const struct test_walk *data, const char *set, struct test_list *tests,
                    struct err *err)
{
    cleanup_free char *path = NULL;
    struct test_walk above = *data;
    enum place place;

    above.tests = tests;
    if (parts_path(&path, data->path, set, err) < 0 ||
        place_look(data->loading->root, path, &place, err) < 0)
        return -1;
    return place == PLACE_NONE ? 0 : walk_directory(&above, path, set, err);
}

/* What is generated is run and compared as the secret tests are. */
static void set_common(struct problem *problem)
{
    const struct test_case *first = problem->secret_count > 0   ? problem->secrets
                                    : problem->sample_count > 0 ? problem->samples
                                                                : NULL;

    if (first)
        problem->compare = first->settings->compare;
}

static int load_sets(struct loading *loading, const char *path, struct test_list *samples,
                     struct test_list *secrets, struct err *err)
{
    size_t directories = 0;
    struct test_walk data = {.loading = loading, .directories = &directories, .path = path};

    if (groups_begin(loading, &data.place, err) < 0 || read_group_files(&data, err) < 0 ||
        load_set(&data, "sample", samples, err) < 0)
        return -1;
    return load_set(&data, "secret", secrets, err);
}

int tests_load(struct loading *loading, struct err *err)
{
    cleanup_free char *data = NULL;
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};

    if (parts_path(&data, loading->base, "data", err) < 0 ||
        load_sets(loading, data, &samples, &secrets, err) < 0)
        return -1;
    parts_hand_over(loading->problem, &samples, &secrets, false);
    set_common(loading->problem);
    return scoring_settle(loading, err);
}
