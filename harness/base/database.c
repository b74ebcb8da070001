/* SPDX-License-Identifier: MIT */
#include "base/database.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LONGEST = 1 << 20, /* bytes of a row: many more than ours, few enough for a damaged file */
    STATEMENTS = 24,
};

struct database {
    struct sqlite3 *handle;
    char *path;
    struct {
        const char *sql;
        struct sqlite3_stmt *statement;
    } kept[STATEMENTS];
};

/* Says what the last call failed with. */
static int set_sqlite_err(const struct database *db, struct err *err)
{
    int code = sqlite3_errcode(db->handle) & 0xff;
    bool by_system = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
    bool ours = code == SQLITE_NOMEM || code == SQLITE_IOERR || code == SQLITE_FULL ||
                code == SQLITE_CONSTRAINT;

    return err_set(err, ours ? ERR_JUDGE : ERR_INPUT, "%s: %s%s%s", db->path,
                   sqlite3_errmsg(db->handle), by_system ? ": " : "",
                   by_system ? strerror(sqlite3_system_errno(db->handle)) : "");
}

static int open_handle(struct database *db, struct err *err)
{
    static const char settings[] =
        /* The index of the log is then in our memory, and not in a file that others may map. */
        "PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA synchronous = OFF;"
        "SELECT 1 FROM sqlite_schema"; /* takes the lock */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    struct stat st;

    /* SQLite takes a file of one byte for an empty one, and would write over it. */
    if (stat(db->path, &st) == 0 && st.st_size == 1)
        return err_set(err, ERR_INPUT, "%s: file is not a database", db->path);
    if (sqlite3_open_v2(db->path, &db->handle, flags, NULL) != SQLITE_OK ||
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)
        return set_sqlite_err(db, err);
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, LONGEST);
    return database_script(db, settings, err);
}

static void free_database(struct database *db)
{
    sqlite3_close(db->handle);
    free(db->path);
    free(db);
}

int database_open(struct database **out, const char *path, struct err *err)
{
    struct database *db = calloc(1, sizeof *db);

    if (!db || !(db->path = strdup(path))) {
        free(db);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (open_handle(db, err) < 0) {
        free_database(db); /* and no more: the log may be another process's */
        return -1;
    }
    *out = db;
    return 0;
}

int database_accept(struct database *db, struct err *err)
{
    if (sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL) != SQLITE_OK)
        return set_sqlite_err(db, err);
    return database_script(db, "PRAGMA synchronous = NORMAL", err);
}

/* Reading a database that has no log makes an empty one, which only an accepted one removes. */
static void remove_empty_log(struct database *db)
{
    const char *log = sqlite3_filename_wal(sqlite3_db_filename(db->handle, "main"));
    struct stat st;

    if (log && stat(log, &st) == 0 && st.st_size == 0)
        unlink(log);
}

void database_close(struct database *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(db->kept[i].statement);
    remove_empty_log(db);
    free_database(db);
}

int database_script(struct database *db, const char *sql, struct err *err)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? 0
                                                                        : set_sqlite_err(db, err);
}

/* Finds or prepares the statement. */
static int find_statement(struct database *db, const char *sql, struct sqlite3_stmt **out,
                          struct err *err)
{
    size_t i = 0;

    while (i < STATEMENTS && db->kept[i].sql && db->kept[i].sql != sql)
        i++;
    if (i == STATEMENTS)
        return err_set(err, ERR_JUDGE, "%s: too many statements", db->path);
    if (!db->kept[i].sql) {
        if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &db->kept[i].statement, NULL) != SQLITE_OK)
            return set_sqlite_err(db, err);
        db->kept[i].sql = sql;
    }
    *out = db->kept[i].statement;
    return 0;
}

static int bind_value(struct sqlite3_stmt *statement, int place, const struct database_value *value)
{
    char hex[33];

    switch (value->kind) {
    case DATABASE_NUMBER:
        return sqlite3_bind_int64(statement, place, value->number);
    case DATABASE_REAL:
        return sqlite3_bind_double(statement, place, value->real);
    case DATABASE_TEXT:
        return sqlite3_bind_text(statement, place, value->text, -1, SQLITE_STATIC);
    case DATABASE_HASH:
        hash_hex(value->hash, hex);
        return sqlite3_bind_text(statement, place, hex, 32, SQLITE_TRANSIENT);
    }
    return SQLITE_MISUSE;
}

int database_query(struct database *db, const char *sql, const struct database_value *values,
                   size_t count, struct sqlite3_stmt **rows, struct err *err)
{
    *rows = NULL;
    if (find_statement(db, sql, rows, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (bind_value(*rows, (int)i + 1, &values[i]) != SQLITE_OK)
            return set_sqlite_err(db, err);
    return database_next(db, *rows, err);
}

int database_next(struct database *db, struct sqlite3_stmt *rows, struct err *err)
{
    int rc = sqlite3_step(rows);

    if (rc == SQLITE_ROW)
        return 1;
    if (rc != SQLITE_DONE)
        set_sqlite_err(db, err);
    sqlite3_reset(rows);
    return rc == SQLITE_DONE ? 0 : -1;
}

void database_end(struct sqlite3_stmt *rows)
{
    sqlite3_reset(rows);
}

int database_run(struct database *db, const char *sql, const struct database_value *values,
                 size_t count, struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc = database_query(db, sql, values, count, &rows, err);

    database_end(rows);
    return rc < 0 ? -1 : 0;
}

const char *database_text(struct sqlite3_stmt *rows, int column)
{
    const void *text = sqlite3_column_text(rows, column);

    return text ? text : "";
}

int64_t database_number(struct sqlite3_stmt *rows, int column)
{
    return sqlite3_column_int64(rows, column);
}

double database_real(struct sqlite3_stmt *rows, int column)
{
    return *database_text(rows, column) ? sqlite3_column_double(rows, column) : INFINITY;
}

bool database_hash(struct sqlite3_stmt *rows, int column, struct hash128 *out)
{
    return hash_parse(database_text(rows, column), out);
}
