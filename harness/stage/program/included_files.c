/* SPDX-License-Identifier: MIT */
#include "stage/program/included_files.h"
#include "base/file.h"
#include "problem/place.h"
#include "problem/tree.h"
#include "stage/program/program_files.h"
#include "winnow/cleanup.h"

#include <string.h>

static int add_files(struct language_files *to, const struct problem *problem, const char *dir,
                     struct err *err)
{
    struct named_file *files;
    size_t count;
    int failed = 0;

    if (tree_read(&files, &count, problem->root, dir, BUILD_FILES_MAX, err) < 0)
        return -1;
    for (size_t i = 0; i < count && !failed; i++)
        failed = build_files_add(&to->files, problem, files[i].path, files[i].name, err);
    tree_free(files, count);
    return failed;
}

/* include/NAME/, where it is there. */
static int add_directory(struct language_files *to, const struct problem *problem, const char *name,
                         struct err *err)
{
    cleanup_free char *all = file_join(problem->dir, "include");
    cleanup_free char *dir = all ? file_join(all, name) : NULL;
    enum place place;

    if (!dir)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (place_look(problem->root, dir, &place, err) < 0)
        return -1;
    return place == PLACE_DIRECTORY ? add_files(to, problem, dir, err) : 0;
}

int included_files_load(struct language_files **out, size_t *count, const struct problem *problem,
                        struct err *err)
{
    struct language_files *list;
    size_t languages = 0, n = 0;

    *out = NULL;
    *count = 0;
    if (!problem->is_package)
        return 0;
    while (language_at(languages))
        languages++;
    list = calloc(languages + 1, sizeof *list);
    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < languages; i++) {
        list[n].language = language_at(i);
        if (add_directory(&list[n], problem, "default", err) < 0 ||
            add_directory(&list[n], problem, language_code(language_at(i)), err) < 0) {
            included_files_free(list, n + 1);
            return -1;
        }
        n += list[n].files.count > 0;
    }
    *out = list;
    *count = n;
    return 0;
}

void included_files_free(struct language_files *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        build_files_release(&list[i].files);
    free(list);
}
