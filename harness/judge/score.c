/* SPDX-License-Identifier: MIT */
#include "judge/score.h"
#include "judge/check/feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SCORE      "score.txt"
#define MULTIPLIER "score_multiplier.txt"

/* The group of a case in a problem of 2025-09; NULL for a sample, which has no score. */
static const struct test_group *scored_group(const struct check *check)
{
    const struct problem *problem = check->tests->problem;
    const struct test_group *group = &problem->groups[check->test->group];

    return strncmp(group->name, "secret", strlen("secret")) == 0 ? group : NULL;
}

/* The best that a validator can give the case. */
static double best_score(const struct check *check, const struct test_group *group)
{
    return check->test->is_static ? group->static_score : group->case_max_score;
}

/* One finite number; no inf, nan or hexadecimal. What is behind it, or NULL. */
static const char *parse_number(const char *text, double *out)
{
    size_t n = strspn(text, "0123456789+-.eE");
    char *end;

    *out = strtod(text, &end);
    return n > 0 && end == text + n && isfinite(*out) ? end : NULL;
}

static int read_number(int dir, const char *name, double *out, struct err *err)
{
    char line[80];
    const char *end;

    feedback_line(dir, name, line, sizeof line);
    if (strlen(line) == sizeof line - 1) /* what is cut off might be digits */
        return err_set(err, ERR_JUDGE, "%s: the number is too long", name);
    end = parse_number(line, out);
    if (!end || end[strspn(end, " \t")] != '\0')
        return err_set(err, ERR_JUDGE, "%s: '%.40s' is not a number", name, line);
    return 0;
}

static int check_bound(const char *name, double value, double most, struct err *err)
{
    return value < 0 || value > most + 1e-9
               ? err_set(err, ERR_JUDGE, "%s: %.10g is not between 0 and %.10g", name, value, most)
               : 0;
}

static int take_declared(const struct check *check, int dir, bool has_score, struct err *err)
{
    const struct test_group *group = scored_group(check);
    bool multiplies = feedback_has(dir, MULTIPLIER);
    const char *name = has_score ? SCORE : MULTIPLIER;
    struct judgement *judgement = check->judgement;
    double value, most;

    if (!group || (!has_score && !multiplies))
        return 0;
    most = has_score ? best_score(check, group) : 1;
    if (has_score && multiplies)
        return err_set(err, ERR_JUDGE, "it leaves both " SCORE " and " MULTIPLIER);
    if (group->score_rule == SCORE_PASS_FAIL)
        return err_set(err, ERR_JUDGE, "it leaves %s in a pass-fail group", name);
    if (multiplies && isinf(best_score(check, group)))
        return err_set(err, ERR_JUDGE, "it leaves " MULTIPLIER " in a group without max_score");
    if (read_number(dir, name, &value, err) < 0 || check_bound(name, value, most, err) < 0)
        return -1;
    judgement->scored = true;
    judgement->score = has_score ? value : value * best_score(check, group);
    return 0;
}

int score_take(const struct check *check, int feedback_dir, struct err *err)
{
    bool has_score = feedback_has(feedback_dir, SCORE);

    if (check->tests->problem->scoring == SCORING_NONE)
        return 0;
    if (check->tests->problem->scoring == SCORING_DECLARED)
        return take_declared(check, feedback_dir, has_score, err);
    if (!has_score)
        return 0;
    if (read_number(feedback_dir, SCORE, &check->judgement->score, err) < 0)
        return -1;
    check->judgement->scored = true;
    return 0;
}

int score_take_points(const struct check *check, const char *message, struct err *err)
{
    static const char word[] = "points ";
    struct judgement *judgement = check->judgement;
    const struct test_group *group;
    double points;

    if (check->tests->problem->scoring == SCORING_NONE ||
        strncmp(message, word, sizeof word - 1) != 0 ||
        !parse_number(message + sizeof word - 1, &points))
        return 0;
    if (check->tests->problem->scoring == SCORING_DECLARED) {
        group = scored_group(check);
        if (!group)
            return 1;
        if (group->score_rule == SCORE_PASS_FAIL)
            return 0;
        if (check_bound("the checker's points", points, group->case_max_score, err) < 0)
            return -1;
    }
    judgement->scored = true;
    judgement->score = points;
    return 1;
}

int score_check(const struct check *check, struct err *err)
{
    const struct problem *problem = check->tests->problem;
    bool required = problem->score_required;

    if (problem->scoring == SCORING_DECLARED) {
        const struct test_group *group = scored_group(check);

        required = group && group->score_rule != SCORE_PASS_FAIL && isinf(best_score(check, group));
    }
    if (!required || check->judgement->scored)
        return 0;
    return err_set(err, ERR_JUDGE, "it accepts and leaves no " SCORE);
}

bool score_is_left(const struct check *check, int feedback_dir)
{
    return check->tests->problem->scoring != SCORING_NONE &&
           (feedback_has(feedback_dir, SCORE) || feedback_has(feedback_dir, MULTIPLIER));
}
