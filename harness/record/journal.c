/* SPDX-License-Identifier: MIT */
#include "record/journal.h"
#include "base/file.h"
#include "base/json/json.h"
#include "record/journal_file.h"
#include "record/judgement_row.h"
#include "record/numbered_files.h"
#include "record/run_key.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

/*
 * harness/README.md explains the columns. `judged` has no primary key: with one, adding to a million
 * programs costs four times as much, for changes all over the file. A round of clustering runs many
 * programs on one input, so the key of `ran` begins with the input. 2003398254 is "winn".
 */
static const char schema[] =
    "PRAGMA journal_mode = WAL; BEGIN;"
    "PRAGMA application_id = 2003398254; PRAGMA user_version = 5;"
    "CREATE TABLE run_key (trait TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE judged (program TEXT NOT NULL," JUDGEMENT_COLUMNS ") STRICT;"
    "CREATE TABLE evaluated (program TEXT PRIMARY KEY," JUDGEMENT_COLUMNS ") STRICT;"
    "CREATE TABLE ran (program TEXT, input TEXT, verdict TEXT NOT NULL, output TEXT NOT NULL,"
    " PRIMARY KEY (input, program)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE printed (program TEXT, input TEXT, output TEXT NOT NULL,"
    " bytes INTEGER NOT NULL CHECK (bytes >= 0), PRIMARY KEY (input, program)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE inputs (number INTEGER PRIMARY KEY, hash TEXT NOT NULL,"
    " bytes INTEGER NOT NULL CHECK (bytes >= 0), origin TEXT NOT NULL,"
    " doubtful INTEGER NOT NULL, stands_for REAL NOT NULL CHECK (stands_for BETWEEN 0 AND 1e9)) STRICT;"
    "CREATE TABLE inputs_made (rejected INTEGER NOT NULL CHECK (rejected >= 0),"
    " duplicates INTEGER NOT NULL CHECK (duplicates >= 0), validated INTEGER NOT NULL,"
    " proposed INTEGER NOT NULL, search_runs INTEGER NOT NULL) STRICT";

enum {
    APPLICATION_ID = 2003398254,
    SCHEMA_VERSION = 5,
    LOOK_EVERY = 1024, /* programs; of these there may be millions */
};

/* Runs that took less than this together share a transaction: a kill loses them, and no more. */
static const nsec_t worth_keeping = 20 * NSEC_PER_MS;

struct journal {
    const struct record *record; /* borrowed */
    struct journal_file file;
    char *inputs_dir;
    bool accepted;  /* the database is a journal of this run */
    bool under_way; /* a transaction of runs, which took `unkept` together */
    nsec_t unkept;
};

/* ---- rows; errors do not name the file */

static int read_hash(struct sqlite3_stmt *rows, int column, struct hash128 *out, struct err *err)
{
    return database_hash(rows, column, out)
               ? 0
               : err_set(err, ERR_INPUT, "a hash must be 32 hexadecimal digits");
}

/* ---- opening */

/* All in one transaction: a journal without its whole key could not be used again. */
static int create_tables(struct journal *journal, const struct run_key *key, struct err *err)
{
    if (database_script(journal->file.db, schema, err) < 0)
        return -1;
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++)
        if (database_run(journal->file.db, "INSERT INTO run_key VALUES (?, ?)",
                         VALUES(TEXT(run_key_trait(i)), TEXT(key->values[i])), err) < 0)
            return -1;
    return database_script(journal->file.db, "COMMIT", err);
}

static int check_key(const struct journal *journal, const struct run_key *now, struct err *err)
{
    cleanup_with(run_key_release) struct run_key then = {0};

    for (size_t i = 0; i < RUN_KEY_TRAITS; i++) {
        struct sqlite3_stmt *rows;
        int rc = database_query(journal->file.db, "SELECT value FROM run_key WHERE trait = ?",
                                VALUES(TEXT(run_key_trait(i))), &rows, err);

        if (rc < 0)
            return -1;
        if (rc > 0 && !(then.values[i] = strdup(database_text(rows, 0))))
            return err_set(err, ERR_JUDGE, "out of memory");
        database_end(rows);
    }
    return run_key_check(now, &then, err) < 0 ? err_wrap(err, "%s", journal->file.path) : 0;
}

static int recall_program(const struct record *record, struct sqlite3_stmt *rows, struct err *err)
{
    struct judgement judgement;
    struct hash128 program;

    if (read_hash(rows, 0, &program, err) < 0 ||
        judgement_row_read(rows, record->problem, &judgement, err) < 0)
        return -1;
    return roster_recall(record->roster, program, &judgement, err);
}

static int recall_programs(const struct journal *journal, const struct journal_options *options,
                           struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc = database_query(journal->file.db, "SELECT * FROM judged ORDER BY rowid", NO_VALUES,
                            &rows, err);

    for (uint64_t count = 1; rc > 0; count++) {
        if (count % LOOK_EVERY == 0 && options->look_around(options->context, count, err) < 0)
            return -1;
        if (recall_program(journal->record, rows, err) < 0)
            return err_wrap(err, "%s: program %" PRIu64, journal->file.path, count);
        rc = database_next(journal->file.db, rows, err);
    }
    return rc;
}

/* A journal that is there, of whatever run. */
static int take_up(struct journal *journal, const struct run_key *key,
                   const struct journal_options *options, struct err *err)
{
    struct err cause;

    if (check_key(journal, key, &cause) < 0)
        return journal_file_refuse(err, &cause, JOURNAL_ANOTHER_DIR);
    if (recall_programs(journal, options, &cause) < 0)
        return journal_file_refuse(err, &cause, "the journal was damaged; --fresh begins anew");
    return 0;
}

static int open_tables(struct journal *journal, const struct journal_options *options,
                       struct err *err)
{
    static const struct journal_kind kind = {"winnow", APPLICATION_ID, SCHEMA_VERSION};
    cleanup_with(run_key_release) struct run_key key = {0};
    int there;

    if (run_key_make(&key, journal->record, err) < 0)
        return -1;
    there = journal_file_open(&journal->file, options->dir, &kind, journal->record->settings->fresh,
                              err);
    if (there < 0 ||
        (there > 0 ? take_up(journal, &key, options, err) : create_tables(journal, &key, err)) < 0)
        return -1;
    journal->accepted = database_accept(journal->file.db, err) == 0;
    return journal->accepted ? 0 : -1;
}

int journal_open(struct journal **out, const struct record *record,
                 const struct journal_options *options, struct err *err)
{
    struct journal *journal = calloc(1, sizeof *journal);

    if (!journal)
        return err_set(err, ERR_JUDGE, "out of memory");
    *journal = (struct journal){
        .record = record, .file.dir_fd = -1, .inputs_dir = file_join(options->dir, "inputs")};
    if (!journal->inputs_dir)
        err_set(err, ERR_JUDGE, "out of memory");
    else if (open_tables(journal, options, err) == 0)
        *out = steal_ptr(&journal);
    if (!journal)
        return 0;
    journal_close(journal);
    return -1;
}

static int keep_runs(struct journal *journal, struct err *err)
{
    if (!journal->under_way)
        return 0;
    journal->under_way = false;
    journal->unkept = 0;
    return database_script(journal->file.db, "COMMIT", err);
}

void journal_close(struct journal *journal)
{
    struct sqlite3_stmt *rows;

    if (!journal)
        return;
    keep_runs(journal, NULL);
    if (journal->accepted &&
        database_query(journal->file.db, "SELECT 1 FROM judged UNION ALL SELECT 1 FROM inputs_made",
                       NO_VALUES, &rows, NULL) == 0)
        journal_file_remove(&journal->file, NULL);
    journal_file_close(&journal->file);
    free(journal->inputs_dir);
    free(journal);
}

/* ---- noting and recalling */

int journal_judged(struct journal *journal, struct hash128 program,
                   const struct judgement *judgement, struct err *err)
{
    if (!journal)
        return 0;
    if (keep_runs(journal, err) < 0)
        return -1;
    return judgement_row_insert(journal->file.db,
                                "INSERT INTO judged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", program,
                                judgement, err);
}

int journal_evaluated(struct journal *journal, struct hash128 program,
                      const struct judgement *judgement, struct err *err)
{
    if (!journal)
        return 0;
    if (keep_runs(journal, err) < 0)
        return -1;
    return judgement_row_insert(journal->file.db,
                                "INSERT INTO evaluated VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                program, judgement, err);
}

int journal_recall_evaluated(struct journal *journal, struct hash128 program,
                             struct judgement *judgement, struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc;

    if (!journal)
        return 0;
    rc = database_query(journal->file.db, "SELECT * FROM evaluated WHERE program = ?",
                        VALUES(HASH(program)), &rows, err);
    if (rc > 0 && judgement_row_read(rows, journal->record->problem, judgement, err) < 0)
        rc = err_wrap(err, "%s", journal->file.path);
    database_end(rows);
    return rc;
}

int journal_ran(struct journal *journal, struct hash128 program, struct hash128 input,
                const struct run_outcome *outcome, nsec_t took, struct err *err)
{
    if (!journal)
        return 0;
    if (!journal->under_way && database_script(journal->file.db, "BEGIN", err) < 0)
        return -1;
    journal->under_way = true;
    journal->unkept += took;
    if (database_run(journal->file.db, "INSERT INTO ran VALUES (?, ?, ?, ?)",
                     VALUES(HASH(program), HASH(input), TEXT(verdict_name(outcome->verdict)),
                            HASH(outcome->hash)),
                     err) < 0)
        return -1;
    return journal->unkept < worth_keeping ? 0 : keep_runs(journal, err);
}

int journal_recall_run(struct journal *journal, struct hash128 program, struct hash128 input,
                       struct run_outcome *outcome, struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc;

    if (!journal)
        return 0;
    rc = database_query(journal->file.db,
                        "SELECT verdict, output FROM ran WHERE input = ? AND program = ?",
                        VALUES(HASH(input), HASH(program)), &rows, err);
    if (rc > 0 && (judgement_row_verdict(rows, 0, &outcome->verdict, err) < 0 ||
                   read_hash(rows, 1, &outcome->hash, err) < 0))
        rc = err_wrap(err, "%s", journal->file.path);
    database_end(rows);
    return rc;
}

int journal_printed(struct journal *journal, struct hash128 program, struct hash128 input,
                    const char *text, bytes_t bytes, struct err *err)
{
    if (!journal)
        return 0;
    if (keep_runs(journal, err) < 0)
        return -1;
    return database_run(journal->file.db, "INSERT INTO printed VALUES (?, ?, ?, ?)",
                        VALUES(HASH(program), HASH(input), TEXT(text), NUMBER(bytes)), err);
}

int journal_recall_printed(struct journal *journal, struct hash128 program, struct hash128 input,
                           char **text, bytes_t *bytes, struct err *err)
{
    struct sqlite3_stmt *rows;
    int rc;

    if (!journal)
        return 0;
    rc = database_query(journal->file.db,
                        "SELECT output, bytes FROM printed WHERE input = ? AND program = ?",
                        VALUES(HASH(input), HASH(program)), &rows, err);
    if (rc <= 0)
        return rc;
    *text = strdup(database_text(rows, 0));
    *bytes = database_number(rows, 1);
    database_end(rows);
    if (*text && json_check(*text, strlen(*text), err) < 0)
        return err_wrap(err, "%s: an output", journal->file.path);
    return *text ? 1 : err_set(err, ERR_JUDGE, "out of memory");
}

static int note_input(struct journal *journal, const struct made_input *input, size_t number,
                      struct err *err)
{
    if (made_input_write(input, journal->inputs_dir, number, err) < 0)
        return -1;
    return database_run(journal->file.db, "INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?)",
                        VALUES(NUMBER((int64_t)number), HASH(input->hash), NUMBER(input->size),
                               TEXT(input->origin), NUMBER(input->doubtful),
                               REAL(input->stands_for)),
                        err);
}

int journal_inputs(struct journal *journal, const struct made_inputs *inputs, struct err *err)
{
    if (!journal)
        return 0;
    /* The files of inputs that were noted before were lost. */
    if (keep_runs(journal, err) < 0 || numbered_files_begin(journal->inputs_dir, NULL, err) < 0 ||
        database_script(journal->file.db, "BEGIN; DELETE FROM inputs; DELETE FROM inputs_made",
                        err) < 0)
        return -1;
    for (size_t i = 0; i < inputs->count; i++)
        if (note_input(journal, &inputs->list[i], i + 1, err) < 0)
            return -1;
    if (database_run(journal->file.db, "INSERT INTO inputs_made VALUES (?, ?, ?, ?, ?)",
                     VALUES(NUMBER((int64_t)inputs->rejected), NUMBER((int64_t)inputs->duplicates),
                            NUMBER(inputs->validated), NUMBER((int64_t)inputs->proposed),
                            NUMBER((int64_t)inputs->search_runs)),
                     err) < 0)
        return -1;
    return database_script(journal->file.db, "COMMIT", err);
}

/* Reads the row's input and its file; 0 when that is another one now. */
static int recall_input(const struct journal *journal, struct sqlite3_stmt *rows,
                        struct made_input *input, size_t number, struct err *err)
{
    *input = (struct made_input){.fd = -1,
                                 .size = database_number(rows, 1),
                                 .doubtful = database_number(rows, 7) != 0,
                                 .stands_for = database_real(rows, 10)};
    if (read_hash(rows, 0, &input->hash, err) < 0)
        return err_wrap(err, "%s", journal->file.path);
    input->origin = strdup(database_text(rows, 2));
    if (!input->origin)
        return err_set(err, ERR_JUDGE, "out of memory");
    return made_input_read(input, journal->inputs_dir, number);
}

int journal_recall_inputs(struct journal *journal, struct made_inputs *inputs, struct err *err)
{
    struct made_inputs found = {0};
    struct sqlite3_stmt *rows;
    size_t count;
    int known;

    if (!journal)
        return 0;
    known =
        database_query(journal->file.db,
                       "SELECT hash, bytes, origin, rejected, duplicates, validated,"
                       " (SELECT count(*) FROM inputs), doubtful, proposed, search_runs, stands_for"
                       " FROM inputs_made LEFT JOIN inputs ORDER BY number",
                       NO_VALUES, &rows, err);
    if (known <= 0)
        return known;
    found.rejected = (size_t)database_number(rows, 3);
    found.duplicates = (size_t)database_number(rows, 4);
    found.validated = database_number(rows, 5) != 0;
    count = (size_t)database_number(rows, 6);
    found.proposed = (size_t)database_number(rows, 8);
    found.search_runs = (size_t)database_number(rows, 9);
    found.list = calloc(count + 1, sizeof *found.list);
    if (!found.list)
        known = err_set(err, ERR_JUDGE, "out of memory");
    while (known > 0 && found.count < count) {
        struct made_input *input = &found.list[found.count++];

        known = recall_input(journal, rows, input, found.count, err);
        if (known > 0 && database_next(journal->file.db, rows, err) < 0)
            known = -1;
    }
    database_end(rows);
    if (known > 0)
        *inputs = found;
    else
        made_inputs_release(&found);
    return known;
}
