/* SPDX-License-Identifier: MIT */
#include "problem/place.h"
#include "lang/language.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_inside(const char *root, const char *resolved)
{
    size_t n = strlen(root);

    if (strcmp(root, "/") == 0)
        return true;
    return strncmp(root, resolved, n) == 0 && (resolved[n] == '/' || resolved[n] == '\0');
}

static int check_link(const char *root, const char *path, struct err *err)
{
    cleanup_free char *resolved = realpath(path, NULL);

    if (!resolved)
        return err_sys(err, ERR_INPUT, "%s: the symbolic link leads nowhere", path);
    if (!is_inside(root, resolved))
        return err_set(err, ERR_INPUT, "%s: the symbolic link leads out of the package", path);
    return 0;
}

int place_look(const char *root, const char *path, enum place *out, struct err *err)
{
    struct stat st;

    if (lstat(path, &st) < 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return err_sys(err, ERR_INPUT, "%s", path);
        *out = PLACE_NONE;
        return 0;
    }
    if (S_ISLNK(st.st_mode)) {
        if (check_link(root, path, err) < 0)
            return -1;
        if (stat(path, &st) < 0)
            return err_sys(err, ERR_INPUT, "%s", path);
    }
    *out = S_ISREG(st.st_mode) ? PLACE_FILE : S_ISDIR(st.st_mode) ? PLACE_DIRECTORY : PLACE_OTHER;
    return 0;
}

int place_need_file(const char *root, const char *path, struct err *err)
{
    enum place place;

    if (place_look(root, path, &place, err) < 0)
        return -1;
    if (place == PLACE_NONE)
        return err_set(err, ERR_INPUT, "%s: no such file", path);
    if (place != PLACE_FILE)
        return err_set(err, ERR_INPUT, "%s: not a regular file", path);
    return 0;
}

bool place_name_ok(const char *name)
{
    static const char rest[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    size_t n = strlen(name);

    return n >= 1 && n <= 255 && name[0] != '.' && name[0] != '-' && strspn(name, rest) == n;
}

const char *place_extension(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && dot != name ? dot : "";
}

bool place_has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);

    return n > m && strcmp(name + n - m, suffix) == 0;
}

bool place_is_script(const char *name)
{
    return strcmp(name, "build") == 0 || strcmp(name, "run") == 0;
}

bool place_is_header(const char *name)
{
    return place_has_suffix(name, ".h") || place_has_suffix(name, ".hpp");
}

bool place_is_grammar(const char *name)
{
    return place_has_suffix(name, ".ctd");
}

bool place_is_foreign(const char *name)
{
    return language_not_run(name) && !place_is_header(name);
}

bool place_makes_program(const char *name)
{
    return language_by_file(name) || place_is_foreign(name) || place_is_script(name);
}

bool place_is_prose(const char *name)
{
    static const char *const extensions[] = {".md", ".txt", ".yaml", ".yml"};

    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        if (strcmp(place_extension(name), extensions[i]) == 0)
            return true;
    }
    return strncmp(name, "README", strlen("README")) == 0;
}
