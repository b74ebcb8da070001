/* SPDX-License-Identifier: MIT */
/* The cache on disk: entries are found again, damaged ones are misses, old ones are evicted. */
#include "base/store.h"
#include "base/buf.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/resource.h>
#include <time.h>
#include <cmocka.h>

static struct store *open_store(void *const *state, bytes_t cap)
{
    cleanup_free char *dir = file_join(*state, "cache/winnow");
    struct store *store;
    struct err err = {0};

    if (store_open(&store, dir, cap, &err) < 0)
        fail_msg("%s", err.msg);
    return store;
}

static void put(struct store *store, const char *name, const char *text)
{
    struct err err = {0};

    if (store_put(store, name, text, strlen(text), -1, &err) < 0)
        fail_msg("%s", err.msg);
}

static void assert_got(struct store *store, const char *name, const char *text)
{
    char found[256] = "";
    bytes_t length;
    int fd = store_get(store, name, &length);

    assert_true(fd >= 0);
    assert_int_equal(length, strlen(text));
    assert_int_equal(pread(fd, found, (size_t)length, 0), length);
    assert_string_equal(found, text);
    close(fd);
}

static void assert_missed(struct store *store, const char *name)
{
    bytes_t length;

    assert_int_equal(store_get(store, name, &length), -1);
}

static char *entry_path(void *const *state, const char *name)
{
    cleanup_free char *dir = file_join(*state, "cache/winnow");

    return file_join(dir, name);
}

static void what_is_put_is_got(void **state)
{
    struct store *store = open_store(state, MIB), *other = open_store(state, MIB);

    assert_missed(store, "a/1");
    put(store, "a/1", "one");
    put(store, "a/2", "");
    put(store, "b/1", "another");
    assert_got(store, "a/1", "one");
    assert_got(store, "a/2", "");
    assert_got(other, "b/1", "another");
    put(other, "a/1", "anew");
    assert_got(store, "a/1", "anew");
    store_close(store);
    store_close(other);
}

static void a_file_follows_the_bytes(void **state)
{
    struct store *store = open_store(state, MIB);
    cleanup_fd int fd = file_memfd("x", " and a file", 11, NULL);

    assert_int_equal(store_put(store, "a/1", "bytes", 5, fd, NULL), 0);
    assert_got(store, "a/1", "bytes and a file");
    store_close(store);
}

static void an_entry_can_be_read_by_all_and_written_by_none(void **state)
{
    mode_t mask = umask(077);
    struct store *store = open_store(state, MIB);
    cleanup_free char *shelf = store_shelf(store, "a", NULL);
    cleanup_free char *entry = entry_path(state, "a/1");
    struct stat st;

    put(store, "a/1", "one");
    assert_int_equal(stat(shelf, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0755);
    assert_int_equal(stat(entry, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0444);
    umask(mask);
    store_close(store);
}

/* Each byte of an entry matters, and its end. */
static void a_broken_entry_is_missed_and_removed(void **state)
{
    struct store *store = open_store(state, MIB);
    cleanup_free char *path = entry_path(state, "a/1"), *damaged = entry_path(state, "a/1.x");
    struct buf whole = BUF_INIT(4096);

    put(store, "a/1", "content");
    assert_int_equal(file_read(path, &whole, NULL), 0);
    for (size_t i = 0; i < whole.len; i++) {
        whole.data[i] ^= 0x10;
        folder_put_bytes(state, "cache/winnow/a/1.x", whole.data, whole.len);
        assert_int_equal(rename(damaged, path), 0);
        assert_missed(store, "a/1");
        assert_int_equal(access(path, F_OK), -1);
        whole.data[i] ^= 0x10;
        put(store, "a/1", "content");
        assert_int_equal(truncate(path, (off_t)i), 0);
        assert_missed(store, "a/1");
        put(store, "a/1", "content");
    }
    assert_got(store, "a/1", "content");
    buf_release(&whole);
    store_close(store);
}

static void an_entry_under_anothers_name_is_missed(void **state)
{
    struct store *store = open_store(state, MIB);
    cleanup_free char *one = entry_path(state, "a/1"), *two = entry_path(state, "a/2");

    put(store, "a/1", "one");
    assert_int_equal(rename(one, two), 0);
    assert_missed(store, "a/2");
    store_close(store);
}

static void a_link_or_a_directory_is_no_entry(void **state)
{
    struct store *store = open_store(state, MIB);
    cleanup_free char *link = entry_path(state, "a/2"), *dir = entry_path(state, "a/3");
    cleanup_free char *one = entry_path(state, "a/1");

    put(store, "a/1", "one");
    assert_int_equal(symlink(one, link), 0);
    assert_int_equal(mkdir(dir, 0755), 0);
    assert_missed(store, "a/2");
    assert_missed(store, "a/3");
    store_close(store);
}

static void use(struct store *store, void *const *state, const char *name, int seconds_ago)
{
    cleanup_free char *path = entry_path(state, name);
    const struct timespec then[2] = {{.tv_sec = time(NULL) - seconds_ago},
                                     {.tv_sec = time(NULL) - seconds_ago}};

    put(store, name, name);
    assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
}

static void what_was_used_least_recently_goes_first(void **state)
{
    struct store *store = open_store(state, 20 * 4 * KIB);
    char name[16];

    for (int i = 0; i < 19; i++) {
        snprintf(name, sizeof name, "a/%02d", i);
        use(store, state, name, 100000 - i);
    }
    assert_got(store, "a/00", "a/00"); /* used again: now it is the newest */
    store_touch(store, "a/01");
    store_close(store);
    store = open_store(state, 20 * 4 * KIB);
    cleanup_free char *big = calloc(1, 4 * 4096);
    memset(big, 'x', 4 * 4096 - 100);
    put(store, "b/big", big);
    assert_missed(store, "a/02");
    assert_missed(store, "a/03");
    assert_got(store, "a/00", "a/00");
    assert_got(store, "a/01", "a/01");
    assert_got(store, "a/18", "a/18");
    store_close(store);
}

static bytes_t size_of(void *const *state, const char *shelf)
{
    cleanup_free char *path = entry_path(state, shelf);
    char **names;
    size_t count;
    bytes_t total = 0;

    assert_int_equal(file_list(path, &names, &count, NULL), 0);
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *file = file_join(path, names[i]);
        struct stat st;

        assert_int_equal(stat(file, &st), 0);
        total += (bytes_t)st.st_blocks * 512;
    }
    file_list_free(names, count);
    return total;
}

static void it_never_outgrows_its_cap_by_much(void **state)
{
    const bytes_t cap = 64 * 4 * KIB;
    struct store *stores[] = {open_store(state, cap), open_store(state, cap)};
    char name[16];

    for (int i = 0; i < 400; i++) {
        snprintf(name, sizeof name, "a/%d", i);
        put(stores[i % 2], name, "x");
    }
    assert_in_range(size_of(state, "a"), cap / 2, cap + cap / 4);
    store_close(stores[0]);
    store_close(stores[1]);
}

static void what_is_too_large_is_not_kept(void **state)
{
    struct store *store = open_store(state, 64 * KIB);
    cleanup_free char *big = malloc(40 * KIB);

    memset(big, 'x', 40 * KIB);
    put(store, "a/1", "one");
    assert_int_equal(store_put(store, "a/2", big, 40 * KIB, -1, NULL), 0);
    assert_missed(store, "a/2");
    assert_got(store, "a/1", "one");
    store_close(store);
}

static void a_write_that_fails_leaves_nothing_behind(void **state)
{
    struct store *store = open_store(state, MIB);
    const struct rlimit small = {.rlim_cur = 1024, .rlim_max = RLIM_INFINITY};
    struct rlimit old;
    char text[4096] = {0};
    struct err err = {0};

    put(store, "a/1", "one");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(store_put(store, "a/2", text, sizeof text, -1, &err), -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_non_null(strstr(err.msg, "a/2: File too large"));
    assert_missed(store, "a/2");
    cleanup_free char *shelf = entry_path(state, "a");
    cleanup_dir DIR *dir = opendir(shelf);
    int files = 0;
    while (readdir(dir))
        files++;
    assert_int_equal(files, 3); /* ".", ".." and the first entry */
    store_close(store);
}

static void a_temporary_file_without_a_writer_is_swept_away(void **state)
{
    struct store *store = open_store(state, MIB);
    cleanup_free char *old = entry_path(state, "a/.tmp-1"), *young = entry_path(state, "a/.tmp-2");
    const struct timespec then[2] = {{.tv_sec = 1}, {.tv_sec = 1}};

    folder_put(state, "cache/winnow/a/.tmp-1", "x");
    folder_put(state, "cache/winnow/a/.tmp-2", "x");
    assert_int_equal(utimensat(AT_FDCWD, old, then, 0), 0);
    put(store, "a/1", "one");
    assert_int_equal(access(old, F_OK), -1);
    assert_int_equal(access(young, F_OK), 0);
    store_close(store);
}

static void sightings_are_counted_by_all(void **state)
{
    struct store *store = open_store(state, MIB), *other = open_store(state, MIB);

    assert_int_equal(store_count(store, "seen/x"), 1);
    assert_int_equal(store_count(other, "seen/x"), 2);
    assert_int_equal(store_count(store, "seen/y"), 1);
    assert_int_equal(store_count(store, "seen/x"), 3);
    store_close(store);
    store_close(other);
}

static void assert_refused(const char *dir, const char *words)
{
    struct store *store;
    struct err err = {0};

    assert_int_equal(store_open(&store, dir, MIB, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.msg, words))
        fail_msg("'%s' is not in '%s'", words, err.msg);
}

static void a_directory_that_is_not_ours_alone_is_refused(void **state)
{
    cleanup_free char *dir = file_join(*state, "open"), *file = file_join(*state, "file");

    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(chmod(dir, 0770), 0);
    assert_refused(dir, "can be written by others");
    assert_int_equal(chmod(dir, 0702), 0);
    assert_refused(dir, "can be written by others");
    folder_put(state, "file", "x");
    assert_refused(file, "Not a directory");
    if (geteuid() != 0)
        assert_refused("/usr", "belongs to another user");
    else if (chmod(dir, 0700) == 0 && chown(dir, 12345, 0) == 0)
        assert_refused(dir, "belongs to another user");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_make, folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(what_is_put_is_got),
        TEST(a_file_follows_the_bytes),
        TEST(an_entry_can_be_read_by_all_and_written_by_none),
        TEST(a_broken_entry_is_missed_and_removed),
        TEST(an_entry_under_anothers_name_is_missed),
        TEST(a_link_or_a_directory_is_no_entry),
        TEST(what_was_used_least_recently_goes_first),
        TEST(it_never_outgrows_its_cap_by_much),
        TEST(what_is_too_large_is_not_kept),
        TEST(a_write_that_fails_leaves_nothing_behind),
        TEST(a_temporary_file_without_a_writer_is_swept_away),
        TEST(sightings_are_counted_by_all),
        TEST(a_directory_that_is_not_ours_alone_is_refused),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
