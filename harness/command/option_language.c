/* SPDX-License-Identifier: MIT */
#include "command/option_language.h"
#include "lang/language.h"

#include <stdio.h>
#include <string.h>

static int check_language(const char *option, const char *name, struct err *err)
{
    char sentence[160];

    if (language_by_name(name))
        return 0;
    language_refusal(name, sentence, sizeof sentence);
    return err_set(err, ERR_INPUT, "%s: %s", option, sentence);
}

int option_set_language(struct settings *s, const char *option, const char *value, struct err *err)
{
    if (check_language(option, value, err) < 0)
        return -1;
    s->language = value;
    return 0;
}

/*
 * "FROM=TO,FROM=TO": FROM is what candidates say, and may have commas in it ("GNU G++20 (64 bit,
 * winlibs)"), as a language's name here has none.
 */
int option_set_language_map(struct settings *s, const char *option, const char *value,
                            struct err *err)
{
    struct language_map *map = &s->languages;

    while (*value) {
        const char *equals = strchr(value, '=');
        char to[80] = "";

        if (!equals || equals == value)
            return err_set(err, ERR_INPUT, "%s wants FROM=TO[,FROM=TO], not '%.80s'", option,
                           value);
        if (map->count == sizeof map->list / sizeof *map->list)
            return err_set(err, ERR_INPUT, "%s: more than %zu names", option, map->count);
        sscanf(equals + 1, "%79[^,]", to);
        if (check_language(option, to, err) < 0)
            return -1;
        map->list[map->count++] = (struct language_alias){
            .name = value, .length = (size_t)(equals - value), .language = language_by_name(to)};
        value = equals + 1 + strcspn(equals + 1, ",");
        value += *value == ',';
    }
    return 0;
}

int option_set_python(struct settings *s, const char *option, const char *value, struct err *err)
{
    static const char *const choices[] = {
        [PYTHON_AUTO] = "auto", [PYTHON_CPYTHON] = "cpython", [PYTHON_PYPY] = "pypy"};

    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (strcmp(value, choices[i]) != 0)
            continue;
        s->python = (enum python_choice)i;
        return i == PYTHON_PYPY ? check_language(option, "pypy3", err) : 0;
    }
    return err_set(err, ERR_INPUT, "%s wants auto, cpython or pypy, not '%.80s'", option, value);
}
