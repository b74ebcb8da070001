/* SPDX-License-Identifier: MIT */
#include "stage/program/testlib.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <unistd.h>

static const char header[] = "testlib.h";

struct signs {
    bool includes; /* some file includes it */
    bool bridges;  /* some file has the package format's exit code for OK */
    bool has;      /* it is one of the files */
};

/* "# include <testlib.h>" at the beginning of a line. */
static bool is_include(const char *line, size_t n)
{
    const char *end = line + n, *at = line;

    while (at < end && (*at == ' ' || *at == '\t' || *at == '#'))
        at++;
    if (end - at < 7 || memcmp(at, "include", 7) != 0)
        return false;
    return memmem(at, (size_t)(end - at), header, sizeof header - 1) != NULL;
}

/* "#define OK_EXIT_CODE 42", "-DOK_EXIT_CODE=42". */
static bool is_bridge(const char *line, size_t n)
{
    static const char name[] = "OK_EXIT_CODE";
    const char *at = memmem(line, n, name, sizeof name - 1), *end = line + n;

    for (at = at ? at + sizeof name - 1 : end; at < end && strchr(" \t=(", *at); at++)
        continue;
    return end - at >= 2 && memcmp(at, "42", 2) == 0;
}

static void look_for_signs(struct signs *signs, const char *text, size_t n)
{
    for (const char *end = text + n; text < end;) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((line_end ? line_end : end) - text);

        signs->includes |= is_include(text, length);
        signs->bridges |= is_bridge(text, length);
        text += length + 1;
    }
}

static int look_at_files(struct signs *signs, const struct program_files *files, struct err *err)
{
    look_for_signs(signs, buf_str(&files->source), files->source.len);
    for (size_t i = 0; i < files->more.count; i++) {
        const struct run_file *file = &files->more.list[i];
        const char *slash = strrchr(file->name, '/');
        struct map map;

        signs->has |= strcmp(slash ? slash + 1 : file->name, header) == 0;
        if (map_fd(&map, file->fd, err) < 0)
            return -1;
        look_for_signs(signs, map.data, map.len);
        map_release(&map);
    }
    return 0;
}

/* The header in a directory, or the path itself where it is the header; NULL: not there. */
static char *header_at(const char *place)
{
    char *path = file_is_directory(place) ? file_join(place, header) : strdup(place);

    if (path && access(path, R_OK) == 0)
        return path;
    free(path);
    return NULL;
}

static char *find_header(const char *program)
{
    cleanup_free char *beside = strdup(program);
    char *slash = beside ? strrchr(beside, '/') : NULL, *found = NULL;
    const char *asked = getenv("TESTLIB");

    if (slash) {
        *slash = '\0';
        found = header_at(beside);
    }
    if (!found && asked && *asked)
        found = header_at(asked);
    if (!found)
        found = header_at("/usr/local/include/testlib.h");
    return found ? found : header_at("/usr/include/testlib.h");
}

static int add_header(struct program_files *files, const struct problem *problem,
                      const char *program, struct err *err)
{
    cleanup_free char *path = find_header(program);

    if (!path)
        return err_set(err, ERR_INPUT,
                       "%s: it needs testlib.h, which is not there: put it beside the program or "
                       "into /usr/local/include, or name it in $TESTLIB",
                       program);
    return build_files_add(&files->more, problem, path, header, err);
}

int testlib_prepare(struct program_files *files, const struct problem *problem, const char *path,
                    bool *uses, struct err *err)
{
    struct signs signs = {0};

    if (look_at_files(&signs, files, err) < 0)
        return -1;
    if (signs.includes && !signs.has && language_is(files->language, "cpp") &&
        add_header(files, problem, path, err) < 0)
        return -1;
    *uses = signs.includes && !signs.bridges;
    return 0;
}
