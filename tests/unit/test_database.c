/* SPDX-License-Identifier: MIT */
/* SQLite for the journal: rows that survive a kill and a torn log, refused files, the lock. */
#include "base/database.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static int open_in(void *const *state, const char *name, struct database **db, struct err *err)
{
    cleanup_free char *path = file_join(*state, name);

    return database_open(db, path, err);
}

/* An accepted database with a table of words. */
static struct database *open_words(void *const *state, const char *name)
{
    struct database *db;
    struct err err;

    if (open_in(state, name, &db, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(database_script(db,
                                     "PRAGMA journal_mode = WAL;"
                                     "CREATE TABLE IF NOT EXISTS words (word TEXT) STRICT",
                                     NULL),
                     0);
    assert_int_equal(database_accept(db, NULL), 0);
    return db;
}

static void add_word(struct database *db, const char *word)
{
    assert_int_equal(database_run(db, "INSERT INTO words VALUES (?)", VALUES(TEXT(word)), NULL), 0);
}

/* The words in order, each with a comma behind. */
static void get_words(struct database *db, struct buf *out)
{
    struct sqlite3_stmt *rows;
    int rc = database_query(db, "SELECT word FROM words ORDER BY rowid", NO_VALUES, &rows, NULL);

    buf_clear(out);
    for (; rc > 0; rc = database_next(db, rows, NULL))
        buf_addf(out, "%s,", database_text(rows, 0));
    assert_int_equal(rc, 0);
}

static void read_bytes(void *const *state, const char *name, struct buf *out)
{
    cleanup_free char *path = file_join(*state, name);

    buf_clear(out);
    assert_int_equal(file_read(path, out, NULL), 0);
}

/* The files of a database whose process was killed: they are copied while it is open. */
static void copy_as_killed(void *const *state, struct buf *db, struct buf *log)
{
    struct database *words = open_words(state, "alive");

    for (const char *const *w = (const char *const[]){"a", "b", "c", NULL}; *w; w++)
        add_word(words, *w);
    read_bytes(state, "alive", db);
    read_bytes(state, "alive-wal", log);
    database_close(words);
}

static void values_come_out_as_they_went_in(void **state)
{
    const struct hash128 hash = {0x0123456789abcdef, 1};
    struct hash128 out;
    struct database *db = open_words(state, "db");
    struct sqlite3_stmt *rows;

    assert_int_equal(database_query(db, "SELECT ?, ?, ?, ?, ?",
                                    VALUES(NUMBER(INT64_MIN), NUMBER(9007199254740993),
                                           TEXT("a \"\xff' \n"), TEXT(NULL), HASH(hash)),
                                    &rows, NULL),
                     1);
    assert_true(database_number(rows, 0) == INT64_MIN);
    assert_true(database_number(rows, 1) == 9007199254740993);
    assert_string_equal(database_text(rows, 2), "a \"\xff' \n");
    assert_string_equal(database_text(rows, 3), "");
    assert_string_equal(database_text(rows, 4), "0123456789abcdef0000000000000001");
    assert_true(database_hash(rows, 4, &out));
    assert_true(hash_equal(out, hash));
    assert_false(database_hash(rows, 2, &out));
    database_end(rows);
    database_close(db);
    database_close(NULL);
}

/* A log that is cut or overwritten by zeros anywhere: what precedes is kept and can be extended. */
static void a_torn_log_loses_its_end_and_no_more(void **state)
{
    cleanup_with(buf_release) struct buf db = BUF_INIT((size_t)MIB), log = BUF_INIT((size_t)MIB);
    cleanup_with(buf_release) struct buf words = BUF_INIT((size_t)1000);
    size_t kept = 0;

    copy_as_killed(state, &db, &log);
    for (size_t at = log.len; at > 4200; at -= 515) {
        for (int zeros = 0; zeros < 2; zeros++) {
            cleanup_free char *torn = calloc(1, log.len);
            cleanup_free char *after = NULL;
            struct database *opened;

            memcpy(torn, log.data, at);
            folder_put_bytes(state, "db", db.data, db.len);
            folder_put_bytes(state, "db-wal", torn, zeros ? log.len : at);
            opened = open_words(state, "db");
            get_words(opened, &words);
            assert_memory_equal(buf_str(&words), "a,b,c,", words.len);
            assert_true(at < log.len || words.len == 6);
            kept = words.len;
            assert_true(asprintf(&after, "%smore,", buf_str(&words)) > 0);
            add_word(opened, "more");
            database_close(opened);
            opened = open_words(state, "db");
            get_words(opened, &words);
            assert_string_equal(buf_str(&words), after);
            database_close(opened);
        }
    }
    assert_true(kept < 6);
}

static void a_close_leaves_one_file(void **state)
{
    cleanup_free char *log = file_join(*state, "db-wal");
    struct database *db = open_words(state, "db");

    add_word(db, "a");
    assert_int_equal(access(log, F_OK), 0);
    database_close(db);
    assert_int_equal(access(log, F_OK), -1);
    /* Nor does one that only looked. */
    assert_int_equal(open_in(state, "db", &db, NULL), 0);
    database_close(db);
    assert_int_equal(access(log, F_OK), -1);
}

static void a_database_that_is_not_accepted_stays_as_it_was(void **state)
{
    cleanup_with(buf_release) struct buf db = BUF_INIT((size_t)MIB), log = BUF_INIT((size_t)MIB);
    cleanup_with(buf_release) struct buf now = BUF_INIT((size_t)MIB);
    struct database *opened;

    copy_as_killed(state, &db, &log);
    folder_put_bytes(state, "db", db.data, db.len);
    folder_put_bytes(state, "db-wal", log.data, log.len);
    assert_int_equal(open_in(state, "db", &opened, NULL), 0);
    get_words(opened, &now);
    assert_string_equal(buf_str(&now), "a,b,c,");
    database_close(opened);
    read_bytes(state, "db", &now);
    assert_int_equal(now.len, db.len);
    assert_memory_equal(now.data, db.data, db.len);
    read_bytes(state, "db-wal", &now);
    assert_int_equal(now.len, log.len);
    assert_memory_equal(now.data, log.data, log.len);
}

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct {
    const char *bytes;
    size_t len;
} others[] = {
    {BYTES("my notes\n")},
    {BYTES("\x1f\x8b\x08")},
    {BYTES("\n")},
    {BYTES("{\"winnow_journal\":1}\n")},
    {BYTES("SQLite format 4\0")},
};

static void what_is_no_database_is_refused_and_not_touched(void **state)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        cleanup_with(buf_release) struct buf now = BUF_INIT((size_t)MIB);
        cleanup_free char *path = file_join(*state, "db: file is not a database");
        struct database *db;
        struct err err = {0};

        folder_put_bytes(state, "db", others[i].bytes, others[i].len);
        if (open_in(state, "db", &db, &err) == 0)
            fail_msg("file %zu is taken", i);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_string_equal(err.msg, path);
        read_bytes(state, "db", &now);
        assert_int_equal(now.len, others[i].len);
        assert_memory_equal(buf_str(&now), others[i].bytes, now.len);
    }
}

static void errors_have_a_kind_and_name_the_file(void **state)
{
    static const struct {
        const char *sql;
        enum err_kind kind;
        const char *words;
    } bad[] = {
        {"CREATE TABLE keys (k INTEGER PRIMARY KEY, n INTEGER CHECK (n >= 0)) STRICT;"
         "INSERT INTO keys VALUES (1, 0), (1, 0)",
         ERR_JUDGE, "UNIQUE constraint failed: keys.k"},
        {"INSERT INTO keys VALUES (2, -1)", ERR_JUDGE, "CHECK constraint failed: n >= 0"},
        {"INSERT INTO keys VALUES (2, 'two')", ERR_JUDGE, "cannot store TEXT value in INTEGER"},
        {"SELECT * FROM nowhere", ERR_INPUT, "no such table: nowhere"},
    };
    struct database *db = open_words(state, "db"), *none;
    struct err err = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(database_script(db, bad[i].sql, &err), -1);
        assert_int_equal(err.kind, bad[i].kind);
        assert_memory_equal(err.msg, *state, strlen(*state));
        if (!strstr(err.msg, bad[i].words))
            fail_msg("%s", err.msg);
    }
    database_close(db);
    assert_int_equal(open_in(state, "no/such/db", &none, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.msg, "No such file or directory"));
}

static void only_one_at_a_time_has_it(void **state)
{
    struct database *one = open_words(state, "db"), *two;
    struct err err = {0};

    assert_int_equal(open_in(state, "db", &two, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.msg, "database is locked"));
    add_word(one, "a");
    database_close(one);
    database_close(open_words(state, "db"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(values_come_out_as_they_went_in),
        IN_FOLDER(a_torn_log_loses_its_end_and_no_more),
        IN_FOLDER(a_close_leaves_one_file),
        IN_FOLDER(a_database_that_is_not_accepted_stays_as_it_was),
        IN_FOLDER(what_is_no_database_is_refused_and_not_touched),
        IN_FOLDER(errors_have_a_kind_and_name_the_file),
        IN_FOLDER(only_one_at_a_time_has_it),
    };

    return cmocka_run_group_tests_name("database", tests, NULL, NULL);
}
