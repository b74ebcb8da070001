/* SPDX-License-Identifier: MIT */
#include "lang/languages_file.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json/json.h"
#include "lang/compile/compiler_log.h"
#include "lang/language_check.h"
#include "lang/language_fields.h"
#include "lang/toolchain_prefix.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { ROWS_MAX = 200, FILE_MAX = 1 << 20 };

/* The rows in force; language.h says why they belong to the process. */
static struct {
    struct arena arena;
    const struct language *all[ROWS_MAX + 1];
    size_t count;
} table;

/* A file that is being read. */
struct reading {
    const char *path, *text;
    size_t user_rows;
};

static size_t line_of(const struct reading *r, const char *at)
{
    size_t line = 1;

    for (const char *p = r->text; p < at; p++)
        line += *p == '\n';
    return line;
}

/* ---- one row */

static int keep_text(char **out, struct json_slice value, struct err *err)
{
    if (json_slice_type(value) != JSON_STRING)
        return err_set(err, ERR_INPUT, "a string is wanted, not %s",
                       json_type_words(json_slice_type(value)));
    return json_decode_string(out, value, err);
}

/* What the output of `winnow languages --json` says beside the row. */
static bool is_finding(const char *key)
{
    return strcmp(key, "installed") == 0 || strcmp(key, "version") == 0 || strcmp(key, "user") == 0;
}

static int read_member(struct language *row, char **prefix, const char *key,
                       struct json_slice value, struct err *err)
{
    int known;

    if (is_finding(key))
        return 0;
    if (strcmp(key, "prefix") == 0)
        return keep_text(prefix, value, err);
    known = language_read_field(row, key, value, &table.arena, err);
    if (known == 0)
        return err_set(err, ERR_INPUT, "there is no such field (see `winnow languages --json`)");
    return known < 0 ? -1 : 0;
}

static int read_members(const struct reading *r, struct language *row, char **prefix,
                        const struct json_members *members, struct err *err)
{
    for (size_t i = 0; i < members->count; i++) {
        const struct json_member *member = &members->list[i];
        const struct json_slice *last;
        cleanup_free char *key = NULL;

        if (json_decode_string(&key, member->key, err) < 0)
            return -1;
        last = json_find(members, key);
        if (last != &member->value)
            return err_set(err, ERR_INPUT, "%s:%zu: '%.40s' is there twice", r->path,
                           line_of(r, last->at), key);
        if (read_member(row, prefix, key, member->value, err) < 0)
            return err_wrap(err, "%s:%zu: '%.40s'", r->path, line_of(r, member->key.at), key);
    }
    return 0;
}

/* What a new row need not say. */
static const struct language new_row = {
    .optional = true,
    .compile_profile = PROFILE_COMPILER,
    .run_profile = PROFILE_RUNTIME,
    .first_error = compiler_log_error,
};

static size_t find_in_table(const char *name)
{
    size_t i = 0;

    while (i < table.count && strcasecmp(table.all[i]->name, name) != 0)
        i++;
    return i;
}

static bool list_has(const char *const *list, const char *word,
                     int (*compare)(const char *, const char *))
{
    for (; list && *list; list++)
        if (compare(*list, word) == 0)
            return true;
    return false;
}

/* A name must mean one language. The table's aliases and extensions give way to the user's. */
static int check_clashes(const struct language *row, struct err *err)
{
    for (size_t i = 0; i < table.count; i++) {
        const struct language *other = table.all[i];

        if (strcasecmp(other->name, row->name) == 0)
            continue;
        if (list_has(row->aliases, other->name, strcasecmp))
            return err_set(err, ERR_INPUT, "'aliases': '%s' is the name of another row",
                           other->name);
        for (const char *const *word = row->aliases; other->of_user && word && *word; word++)
            if (list_has(other->aliases, *word, strcasecmp))
                return err_set(err, ERR_INPUT, "'aliases': '%s' is that of '%s' too", *word,
                               other->name);
        for (const char *const *word = row->extensions; other->of_user && word && *word; word++)
            if (list_has(other->extensions, *word, strcmp))
                return err_set(err, ERR_INPUT, "'extensions': '%s' is that of '%s' too", *word,
                               other->name);
    }
    if (row->family && (find_in_table(row->family) == table.count ||
                        table.all[find_in_table(row->family)]->family))
        return err_set(err, ERR_INPUT, "'family': '%.40s' is no language of the table",
                       row->family);
    return 0;
}

static int settle_row(struct language *row, const char *prefix, struct err *err)
{
    if (prefix && toolchain_prefix_apply(row, prefix, &table.arena, err) < 0)
        return -1;
    if (!row->title)
        row->title = row->name;
    row->of_user = row->optional = true;
    if (language_check(row, err) < 0 || toolchain_prefix_show(row, &table.arena, err) < 0 ||
        toolchain_prefix_interpret(row, &table.arena, err) < 0)
        return -1;
    return check_clashes(row, err);
}

static int put_row(const struct reading *r, size_t line, size_t at, struct language *row,
                   struct err *err)
{
    if (at < table.count && table.all[at]->of_user)
        return err_set(err, ERR_INPUT, "%s:%zu: two rows have the name '%s'", r->path, line,
                       row->name);
    if (at == ROWS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d languages", r->path, ROWS_MAX);
    table.all[at] = row;
    table.count += at == table.count;
    return 0;
}

static int read_row(const struct reading *r, struct json_slice text, struct err *err)
{
    cleanup_with(json_members_release) struct json_members members = {0};
    cleanup_free char *name = NULL, *prefix = NULL;
    struct language *row = arena_alloc(&table.arena, 1, sizeof *row);
    const struct json_slice *named;
    size_t line = line_of(r, text.at), at;

    if (!row)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (json_slice_type(text) != JSON_OBJECT ||
        json_read_members(&members, text.at, text.len, err) != 1)
        return err_set(err, ERR_INPUT, "%s:%zu: a row is an object", r->path, line);
    named = json_find(&members, "name");
    if (!named)
        return err_set(err, ERR_INPUT, "%s:%zu: a row without 'name'", r->path, line);
    if (keep_text(&name, *named, err) < 0)
        return err_wrap(err, "%s:%zu: 'name'", r->path, line);
    at = find_in_table(name);
    *row = at < table.count ? *table.all[at] : new_row;
    if (read_members(r, row, &prefix, &members, err) < 0)
        return -1;
    if (settle_row(row, prefix, err) < 0)
        return err_wrap(err, "%s:%zu: language '%.40s'", r->path, line, name);
    return put_row(r, line, at, row, err);
}

/* ---- the file */

static int read_rows(struct reading *r, struct json_slice list, struct err *err)
{
    cleanup_with(json_members_release) struct json_members rows = {0};

    if (json_slice_type(list) != JSON_ARRAY)
        return err_set(err, ERR_INPUT, "%s:%zu: 'languages' is not a list", r->path,
                       line_of(r, list.at));
    if (json_read_elements(&rows, list.at, list.len, err) < 0)
        return err_wrap(err, "%s", r->path);
    for (size_t i = 0; i < rows.count; i++)
        if (read_row(r, rows.list[i].value, err) < 0)
            return -1;
    r->user_rows = rows.count;
    return 0;
}

static int read_document(struct reading *r, size_t length, struct err *err)
{
    cleanup_with(json_members_release) struct json_members members = {0};
    const struct json_slice *list;
    int object = json_read_members(&members, r->text, length, err);

    if (object < 0)
        return err_wrap(err, "%s", r->path);
    for (size_t i = 0; i < members.count; i++) {
        struct json_member *member = &members.list[i];
        bool version = json_slice_is(member->key, "schema_version");

        if (version && (member->value.len != 1 || member->value.at[0] != '1'))
            return err_set(err, ERR_INPUT, "%s:%zu: 'schema_version' is not 1", r->path,
                           line_of(r, member->value.at));
        if (!version && !json_slice_is(member->key, "languages"))
            return err_set(err, ERR_INPUT, "%s:%zu: %.*s: there is no such key", r->path,
                           line_of(r, member->key.at), (int)member->key.len, member->key.at);
    }
    list = object ? json_find(&members, "languages") : NULL;
    if (!list)
        return err_set(err, ERR_INPUT, "%s: an object with a list 'languages' is wanted", r->path);
    return read_rows(r, *list, err);
}

static int read_file(const char *path, const struct remarks *remarks, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(FILE_MAX);
    struct reading r = {.path = path};

    if (file_read(path, &text, err) < 0)
        return -1;
    r.text = buf_str(&text);
    if (read_document(&r, text.len, err) < 0)
        return -1;
    remark(remarks, "%s: %zu language%s of the user's", path, r.user_rows,
           r.user_rows == 1 ? "" : "s");
    return 0;
}

/* ---- all of them */

/* By a pattern of its own, or by its link in /usr/local/bin. */
static bool move_row(struct language *row)
{
    char prefix[512];

    if (toolchain_prefix_match(row, &table.arena))
        return true;
    return toolchain_prefix_find(row, prefix, sizeof prefix) &&
           toolchain_prefix_apply(row, prefix, &table.arena, NULL) == 0 &&
           toolchain_prefix_interpret(row, &table.arena, NULL) == 0;
}

/* A row that is not installed may be found elsewhere. C, C++ and Python are those of /usr/bin. */
static const struct language *find_elsewhere(const struct language *row)
{
    struct language *moved;

    if (!row->optional || language_is_installed(row))
        return row;
    moved = arena_alloc(&table.arena, 1, sizeof *moved);
    if (!moved)
        return row;
    *moved = *row;
    return move_row(moved) && language_is_installed(moved) ? moved : row;
}

static int fill_table(const char *path, const struct remarks *remarks, struct err *err)
{
    cleanup_free char *usual =
        path ? NULL : file_of_user("XDG_CONFIG_HOME", ".config", "winnow/languages.json");
    const struct language *row;

    for (; (row = language_built_in(table.count)); table.count++)
        table.all[table.count] = find_elsewhere(row);
    if (path || (usual && access(usual, F_OK) == 0))
        return read_file(path ? path : usual, remarks, err);
    return 0;
}

int languages_load(const char *path, const struct remarks *remarks, struct err *err)
{
    languages_unload();
    if (fill_table(path, remarks, err) < 0) {
        languages_unload();
        return -1;
    }
    table.all[table.count] = NULL;
    language_replace_all(table.all);
    return 0;
}

void languages_unload(void)
{
    language_replace_all(NULL);
    arena_release(&table.arena);
    memset(&table, 0, sizeof table);
}
