/* SPDX-License-Identifier: MIT */
#include "problem/layout/package.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t largest_file = (size_t)1 << 30;

static int out_of_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

/* Writes a file below `dir`, in directories that are made for it. */
static int put(const char *dir, const char *name, const void *bytes, size_t n, struct err *err)
{
    cleanup_free char *path = file_join(dir, name);
    cleanup_free char *above = path ? strdup(path) : NULL;

    if (!above)
        return out_of_memory(err);
    *strrchr(above, '/') = '\0';
    return file_make_dirs(above, err) < 0 ? -1 : file_replace(path, bytes, n, err);
}

static int put_text(const char *dir, const char *name, const struct buf *text, struct err *err)
{
    return put(dir, name, buf_str(text), text->len, err);
}

static int copy(const char *from, const char *dir, const char *name, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_file);

    return file_read(from, &bytes, err) < 0 ? -1 : put_text(dir, name, &bytes, err);
}

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

/* ---- problem.yaml */

static bool is_modern(const struct problem *problem)
{
    return problem->scoring == SCORING_DECLARED;
}

static bool is_wcmp(const struct problem *problem)
{
    return problem->checker && strcmp(problem->checker, "wcmp") == 0;
}

/* Whether the package has an output validator: wcmp is the default one with a flag. */
static bool has_validator(const struct problem *problem)
{
    return problem->output_validator_count > 0 || (problem->checker && !is_wcmp(problem));
}

/* The format wants a uuid; the same problem gets the same one. */
static int add_version(const struct problem *problem, struct buf *out)
{
    char hex[33];

    if (!is_modern(problem))
        return buf_adds(out, "problem_format_version: legacy\n");
    hash_hex(hash_bytes(problem->name, strlen(problem->name)), hex);
    return buf_addf(out,
                    "problem_format_version: 2025-09\nuuid: %.8s-%.4s-8%.3s-8%.3s-%.12s\n"
                    "type: [scoring%s]\n",
                    hex, hex + 8, hex + 12, hex + 15, hex + 18,
                    problem->interactive ? ", interactive" : "");
}

static int add_validation(const struct problem *problem, struct buf *out)
{
    if (!is_modern(problem) && buf_addf(out, "validation: %s\n",
                                        !has_validator(problem) ? "default"
                                        : problem->interactive  ? "custom interactive"
                                                                : "custom") < 0)
        return -1;
    return is_wcmp(problem) ? buf_adds(out, "validator_flags: case_sensitive\n") : 0;
}

static int write_yaml(const struct problem *problem, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(65536);
    bool failed =
        add_version(problem, &out) < 0 || buf_adds(&out, "name: ") < 0 ||
        add_quoted(&out, problem->name) < 0 || buf_addc(&out, '\n') < 0 ||
        add_validation(problem, &out) < 0 ||
        buf_addf(&out, "limits:\n  memory: %lld\n", (long long)(problem->memory_limit / MIB)) < 0;

    if (!failed && problem->time_limit_given)
        failed = buf_addf(&out, "  time_limit: %g\n",
                          (double)problem->time_limit / (double)NSEC_PER_SEC) < 0;
    return failed ? out_of_memory(err) : put_text(dir, "problem.yaml", &out, err);
}

/* ---- test data */

static int put_data(const struct test_data *data, const char *dir, const char *stem,
                    const char *suffix, struct err *err)
{
    char name[4096];

    if (snprintf(name, sizeof name, "%s%s", stem, suffix) >= (int)sizeof name)
        return err_set(err, ERR_INPUT, "%s: too long a path", stem);
    return data->path ? copy(data->path, dir, name, err)
                      : put(dir, name, data->bytes ? data->bytes : "", data->length, err);
}

/*
 * Tests with a path have names that a package may have, and keep them. To others the number gives their
 * order; a name that is a number says it already.
 */
static void name_test(const struct test_case *test, size_t number, const char *set, char *out,
                      size_t size)
{
    bool numbered = strspn(test->name, "0123456789") == strlen(test->name);

    if (strchr(test->name, '/'))
        snprintf(out, size, "data/%s", test->name);
    else
        snprintf(out, size, "data/%s/%03zu%s%s", set, number, numbered ? "" : "-",
                 numbered ? "" : test->name);
}

static int write_tests(const struct test_case *tests, size_t count, const char *dir,
                       const char *set, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        char stem[4096];

        name_test(&tests[i], i + 1, set, stem, sizeof stem);
        if (put_data(&tests[i].input, dir, stem, ".in", err) < 0 ||
            put_data(&tests[i].answer, dir, stem, ".ans", err) < 0)
            return -1;
    }
    return 0;
}

/* ---- groups */

static int add_required(const struct problem *problem, const struct test_group *group,
                        struct buf *out, struct err *err)
{
    for (size_t i = 0; i < group->required_count; i++) {
        const struct test_group *required = &problem->groups[group->required[i]];

        if (required->score_rule != SCORE_PASS_FAIL)
            return err_set(err, ERR_INPUT,
                           "%s: it depends on %s, whose points are given by each test: the package "
                           "format lets groups depend only on those that are passed as a whole",
                           group->name, required->name);
        if (buf_adds(out, i == 0 ? "require_pass: [" : ", ") < 0 ||
            add_quoted(out, required->name) < 0)
            return out_of_memory(err);
    }
    return group->required_count > 0 && buf_adds(out, "]\n") < 0 ? out_of_memory(err) : 0;
}

/* What the group's tests give to input validators. */
static int add_args(const struct problem *problem, size_t group, struct buf *out)
{
    char *const *args = NULL;

    for (size_t i = 0; i < problem->secret_count && !args; i++)
        if (problem->secrets[i].group == group && problem->secrets[i].settings)
            args = problem->secrets[i].settings->input_validator_args;
    for (size_t i = 0; args && args[i]; i++)
        if (buf_adds(out, i == 0 ? "input_validator_args: [" : ", ") < 0 ||
            add_quoted(out, args[i]) < 0)
            return -1;
    return args && buf_adds(out, "]\n") < 0 ? -1 : 0;
}

static int write_group(const struct problem *problem, size_t number, const char *dir,
                       struct err *err)
{
    const struct test_group *group = &problem->groups[number];
    cleanup_with(buf_release) struct buf out = BUF_INIT(65536);
    char name[4096];

    if (buf_addf(&out, "max_score: %.10g\nscore_aggregation: %s\n", group->max_score,
                 group->score_rule == SCORE_PASS_FAIL ? "pass-fail" : "sum") < 0 ||
        add_args(problem, number, &out) < 0)
        return out_of_memory(err);
    if (add_required(problem, group, &out, err) < 0)
        return -1;
    snprintf(name, sizeof name, "data/%.3000s/test_group.yaml", group->name);
    return put_text(dir, name, &out, err);
}

/* Those of data/secret, and itself. */
static int write_groups(const struct problem *problem, const char *dir, struct err *err)
{
    for (size_t i = 0; is_modern(problem) && i < problem->group_count; i++)
        if (strncmp(problem->groups[i].name, "secret", strlen("secret")) == 0 &&
            write_group(problem, i, dir, err) < 0)
            return -1;
    return 0;
}

/* ---- programs */

/* A program of one file, in a directory of its own with the headers that it may include. */
static int write_program(const struct problem *problem, const char *path, const char *part,
                         const char *dir, struct err *err)
{
    const char *base = strrchr(path, '/') + 1;
    char name[4096];

    snprintf(name, sizeof name, "%.1000s/%.1000s", part, base);
    if (copy(path, dir, name, err) < 0)
        return -1;
    for (size_t i = 0; i < problem->header_count; i++) {
        snprintf(name, sizeof name, "%.1000s/%.1000s", part, problem->headers[i].name);
        if (copy(problem->headers[i].path, dir, name, err) < 0)
            return -1;
    }
    return 0;
}

static int write_output_validator(const struct problem *problem, const char *dir, struct err *err)
{
    const char *part = is_modern(problem) ? "output_validator" : "output_validators/check";
    const char *path = problem->output_validator_count > 0 ? problem->output_validators[0].path
                                                           : problem->checker_source;

    if (!has_validator(problem))
        return 0;
    if (problem->interactive && problem->output_validator_count > 1)
        return err_set(err, ERR_INPUT,
                       "%s decides about what %s writes: the package format has only interactors "
                       "that decide alone",
                       problem->output_validators[1].path, problem->output_validators[0].name);
    return path ? write_program(problem, path, part, dir, err)
                : err_set(err, ERR_INPUT,
                          "the checker %s is not in the package as a source: the package format "
                          "has no name for it",
                          problem->checker);
}

static int write_input_validators(const struct problem *problem, const char *dir, struct err *err)
{
    for (size_t i = 0; i < problem->input_validator_count; i++) {
        const struct package_program *v = &problem->input_validators[i];
        char part[1024];

        snprintf(part, sizeof part, "input_validators/%.*s",
                 (int)(strlen(v->name) - strlen(place_extension(v->name))), v->name);
        if (write_program(problem, v->path, part, dir, err) < 0)
            return -1;
    }
    return 0;
}

/* A submission whose name does not tell its language is named in submissions.yaml. */
static int write_submissions(const struct problem *problem, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf languages = BUF_INIT(1 << 20);

    for (size_t i = 0; i < problem->submission_count; i++) {
        const struct package_program *s = &problem->submissions[i];
        char name[4096];

        snprintf(name, sizeof name, "submissions/%.2000s", s->name);
        if (copy(s->path, dir, name, err) < 0)
            return -1;
        if (s->language && (add_quoted(&languages, s->name) < 0 ||
                            buf_addf(&languages, ": {language: %s}\n", s->language) < 0))
            return out_of_memory(err);
    }
    return languages.len > 0 ? put_text(dir, "submissions/submissions.yaml", &languages, err) : 0;
}

int package_write(const struct problem *problem, const char *dir, struct err *err)
{
    if (write_tests(problem->samples, problem->sample_count, dir, "sample", err) < 0 ||
        write_tests(problem->secrets, problem->secret_count, dir, "secret", err) < 0 ||
        write_groups(problem, dir, err) < 0 || write_output_validator(problem, dir, err) < 0 ||
        write_input_validators(problem, dir, err) < 0 || write_submissions(problem, dir, err) < 0)
        return -1;
    return write_yaml(problem, dir, err);
}
