/* SPDX-License-Identifier: MIT */
/*
 * Builds with a cache: a known source is not compiled again, an outcome that a limit decided is not
 * kept, and a C++ source is built with its preamble precompiled. Live: skipped where there is no
 * sandbox, or failed with WINNOW_MUST_SANDBOX=1.
 */
#include "base/file.h"
#include "lang/compile/build.h"
#include "lang/toolchain.h"
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define SOURCE(literal) (literal), sizeof(literal) - 1

static const struct build_limits ample = {.cpu = 20 * NSEC_PER_SEC, .memory = 1024 * MIB};

struct fixture {
    char *folder;
    struct sandbox *sandbox; /* NULL: not to be had here */
    struct job_pool *pool;
    struct build_cache *cache;
    unsigned warnings;
};

static struct fixture the_fixture;

static void count_warning(void *context, const char *words)
{
    (void)context;
    (void)words;
    the_fixture.warnings++;
}

static void open_cache_of(struct fixture *f, unsigned slots)
{
    cleanup_free char *dir = file_join(f->folder, "cache");
    struct build_cache_options options = {.dir = dir, .cap = 1024 * MIB, .warn = count_warning};
    struct sandbox_facts facts;
    struct err err = {0};

    sandbox_describe(f->sandbox, &facts);
    options.shows_dirs = facts.shows_dirs;
    if (jobs_open(&f->pool, f->sandbox, slots, &err) < 0 ||
        build_cache_open(&f->cache, &options, f->pool, &err) < 0)
        fail_msg("%s", err.msg);
}

static void open_cache(struct fixture *f)
{
    open_cache_of(f, 1);
}

static void close_cache(struct fixture *f)
{
    jobs_close(f->pool);
    build_cache_close(f->cache);
    f->pool = NULL;
    f->cache = NULL;
}

static void show_java(struct fixture *f)
{
    const struct language *java = language_by_name("java");
    struct err err = {0};

    for (const char *const *place = java ? java->places : NULL; place && *place; place++)
        if (sandbox_show(f->sandbox, *place, &err) < 0)
            fail_msg("%s", err.msg);
}

static int set_up(void **state)
{
    struct fixture *f = &the_fixture;
    const char *must = getenv("WINNOW_MUST_SANDBOX");
    void *folder;
    struct err err;

    memset(f, 0, sizeof *f);
    *state = f;
    if (folder_make(&folder) < 0)
        return -1;
    f->folder = folder;
    if (sandbox_open(&f->sandbox, ISOLATION_AUTO, &err) == 0) {
        show_java(f);
        open_cache(f);
        return 0;
    }
    f->sandbox = NULL;
    print_error("%s\n", err.msg);
    return must && strcmp(must, "1") == 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    void *folder = f->folder;

    close_cache(f);
    sandbox_close(f->sandbox);
    return folder_remove(&folder);
}

#define FIXTURE(f)                                                                                 \
    struct fixture *f = *state;                                                                    \
    if (!f->sandbox)                                                                               \
    skip()

static void note_done(struct build *build)
{
    build->job.attempts = -1; /* seen by the tests: done was called */
}

/* Builds and returns how many compilers ran for it; the caller releases it. */
static unsigned build(struct fixture *f, struct build *b, const char *language, const char *source,
                      size_t length, struct build_limits limits)
{
    unsigned long long before = jobs_counts(f->pool).runs;
    struct err err = {0};

    memset(b, 0, sizeof *b);
    if (build_start(b, f->pool, f->cache, language_by_name(language), source, length, limits,
                    note_done, &err) < 0 ||
        jobs_drain(f->pool, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(b->job.attempts, -1);
    if (b->status == BUILD_FAILED)
        fail_msg("our failure: %s", b->err.msg);
    return (unsigned)(jobs_counts(f->pool).runs - before);
}

static bool same_program(const struct build *a, const struct build *b)
{
    struct map one, two;
    bool same;

    assert_int_equal(a->status, BUILD_OK);
    assert_int_equal(b->status, BUILD_OK);
    assert_int_equal(map_fd(&one, a->program.fd, NULL), 0);
    assert_int_equal(map_fd(&two, b->program.fd, NULL), 0);
    same = one.len == two.len && memcmp(one.data, two.data, one.len) == 0;
    map_release(&one);
    map_release(&two);
    return same;
}

static void a_program_is_compiled_once(void **state)
{
    struct build first, again;
    FIXTURE(f);

    unsigned runs = build(f, &first, "c", SOURCE("int main(void) { return 7; }\n"), ample);

    assert_int_equal(runs, first.steps ? 4 : 1); /* the driver is asked, and its three steps */
    assert_int_equal(build(f, &again, "c", SOURCE("int main(void) { return 7; }\n"), ample), 0);
    assert_true(same_program(&first, &again));
    assert_int_not_equal(fcntl(again.program.fd, F_GET_SEALS) & F_SEAL_WRITE, 0);
    build_release(&again);
    /* And by another winnow, later. */
    close_cache(f);
    open_cache(f);
    assert_int_equal(build(f, &again, "c", SOURCE("int main(void) { return 7; }\n"), ample), 0);
    assert_true(same_program(&first, &again));
    build_release(&first);
    build_release(&again);
}

/* Where the driver's steps are known. */
static void the_steps_of_c_are_forks(void **state)
{
    struct build first, second;
    unsigned long long forks;
    FIXTURE(f);

    build(f, &first, "c", SOURCE("#include <stdio.h>\nint main(void) { return 7; }\n"), ample);
    forks = jobs_counts(f->pool).forks;
    build(f, &second, "c", SOURCE("#include <stdio.h>\nint main(void) { return EOF; }\n"), ample);
    assert_int_equal(jobs_counts(f->pool).forks - forks, second.steps ? 3 : 0);
    assert_ptr_equal(second.steps, first.steps);
    build_release(&first);
    build_release(&second);
}

static void an_error_is_found_once(void **state)
{
    static const char source[] = "int main(void) {\n    return nothing;\n}\n";
    struct build first, again;
    FIXTURE(f);

    unsigned runs = build(f, &first, "c", SOURCE(source), ample);

    assert_int_equal(runs,
                     first.plain ? 3 : 1); /* the same question, a step that fails, the whole */
    assert_int_equal(build(f, &again, "c", SOURCE(source), ample), 0);
    assert_int_equal(again.status, BUILD_REJECTED);
    assert_non_null(strstr(again.detail, "main.c:2:12: error:"));
    assert_string_equal(again.detail, first.detail);
    build_release(&first);
    build_release(&again);
}

/* Each of these is compiled every time. */
static void what_may_come_out_otherwise_is_not_kept(void **state)
{
    const struct build_limits short_of_time = {.cpu = 50 * NSEC_PER_MS, .memory = 1024 * MIB};
    const struct {
        const char *language, *source;
        struct build_limits limits;
    } rows[] = {
        {"cpp", "#include <iostream>\nint main() {}\n", short_of_time},
        {"c", "int f(void);\nint main(void) { return f(); }\n", ample}, /* by the linker */
        {"c", "const char t[] = __TIME__;\nint main(void) {}\n", ample},
        {"c", "__attribute__((target(\"arch=native\"))) int main(void) {}\n", ample},
        {"c", "#include \"/proc/self/stat\"\nint main(void) {}\n", ample},
        {"python3", "print(1)\n", ample},
    };
    struct build b;
    FIXTURE(f);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int twice = 0; twice < 2; twice++) {
            if (build(f, &b, rows[i].language, rows[i].source, strlen(rows[i].source),
                      rows[i].limits) == 0)
                fail_msg("row %zu was known", i);
            build_release(&b);
        }
}

static void everything_that_matters_is_in_the_key(void **state)
{
    const struct language *c = language_by_name("c"), *cpp = language_by_name("cpp");
    const char *const other_flags[] = {"/usr/bin/gcc", "-O3", "main.c", NULL};
    struct language o3 = *c;
    struct run_file one = {"a.h", -1}, two = {"a.h", -1}, three = {"b.h", -1};
#define ROW(language, source, cpu, memory)                                                         \
    {                                                                                              \
        language, "main.c", SOURCE(source), cpu, memory, NULL, 0                                   \
    }
    const struct build_inputs rows[] = {
        ROW(c, "int x;", 1, 1),
        ROW(c, "int y;", 1, 1),
        ROW(c, "int x", 1, 1),
        ROW(c, "int x;", 2, 1),
        ROW(c, "int x;", 1, 2),
        ROW(cpp, "int x;", 1, 1),
        ROW(&o3, "int x;", 1, 1),
        {c, "other.c", SOURCE("int x;"), 1, 1, NULL, 0},
        ROW(c, "int x;\0", 1, 1),
        {c, "main.c", SOURCE("int x;"), 1, 1, &one, 1},
        {c, "main.c", SOURCE("int x;"), 1, 1, &two, 1},
        {c, "main.c", SOURCE("int x;"), 1, 1, &three, 1},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    struct hash128 keys[ROWS], again;
    struct err err;
    FIXTURE(f);

    one.fd = file_memfd("a", "int y;", 6, &err);
    two.fd = file_memfd("b", "int z;", 6, &err);
    three.fd = file_memfd("c", "int y;", 6, &err);
    o3.compile = other_flags;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(build_cache_key(f->cache, &rows[i], &keys[i]));
        assert_true(build_cache_key(f->cache, &rows[i], &again));
        assert_true(hash_equal(keys[i], again));
        for (size_t j = 0; j < i; j++)
            assert_false(hash_equal(keys[i], keys[j]));
    }
    close(one.fd);
    close(two.fd);
    close(three.fd);
}

static void a_file_beside_the_source_may_forbid_keeping(void **state)
{
    struct run_file dated = {"a.h", -1};
    struct build_inputs inputs = {
        language_by_name("c"), "main.c", SOURCE("int x;"), 1, 1, &dated, 1};
    struct hash128 key;
    struct err err;
    FIXTURE(f);

    dated.fd = file_memfd("a", "char *t = __TIME__;", 19, &err);
    assert_false(build_cache_key(f->cache, &inputs, &key));
    close(dated.fd);
}

static void the_toolchain_is_the_same_twice(void **state)
{
    struct hash128 a, b;

    (void)state;
    assert_int_equal(toolchain_identify(&a, NULL), 0);
    assert_int_equal(toolchain_identify(&b, NULL), 0);
    assert_true(hash_equal(a, b));
    assert_true(a.hi != 0 && a.lo != 0);
}

static void harm(struct fixture *f, const char *shelf, void (*what)(int fd))
{
    cleanup_free char *dir = file_join(f->folder, shelf);
    char **names;
    size_t count;

    assert_int_equal(file_list(dir, &names, &count, NULL), 0);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        cleanup_free char *path = file_join(dir, names[i]);
        cleanup_fd int fd = -1;

        assert_int_equal(chmod(path, 0644), 0);
        fd = open(path, O_WRONLY);
        what(fd);
    }
    file_list_free(names, count);
}

static void write_over(int fd)
{
    assert_int_equal(pwrite(fd, "damage", 6, 100), 6);
}

static void cut_short(int fd)
{
    assert_int_equal(ftruncate(fd, MIB), 0);
}

static void damage(struct fixture *f, const char *shelf)
{
    harm(f, shelf, write_over);
}

static void a_damaged_program_is_compiled_anew(void **state)
{
    struct build first, again;
    FIXTURE(f);

    build(f, &first, "c", SOURCE("int main(void) { return 7; }\n"), ample);
    damage(f, "cache/programs");
    assert_true(build(f, &again, "c", SOURCE("int main(void) { return 7; }\n"), ample) > 0);
    assert_true(same_program(&first, &again));
    build_release(&first);
    build_release(&again);
}

/* A preamble that is quick to precompile. */
#define BEGINNING "#include <utility>\n#include <new>\n"

static void see_often_enough(struct fixture *f)
{
    char source[200];
    struct build b;

    for (int i = 0; i < 4; i++) {
        int n = snprintf(source, sizeof source, BEGINNING "int main() { return %d; }\n", i);

        assert_int_not_equal(build(f, &b, "cpp", source, (size_t)n, ample), 0);
        if (i < 3) /* the fourth begins it, and may wait for it */
            assert_null(b.header.include);
        build_release(&b);
    }
    assert_int_equal(jobs_settle(f->pool, NULL), 0);
}

static void a_known_beginning_is_read_precompiled(void **state)
{
    static const char source[] =
        BEGINNING "int main() { std::pair<int, int> p{3, 1}; std::swap(p.first, p.second);\n"
                  "return p.first + __LINE__; }\n";
    struct build with, without;
    struct build_cache *cache;
    FIXTURE(f);

    see_often_enough(f);
    assert_int_equal(build(f, &with, "cpp", SOURCE(source), ample), 1);
    assert_non_null(with.header.include);
    cache = f->cache;
    f->cache = NULL;
    assert_int_equal(build(f, &without, "cpp", SOURCE(source), ample), 1);
    f->cache = cache;
    assert_null(without.header.include);
    assert_true(same_program(&with, &without));
    build_release(&with);
    build_release(&without);
}

/* Sources that wait for a slot count: none of them is compiled plainly before the header is begun. */
static void sources_that_wait_are_counted(void **state)
{
    struct build builds[4] = {{.language = NULL}};
    char source[200];
    struct err err = {0};
    FIXTURE(f);

    for (int i = 0; i < 4; i++) {
        int n = snprintf(source, sizeof source, BEGINNING "int main() { return %d; }\n", i);

        assert_int_equal(build_start(&builds[i], f->pool, f->cache, language_by_name("cpp"), source,
                                     (size_t)n, ample, note_done, &err),
                         0);
    }
    assert_int_equal(jobs_drain(f->pool, &err), 0);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(builds[i].status, BUILD_OK);
        assert_non_null(builds[i].header.include);
        build_release(&builds[i]);
    }
}

static unsigned ended; /* builds */

static void count_done(struct build *build)
{
    build->job.attempts = (int)++ended;
}

/* While a header is made, other sources are compiled first, and then those that could have used it. */
static void what_needs_no_header_comes_first(void **state)
{
    struct build builds[5] = {{.language = NULL}};
    char source[200];
    struct err err = {0};
    FIXTURE(f);

    close_cache(f);
    open_cache_of(f, 2);
    ended = 0;
    for (int i = 0; i < 5; i++) {
        int n = snprintf(source, sizeof source, "%sint main() { return %d; }\n",
                         i < 4 ? "#include <iostream>\n" : "", i);

        assert_int_equal(build_start(&builds[i], f->pool, f->cache, language_by_name("cpp"), source,
                                     (size_t)n, ample, count_done, &err),
                         0);
    }
    assert_int_equal(jobs_drain(f->pool, &err), 0);
    assert_int_equal(builds[4].job.attempts, 1);
    assert_int_equal(ended, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(builds[i].status, BUILD_OK);
        build_release(&builds[i]);
    }
}

/* An error found with a precompiled header is not final: the compiler runs again without. */
static void an_error_is_told_as_without(void **state)
{
    static const struct {
        const char *source;
        size_t length;
        const char *words;
    } rows[] = {
        {SOURCE(BEGINNING "\nint main() { x; }\n"), "main.cpp:4:14: error: ‘x’ was not declared"},
        {SOURCE(BEGINNING "int main() { std::pear<int, int> p; }\n"), "main.cpp:3:"},
        {SOURCE(BEGINNING "int f();\nint main() { f(); }\n"), "undefined reference to `f()'"},
        {SOURCE(BEGINNING "int main() { std::pair<int, void> p; }\n"), "/usr/include/c++/"},
    };
    struct build b;
    FIXTURE(f);

    see_often_enough(f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(build(f, &b, "cpp", rows[i].source, rows[i].length, ample), 2);
        assert_null(b.header.include);
        assert_int_equal(b.status, BUILD_REJECTED);
        if (!strstr(b.detail, rows[i].words))
            fail_msg("'%s' is not in '%s'", rows[i].words, b.detail);
        build_release(&b);
    }
}

/*
 * A winnow that has read the header before gives it up when three sources in a row compile only
 * without it; a new winnow finds the wrong checksum, and makes another.
 */
static void a_damaged_header_is_not_used(void **state)
{
    struct build b;
    FIXTURE(f);

    see_often_enough(f);
    damage(f, "cache/headers");
    for (int i = 0; i < 4; i++) {
        char source[200];
        int n = snprintf(source, sizeof source, BEGINNING "int main() { return %d; }\n", 100 + i);

        assert_int_equal(build(f, &b, "cpp", source, (size_t)n, ample), i < 3 ? 2 : 1);
        assert_int_equal(b.status, BUILD_OK);
        build_release(&b);
    }
    close_cache(f);
    open_cache(f);
    assert_int_equal(build(f, &b, "cpp", SOURCE(BEGINNING "int main() { return 7; }\n"), ample), 2);
    assert_non_null(b.header.include);
    assert_int_equal(b.status, BUILD_OK);
    build_release(&b);
}

/* ---- the archive of a compiler's classes */

static unsigned build_java(struct fixture *f, struct build *b, int number)
{
    char source[200];
    int n = snprintf(source, sizeof source,
                     "class Main { public static void main(String[] a) { System.exit(%d); } }\n",
                     number);

    return build(f, b, "java", source, (size_t)n,
                 (struct build_limits){.cpu = 300 * NSEC_PER_SEC, .memory = 2048 * MIB});
}

static bool can_have_archives(const struct fixture *f)
{
    struct sandbox_facts facts;

    sandbox_describe(f->sandbox, &facts);
    return facts.shows_dirs && language_by_name("java");
}

/* Ends with the last of those that are compiled without it, and its making. */
static void make_archive(struct fixture *f)
{
    struct build b;
    struct err err;

    for (int i = 0; i < 4; i++) {
        assert_int_equal(build_java(f, &b, i), 1);
        assert_int_equal(b.status, BUILD_OK);
        assert_string_equal(b.archive_option, "");
        build_release(&b);
    }
    assert_int_equal(jobs_settle(f->pool, &err), 0);
}

static void a_program_is_the_same_with_an_archive(void **state)
{
    struct build with, without;
    struct build_cache *cache;
    FIXTURE(f);

    if (!can_have_archives(f))
        skip();
    make_archive(f);
    assert_int_equal(build_java(f, &with, 7), 1);
    assert_non_null(strstr(with.archive_option, "-J-XX:SharedArchiveFile=/cache/"));
    cache = f->cache;
    f->cache = NULL;
    assert_int_equal(build_java(f, &without, 7), 1);
    f->cache = cache;
    assert_true(same_program(&with, &without));
    build_release(&with);
    build_release(&without);
}

/* The JVM ends by a signal, and the source is compiled without it; then it is not used again. */
static void a_damaged_archive_is_not_used(void **state)
{
    struct build b;
    FIXTURE(f);

    if (!can_have_archives(f))
        skip();
    make_archive(f);
    harm(f, "cache/headers", cut_short);
    assert_int_equal(build_java(f, &b, 7), 2);
    assert_int_equal(b.status, BUILD_OK);
    build_release(&b);
    assert_int_equal(build_java(f, &b, 8), 1);
    assert_string_equal(b.archive_option, "");
    assert_int_equal(b.status, BUILD_OK);
    build_release(&b);
}

static void a_cache_that_vanishes_is_done_without(void **state)
{
    cleanup_free char *dir = NULL, *away = NULL;
    struct build b;
    FIXTURE(f);

    see_often_enough(f);
    dir = file_join(f->folder, "cache/programs");
    away = file_join(f->folder, "away");
    assert_int_equal(rename(dir, away), 0);
    folder_put((void *const *)&f->folder, "cache/programs", "a file in its place");
    for (int i = 0; i < 3; i++) {
        char source[200];
        int n = snprintf(source, sizeof source, "int main(void) { return %d; }\n", 100 + i);

        assert_true(build(f, &b, "c", source, (size_t)n, ample) > 0); /* in one step or two */
        assert_int_equal(b.status, BUILD_OK);
        build_release(&b);
    }
    assert_int_equal(f->warnings, 1);
}

static void a_header_that_cannot_be_made_is_done_without(void **state)
{
    static const char *const begin = "#include <vector>\n#include <no/such/header.h>\n";
    struct build b;
    FIXTURE(f);

    for (int i = 0; i < 6; i++) {
        char source[200];
        int n = snprintf(source, sizeof source, "%sint main() { return %d; }\n", begin, i);

        build(f, &b, "cpp", source, (size_t)n, ample);
        assert_int_equal(b.status, BUILD_REJECTED);
        assert_non_null(strstr(b.detail, "main.cpp:2:10: fatal error: no/such/header.h"));
        build_release(&b);
        assert_int_equal(jobs_settle(f->pool, NULL), 0);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_program_is_compiled_once),
        TEST(the_steps_of_c_are_forks),
        TEST(an_error_is_found_once),
        TEST(what_may_come_out_otherwise_is_not_kept),
        TEST(everything_that_matters_is_in_the_key),
        TEST(a_file_beside_the_source_may_forbid_keeping),
        cmocka_unit_test(the_toolchain_is_the_same_twice),
        TEST(a_damaged_program_is_compiled_anew),
        TEST(a_known_beginning_is_read_precompiled),
        TEST(sources_that_wait_are_counted),
        TEST(what_needs_no_header_comes_first),
        TEST(an_error_is_told_as_without),
        TEST(a_damaged_header_is_not_used),
        TEST(a_program_is_the_same_with_an_archive),
        TEST(a_damaged_archive_is_not_used),
        TEST(a_cache_that_vanishes_is_done_without),
        TEST(a_header_that_cannot_be_made_is_done_without),
    };

    return cmocka_run_group_tests_name("build cache", tests, NULL, NULL);
}
