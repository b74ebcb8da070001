/* SPDX-License-Identifier: MIT */
#include "problem/layout/polygon_groups.h"
#include "problem/number.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <string.h>

enum { TESTS_MAX = 20000, WIDTH_MAX = 9 };

/* A <testset> that is being read. */
struct testset {
    const struct polygon *polygon;
    const struct xml_node *node;
    const char *name;
    bool is_main; /* the others are pretests or samples */
    size_t count;
    int width; /* of the numbers in the names of its tests */
    struct polygon_groups *groups;
    struct test_list *samples, *secrets;
};

/* "tests/%02d" with its number put in. ERR_INPUT: it has not just one %d. */
static int expand(const struct testset *set, const char *what, size_t number, char **out,
                  struct err *err)
{
    const struct xml_node *node = xml_child(set->node, what);
    const char *pattern = node ? node->text : "", *at = strchr(pattern, '%'), *rest;
    long width;

    if (!node)
        return polygon_refuse(set->polygon, set->node, err, "there is no %s", what);
    width = at ? strtol(at + 1, (char **)(uintptr_t)&rest, 10) : -1;
    if (width < 0 || width > WIDTH_MAX || (at[1] != 'd' && !isdigit((unsigned char)at[1])) ||
        *rest != 'd' || strchr(rest, '%'))
        return polygon_refuse(set->polygon, node, err, "'%.100s' is no pattern like tests/%%02d",
                              pattern);
    return parts_format(out, err, "%.*s%0*zu%s", (int)(at - pattern), pattern, (int)width, number,
                        rest + 1);
}

static int find_file(const struct testset *set, const char *what, size_t number, char **path,
                     struct err *err)
{
    cleanup_free char *name = NULL;
    bool is_file;

    if (expand(set, what, number, &name, err) < 0 ||
        polygon_look(set->polygon, set->node, name, path, &is_file, err) < 0)
        return -1;
    return is_file ? 0
                   : polygon_refuse(set->polygon, set->node, err,
                                    "there is no file %.200s: the package was made without its "
                                    "tests: download the full package, or run doall.sh",
                                    name);
}

/* Adds the test to samples or secrets; `dir` is "sample" or the like. */
static int add_test(const struct testset *set, const struct polygon_place *place, const char *dir,
                    size_t number, struct test_list *tests, struct err *err)
{
    cleanup_free char *input = NULL, *answer = NULL, *name = NULL;
    struct test_case *added;

    if (find_file(set, "input-path-pattern", number, &input, err) < 0 ||
        find_file(set, "answer-path-pattern", number, &answer, err) < 0 ||
        parts_format(&name, err, "%s/%s%s%0*zu", dir, set->is_main ? "" : set->name,
                     set->is_main ? "" : "-", set->width, number) < 0 ||
        parts_add_test(tests, name, input, answer, err) < 0)
        return -1;
    added = &tests->items[tests->count - 1];
    added->settings = place->settings;
    added->group = tests == set->secrets            ? place->group
                   : set->polygon->loading->scoring ? 1 /* sample */
                                                    : 0;
    return 0;
}

static int take_test(const struct testset *set, const struct xml_node *test, size_t number,
                     struct err *err)
{
    struct polygon_place place;

    polygon_groups_place(set->groups, test, &place);
    if (strcmp(set->name, "samples") == 0 && !set->is_main)
        place.is_sample = true, place.is_secret = false;
    if (place.is_sample && add_test(set, &place, "sample", number, set->samples, err) < 0)
        return -1;
    return place.is_secret ? add_test(set, &place, place.dir, number, set->secrets, err) : 0;
}

static int count_tests(struct testset *set, struct err *err)
{
    const struct xml_node *stated = xml_child(set->node, "test-count");
    const struct xml_node *test = xml_child(xml_child(set->node, "tests"), "test");
    size_t listed = 0;
    double count = 0;

    for (; test; test = xml_next(test))
        listed++;
    if (stated && number_parse(stated->text, &count, err) < 0)
        return err_wrap(err, "%s:%zu", set->polygon->path, stated->line);
    if (count < 0 || count > TESTS_MAX || listed > TESTS_MAX)
        return polygon_refuse(set->polygon, set->node, err, "more than %d tests", TESTS_MAX);
    if (stated && listed > 0 && (size_t)count != listed)
        return polygon_refuse(set->polygon, stated, err,
                              "test-count is %zu, and there are %zu tests", (size_t)count, listed);
    set->count = listed > 0 ? listed : (size_t)count;
    set->width = 2;
    for (size_t n = set->count; n >= 100; n /= 10)
        set->width++;
    return 0;
}

static int load_set(struct testset *set, struct err *err)
{
    const struct xml_node *test = xml_child(xml_child(set->node, "tests"), "test");

    for (size_t i = 1; i <= set->count; i++) {
        if (take_test(set, test ? test : set->node, i, err) < 0)
            return -1;
        test = test ? xml_next(test) : NULL;
    }
    return 0;
}

static int take_quantity(const struct testset *set, const char *name, int64_t unit, int64_t *out,
                         struct err *err)
{
    const struct xml_node *node = xml_child(set->node, name);

    if (!node)
        return polygon_refuse(set->polygon, set->node, err, "there is no %s", name);
    return number_quantity(node->text, unit, 1e12, out, err) < 0
               ? err_wrap(err, "%s:%zu: %s", set->polygon->path, node->line, name)
               : 0;
}

static int take_limits(const struct testset *set, nsec_t *time, bytes_t *memory, struct err *err)
{
    return take_quantity(set, "time-limit", NSEC_PER_SEC / 1000, time, err) < 0
               ? -1
               : take_quantity(set, "memory-limit", 1, memory, err);
}

/* Pretests and samples beside the tests. Only in problems without points do they count. */
static int load_other(const struct testset *main_set, const struct xml_node *node, struct err *err)
{
    struct testset set = *main_set;
    struct problem *problem = set.polygon->loading->problem;
    nsec_t time;
    bytes_t memory;

    set.node = node;
    set.name = xml_attribute(node, "name");
    set.is_main = false;
    if (problem->scoring != SCORING_NONE)
        return parts_warn(problem, err, "%s:%zu: test set '%.60s' is not used: it gives no points",
                          set.polygon->path, node->line, set.name);
    if (take_limits(&set, &time, &memory, err) < 0 || count_tests(&set, err) < 0)
        return -1;
    if (set.count > 0 && (time != problem->time_limit || memory != problem->memory_limit))
        return polygon_refuse(set.polygon, node, err,
                              "test set '%.60s' has limits of its own, which is not supported yet",
                              set.name);
    return load_set(&set, err);
}

/* "tests", else the last one. */
static const struct xml_node *find_main(const struct xml_node *first)
{
    const struct xml_node *last = NULL;

    for (; first; first = xml_next(first)) {
        last = first;
        if (strcmp(xml_attribute(first, "name"), "tests") == 0)
            break;
    }
    return last;
}

static int load_main(struct testset *set, struct err *err)
{
    struct problem *problem = set->polygon->loading->problem;

    if (take_limits(set, &problem->time_limit, &problem->memory_limit, err) < 0 ||
        count_tests(set, err) < 0 ||
        polygon_groups_read(&set->groups, set->polygon, set->node, err) < 0)
        return -1;
    problem->time_limit_given = true;
    return load_set(set, err);
}

static int load_sets(struct testset *set, const struct xml_node *first, struct err *err)
{
    if (load_main(set, err) < 0)
        return -1;
    for (; first; first = xml_next(first))
        if (first != set->node && load_other(set, first, err) < 0)
            return -1;
    parts_hand_over(set->polygon->loading->problem, set->samples, set->secrets, false);
    return polygon_groups_settle(set->groups, err);
}

int polygon_tests_load(const struct polygon *polygon, struct err *err)
{
    cleanup_with(test_list_release) struct test_list samples = {0}, secrets = {0};
    const struct xml_node *first = xml_child(xml_child(polygon->root, "judging"), "testset");
    struct testset set = {.polygon = polygon,
                          .node = find_main(first),
                          .is_main = true,
                          .samples = &samples,
                          .secrets = &secrets};
    int rc;

    if (!first)
        return polygon_refuse(polygon, polygon->root, err, "there is no test set");
    set.name = xml_attribute(set.node, "name");
    rc = load_sets(&set, first, err);
    polygon_groups_free(&set.groups);
    return rc;
}
