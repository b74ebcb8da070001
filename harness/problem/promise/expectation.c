/* SPDX-License-Identifier: MIT */
#include "problem/promise/expectation.h"
#include "problem/promise/glob.h"
#include "problem/promise/labels.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool concerns(const struct expectation *e, const struct judgement *one)
{
    return !e->cases || (one->test && glob_match(e->cases, one->test));
}

/* "AC, WA": the format's words for a set. */
static const char *set_words(unsigned set, char room[64])
{
    size_t used = 0;

    room[0] = '\0';
    if (set & VERDICT_BIT(RTE))
        set &= ~(VERDICT_BIT(MLE) | VERDICT_BIT(OLE));
    for (unsigned v = 0; v < VERDICT_COUNT; v++)
        if ((set >> v) & 1)
            used += (size_t)snprintf(room + used, 64 - used, "%s%s", used ? ", " : "",
                                     verdict_name((enum verdict)v));
    return room;
}

static bool say_forbidden(const struct expectation *e, const struct judgement *one, char *words,
                          size_t size)
{
    char room[64];

    snprintf(words, size, "%s permits only %s, and %s is %s%s%s", e->source,
             set_words(e->permitted, room), one->test ? one->test : "the verdict",
             verdict_name(one->verdict), one->detail[0] ? ": " : "", one->detail);
    return false;
}

static bool say_missing(const struct expectation *e, size_t count, char *words, size_t size)
{
    char room[64];

    snprintf(words, size, "%s requires %s of a case%s%s, and none of the %zu that were run is",
             e->source, set_words(e->required, room), e->cases ? " in " : "",
             e->cases ? e->cases : "", count);
    return false;
}

/* Of these cases, one by one. */
static bool holds(const struct expectation *e, const struct judgement *cases, size_t count,
                  char *words, size_t size)
{
    bool is_met = e->required == 0, is_said = !e->message;
    size_t concerned = 0;

    for (size_t i = 0; i < count; i++) {
        const struct judgement *one = &cases[i];

        if (!concerns(e, one))
            continue;
        concerned++;
        if (!((e->permitted >> one->verdict) & 1))
            return say_forbidden(e, one, words, size);
        is_met |= (e->required >> one->verdict) & 1;
        is_said |= e->message && strstr(one->detail, e->message);
    }
    if (!is_met)
        return say_missing(e, concerned, words, size);
    if (!is_said)
        snprintf(words, size, "%s: no case has the message '%.200s'", e->source, e->message);
    return is_said;
}

/* The full score is one too much for partially_accepted, where it is known. */
static bool is_full(const struct expectation *e, const struct judgement *judgement, char *words,
                    size_t size)
{
    char score[SCORE_WORDS];

    if (!e->is_partial || !judgement->scored || !isfinite(judgement->max_score) ||
        judgement->verdict != VERDICT_AC || judgement_is_partial(judgement))
        return false;
    snprintf(words, size, "%s wants less than the full score, and it is %s", e->source,
             score_words(judgement->score, judgement->max_score, score));
    return true;
}

/* ---- scores */

static bool is_between(const struct expectation *e, const char *what, double score, char *words,
                       size_t size)
{
    if (score >= e->score_least - 1e-6 && score <= e->score_most + 1e-6)
        return true;
    snprintf(words, size, "%s promises a score of %.10g to %.10g for %s, and it is %.10g",
             e->source, e->score_least, e->score_most, what, score);
    return false;
}

/* Whether the glob matches the group itself, not one that it is in. */
static bool is_that_group(const char *glob, const char *name)
{
    const char *slash = strrchr(name, '/');
    cleanup_free char *above = strndup(name, slash ? (size_t)(slash - name) : 0);

    return glob_match(glob, name) && above && !(*above && glob_match(glob, above));
}

static bool score_holds(const struct expectation *e, const struct judgement *judgement, char *words,
                        size_t size)
{
    if (!e->has_score || !judgement->scored)
        return true;
    if (!e->cases)
        return is_between(e, "the submission", judgement->score, words, size);
    for (size_t i = 0; i < judgement->group_count; i++) {
        const struct group_judgement *group = &judgement->groups[i];

        if (is_that_group(e->cases, group->name) &&
            !is_between(e, group->name, group->graded ? group->score : 0, words, size))
            return false;
    }
    return true;
}

/*
 * Where groups are graded, a failing case need not matter: as in problemtools, the graded verdict is what a
 * directory promises.
 */
static bool is_for_cases(const struct expectation *e, const struct judgement *judgement)
{
    bool is_graded = judgement->scored || judgement->groups;

    return judgement->case_count > 0 && (!is_graded || e->is_explicit);
}

bool expectations_hold(const struct package_program *submission, const struct judgement *judgement,
                       char *words, size_t size)
{
    words[0] = '\0';
    for (size_t i = 0; i < submission->expectation_count; i++) {
        struct expectation e = submission->expectations[i];
        bool for_cases = is_for_cases(&e, judgement);

        if (!for_cases) /* what did not compile has none */
            e.cases = NULL;
        if (!holds(&e, for_cases ? judgement->cases : judgement,
                   for_cases ? judgement->case_count : 1, words, size) ||
            is_full(&e, judgement, words, size) ||
            !score_holds(&submission->expectations[i], judgement, words, size))
            return false;
    }
    return true;
}

bool expectations_need_first(const struct package_program *submission)
{
    for (size_t i = 0; i < submission->expectation_count; i++) {
        const struct expectation *e = &submission->expectations[i];

        if (e->is_explicit || e->cases || e->message ||
            (e->required && (e->permitted & ~e->required & ~VERDICT_BIT(AC))))
            return false;
    }
    return true;
}

static bool bounds(const struct expectation *e, bool upper)
{
    return upper ? e->is_upper : e->is_lower;
}

bool expectations_have_bound(const struct package_program *submission, bool upper)
{
    for (size_t i = 0; i < submission->expectation_count; i++)
        if (bounds(&submission->expectations[i], upper))
            return true;
    return false;
}

/* What was too slow within its CPU time has waited. */
static nsec_t time_of(const struct judgement *one, nsec_t limit)
{
    return one->verdict == VERDICT_TLE && one->cpu <= limit ? one->wall : one->cpu;
}

nsec_t expectations_bound(const struct package_program *submission,
                          const struct judgement *judgement, bool upper, nsec_t limit)
{
    nsec_t slowest = -1;

    for (size_t i = 0; i < submission->expectation_count; i++) {
        const struct expectation *e = &submission->expectations[i];

        for (size_t c = 0; c < judgement->case_count && bounds(e, upper); c++) {
            const struct judgement *one = &judgement->cases[c];

            if (concerns(e, one) && time_of(one, limit) > slowest)
                slowest = time_of(one, limit);
        }
    }
    return slowest;
}
