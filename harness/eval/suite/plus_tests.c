/* SPDX-License-Identifier: MIT */
#include "eval/suite/plus_tests.h"
#include "base/json/json_writer.h"
#include "eval/suite/task.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

/* evalplus' limits: 60 s and a second for each of the two sets; 4 GB. */
enum { RUN_SECONDS_MAX = 122 };

static const bytes_t memory_max = 4096 * MIB;

/* A list of lists, as it is written. */
static int take_inputs(char **out, const struct json_members *row, const char *key, struct err *err)
{
    cleanup_with(json_members_release) struct json_members list = {0};
    const struct json_slice *value = json_find(row, key);
    struct err ignored = {0};

    if (!value || json_read_elements(&list, value->at, value->len, &ignored) <= 0)
        return err_set(err, ERR_INPUT, "no list under \"%s\"", key);
    for (size_t i = 0; i < list.count; i++)
        if (json_slice_type(list.list[i].value) != JSON_ARRAY)
            return err_set(err, ERR_INPUT, "\"%s\": input %zu is no list of arguments", key, i);
    *out = strndup(value->at, value->len);
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int take_tolerance(char **out, const struct json_members *row, struct err *err)
{
    const struct json_slice *value = json_find(row, "atol");

    if (value && json_slice_type(*value) != JSON_NULL &&
        (json_slice_type(*value) != JSON_NUMBER || value->flaws))
        return err_set(err, ERR_INPUT, "\"atol\" is no number");
    *out = value && json_slice_type(*value) == JSON_NUMBER ? strndup(value->at, value->len)
                                                           : strdup("0");
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int plus_tests_take(struct task *task, const struct json_members *row, struct err *err)
{
    struct plus_tests *tests = calloc(1, sizeof *tests);

    task->plus = tests;
    task->tests = strdup("");
    if (!tests || !task->tests)
        return err_set(err, ERR_JUDGE, "out of memory");
    task->time_limit = RUN_SECONDS_MAX * NSEC_PER_SEC;
    task->memory_limit = memory_max;
    return json_need_text(&task->prompt, row, "prompt", err) < 0 ||
                   json_need_text(&task->entry_point, row, "entry_point", err) < 0 ||
                   json_need_text(&task->canonical, row, "canonical_solution", err) < 0 ||
                   take_inputs(&tests->base, row, "base_input", err) < 0 ||
                   take_inputs(&tests->plus, row, "plus_input", err) < 0 ||
                   take_tolerance(&tests->tolerance, row, err) < 0
               ? -1
               : 0;
}

void plus_tests_free(struct plus_tests *tests)
{
    if (!tests)
        return;
    free(tests->base);
    free(tests->plus);
    free(tests->tolerance);
    free(tests->expected);
    free(tests);
}

const char *plus_tests_dataset(const struct task *task)
{
    return strncmp(task->id, "Mbpp/", 5) == 0 ? "mbpp" : "humaneval";
}

void plus_tests_hash(const struct task *task, struct hash_state *hash)
{
    hash_text(hash, task->id); /* it decides how inputs are read, and results compared */
    hash_text(hash, task->canonical);
    hash_text(hash, task->plus->base);
    hash_text(hash, task->plus->plus);
    hash_text(hash, task->plus->tolerance);
}

struct hash128 plus_tests_hash_settings(const struct plus_settings *settings)
{
    const double figures[] = {settings->base_only, settings->details, settings->min_seconds,
                              settings->factor};

    return hash_bytes(figures, sizeof figures);
}

int plus_tests_expect_call(const struct task *task, struct buf *out)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    const struct plus_tests *tests = task->plus;

    if (buf_adds(&source, task->prompt) < 0 || buf_adds(&source, task->canonical) < 0)
        return -1;
    return drivers_add_call(out, "expect_plus",
                            (const char *const[]){buf_str(&source), task->id, task->entry_point,
                                                  tests->base,
                                                  tests->settings.base_only ? "[]" : tests->plus},
                            5) < 0
               ? -1
               : buf_addf(out, "%.17g,%.17g)", tests->settings.min_seconds, tests->settings.factor);
}

int plus_tests_run_call(const struct task *task, struct buf *out)
{
    const struct plus_tests *tests = task->plus;

    return drivers_add_call(out, "run_plus",
                            (const char *const[]){task->id, task->entry_point, tests->base,
                                                  tests->settings.base_only ? NULL : tests->plus},
                            4) < 0 ||
                   buf_addf(out, "%s,", tests->tolerance) < 0 ||
                   json_add_string(out, tests->expected, strlen(tests->expected)) < 0
               ? -1
               : buf_addf(out, ",%s,%s)", tests->settings.details ? "True" : "False",
                          task->goes_on ? "True" : "False");
}
