/* SPDX-License-Identifier: MIT */
/* The file behind a journal: what is taken of one that is there, dropped, refused; and the lock. */
#include "record/journal_file.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* The header of these tests; lines are any words but "torn" and "wrong". */
static char header_text[] = "{header}\n";
static const struct buf header = {
    .data = header_text, .len = sizeof header_text - 1, .cap = sizeof header_text};

static int take_header(void *context, const char *line, size_t len, struct err *err)
{
    (void)context;
    return len == 8 && strcmp(line, "{header}") == 0 ? 0 : err_set(err, ERR_INPUT, "another");
}

/* Collects the lines in `context`, a buf, each with a comma behind. */
static int take_line(void *context, const char *line, size_t len, bool *torn_if_last,
                     struct err *err)
{
    *torn_if_last = strcmp(line, "torn") == 0 || memchr(line, '\0', len);
    if (*torn_if_last || strcmp(line, "wrong") == 0)
        return err_set(err, ERR_INPUT, "cannot be: %s", line);
    return buf_addf(context, "%s,", line);
}

static int open_in(void *const *state, bool fresh, struct buf *lines, struct journal_file **file,
                   struct err *err)
{
    const struct journal_reader reader = {
        .header = take_header, .line = take_line, .context = lines};
    cleanup_free char *path = file_join(*state, "journal.jsonl");

    return journal_file_open(file, path, fresh, &header, &reader, err);
}

static void assert_content(void *const *state, const char *bytes, size_t n)
{
    cleanup_with(buf_release) struct buf content = BUF_INIT((size_t)MIB);
    cleanup_free char *path = file_join(*state, "journal.jsonl");

    assert_int_equal(file_read(path, &content, NULL), 0);
    assert_int_equal(content.len, n);
    assert_memory_equal(buf_str(&content), bytes, n);
}

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct {
    const char *before;
    size_t before_len;
    const char *lines; /* as collected */
    const char *after;
} good[] = {
    {BYTES(""), "", "{header}\n"},
    {BYTES("{header}\n"), "", "{header}\n"},
    {BYTES("{header}\na\nb\n"), "a,b,", "{header}\na\nb\n"},
    {BYTES("{header}\na\nb"), "a,", "{header}\na\n"},
    {BYTES("{header}\na\ntorn\n"), "a,", "{header}\na\n"},
    {BYTES("{header}\na\nwrong"), "a,", "{header}\na\n"},
    {BYTES("{header}\ntorn"), "", "{header}\n"},
    {BYTES("{header}\na\n\0\0\0\0"), "a,", "{header}\na\n"},
    {BYTES("{header}\na\n\0\0\0\n"), "a,", "{header}\na\n"},
    {BYTES("{head"), "", "{header}\n"},
    {BYTES("{header}"), "", "{header}\n"},
};

static void a_torn_end_is_dropped_and_the_rest_gone_on_from(void **state)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
        cleanup_with(buf_release) struct buf after = BUF_INIT((size_t)1000);
        struct buf more = {.data = (char *)(uintptr_t) "more\n", .len = 5, .cap = 5};
        struct journal_file *file;
        struct err err;

        folder_put_bytes(state, "journal.jsonl", good[i].before, good[i].before_len);
        if (open_in(state, false, &lines, &file, &err) < 0)
            fail_msg("file %zu: %s", i, err.msg);
        assert_string_equal(buf_str(&lines), good[i].lines);
        assert_content(state, good[i].after, strlen(good[i].after));
        assert_int_equal(journal_file_append(file, &more, NULL), 0);
        buf_addf(&after, "%smore\n", good[i].after);
        assert_content(state, buf_str(&after), after.len);
        journal_file_close(file);
        assert_content(state, buf_str(&after), after.len);
    }
}

static const struct {
    const char *bytes;
    size_t len;
    const char *error; /* behind the path */
} bad[] = {
    {BYTES("{header}\ntorn\nb\n"), ":2: cannot be: torn"},
    {BYTES("{header}\ntorn\nb"), ":2: cannot be: torn"},
    {BYTES("{header}\na\nwrong\n"), ":3: cannot be: wrong"},
    {BYTES("{header}\na\nwrong\nb\n"), ":3: cannot be: wrong"},
    {BYTES("{other}\na\n"), ":1: another"},
    {BYTES("{other}"), ":1: it is not a journal of winnow's"},
    {BYTES("{header}and more"), ":1: it is not a journal of winnow's"},
    {BYTES("my notes\n"), ": it is not a journal of winnow's"},
    {BYTES("\x1f\x8b\x08"), ": it is not a journal of winnow's"},
    {BYTES("\n"), ": it is not a journal of winnow's"},
};

static void what_no_kill_leaves_is_refused_and_not_touched(void **state)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
        cleanup_free char *path = file_join(*state, "journal.jsonl");
        struct journal_file *file = NULL;
        struct err err = {0};

        folder_put_bytes(state, "journal.jsonl", bad[i].bytes, bad[i].len);
        if (open_in(state, false, &lines, &file, &err) == 0)
            fail_msg("file %zu is taken", i);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_memory_equal(err.msg, path, strlen(path));
        assert_string_equal(err.msg + strlen(path), bad[i].error);
        assert_content(state, bad[i].bytes, bad[i].len);
    }
}

static void fresh_begins_anew_whatever_is_there(void **state)
{
    cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
    struct journal_file *file;

    folder_put(state, "journal.jsonl", "{other}\na\nb\n");
    assert_int_equal(open_in(state, true, &lines, &file, NULL), 0);
    assert_string_equal(buf_str(&lines), "");
    assert_content(state, header.data, header.len);
    journal_file_close(file);
    journal_file_close(NULL);
}

static void one_that_holds_nothing_does_not_stay(void **state)
{
    cleanup_free char *path = file_join(*state, "journal.jsonl");
    cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
    struct journal_file *file;

    assert_int_equal(open_in(state, false, &lines, &file, NULL), 0);
    assert_int_equal(access(path, F_OK), 0);
    journal_file_close(file);
    assert_int_equal(access(path, F_OK), -1);
}

static void only_one_at_a_time_has_it(void **state)
{
    cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
    struct journal_file *one, *two;
    struct err err = {0};

    folder_put(state, "journal.jsonl", "{header}\na\nb");
    assert_int_equal(open_in(state, false, &lines, &one, NULL), 0);
    assert_int_equal(open_in(state, false, &lines, &two, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.msg, "another winnow is at work there"));
    assert_int_equal(open_in(state, true, &lines, &two, NULL), -1);
    assert_content(state, BYTES("{header}\na\n"));
    journal_file_close(one);
    assert_int_equal(open_in(state, false, &lines, &two, NULL), 0);
    journal_file_close(two);
}

static void only_a_regular_file_is_opened(void **state)
{
    cleanup_with(buf_release) struct buf lines = BUF_INIT((size_t)1000);
    cleanup_free char *path = file_join(*state, "journal.jsonl");
    struct journal_file *file;

    folder_put(state, "elsewhere", "");
    folder_link(state, "journal.jsonl", "elsewhere");
    assert_int_equal(open_in(state, true, &lines, &file, NULL), -1);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(open_in(state, true, &lines, &file, NULL), -1);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(open_in(state, true, &lines, &file, NULL), -1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_torn_end_is_dropped_and_the_rest_gone_on_from),
        IN_FOLDER(what_no_kill_leaves_is_refused_and_not_touched),
        IN_FOLDER(fresh_begins_anew_whatever_is_there),
        IN_FOLDER(one_that_holds_nothing_does_not_stay),
        IN_FOLDER(only_one_at_a_time_has_it),
        IN_FOLDER(only_a_regular_file_is_opened),
    };

    return cmocka_run_group_tests_name("journal_file", tests, NULL, NULL);
}
