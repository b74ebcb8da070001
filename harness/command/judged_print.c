/* SPDX-License-Identifier: MIT */
#include "command/judged_print.h"
#include "base/screen/columns.h"
#include "base/screen/terminal.h"
#include "base/screen/transcript.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

enum {
    LINE_SHOWN = 120, /* bytes of a line of a transcript */
    CHUNK_SHOWN = 10, /* lines that were written at one go */
};

/* "40 of 100", or nothing where there are no points to be had, as in samples. */
static const char *points(bool scored, double score, double max_score, char room[SCORE_WORDS])
{
    return scored && max_score > 0 ? score_words(score, max_score, room) : "";
}

static void add_verdict(struct columns *c, enum verdict verdict)
{
    columns_add(c, verdict == VERDICT_AC ? COLUMN_GOOD : COLUMN_BAD, "%s", verdict_name(verdict));
}

static void add_case(struct columns *c, const struct judgement *one, bool scored)
{
    char words[JUDGEMENT_WORDS], room[SCORE_WORDS];

    add_verdict(c, one->verdict);
    columns_add(c, COLUMN_PLAIN, "%s", one->test);
    columns_add(c, COLUMN_PLAIN, "%.0f ms", (double)one->cpu / (double)NSEC_PER_MS);
    columns_add(c, COLUMN_PLAIN, "%.1f MiB", (double)one->memory / (double)MIB);
    if (scored)
        columns_add(c, COLUMN_PLAIN, "%s", points(one->scored, one->score, one->max_score, room));
    columns_add(c, COLUMN_DIM, "%s", judgement_words(one, words));
}

static void print_extremes(const struct judgement *j)
{
    const struct judgement *slowest = j->cases, *largest = j->cases;

    for (size_t i = 1; i < j->case_count; i++) {
        slowest = j->cases[i].cpu > slowest->cpu ? &j->cases[i] : slowest;
        largest = j->cases[i].memory > largest->memory ? &j->cases[i] : largest;
    }
    terminal_printf(stdout, "slowest  %.0f ms on %s\n", (double)slowest->cpu / (double)NSEC_PER_MS,
                    slowest->test);
    terminal_printf(stdout, "largest  %.1f MiB on %s\n", (double)largest->memory / (double)MIB,
                    largest->test);
}

static int print_cases(const struct judgement *j, struct err *err)
{
    cleanup_with(columns_release) struct columns c;

    columns_init(&c, j->scored ? "llrrrl" : "llrrl");
    for (size_t i = 0; i < j->case_count; i++)
        add_case(&c, &j->cases[i], j->scored);
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

static int print_groups(const struct judgement *j, struct err *err)
{
    cleanup_with(columns_release) struct columns c;

    columns_init(&c, "llr");
    for (size_t i = 1; i < j->group_count;
         i++) { /* the first is all of them: the headline has it */
        const struct group_judgement *group = &j->groups[i];
        char room[SCORE_WORDS];

        if (group->graded)
            add_verdict(&c, group->verdict);
        else
            columns_add(&c, COLUMN_DIM, "-");
        columns_add(&c, COLUMN_PLAIN, "%s", group->name);
        columns_add(&c, COLUMN_PLAIN, "%s",
                    points(j->scored, group->score, group->max_score, room));
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* ---- what was said */

/* Of a long line the beginning; each of its bytes can be told from others. */
static int add_said(struct columns *c, enum column_style style, const char *bytes, size_t n)
{
    cleanup_with(buf_release) struct buf shown = BUF_INIT(LINE_SHOWN * 8);
    size_t cut = n > LINE_SHOWN ? LINE_SHOWN : n;

    if (terminal_escape(&shown, bytes, cut) < 0)
        return -1;
    if (cut < n)
        columns_add(c, style, "%s ... %zu bytes more", buf_str(&shown), n - cut);
    else
        columns_add(c, style, "%s", buf_str(&shown));
    return 0;
}

static int add_entry(struct columns *c, const struct transcript *t, size_t at)
{
    const struct transcript_entry *entry = &t->list[at];
    bool candidate = entry->side == TRANSCRIPT_CANDIDATE;
    enum column_style style = candidate ? COLUMN_PLAIN : COLUMN_DIM;

    columns_add(c, COLUMN_DIM, "%.2f ms", (double)entry->at / (double)NSEC_PER_MS);
    columns_add(c, style, "%s", transcript_side_name(entry->side));
    columns_add(c, style, "%s", entry->ended ? "" : candidate ? ">" : "<");
    if (!entry->ended)
        return add_said(c, style, buf_str(&t->text) + entry->begin, entry->end - entry->begin);
    columns_add(c, style, "(%s: %s)", transcript_ended_first(t, at) ? "ended first" : "ended",
                entry->ended);
    return 0;
}

/* The cells before a remark. */
static void add_blanks(struct columns *c)
{
    for (int i = 0; i < 3; i++)
        columns_add(c, COLUMN_PLAIN, "%s", "");
}

/* What is to be said before the entry: that something was left out, that another pass begins. */
static void add_remarks(struct columns *c, const struct transcript *t, size_t at)
{
    const struct transcript_entry *entry = &t->list[at];

    if (at == t->head && t->left_out > 0) {
        add_blanks(c);
        columns_add(c, COLUMN_DIM, "... %lld bytes left out ...", (long long)t->left_out);
    }
    if (at < t->count &&
        (at > 0 ? entry->pass != entry[-1].pass : t->list[t->count - 1].pass > 0)) {
        add_blanks(c);
        columns_add(c, COLUMN_DIM, "pass %u", entry->pass + 1);
    }
}

/* How many entries from here on were written at one go. */
static size_t chunk_length(const struct transcript *t, size_t at)
{
    const struct transcript_entry *first = &t->list[at];
    size_t n = 1;

    while (at + n < t->count && at + n != t->head && !first->ended && !first[n].ended &&
           first[n].pass == first->pass && first[n].side == first->side && first[n].at == first->at)
        n++;
    return n;
}

/* A chunk; of one with many lines the first ones. */
static int add_chunk(struct columns *c, const struct transcript *t, size_t at, size_t n)
{
    size_t shown = n > CHUNK_SHOWN + 1 ? CHUNK_SHOWN : n;

    for (size_t i = 0; i < shown; i++)
        if (add_entry(c, t, at + i) < 0)
            return -1;
    if (shown < n) {
        add_blanks(c);
        columns_add(c, COLUMN_DIM, "... %zu lines more", n - shown);
    }
    return 0;
}

static int print_transcript(const char *test, const struct transcript *t, struct err *err)
{
    cleanup_with(columns_release) struct columns c;
    size_t n;

    columns_init(&c, "rlll");
    for (size_t i = 0; i < t->count; i += n) {
        n = chunk_length(t, i);
        add_remarks(&c, t, i);
        if (add_chunk(&c, t, i, n) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    add_remarks(&c, t, t->count);
    terminal_printf(stdout, "\n%s: what was said\n", test);
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* Of the case that failed first. When none did, of all samples. */
static bool is_shown(const struct judgement *j, const struct judgement *one)
{
    if (!one->transcript)
        return false;
    return j->test ? one->test == j->test : strncmp(one->test, "sample", 6) == 0;
}

static int print_transcripts(const struct judgement *j, struct err *err)
{
    for (size_t i = 0; i < j->case_count; i++)
        if (is_shown(j, &j->cases[i]) &&
            print_transcript(j->cases[i].test, j->cases[i].transcript, err) < 0)
            return -1;
    return 0;
}

/* ---- why it is wrong */

/* Its first line is a heading. */
static void print_explanation(const char *test, const char *text)
{
    size_t length = strcspn(text, "\n");

    terminal_printf(stdout, "\n%s: %.*s\n", test, (int)length, text);
    for (text += length; *text; text += length) {
        length = strcspn(++text, "\n");
        if (length > 0)
            terminal_printf(stdout, "  %.*s\n", (int)length, text);
    }
}

static void print_explanations(const struct judgement *j)
{
    for (size_t i = 0; i < j->case_count; i++)
        if (j->cases[i].explanation)
            print_explanation(j->cases[i].test, j->cases[i].explanation);
}

/* ---- all of it */

int judged_file_print(const struct judged_file *file, struct err *err)
{
    const struct judgement *j = &file->judgement;
    char room[SCORE_WORDS];

    terminal_printf(stdout, "%s: %s%s (%s)%s%s\n", file->path,
                    judgement_is_partial(j) ? "partially " : "", verdict_words(j->verdict),
                    verdict_name(j->verdict), j->scored ? ", score " : "",
                    j->scored ? score_words(j->score, j->max_score, room) : "");
    if (j->case_count == 0) { /* it did not compile */
        terminal_printf(stdout, "  %s\n", j->detail);
        return 0;
    }
    if (print_cases(j, err) < 0 || (j->groups && print_groups(j, err) < 0))
        return -1;
    print_extremes(j);
    print_explanations(j);
    return print_transcripts(j, err);
}
