/* SPDX-License-Identifier: MIT */
/*
 * Writes a problem of another layout as a package: in the legacy version, which is the one that
 * problemtools, BAPCtools, DOMjudge and Kattis all read. The package appears whole or not at all.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/remark.h"
#include "base/terminal.h"
#include "command/command.h"
#include "winnow/cleanup.h"
#include "winnow/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A YAML string in quotes. */
static int add_quoted(struct buf *out, const char *text)
{
    int failed = buf_addc(out, '"');

    for (; *text && !failed; text++) {
        if ((unsigned char)*text < ' ')
            failed = buf_addf(out, "\\x%02x", (unsigned char)*text);
        else
            failed = (*text == '"' || *text == '\\' ? buf_addc(out, '\\') : 0) < 0 ||
                     buf_addc(out, *text) < 0;
    }
    return failed || buf_addc(out, '"') < 0 ? -1 : 0;
}

static int write_yaml(const struct problem *problem, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(65536);
    cleanup_free char *path = file_join(dir, "problem.yaml");
    bool failed = buf_adds(&out, "problem_format_version: legacy\nname: ") < 0 ||
                  add_quoted(&out, problem->name) < 0 ||
                  buf_addf(&out, "\nvalidation: default\nlimits:\n  memory: %lld\n",
                           (long long)(problem->memory_limit / MIB)) < 0;

    if (!failed && problem->time_limit_given)
        failed = buf_addf(&out, "  time_limit: %g\n",
                          (double)problem->time_limit / (double)NSEC_PER_SEC) < 0;
    if (failed || !path)
        return err_set(err, ERR_JUDGE, "out of memory");
    return file_replace(path, buf_str(&out), out.len, err);
}

static int write_data(const struct test_data *data, const char *stem, const char *suffix,
                      struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT((size_t)1 << 30);
    char path[4096];

    if (snprintf(path, sizeof path, "%s%s", stem, suffix) >= (int)sizeof path)
        return err_set(err, ERR_INPUT, "%s: too long a path", stem);
    if (data->path && file_read(data->path, &bytes, err) < 0)
        return -1;
    return file_replace(path, data->path ? buf_str(&bytes) : data->bytes,
                        data->path ? bytes.len : data->length, err);
}

/* The number keeps the order; a name that is a number says it already. */
static int write_tests(const struct test_case *tests, size_t count, const char *dir,
                       const char *set, struct err *err)
{
    char folder[4096], stem[4096];

    snprintf(folder, sizeof folder, "%s/data/%s", dir, set);
    if (file_make_dirs(folder, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        bool numbered = strspn(tests[i].name, "0123456789") == strlen(tests[i].name);

        if (snprintf(stem, sizeof stem, "%s/%03zu%s%s", folder, i + 1, numbered ? "" : "-",
                     numbered ? "" : tests[i].name) >= (int)sizeof stem)
            return err_set(err, ERR_INPUT, "%s: too long a path", folder);
        if (write_data(&tests[i].input, stem, ".in", err) < 0 ||
            write_data(&tests[i].answer, stem, ".ans", err) < 0)
            return -1;
    }
    return 0;
}

static int write_package(const struct problem *problem, const char *dir, struct err *err)
{
    if (write_tests(problem->samples, problem->sample_count, dir, "sample", err) < 0 ||
        write_tests(problem->secrets, problem->secret_count, dir, "secret", err) < 0)
        return -1;
    return write_yaml(problem, dir, err);
}

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
                                  : write_package(problem, pattern, err);
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
