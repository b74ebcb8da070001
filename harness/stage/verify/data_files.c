/* SPDX-License-Identifier: MIT */
#include "stage/verify/data_files.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MOST = 4, FILES_MOST = 10000 };

struct data_walk {
    struct data_files *files;
    const char *root; /* what symbolic links may not leave */
    bool outputs;
    unsigned depth;
};

static int out_of_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

/* "path/to/1.in" with another extension. */
static char *beside(const char *input, const char *extension)
{
    char *path = NULL;

    return asprintf(&path, "%.*s%s", (int)(strlen(input) - strlen(".in")), input, extension) < 0
               ? NULL
               : path;
}

static int take_case(const struct data_walk *walk, const char *path, const char *name,
                     struct err *err)
{
    struct data_files *files = walk->files;
    struct test_case *grown = reallocarray(files->cases, files->count + 1, sizeof *grown), *one;

    if (!grown)
        return out_of_memory(err);
    files->cases = grown;
    if (files->count == FILES_MOST)
        return err_set(err, ERR_INPUT, "%s: more than %d files", path, FILES_MOST);
    one = &files->cases[files->count++];
    *one = (struct test_case){.name = strndup(name, strlen(name) - strlen(".in")),
                              .input.path = strdup(path)};
    if (walk->outputs)
        one->answer.path = beside(path, ".ans");
    if (!one->name || !one->input.path || (walk->outputs && !one->answer.path))
        return out_of_memory(err);
    return place_need_file(walk->root, path, err) < 0 ||
                   (walk->outputs && place_need_file(walk->root, one->answer.path, err) < 0)
               ? -1
               : 0;
}

static int walk_data(const struct data_walk *above, const char *dir, const char *prefix,
                     struct err *err);

static int take_entry(const struct data_walk *walk, const char *dir, const char *prefix,
                      const char *name, struct err *err)
{
    cleanup_free char *path = file_join(dir, name), *below = file_join(prefix, name);
    enum place place;

    if (!path || !below)
        return out_of_memory(err);
    if (!place_name_ok(name))
        return 0;
    if (place_look(walk->root, path, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY)
        return walk_data(walk, path, below, err);
    return place_has_suffix(name, ".in") ? take_case(walk, path, below, err) : 0;
}

static int walk_data(const struct data_walk *above, const char *dir, const char *prefix,
                     struct err *err)
{
    struct data_walk walk = *above;
    char **names;
    size_t count;
    int rc = 0;

    if (++walk.depth > DEPTH_MOST)
        return err_set(err, ERR_INPUT, "%s: more than %d levels of directories", dir, DEPTH_MOST);
    if (file_list(dir, &names, &count, err) < 0)
        return -1;
    for (size_t i = 0; i < count && rc == 0; i++)
        rc = take_entry(&walk, dir, prefix, names[i], err);
    file_list_free(names, count);
    return rc;
}

static int load_outputs(struct data_files *files, const char *root, struct err *err)
{
    files->outputs = malloc((files->count + 1) * sizeof *files->outputs);
    if (!files->outputs)
        return out_of_memory(err);
    for (size_t i = 0; i < files->count; i++)
        files->outputs[i] = -1;
    for (size_t i = 0; i < files->count; i++) {
        cleanup_with(buf_release) struct buf bytes = BUF_INIT(BUF_CAP_DOCUMENT);
        cleanup_free char *path = beside(files->cases[i].input.path, ".out");

        if (!path)
            return out_of_memory(err);
        if (place_need_file(root, path, err) < 0 || file_read(path, &bytes, err) < 0)
            return -1;
        files->outputs[i] = file_memfd("output", buf_str(&bytes), bytes.len, err);
        if (files->outputs[i] < 0)
            return -1;
    }
    return 0;
}

static int load_files(struct data_files *files, const struct problem *problem, const char *name,
                      bool outputs, struct err *err)
{
    cleanup_free char *data = file_join(problem->dir, "data");
    cleanup_free char *dir = data ? file_join(data, name) : NULL;
    const struct data_walk walk = {.files = files, .root = problem->root, .outputs = outputs};
    enum place place;

    if (!dir)
        return out_of_memory(err);
    if (place_look(problem->root, dir, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY && walk_data(&walk, dir, name, err) < 0)
        return -1;
    if (test_set_load(&files->tests, problem, files->cases, files->count, err) < 0)
        return -1;
    return outputs ? load_outputs(files, problem->root, err) : 0;
}

int data_files_load(struct data_files *out, const struct problem *problem, const char *name,
                    bool outputs, struct err *err)
{
    struct data_files files = {.count = 0};

    if (load_files(&files, problem, name, outputs, err) < 0) {
        data_files_release(&files);
        return -1;
    }
    *out = files;
    return 0;
}

void data_files_release(struct data_files *files)
{
    for (size_t i = 0; files->outputs && i < files->count; i++)
        if (files->outputs[i] >= 0)
            close(files->outputs[i]);
    free(files->outputs);
    test_set_release(&files->tests);
    for (size_t i = 0; i < files->count; i++) {
        free(files->cases[i].name);
        free(files->cases[i].input.path);
        free(files->cases[i].answer.path);
    }
    free(files->cases);
    *files = (struct data_files){.count = 0};
}
