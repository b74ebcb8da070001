/* SPDX-License-Identifier: MIT */
#include "stage/program/program_files.h"
#include "base/file.h"
#include "lang/scripts.h"
#include "problem/constants.h"
#include "problem/place.h"
#include "problem/tree.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const size_t largest_file = (size_t)4 * MIB;

void build_files_release(struct build_files *files)
{
    run_files_release(files->list, files->count);
    files->count = 0;
}

void program_files_release(struct program_files *files)
{
    build_files_release(&files->more);
    buf_release(&files->source);
    *files = (struct program_files){.language = NULL};
}

/* Better the smaller; of equal ones the first by name. */
static int rank_as_main(const char *name)
{
    if (!language_by_file(name) || strchr(name, '/'))
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

static const char *find_main(const struct named_file *files, size_t count, const char *entrypoint)
{
    const char *best = NULL;

    for (size_t i = 0; entrypoint && i < count; i++)
        if (is_entrypoint(files[i].name, entrypoint))
            return files[i].name;
    for (size_t i = 0; i < count; i++)
        if (rank_as_main(files[i].name) < (best ? rank_as_main(best) : 3))
            best = files[i].name;
    return best;
}

static bool has_scripts(const struct named_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, "build") == 0 || strcmp(files[i].name, "run") == 0)
            return true;
    return false;
}

static int read_source(const struct problem *problem, const char *path, struct buf *source,
                       struct err *err)
{
    if (file_read(path, source, err) < 0)
        return -1;
    return constants_replace(problem, source, err) < 0 ? err_wrap(err, "%s", path) : 0;
}

/* The place for a file of this name: that of one with the same name, or a new one. */
static struct run_file *place_for(struct build_files *files, const char *name)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->list[i].name, name) == 0) {
            run_files_release(&files->list[i], 1);
            return &files->list[i];
        }
    return files->count < BUILD_FILES_MAX ? &files->list[files->count++] : NULL;
}

int build_files_add(struct build_files *files, const struct problem *problem, const char *path,
                    const char *name, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_file);
    struct run_file *file;
    char *copy;
    int fd;

    if (strlen(name) > RUN_FILE_NAME_MAX)
        return err_set(err, ERR_INPUT, "%s: too long a name for a file of a program", path);
    if (read_source(problem, path, &bytes, err) < 0)
        return -1;
    fd = file_memfd("source", buf_str(&bytes), bytes.len, err);
    if (fd < 0)
        return -1;
    copy = strdup(name);
    file = copy ? place_for(files, name) : NULL;
    if (!file) {
        close(fd);
        free(copy);
        return copy ? err_set(err, ERR_INPUT, "%s: more than %d files", path, BUILD_FILES_MAX)
                    : err_set(err, ERR_JUDGE, "out of memory");
    }
    *file = (struct run_file){.name = copy, .fd = fd};
    return 0;
}

/* One of the files of a directory; `main` is the name of the main source, or NULL for scripts. */
static int take_file(struct program_files *files, const struct problem *problem, const char *main,
                     const struct named_file *file, struct err *err)
{
    cleanup_free char *inside = file_join(SCRIPTS_DIRECTORY, file->name);

    if (!inside)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (!main)
        return build_files_add(&files->more, problem, file->path, inside, err);
    if (strcmp(file->name, main) == 0)
        return read_source(problem, file->path, &files->source, err);
    if (strcmp(file->name, files->language->source_name) == 0)
        return err_set(err, ERR_INPUT, "%s: the name is wanted for the main source, which is %s",
                       file->path, main);
    return build_files_add(&files->more, problem, file->path, file->name, err);
}

static void note_name(struct program_files *files, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

    snprintf(files->name, sizeof files->name, "%s", strlen(name) < sizeof files->name ? name : "");
}

static int read_directory(struct program_files *files, const struct problem *problem,
                          const char *root, const char *dir, const char *entrypoint,
                          struct err *err)
{
    struct named_file *list;
    const char *main;
    size_t count;
    int failed = 0;

    if (tree_read(&list, &count, root, dir, BUILD_FILES_MAX + 1, err) < 0)
        return -1;
    main = has_scripts(list, count) ? NULL : find_main(list, count, entrypoint);
    if (main)
        note_name(files, main);
    if (main || has_scripts(list, count))
        files->language = main ? language_by_file(main) : &language_scripts;
    else
        failed = err_set(err, ERR_INPUT, "%s: no source in a language that is known", dir);
    for (size_t i = 0; i < count && !failed; i++)
        failed = take_file(files, problem, main, &list[i], err);
    tree_free(list, count);
    return failed;
}

/* A source of the user's own that does not belong to the package: links may lead anywhere. */
static bool is_foreign(const struct problem *problem, const char *path)
{
    cleanup_free char *real = realpath(path, NULL);
    size_t n = strlen(problem->root);

    return real && (strncmp(real, problem->root, n) != 0 || (real[n] != '/' && real[n] != '\0'));
}

int program_files_read(struct program_files *files, const struct problem *problem, const char *path,
                       const char *entrypoint, struct err *err)
{
    bool is_link = false;
    const char *root = problem->root;
    enum place place;
    struct stat st;

    *files = (struct program_files){.source = BUF_INIT(largest_file)};
    is_link = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
    if (!is_link && is_foreign(problem, path))
        root = "/";
    if (place_look(root, path, &place, err) < 0)
        return -1;
    if (place == PLACE_DIRECTORY)
        return read_directory(files, problem, root, path, entrypoint, err);
    note_name(files, path);
    files->language = language_by_file(path);
    if (!files->language)
        return err_set(err, ERR_INPUT, "%s: unknown language", path);
    return read_source(problem, path, &files->source, err);
}
