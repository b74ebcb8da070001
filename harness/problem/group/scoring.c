/* SPDX-License-Identifier: MIT */
#include "problem/group/scoring.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

/* The best scores of what lies directly in a group: its cases, and its groups from the last on. */
struct contents {
    size_t cases, parts;
    double sum, least, largest, last;
};

static void add_part(struct contents *contents, double best)
{
    bool first = contents->parts++ == 0;

    contents->sum += best;
    contents->least = first || best < contents->least ? best : contents->least;
    contents->largest = first || best > contents->largest ? best : contents->largest;
    contents->last = first ? best : contents->last;
}

/* ---- legacy */

static double best_of_rule(const struct test_group *group, const struct contents *contents)
{
    if (group->last_counts)
        return contents->last;
    switch (group->score_rule) {
    case SCORE_MIN:
        return contents->least;
    case SCORE_MAX:
        return contents->largest;
    case SCORE_AVERAGE:
        return contents->sum / (double)contents->parts;
    case SCORE_SUM:
    case SCORE_PASS_FAIL: /* these two are not of the legacy grader */
    case SCORE_LAST:
        break;
    }
    return contents->sum;
}

/* The best that a legacy group can come to: what its grader makes of its parts, within its range. */
static double legacy_best(const struct problem *problem, const struct test_group *group,
                          const struct contents *contents)
{
    double best = best_of_rule(group, contents);

    if (problem->minimise)
        return isfinite(group->lowest) ? group->lowest : INFINITY;
    return best < group->max_score ? best : group->max_score;
}

static void settle_legacy(struct problem *problem, struct contents *contents)
{
    bool validators_score = problem->output_validator_count > 0 && problem->score_required;

    for (size_t i = 0; i < problem->group_count; i++) {
        struct test_group *group = &problem->groups[i];

        group->case_max_score = validators_score                            ? INFINITY
                                : group->accept_score > group->reject_score ? group->accept_score
                                                                            : group->reject_score;
    }
    for (size_t i = 0; i < problem->secret_count + problem->sample_count; i++) {
        const struct test_case *test = i < problem->sample_count
                                           ? &problem->samples[i]
                                           : &problem->secrets[i - problem->sample_count];

        add_part(&contents[test->group], problem->groups[test->group].case_max_score);
    }
    for (size_t i = problem->group_count; i-- > 0;) { /* those in a group come behind it */
        struct test_group *group = &problem->groups[i];

        if (contents[i].parts == 0)
            continue;
        group->max_score = legacy_best(problem, group, &contents[i]);
        if (i > 0)
            add_part(&contents[group->parent], group->max_score);
    }
}

/* Whether its verdict is that of the first case that fails, and all before it were accepted. */
static bool is_plain(const struct test_group *group)
{
    return !group->go_on && !group->any_accepted && group->verdict_rule != VERDICT_ACCEPT;
}

/* ---- 2025-09 */

static int refuse(const struct loading *loading, const struct test_group *group, const char *what,
                  struct err *err)
{
    return err_set(err, ERR_INPUT, "%s/data/%s: %s", loading->base, group->name, what);
}

static int check_required(const struct loading *loading, const struct test_group *group,
                          struct err *err)
{
    const struct problem *problem = loading->problem;

    for (size_t i = 0; i < group->required_count; i++)
        if (problem->groups[group->required[i]].score_rule != SCORE_PASS_FAIL)
            return refuse(loading, group, "require_pass names a group that is not pass-fail", err);
    return 0;
}

/* `within`: the group is in data/secret; else it is data/secret itself. */
static int check_declared(const struct loading *loading, const struct test_group *group,
                          const struct test_group *secret, struct err *err)
{
    bool within = group != secret;

    if (group->score_rule == SCORE_PASS_FAIL && isinf(group->max_score))
        return refuse(loading, group, "a group with pass-fail aggregation needs a max_score", err);
    if (within && isinf(group->max_score) && isfinite(secret->max_score))
        return refuse(loading, group, "the group needs a max_score, as that of secret is bounded",
                      err);
    if (within && secret->score_rule == SCORE_PASS_FAIL && group->score_rule != SCORE_PASS_FAIL)
        return refuse(loading, group, "secret is pass-fail, so this group must be it too", err);
    return check_required(loading, group, err);
}

/* What the static validation case can bring is not shared among the others. */
static double best_of_case(const struct test_group *group, double cases)
{
    if (group->score_rule == SCORE_SUM)
        return cases < 1 ? 0 : (group->max_score - group->static_score) / cases;
    return group->score_rule == SCORE_MIN ? group->max_score : 0;
}

static int settle_declared(struct loading *loading, struct contents *contents, struct err *err)
{
    struct problem *problem = loading->problem;
    const struct test_group *secret = NULL;

    for (size_t i = 0; i < problem->secret_count; i++)
        contents[problem->secrets[i].group].cases += !problem->secrets[i].is_static;
    for (size_t i = 1; i < problem->group_count; i++) {
        struct test_group *group = &problem->groups[i];
        double cases = (double)contents[i].cases;

        if (strcmp(group->name, "sample") == 0) {
            group->case_max_score = group->max_score = 0; /* samples have no scores */
            continue;
        }
        if (group->parent == 0)
            secret = group;
        if (!secret || (group != secret && cases < 1 && !group->has_static))
            return refuse(loading, group, "a group without test cases", err);
        if (group != secret && contents[group->parent].cases > 0)
            return refuse(loading, secret, "it has both test cases and groups", err);
        if (check_declared(loading, group, secret, err) < 0)
            return -1;
        /* A case that fails decides the others' only where they share one score. */
        group->go_on = group->score_rule == SCORE_SUM || cases < 1;
        group->case_max_score = best_of_case(group, cases);
        group->accept_score = group->case_max_score;
    }
    problem->groups[0].max_score = secret ? secret->max_score : 0;
    return 0;
}

int scoring_settle(struct loading *loading, struct err *err)
{
    struct problem *problem = loading->problem;
    cleanup_free struct contents *contents = calloc(problem->group_count, sizeof *contents);

    if (!contents)
        return err_set(err, ERR_JUDGE, "out of memory");
    problem->graded = problem->scoring != SCORING_NONE;
    if (problem->scoring == SCORING_DECLARED)
        return settle_declared(loading, contents, err);
    if (!loading->modern) {
        settle_legacy(problem, contents);
        for (size_t i = 0; i < problem->group_count; i++)
            problem->graded |= !is_plain(&problem->groups[i]);
    }
    return 0;
}
