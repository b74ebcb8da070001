/* SPDX-License-Identifier: MIT */
/* The table of languages: by name, by file, and that its rows are whole. */
#include "lang/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void a_language_is_known_by_the_names_candidates_give(void **state)
{
    static const struct {
        const char *name, *language;
    } names[] = {
        {"c", "c"},
        {"C", "c"},
        {"C11", "c"},
        {"cpp", "cpp"},
        {"C++", "cpp"},
        {"c++17", "cpp"},
        {"Cpp20", "cpp"},
        {"GNU C++", "cpp"},
        {"python3", "python3"},
        {"Python 3", "python3"},
        {"PYTHON", "python3"},
        {"py", "python3"},
        {"", NULL},
        {"python2", NULL},
        {"c ", NULL},
        {"java", NULL},
        {"cp", NULL},
        {"python 3 ", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct language *found = language_by_name(names[i].name);

        if (!found != !names[i].language || (found && strcmp(found->name, names[i].language) != 0))
            fail_msg("'%s' is %s", names[i].name, found ? found->name : "unknown");
    }
}

static void a_file_is_known_by_its_extension(void **state)
{
    static const struct {
        const char *file, *language;
    } files[] = {
        {"a.c", "c"},          {"a.cpp", "cpp"},   {"a.b.cc", "cpp"}, {"dir.py/a.cxx", "cpp"},
        {"a.py", "python3"},   {".py", "python3"}, {"a", NULL},       {"a.", NULL},
        {"a.pyc", NULL},       {"c", NULL},        {"", NULL},        {"a.c.txt", NULL},
        {"dir.c/noext", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct language *found = language_by_file(files[i].file);

        if (!found != !files[i].language || (found && strcmp(found->name, files[i].language) != 0))
            fail_msg("'%s' is %s", files[i].file, found ? found->name : "unknown");
    }
}

static void every_row_is_whole(void **state)
{
    const struct language *l;

    (void)state;
    for (size_t i = 0; (l = language_at(i)); i++) {
        /* What is not there is not known by its name, nor what has no extension by that. */
        assert_ptr_equal(language_by_name(l->name),
                         l->optional && access(l->run[0], X_OK) < 0 ? NULL : l);
        if (l->extensions[0])
            assert_ptr_equal(language_by_file(l->source_name), l);
        assert_true(strlen(l->title) > 0);
        assert_int_equal(l->compile[0][0], '/');
        /* What is compiled is the source in the work directory, by its own name. */
        if (l->product) {
            bool named = false;

            for (const char *const *arg = l->compile; *arg; arg++)
                named = named || strcmp(*arg, l->source_name) == 0;
            assert_true(named);
            assert_int_equal(l->run_profile, PROFILE_NATIVE);
        } else {
            assert_int_equal(l->run[0][0], '/');
            assert_int_equal(l->run_profile, PROFILE_INTERPRETER);
        }
    }
    assert_true(language_at(0) && !language_at(SIZE_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_is_known_by_the_names_candidates_give),
        cmocka_unit_test(a_file_is_known_by_its_extension),
        cmocka_unit_test(every_row_is_whole),
    };

    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
