/* SPDX-License-Identifier: MIT */
#include "judge/test_set.h"
#include "base/file.h"
#include "judge/assembly.h"
#include "judge/check/check.h"
#include "compare/checker.h"
#include "winnow/cleanup.h"

/* No contest has larger test files; the cap bounds what a package can make us hold. */
static const size_t largest_file = (size_t)1 << 30;

static int load_data(const struct test_data *data, const char *name, int *fd, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(largest_file);

    if (data->path && file_read(data->path, &bytes, err) < 0)
        return -1;
    *fd = data->path ? file_memfd(name, buf_str(&bytes), bytes.len, err)
                     : file_memfd(name, data->bytes, data->length, err);
    return *fd < 0 ? -1 : 0;
}

/* CASE.files/ */
static int load_files(struct test *test, const struct test_case *source, struct err *err)
{
    if (source->file_count == 0)
        return 0;
    test->files = calloc(source->file_count, sizeof *test->files);
    if (!test->files)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < source->file_count; i++) {
        struct run_file file = {.name = source->files[i].name};
        const struct test_data data = {.path = source->files[i].path};

        if (load_data(&data, "file", &file.fd, err) < 0)
            return -1;
        test->files[test->file_count++] = file;
    }
    return 0;
}

static int load_test(struct test *test, const struct problem *problem,
                     const struct test_case *source, struct err *err)
{
    const struct case_settings *settings = source->settings;

    test->name = source->name;
    test->group = source->group;
    test->is_static = source->is_static;
    test->compare = settings ? &settings->compare : &problem->compare;
    test->validator_args = settings ? settings->validator_args : problem->validator_args;
    test->input_validator_args = settings ? settings->input_validator_args : NULL;
    test->args = settings ? settings->args : NULL;
    if (load_data(&source->input, "input", &test->input_fd, err) < 0 ||
        load_data(&source->answer, "answer", &test->answer_fd, err) < 0 ||
        load_files(test, source, err) < 0)
        return -1;
    return map_fd(&test->answer, test->answer_fd, err);
}

static int init_set(struct test_set *set, const struct problem *problem, size_t count,
                    struct err *err)
{
    *set = (struct test_set){.problem = problem,
                             .check = check_kind_of(problem),
                             .list = calloc(count + 1, sizeof *set->list)};
    if (problem->checker && !(set->checker = checker_by_name(problem->checker))) {
        free(set->list);
        return checker_unknown(problem->checker, err);
    }
    return set->list ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int add_tests(struct test_set *set, const struct test_case *cases, size_t count,
                     struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct test *test = &set->list[set->count++];

        test->input_fd = test->answer_fd = -1;
        if (load_test(test, set->problem, &cases[i], err) < 0)
            return -1;
        set->has_static |= test->is_static;
    }
    return 0;
}

int test_set_load(struct test_set *set, const struct problem *problem,
                  const struct test_case *cases, size_t count, struct err *err)
{
    struct test_set made;

    if (init_set(&made, problem, count, err) < 0)
        return -1;
    if (add_tests(&made, cases, count, err) < 0) {
        test_set_release(&made);
        return -1;
    }
    *set = made;
    return 0;
}

int test_set_load_all(struct test_set *set, const struct problem *problem, bool secrets,
                      struct err *err)
{
    size_t secret_count = secrets ? problem->secret_count : 0;
    struct test_set made;

    if (init_set(&made, problem, problem->sample_count + secret_count, err) < 0)
        return -1;
    if (add_tests(&made, problem->samples, problem->sample_count, err) < 0 ||
        add_tests(&made, problem->secrets, secret_count, err) < 0) {
        test_set_release(&made);
        return -1;
    }
    made.graded = secrets && problem->graded;
    *set = made;
    return 0;
}

void test_set_release(struct test_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        map_release(&set->list[i].answer);
        for (size_t k = 0; k < set->list[i].file_count; k++)
            close(set->list[i].files[k].fd);
        free(set->list[i].files);
        if (set->list[i].input_fd >= 0)
            close(set->list[i].input_fd);
        if (set->list[i].answer_fd >= 0)
            close(set->list[i].answer_fd);
    }
    free(set->list);
    *set = (struct test_set){0};
}

struct allowance test_set_allowance(const struct problem *problem, const struct language *language)
{
    struct allowance allowance = {
        .time = problem->time_limit,
        .memory = problem->memory_limit,
        .output = problem->output_limit,
    };

    language_extend(language, &allowance.time, &allowance.memory);
    return allowance;
}

const struct build_files *test_set_included(const struct test_set *set,
                                            const struct language *language)
{
    return included_for(set->included, set->included_count, language);
}
