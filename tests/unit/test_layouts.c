/* SPDX-License-Identifier: MIT */
/* Problems in archives and in one JSON file; trees of packages and of files; constants. */
#include "folder.h"
#include "base/buf.h"
#include "problem/constants.h"
#include "problem/layout/archive.h"
#include "problem/package_tree.h"
#include "problem/tree.h"
#include "winnow/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* ---- a zip archive, written by hand so that it can be wrong */

struct entry {
    const char *name, *bytes;
    unsigned mode;    /* of Unix, or 0 */
    uint16_t flags;   /* 1: encrypted */
    uint32_t damaged; /* is added to the checksum */
};

static void add_number(struct buf *out, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_addc(out, (char)(number >> (8 * i)));
}

static uint32_t checksum(const char *bytes)
{
    uint32_t crc = UINT32_MAX;

    for (; *bytes; bytes++) {
        crc ^= (unsigned char)*bytes;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
    }
    return ~crc;
}

/* What both headers of an entry have: flags, method (stored), time, checksum, sizes, lengths. */
static void add_common(struct buf *out, const struct entry *e)
{
    uint32_t size = (uint32_t)strlen(e->bytes);

    add_number(out, e->flags, 2);
    add_number(out, 0, 2);
    add_number(out, 0x21, 4);
    add_number(out, checksum(e->bytes) + e->damaged, 4);
    add_number(out, size, 4);
    add_number(out, size, 4);
    add_number(out, (uint32_t)strlen(e->name), 2);
    add_number(out, 0, 2);
}

static void put_zip(void **state, const char *name, const struct entry *entries, size_t count)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(1 << 20), directory = BUF_INIT(1 << 20);

    for (size_t i = 0; i < count; i++) {
        const struct entry *e = &entries[i];
        uint32_t offset = (uint32_t)out.len;

        add_number(&out, 0x04034b50, 4);
        add_number(&out, 20, 2);
        add_common(&out, e);
        buf_adds(&out, e->name);
        buf_adds(&out, e->bytes);
        add_number(&directory, 0x02014b50, 4);
        add_number(&directory, 3 << 8 | 20, 2); /* made on Unix */
        add_number(&directory, 20, 2);
        add_common(&directory, e);
        add_number(&directory, 0, 6);
        add_number(&directory, (uint32_t)e->mode << 16, 4);
        add_number(&directory, offset, 4);
        buf_adds(&directory, e->name);
    }
    add_number(&directory, 0x06054b50, 4);
    add_number(&directory, 0, 4);
    add_number(&directory, (uint32_t)count, 2);
    add_number(&directory, (uint32_t)count, 2);
    add_number(&directory, (uint32_t)directory.len - 12, 4);
    add_number(&directory, (uint32_t)out.len, 4);
    add_number(&directory, 0, 2);
    buf_add(&out, directory.data, directory.len);
    folder_put_bytes(state, name, out.data, out.len);
}

static char *inside(void **state, const char *name)
{
    return file_join(*state, name);
}

static void an_archive_is_unpacked_and_removed(void **state)
{
    static const struct entry entries[] = {
        {.name = "pack/", .bytes = "", .mode = 040755},
        {.name = "pack/problem.yaml", .bytes = "name: x\n"},
        {.name = "pack/data/sample/1.in", .bytes = "1\n", .mode = 0100644},
        {.name = "__MACOSX/pack/._1.in", .bytes = "junk"},
    };
    cleanup_free char *path = inside(state, "a.zip"), *file = NULL, *top = NULL;
    struct archive_place place = {0};
    struct err err = {0};

    put_zip(state, "a.zip", entries, 4);
    assert_true(archive_is(path));
    assert_true(archive_has_package(path));
    if (archive_unpack(&place, path, &err) < 0)
        fail_msg("%s", err.msg);
    assert_string_equal(strrchr(place.package, '/'), "/pack");
    file = file_join(place.package, "data/sample/1.in");
    assert_int_equal(access(file, R_OK), 0);
    top = strdup(place.top);
    archive_remove(&place);
    assert_int_equal(access(top, F_OK), -1);
}

static void what_would_leave_the_directory_is_refused(void **state)
{
    static const struct {
        struct entry entries[2];
        const char *words;
    } cases[] = {
        {{{.name = "../x", .bytes = ""}}, "'../x' is no name"},
        {{{.name = "a/../../x", .bytes = ""}}, "is no name"},
        {{{.name = "/etc/x", .bytes = ""}}, "is no name"},
        {{{.name = "a//x", .bytes = ""}}, "is no name"},
        {{{.name = "./x", .bytes = ""}}, "is no name"},
        {{{.name = "..\\x", .bytes = ""}}, "is no name"},
        {{{.name = "a\nx", .bytes = ""}}, "is no name"},
        {{{.name = "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21", .bytes = ""}},
         "is no name"},
        {{{.name = "link", .bytes = "/etc", .mode = 0120777}, {.name = "link/x", .bytes = ""}},
         "is a symbolic link"},
        {{{.name = "x", .bytes = "1"}, {.name = "x", .bytes = "2"}}, "the name occurs twice"},
        {{{.name = "x", .bytes = "1"}, {.name = "x/y", .bytes = "2"}}, "'x/y'"},
        {{{.name = "x/y", .bytes = "1"}, {.name = "x", .bytes = "2"}}, "the name occurs twice"},
        {{{.name = "x", .bytes = "1", .flags = 1}}, "is encrypted"},
        {{{.name = "x", .bytes = "1", .damaged = 1}}, "is damaged"},
    };
    cleanup_free char *path = inside(state, "a.zip");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct archive_place place = {0};
        struct err err = {0};

        put_zip(state, "a.zip", cases[i].entries, cases[i].entries[1].name ? 2 : 1);
        if (archive_unpack(&place, path, &err) == 0)
            fail_msg("not refused: %s", cases[i].words);
        assert_null(place.top);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(err.msg, cases[i].words) || !strstr(err.msg, "a.zip: "))
            fail_msg("'%s' is not in: %s", cases[i].words, err.msg);
    }
}

static void a_broken_archive_is_refused(void **state)
{
    cleanup_free char *path = inside(state, "a.zip");
    struct archive_place place = {0};
    struct err err = {0};

    folder_put_bytes(state, "a.zip", "PK\3\4 and no more", 16);
    assert_true(archive_is(path));
    assert_false(archive_has_package(path));
    assert_int_equal(archive_unpack(&place, path, &err), -1);
    assert_non_null(strstr(err.msg, "not a zip archive that can be read"));
    folder_put(state, "a.zip", "text");
    assert_false(archive_is(path));
    assert_false(archive_is(*state));
}

/* ---- a tree of packages */

static void a_tree_lists_directories_and_archives(void **state)
{
    static const struct entry packed[] = {{.name = "problem.yaml", .bytes = "name: x\n"}};
    static const struct entry polygon[] = {{.name = "b/problem.xml", .bytes = ""}};
    static const struct entry other[] = {{.name = "notes.txt", .bytes = ""},
                                         {.name = "a/b/problem.yaml", .bytes = ""}};
    static const char *const wanted[] = {"/contest/a", "/contest/b.zip", "/contest/c.kpp",
                                         "/contest/deep/d"};
    struct err err = {0};
    char **dirs;
    size_t count;

    folder_put(state, "contest/a/problem.yaml", "");
    folder_put(state, "contest/a/attachments/problem.yaml", "");
    put_zip(state, "contest/a.zip", packed, 1); /* the same as contest/a */
    put_zip(state, "contest/b.zip", polygon, 1);
    put_zip(state, "contest/c.kpp", packed, 1);
    put_zip(state, "contest/other.zip", other, 2);
    put_zip(state, "contest/odd.bin", packed, 1);
    folder_put(state, "contest/broken.zip", "PK");
    folder_put(state, "contest/deep/d/problem.xml", "");
    folder_link(state, "contest/deep/again", "..");
    if (package_tree_list(*state, &dirs, &count, &err) < 0)
        fail_msg("%s", err.msg);
    for (size_t i = 0; i < count && i < 4; i++)
        assert_string_equal(dirs[i] + strlen(*state), wanted[i]);
    assert_int_equal(count, 4);
    file_list_free(dirs, count);
}

/* ---- a tree of files */

static void files_of_a_tree_have_their_paths_as_names(void **state)
{
    static const char *const wanted[] = {"a", "b/c", "b/link", "z"};
    struct named_file *files;
    struct err err = {0};
    size_t count;

    folder_put(state, "z", "");
    folder_put(state, "a", "");
    folder_put(state, "b/c", "");
    folder_put(state, "b/.hidden", "");
    folder_put(state, "b/a b", "");
    folder_put(state, "__pycache__/a.pyc", "");
    folder_link(state, "b/link", "../a");
    if (tree_read(&files, &count, *state, *state, 4, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(files[i].name, wanted[i]);
    tree_free(files, count);
    assert_int_equal(tree_read(&files, &count, *state, *state, 3, &err), -1);
    assert_non_null(strstr(err.msg, "more than 3 files"));
    folder_link(state, "b/loop", ".");
    assert_int_equal(tree_read(&files, &count, *state, *state, 1000, &err), -1);
    assert_non_null(strstr(err.msg, "more than 8 levels"));
    folder_link(state, "a-way", "/etc/passwd");
    assert_int_equal(tree_read(&files, &count, *state, *state, 1000, &err), -1);
    assert_non_null(strstr(err.msg, "out of the package"));
}

/* ---- constants */

static void constants_stand_for_their_values(void **state)
{
    static const char *const no_names[] = {"", "a b", "1a", "name/key", "a-b"};
    static const struct {
        const char *text, *replaced;
    } cases[] = {
        {"int x[{{most}}];", "int x[1000];"},
        {"{{most}}{{most}}", "10001000"},
        {"{{quoted_1}}", "a \"b\""},
        {"{{set.most}}", "7"},
        {"{{mos}} {{most }} {most} {{}} {{", "{{mos}} {{most }} {most} {{}} {{"},
        {"{{{most}}}", "{1000}"},
        {"", ""},
    };
    struct problem problem = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(constants_add(&problem, "most", "1000", &err), 0);
    assert_int_equal(constants_add(&problem, "quoted_1", "a \"b\"", &err), 0);
    assert_int_equal(constants_add(&problem, "set.most", "7", &err), 0);
    for (size_t i = 0; i < sizeof no_names / sizeof *no_names; i++)
        assert_int_equal(constants_add(&problem, no_names[i], "x", &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cleanup_with(buf_release) struct buf text = BUF_INIT(100);

        buf_adds(&text, cases[i].text);
        assert_int_equal(constants_replace(&problem, &text, &err), 0);
        assert_string_equal(buf_str(&text), cases[i].replaced);
    }
    {
        cleanup_with(buf_release) struct buf text = BUF_INIT(10);

        buf_adds(&text, "{{most}}..");
        assert_int_equal(constants_replace(&problem, &text, &err), 0);
        buf_clear(&text);
        assert_int_equal(constants_add(&problem, "x", "0123456789ab", &err), 0);
        buf_adds(&text, "{{x}}");
        assert_int_equal(constants_replace(&problem, &text, &err), -1);
    }
    constants_free(&problem);
}

/* ---- one JSON file */

static void a_problem_in_json_has_its_tests_as_samples(void **state)
{
    cleanup_free char *path = inside(state, "a.prob");
    struct problem *p = NULL;
    struct err err = {0};

    folder_put(state, "a.prob",
               "{\"name\": \"A\\u0041\", \"timeLimit\": 1500, \"memoryLimit\": 64, \"other\": [],"
               "\"tests\": [{\"id\": 1, \"input\": \"1\\n\", \"output\": \"2\"},"
               "{\"input\": \"\", \"output\": \"\"}]}");
    if (problem_load(&p, path, &err) < 0)
        fail_msg("%s", err.msg);
    assert_string_equal(p->name, "AA");
    assert_int_equal(p->time_limit, 1500 * (NSEC_PER_SEC / 1000));
    assert_int_equal(p->memory_limit, 64 * MIB);
    assert_int_equal(p->sample_count, 2);
    assert_string_equal(p->samples[0].input.bytes, "1\n");
    assert_int_equal(p->samples[1].answer.length, 0);
    problem_free(p);
}

static void json_that_is_no_problem_is_refused(void **state)
{
    static const struct {
        const char *json, *words;
    } cases[] = {
        {"[]", "is no object"},
        {"{", "neither a directory, a zip archive nor a problem in JSON"},
        {"{}", "no list 'tests'"},
        {"{\"tests\": {}}", "no list 'tests'"},
        {"{\"tests\": []}", "a problem without tests"},
        {"{\"tests\": [1]}", "a test that is no object"},
        {"{\"tests\": [{\"input\": \"\"}]}", "a test without 'output'"},
        {"{\"tests\": [{\"input\": 1, \"output\": \"\"}]}", "a test's input"},
        {"{\"tests\": [{\"input\": \"\", \"output\": \"\"}], \"timeLimit\": -1}", "timeLimit"},
        {"{\"tests\": [{\"input\": \"\", \"output\": \"\"}], \"memoryLimit\": 1e99}",
         "memoryLimit"},
        {"{\"tests\": [{\"input\": \"\", \"output\": \"\"}], \"interactive\": true}",
         "without its interactor"},
    };
    cleanup_free char *path = inside(state, "a.prob");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problem *p = NULL;
        struct err err = {0};

        folder_put(state, "a.prob", cases[i].json);
        if (problem_load(&p, path, &err) == 0)
            fail_msg("not refused: %s", cases[i].json);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(err.msg, cases[i].words) || !strstr(err.msg, "a.prob: "))
            fail_msg("'%s' is not in: %s", cases[i].words, err.msg);
    }
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_archive_is_unpacked_and_removed),
        IN_FOLDER(what_would_leave_the_directory_is_refused),
        IN_FOLDER(a_broken_archive_is_refused),
        IN_FOLDER(a_tree_lists_directories_and_archives),
        IN_FOLDER(files_of_a_tree_have_their_paths_as_names),
        cmocka_unit_test(constants_stand_for_their_values),
        IN_FOLDER(a_problem_in_json_has_its_tests_as_samples),
        IN_FOLDER(json_that_is_no_problem_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
