/* SPDX-License-Identifier: MIT */
#include "judge/grade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A result of a case or a group, and the case that is to blame for its verdict. */
struct part {
    enum verdict verdict;
    double score;
    size_t culprit;
};

/* What is known of a group so far. */
struct tally {
    size_t parts; /* cases and groups that were added */
    double sum, least, largest;
    struct part first, worst, last; /* `first` and `worst` of those that are not accepted */
    bool any_accepted;
    bool left;          /* what is still to come in it does not count */
    bool skipped;       /* so is all of it: what it requires was not accepted */
    struct part result; /* once it is closed */
};

struct grade {
    const struct problem *problem;
    size_t open; /* the group of the case that came last; those above it are open too */
    const struct test_group *excessive; /* a group with more than its max_score, or NULL */
    struct tally tallies[];
};

struct grade *grade_start(const struct problem *problem)
{
    struct grade *grade = calloc(1, sizeof *grade + problem->group_count * sizeof *grade->tallies);

    if (grade)
        grade->problem = problem;
    return grade;
}

void grade_free(struct grade *grade)
{
    free(grade);
}

/* The default grader's order: the first of these that occurs is the worst. */
static unsigned badness(enum verdict verdict)
{
    static const enum verdict order[] = {VERDICT_AC,  VERDICT_WA,  VERDICT_OLE, VERDICT_TLE,
                                         VERDICT_MLE, VERDICT_RTE, VERDICT_CE,  VERDICT_JE};
    unsigned i = 0;

    while (order[i] != verdict)
        i++;
    return i;
}

static void add_part(struct tally *tally, struct part part, bool go_on)
{
    bool begins = tally->parts++ == 0;

    tally->sum += part.score;
    tally->least = begins || part.score < tally->least ? part.score : tally->least;
    tally->largest = begins || part.score > tally->largest ? part.score : tally->largest;
    tally->last = part;
    if (part.verdict == VERDICT_AC) {
        tally->any_accepted = true;
        return;
    }
    if (tally->first.verdict == VERDICT_AC)
        tally->first = part;
    if (badness(part.verdict) > badness(tally->worst.verdict))
        tally->worst = part;
    tally->left |= !go_on;
}

static double score_of(const struct test_group *group, const struct tally *tally, bool accepted)
{
    if (group->last_counts)
        return tally->last.score;
    switch (group->score_rule) {
    case SCORE_MIN:
        return tally->least;
    case SCORE_MAX:
        return tally->largest;
    case SCORE_AVERAGE:
        return tally->sum / (double)tally->parts;
    case SCORE_PASS_FAIL:
        return accepted ? group->max_score : 0;
    case SCORE_LAST:
        return tally->last.score;
    case SCORE_SUM:
        break;
    }
    return tally->sum;
}

/* The part whose verdict the group has. */
static struct part verdict_of(const struct test_group *group, const struct tally *tally)
{
    static const struct part accepted = {.verdict = VERDICT_AC};

    if (tally->worst.verdict == VERDICT_JE) /* no grader makes up for a failure of the judge */
        return tally->worst;
    if (group->last_counts)
        return tally->last;
    if (group->any_accepted && tally->any_accepted)
        return accepted;
    switch (group->verdict_rule) {
    case VERDICT_WORST:
        return tally->worst;
    case VERDICT_FIRST:
        return tally->first;
    case VERDICT_ACCEPT:
        break;
    }
    return accepted;
}

static void close_group(struct grade *grade, size_t number)
{
    const struct test_group *group = &grade->problem->groups[number];
    struct tally *tally = &grade->tallies[number];

    if (tally->parts == 0 && !tally->skipped)
        return;
    if (!tally->skipped) {
        tally->result = verdict_of(group, tally);
        tally->result.score = score_of(group, tally, tally->result.verdict == VERDICT_AC);
    }
    if (grade->problem->scoring == SCORING_DECLARED &&
        tally->result.score > group->max_score + 1e-9 && !grade->excessive)
        grade->excessive = group;
    if (number > 0 && !grade->tallies[group->parent].left)
        add_part(&grade->tallies[group->parent], tally->result,
                 grade->problem->groups[group->parent].go_on);
}

static bool is_within(const struct problem *problem, size_t group, size_t outer)
{
    while (group > outer)
        group = problem->groups[group].parent;
    return group == outer;
}

/* The groups that `next` is not in have had all their cases. */
static void close_up_to(struct grade *grade, size_t next)
{
    while (!is_within(grade->problem, next, grade->open)) {
        close_group(grade, grade->open);
        grade->open = grade->problem->groups[grade->open].parent;
    }
    grade->open = next;
}

/* A group is not run unless all that it requires is accepted: it then fails as they did. */
static void check_required(struct grade *grade, size_t number)
{
    const struct test_group *group = &grade->problem->groups[number];
    struct tally *tally = &grade->tallies[number];

    for (size_t i = 0; i < group->required_count && !tally->skipped; i++) {
        const struct tally *required = &grade->tallies[group->required[i]];

        tally->skipped = required->result.verdict != VERDICT_AC;
        tally->result = required->result;
        tally->result.score = 0;
    }
}

bool grade_counts(struct grade *grade, size_t group)
{
    close_up_to(grade, group);
    for (size_t at = group;; at = grade->problem->groups[at].parent) {
        check_required(grade, at);
        if (grade->tallies[at].left || grade->tallies[at].skipped)
            return false;
        if (at == 0)
            return true;
    }
}

void grade_add(struct grade *grade, size_t number, bool is_static, struct judgement *one)
{
    const struct test_group *group = &grade->problem->groups[grade->open];
    bool accepted = one->verdict == VERDICT_AC;

    if (!one->scored || !accepted)
        one->score = !accepted   ? group->reject_score
                     : is_static ? group->static_score
                                 : group->accept_score;
    one->scored = grade->problem->scoring != SCORING_NONE;
    one->max_score = is_static ? group->static_score : group->case_max_score;
    add_part(&grade->tallies[grade->open], (struct part){one->verdict, one->score, number},
             group->go_on);
}

static void set_verdict(const struct grade *grade, struct judgement *whole)
{
    const struct part *result = &grade->tallies[0].result;

    whole->test = NULL;
    judgement_set(whole, result->verdict, "%s", "");
    if (result->verdict != VERDICT_AC) {
        const struct judgement *culprit = &whole->cases[result->culprit];

        whole->test = culprit->test;
        memcpy(whole->detail, culprit->detail, sizeof whole->detail);
    }
    if (grade->excessive)
        judgement_set(whole, VERDICT_JE, "the score of %.200s exceeds its max_score",
                      grade->excessive->name);
}

static void set_score(const struct grade *grade, struct judgement *whole)
{
    const struct problem *problem = grade->problem;

    whole->scored = problem->scoring != SCORING_NONE;
    if (!whole->scored)
        return;
    whole->score = grade->tallies[0].result.score;
    whole->max_score = problem->groups[0].max_score;
    if (problem->scoring == SCORING_LEGACY && whole->verdict != VERDICT_AC)
        whole->score = 0; /* "the score provided by the grader will always be ignored" */
}

int grade_end(struct grade *grade, struct judgement *whole, struct err *err)
{
    size_t count = grade->problem->group_count;

    whole->groups = calloc(count, sizeof *whole->groups);
    if (!whole->groups)
        return err_set(err, ERR_JUDGE, "out of memory");
    close_up_to(grade, 0);
    close_group(grade, 0);
    for (size_t i = 0; i < count; i++) {
        const struct test_group *group = &grade->problem->groups[i];
        const struct tally *tally = &grade->tallies[i];

        whole->groups[i] = (struct group_judgement){.name = group->name,
                                                    .graded = tally->parts > 0,
                                                    .verdict = tally->result.verdict,
                                                    .score = tally->result.score,
                                                    .max_score = group->max_score};
    }
    whole->group_count = count;
    set_verdict(grade, whole);
    set_score(grade, whole);
    return 0;
}
