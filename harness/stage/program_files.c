/* SPDX-License-Identifier: MIT */
#include "stage/program_files.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <string.h>

static const size_t largest_file = (size_t)4 * MIB;

void program_files_release(struct program_files *files)
{
    run_files_release(files->more.list, files->more.count);
    buf_release(&files->source);
    *files = (struct program_files){.language = NULL};
}

/* Better the smaller; of equal ones the first by name. */
static int rank_as_main(const char *name)
{
    if (!language_by_file(name))
        return 3;
    if (strcmp(name, "__main__.py") == 0)
        return 0;
    return strncmp(name, "main.", 5) == 0 ? 1 : 2;
}

/* The entry point, if there is one: a file, or a class or module that a file is named for. */
static bool is_entrypoint(const char *name, const char *entrypoint)
{
    size_t n = strlen(entrypoint);

    return strncmp(name, entrypoint, n) == 0 && (name[n] == '\0' || name[n] == '.') &&
           language_by_file(name);
}

static int find_main(char *const *names, size_t count, const char *entrypoint)
{
    int best = -1;

    for (size_t i = 0; entrypoint && i < count; i++)
        if (is_entrypoint(names[i], entrypoint))
            return (int)i;

    for (size_t i = 0; i < count; i++)
        if (rank_as_main(names[i]) < (best < 0 ? 3 : rank_as_main(names[best])))
            best = (int)i;
    return best;
}

/* Not under the name that the main source will have. */
static int add_file(struct program_files *files, const char *path, const char *name,
                    struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_file);
    struct run_file *file = &files->more.list[files->more.count];

    if (strcmp(name, files->language->source_name) == 0)
        return err_set(err, ERR_INPUT, "%s: the name is wanted for the main source", path);
    if (files->more.count == BUILD_FILES_MAX)
        return err_set(err, ERR_INPUT, "%s: a program of more than %d files", path,
                       BUILD_FILES_MAX + 1);
    if (file_read(path, &bytes, err) < 0)
        return -1;
    file->fd = file_memfd("source", buf_str(&bytes), bytes.len, err);
    if (file->fd < 0)
        return -1;
    file->name = strdup(name);
    files->more.count++;
    return file->name ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int read_directory(struct program_files *files, const char *dir, const char *entrypoint,
                          char *const *names, size_t count, struct err *err)
{
    int main_at = find_main(names, count, entrypoint);

    if (main_at < 0)
        return err_set(err, ERR_INPUT, "%s: no source in a language that is known", dir);
    files->language = language_by_file(names[main_at]);
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        if (!path)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (strcmp(names[i], "build") == 0 || strcmp(names[i], "run") == 0)
            return err_set(err, ERR_INPUT, "%s: build and run scripts are not supported yet", path);
        if ((int)i == main_at
                ? file_read(path, &files->source, err) < 0
                : !file_is_directory(path) && add_file(files, path, names[i], err) < 0)
            return -1;
    }
    return 0;
}

int program_files_read(struct program_files *files, const char *path, const char *entrypoint,
                       struct err *err)
{
    char **names;
    size_t count;
    int rc;

    *files = (struct program_files){.source = BUF_INIT(largest_file)};
    if (file_is_directory(path)) {
        if (file_list(path, &names, &count, err) < 0)
            return -1;
        rc = read_directory(files, path, entrypoint, names, count, err);
        file_list_free(names, count);
        return rc;
    }
    files->language = language_by_file(path);
    if (!files->language)
        return err_set(err, ERR_INPUT, "%s: unknown language", path);
    return file_read(path, &files->source, err);
}
