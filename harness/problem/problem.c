/* SPDX-License-Identifier: MIT */
#include "winnow/problem.h"
#include "problem/layout/bare.h"
#include "problem/constants.h"
#include "problem/flags.h"
#include "problem/layout/archive.h"
#include "problem/layout/companion.h"
#include "problem/layout/polygon.h"
#include "problem/metadata.h"
#include "problem/parts.h"
#include "problem/place.h"
#include "problem/programs.h"
#include "problem/tests.h"
#include "problem/timelimit.h"
#include "problem/tree.h"
#include "problem/validation.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The format's system defaults; load_metadata sets that of the output limit. The 2 s are ours, as the
 * format derives a time limit by running.
 */
static void set_defaults(struct problem *problem)
{
    problem->time_limit = 2 * NSEC_PER_SEC;
    problem->memory_limit = 2048 * MIB;
    problem->code_limit = 128 * KIB;
    problem->compile_time_limit = 60 * NSEC_PER_SEC;
    problem->compile_memory_limit = 2048 * MIB;
    problem->validation_time_limit = 60 * NSEC_PER_SEC;
    problem->validation_memory_limit = 2048 * MIB;
    problem->validation_output_limit = 8 * MIB;
    problem->validation_passes = 2;
    flags_default(&problem->compare);
}

static void loading_release(struct loading *loading)
{
    problem_free(loading->problem);
    program_list_release(&loading->static_validators);
    archive_remove(&loading->unpacked);
    free(loading->base);
}

static int start_loading(struct loading *loading, const char *dir, struct err *err)
{
    size_t n = strlen(dir);
    struct stat st;

    while (n > 1 && dir[n - 1] == '/')
        n--;
    loading->problem = calloc(1, sizeof *loading->problem);
    loading->base = strndup(dir, n);
    if (!loading->problem || !loading->base || !(loading->problem->dir = strdup(dir)))
        return err_set(err, ERR_JUDGE, "out of memory");
    loading->root = loading->problem->root = realpath(dir, NULL);
    if (!loading->root || stat(loading->root, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", dir);
    if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, "%s: neither a directory nor a file", dir);
    loading->is_file = S_ISREG(st.st_mode);
    set_defaults(loading->problem);
    loading->grading =
        (struct test_group){.accept_score = 1, .lowest = -INFINITY, .max_score = INFINITY};
    return 0;
}

static int look_at_part(const struct loading *loading, const char *name, enum place *place,
                        struct err *err)
{
    cleanup_free char *path = NULL;

    if (parts_path(&path, loading->base, name, err) < 0)
        return -1;
    return place_look(loading->root, path, place, err);
}

static int load_metadata(struct loading *loading, bool has_yaml, struct err *err)
{
    struct time_claim time = {0};
    cleanup_free char *path = NULL;

    if (parts_path(&path, loading->base, "problem.yaml", err) < 0)
        return -1;
    if (has_yaml && metadata_load(loading, path, &time, err) < 0)
        return -1;
    if (!has_yaml && loading->problem->is_package &&
        parts_warn(loading->problem, err, "%s: missing: defaults are used", path) < 0)
        return -1;
    loading->problem->output_limit_given = loading->problem->output_limit > 0;
    if (!loading->problem->output_limit_given)
        loading->problem->output_limit = 8 * MIB;
    return timelimit_load(loading, &time, err);
}

static int name_by_directory(struct loading *loading, struct err *err)
{
    const char *slash = strrchr(loading->root, '/');

    if (loading->problem->name)
        return 0;
    return parts_format(&loading->problem->name, err, "%s",
                        slash && slash[1] ? slash + 1 : loading->root);
}

/* A layout with a description that says all: one file that is no archive, or a directory of Polygon's. */
static int load_described(struct loading *loading, struct err *err)
{
    struct problem *problem = loading->problem;

    problem->output_limit = 8 * MIB;
    if ((loading->is_file ? companion_load(loading, err) : polygon_load(loading, err)) < 0 ||
        name_by_directory(loading, err) < 0)
        return -1;
    return problem->sample_count + problem->secret_count > 0
               ? 0
               : err_set(err, ERR_INPUT, "%s: a problem without tests", loading->base);
}

static int load_directory(struct loading *loading, const char *dir, struct err *err)
{
    enum place yaml, data, xml;
    struct problem *problem;

    if (start_loading(loading, dir, err) < 0)
        return -1;
    if (loading->is_file)
        return load_described(loading, err);
    if (look_at_part(loading, "problem.yaml", &yaml, err) < 0 ||
        look_at_part(loading, "problem.xml", &xml, err) < 0 ||
        look_at_part(loading, "data", &data, err) < 0)
        return -1;
    if (xml == PLACE_FILE && yaml == PLACE_NONE)
        return load_described(loading, err);
    problem = loading->problem;
    problem->is_package = yaml != PLACE_NONE || data != PLACE_NONE;
    if (load_metadata(loading, yaml != PLACE_NONE, err) < 0 ||
        name_by_directory(loading, err) < 0 || static_validator_find(loading, err) < 0)
        return -1;
    if (!problem->is_package && bare_load(loading, err) < 0)
        return -1;
    if (problem->is_package &&
        (tests_load(loading, err) < 0 || static_validator_settle(loading, err) < 0 ||
         programs_load(loading, err) < 0))
        return -1;
    if (problem->sample_count + problem->secret_count == 0)
        return err_set(
            err, ERR_INPUT,
            "%s: no tests: expected problem.yaml with data/, or *.in with *.ans or *.out",
            loading->base);
    return 0;
}

/* Puts the name that the user gave in the place of that of an unpacked package. */
static void show_as_given(char *text, size_t size, const char *package, const char *given)
{
    size_t n = strlen(package), m = strlen(given);
    char *at = strstr(text, package);

    if (!at || m > n || strlen(text) >= size)
        return;
    memcpy(at, given, m);
    memmove(at + m, at + n, strlen(at + n) + 1);
}

/* The problem owns the directory from the start: its end removes it. */
static int load_archive(struct loading *loading, const char *path, struct err *err)
{
    struct archive_place place;

    if (archive_unpack(&place, path, err) < 0)
        return -1;
    loading->unpacked = place;
    return load_directory(loading, place.package, err);
}

int problem_load(struct problem **out, const char *dir, struct err *err)
{
    cleanup_with(loading_release) struct loading loading = {0};
    int rc =
        archive_is(dir) ? load_archive(&loading, dir, err) : load_directory(&loading, dir, err);

    if (rc < 0 && err) {
        if (loading.unpacked.package)
            show_as_given(err->msg, sizeof err->msg, loading.unpacked.package, dir);
        parts_printable(err->msg);
    }
    if (rc < 0)
        return -1;
    for (size_t i = 0; loading.unpacked.package && i < loading.problem->warning_count; i++)
        show_as_given(loading.problem->warnings[i], SIZE_MAX, loading.unpacked.package, dir);
    loading.problem->unpacked = loading.unpacked.top ? malloc(sizeof loading.unpacked) : NULL;
    if (loading.unpacked.top && !loading.problem->unpacked)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (loading.unpacked.top)
        *loading.problem->unpacked = loading.unpacked;
    loading.unpacked = (struct archive_place){.lock = -1};
    if (!(loading.problem->given = strdup(dir)))
        return err_set(err, ERR_JUDGE, "out of memory");
    *out = steal_ptr(&loading.problem);
    return 0;
}

int problem_use_generator(struct problem *problem, const char *path, struct err *err)
{
    struct program_list own = {0};

    if (parts_add_program(&own, path, path, NULL, err) < 0)
        return -1;
    program_list_release(&(struct program_list){problem->generators, problem->generator_count});
    problem->generators = own.items;
    problem->generator_count = own.count;
    return 0;
}

void problem_free(struct problem *problem)
{
    if (!problem)
        return;
    test_list_release(&(struct test_list){problem->samples, problem->sample_count});
    test_list_release(&(struct test_list){problem->secrets, problem->secret_count});
    program_list_release(&(struct program_list){problem->generators, problem->generator_count});
    program_list_release(
        &(struct program_list){problem->input_validators, problem->input_validator_count});
    program_list_release(&(struct program_list){problem->submissions, problem->submission_count});
    program_list_release(
        &(struct program_list){problem->output_validators, problem->output_validator_count});
    program_list_release(
        &(struct program_list){problem->static_validator, problem->static_validator != NULL});
    tree_free(problem->headers, problem->header_count);
    free(problem->validator_args);
    for (size_t i = 0; i < problem->group_count; i++)
        free(problem->groups[i].name);
    free(problem->groups);
    for (size_t i = 0; i < problem->settings_count; i++)
        free(problem->settings[i]);
    free(problem->settings);
    free(problem->checker);
    free(problem->checker_source);
    for (size_t i = 0; i < problem->warning_count; i++)
        free(problem->warnings[i]);
    free(problem->warnings);
    constants_free(problem);
    if (problem->unpacked)
        archive_remove(problem->unpacked);
    free(problem->unpacked);
    free(problem->name);
    free(problem->given);
    free(problem->dir);
    free(problem->root);
    free(problem);
}
