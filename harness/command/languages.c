/* SPDX-License-Identifier: MIT */
/* The languages: their names, versions, and what is missing. */
#include "base/screen/columns.h"
#include "base/json/json_writer.h"
#include "command/command.h"
#include "lang/language_fields.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

static bool start_version(const struct language *language, int to, pid_t *pid)
{
    static const char *const environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", NULL};
    posix_spawn_file_actions_t actions;
    bool started;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    started = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0 &&
              posix_spawn_file_actions_adddup2(&actions, to, 1) == 0 &&
              posix_spawn_file_actions_adddup2(&actions, to, 2) == 0 &&
              posix_spawn(pid, language->version[0], &actions, NULL,
                          (char *const *)(uintptr_t)language->version,
                          (char *const *)(uintptr_t)environment) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

/* The first line that is not empty; of a path the file's name. */
static void read_version(FILE *from, char *out, int size)
{
    char line[400];
    const char *slash;

    while (fgets(line, sizeof line, from)) {
        line[strcspn(line, "\n")] = '\0';
        slash = line[0] == '/' ? strrchr(line, '/') : NULL;
        if (!out[0])
            snprintf(out, (size_t)size, "%.190s", slash ? slash + 1 : line);
    }
}

/* What the language's own command prints about its version; "" when it prints none. */
static void find_version(const struct language *language, char *out, int size)
{
    int ends[2];
    pid_t pid;
    bool started;

    out[0] = '\0';
    if (!language->version || pipe2(ends, O_CLOEXEC) < 0)
        return;
    started = start_version(language, ends[1], &pid);
    close(ends[1]);
    {
        cleanup_file FILE *from = fdopen(ends[0], "re");

        if (!from)
            close(ends[0]);
        else if (started)
            read_version(from, out, size);
    }
    if (started)
        waitpid(pid, NULL, 0);
}

static int print_json(struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);
    const struct language *l;
    struct json_writer w;
    char version[200];

    json_writer_init(&w, &out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_array(&w, "languages");
    for (size_t i = 0; (l = language_at(i)); i++) {
        bool there = language_is_installed(l);

        if (there)
            find_version(l, version, sizeof version);
        json_begin_object(&w);
        language_write(l, &w);
        json_field_bool(&w, "installed", there);
        json_field_string(&w, "version", there ? version : "");
        json_field_bool(&w, "user", l->of_user);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return json_print(&w, err);
}

static void list_extensions(const struct language *l, char *out, size_t size)
{
    size_t n = 0;

    out[0] = '\0';
    for (const char *const *e = l->extensions; e && *e && n < size; e++)
        n += (size_t)snprintf(out + n, size - n, "%s.%s", n ? " " : "", *e);
}

static int print_people(struct err *err)
{
    cleanup_with(columns_release) struct columns c;
    const struct language *l;
    char extensions[80], version[200];

    columns_init(&c, "lllll");
    for (size_t i = 0; (l = language_at(i)); i++) {
        bool there = language_is_installed(l);

        list_extensions(l, extensions, sizeof extensions);
        if (there)
            find_version(l, version, sizeof version);
        columns_add(&c, there ? COLUMN_GOOD : COLUMN_BAD, "%s", there ? "ok" : "--");
        columns_add(&c, COLUMN_PLAIN, "%s", l->name);
        columns_add(&c, COLUMN_PLAIN, "%s%s", l->title, l->of_user ? " [languages.json]" : "");
        columns_add(&c, COLUMN_PLAIN, "%s", extensions);
        if (!there)
            language_refusal(l->name, version, sizeof version);
        columns_add(&c, there ? COLUMN_DIM : COLUMN_BAD, "%.120s",
                    there ? version : strstr(version, "not installed"));
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

int command_languages(const struct settings *settings, const struct arguments *arguments,
                      struct err *err)
{
    (void)arguments;
    return (settings->json ? print_json(err) : print_people(err)) < 0 ? -1 : EXIT_DONE;
}
