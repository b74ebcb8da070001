/* SPDX-License-Identifier: MIT */
#include "problem/layout/companion.h"
#include "base/file.h"
#include "base/json/json.h"
#include "problem/number.h"
#include "winnow/cleanup.h"

#include <string.h>

static const size_t largest_file = (size_t)64 * MIB;

enum { TESTS_MAX = 10000 };

static int take_quantity(const struct json_members *members, const char *key, int64_t unit,
                         int64_t *out, bool *given, struct err *err)
{
    const struct json_slice *value = json_find(members, key);
    char text[64];

    if (!value || json_slice_type(*value) != JSON_NUMBER)
        return 0;
    snprintf(text, sizeof text, "%.*s", (int)(value->len < 63 ? value->len : 63), value->at);
    if (number_quantity(text, unit, 1e6, out, err) < 0)
        return err_wrap(err, "%s", key);
    *given = true;
    return 0;
}

static int take_text(struct test_data *data, const struct json_members *members, const char *key,
                     struct err *err)
{
    const struct json_slice *value = json_find(members, key);

    if (!value)
        return err_set(err, ERR_INPUT, "a test without '%s'", key);
    if (json_decode_string(&data->bytes, *value, err) < 0)
        return err_wrap(err, "a test's %s", key);
    data->length = strlen(data->bytes);
    return 0;
}

static int take_test(struct test_list *tests, size_t number, struct json_slice slice,
                     struct err *err)
{
    struct json_members members = {0};
    struct test_case test = {0};
    char name[32];
    int rc = json_read_members(&members, slice.at, slice.len, err);

    if (rc == 0)
        rc = err_set(err, ERR_INPUT, "a test that is no object");
    if (rc > 0)
        rc = take_text(&test.input, &members, "input", err) < 0 ||
                     take_text(&test.answer, &members, "output", err) < 0
                 ? -1
                 : 0;
    json_members_release(&members);
    snprintf(name, sizeof name, "%zu", number);
    if (rc == 0 && parts_add_test(tests, name, "", "", err) < 0)
        rc = -1;
    if (rc < 0) {
        free(test.input.bytes);
        free(test.answer.bytes);
        return -1;
    }
    parts_keep_bytes(&tests->items[tests->count - 1], &test.input, &test.answer);
    return 0;
}

static int take_tests(struct loading *loading, const struct json_members *members, struct err *err)
{
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};
    const struct json_slice *list = json_find(members, "tests");
    struct json_members elements = {0};
    int rc = list ? json_read_elements(&elements, list->at, list->len, err) : 0;

    if (rc == 0)
        rc = err_set(err, ERR_INPUT, "no list 'tests' of a problem (Competitive Companion, cph)");
    if (rc > 0 && elements.count > TESTS_MAX)
        rc = err_set(err, ERR_INPUT, "more than %d tests", TESTS_MAX);
    for (size_t i = 0; rc > 0 && i < elements.count; i++)
        if (take_test(&samples, i + 1, elements.list[i].value, err) < 0)
            rc = -1;
    json_members_release(&elements);
    if (rc > 0)
        parts_hand_over(loading->problem, &samples, &secrets, true);
    return rc < 0 ? -1 : 0;
}

static int take_problem(struct loading *loading, const struct json_members *members,
                        struct err *err)
{
    const struct json_slice *interactive = json_find(members, "interactive");
    const struct json_slice *name = json_find(members, "name");
    struct problem *problem = loading->problem;
    bool given;

    if (interactive && interactive->len == 4 && memcmp(interactive->at, "true", 4) == 0)
        return err_set(err, ERR_INPUT, "an interactive problem without its interactor");
    if (name && json_decode_string(&problem->name, *name, err) < 0)
        return err_wrap(err, "name");
    if (take_quantity(members, "timeLimit", NSEC_PER_SEC / 1000, &problem->time_limit,
                      &problem->time_limit_given, err) < 0 ||
        take_quantity(members, "memoryLimit", MIB, &problem->memory_limit, &given, err) < 0)
        return -1;
    return take_tests(loading, members, err);
}

int companion_load(struct loading *loading, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(largest_file);
    struct json_members members = {0};
    int rc;

    if (file_read(loading->base, &text, err) < 0)
        return -1;
    rc = json_read_members(&members, buf_str(&text), text.len, err);
    if (rc > 0)
        rc = take_problem(loading, &members, err);
    else if (rc == 0)
        rc = err_set(err, ERR_INPUT, "its JSON is no object");
    else
        err_wrap(err, "neither a directory, a zip archive nor a problem in JSON");
    json_members_release(&members);
    return rc < 0 ? err_wrap(err, "%s", loading->base) : 0;
}
