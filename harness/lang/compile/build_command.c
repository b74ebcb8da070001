/* SPDX-License-Identifier: MIT */
#include "lang/compile/build_command.h"
#include "lang/gcc/gcc.h"

#include <string.h>

bool build_command_is_source(const char *word)
{
    return strcmp(word, SOURCES) == 0 || strcmp(word, MAIN_SOURCE) == 0;
}

static int add_word(struct build *build, size_t *n, const char *word, struct err *err)
{
    if (*n == BUILD_WORDS_MAX)
        return err_set(err, ERR_INPUT, "too many sources for one compiler's command");
    build->argv[(*n)++] = word;
    return 0;
}

/* The option that reads the archive of the compiler's classes, or NULL. */
static const char *find_archive(struct build *build, const char *word)
{
    const char *path =
        build->plain || !build->cache ? NULL : build_cache_archive(build->cache, build->language);

    if (!path)
        return NULL;
    java_archive_option(word, path, build->archive_option);
    return build->archive_option;
}

static int add_linker(struct build *build, size_t *n, struct err *err)
{
    const char *const *option = build->plain ? NULL : gcc_linker_options();

    build->other_linker = option != NULL;
    for (; option && *option; option++)
        if (add_word(build, n, *option, err) < 0)
            return -1;
    return 1;
}

/* Whether the word stands for a shortcut; then the options for it are added, if there are any. */
static int add_shortcut(struct build *build, size_t *n, const char *word, struct err *err)
{
    const char *option;

    if (strcmp(word, LINKER) == 0)
        return add_linker(build, n, err);
    if (!java_wants_archive(word))
        return 0;
    option = find_archive(build, word);
    return option && add_word(build, n, option, err) < 0 ? -1 : 1;
}

int build_command_fill(struct build *build, struct err *err)
{
    const struct build_files *more = build->more;
    size_t n = 0;

    build->other_linker = false;
    build->archive_option[0] = '\0';
    for (const char *const *word = build->language->compile; *word; word++) {
        int shortcut = add_shortcut(build, &n, *word, err);

        if (shortcut < 0)
            return -1;
        if (shortcut > 0)
            continue;
        if (add_word(build, &n, build_command_is_source(*word) ? build->source_name : *word, err) <
            0)
            return -1;
        for (size_t i = 0; more && strcmp(*word, SOURCES) == 0 && i < more->count; i++)
            if (language_compiles(build->language, more->list[i].name) &&
                add_word(build, &n, more->list[i].name, err) < 0)
                return -1;
    }
    build->argv[n] = NULL;
    return 0;
}

size_t build_unoptimised(const struct language *language, const char *out[BUILD_WORDS_MAX + 1])
{
    size_t n = 0;

    for (const char *const *word = language->compile; *word && n < BUILD_WORDS_MAX - 1; word++)
        out[n++] = strcmp(*word, "-O2") == 0 ? "-O0" : *word;
    out[n] = NULL;
    return n;
}
