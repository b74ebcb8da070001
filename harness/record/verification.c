/* SPDX-License-Identifier: MIT */
#include "record/verification.h"

#include <stdlib.h>
#include <string.h>

bool verification_has_groups(const struct verification *v)
{
    size_t own = 0;

    for (size_t i = 0; i < v->group_count; i++)
        own += strchr(v->groups[i], '/') != NULL;
    return own > 0 && v->group_count > 1;
}

bool verification_is_in(const char *test, const char *group)
{
    const char *slash = strrchr(test, '/');
    size_t n = slash ? (size_t)(slash - test) : 0;

    return strlen(group) == n && strncmp(test, group, n) == 0;
}

/* Cases come in the order of their groups, or nearly: the last one's and the next are looked at first. */
static size_t find_group(const struct verification *v, const char *test, size_t hint)
{
    for (size_t i = 0; i < v->group_count; i++) {
        size_t group = (hint + i) % v->group_count;

        if (verification_is_in(test, v->groups[group]))
            return group;
    }
    return 0; /* not for a case of this problem */
}

void verification_groups(const struct verification *v, const struct judgement *judgement,
                         enum verdict *verdicts)
{
    size_t group = 0;

    for (size_t i = 0; i < v->group_count; i++)
        verdicts[i] = VERDICT_COUNT;
    for (size_t i = 0; i < judgement->case_count; i++) {
        const struct judgement *one = &judgement->cases[i];

        group = find_group(v, one->test, group);
        if (verdicts[group] == VERDICT_COUNT || verdicts[group] == VERDICT_AC)
            verdicts[group] = one->verdict;
    }
}

void verification_release(struct verification *v)
{
    for (size_t i = 0; i < v->submission_count; i++)
        judgement_release(&v->submissions[i].judgement);
    free(v->submissions);
    for (size_t i = 0; i < v->check_count; i++) {
        for (size_t c = 0; c < v->checks[i].complaint_count; c++) {
            free(v->checks[i].complaints[c].test);
            free(v->checks[i].complaints[c].detail);
        }
    }
    for (size_t i = 0; i < v->group_count; i++)
        free(v->groups[i]);
    free(v->groups);
    memset(v, 0, sizeof *v);
}
