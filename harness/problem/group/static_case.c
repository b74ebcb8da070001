/* SPDX-License-Identifier: MIT */
#include "problem/group/static_case.h"
#include "problem/number.h"

#include <math.h>
#include <string.h>

int static_claim_take(struct static_claim *claim, const char *value, size_t line, struct err *err)
{
    claim->line = line;
    claim->is_pass_fail = strcmp(value, "pass-fail") == 0;
    if (claim->is_pass_fail)
        return 0;
    if (number_parse(value, &claim->score, NULL) < 0 || claim->score < 0 || claim->score > 1e15 ||
        floor(claim->score) < claim->score)
        return err_set(err, ERR_INPUT,
                       "'%.60s' is neither an integer that is not below 0 nor pass-fail", value);
    return 0;
}

/* What is wrong with the claim, or NULL. */
static const char *find_fault(const struct static_claim *claim, const struct loading *loading,
                              const struct test_group *group)
{
    bool scoring = loading->problem->scoring == SCORING_DECLARED;

    if (loading->static_validators.count == 0)
        return "there is no static_validator/";
    if (claim->is_pass_fail)
        return scoring && group->score_rule != SCORE_PASS_FAIL
                   ? "pass-fail needs score_aggregation: pass-fail"
                   : NULL;
    if (!scoring)
        return "a number needs type: scoring; of this problem it must be pass-fail";
    if (group->score_rule == SCORE_PASS_FAIL)
        return "a number in a group with pass-fail aggregation: it must be pass-fail";
    return claim->score > group->max_score ? "it is more than the group's max_score" : NULL;
}

int static_claim_settle(const struct static_claim *claim, struct loading *loading,
                        struct test_group *group, const struct case_settings *above,
                        const struct words *args, const char *path, struct case_settings **settings,
                        struct err *err)
{
    const char *fault;

    if (claim->line == 0)
        return args->line == 0 ? 0
                               : err_set(err, ERR_INPUT,
                                         "%s:%zu: static_validator_args: there is no "
                                         "static_validation_score that they are for",
                                         path, args->line);
    fault = find_fault(claim, loading, group);
    if (fault)
        return err_set(err, ERR_INPUT, "%s:%zu: static_validation_score: %s", path, claim->line,
                       fault);
    group->has_static = true;
    group->static_score = claim->is_pass_fail ? 0 : claim->score;
    return settings_of_static(loading, above, args, path, settings, err);
}
