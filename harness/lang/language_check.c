/* SPDX-License-Identifier: MIT */
#include "lang/language_check.h"
#include "lang/compile/build.h"
#include "lang/program.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <string.h>

enum { NAME_MAX_HERE = 32, COMPILE_WORDS_MAX = 40, WORDS_BYTES_MAX = 6000, VARIABLES_MAX = 16 };

/* ---- places */

static bool begins_with_directory(const char *path, const char *directory)
{
    size_t n = strlen(directory);

    return strncmp(path, directory, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

bool language_is_shown(const char *path)
{
    static const char *const usual[] = {"/bin",     "/lib",        "/lib32",       "/lib64",
                                        "/usr/bin", "/usr/lib",    "/usr/lib32",   "/usr/lib64",
                                        "/libx32",  "/usr/libx32", "/usr/libexec", "/usr/include"};

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (begins_with_directory(path, usual[i]))
            return true;
    return false;
}

/* "/a/b": absolute, and as the kernel would write it, but for links. */
static bool is_plain_path(const char *path)
{
    const char *end;

    if (path[0] != '/' || strlen(path) > 400)
        return false;
    for (const char *name = path + 1;; name = end + 1) {
        size_t n = (size_t)((end = strchrnul(name, '/')) - name);

        if (n == 0 || (name[0] == '.' && (n == 1 || (n == 2 && name[1] == '.'))))
            return false;
        if (!*end)
            return true;
    }
}

static size_t depth_of(const char *path)
{
    size_t depth = 0;

    for (; *path; path++)
        depth += *path == '/';
    return depth;
}

int language_check_place(const char *path, struct err *err)
{
    static const char *const own[] = {"/tmp", "/dev", "/proc", "/sys", "/run", "/work", "/cache"};
    /* What has so many names is too much to show; of other directories: one. */
    static const struct {
        const char *path;
        size_t depth;
    } broad[] = {{"", 1},           {"/home", 2},          {"/usr/local", 2},
                 {"/usr/share", 2}, {"/var/lib", 2},       {"/var/tmp", 2},
                 {"/var/cache", 2}, {"/usr/local/lib", 3}, {"/usr/local/share", 3}};

    if (!is_plain_path(path))
        return err_set(err, ERR_INPUT, "'%.100s' is not an absolute path without . and ..", path);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (begins_with_directory(path, own[i]))
            return err_set(err, ERR_INPUT, "'%.100s': a cell has a %s of its own", path, own[i]);
    for (size_t i = 0; i < sizeof broad / sizeof *broad; i++)
        if (begins_with_directory(path, broad[i].path) && depth_of(path) <= broad[i].depth)
            return err_set(err, ERR_INPUT,
                           "'%.100s' is more than a toolchain, and all programs could read it",
                           path);
    return 0;
}

/* ---- names */

/* A name that language_name.h reads, and that a list of names can hold. */
static bool is_name(const char *text, const char *others)
{
    size_t n = strlen(text);

    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr(others, *p))
            return false;
    return n > 0 && n <= NAME_MAX_HERE;
}

static int check_names(const struct language *row, struct err *err)
{
    if (!is_name(row->name, "+#_-.") || strcmp(row->name, "scripts") == 0)
        return err_set(err, ERR_INPUT, "'name' wants letters, digits, + # _ - and ., at most %d",
                       NAME_MAX_HERE);
    for (const char *const *word = row->aliases; word && *word; word++)
        if (!is_name(*word, "+#_-."))
            return err_set(err, ERR_INPUT, "'aliases': '%.40s' is no name", *word);
    for (const char *const *word = row->extensions; word && *word; word++)
        if (!is_name(*word, "+_"))
            return err_set(err, ERR_INPUT, "'extensions': '%.40s' is not what follows a dot",
                           *word);
    return 0;
}

/* A file of the work directory; program_fill and build keep room for so long a name. */
static bool is_file_name(const char *name)
{
    return is_name(name, "+_-.") && name[0] != '.' && name[0] != '-';
}

/* ---- commands */

size_t language_count_words(const char *const *words)
{
    size_t n = 0;

    while (words && words[n])
        n++;
    return n;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; words && *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

/* The placeholder that begins here, its braces included; 0: what looks like none. */
static size_t placeholder_length(const char *text)
{
    size_t n = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_");

    return text[0] == '{' && n > 0 && text[n + 1] == '}' ? n + 2 : 0;
}

/* One of the known ones, and one in a word: what is not filled in would reach the command as it is. */
static int check_placeholders(const char *key, const char *word, const char *const *known,
                              bool whole, struct err *err)
{
    unsigned found = 0;

    for (const char *p = strchr(word, '{'); p; p = strchr(p + 1, '{')) {
        size_t n = placeholder_length(p);
        bool good = false;

        for (const char *const *one = known; n > 0 && *one; one++)
            good |= strlen(*one) == n && strncmp(*one, p, n) == 0;
        if (n > 0 && (!good || ++found > 1 || (whole && strlen(word) != n)))
            return err_set(err, ERR_INPUT, "'%s': '%.80s': no such placeholder here", key, word);
    }
    return 0;
}

static int check_command(const char *key, const char *const *words, size_t most,
                         const char *const *known, bool whole, struct err *err)
{
    size_t bytes = 0;

    if (language_count_words(words) > most)
        return err_set(err, ERR_INPUT, "'%s' has more than %zu words", key, most);
    for (const char *const *word = words; *word; word++) {
        bytes += strlen(*word) + 1;
        if (check_placeholders(key, *word, known, whole, err) < 0)
            return -1;
    }
    if (bytes > WORDS_BYTES_MAX)
        return err_set(err, ERR_INPUT, "'%s' has more than %d bytes", key, WORDS_BYTES_MAX);
    return 0;
}

static int check_compile(const struct language *row, struct err *err)
{
    static const char *const known[] = {SOURCES, MAIN_SOURCE, LINKER, ARCHIVE, JAVAC_ARCHIVE, NULL};
    const char *const *words = row->compile;

    if (!words)
        return row->product ? err_set(err, ERR_INPUT, "'product' without 'compile'") : 0;
    if (!is_plain_path(words[0]))
        return err_set(err, ERR_INPUT, "'compile' must begin with the absolute path of a program");
    if (check_command("compile", words, COMPILE_WORDS_MAX, known, true, err) < 0)
        return -1;
    if (!row->first_error)
        return err_set(err, ERR_INPUT, "'first_error' is null, and there is a compiler");
    if (row->product && !has_word(words, SOURCES) && !has_word(words, MAIN_SOURCE))
        return err_set(err, ERR_INPUT, "'compile' names no source: %s or %s is missing", SOURCES,
                       MAIN_SOURCE);
    if (!row->archive_source != !(has_word(words, ARCHIVE) || has_word(words, JAVAC_ARCHIVE)))
        return err_set(err, ERR_INPUT, "'archive_source' and the word %s or %s need each other",
                       ARCHIVE, JAVAC_ARCHIVE);
    if (row->check_can_wait && row->product)
        return err_set(err, ERR_INPUT, "'check_can_wait': what makes a product cannot wait");
    /* The key of a precompiled header says which compiler it is by the files of Debian's. */
    if (row->precompiles && strcmp(words[0], "/usr/bin/g++") != 0)
        return err_set(err, ERR_INPUT, "'precompiles' must be false: it is for /usr/bin/g++ alone");
    return 0;
}

/* What program_fill makes of the words must fit into struct program_call. */
static bool fits_call(const char *const *words)
{
    enum { DIGITS = 20 };
    size_t bytes = 0;

    for (; *words; words++)
        bytes += strchr(*words, '{') ? strlen(*words) + DIGITS : 0;
    return bytes < sizeof((struct program_call *)NULL)->words;
}

/* Two words are left for the interpreter of a script. */
static int check_run(const struct language *row, struct err *err)
{
    static const char *const known[] = {"{memory}", "{heap}", "{stack}", "{stack_kib}", NULL};
    bool is_product = row->run && strcmp(row->run[0], "./program") == 0;

    if (!row->run)
        return err_set(err, ERR_INPUT, "'run' is missing");
    if (!is_product && !is_plain_path(row->run[0]))
        return err_set(err, ERR_INPUT,
                       "'run' must begin with the absolute path of a program, or be ./program");
    if (is_product && !row->product)
        return err_set(err, ERR_INPUT, "'run' is ./program, and there is no 'product'");
    if (check_command("run", row->run, PROGRAM_WORDS_MAX - 3, known, false, err) < 0)
        return -1;
    if (!fits_call(row->run))
        return err_set(err, ERR_INPUT, "'run': too long words with placeholders");
    if (row->run_profile == PROFILE_NATIVE && !is_product)
        return err_set(err, ERR_INPUT, "'run_profile': native is for ./program alone");
    if (row->find_modules && row->run_profile != PROFILE_INTERPRETER)
        return err_set(err, ERR_INPUT, "'find_modules' is for the profile interpreter");
    return 0;
}

static int check_files(const struct language *row, struct err *err)
{
    if (!row->source_name || !is_file_name(row->source_name))
        return err_set(err, ERR_INPUT, "'source_name' wants a file's name, such as main.x");
    if (row->product &&
        (!is_file_name(row->product) || strcmp(row->product, row->source_name) == 0))
        return err_set(err, ERR_INPUT, "'product' wants a file's name, and not that of the source");
    if (row->script && (!row->compile || language_count_words(row->compile) < 2))
        return err_set(err, ERR_INPUT, "'script' is for a compiler's command that names it");
    for (const char *const *path = row->must_have; path && *path; path++)
        if (!is_plain_path(*path))
            return err_set(err, ERR_INPUT, "'must_have': '%.100s' is no absolute path", *path);
    return 0;
}

/* The fixed environment of a cell stays as it is (sandbox/inside/spawn.c). */
static int check_environment(const struct language *row, struct err *err)
{
    static const char *const fixed[] = {"PATH",        "HOME",           "TMPDIR",
                                        "LANG",        "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE",
                                        "ONLINE_JUDGE"};
    size_t bytes = 0;

    if (language_count_words(row->environment) > VARIABLES_MAX)
        return err_set(err, ERR_INPUT, "'environment' has more than %d variables", VARIABLES_MAX);
    for (const char *const *v = row->environment; v && *v; v++) {
        size_t n = strcspn(*v, "=");

        if (n == 0 || !(*v)[n])
            return err_set(err, ERR_INPUT, "'environment' wants NAME=VALUE, not '%.80s'", *v);
        for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
            if (strlen(fixed[i]) == n && strncmp(*v, fixed[i], n) == 0)
                return err_set(err, ERR_INPUT, "'environment': %s is fixed", fixed[i]);
        bytes += strlen(*v) + 1;
    }
    return bytes <= 4000 ? 0 : err_set(err, ERR_INPUT, "'environment' has more than 4000 bytes");
}

static int check_places(const struct language *row, struct err *err)
{
    for (const char *const *place = row->places; place && *place; place++)
        if (!language_is_shown(*place) && language_check_place(*place, err) < 0)
            return err_wrap(err, "'places'");
    return 0;
}

int language_check(const struct language *row, struct err *err)
{
    if (check_names(row, err) < 0 || check_files(row, err) < 0 || check_compile(row, err) < 0 ||
        check_run(row, err) < 0 || check_environment(row, err) < 0 || check_places(row, err) < 0)
        return -1;
    if (row->version && row->version[0][0] != '/')
        return err_set(err, ERR_INPUT,
                       "'version_command' must begin with the absolute path of a program");
    return 0;
}
