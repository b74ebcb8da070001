/* SPDX-License-Identifier: MIT */
#include "eval/outcome_log.h"
#include "record/journal_file.h"

#include <stdlib.h>
#include <string.h>

/* 2003395958 is "wine": winnow, eval. */
enum { APPLICATION_ID = 2003395958, SCHEMA_VERSION = 2 };

static const char schema[] =
    "PRAGMA journal_mode = WAL; BEGIN;"
    "PRAGMA application_id = 2003395958; PRAGMA user_version = 2;"
    "CREATE TABLE outcome (key TEXT PRIMARY KEY, verdict TEXT NOT NULL, detail TEXT NOT NULL,"
    " test TEXT, report TEXT, cpu_ns INTEGER NOT NULL, wall_ns INTEGER NOT NULL,"
    " memory INTEGER NOT NULL, compile_limit INTEGER NOT NULL,"
    " behaviour TEXT) STRICT, WITHOUT ROWID;"
    "COMMIT";

struct outcome_log {
    struct journal_file file;
    bool goes_on;
};

int outcome_log_open(struct outcome_log **out, const char *dir, bool fresh, struct err *err)
{
    static const struct journal_kind kind = {"winnow eval", APPLICATION_ID, SCHEMA_VERSION};
    struct outcome_log *log = calloc(1, sizeof *log);
    int there;

    if (!log)
        return err_set(err, ERR_JUDGE, "out of memory");
    there = journal_file_open(&log->file, dir, &kind, fresh, err);
    if (there < 0 || (there == 0 && database_script(log->file.db, schema, err) < 0) ||
        database_accept(log->file.db, err) < 0) {
        outcome_log_close(log);
        return -1;
    }
    log->goes_on = there > 0;
    *out = log;
    return 0;
}

bool outcome_log_goes_on(const struct outcome_log *log)
{
    return log->goes_on;
}

void outcome_log_close(struct outcome_log *log)
{
    if (!log)
        return;
    journal_file_close(&log->file);
    free(log);
}

int outcome_log_note(struct outcome_log *log, struct hash128 key,
                     const struct noted_outcome *outcome, struct err *err)
{
    if (outcome->verdict == VERDICT_JE)
        return 0;
    return database_run(log->file.db,
                        "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        VALUES(HASH(key), TEXT(verdict_name(outcome->verdict)),
                               TEXT(outcome->detail), TEXT(outcome->test), TEXT(outcome->report),
                               NUMBER(outcome->cpu), NUMBER(outcome->wall), NUMBER(outcome->memory),
                               NUMBER(outcome->compile_limit), TEXT(outcome->behaviour)),
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
    int rc = database_query(log->file.db,
                            "SELECT verdict, detail, test, report, cpu_ns, wall_ns, memory,"
                            " compile_limit, behaviour FROM outcome WHERE key = ?",
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
        .compile_limit = database_number(rows, 7) != 0,
        .behaviour = text_or_null(database_text(rows, 8)),
    };
    database_end(rows);
    if (outcome->verdict < VERDICT_JE && outcome->detail)
        return 1;
    noted_outcome_release(outcome);
    return err_set(err, ERR_INPUT, "%s: it is damaged: take another -o DIR, or --fresh",
                   log->file.path);
}

void noted_outcome_release(struct noted_outcome *outcome)
{
    free(outcome->detail);
    free(outcome->test);
    free(outcome->report);
    free(outcome->behaviour);
    *outcome = (struct noted_outcome){0};
}
