/* SPDX-License-Identifier: MIT */
/* What goes into a live cell and comes out of it: the input, the work directory, the product. */
#include "tests/unit/cell_fixture.h"

#include <fcntl.h>

/* ---- the input */

static void the_input_is_read_from_its_start_in_every_run(void **state)
{
    cleanup_with(buf_release) struct buf large = BUF_INIT((size_t)MIB);
    WORLD(w);

    for (int i = 0; i < 3; i++)
        assert_says(w, "cat", "", "0123456789");
    w->input = "";
    assert_says(w, "cat", "", "");
    while (large.len < 60000)
        assert_int_equal(buf_addf(&large, "%zu ", large.len), 0);
    w->input = large.data;
    assert_says(w, "cat", "", large.data);
}

static void the_input_is_a_file_that_can_be_sought_and_mapped(void **state)
{
    WORLD(w);
    for (int i = 0; i < 2; i++)
        assert_says(w, "seek", "", "at 0, size 10, last '9', fifth '4', seek 2\n");
}

/* Every run opens the same memfd, so later runs would see a change. */
static void the_input_cannot_be_changed(void **state)
{
    const char *const argv[] = {"inmate", "spoil", "", NULL};
    cleanup_with(buf_release) struct buf after = BUF_INIT((size_t)100);
    cleanup_fd int copy = -1;
    int fds[3];
    WORLD(w);

    assert_int_equal(start(w, argv, fds), 0);
    copy = dup(fds[0]);
    assert_int_equal(finish(w, fds), 0);
    assert_ended(w, RUN_EXITED, 0);
    assert_null(strstr(said(w), "write: ok"));
    assert_null(strstr(said(w), "truncate: ok"));
    assert_null(strstr(said(w), "punch: ok"));
    assert_null(strstr(said(w), "chmod: ok"));
    assert_null(strstr(said(w), "map: ok"));
    assert_int_equal(file_read_fd(copy, &after, NULL), 0);
    assert_string_equal(buf_str(&after), "0123456789");
}

/* ---- the work directory */

static void files_lie_there_for_one_run(void **state)
{
    cleanup_fd int one = file_memfd("one", "first", 5, NULL), two = file_memfd("two", "", 0, NULL);
    const struct run_file files[] = {{"given", one}, {"..also", two}};
    WORLD(w);

    w->request.files = files;
    w->request.file_count = 2;
    assert_says(w, "list", "/work", "..also\ngiven\n");
    assert_says(w, "read", "given", "first");
    assert_says(w, "read", "..also", "");
    assert_says(w, "read", "/tmp/given", "first");
    w->request.file_count = 0;
    assert_says(w, "list", "/work", "");
    assert_says(w, "read", "given", "open: ENOENT\n");
}

static void as_many_files_as_a_request_holds_lie_there(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    cleanup_fd int one = file_memfd("one", "1", 1, NULL);
    struct run_file files[8];
    WORLD(w);

    for (int i = 0; i < 8; i++)
        files[i] = (struct run_file){names[i], one};
    w->request.files = files;
    w->request.file_count = 8;
    for (int i = 0; i < 3; i++)
        assert_says(w, "list", "/work", "a\nb\nc\nd\ne\nf\ng\nh\n");
}

static void a_name_that_is_given_twice_is_our_failure(void **state)
{
    cleanup_fd int one = file_memfd("one", "1", 1, NULL);
    const struct run_file files[] = {{"given", one}, {"given", one}};
    const char *const argv[] = {"inmate", "exit", "0", NULL};
    int fds[3];
    WORLD(w);

    w->request.files = files;
    w->request.file_count = 2;
    assert_int_equal(start(w, argv, fds), 0);
    assert_int_equal(finish(w, fds), -1);
    assert_non_null(strstr(w->err.msg, "preparing the work directory: File exists"));
}

/* After each kind of mess the next run finds its own file, as it was given, and nothing else. */
static void nothing_a_run_does_is_there_for_the_next(void **state)
{
    static const struct {
        const char *command, *what;
    } messes[] = {
        {"leave", "file"},   {"leave", "hidden"}, {"leave", "tree"},   {"leave", "link"},
        {"leave", "rename"}, {"leave", "remove"}, {"leave", "append"}, {"leave", "hard link"},
        {"leave", "mode"},   {"leave", "times"},  {"leave", "shm"},    {"many", "5000"},
        {"many", "1"},       {"file", "60000"},   {"linger", ""},      {"fork", "3"},
        {"burn", ""}, /* killed half-way */
    };
    cleanup_fd int given = file_memfd("given", "content", 7, NULL);
    const struct run_file file = {"given", given};
    WORLD(w);

    w->request.files = &file;
    w->request.file_count = 1;
    w->request.limits.cpu = 400 * NSEC_PER_MS;
    for (int profile = 0; profile < 2; profile++) {
        w->request.profile = profile == 0 ? PROFILE_NATIVE : PROFILE_COMPILER;
        for (size_t i = 0; i < sizeof messes / sizeof *messes; i++) {
            run(w, messes[i].command, messes[i].what);
            run(w, "list", "/work");
            if (strcmp(said(w), "given\n") != 0)
                fail_msg("after %s %s there was %s", messes[i].command, messes[i].what, said(w));
            assert_says(w, "read", "given", "content");
        }
    }
}

/* The mess is really made; else the test above would prove nothing. */
static void a_run_can_use_its_work_directory(void **state)
{
    WORLD(w);
    assert_says(w, "leave", "file", "file: ok\n");
    assert_says(w, "leave", "hidden", "hidden: ok\n");
    assert_says(w, "leave", "link", "link: ok\n");
    assert_says(w, "leave", "shm", "shm: ok\n");
    assert_says(w, "many", "5000", "");
    w->request.profile = PROFILE_COMPILER;
    assert_says(w, "leave", "tree", "tree: ok\n");
}

static void the_number_of_files_is_limited(void **state)
{
    WORLD(w);
    w->request.limits.cpu = 5 * NSEC_PER_SEC;
    run(w, "many", "16000");
    assert_ended(w, RUN_EXITED, 0);
    run(w, "many", "17000");
    assert_ended(w, RUN_EXITED, 5);
    assert_says(w, "list", "/work", "");
}

/* ---- the product */

static void assert_no_product(struct world *w, const char *what)
{
    run(w, "produce", what);
    if (w->result.product_fd >= 0)
        fail_msg("a %s was handed back", what);
}

static void a_product_is_handed_back(void **state)
{
    cleanup_with(buf_release) struct buf got = BUF_INIT((size_t)100);
    WORLD(w);

    w->request.product = "product";
    assert_says(w, "produce", "file", "file: ok\n");
    assert_true(w->result.product_fd > 2);
    assert_int_equal(file_read_fd(w->result.product_fd, &got, NULL), 0);
    assert_string_equal(buf_str(&got), "made");
    assert_int_equal(fcntl(w->result.product_fd, F_GETFL) & O_ACCMODE, O_RDONLY);
    assert_int_equal(fcntl(w->result.product_fd, F_GETFD), FD_CLOEXEC);
}

static void a_product_nobody_asked_for_stays(void **state)
{
    WORLD(w);
    assert_no_product(w, "file");
}

static void a_product_that_is_not_there_is_none(void **state)
{
    WORLD(w);
    w->request.product = "product";
    assert_no_product(w, "nothing");
    /* Nor is the last run's one there. */
    run(w, "produce", "file");
    assert_true(w->result.product_fd > 2);
    assert_no_product(w, "nothing");
}

static void what_is_no_regular_file_is_not_handed_back(void **state)
{
    WORLD(w);
    w->request.product = "product";
    assert_no_product(w, "directory");
    assert_no_product(w, "link out");
    assert_no_product(w, "link in");
    assert_no_product(w, "link to itself");
    assert_no_product(w, "fifo");
    assert_ended(w, RUN_EXITED, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_CELL(the_input_is_read_from_its_start_in_every_run),
        IN_CELL(the_input_is_a_file_that_can_be_sought_and_mapped),
        IN_CELL(the_input_cannot_be_changed),
        IN_CELL(files_lie_there_for_one_run),
        IN_CELL(as_many_files_as_a_request_holds_lie_there),
        IN_CELL(a_name_that_is_given_twice_is_our_failure),
        IN_CELL(nothing_a_run_does_is_there_for_the_next),
        IN_CELL(a_run_can_use_its_work_directory),
        IN_CELL(the_number_of_files_is_limited),
        IN_CELL(a_product_is_handed_back),
        IN_CELL(a_product_nobody_asked_for_stays),
        IN_CELL(a_product_that_is_not_there_is_none),
        IN_CELL(what_is_no_regular_file_is_not_handed_back),
    };

    return RUN_AT_ALL_LEVELS("cell files", tests);
}
