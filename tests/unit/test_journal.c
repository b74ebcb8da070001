/* SPDX-License-Identifier: MIT */
/* The outcomes that a journal keeps and finds again, the runs it refuses, and its owner. */
#include "record/journal.h"
#include "base/database.h"
#include "folder.h"
#include "record/run_key.h"

#include <math.h>
#include <sys/wait.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define HEX_A "0123456789abcdef0123456789abcdef"
#define HEX_B "00000000000000000000000000000001"

/* A problem of one example and one secret test, in the folder. */
struct fixture {
    struct test_case sample, secret;
    struct problem problem;
    struct settings settings;
    struct record record;
};

static char *path_in(void *const *state, const char *name)
{
    folder_put(state, name, name);
    return file_join(*state, name);
}

static void fixture_init(struct fixture *f, void *const *state)
{
    static char sample_name[] = "sample/1", secret_name[] = "secret/1";

    *f = (struct fixture){
        .sample = {.name = sample_name,
                   .input.path = path_in(state, "1.in"),
                   .answer.path = path_in(state, "1.ans")},
        .secret = {.name = secret_name,
                   .input.path = path_in(state, "2.in"),
                   .answer.path = path_in(state, "2.ans")},
        .problem = {.time_limit = NSEC_PER_SEC, .sample_count = 1, .secret_count = 1},
        .settings = SETTINGS_DEFAULT,
    };
    f->problem.samples = &f->sample;
    f->problem.secrets = &f->secret;
    f->record = (struct record){.settings = &f->settings, .problem = &f->problem};
}

static void fixture_release(struct fixture *f)
{
    free(f->sample.input.path);
    free(f->sample.answer.path);
    free(f->secret.input.path);
    free(f->secret.answer.path);
}

static void change_seed(struct fixture *f, void *const *state)
{
    (void)state;
    f->settings.seed = 2;
}

static void change_inputs(struct fixture *f, void *const *state)
{
    (void)state;
    f->settings.inputs = 7;
}

static void change_limit(struct fixture *f, void *const *state)
{
    (void)state;
    f->problem.time_limit++; /* a nanosecond */
}

static void change_flag(struct fixture *f, void *const *state)
{
    (void)state;
    f->problem.compare.case_sensitive = true;
}

static void change_example(struct fixture *f, void *const *state)
{
    (void)f;
    folder_put(state, "1.in", "1.iN");
}

static void move_a_byte_between_files(struct fixture *f, void *const *state)
{
    (void)f;
    folder_put(state, "1.in", "1.in1");
    folder_put(state, "1.ans", ".ans");
}

static void change_answer_to_a_secret(struct fixture *f, void *const *state)
{
    (void)f;
    folder_put(state, "2.ans", "");
}

static void change_isolation(struct fixture *f, void *const *state)
{
    (void)state;
    f->record.facts.cgroup_version = 2;
}

static const struct {
    void (*change)(struct fixture *, void *const *state);
    const char *error;
} changes[] = {
    {change_seed, "it is of another run: --seed: '1' then, '2' now"},
    {change_inputs, "it is of another run: --inputs: '50' then, '7' now"},
    {change_limit, "it is of another run: the problem's limits: '1 s, memory"},
    {change_flag, "it is of another run: the comparison of outputs: 'case 0"},
    {change_example, "it is of another run: the problem's examples are not the same now"},
    {move_a_byte_between_files, "it is of another run: the problem's examples are not"},
    {change_answer_to_a_secret, "it is of another run: the problem's secret tests are not"},
    {change_isolation, "it is of another run: the isolation: "},
};

static void the_key_tells_what_differs(void **state)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        cleanup_with(fixture_release) struct fixture f;
        cleanup_with(run_key_release) struct run_key then = {0}, now = {0};
        struct err err = {0};

        fixture_init(&f, state);
        assert_int_equal(run_key_make(&then, &f.record, NULL), 0);
        assert_int_equal(run_key_check(&then, &then, NULL), 0);
        changes[i].change(&f, state);
        assert_int_equal(run_key_make(&now, &f.record, NULL), 0);
        assert_int_equal(run_key_check(&now, &then, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (strncmp(err.msg, changes[i].error, strlen(changes[i].error)) != 0)
            fail_msg("change %zu: %s", i, err.msg);
    }
}

/* Opens a journal in the folder and a roster for what it recalls. */
static int reopen(struct fixture *f, void *const *state, struct roster **roster,
                  struct journal **journal, struct err *err)
{
    const struct journal_options options = {.dir = *state};
    int rc;

    assert_int_equal(roster_open(roster, NULL), 0);
    *journal = NULL;
    f->record.roster = *roster;
    rc = journal_open(journal, &f->record, &options, err);
    if (rc < 0)
        roster_free(*roster);
    return rc;
}

static const struct hash128 input_hash = {3, 4};

/* Notes one of each. */
static void note_all(struct journal *journal)
{
    const struct hash128 program = {1, 2}, other = {7, 7};
    const struct judgement wrong = {
        .verdict = VERDICT_WA, .test = "sample/1", .cpu = 5, .detail = "words"};
    const struct judgement slow = {.verdict = VERDICT_TLE,
                                   .test = "secret/1",
                                   .detail = "slow",
                                   .scored = true,
                                   .score = 12.25,
                                   .max_score = INFINITY};
    const struct judgement failed = {.verdict = VERDICT_JE};
    const struct run_outcome run = {.hash = {5, 6}, .verdict = VERDICT_RTE};

    assert_int_equal(journal_judged(journal, program, &wrong, NULL), 0);
    assert_int_equal(journal_ran(journal, program, input_hash, &run, NSEC_PER_SEC, NULL), 0);
    assert_int_equal(journal_evaluated(journal, program, &slow, NULL), 0);
    /* Failures of ours are not noted. */
    assert_int_equal(journal_judged(journal, other, &failed, NULL), 0);
    assert_int_equal(journal_evaluated(journal, other, &failed, NULL), 0);
}

static void what_was_noted_is_known_again(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster;
    struct journal *journal;
    struct run_outcome run;
    struct judgement evaluated;

    fixture_init(&f, state);
    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    note_all(journal);
    journal_close(journal);
    roster_free(roster);

    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    assert_int_equal(roster_known(roster), 1);
    assert_int_equal(roster_programs(roster), 0);
    assert_int_equal(roster_program(roster, 0)->verdict, VERDICT_WA);
    assert_ptr_equal(roster_program(roster, 0)->test, f.sample.name);
    assert_int_equal(roster_program(roster, 0)->cpu, 5);
    assert_int_equal(journal_recall_run(journal, (struct hash128){1, 2}, input_hash, &run, NULL),
                     1);
    assert_int_equal(run.verdict, VERDICT_RTE);
    assert_true(hash_equal(run.hash, (struct hash128){5, 6}));
    assert_int_equal(journal_recall_run(journal, input_hash, (struct hash128){1, 2}, &run, NULL),
                     0);
    assert_int_equal(journal_recall_evaluated(journal, (struct hash128){1, 2}, &evaluated, NULL),
                     1);
    assert_int_equal(evaluated.verdict, VERDICT_TLE);
    assert_ptr_equal(evaluated.test, f.secret.name);
    assert_string_equal(evaluated.detail, "slow");
    assert_true(evaluated.scored && isinf(evaluated.max_score));
    assert_true(evaluated.score > 12 && evaluated.score < 12.5);
    assert_int_equal(journal_recall_evaluated(journal, (struct hash128){7, 7}, &evaluated, NULL),
                     0);
    journal_close(journal);
    roster_free(roster);
}

static struct hash128 nth_input(unsigned n)
{
    return (struct hash128){n, 9};
}

/* In a process that ends without closing the journal, as one that is killed: its exit code. */
static int note_runs(const struct journal_options *options, const struct fixture *f, unsigned count,
                     nsec_t took)
{
    const struct run_outcome run = {.hash = {5, 6}, .verdict = VERDICT_AC};
    struct journal *journal;
    int rc = journal_open(&journal, &f->record, options, NULL);

    for (unsigned i = 0; i < count && rc == 0; i++)
        rc = journal_ran(journal, (struct hash128){1, 2}, nth_input(i), &run, took, NULL);
    return rc == 0 ? 0 : 1;
}

/* Whatever was not noted yet took less than 20 ms together. */
static void a_kill_costs_no_more_than_cheap_runs(void **state)
{
    static const struct {
        unsigned count;
        nsec_t took;
        unsigned known;
    } rows[] = {{1, 50 * NSEC_PER_MS, 1}, {19, NSEC_PER_MS, 0}, {45, NSEC_PER_MS, 40}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cleanup_with(fixture_release) struct fixture f;
        const struct journal_options options = {.dir = *state};
        struct roster *roster;
        struct journal *journal;
        struct run_outcome run;
        unsigned known = 0;
        int status;
        pid_t pid;

        fixture_init(&f, state);
        f.settings.fresh = true;
        assert_int_equal(roster_open(&roster, NULL), 0);
        f.record.roster = roster;
        pid = fork();
        if (pid == 0)
            _exit(note_runs(&options, &f, rows[i].count, rows[i].took));
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
        f.settings.fresh = false;
        assert_int_equal(journal_open(&journal, &f.record, &options, NULL), 0);
        for (unsigned n = 0; n < rows[i].count; n++)
            known +=
                journal_recall_run(journal, (struct hash128){1, 2}, nth_input(n), &run, NULL) == 1;
        assert_int_equal(known, rows[i].known);
        journal_close(journal);
        roster_free(roster);
    }
}

/* Runs SQL on the journal that is in the folder, whose CHECKs are off. */
static int tamper(void *const *state, const char *sql, struct err *err)
{
    cleanup_free char *path = file_join(*state, "journal.db");
    struct database *db;
    int rc;

    assert_int_equal(database_open(&db, path, NULL), 0);
    assert_int_equal(database_accept(db, NULL), 0);
    assert_int_equal(database_script(db, "PRAGMA ignore_check_constraints = ON", NULL), 0);
    rc = database_script(db, sql, err);
    database_close(db);
    return rc;
}

/* Makes a journal with one of each in the folder. */
static void put_journal(struct fixture *f, void *const *state)
{
    struct roster *roster;
    struct journal *journal;

    fixture_init(f, state);
    f->settings.fresh = true;
    assert_int_equal(reopen(f, state, &roster, &journal, NULL), 0);
    note_all(journal);
    journal_close(journal);
    roster_free(roster);
    f->settings.fresh = false;
}

static void read_journal(void *const *state, struct buf *out)
{
    cleanup_free char *path = file_join(*state, "journal.db");

    buf_clear(out);
    assert_int_equal(file_read(path, out, NULL), 0);
}

static void assert_refused(struct fixture *f, void *const *state, const char *error)
{
    cleanup_with(buf_release) struct buf before = BUF_INIT((size_t)MIB);
    cleanup_with(buf_release) struct buf after = BUF_INIT((size_t)MIB);
    cleanup_free char *path = file_join(*state, "journal.db");
    struct roster *roster;
    struct journal *journal;
    struct err err = {0};

    read_journal(state, &before);
    assert_int_equal(reopen(f, state, &roster, &journal, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_memory_equal(err.msg, path, strlen(path));
    if (!strstr(err.msg, error))
        fail_msg("it should say '%s': %s", error, err.msg);
    read_journal(state, &after);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
}

static void another_schema_and_other_databases_are_told_apart(void **state)
{
    static const struct {
        const char *sql, *error;
    } changes_of_journal[] = {
        {"PRAGMA user_version = 1", "it has schema version 1; this winnow has 5"},
        {"PRAGMA application_id = 1", "it is not a journal of winnow's"},
        {"PRAGMA application_id = 0", "it is not a journal of winnow's"},
        {"DELETE FROM run_key", "it is of another run: the version of winnow"},
        {"UPDATE run_key SET value = '9.9' WHERE trait = 'winnow'",
         "it is of another run: the version of winnow: '9.9' then,"},
        {"DROP TABLE run_key", "no such table: run_key"},
        {"DROP TABLE judged", "no such table: judged"},
    };
    static const char *const files[] = {"Dear diary,\n", "\n", "\x1f\x8b\x08"};

    for (size_t i = 0; i < sizeof changes_of_journal / sizeof *changes_of_journal; i++) {
        cleanup_with(fixture_release) struct fixture f;

        put_journal(&f, state);
        assert_int_equal(tamper(state, changes_of_journal[i].sql, NULL), 0);
        assert_refused(&f, state, changes_of_journal[i].error);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        cleanup_with(fixture_release) struct fixture f;

        fixture_init(&f, state);
        folder_put(state, "journal.db", files[i]);
        assert_refused(&f, state, "it is not a journal of winnow's");
    }
}

static const struct {
    const char *sql, *error;
} bad_rows[] = {
    {"INSERT INTO judged VALUES ('', 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "/journal.db: program 2: a hash must be 32 hexadecimal digits (the journal was damaged;"},
    {"INSERT INTO judged VALUES ('" HEX_A "0', 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "a hash must be 32"},
    {"INSERT INTO judged VALUES ('0123456789ABCDEF0123456789abcdef', 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "a hash must be 32"},
    {"INSERT INTO judged VALUES ('0123', 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "a hash must be 32"},
    {"INSERT INTO judged VALUES ('" HEX_A "', '', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "'verdict' must be a verdict"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'OK', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
     "'verdict' must be a verdict"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', -1, 0, 0, NULL, NULL, NULL)",
     "CHECK constraint failed in judged"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', 0, -1, 0, NULL, NULL, NULL)",
     "CHECK constraint failed in judged"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', 0, 0, -1, NULL, NULL, NULL)",
     "CHECK constraint failed in judged"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', 0, 0, 0, -1, NULL, NULL)",
     "CHECK constraint failed in judged"},
    {"INSERT INTO judged VALUES ('" HEX_A "', 'WA', 'sample/2', '', 0, 0, 0, NULL, NULL, NULL)",
     "/journal.db: program 2: the problem has no test 'sample/2' ("},
    {"INSERT INTO judged SELECT * FROM judged",
     "/journal.db: program 2: the program was judged before (the journal was damaged;"},
    {"INSERT INTO evaluated VALUES ('" HEX_A "', 'AC', NULL, '', -1, 0, 0, NULL, NULL, NULL)",
     "CHECK constraint failed in evaluated"},
    {"INSERT INTO inputs VALUES (1, '" HEX_A "', -1, '', 0, 1)",
     "CHECK constraint failed in inputs"},
    {"INSERT INTO inputs VALUES (1, '" HEX_A "', 1, '', 0, -1)",
     "CHECK constraint failed in inputs"},
    {"INSERT INTO inputs_made VALUES (-1, 0, 0, 0, 0)", "CHECK constraint failed in inputs_made"},
    {"INSERT INTO inputs_made VALUES (0, -1, 0, 0, 0)", "CHECK constraint failed in inputs_made"},
};

/* These are seen when they are asked for. */
static const struct {
    const char *sql, *error;
} bad_rows_unread[] = {
    {"UPDATE ran SET verdict = 'OK'", "'verdict' must be a verdict"},
    {"UPDATE ran SET output = '" HEX_A "0'", "a hash must be 32 hexadecimal digits"},
    {"UPDATE evaluated SET verdict = 'OK'", "'verdict' must be a verdict"},
    {"UPDATE evaluated SET test = 'sample/9'", "the problem has no test 'sample/9'"},
    {"INSERT INTO inputs VALUES (1, '0', 3, '', 0, 1); INSERT INTO inputs_made VALUES (0, 0, 0, 0, 0)",
     "a hash must be 32 hexadecimal digits"},
};

static int recall_all(struct journal *journal, struct err *err)
{
    cleanup_with(made_inputs_release) struct made_inputs inputs = {0};
    struct run_outcome run;
    struct judgement evaluated;

    if (journal_recall_run(journal, (struct hash128){1, 2}, input_hash, &run, err) < 0 ||
        journal_recall_evaluated(journal, (struct hash128){1, 2}, &evaluated, err) < 0)
        return -1;
    return journal_recall_inputs(journal, &inputs, err);
}

static void rows_that_we_never_write_are_refused(void **state)
{
    for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
        cleanup_with(fixture_release) struct fixture f;

        put_journal(&f, state);
        assert_int_equal(tamper(state, bad_rows[i].sql, NULL), 0);
        assert_refused(&f, state, bad_rows[i].error);
    }
    for (size_t i = 0; i < sizeof bad_rows_unread / sizeof *bad_rows_unread; i++) {
        cleanup_with(fixture_release) struct fixture f;
        struct roster *roster;
        struct journal *journal;
        struct err err = {0};

        put_journal(&f, state);
        assert_int_equal(tamper(state, bad_rows_unread[i].sql, NULL), 0);
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        assert_int_equal(recall_all(journal, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(err.msg, bad_rows_unread[i].error) || !strstr(err.msg, "/journal.db: "))
            fail_msg("row %zu: %s", i, err.msg);
        journal_close(journal);
        roster_free(roster);
    }
}

static void rows_of_other_types_cannot_be_written(void **state)
{
    static const struct {
        const char *sql, *error;
    } rows[] = {
        {"INSERT INTO judged VALUES (x'00', 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
         "cannot store BLOB value"},
        {"INSERT INTO judged VALUES (NULL, 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
         "NOT NULL constraint failed"},
        {"INSERT INTO judged VALUES ('" HEX_A "', NULL, NULL, '', 0, 0, 0, NULL, NULL, NULL)",
         "NOT NULL"},
        {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', 1e300, 0, 0, NULL, NULL, NULL)",
         "cannot store REAL value"},
        {"INSERT INTO judged VALUES ('" HEX_A "', 'AC', NULL, '', NULL, 0, 0, NULL, NULL, NULL)",
         "NOT NULL"},
        {"INSERT INTO evaluated VALUES (NULL, 'AC', NULL, '', 0, 0, 0, NULL, NULL, NULL)",
         "NOT NULL"},
        {"INSERT INTO evaluated SELECT * FROM evaluated", "UNIQUE constraint failed"},
        {"INSERT INTO ran SELECT * FROM ran", "UNIQUE constraint failed"},
        {"INSERT INTO ran VALUES ('" HEX_A "', NULL, 'AC', '" HEX_A "')", "NOT NULL"},
        {"INSERT INTO ran VALUES ('" HEX_A "', '" HEX_A "', NULL, '" HEX_A "')", "NOT NULL"},
        {"INSERT INTO ran VALUES ('" HEX_A "', '" HEX_A "', 'AC', NULL)", "NOT NULL"},
        {"INSERT INTO inputs VALUES (1, NULL, 1, '', 0, 1)", "NOT NULL"},
        {"INSERT INTO inputs VALUES (1, '" HEX_A "', NULL, '', 0, 1)", "NOT NULL"},
        {"INSERT INTO inputs VALUES (1, '" HEX_A "', 1, NULL, 0, 1)", "NOT NULL"},
        {"INSERT INTO inputs_made VALUES (NULL, 0, 0, 0, 0)", "NOT NULL"},
    };
    cleanup_with(fixture_release) struct fixture f;

    put_journal(&f, state);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err err = {0};

        if (tamper(state, rows[i].sql, &err) == 0)
            fail_msg("%s is taken", rows[i].sql);
        if (!strstr(err.msg, rows[i].error))
            fail_msg("%s: %s", rows[i].sql, err.msg);
    }
}

static void judgements_come_out_as_they_went_in(void **state)
{
    const struct judgement judgements[] = {
        {.verdict = VERDICT_WA,
         .test = "sample/1",
         .detail = "token \"1\"",
         .cpu = 1234567,
         .wall = 9007199254740993},
        {.verdict = VERDICT_CE},
        {.verdict = VERDICT_AC,
         .cpu = 1,
         .wall = 2,
         .memory = 3,
         .measured_alone = true,
         .load = 4},
    };
    enum { COUNT = sizeof judgements / sizeof *judgements };
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster;
    struct journal *journal;

    fixture_init(&f, state);
    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(journal_judged(journal, (struct hash128){i, i}, &judgements[i], NULL), 0);
    journal_close(journal);
    roster_free(roster);

    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    assert_int_equal(roster_known(roster), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        struct judgement got;

        assert_true(hash_equal(roster_program(roster, i)->key, (struct hash128){i, i}));
        assert_int_equal(roster_judgement(roster, i, &got, NULL), 0);
        assert_int_equal(got.verdict, judgements[i].verdict);
        assert_true(!got.test == !judgements[i].test);
        assert_string_equal(got.detail, judgements[i].detail);
        assert_true(got.cpu == judgements[i].cpu && got.wall == judgements[i].wall);
        assert_true(got.memory == judgements[i].memory);
        assert_int_equal(got.measured_alone, judgements[i].measured_alone);
        assert_int_equal(got.load, judgements[i].load);
    }
    journal_close(journal);
    roster_free(roster);
}

static void a_damaged_page_is_refused_and_not_touched(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)MIB);

    put_journal(&f, state);
    read_journal(state, &bytes);
    /* Past the first page, which has the schema. */
    for (size_t at = 4096; at < bytes.len; at += 4096) {
        char saved[64];

        memcpy(saved, bytes.data + at, sizeof saved);
        memset(bytes.data + at, 0, sizeof saved);
        folder_put_bytes(state, "journal.db", bytes.data, bytes.len);
        assert_refused(&f, state, "");
        memcpy(bytes.data + at, saved, sizeof saved);
    }
    folder_put_bytes(state, "journal.db", bytes.data, bytes.len - 4096);
    assert_refused(&f, state, "malformed");
}

static void fresh_begins_anew_whatever_is_there(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster;
    struct journal *journal;

    put_journal(&f, state);
    for (int other = 0; other < 2; other++) {
        if (other)
            folder_put(state, "journal.db", "Dear diary,\n");
        f.settings.fresh = true;
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        assert_int_equal(roster_known(roster), 0);
        note_all(journal);
        journal_close(journal);
        roster_free(roster);
        f.settings.fresh = false;
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        assert_int_equal(roster_known(roster), 1);
        journal_close(journal);
        roster_free(roster);
    }
}

static void one_that_holds_nothing_does_not_stay(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    cleanup_free char *path = file_join(*state, "journal.db");
    struct roster *roster;
    struct journal *journal;

    fixture_init(&f, state);
    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    assert_int_equal(access(path, F_OK), 0);
    journal_close(journal);
    roster_free(roster);
    assert_int_equal(access(path, F_OK), -1);
}

static void only_one_at_a_time_has_it(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster, *other_roster;
    struct journal *journal, *other;
    struct err err = {0};

    put_journal(&f, state);
    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    for (int fresh = 0; fresh < 2; fresh++) {
        f.settings.fresh = fresh;
        assert_int_equal(reopen(&f, state, &other_roster, &other, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_non_null(strstr(err.msg, "another winnow is at work there"));
    }
    journal_close(journal);
    roster_free(roster);
    f.settings.fresh = false;
    assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
    assert_int_equal(roster_known(roster), 1);
    journal_close(journal);
    roster_free(roster);
}

static void only_a_regular_file_is_opened(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    cleanup_free char *path = file_join(*state, "journal.db");
    struct roster *roster;
    struct journal *journal;

    fixture_init(&f, state);
    for (int fresh = 0; fresh < 2; fresh++) {
        f.settings.fresh = fresh;
        folder_put(state, "elsewhere", "");
        folder_link(state, "journal.db", "elsewhere");
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), -1);
        unlink(path);
        assert_int_equal(mkfifo(path, 0600), 0);
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), -1);
        unlink(path);
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), -1);
        rmdir(path);
    }
}

/* One input, in a memfd. */
static void put_input(struct made_inputs *inputs, const char *text)
{
    inputs->list = calloc(1, sizeof *inputs->list);
    assert_non_null(inputs->list);
    inputs->count = 1;
    inputs->rejected = 2;
    inputs->list[0] = (struct made_input){.fd = file_memfd("input", text, strlen(text), NULL),
                                          .size = (bytes_t)strlen(text),
                                          .hash = hash_bytes(text, strlen(text)),
                                          .origin = strdup("mutation 1")};
}

static void inputs_are_read_again_if_they_are_the_same(void **state)
{
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster;
    struct journal *journal;

    fixture_init(&f, state);
    for (int round = 0; round < 3; round++) {
        cleanup_with(made_inputs_release) struct made_inputs inputs = {0};

        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        if (round == 0) {
            assert_int_equal(journal_recall_inputs(journal, &inputs, NULL), 0);
            put_input(&inputs, "3 4\n");
            assert_int_equal(journal_inputs(journal, &inputs, NULL), 0);
        } else if (round == 1) {
            assert_int_equal(journal_recall_inputs(journal, &inputs, NULL), 1);
            assert_int_equal(inputs.count, 1);
            assert_int_equal(inputs.rejected, 2);
            assert_int_equal(file_size(inputs.list[0].fd), 4);
            assert_string_equal(inputs.list[0].origin, "mutation 1");
            folder_put(state, "inputs/001.in", "4 4\n");
        } else {
            assert_int_equal(journal_recall_inputs(journal, &inputs, NULL), 0);
        }
        journal_close(journal);
        roster_free(roster);
    }
}

static void inputs_come_out_as_they_went_in(void **state)
{
    static const char *const texts[] = {"3 4\n", ""};
    cleanup_with(fixture_release) struct fixture f;
    struct roster *roster;
    struct journal *journal;

    fixture_init(&f, state);
    for (size_t count = 0; count <= 2; count++) {
        struct made_input list[2];
        struct made_inputs inputs = {list, count, .rejected = 7, .duplicates = 8};
        cleanup_with(made_inputs_release) struct made_inputs got = {0};

        inputs.validated = count > 0;
        for (size_t i = 0; i < count; i++)
            list[i] = (struct made_input){
                .fd = file_memfd("input", texts[i], strlen(texts[i]), NULL),
                .size = (bytes_t)strlen(texts[i]),
                .hash = hash_bytes(texts[i], strlen(texts[i])),
                .origin = (char *)(uintptr_t)(i == 0 ? "mutation 1" : ""),
                .doubtful = i == 0,
                .stands_for = 1.5 * (double)(i + 1),
            };
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        assert_int_equal(journal_inputs(journal, &inputs, NULL), 0);
        journal_close(journal);
        roster_free(roster);
        for (size_t i = 0; i < count; i++)
            close(list[i].fd);

        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        assert_int_equal(journal_recall_inputs(journal, &got, NULL), 1);
        assert_int_equal(got.count, count);
        assert_int_equal(got.rejected, 7);
        assert_int_equal(got.duplicates, 8);
        assert_int_equal(got.validated, count > 0);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(got.list[i].size, strlen(texts[i]));
            assert_true(hash_equal(got.list[i].hash, hash_bytes(texts[i], strlen(texts[i]))));
            assert_string_equal(got.list[i].origin, i == 0 ? "mutation 1" : "");
            assert_int_equal(got.list[i].doubtful, i == 0);
            assert_true(got.list[i].stands_for == 1.5 * (double)(i + 1));
        }
        journal_close(journal);
        roster_free(roster);
    }
}

static void without_a_journal_nothing_is_noted_or_known(void **state)
{
    struct made_inputs inputs = {0};
    struct run_outcome run;
    struct judgement evaluated;

    (void)state;
    note_all(NULL);
    assert_int_equal(journal_inputs(NULL, &inputs, NULL), 0);
    assert_int_equal(journal_recall_inputs(NULL, &inputs, NULL), 0);
    assert_int_equal(journal_recall_run(NULL, input_hash, input_hash, &run, NULL), 0);
    assert_int_equal(journal_recall_evaluated(NULL, input_hash, &evaluated, NULL), 0);
    journal_close(NULL);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(the_key_tells_what_differs),
        IN_FOLDER(another_schema_and_other_databases_are_told_apart),
        IN_FOLDER(what_was_noted_is_known_again),
        IN_FOLDER(a_kill_costs_no_more_than_cheap_runs),
        IN_FOLDER(judgements_come_out_as_they_went_in),
        IN_FOLDER(rows_that_we_never_write_are_refused),
        IN_FOLDER(rows_of_other_types_cannot_be_written),
        IN_FOLDER(a_damaged_page_is_refused_and_not_touched),
        IN_FOLDER(fresh_begins_anew_whatever_is_there),
        IN_FOLDER(one_that_holds_nothing_does_not_stay),
        IN_FOLDER(only_one_at_a_time_has_it),
        IN_FOLDER(only_a_regular_file_is_opened),
        IN_FOLDER(inputs_come_out_as_they_went_in),
        IN_FOLDER(inputs_are_read_again_if_they_are_the_same),
        cmocka_unit_test(without_a_journal_nothing_is_noted_or_known),
    };

    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
