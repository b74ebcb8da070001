/* SPDX-License-Identifier: MIT */
/* The scratch file: bytes are read as they were added, from the file and from memory. */
#include "base/stream/spool.h"
#include "base/rng.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <cmocka.h>

enum { PIECES = 3000 };

static int open_spool(void **state)
{
    struct spool *spool = calloc(1, sizeof *spool);

    *state = spool;
    return spool ? spool_open(spool, NULL) : -1;
}

static int close_spool(void **state)
{
    spool_close(*state);
    spool_close(*state); /* a second time is harmless */
    free(*state);
    return 0;
}

static struct spool_place add(struct spool *spool, const void *bytes, size_t n)
{
    struct spool_place place;
    struct err err;

    if (spool_add(spool, bytes, n, &place, &err) < 0)
        fail_msg("%s", err.msg);
    return place;
}

static void assert_holds(struct spool *spool, struct spool_place place, const void *bytes, size_t n)
{
    cleanup_with(buf_release) struct buf got = BUF_INIT((size_t)2 * MIB);
    struct err err;

    assert_int_equal(buf_adds(&got, "what was there before"), 0);
    if (spool_get(spool, place, &got, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(got.len, n);
    assert_memory_equal(buf_str(&got), bytes, n);
    assert_int_equal(buf_str(&got)[n], '\0');
}

static void what_goes_in_comes_out(void **state)
{
    struct spool *spool = *state;
    struct spool_place one = add(spool, "one", 3), none = add(spool, NULL, 0);
    struct spool_place nul = add(spool, "\0\n\xff", 3);

    assert_holds(spool, nul, "\0\n\xff", 3);
    assert_holds(spool, one, "one", 3);
    assert_holds(spool, none, "", 0);
    assert_holds(spool, add(spool, "after a flush", 13), "after a flush", 13);
    assert_holds(spool, one, "one", 3);
}

/* The n-th piece: its length and bytes follow from n. */
static size_t make_piece(int n, char *room)
{
    struct rng rng;
    size_t length;

    rng_init(&rng, 7, (uint64_t)n);
    length = rng_below(&rng, n % 100 == 0 ? 20000 : 700);
    for (size_t i = 0; i < length; i++)
        room[i] = (char)rng_next(&rng);
    return length;
}

static void a_megabyte_in_pieces_comes_out_in_any_order(void **state)
{
    struct spool *spool = *state;
    static struct spool_place places[PIECES];
    char room[20000];
    struct rng rng;

    rng_init(&rng, 1, 0);
    for (int i = 0; i < PIECES; i++) {
        int back = (int)rng_below(&rng, (uint64_t)i + 1);

        places[i] = add(spool, room, make_piece(i, room));
        if (i % 50 == 0)
            assert_holds(spool, places[back], room, make_piece(back, room));
    }
    assert_true(spool->flushed > 256 * KIB);
    for (int i = PIECES - 1; i >= 0; i--)
        assert_holds(spool, places[i], room, make_piece(i, room));
}

static void memory_stays_small(void **state)
{
    struct spool *spool = *state;
    static char bytes[10000];

    for (int i = 0; i < 2000; i++)
        add(spool, bytes, sizeof bytes);
    assert_true(spool->waiting.room <= 1024 * 1024);
}

static void one_large_piece_goes_through(void **state)
{
    struct spool *spool = *state;
    size_t size = (size_t)MIB + 1;
    cleanup_free char *bytes = malloc(size);
    struct spool_place place;

    assert_non_null(bytes);
    memset(bytes, 'b', size);
    add(spool, "before", 6);
    place = add(spool, bytes, size);
    add(spool, "after", 5);
    assert_holds(spool, place, bytes, size);
}

static void more_than_the_reader_has_room_for_is_an_error(void **state)
{
    struct spool *spool = *state;
    cleanup_with(buf_release) struct buf small = BUF_INIT(2);
    struct spool_place place = add(spool, "abc", 3);
    struct err err = {0};

    assert_int_equal(spool_get(spool, place, &small, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
}

static void a_place_that_is_not_there_is_an_error(void **state)
{
    struct spool *spool = *state;
    cleanup_with(buf_release) struct buf got = BUF_INIT(100);
    struct spool_place place = add(spool, "abc", 3);
    struct err err = {0};

    place.at += 1;
    assert_int_equal(spool_get(spool, place, &got, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
}

static void a_disk_that_is_full_is_an_error(void **state)
{
    struct spool *spool = *state;
    cleanup_with(buf_release) struct buf got = BUF_INIT(100);
    struct spool_place place;
    struct err err = {0};
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

    assert_true(full >= 0 && dup2(full, spool->fd) >= 0);
    close(full);
    place = add(spool, "abc", 3);
    assert_int_equal(spool_get(spool, place, &got, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_non_null(strstr(err.msg, "No space left"));
}

/* In the directory that was asked for, and without a name there. */
static void the_file_has_no_name(void **state)
{
    void *folder;
    char **names;
    size_t count;
    struct spool spool;
    struct stat at, st;
    struct err err;

    (void)state;
    assert_int_equal(folder_make(&folder), 0);
    setenv("TMPDIR", folder, 1);
    assert_int_equal(spool_open(&spool, &err), 0);
    unsetenv("TMPDIR");
    assert_int_equal(file_list(folder, &names, &count, &err), 0);
    assert_int_equal(count, 0);
    file_list_free(names, count);
    assert_int_equal(fstat(spool.fd, &st), 0);
    assert_int_equal(stat(folder, &at), 0);
    assert_int_equal(st.st_dev, at.st_dev);
    assert_int_equal(st.st_nlink, 0);
    spool_close(&spool);
    folder_remove(&folder);
}

#define IN_SPOOL(test) cmocka_unit_test_setup_teardown(test, open_spool, close_spool)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SPOOL(what_goes_in_comes_out),
        IN_SPOOL(a_megabyte_in_pieces_comes_out_in_any_order),
        IN_SPOOL(memory_stays_small),
        IN_SPOOL(one_large_piece_goes_through),
        IN_SPOOL(more_than_the_reader_has_room_for_is_an_error),
        IN_SPOOL(a_place_that_is_not_there_is_an_error),
        IN_SPOOL(a_disk_that_is_full_is_an_error),
        cmocka_unit_test(the_file_has_no_name),
    };

    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
