/* SPDX-License-Identifier: MIT */
/* Writes a problem of another layout as a package, which appears whole or not at all. */
#include "base/file.h"
#include "base/remark.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "problem/layout/package.h"
#include "winnow/cleanup.h"
#include "winnow/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int write_whole(const struct problem *problem, const char *to, struct err *err)
{
    cleanup_free char *pattern = NULL;
    int rc;

    if (asprintf(&pattern, "%s.XXXXXX", to) < 0) {
        pattern = NULL;
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (!mkdtemp(pattern))
        return err_sys(err, ERR_INPUT, "%s", pattern);
    rc = chmod(pattern, 0755) < 0 ? err_sys(err, ERR_JUDGE, "%s", pattern)
                                  : package_write(problem, pattern, err);
    if (rc == 0 && renameat2(AT_FDCWD, pattern, AT_FDCWD, to, RENAME_NOREPLACE) < 0)
        rc = errno == EEXIST ? err_set(err, ERR_INPUT, "%s: is there already", to)
                             : err_sys(err, ERR_JUDGE, "%s", to);
    if (rc < 0)
        file_remove_tree(pattern);
    return rc;
}

static void problem_release(struct problem **problem)
{
    problem_free(*problem);
}

int command_import(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(problem_release) struct problem *problem = NULL;
    const char *from = arguments->words[0], *to = arguments->words[1];

    if (problem_load(&problem, from, err) < 0 || problem_settle(problem, &settings->asked, err) < 0)
        return -1;
    for (size_t i = 0; i < problem->warning_count; i++)
        remark(settings->remarks, "%s", problem->warnings[i]);
    if (problem->is_package)
        return err_set(err, ERR_INPUT, "%s: is a package already", from);
    if (write_whole(problem, to, err) < 0)
        return -1;
    terminal_printf(stdout, "%s: %zu sample and %zu secret cases\n", to, problem->sample_count,
                    problem->secret_count);
    return EXIT_DONE;
}
