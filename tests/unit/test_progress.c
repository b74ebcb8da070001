/* SPDX-License-Identifier: MIT */
/* The progress line: its text, its width, and that only terminals get it. */
#include "base/screen/progress.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define CLEAR "\r\033[K"

/* Shows one line, with stderr going to a file, whose text is left in `out`. */
static void show(struct progress *p, uint64_t done, double fraction, const char *text,
                 struct buf *out)
{
    cleanup_fd int file = file_memfd_empty("stderr", NULL);
    cleanup_fd int saved = dup(STDERR_FILENO);

    dup2(file, STDERR_FILENO);
    progress_show(p, "filter", done, fraction, "%s", text);
    dup2(saved, STDERR_FILENO);
    buf_clear(out);
    assert_int_equal(file_read_fd(file, out, NULL), 0);
}

/* As if the line before had been shown that long ago, and the stage had begun before that. */
static void let_pass(struct progress *p, nsec_t time)
{
    p->last -= time;
    p->since.time -= time;
    p->next.time -= time;
}

static void nothing_is_shown_where_there_is_no_terminal(void **state)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT((size_t)10000);
    cleanup_fd int file = file_memfd_empty("stderr", NULL);
    cleanup_fd int saved = dup(STDERR_FILENO);
    struct progress p;

    (void)state;
    dup2(file, STDERR_FILENO);
    progress_init(&p);
    dup2(saved, STDERR_FILENO);
    assert_false(p.on);
    show(&p, 1, 0.5, "text", &out);
    assert_string_equal(buf_str(&out), "");
    progress_end(&p);
}

static void the_line_tells_rate_part_and_time_left(void **state)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT((size_t)10000);
    struct progress p = {.on = true};

    (void)state;
    show(&p, 0, 0.1, "3 read", &out);
    assert_string_equal(buf_str(&out), CLEAR "filter   3 read, 10 %");
    show(&p, 1, 0.2, "too soon", &out);
    assert_string_equal(buf_str(&out), "");
    let_pass(&p, 10 * NSEC_PER_SEC);
    show(&p, 400, 0.2, "5 read", &out);
    assert_string_equal(buf_str(&out), CLEAR "filter   5 read, 40/s, 20 %, 80 s left");
    let_pass(&p, NSEC_PER_SEC);
    show(&p, 400, -1, "a pipe", &out);
    assert_string_equal(buf_str(&out), CLEAR "filter   a pipe");
}

/* Half a minute at 1 % a second, then 15 seconds at a tenth of that: the first is forgotten. */
static void a_speed_of_long_ago_does_not_count(void **state)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT((size_t)10000);
    struct progress p = {.on = true};

    (void)state;
    show(&p, 0, 0, "", &out);
    for (int i = 1; i <= 2; i++) {
        let_pass(&p, 15 * NSEC_PER_SEC);
        show(&p, 0, 0.15 * i, "", &out);
    }
    for (int i = 1; i <= 2; i++) {
        let_pass(&p, 15 * NSEC_PER_SEC);
        show(&p, 0, 0.30 + 0.015 * i, "", &out);
    }
    assert_non_null(strstr(buf_str(&out), ", 11 min left")); /* 67 % at 0.1 % a second */
}

static void a_long_line_is_cut(void **state)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT((size_t)10000);
    struct progress p = {.on = true};
    char text[400];

    (void)state;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    show(&p, 0, 0, text, &out);
    assert_int_equal(out.len, strlen(CLEAR) + 79);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_where_there_is_no_terminal),
        cmocka_unit_test(the_line_tells_rate_part_and_time_left),
        cmocka_unit_test(a_speed_of_long_ago_does_not_count),
        cmocka_unit_test(a_long_line_is_cut),
    };

    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
