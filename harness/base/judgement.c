/* SPDX-License-Identifier: MIT */
#include "winnow/judgement.h"
#include "base/screen/transcript.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *words;
} verdicts[VERDICT_COUNT] = {
#define VERDICT_ROW(symbol, words) {#symbol, words},
    VERDICT_LIST(VERDICT_ROW)
#undef VERDICT_ROW
};

const char *verdict_name(enum verdict v)
{
    return verdicts[v].name;
}

const char *verdict_words(enum verdict v)
{
    return verdicts[v].words;
}

enum verdict verdict_parse(const char *name)
{
    int v = 0;

    while (v < VERDICT_COUNT && strcmp(verdicts[v].name, name) != 0)
        v++;
    return (enum verdict)v;
}

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */

/* Copies what fits of `text` into `detail`, character by character. */
static void copy_valid(char detail[JUDGEMENT_DETAIL], const char *text)
{
    size_t left = strlen(text), used = 0, length;

    for (; left > 0; text += length, left -= length) {
        bool valid = utf8_step(text, left, &length);
        size_t n = valid ? length : sizeof replacement - 1;

        if (used + n >= JUDGEMENT_DETAIL)
            break;
        memcpy(detail + used, valid ? text : replacement, n);
        used += n;
    }
    detail[used] = '\0';
}

void judgement_set(struct judgement *judgement, enum verdict verdict, const char *fmt, ...)
{
    char text[JUDGEMENT_DETAIL];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    judgement->verdict = verdict;
    copy_valid(judgement->detail, text);
}

void judgement_add_case(struct judgement *whole, const struct judgement *one)
{
    if (one->cpu > whole->cpu)
        whole->cpu = one->cpu;
    if (one->wall > whole->wall)
        whole->wall = one->wall;
    if (one->memory > whole->memory)
        whole->memory = one->memory;
    if (one->load > whole->load)
        whole->load = one->load;
    whole->measured_alone |= one->measured_alone;
    if (one->verdict == VERDICT_AC || whole->verdict != VERDICT_AC)
        return;
    whole->verdict = one->verdict;
    whole->test = one->test;
    memcpy(whole->detail, one->detail, sizeof whole->detail);
}

const char *judgement_words(const struct judgement *judgement, char room[JUDGEMENT_WORDS])
{
    const char *detail = judgement->detail;

    if (!judgement->measured_alone)
        return detail;
    snprintf(room, JUDGEMENT_WORDS, "%s%s(measured alone, other load %d %%)", detail,
             *detail ? " " : "", judgement->load);
    return room;
}

bool judgement_is_partial(const struct judgement *judgement)
{
    return judgement->scored && judgement->verdict == VERDICT_AC &&
           isfinite(judgement->max_score) && fabs(judgement->score - judgement->max_score) > 1e-9;
}

struct judgement judgement_take(struct judgement *judgement)
{
    struct judgement taken = *judgement;

    judgement->cases = NULL;
    judgement->groups = NULL;
    judgement->case_count = judgement->group_count = 0;
    judgement->transcript = NULL;
    judgement->explanation = NULL;
    judgement->behaviour = NULL;
    return taken;
}

const char *score_words(double score, double max_score, char room[SCORE_WORDS])
{
    if (isfinite(max_score))
        snprintf(room, SCORE_WORDS, "%.10g of %.10g", score, max_score);
    else
        snprintf(room, SCORE_WORDS, "%.10g", score);
    return room;
}

void judgement_release(struct judgement *judgement)
{
    struct judgement gone = judgement_take(judgement);

    for (size_t i = 0; gone.cases && i < gone.case_count; i++)
        judgement_release(&gone.cases[i]);
    free(gone.cases);
    free(gone.groups);
    transcript_free(gone.transcript);
    free(gone.explanation);
    free(gone.behaviour);
}
