/* SPDX-License-Identifier: MIT */
#include "problem/bare.h"
#include "base/file.h"
#include "problem/place.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <strings.h>

#define TESTS_MAX 100000

static bool is_sample(const char *name)
{
    return strncasecmp(name, "sample", strlen("sample")) == 0;
}

/* The answer to base/stem.in: its path, with *is_both when there are two to choose from. */
static int find_answer(const struct loading *loading, const char *stem, char **answer,
                       bool *is_both, struct err *err)
{
    cleanup_free char *ans = NULL, *out = NULL;
    enum place ans_place, out_place;

    if (parts_format(&ans, err, "%s/%s.ans", loading->base, stem) < 0 ||
        parts_format(&out, err, "%s/%s.out", loading->base, stem) < 0 ||
        place_look(loading->root, ans, &ans_place, err) < 0 ||
        place_look(loading->root, out, &out_place, err) < 0)
        return -1;
    if (ans_place == PLACE_NONE && out_place == PLACE_NONE)
        return err_set(err, ERR_INPUT,
                       "%s/%s.in: there is no answer file %s.ans or %s.out beside it",
                       loading->base, stem, stem, stem);
    *answer = ans_place == PLACE_NONE ? steal_ptr(&out) : steal_ptr(&ans);
    *is_both = ans_place != PLACE_NONE && out_place != PLACE_NONE;
    return place_need_file(loading->root, *answer, err);
}

static int take_pair(struct loading *loading, const char *input_name, struct test_list *tests,
                     struct err *err)
{
    cleanup_free char *stem = NULL, *input = NULL, *answer = NULL;
    bool is_both = false;

    if (parts_format(&stem, err, "%.*s", (int)(strlen(input_name) - strlen(".in")), input_name) <
            0 ||
        parts_path(&input, loading->base, input_name, err) < 0)
        return -1;
    if (!place_name_ok(input_name))
        return parts_warn(loading->problem, err,
                          "%s: ignored: names are letters, digits and _ . - only", input);
    if (tests->count == TESTS_MAX)
        return err_set(err, ERR_INPUT, "%s: more than %d tests", loading->base, TESTS_MAX);
    if (place_need_file(loading->root, input, err) < 0 ||
        find_answer(loading, stem, &answer, &is_both, err) < 0)
        return -1;
    if (is_both && parts_warn(loading->problem, err, "%s: used, and not %s.out", answer, stem) < 0)
        return -1;
    return parts_add_test(tests, stem, input, answer, err);
}

/* `secrets` becomes all tests when none is named a sample: then they are all samples. */
static int load_pairs(struct loading *loading, char **names, size_t count,
                      struct test_list *samples, struct test_list *secrets, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        struct test_list *list = is_sample(names[i]) ? samples : secrets;

        if (place_has_suffix(names[i], ".in") && take_pair(loading, names[i], list, err) < 0)
            return -1;
    }
    if (samples->count == 0) {
        *samples = *secrets;
        *secrets = (struct test_list){0};
    }
    return 0;
}

int bare_load(struct loading *loading, struct err *err)
{
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};
    char **names;
    size_t count;
    int failed;

    if (file_list(loading->base, &names, &count, err) < 0)
        return -1;
    failed = load_pairs(loading, names, count, &samples, &secrets, err);
    file_list_free(names, count);
    if (failed)
        return -1;
    parts_hand_over(loading->problem, &samples, &secrets);
    return 0;
}
