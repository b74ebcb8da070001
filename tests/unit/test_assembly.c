/* SPDX-License-Identifier: MIT */
/* A submission's files and those of include/ as one program: names beside a driver, and what replaces what. */
#include "judge/assembly.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void put(struct build_files *files, const char *name)
{
    struct err err = {0};
    int fd = file_memfd("file", name, strlen(name), &err);

    if (fd < 0)
        fail_msg("%s", err.msg);
    files->list[files->count++] = (struct run_file){.name = name, .fd = fd};
}

static void close_files(struct build_files *files)
{
    while (files->count > 0)
        close(files->list[--files->count].fd);
}

/* Names of the files beside the main source, each with a blank behind it. */
static void list_names(const struct assembly *assembly, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < assembly->more.count; i++)
        snprintf(out + strlen(out), size - strlen(out), "%s ", assembly->more.list[i].name);
}

static const struct {
    const char *language, *name, *own, *included;
    const char *source;
    const char *wanted; /* beside the main source; NULL: it is lost */
    bool driven;
} rows[] = {
    {"python3", "a.py", "", "", "x", "", false},
    {"python3", "a.py", "b.py ", "c.py ", "x", "b.py c.py ", false},
    {"python3", "a.py", "b.py c.py ", "c.py ", "x", "b.py c.py ", false}, /* include/'s */
    {"python3", "a.py", "", "main.py ", "x", "a.py ", true},
    {"pypy3", "a.py", "", "main.py ", "x", "a.py ", true},
    {"python3", NULL, "", "main.py c.py ", "x", "solution.py c.py ", true},
    {"python3", "a.txt", "", "main.py ", "x", "solution.py ",
     true}, /* submissions.yaml says the language */
    {"cpp", "-o.cpp", "", "main.cpp ", "x", "solution.cpp ", true},
    {"cpp", "a;b.cpp", "", "main.cpp ", "x", "solution.cpp ", true},
    {"cpp17", "a.cc", "b.h ", "main.cpp ", "x", "a.cc b.h ", true},
    {"python3", "main.py", "", "main.py ", "x", NULL, true},
    {"python3", "main.py", "notes.txt ", "main.py ", "x", NULL, true},
    {"python3", "main.py", "b.py ", "main.py ", "x", "b.py ", true},
    {"python3", "main.py", "b.py ", "main.py b.py ", "x", NULL, true},
    {"python3", NULL, "", "main.py solution.py ", "x", NULL, true},
    {"java", NULL, "", "Main.java ", "class A { }", "Solution.java ", true},
    {"java", NULL, "", "Main.java ", "public class A { }", "A.java ", true},
    {"java", "B.java", "", "Main.java ", "public class A { }", "A.java ", true},
    {"java", "B.java", "", "Main.java ", "class A { }", "B.java ", true},
    {"java", "Main.java", "", "Main.java ", "public class A { }", NULL, true},
    {"java", NULL, "", "Main.java ", "public class Main { }", "Solution.java ", true},
};

static void split(struct build_files *files, char *names)
{
    for (char *rest = NULL, *name = strtok_r(names, " ", &rest); name;
         name = strtok_r(NULL, " ", &rest))
        put(files, name);
}

static void names_and_replacements(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct build_files own_more = {.count = 0}, included = {.count = 0};
        const struct own_files own = {.language = language_by_name(rows[i].language),
                                      .source = rows[i].source,
                                      .length = strlen(rows[i].source),
                                      .name = rows[i].name,
                                      .more = &own_more};
        char own_names[100], included_names[100], found[200];
        struct assembly assembly;
        struct err err = {0};

        if (!own.language)
            continue; /* not installed here */
        snprintf(own_names, sizeof own_names, "%s", rows[i].own);
        snprintf(included_names, sizeof included_names, "%s", rows[i].included);
        split(&own_more, own_names);
        split(&included, included_names);
        if (assembly_make(&assembly, &included, &own, &err) < 0)
            fail_msg("row %zu: %s", i, err.msg);
        list_names(&assembly, found, sizeof found);
        if (assembly.is_lost != !rows[i].wanted ||
            (rows[i].wanted && strcmp(found, rows[i].wanted) != 0))
            fail_msg("row %zu: '%s'%s", i, found, assembly.is_lost ? ", lost" : "");
        assert_int_equal(strncmp(assembly.source, rows[i].source, assembly.length) != 0,
                         rows[i].driven);
        assembly_release(&assembly);
        close_files(&own_more);
        close_files(&included);
    }
}

static void more_files_than_a_build_takes_are_refused(void **state)
{
    struct build_files own_more = {.count = 0}, included = {.count = 0};
    const struct own_files own = {
        .language = language_by_name("c"), .source = "x", .length = 1, .more = &own_more};
    static char names[BUILD_FILES_MAX][16];
    struct assembly assembly;
    struct err err = {0};

    (void)state;
    for (int i = 0; i < BUILD_FILES_MAX; i++) {
        snprintf(names[i], sizeof names[i], "%d.h", i);
        own_more.list[own_more.count++] = (struct run_file){.name = names[i], .fd = 0};
    }
    put(&included, "main.c");
    assert_int_equal(assembly_make(&assembly, &included, &own, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.msg, "more than 90 files with those of include/"));
    close_files(&included);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_replacements),
        cmocka_unit_test(more_files_than_a_build_takes_are_refused),
    };

    return cmocka_run_group_tests_name("assembly", tests, NULL, NULL);
}
