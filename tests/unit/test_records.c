/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/stream/records.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { MAX_LINE = 100 };

static int memfd(const void *bytes, size_t n)
{
    struct err err = {0};
    int fd = file_memfd("lines", bytes, n, &err);
    int fresh = fd < 0 ? -1 : file_reopen(fd, &err);

    if (fresh < 0)
        fail_msg("%s", err.msg);
    close(fd);
    return fresh;
}

/* The bytes as gzip, xz or zstd packs them. */
static void pack_with(const char *tool, const void *bytes, size_t n, struct buf *out)
{
    char command[80];
    int plain = memfd(bytes, n);
    FILE *gzip;
    size_t got;

    snprintf(command, sizeof command, "%s -qc </proc/%d/fd/%d", tool, (int)getpid(), plain);
    gzip = popen(command, "r");
    assert_non_null(gzip);
    do {
        assert_int_equal(buf_reserve(out, 4096), 0);
        got = fread(out->data + out->len, 1, 4096, gzip);
        out->len += got;
    } while (got > 0);
    assert_int_equal(pclose(gzip), 0);
    close(plain);
}

static void pack(const void *bytes, size_t n, struct buf *out)
{
    pack_with("gzip", bytes, n, out);
}

static struct records *opened(int fd)
{
    struct records *lines = NULL;
    struct err err = {0};

    if (records_open(&lines, fd, MAX_LINE, &err) < 0)
        fail_msg("%s", err.msg);
    return lines;
}

static void expect(struct records *lines, enum record_kind wanted, const char *text, size_t n)
{
    struct err err = {0};
    enum record_kind kind = RECORD_END;
    const char *line;
    size_t len;

    if (records_next(lines, &line, &len, &kind, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(kind, wanted);
    assert_int_equal(len, n);
    if (text)
        assert_memory_equal(line, text, n + 1);
}

#define EXPECT_LINE(lines, text) expect(lines, RECORD_OK, text, sizeof(text) - 1)
#define EXPECT_END(lines)        expect(lines, RECORD_END, "", 0)

static void lines_are_given_without_their_ends_and_counted(void **state)
{
    struct records *lines = opened(memfd("one\n\ntwo\r\nlast", 14));

    (void)state;
    assert_int_equal(records_line(lines), 0);
    EXPECT_LINE(lines, "one");
    assert_int_equal(records_line(lines), 1);
    EXPECT_LINE(lines, "");
    EXPECT_LINE(lines, "two\r");
    EXPECT_LINE(lines, "last");
    assert_int_equal(records_line(lines), 4);
    EXPECT_END(lines);
    EXPECT_END(lines);
    assert_int_equal(records_line(lines), 4);
    records_free(lines);
}

static void tiny_and_empty_files_are_read(void **state)
{
    static const char *const texts[] = {"", "\n", "a", "\x1f", "\x1f\n"};
    static const size_t counts[] = {0, 1, 1, 1, 1};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct records *lines = opened(memfd(texts[i], strlen(texts[i])));

        for (size_t k = 0; k < counts[i]; k++)
            expect(lines, RECORD_OK, NULL, strcspn(texts[i], "\n"));
        EXPECT_END(lines);
        records_free(lines);
    }
}

static void nul_bytes_are_part_of_a_line(void **state)
{
    struct records *lines = opened(memfd("a\0b\nc", 5));

    (void)state;
    EXPECT_LINE(lines, "a\0b");
    EXPECT_LINE(lines, "c");
    records_free(lines);
}

static void a_line_may_be_as_long_as_the_limit_and_no_longer(void **state)
{
    char text[2 * MAX_LINE + 10];
    struct records *lines;

    (void)state;
    memset(text, 'x', sizeof text);
    text[MAX_LINE] = '\n';
    text[2 * MAX_LINE + 2] = '\n';
    lines = opened(memfd(text, sizeof text));
    text[MAX_LINE] = '\0';
    expect(lines, RECORD_OK, text, MAX_LINE);
    expect(lines, RECORD_TOO_LONG, NULL, MAX_LINE + 1);
    assert_int_equal(records_line(lines), 2);
    EXPECT_LINE(lines, "xxxxxxx");
    EXPECT_END(lines);
    records_free(lines);
}

static void an_endless_line_is_skipped_across_chunks(void **state)
{
    enum { LONG = 5000000 };
    char *text = malloc(LONG);
    struct records *lines;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', LONG);
    memcpy(text + LONG - 4, "\nok\n", 4);
    lines = opened(memfd(text, LONG));
    expect(lines, RECORD_TOO_LONG, NULL, LONG - 4);
    EXPECT_LINE(lines, "ok");
    EXPECT_END(lines);
    records_free(lines);
    free(text);
}

static void a_pipe_is_read_as_its_bytes_trickle_in(void **state)
{
    int ends[2];
    pid_t child;
    struct records *lines;

    (void)state;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    child = fork();
    if (child == 0) {
        static const char text[] = "ab\ncd\n";

        for (size_t i = 0; i < sizeof text - 1; i++) {
            usleep(1000);
            if (write(ends[1], text + i, 1) != 1)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    lines = opened(ends[0]);
    EXPECT_LINE(lines, "ab");
    EXPECT_LINE(lines, "cd");
    EXPECT_END(lines);
    records_free(lines);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void gzip_is_known_by_its_content_and_members_follow_each_other(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    struct records *lines;

    (void)state;
    pack("one\ntw", 6, &gz);
    pack("o\nthree", 7, &gz);
    assert_int_equal(buf_add(&gz, "\0\0\0\0\0\0\0\0", 8), 0);
    lines = opened(memfd(gz.data, gz.len));
    EXPECT_LINE(lines, "one");
    EXPECT_LINE(lines, "two");
    EXPECT_LINE(lines, "three");
    EXPECT_END(lines);
    records_free(lines);
}

/* Reads to the end or the first failure; counts the lines given out. */
static int drain(struct records *lines, int *count, struct err *err)
{
    enum record_kind kind = RECORD_OK;
    const char *line;
    size_t len;

    for (*count = 0; kind != RECORD_END; *count += kind != RECORD_END)
        if (records_next(lines, &line, &len, &kind, err) < 0)
            return -1;
    return 0;
}

static void gzip_that_is_cut_anywhere_is_told(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    int whole = 0;

    (void)state;
    pack("one\ntwo\n", 8, &gz);
    for (size_t n = 2; n < gz.len; n++) {
        struct records *lines = opened(memfd(gz.data, n));
        struct err err = {0};
        int count;

        assert_int_equal(drain(lines, &count, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_non_null(strstr(err.msg, "cut short"));
        assert_int_equal(drain(lines, &count, &err), -1);
        whole += count == 2;
        records_free(lines);
    }
    assert_true(whole < 20);
}

static void gzip_that_is_damaged_is_told(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    size_t places[2];

    (void)state;
    pack("one\ntwo\n", 8, &gz);
    places[0] = 12;         /* in the data */
    places[1] = gz.len - 7; /* in the checksum */
    for (size_t i = 0; i < 2; i++) {
        struct records *lines;
        struct err err = {0};
        int count;

        gz.data[places[i]] ^= 0x55;
        lines = opened(memfd(gz.data, gz.len));
        gz.data[places[i]] ^= 0x55;
        assert_int_equal(drain(lines, &count, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        records_free(lines);
    }
}

static void what_follows_a_gzip_member_is_left_out_and_told(void **state)
{
    static const char *const junk[] = {"plain\n", "x", "\x1e\x8b", "\0\0junk"};
    static const size_t lengths[] = {6, 1, 2, 6};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
        struct records *lines;
        struct err err = {0};
        int count;

        pack("one\n", 4, &gz);
        pack("two\n", 4, &gz);
        assert_int_equal(buf_add(&gz, junk[i], lengths[i]), 0);
        lines = opened(memfd(gz.data, gz.len));
        assert_int_equal(drain(lines, &count, &err), 0);
        assert_int_equal(count, 2);
        assert_string_equal(stream_trailing(records_stream(lines)), "gzip");
        records_free(lines);
    }
}

static void padding_behind_a_gzip_member_is_no_junk(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    struct records *lines;
    struct err err = {0};
    int count;

    (void)state;
    pack("one\n", 4, &gz);
    assert_int_equal(buf_add(&gz, "\0\0\0", 3), 0);
    lines = opened(memfd(gz.data, gz.len));
    assert_int_equal(drain(lines, &count, &err), 0);
    assert_null(stream_trailing(records_stream(lines)));
    records_free(lines);
}

/* What xz and zstd pack is read whole, cut anywhere is told, and damaged is told. */
static void other_compressions_are_read_as_gzip_is(void **state)
{
    static const char *const tools[] = {"xz", "zstd"};
    static const char junk[] = "plain";

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        cleanup_with(buf_release) struct buf packed = BUF_INIT(100000);
        struct records *lines;
        struct err err = {0};
        int count;

        pack_with(tools[i], "one\ntw", 6, &packed);
        pack_with(tools[i], "o\nthree", 7, &packed);
        lines = opened(memfd(packed.data, packed.len));
        EXPECT_LINE(lines, "one");
        EXPECT_LINE(lines, "two");
        EXPECT_LINE(lines, "three");
        EXPECT_END(lines);
        assert_null(stream_trailing(records_stream(lines)));
        records_free(lines);
        lines = opened(memfd(packed.data, packed.len - 1));
        assert_int_equal(drain(lines, &count, &err), -1);
        assert_non_null(strstr(err.msg, "cut short"));
        records_free(lines);
        assert_int_equal(buf_add(&packed, junk, sizeof junk), 0);
        lines = opened(memfd(packed.data, packed.len));
        assert_int_equal(drain(lines, &count, &err), 0);
        assert_int_equal(count, 3);
        assert_string_equal(stream_trailing(records_stream(lines)), tools[i]);
        records_free(lines);
        packed.data[packed.len - sizeof junk - 3] ^= 0x55;
        lines = opened(memfd(packed.data, packed.len));
        assert_int_equal(drain(lines, &count, &err), -1);
        assert_non_null(strstr(err.msg, "damaged"));
        records_free(lines);
    }
}

/* Texts and the records that they are, each with its line. */
static void json_values_are_records(void **state)
{
    static const struct {
        const char *text;
        bool cut;
        struct {
            uint64_t line;
            const char *text;
        } wanted[5];
    } texts[] = {
        {"[{\"a\":1}, {\"b\":[2,{}]}]", false, {{1, "{\"a\":1}"}, {1, "{\"b\":[2,{}]}"}}},
        {"\xef\xbb\xbf\n [\n{\"a\":\n1}\n,\n{\"b\":2}\n]\n",
         false,
         {{3, "{\"a\":\n1}"}, {6, "{\"b\":2}"}}},
        {"[1, \"x,]\\\"\", [3], null]",
         false,
         {{1, "1"}, {1, "\"x,]\\\"\""}, {1, "[3]"}, {1, "null"}}},
        {"[]", false, {{0}}},
        {"[{}]\n[{\"a\":1}]", false, {{1, "{}"}, {2, "{\"a\":1}"}}},
        {"[{\"a\":1},{\"b\":", true, {{1, "{\"a\":1}"}, {1, "{\"b\":"}}},
        {"{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"c\": \"}\"\n}",
         false,
         {{1, "{\n  \"a\": {\n    \"b\": 1\n  }\n}"}, {6, "{\n  \"c\": \"}\"\n}"}}},
        /* Without indentation. */
        {"{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}\n{\"c\":2}",
         false,
         {{1, "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}"}, {8, "{\"c\":2}"}}},
        /* What is broken does not lose the rest. */
        {"{\"a\":1,\n{\"b\":2}\n{\"c\":\n{\"d\":4}",
         false,
         {{1, "{\"a\":1,\n"}, {2, "{\"b\":2}"}, {3, "{\"c\":"}, {4, "{\"d\":4}"}}},
        {"{\n \"a\": 1,\n{\n \"b\": \"x\n}\njunk\n{\"c\":3}",
         false,
         {{1, "{\n \"a\": 1,\n"}, {3, "{\n \"b\": \"x\n}"}, {6, "junk"}, {7, "{\"c\":3}"}}},
        {"{\"a\":1}\n{\n\"b\":2}", false, {{1, "{\"a\":1}"}, {2, "{"}, {3, "\"b\":2}"}}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct records *records = opened(memfd(texts[i].text, strlen(texts[i].text)));

        for (size_t k = 0; texts[i].wanted[k].line > 0; k++) {
            expect(records, RECORD_OK, texts[i].wanted[k].text, strlen(texts[i].wanted[k].text));
            assert_int_equal(records_line(records), texts[i].wanted[k].line);
        }
        EXPECT_END(records);
        EXPECT_END(records);
        assert_int_equal(records_cut_short(records), texts[i].cut);
        records_free(records);
    }
}

static void a_long_array_on_one_line_is_many_records(void **state)
{
    enum { COUNT = 100000 };
    cleanup_with(buf_release) struct buf text = BUF_INIT(COUNT * 10 + 1000);
    struct records *records;

    (void)state;
    buf_addc(&text, '[');
    for (int i = 0; i < COUNT; i++)
        buf_adds(&text, i ? ",{\"a\":[1]}" : "{\"a\":[1]}");
    buf_adds(&text, ",\"");
    for (int i = 0; i < MAX_LINE; i++)
        buf_addc(&text, ',');
    buf_adds(&text, "\",2]");
    records = opened(memfd(text.data, text.len));
    for (int i = 0; i < COUNT; i++)
        EXPECT_LINE(records, "{\"a\":[1]}");
    assert_int_equal(records_number(records), COUNT);
    expect(records, RECORD_TOO_LONG, NULL, MAX_LINE + 2);
    EXPECT_LINE(records, "2");
    EXPECT_END(records);
    records_free(records);
}

/* Each of them once looked through all that follow it. */
static void two_million_blank_lines_may_come_first(void **state)
{
    enum { COUNT = 2000000 };
    cleanup_with(buf_release) struct buf text = BUF_INIT(COUNT + 1000);
    struct records *records;

    (void)state;
    for (int i = 0; i < COUNT; i++)
        buf_addc(&text, '\n');
    buf_adds(&text, "{}\n");
    records = opened(memfd(text.data, text.len));
    for (int i = 0; i < COUNT; i++)
        EXPECT_LINE(records, "");
    EXPECT_LINE(records, "{}");
    EXPECT_END(records);
    records_free(records);
}

static void a_gzip_bomb_is_one_long_line(void **state)
{
    enum { LONG = 20000000 };
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    char *text = calloc(1, LONG);
    struct records *lines;

    (void)state;
    assert_non_null(text);
    pack(text, LONG, &gz);
    free(text);
    lines = opened(memfd(gz.data, gz.len));
    expect(lines, RECORD_TOO_LONG, NULL, LONG);
    EXPECT_END(lines);
    records_free(lines);
}

static void a_directory_cannot_be_read(void **state)
{
    struct records *lines = opened(open("/", O_RDONLY | O_CLOEXEC));
    struct err err = {0};
    int count;

    (void)state;
    assert_int_equal(drain(lines, &count, &err), -1);
    assert_string_equal(err.msg, "cannot be read: Is a directory");
    records_free(lines);
}

/* Counts what it is asked, and says no at the `last` time. */
struct gate {
    int asked, last;
};

static int ask(void *context, int fd, struct err *err)
{
    struct gate *gate = context;

    assert_true(fcntl(fd, F_GETFD) >= 0);
    return ++gate->asked < gate->last ? 0 : err_set(err, ERR_INTERRUPTED, "no more");
}

static void whoever_waits_is_asked_before_each_read_and_can_end_it(void **state)
{
    static char text[150000];
    struct gate gate = {.last = 3};
    struct records *lines;
    struct err err = {0};
    int count;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 10 ? 'x' : '\n';
    lines = opened(memfd(text, sizeof text));
    stream_on_wait(records_stream(lines), ask, &gate);
    assert_true(records_fraction(lines) == 0);
    assert_int_equal(drain(lines, &count, &err), -1);
    assert_int_equal(gate.asked, 3);
    assert_int_equal(err.kind, ERR_INTERRUPTED);
    assert_string_equal(err.msg, "no more");
    assert_true(records_fraction(lines) > 0.8 && records_fraction(lines) < 0.9);
    records_free(lines);
}

static void the_part_that_was_read_is_known_of_files_alone(void **state)
{
    struct records *lines = opened(memfd("1\n2\n3\n4\n", 8));
    int ends[2];

    (void)state;
    EXPECT_LINE(lines, "1");
    assert_true(records_fraction(lines) == 0.25);
    EXPECT_LINE(lines, "2");
    assert_true(records_fraction(lines) == 0.5);
    records_free(lines);
    assert_int_equal(pipe(ends), 0);
    close(ends[1]);
    lines = opened(ends[0]);
    assert_true(records_fraction(lines) < 0);
    records_free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_given_without_their_ends_and_counted),
        cmocka_unit_test(tiny_and_empty_files_are_read),
        cmocka_unit_test(nul_bytes_are_part_of_a_line),
        cmocka_unit_test(a_line_may_be_as_long_as_the_limit_and_no_longer),
        cmocka_unit_test(an_endless_line_is_skipped_across_chunks),
        cmocka_unit_test(a_pipe_is_read_as_its_bytes_trickle_in),
        cmocka_unit_test(gzip_is_known_by_its_content_and_members_follow_each_other),
        cmocka_unit_test(gzip_that_is_cut_anywhere_is_told),
        cmocka_unit_test(gzip_that_is_damaged_is_told),
        cmocka_unit_test(what_follows_a_gzip_member_is_left_out_and_told),
        cmocka_unit_test(padding_behind_a_gzip_member_is_no_junk),
        cmocka_unit_test(other_compressions_are_read_as_gzip_is),
        cmocka_unit_test(json_values_are_records),
        cmocka_unit_test(a_long_array_on_one_line_is_many_records),
        cmocka_unit_test(two_million_blank_lines_may_come_first),
        cmocka_unit_test(a_gzip_bomb_is_one_long_line),
        cmocka_unit_test(a_directory_cannot_be_read),
        cmocka_unit_test(whoever_waits_is_asked_before_each_read_and_can_end_it),
        cmocka_unit_test(the_part_that_was_read_is_known_of_files_alone),
    };

    return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
