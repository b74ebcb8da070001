/* SPDX-License-Identifier: MIT */
/*
 * In 2025-09 a group with scores by sum gives each of its cases the same. In Polygon each test has points of its
 * own. So a group by each-test becomes one group for all tests with equal points.
 */
#include "problem/layout/polygon_groups.h"
#include "problem/group/groups.h"
#include "problem/number.h"
#include "problem/place.h"
#include "problem/group/scoring.h"
#include "problem/group/settings.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS_MAX = 300, BUNDLES_MAX = 1000, SAMPLE_GROUP = 1 };

/* A group of Polygon; tests without one are in that called "". */
struct part {
    const char *name;
    const struct xml_node *node; /* <group>, or NULL */
    struct case_settings *settings;
    double points; /* of all its tests */
    bool complete; /* all or nothing */
    bool is_plain; /* only samples, and no points */
};

/* A group of the problem. */
struct bundle {
    const struct part *part;
    double points; /* of each test, where the part is not `complete` */
    size_t tests, group;
    char *dir; /* "secret/s1" */
};

struct polygon_groups {
    const struct polygon *polygon;
    const struct xml_node *set;
    struct part parts[PARTS_MAX];
    size_t part_count;
    struct bundle bundles[BUNDLES_MAX];
    size_t bundle_count;
    struct case_settings *settings;
    bool is_scored;
};

void polygon_groups_free(struct polygon_groups **groups)
{
    for (size_t i = 0; *groups && i < (*groups)->bundle_count; i++)
        free((*groups)->bundles[i].dir);
    free(*groups);
    *groups = NULL;
}

/* The attribute "points", which was checked before. */
static double points_of(const struct xml_node *node)
{
    return strtod(xml_attribute(node, "points"), NULL);
}

static int check_points(const struct polygon *polygon, const struct xml_node *node, struct err *err)
{
    const char *text = xml_attribute(node, "points");
    double points = 0;

    if (*text && (number_parse(text, &points, NULL) < 0 || points < 0 || points > 1e9))
        return polygon_refuse(polygon, node, err, "points are '%.40s'", text);
    return 0;
}

static struct part *find_part(struct polygon_groups *groups, const char *name)
{
    for (size_t i = 0; i < groups->part_count; i++)
        if (strcmp(groups->parts[i].name, name) == 0)
            return &groups->parts[i];
    return NULL;
}

static bool is_sample(const struct xml_node *test)
{
    return strcmp(xml_attribute(test, "sample"), "true") == 0;
}

/* ---- the groups of Polygon */

/* NULL: an error. */
static struct part *add_part(struct polygon_groups *groups, const char *name,
                             const struct xml_node *node, struct err *err)
{
    const char *policy = xml_attribute(node, "points-policy");
    struct part *part = &groups->parts[groups->part_count];

    if (groups->part_count == PARTS_MAX) {
        polygon_put(groups->polygon, groups->set, err, "more than %d groups", PARTS_MAX);
        return NULL;
    }
    groups->part_count++;
    *part = (struct part){.name = name, .node = node, .complete = *policy == 'c', .is_plain = true};
    return part;
}

static int read_group(struct polygon_groups *groups, const struct xml_node *node, struct err *err)
{
    const char *name = xml_attribute(node, "name");
    const char *policy = xml_attribute(node, "points-policy");

    if (find_part(groups, name))
        return polygon_refuse(groups->polygon, node, err, "group '%.60s' is there twice", name);
    if (*policy && strcmp(policy, "complete-group") != 0 && strcmp(policy, "each-test") != 0)
        return polygon_refuse(groups->polygon, node, err,
                              "the points-policy '%.40s' is not understood", policy);
    return add_part(groups, name, node, err) ? check_points(groups->polygon, node, err) : -1;
}

static int read_test(struct polygon_groups *groups, const struct xml_node *test, struct err *err)
{
    const char *name = xml_attribute(test, "group");
    struct part *part = find_part(groups, name);

    if (check_points(groups->polygon, test, err) < 0 ||
        (!part && !(part = add_part(groups, name, NULL, err))))
        return -1;
    part->points += points_of(test);
    part->is_plain &= is_sample(test) && points_of(test) <= 0;
    return 0;
}

static int read_parts(struct polygon_groups *groups, struct err *err)
{
    const struct xml_node *node = xml_child(xml_child(groups->set, "groups"), "group");
    const struct xml_node *test = xml_child(xml_child(groups->set, "tests"), "test");

    for (; node; node = xml_next(node))
        if (read_group(groups, node, err) < 0)
            return -1;
    for (; test; test = xml_next(test))
        if (read_test(groups, test, err) < 0)
            return -1;
    for (size_t i = 0; i < groups->part_count; i++) {
        struct part *part = &groups->parts[i];

        if (part->complete && *xml_attribute(part->node, "points"))
            part->points = points_of(part->node);
        groups->is_scored |= part->points > 0;
        part->is_plain &= part->points <= 0;
    }
    return 0;
}

/* Validators may hold the tests of a group against limits of its own. */
static int make_settings(struct polygon_groups *groups, struct err *err)
{
    struct loading *loading = groups->polygon->loading;

    if (settings_root(loading, &groups->settings, err) < 0)
        return -1;
    for (size_t i = 0; i < groups->part_count; i++) {
        struct part *part = &groups->parts[i];
        const char *const words[] = {"--testset", xml_attribute(groups->set, "name"), "--group",
                                     part->name};
        cleanup_with(own_words_release) struct own_words own;

        own_words_init(&own);
        for (size_t w = 0; *part->name && w < sizeof words / sizeof *words; w++)
            if (words_add(&own.input_validator_args, words[w], groups->set->line, err) < 0)
                return -1;
        if (settings_below(loading, groups->settings, &own, groups->polygon->path, &part->settings,
                           err) < 0)
            return -1;
    }
    return 0;
}

/* ---- the groups of the problem */

static struct bundle *find_bundle(const struct polygon_groups *groups, const struct part *part,
                                  double points)
{
    for (size_t i = 0; i < groups->bundle_count; i++) {
        const struct bundle *bundle = &groups->bundles[i];

        if (bundle->part == part &&
            (part->complete || (bundle->points <= points && bundle->points >= points)))
            return (struct bundle *)(uintptr_t)bundle;
    }
    return NULL;
}

static int gather_bundles(struct polygon_groups *groups, struct err *err)
{
    const struct xml_node *test = xml_child(xml_child(groups->set, "tests"), "test");

    for (; test; test = xml_next(test)) {
        const struct part *part = find_part(groups, xml_attribute(test, "group"));
        struct bundle *bundle;

        if (part->is_plain)
            continue;
        bundle = find_bundle(groups, part, points_of(test));
        if (!bundle && groups->bundle_count == BUNDLES_MAX)
            return polygon_refuse(groups->polygon, test, err,
                                  "more than %d different points in the groups", BUNDLES_MAX);
        if (!bundle) {
            bundle = &groups->bundles[groups->bundle_count++];
            *bundle = (struct bundle){.part = part, .points = points_of(test)};
        }
        bundle->tests++;
    }
    return 0;
}

/* Whether other tests of the same group have other points. */
static bool is_split(const struct polygon_groups *groups, const struct bundle *bundle)
{
    for (size_t i = 0; i < groups->bundle_count; i++)
        if (&groups->bundles[i] != bundle && groups->bundles[i].part == bundle->part)
            return true;
    return false;
}

static int name_bundle(const struct polygon_groups *groups, struct bundle *bundle, bool numbered,
                       struct err *err)
{
    const char *name = *bundle->part->name ? bundle->part->name : "rest";
    char number[32] = "", points[40] = "";

    if (numbered)
        snprintf(number, sizeof number, "%03zu-", (size_t)(bundle - groups->bundles) + 1);
    if (is_split(groups, bundle))
        snprintf(points, sizeof points, "-%.10g", bundle->points);
    free(bundle->dir);
    bundle->dir = NULL;
    if (parts_format(&bundle->dir, err, "secret/%s%.100s%s", number, name, points) < 0)
        return -1;
    for (char *at = bundle->dir + strlen("secret/"); numbered && *at; at++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-", *at))
            *at = '_';
    return 0;
}

/* Whether the tests, sorted by their names, come in the order of the groups. */
static bool are_in_order(const struct polygon_groups *groups)
{
    for (size_t i = 0; i < groups->bundle_count; i++) {
        const char *dir = groups->bundles[i].dir;
        const char *above = i > 0 ? groups->bundles[i - 1].dir : "";
        size_t same = 0;

        while (above[same] && above[same] == dir[same])
            same++;
        if (!place_name_ok(dir + strlen("secret/")) || (i > 0 && !dir[same]) ||
            (above[same] ? above[same] : '/') > dir[same])
            return false;
    }
    return true;
}

static int name_bundles(struct polygon_groups *groups, struct err *err)
{
    for (int numbered = 0; numbered < 2; numbered++) {
        for (size_t i = 0; i < groups->bundle_count; i++)
            if (name_bundle(groups, &groups->bundles[i], numbered, err) < 0)
                return -1;
        if (are_in_order(groups))
            return 0;
    }
    return 0;
}

static int make_groups(struct polygon_groups *groups, struct err *err)
{
    struct loading *loading = groups->polygon->loading;
    struct problem *problem = loading->problem;
    struct group_place root, sample, secret, own;
    double total = 0;

    loading->modern = loading->scoring = true;
    if (groups_begin(loading, &root, err) < 0 ||
        groups_enter(loading, &root, "sample", &sample, err) < 0 ||
        groups_enter(loading, &root, "secret", &secret, err) < 0)
        return -1;
    for (size_t i = 0; i < groups->bundle_count; i++) {
        struct bundle *bundle = &groups->bundles[i];
        const struct part *part = bundle->part;
        struct test_group *group;

        if (groups_enter(loading, &secret, bundle->dir, &own, err) < 0)
            return -1;
        bundle->group = own.group;
        group = &problem->groups[own.group];
        group->score_rule = part->complete ? SCORE_PASS_FAIL : SCORE_SUM;
        group->max_score = part->complete ? part->points : bundle->points * (double)bundle->tests;
        total += group->max_score;
    }
    problem->groups[secret.group].max_score = total;
    return 0;
}

int polygon_groups_read(struct polygon_groups **out, const struct polygon *polygon,
                        const struct xml_node *set, struct err *err)
{
    cleanup_with(polygon_groups_free) struct polygon_groups *groups = calloc(1, sizeof *groups);

    if (!groups)
        return err_set(err, ERR_JUDGE, "out of memory");
    groups->polygon = polygon;
    groups->set = set;
    if (read_parts(groups, err) < 0 || make_settings(groups, err) < 0)
        return -1;
    if (groups->is_scored && (gather_bundles(groups, err) < 0 || name_bundles(groups, err) < 0 ||
                              make_groups(groups, err) < 0))
        return -1;
    *out = steal_ptr(&groups);
    return 0;
}

void polygon_groups_place(const struct polygon_groups *groups, const struct xml_node *test,
                          struct polygon_place *out)
{
    const struct part *part =
        find_part((struct polygon_groups *)(uintptr_t)groups, xml_attribute(test, "group"));
    const struct bundle *bundle =
        groups->is_scored && part ? find_bundle(groups, part, points_of(test)) : NULL;

    *out = (struct polygon_place){.is_sample = is_sample(test),
                                  .is_secret = bundle || !is_sample(test),
                                  .dir = bundle ? bundle->dir : "secret",
                                  .group = bundle ? bundle->group : 0,
                                  .settings = part ? part->settings : groups->settings};
}

/* ---- dependencies */

static int require(const struct polygon_groups *groups, const struct xml_node *dependency,
                   struct test_group *group, size_t required, struct err *err)
{
    if (group->required_count == REQUIRED_MAX)
        return polygon_refuse(groups->polygon, dependency, err, "more than %d dependencies",
                              REQUIRED_MAX);
    group->required[group->required_count++] = required;
    return 0;
}

static int add_dependency(const struct polygon_groups *groups, const struct bundle *bundle,
                          const struct xml_node *dependency, struct err *err)
{
    const char *name = xml_attribute(dependency, "group");
    const struct part *part = find_part((struct polygon_groups *)(uintptr_t)groups, name);
    struct test_group *group = &groups->polygon->loading->problem->groups[bundle->group];

    if (!part)
        return polygon_refuse(groups->polygon, dependency, err, "there is no group '%.60s'", name);
    if (part->is_plain)
        return require(groups, dependency, group, SAMPLE_GROUP, err);
    for (size_t i = 0; i < groups->bundle_count; i++) {
        const struct bundle *other = &groups->bundles[i];

        if (other->part != part)
            continue;
        if (other >= bundle)
            return polygon_refuse(groups->polygon, dependency, err,
                                  "group '%.60s' does not come before '%.60s', which depends on it",
                                  name, bundle->part->name);
        if (require(groups, dependency, group, other->group, err) < 0)
            return -1;
    }
    return 0;
}

int polygon_groups_settle(const struct polygon_groups *groups, struct err *err)
{
    if (!groups->is_scored)
        return 0;
    if (scoring_settle(groups->polygon->loading, err) < 0)
        return -1;
    for (size_t i = 0; i < groups->bundle_count; i++) {
        const struct xml_node *d =
            xml_child(xml_child(groups->bundles[i].part->node, "dependencies"), "dependency");

        for (; d; d = xml_next(d))
            if (add_dependency(groups, &groups->bundles[i], d, err) < 0)
                return -1;
    }
    return 0;
}
