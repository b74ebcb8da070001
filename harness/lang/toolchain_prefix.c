/* SPDX-License-Identifier: MIT */
#include "lang/toolchain_prefix.h"
#include "lang/language_check.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

static const char usual[] = "/usr/bin/";

/* Words before and after the list; either may be NULL. */
static int extend_words(const char *const **list, const char *const *before, const char *after,
                        struct arena *arena, struct err *err)
{
    size_t n = 0;
    const char **more = arena_alloc(
        arena, language_count_words(before) + language_count_words(*list) + 2, sizeof *more);

    for (; more && before && *before; before++)
        more[n++] = arena_text(arena, *before);
    for (const char *const *word = *list; more && word && *word; word++)
        more[n++] = *word;
    if (more && after)
        more[n++] = arena_text(arena, after);
    if (arena->failed)
        return err_set(err, ERR_JUDGE, "out of memory");
    *list = more;
    return 0;
}

static int add_place(struct language *row, const char *place, struct arena *arena, struct err *err)
{
    return extend_words(&row->places, NULL, place, arena, err);
}

/* A part of a row's words, and what takes its place. */
struct move {
    const char *from, *to;
    struct arena *arena;
};

/* The text after the move; itself when it does not have that part. */
static const char *move_text(const char *text, const struct move *move)
{
    const size_t old = strlen(move->from), new = strlen(move->to);
    size_t found = 0;
    char *moved, *out;

    for (const char *at = text ? strstr(text, move->from) : NULL; at;
         at = strstr(at + old, move->from))
        found++;
    if (found == 0)
        return text;
    out = moved = arena_alloc(move->arena, strlen(text) + found * new + 1, 1);
    for (const char *at; out && (at = strstr(text, move->from)); text = at + old)
        out += sprintf(out, "%.*s%s", (int)(at - text), text, move->to);
    if (out)
        strcpy(out, text);
    return moved;
}

static const char *const *move_words(const char *const *words, const struct move *move)
{
    size_t n = language_count_words(words);
    const char **moved = words ? arena_alloc(move->arena, n + 1, sizeof *moved) : NULL;

    for (size_t i = 0; moved && i < n; i++)
        moved[i] = move_text(words[i], move);
    return moved;
}

static void move_row(struct language *row, const struct move *move)
{
    row->compile = move_words(row->compile, move);
    row->run = move_words(row->run, move);
    row->must_have = move_words(row->must_have, move);
    row->version = move_words(row->version, move);
    row->environment = move_words(row->environment, move);
    row->script = move_text(row->script, move);
}

bool toolchain_prefix_match(struct language *row, struct arena *arena)
{
    const char *star = strchr(row->run[0], '*');
    glob_t found = {0};
    char pattern[200];

    if (!star)
        return false;
    snprintf(pattern, sizeof pattern, "%.*s", (int)(strchrnul(star, '/') - row->run[0]),
             row->run[0]);
    if (glob(pattern, 0, NULL, &found) == 0) /* sorted: the last is the newest */
        move_row(row, &(struct move){pattern, found.gl_pathv[found.gl_pathc - 1], arena});
    globfree(&found);
    return !arena->failed && !strchr(row->run[0], '*');
}

int toolchain_prefix_apply(struct language *row, const char *prefix, struct arena *arena,
                           struct err *err)
{
    char bin[512];

    if (prefix[0] != '/' || (size_t)snprintf(bin, sizeof bin, "%s/bin/", prefix) >= sizeof bin)
        return err_set(err, ERR_INPUT, "'prefix' wants an absolute path");
    move_row(row, &(struct move){usual, bin, arena});
    if (arena->failed)
        return err_set(err, ERR_JUDGE, "out of memory");
    return language_check_place(prefix, NULL) == 0 ? add_place(row, prefix, arena, err) : 0;
}

static bool is_in_places(const struct language *row, const char *path)
{
    for (const char *const *place = row->places; place && *place; place++) {
        size_t n = strlen(*place);

        if (strncmp(*place, path, n) == 0 && (path[n] == '/' || path[n] == '\0'))
            return true;
    }
    return false;
}

/* "/opt/jdk-21" of "/opt/jdk-21/bin/javac"; "/opt/x" of "/opt/x/cc". */
static void find_home(const char *command, char *out, size_t size)
{
    char *slash;

    snprintf(out, size, "%s", command);
    slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
    slash = strrchr(out, '/');
    if (slash && strcmp(slash, "/bin") == 0)
        *slash = '\0';
}

/* Of a directory that is too much, the command itself. */
static int show_command(struct language *row, const char *command, struct arena *arena,
                        struct err *err)
{
    char home[512];

    if (command[0] != '/' || language_is_shown(command) || is_in_places(row, command))
        return 0;
    find_home(command, home, sizeof home);
    if (language_check_place(home, NULL) == 0)
        return add_place(row, home, arena, err);
    return language_check_place(command, err) < 0 ? -1 : add_place(row, command, arena, err);
}

int toolchain_prefix_show(struct language *row, struct arena *arena, struct err *err)
{
    if (row->compile && show_command(row, row->compile[0], arena, err) < 0)
        return err_wrap(err, "'compile'");
    if (show_command(row, row->run[0], arena, err) < 0)
        return err_wrap(err, "'run'");
    return 0;
}

/* What stands behind "#!" in a file: at most two words, as the kernel takes them. False: it is no script. */
static bool read_interpreter(const char *path, char line[static 200], const char *words[static 3])
{
    cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, line, 199);
    char *rest;

    if (n < 3 || line[0] != '#' || line[1] != '!')
        return false;
    line[n] = '\0';
    line[strcspn(line, "\n")] = '\0';
    words[0] = strtok_r(line + 2, " \t", &rest);
    words[1] = words[0] && *rest ? rest + strspn(rest, " \t") : NULL;
    words[2] = NULL;
    return words[0] && words[0][0] == '/';
}

static int interpret(struct language *row, const char *const **command, struct arena *arena,
                     struct err *err)
{
    const char *interpreter[3], *path = *command ? (*command)[0] : NULL;
    char line[200];

    if (!path || path[0] != '/' || !read_interpreter(path, line, interpreter))
        return 0;
    if (extend_words(&row->must_have, NULL, path, arena, err) < 0)
        return -1;
    return extend_words(command, interpreter, NULL, arena, err);
}

int toolchain_prefix_interpret(struct language *row, struct arena *arena, struct err *err)
{
    return interpret(row, &row->compile, arena, err) < 0 ? -1
                                                         : interpret(row, &row->run, arena, err);
}

/* Of a command in /usr/bin that is a link in /usr/local/bin. */
static bool find_prefix(const char *command, char *out, size_t size)
{
    char link[256];
    cleanup_free char *real = NULL;
    size_t n;

    if (!command || strncmp(command, usual, sizeof usual - 1) != 0)
        return false;
    snprintf(link, sizeof link, "/usr/local/bin/%s", command + sizeof usual - 1);
    real = realpath(link, NULL);
    if (!real || strcmp(real, link) == 0)
        return false;
    find_home(real, out, size);
    n = strlen(out);
    return strncmp(real + n, "/bin/", 5) == 0 && !language_is_shown(real) &&
           language_check_place(out, NULL) == 0;
}

bool toolchain_prefix_find(const struct language *row, char *out, size_t size)
{
    return find_prefix(language_lacks(row), out, size);
}
