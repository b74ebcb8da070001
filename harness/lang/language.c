/* SPDX-License-Identifier: MIT */
#include "lang/language.h"
#include "lang/language_name.h"
#include "lang/language_rows.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/*
 * Set once, before anything asks for a language (languages_file.h). It belongs to the process: which files are sources is asked
 * in rooms that have no session, and one process must have one answer.
 */
static const struct language *const *replaced;

void language_replace_all(const struct language *const *all)
{
    replaced = all;
}

const struct language *language_built_in(size_t i)
{
    size_t compiled = 0;

    while (compiled < i && language_compiled(compiled))
        compiled++;
    return language_compiled(compiled) ? language_compiled(i) : language_interpreted(i - compiled);
}

const struct language *language_at(size_t i)
{
    if (!replaced)
        return language_built_in(i);
    for (size_t k = 0; replaced[k]; k++)
        if (k == i)
            return replaced[k];
    return NULL;
}

/* "./program" is made here; all other commands are files of the host. */
static bool command_is_there(const char *const *command)
{
    return !command || command[0][0] != '/' || access(command[0], X_OK) == 0;
}

const char *language_lacks(const struct language *language)
{
    if (!command_is_there(language->compile))
        return language->compile[0];
    if (!command_is_there(language->run))
        return language->run[0];
    /* A compiler in a JVM, or one that a script of ours calls. */
    for (const char *const *place = language->must_have; place && *place; place++)
        if (access(*place, F_OK) < 0)
            return *place;
    return NULL;
}

bool language_is_installed(const struct language *language)
{
    return language_lacks(language) == NULL;
}

bool language_is(const struct language *language, const char *name)
{
    return strcmp(language->family ? language->family : language->name, name) == 0;
}

static int64_t extend(int64_t limit, double factor, int64_t extra)
{
    return (factor > 0 ? (int64_t)((double)limit * factor) : limit) + extra;
}

bool language_compiles(const struct language *language, const char *file_name)
{
    const struct language *its = language_by_file(file_name);

    return its && strcmp(language_code(its), language_code(language)) == 0;
}

const char *language_code(const struct language *language)
{
    if (language->family)
        return language->family;
    return strcmp(language->name, "pypy3") == 0 ? "python3" : language->name;
}

void language_entry_point(const struct language *language, const char *source_name, char *out,
                          size_t size)
{
    const char *dot = strrchr(source_name, '.');
    int stem = (int)(dot ? (size_t)(dot - source_name) : strlen(source_name));

    if (language_is(language, "java"))
        snprintf(out, size, "%.*s", stem, source_name);
    else if (language_is(language, "kotlin"))
        snprintf(out, size, "%c%.*sKt", toupper((unsigned char)*source_name), stem - 1,
                 source_name + 1);
    else
        snprintf(out, size, "%s", source_name);
}

void language_extend(const struct language *language, nsec_t *time, bytes_t *memory)
{
    *time = extend(*time, language->time_factor, language->time_extra_ms * NSEC_PER_MS);
    *memory = extend(*memory, language->memory_factor, language->memory_extra_mib * MIB);
}

bool language_level_refusal(const struct language *language, enum isolation level, char *out,
                            size_t size)
{
    if (!language->not_at_basic || level != ISOLATION_BASIC)
        return false;
    snprintf(out, size, "the runtime of language '%s' %s, which isolation 'basic' does not allow",
             language->name, language->not_at_basic);
    return true;
}

const char *language_tool(const struct language *language)
{
    if (language->must_have)
        return language->must_have[0];
    return language->compile ? language->compile[0] : language->run[0];
}

const char *language_run_file(const struct language *language)
{
    if (!language->product)
        return language->source_name;
    return language->run[0][0] == '/' ? language->product : NULL;
}

static const struct language *find_by_name(const char *text)
{
    const char *name = language_name_find(text);
    const struct language *language;

    for (size_t i = 0; name && (language = language_at(i)); i++)
        if (strcmp(language->name, name) == 0)
            return language;
    return NULL;
}

const struct language *language_by_name(const char *name)
{
    const struct language *language = find_by_name(name);

    return language && language_is_installed(language) ? language : NULL;
}

const struct language *language_not_installed(const char *name)
{
    const struct language *language = find_by_name(name);

    return language && !language_is_installed(language) ? language : NULL;
}

/*
 * Languages that are not run here: a file of one of them is a source, and no JSON lines. The names
 * are for messages.
 */
static const struct foreign {
    const char *extension, *name;
} foreigners[] = {
    {"fs", "F#"},         {"vb", "Visual Basic"},  {"dpr", "Delphi"},       {"swift", "Swift"},
    {"jl", "Julia"},      {"nim", "Nim"},          {"clj", "Clojure"},      {"ex", "Elixir"},
    {"cob", "COBOL"},     {"dart", "Dart"},        {"zig", "Zig"},          {"cu", "CUDA"},
    {"m", "Objective-C"}, {"py2", "Python 2"},     {"h", "a C header"},     {"asm", "assembler"},
    {"s", "assembler"},   {"ipynb", "a notebook"}, {"hpp", "a C++ header"},
};

const char *language_not_run(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');

    for (size_t i = 0; dot && i < sizeof foreigners / sizeof *foreigners; i++)
        if (strcasecmp(dot + 1, foreigners[i].extension) == 0)
            return foreigners[i].name;
    return NULL;
}

static void say_missing(const struct language *language, char *out, size_t size)
{
    const char *lacks = language_lacks(language);

    if (language->of_user || !language->package)
        snprintf(out, size, "language '%s' is not installed: %.80s is not there", language->name,
                 lacks ? lacks : "a file");
    else
        snprintf(out, size, "language '%s' is not installed: apt install %s", language->name,
                 language->package);
}

void language_refusal(const char *name, char *out, size_t size)
{
    const struct language *missing = language_not_installed(name);

    if (missing)
        say_missing(missing, out, size);
    else
        snprintf(out, size, "unknown language '%.80s' (see `winnow languages`)", name);
}

void language_file_refusal(const char *file_name, char *out, size_t size)
{
    const struct language *missing = language_by_file(file_name);
    const char *foreign = language_not_run(file_name);

    if (missing)
        say_missing(missing, out, size);
    else
        snprintf(out, size, "%s%s (see `winnow languages`)", foreign ? foreign : "unknown language",
                 foreign ? " is not run here" : "");
}

/* The user's rows come before the table's. */
static const struct language *find_by_extension(const char *extension,
                                                int (*compare)(const char *, const char *))
{
    const struct language *language, *found = NULL;

    for (size_t i = 0; (language = language_at(i)); i++)
        for (const char *const *known = language->extensions; known && *known; known++)
            if (compare(extension, *known) == 0 && (!found || language->of_user > found->of_user))
                found = language;
    return found;
}

const struct language *language_by_file(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');
    const struct language *exactly = dot ? find_by_extension(dot + 1, strcmp) : NULL;

    return exactly || !dot ? exactly : find_by_extension(dot + 1, strcasecmp);
}
