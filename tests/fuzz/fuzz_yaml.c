/* SPDX-License-Identifier: MIT */
/*
 * problem.yaml: the flat list that is made of it, and the problem that metadata_load makes of that.
 * Whatever the file holds, it is taken within its limits or refused with its name and a reason.
 */
#include "base/file.h"
#include "problem/metadata.h"
#include "problem/yaml.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <unistd.h>

enum { VALUES_MAX = 4096, WARNINGS_MAX = 101 };

static void check_refusal(const struct err *err, const char *path)
{
    CHECK(err->kind == ERR_INPUT);
    CHECK(strncmp(err->msg, path, strlen(path)) == 0 && err->msg[strlen(path)] == ':');
    CHECK(strlen(err->msg) > strlen(path) + 2);
}

static void check_list(const char *path)
{
    struct yaml yaml = {0};
    struct err err = {0};
    size_t bytes = 0;

    if (yaml_read(&yaml, path, &err) < 0) {
        check_refusal(&err, path);
        CHECK(!yaml.entries && yaml.count == 0);
        return;
    }
    CHECK(yaml.count <= VALUES_MAX);
    for (size_t i = 0; i < yaml.count; i++) {
        CHECK(yaml.entries[i].key && yaml.entries[i].value && yaml.entries[i].line >= 1);
        bytes += strlen(yaml.entries[i].value);
    }
    CHECK(bytes <= 65536);
    yaml_release(&yaml);
}

static bool tolerance_ok(double tolerance, bool float_mode)
{
    return isfinite(tolerance) && (tolerance < 0 || float_mode);
}

static void check_problem(const struct problem *p, const struct time_claim *time)
{
    CHECK(p->memory_limit > 0 && p->output_limit > 0 && p->code_limit > 0);
    CHECK(p->compile_time_limit > 0 && p->compile_memory_limit > 0);
    CHECK(p->validation_time_limit > 0 && p->validation_memory_limit > 0);
    CHECK(p->memory_limit <= 1048576 * MIB && p->code_limit <= 65536 * KIB);
    CHECK(!time->given || (time->seconds > 0 && time->seconds <= TIME_LIMIT_MOST));
    CHECK(!p->name || p->name[0]);
    CHECK(tolerance_ok(p->compare.float_absolute, p->compare.float_mode));
    CHECK(tolerance_ok(p->compare.float_relative, p->compare.float_mode));
    CHECK(p->warning_count <= WARNINGS_MAX);
    for (size_t i = 0; i < p->warning_count; i++)
        CHECK(p->warnings[i][0]);
}

static void check_metadata(const char *path)
{
    struct problem *problem = calloc(1, sizeof *problem);
    struct loading loading = {.problem = problem};
    struct time_claim time = {0};
    struct err err = {0};

    CHECK(problem);
    problem->memory_limit = problem->output_limit = problem->code_limit = 1;
    problem->compile_time_limit = problem->compile_memory_limit = 1;
    problem->validation_time_limit = problem->validation_memory_limit = 1;
    problem->compare.float_absolute = problem->compare.float_relative = -1;
    if (metadata_load(&loading, path, &time, &err) == 0)
        check_problem(problem, &time);
    else
        check_refusal(&err, path);
    problem_free(problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = file_memfd("problem.yaml", data, size, NULL);
    char path[64];

    CHECK(fd >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    check_list(path);
    check_metadata(path);
    close(fd);
    return 0;
}
