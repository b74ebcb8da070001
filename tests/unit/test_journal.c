/* SPDX-License-Identifier: MIT */
/* A journal's lines, its first line, and what is known again from them. */
#include "record/journal.h"
#include "folder.h"
#include "stage/evaluate.h"
#include "record/run_key.h"
#include "record/journal_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define HEX_A "0123456789abcdef0123456789abcdef"
#define HEX_B "00000000000000000000000000000001"

static const char *const lines[] = {
    "{\"judged\":\"" HEX_A
    "\",\"verdict\":\"WA\",\"test\":\"sample/1\",\"detail\":\"token \\\"1\\\"\","
    "\"cpu_ns\":1234567,\"wall_ns\":9007199254740992,\"memory_bytes\":0}\n",
    "{\"judged\":\"" HEX_A "\",\"verdict\":\"CE\",\"test\":null,\"detail\":\"\",\"cpu_ns\":0,"
    "\"wall_ns\":0,\"memory_bytes\":0}\n",
    "{\"inputs\":[{\"hash\":\"" HEX_A "\",\"bytes\":3,\"origin\":\"mutation 1\"},{\"hash\":\"" HEX_B
    "\",\"bytes\":0,\"origin\":\"\"}],\"rejected\":7,\"duplicates\":8,\"validated\":true}\n",
    "{\"inputs\":[],\"rejected\":0,\"duplicates\":0,\"validated\":false}\n",
    "{\"ran\":\"" HEX_A "\",\"input\":\"" HEX_B "\",\"verdict\":\"TLE\",\"output\":\"" HEX_A
    "\"}\n",
    "{\"evaluated\":\"" HEX_B "\",\"verdict\":\"AC\",\"test\":null,\"detail\":\"\",\"cpu_ns\":1,"
    "\"wall_ns\":2,\"memory_bytes\":3}\n",
};

static void lines_come_out_as_they_went_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cleanup_with(buf_release) struct buf out = BUF_INIT((size_t)10000);
        struct journal_line line;
        struct err err;

        if (journal_line_read(&line, lines[i], strlen(lines[i]) - 1, &err) < 0)
            fail_msg("line %zu: %s", i, err.msg);
        assert_int_equal(journal_line_write(&line, &out, NULL), 0);
        assert_string_equal(buf_str(&out), lines[i]);
        journal_line_release(&line);
    }
}

static const struct {
    const char *text, *error;
} bad_lines[] = {
    {"", "column 1"},
    {"{\"judged\":\"" HEX_A "\"", "column"},
    {"[]", "none of 'judged', 'inputs', 'ran', 'evaluated' is there"},
    {"{}", "none of"},
    {"{\"judged\":17}", "'judged' must be a string"},
    {"{\"judged\":null}", "'judged' must be 32 hexadecimal digits"},
    {"{\"judged\":\"" HEX_A "0\"}", "'judged' must be 32 hexadecimal digits"},
    {"{\"judged\":\"0123456789ABCDEF0123456789abcdef\"}", "'judged' must be 32 hexadecimal digits"},
    {"{\"judged\":\"0123\"}", "'judged' must be 32 hexadecimal digits"},
    {"{\"judged\":\"" HEX_A "\"}", "'verdict' must be a verdict"},
    {"{\"judged\":\"" HEX_A "\",\"verdict\":\"OK\"}", "'verdict' must be a verdict"},
    {"{\"judged\":\"" HEX_A "\",\"verdict\":\"AC\"}", "'cpu_ns' must be a number"},
    {"{\"judged\":\"" HEX_A "\",\"verdict\":\"AC\",\"cpu_ns\":-1}", "'cpu_ns' must be a number"},
    {"{\"judged\":\"" HEX_A "\",\"verdict\":\"AC\",\"cpu_ns\":1e300}", "'cpu_ns'"},
    {"{\"judged\":\"" HEX_A "\",\"verdict\":\"AC\",\"test\":1}", "'test' must be a string"},
    {"{\"inputs\":7}", "'inputs' must be an array"},
    {"{\"inputs\":[7]}", "'hash' must be 32 hexadecimal digits"},
    {"{\"inputs\":[{\"hash\":\"" HEX_A "\"}]}", "'bytes' must be a number"},
    {"{\"inputs\":[{\"hash\":\"" HEX_A "\",\"bytes\":1}]}", "an input has no 'origin'"},
    {"{\"inputs\":[]}", "'rejected' must be a number"},
    {"{\"ran\":\"" HEX_A "\"}", "'input' must be 32 hexadecimal digits"},
    {"{\"ran\":\"" HEX_A "\",\"input\":\"" HEX_A "\"}", "'verdict' must be a verdict"},
    {"{\"ran\":\"" HEX_A "\",\"input\":\"" HEX_A "\",\"verdict\":\"AC\"}", "'output' must be 32"},
};

static void lines_that_we_never_write_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_lines / sizeof *bad_lines; i++) {
        struct journal_line line;
        struct err err = {0};

        if (journal_line_read(&line, bad_lines[i].text, strlen(bad_lines[i].text), &err) == 0)
            fail_msg("%s is taken", bad_lines[i].text);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(err.msg, bad_lines[i].error))
            fail_msg("%s: %s", bad_lines[i].text, err.msg);
    }
}

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
        .sample = {sample_name, path_in(state, "1.in"), path_in(state, "1.ans")},
        .secret = {secret_name, path_in(state, "2.in"), path_in(state, "2.ans")},
        .problem = {.time_limit = NSEC_PER_SEC, .sample_count = 1, .secret_count = 1},
        .settings = SETTINGS_DEFAULT,
    };
    f->problem.samples = &f->sample;
    f->problem.secrets = &f->secret;
    f->record = (struct record){.settings = &f->settings, .problem = &f->problem};
}

static void fixture_release(struct fixture *f)
{
    free(f->sample.input_path);
    free(f->sample.answer_path);
    free(f->secret.input_path);
    free(f->secret.answer_path);
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

static void the_first_line_tells_what_differs(void **state)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        cleanup_with(fixture_release) struct fixture f;
        cleanup_with(run_key_release) struct run_key then = {0}, now = {0};
        cleanup_with(buf_release) struct buf line = BUF_INIT((size_t)10000);
        struct err err = {0};

        fixture_init(&f, state);
        assert_int_equal(run_key_make(&then, &f.record, NULL), 0);
        assert_int_equal(run_key_line(&then, &line, NULL), 0);
        assert_int_equal(run_key_check(&then, buf_str(&line), line.len, NULL), 0);
        changes[i].change(&f, state);
        assert_int_equal(run_key_make(&now, &f.record, NULL), 0);
        assert_int_equal(run_key_check(&now, buf_str(&line), line.len, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (strncmp(err.msg, changes[i].error, strlen(changes[i].error)) != 0)
            fail_msg("change %zu: %s", i, err.msg);
    }
}

static void another_schema_and_other_files_are_told_apart(void **state)
{
    static const struct {
        const char *line, *error;
    } headers[] = {
        {"{}", "it is not a journal of winnow's"},
        {"[1]", "it is not a journal of winnow's"},
        {"{\"winnow_journal\":2}", "it has schema version 2; this winnow has 1"},
        {"{\"winnow_journal\":1}", "it is of another run: the version of winnow"},
        {"{\"winnow_journal\":\"1\"}", "'winnow_journal' must be a"},
        {"{\"winnow_journal\":1,\"winnow\":\"9.9\"}",
         "it is of another run: the version of winnow: '9.9' then,"},
    };
    cleanup_with(fixture_release) struct fixture f;
    cleanup_with(run_key_release) struct run_key now = {0};

    fixture_init(&f, state);
    assert_int_equal(run_key_make(&now, &f.record, NULL), 0);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct err err = {0};

        assert_int_equal(run_key_check(&now, headers[i].line, strlen(headers[i].line), &err), -1);
        if (!strstr(err.msg, headers[i].error))
            fail_msg("%s: %s", headers[i].line, err.msg);
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
    const struct judgement slow = {.verdict = VERDICT_TLE, .test = "secret/1", .detail = "slow"};
    const struct judgement failed = {.verdict = VERDICT_JE};
    const struct run_outcome run = {.hash = {5, 6}, .verdict = VERDICT_RTE};

    assert_int_equal(journal_judged(journal, program, &wrong, NULL), 0);
    assert_int_equal(journal_ran(journal, program, input_hash, &run, NULL), 0);
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
    assert_true(journal_recall_run(journal, (struct hash128){1, 2}, input_hash, &run));
    assert_int_equal(run.verdict, VERDICT_RTE);
    assert_true(hash_equal(run.hash, (struct hash128){5, 6}));
    assert_false(journal_recall_run(journal, input_hash, (struct hash128){1, 2}, &run));
    assert_true(journal_recall_evaluated(journal, (struct hash128){1, 2}, &evaluated));
    assert_int_equal(evaluated.verdict, VERDICT_TLE);
    assert_ptr_equal(evaluated.test, f.secret.name);
    assert_string_equal(evaluated.detail, "slow");
    assert_false(journal_recall_evaluated(journal, (struct hash128){7, 7}, &evaluated));
    journal_close(journal);
    roster_free(roster);
}

static void lines_that_mean_nothing_are_refused_even_last(void **state)
{
    static const struct {
        const char *text, *error;
    } appended[] = {
        {"{\"judged\":\"00000000000000010000000000000002\",\"verdict\":\"AC\",\"cpu_ns\":0,"
         "\"wall_ns\":0,\"memory_bytes\":0}\n",
         "/journal.jsonl:5: the program was judged before (the journal was damaged;"},
        {"{\"judged\":\"" HEX_A "\",\"verdict\":\"WA\",\"test\":\"sample/2\",\"cpu_ns\":0,"
         "\"wall_ns\":0,\"memory_bytes\":0}\n",
         "/journal.jsonl:5: the problem has no test 'sample/2' ("},
        {"{\"ran\":\"00000000000000010000000000000002\",\"input\":"
         "\"00000000000000030000000000000004\",\"verdict\":\"AC\",\"output\":\"" HEX_A "\"}\n",
         "/journal.jsonl:5: the program was run on this input before ("},
    };

    for (size_t i = 0; i < sizeof appended / sizeof *appended; i++) {
        cleanup_with(fixture_release) struct fixture f;
        cleanup_free char *path = file_join(*state, "journal.jsonl");
        struct roster *roster;
        struct journal *journal;
        struct err err = {0};
        FILE *file;

        fixture_init(&f, state);
        f.settings.fresh = true;
        assert_int_equal(reopen(&f, state, &roster, &journal, NULL), 0);
        note_all(journal);
        journal_close(journal);
        roster_free(roster);
        file = fopen(path, "a");
        assert_non_null(file);
        fputs(appended[i].text, file);
        fclose(file);
        f.settings.fresh = false;
        assert_int_equal(reopen(&f, state, &roster, &journal, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(err.msg, appended[i].error))
            fail_msg("%s", err.msg);
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
            assert_false(journal_recall_inputs(journal, &inputs));
            put_input(&inputs, "3 4\n");
            assert_int_equal(journal_inputs(journal, &inputs, NULL), 0);
        } else if (round == 1) {
            assert_true(journal_recall_inputs(journal, &inputs));
            assert_int_equal(inputs.count, 1);
            assert_int_equal(inputs.rejected, 2);
            assert_int_equal(file_size(inputs.list[0].fd), 4);
            assert_string_equal(inputs.list[0].origin, "mutation 1");
            folder_put(state, "inputs/001.in", "4 4\n");
        } else {
            assert_false(journal_recall_inputs(journal, &inputs));
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
    assert_false(journal_recall_inputs(NULL, &inputs));
    assert_false(journal_recall_run(NULL, input_hash, input_hash, &run));
    assert_false(journal_recall_evaluated(NULL, input_hash, &evaluated));
    journal_close(NULL);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_out_as_they_went_in),
        cmocka_unit_test(lines_that_we_never_write_are_refused),
        IN_FOLDER(the_first_line_tells_what_differs),
        IN_FOLDER(another_schema_and_other_files_are_told_apart),
        IN_FOLDER(what_was_noted_is_known_again),
        IN_FOLDER(lines_that_mean_nothing_are_refused_even_last),
        IN_FOLDER(inputs_are_read_again_if_they_are_the_same),
        cmocka_unit_test(without_a_journal_nothing_is_noted_or_known),
    };

    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
