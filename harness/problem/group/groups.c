/* SPDX-License-Identifier: MIT */
#include "problem/group/groups.h"
#include "problem/group/settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int add_group(struct problem *problem, const struct test_group *like, const char *name,
                     size_t parent, struct err *err)
{
    struct test_group *grown =
        reallocarray(problem->groups, problem->group_count + 1, sizeof *grown);
    struct test_group *group;

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    problem->groups = grown;
    group = &grown[problem->group_count];
    *group = *like;
    group->parent = parent;
    group->name = strdup(name);
    if (!group->name)
        return err_set(err, ERR_JUDGE, "out of memory");
    problem->group_count++;
    return 0;
}

/* The defaults of 2025-09, which do not come from the directory above. */
static struct test_group declared(const char *name)
{
    bool secret = strcmp(name, "secret") == 0;

    return (struct test_group){.go_on = true,
                               .verdict_rule = VERDICT_FIRST,
                               .score_rule = secret ? SCORE_SUM : SCORE_PASS_FAIL,
                               .lowest = 0,
                               .max_score = secret ? 100 : INFINITY};
}

int groups_begin(struct loading *loading, struct group_place *root, struct err *err)
{
    struct problem *problem = loading->problem;
    struct test_group data = declared("");

    *root = (struct group_place){0};
    if (loading->scoring)
        problem->scoring = loading->modern ? SCORING_DECLARED : SCORING_LEGACY;
    problem->score_required = loading->custom_score && problem->scoring == SCORING_LEGACY;
    data.score_rule = SCORE_LAST;
    if (loading->custom_score && !loading->scoring &&
        parts_warn(problem, err, "%s/problem.yaml: 'score' is not used: the type is not scoring",
                   loading->base) < 0)
        return -1;
    if (settings_root(loading, &root->settings, err) < 0)
        return -1;
    return add_group(problem, loading->modern ? &data : &loading->grading, "", 0, err);
}

int groups_enter(struct loading *loading, const struct group_place *above, const char *name,
                 struct group_place *out, struct err *err)
{
    struct problem *problem = loading->problem;
    struct test_group like = problem->groups[above->group];

    *out = *above;
    out->static_settings = NULL;
    out->depth++;
    if (loading->modern && out->depth > 2)
        return 0; /* directories in a group of 2025-09 are no groups */
    if (loading->modern)
        like = declared(name);
    like.last_counts = false;
    out->group = problem->group_count;
    return add_group(problem, &like, name, above->group, err);
}
