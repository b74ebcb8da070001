/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/lines.h"
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

/* The bytes as gzip packs them. */
static void pack(const void *bytes, size_t n, struct buf *out)
{
    char command[80];
    int plain = memfd(bytes, n);
    FILE *gzip;
    size_t got;

    snprintf(command, sizeof command, "gzip -c </proc/%d/fd/%d", (int)getpid(), plain);
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

static struct lines *opened(int fd)
{
    struct lines *lines = NULL;
    struct err err = {0};

    if (lines_open(&lines, fd, MAX_LINE, &err) < 0)
        fail_msg("%s", err.msg);
    return lines;
}

static void expect(struct lines *lines, enum line_kind wanted, const char *text, size_t n)
{
    struct err err = {0};
    enum line_kind kind = LINE_END;
    const char *line;
    size_t len;

    if (lines_next(lines, &line, &len, &kind, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(kind, wanted);
    assert_int_equal(len, n);
    if (text)
        assert_memory_equal(line, text, n + 1);
}

#define EXPECT_LINE(lines, text) expect(lines, LINE_OK, text, sizeof(text) - 1)
#define EXPECT_END(lines)        expect(lines, LINE_END, "", 0)

static void lines_are_given_without_their_ends_and_counted(void **state)
{
    struct lines *lines = opened(memfd("one\n\ntwo\r\nlast", 14));

    (void)state;
    assert_int_equal(lines_number(lines), 0);
    EXPECT_LINE(lines, "one");
    assert_int_equal(lines_number(lines), 1);
    EXPECT_LINE(lines, "");
    EXPECT_LINE(lines, "two\r");
    EXPECT_LINE(lines, "last");
    assert_int_equal(lines_number(lines), 4);
    EXPECT_END(lines);
    EXPECT_END(lines);
    assert_int_equal(lines_number(lines), 4);
    lines_free(lines);
}

static void tiny_and_empty_files_are_read(void **state)
{
    static const char *const texts[] = {"", "\n", "a", "\x1f", "\x1f\n"};
    static const size_t counts[] = {0, 1, 1, 1, 1};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct lines *lines = opened(memfd(texts[i], strlen(texts[i])));

        for (size_t k = 0; k < counts[i]; k++)
            expect(lines, LINE_OK, NULL, strcspn(texts[i], "\n"));
        EXPECT_END(lines);
        lines_free(lines);
    }
}

static void nul_bytes_are_part_of_a_line(void **state)
{
    struct lines *lines = opened(memfd("a\0b\nc", 5));

    (void)state;
    EXPECT_LINE(lines, "a\0b");
    EXPECT_LINE(lines, "c");
    lines_free(lines);
}

static void a_line_may_be_as_long_as_the_limit_and_no_longer(void **state)
{
    char text[2 * MAX_LINE + 10];
    struct lines *lines;

    (void)state;
    memset(text, 'x', sizeof text);
    text[MAX_LINE] = '\n';
    text[2 * MAX_LINE + 2] = '\n';
    lines = opened(memfd(text, sizeof text));
    text[MAX_LINE] = '\0';
    expect(lines, LINE_OK, text, MAX_LINE);
    expect(lines, LINE_TOO_LONG, NULL, MAX_LINE + 1);
    assert_int_equal(lines_number(lines), 2);
    EXPECT_LINE(lines, "xxxxxxx");
    EXPECT_END(lines);
    lines_free(lines);
}

static void an_endless_line_is_skipped_across_chunks(void **state)
{
    enum { LONG = 5000000 };
    char *text = malloc(LONG);
    struct lines *lines;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', LONG);
    memcpy(text + LONG - 4, "\nok\n", 4);
    lines = opened(memfd(text, LONG));
    expect(lines, LINE_TOO_LONG, NULL, LONG - 4);
    EXPECT_LINE(lines, "ok");
    EXPECT_END(lines);
    lines_free(lines);
    free(text);
}

static void a_pipe_is_read_as_its_bytes_trickle_in(void **state)
{
    int ends[2];
    pid_t child;
    struct lines *lines;

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
    lines_free(lines);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void gzip_is_known_by_its_content_and_members_follow_each_other(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    struct lines *lines;

    (void)state;
    pack("one\ntw", 6, &gz);
    pack("o\nthree", 7, &gz);
    assert_int_equal(buf_add(&gz, "\0\0\0\0\0\0\0\0", 8), 0);
    lines = opened(memfd(gz.data, gz.len));
    EXPECT_LINE(lines, "one");
    EXPECT_LINE(lines, "two");
    EXPECT_LINE(lines, "three");
    EXPECT_END(lines);
    lines_free(lines);
}

/* Reads to the end or the first failure; counts the lines given out. */
static int drain(struct lines *lines, int *count, struct err *err)
{
    enum line_kind kind = LINE_OK;
    const char *line;
    size_t len;

    for (*count = 0; kind != LINE_END; *count += kind != LINE_END)
        if (lines_next(lines, &line, &len, &kind, err) < 0)
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
        struct lines *lines = opened(memfd(gz.data, n));
        struct err err = {0};
        int count;

        assert_int_equal(drain(lines, &count, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_non_null(strstr(err.msg, "cut short"));
        assert_int_equal(drain(lines, &count, &err), -1);
        whole += count == 2;
        lines_free(lines);
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
        struct lines *lines;
        struct err err = {0};
        int count;

        gz.data[places[i]] ^= 0x55;
        lines = opened(memfd(gz.data, gz.len));
        gz.data[places[i]] ^= 0x55;
        assert_int_equal(drain(lines, &count, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        lines_free(lines);
    }
}

static void what_follows_a_gzip_member_is_not_dropped_in_silence(void **state)
{
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    struct lines *lines;
    struct err err = {0};
    int count;

    (void)state;
    pack("one\n", 4, &gz);
    assert_int_equal(buf_adds(&gz, "plain\n"), 0);
    lines = opened(memfd(gz.data, gz.len));
    assert_int_equal(drain(lines, &count, &err), -1);
    assert_int_equal(count, 1);
    assert_non_null(strstr(err.msg, "damaged"));
    lines_free(lines);
}

static void a_gzip_bomb_is_one_long_line(void **state)
{
    enum { LONG = 20000000 };
    cleanup_with(buf_release) struct buf gz = BUF_INIT(100000);
    char *text = calloc(1, LONG);
    struct lines *lines;

    (void)state;
    assert_non_null(text);
    pack(text, LONG, &gz);
    free(text);
    lines = opened(memfd(gz.data, gz.len));
    expect(lines, LINE_TOO_LONG, NULL, LONG);
    EXPECT_END(lines);
    lines_free(lines);
}

static void a_directory_cannot_be_read(void **state)
{
    struct lines *lines = opened(open("/", O_RDONLY | O_CLOEXEC));
    struct err err = {0};
    int count;

    (void)state;
    assert_int_equal(drain(lines, &count, &err), -1);
    assert_string_equal(err.msg, "cannot be read: Is a directory");
    lines_free(lines);
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
    struct lines *lines;
    struct err err = {0};
    int count;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 10 ? 'x' : '\n';
    lines = opened(memfd(text, sizeof text));
    lines_on_wait(lines, ask, &gate);
    assert_true(lines_fraction(lines) == 0);
    assert_int_equal(drain(lines, &count, &err), -1);
    assert_int_equal(gate.asked, 3);
    assert_int_equal(err.kind, ERR_INTERRUPTED);
    assert_string_equal(err.msg, "no more");
    assert_true(lines_fraction(lines) > 0.8 && lines_fraction(lines) < 0.9);
    lines_free(lines);
}

static void the_part_that_was_read_is_known_of_files_alone(void **state)
{
    struct lines *lines = opened(memfd("1\n2\n3\n4\n", 8));
    int ends[2];

    (void)state;
    EXPECT_LINE(lines, "1");
    assert_true(lines_fraction(lines) == 0.25);
    EXPECT_LINE(lines, "2");
    assert_true(lines_fraction(lines) == 0.5);
    lines_free(lines);
    assert_int_equal(pipe(ends), 0);
    close(ends[1]);
    lines = opened(ends[0]);
    assert_true(lines_fraction(lines) < 0);
    lines_free(lines);
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
        cmocka_unit_test(what_follows_a_gzip_member_is_not_dropped_in_silence),
        cmocka_unit_test(a_gzip_bomb_is_one_long_line),
        cmocka_unit_test(a_directory_cannot_be_read),
        cmocka_unit_test(whoever_waits_is_asked_before_each_read_and_can_end_it),
        cmocka_unit_test(the_part_that_was_read_is_known_of_files_alone),
    };

    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
