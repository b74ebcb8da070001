/* SPDX-License-Identifier: MIT */
#include "eval/outcome_log.h"
#include "base/database.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 2003395958 is "wine": winnow, eval. */
enum { APPLICATION_ID = 2003395958, SCHEMA_VERSION = 1 };

static const char schema[] =
    "PRAGMA journal_mode = WAL; BEGIN;"
    "PRAGMA application_id = 2003395958; PRAGMA user_version = 1;"
    "CREATE TABLE outcome (key TEXT PRIMARY KEY, verdict TEXT NOT NULL, detail TEXT NOT NULL,"
    " test TEXT, report TEXT, cpu_ns INTEGER NOT NULL, wall_ns INTEGER NOT NULL,"
    " memory INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "COMMIT";

struct outcome_log {
    struct database *db;
    char *path;
};

static int remove_files(const char *path, struct err *err)
{
    static const char *const ends[] = {"-wal", "-journal", "-shm", ""};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        cleanup_free char *name = NULL;

        if (asprintf(&name, "%s%s", path, ends[i]) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (unlink(name) < 0 && errno != ENOENT)
            return err_sys(err, ERR_INPUT, "%s", name);
    }
    return 0;
}

/* 1: it is a journal of ours; 0: it is new. */
static int check_database(const struct outcome_log *log, struct err *err)
{
    struct sqlite3_stmt *rows;
    int64_t id, version, tables;

    if (database_query(log->db,
                       "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
                       " FROM pragma_application_id, pragma_user_version",
                       NO_VALUES, &rows, err) < 0)
        return -1;
    id = database_number(rows, 0);
    version = database_number(rows, 1);
    tables = database_number(rows, 2);
    database_end(rows);
    if (id == 0 && tables == 0)
        return 0;
    if (id == APPLICATION_ID && version == SCHEMA_VERSION)
        return 1;
    return err_set(err, ERR_INPUT,
                   "%s: it is not a journal of this winnow's eval: take another -o DIR, or --fresh",
                   log->path);
}

static int open_database(struct outcome_log *log, struct err *err)
{
    int known;

    if (database_open(&log->db, log->path, err) < 0 || (known = check_database(log, err)) < 0 ||
        (known == 0 && database_script(log->db, schema, err) < 0))
        return -1;
    return database_accept(log->db, err);
}

int outcome_log_open(struct outcome_log **out, const char *dir, bool fresh, struct err *err)
{
    struct outcome_log *log = calloc(1, sizeof *log);

    if (!log || !(log->path = file_join(dir, "journal.db"))) {
        free(log);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if ((fresh && remove_files(log->path, err) < 0) || open_database(log, err) < 0) {
        outcome_log_close(log);
        return -1;
    }
    *out = log;
    return 0;
}

void outcome_log_close(struct outcome_log *log)
{
    if (!log)
        return;
    database_close(log->db);
    free(log->path);
    free(log);
}

int outcome_log_note(struct outcome_log *log, struct hash128 key,
                     const struct noted_outcome *outcome, struct err *err)
{
    if (outcome->verdict == VERDICT_JE)
        return 0;
    return database_run(log->db, "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        VALUES(HASH(key), TEXT(verdict_name(outcome->verdict)),
                               TEXT(outcome->detail), TEXT(outcome->test), TEXT(outcome->report),
                               NUMBER(outcome->cpu), NUMBER(outcome->wall),
                               NUMBER(outcome->memory)),
                        err);
}

/* NULL for "", as which a NULL is read. */
static char *text_or_null(const char *text)
{
    return *text ? strdup(text) : NULL;
}

int outcome_log_recall(struct outcome_log *log, struct hash128 key, struct noted_outcome *outcome,
                       struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc = database_query(log->db,
                            "SELECT verdict, detail, test, report, cpu_ns, wall_ns, memory"
                            " FROM outcome WHERE key = ?",
                            VALUES(HASH(key)), &rows, err);

    if (rc <= 0)
        return rc;
    *outcome = (struct noted_outcome){
        .verdict = verdict_parse(database_text(rows, 0)),
        .detail = strdup(database_text(rows, 1)),
        .test = text_or_null(database_text(rows, 2)),
        .report = text_or_null(database_text(rows, 3)),
        .cpu = database_number(rows, 4),
        .wall = database_number(rows, 5),
        .memory = database_number(rows, 6),
    };
    database_end(rows);
    if (outcome->verdict < VERDICT_JE && outcome->detail)
        return 1;
    noted_outcome_release(outcome);
    return err_set(err, ERR_INPUT, "%s: it is damaged: take another -o DIR, or --fresh", log->path);
}

void noted_outcome_release(struct noted_outcome *outcome)
{
    free(outcome->detail);
    free(outcome->test);
    free(outcome->report);
    *outcome = (struct noted_outcome){0};
}
