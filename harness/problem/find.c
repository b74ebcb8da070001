/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "winnow/cleanup.h"
#include "winnow/problem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder called data may be anything: only problem.yaml or test data in it make a package. */
static bool is_package(const char *dir)
{
    static const char *const parts[] = {"problem.yaml", "problem.xml", "data/sample",
                                        "data/secret"};
    bool found = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts && !found; i++) {
        cleanup_free char *path = file_join(dir, parts[i]);

        found = path && access(path, F_OK) == 0;
    }
    return found;
}

/* Shortens the absolute path until it is a package. False: there is none. */
static bool climb(char *dir)
{
    for (char *slash; !is_package(dir); *slash = '\0') {
        slash = strrchr(dir, '/');
        if (!slash || slash == dir)
            return false;
    }
    return true;
}

int problem_find(char **out, const char *source, struct err *err)
{
    cleanup_free char *path = realpath(source, NULL);
    cleanup_free char *own = NULL, *here = getcwd(NULL, 0);
    char *slash;

    if (!path)
        return err_sys(err, ERR_INPUT, "%s", source);
    slash = strrchr(path, '/');
    slash[slash == path ? 1 : 0] = '\0';
    own = strdup(path);
    if (!own)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (climb(path))
        *out = steal_ptr(&path);
    else if (here && climb(here))
        *out = steal_ptr(&here);
    else
        *out = steal_ptr(&own);
    return 0;
}
