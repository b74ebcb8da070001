/* SPDX-License-Identifier: MIT */
/* The languages: their names, versions, and what is missing. */
#include "base/columns.h"
#include "base/json_writer.h"
#include "command/command.h"
#include "lang/language.h"
#include "winnow/cleanup.h"

#include <string.h>

static void close_pipe(FILE **pipe)
{
    if (*pipe)
        pclose(*pipe);
}

/* The first line that the language's own command prints about its version; "" when it prints none. */
static void find_version(const struct language *language, char *out, int size)
{
    char command[256];
    cleanup_with(close_pipe) FILE *pipe = NULL;

    out[0] = '\0';
    if (!language->version)
        return;
    snprintf(command, sizeof command, "PATH=/usr/bin:/bin; %s 2>&1 </dev/null", language->version);
    pipe = popen(command, "re"); /* NOLINT(cert-env33-c): a fixed command of the table */
    while (pipe && fgets(out, size, pipe) && out[0] == '\n')
        out[0] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

static void print_words(struct json_writer *w, const char *key, const char *const *words)
{
    json_field_array(w, key);
    for (; words && *words; words++)
        json_string(w, *words);
    json_end_array(w);
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
        json_field_string(&w, "name", l->name);
        json_field_string(&w, "title", l->title);
        json_field_bool(&w, "installed", there);
        json_field_string(&w, "version", there ? version : "");
        json_field_string(&w, "package", l->package);
        print_words(&w, "extensions", l->extensions);
        print_words(&w, "aliases", l->aliases);
        print_words(&w, "compile", l->compile);
        print_words(&w, "run", l->run);
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
        columns_add(&c, COLUMN_PLAIN, "%s", l->title);
        columns_add(&c, COLUMN_PLAIN, "%s", extensions);
        columns_add(&c, there ? COLUMN_DIM : COLUMN_BAD, "%s%.80s",
                    there ? "" : "not installed: apt install ", there ? version : l->package);
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

int command_languages(const struct settings *settings, const struct arguments *arguments,
                      struct err *err)
{
    (void)arguments;
    return (settings->json ? print_json(err) : print_people(err)) < 0 ? -1 : EXIT_DONE;
}
