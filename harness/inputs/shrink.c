/* SPDX-License-Identifier: MIT */
#include "inputs/shrink.h"
#include "inputs/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum edit_kind { CUT_LINES, CUT_WORDS, CUT_COLUMN, CUT_LETTERS, LOWER_NUMBER, EDIT_KINDS };

struct where {
    size_t line, token;
};

struct edit {
    enum edit_kind kind;
    struct where at;   /* the first that is left out; LOWER_NUMBER: the number */
    size_t from, size; /* CUT_LETTERS: of the word's letters; the others: how many lines or words */
    struct where counter;
    int64_t lower; /* the number there goes down by this; 0: none does */
    int64_t value; /* LOWER_NUMBER: the new one */
};

enum {
    COUNTERS = 12,       /* numbers that are tried as the count of what is left out */
    EDITS_MAX = 1 << 18, /* of one step; bounds the memory */
};

struct shrinker {
    struct buf current;
    struct arena arena; /* the text split, and its edits */
    struct text text;
    bool splits;
    struct edit *edits; /* of this kind and size */
    size_t edit_count, next;
    enum edit_kind kind;
    size_t size;
    bool smaller; /* something was accepted since kind 0 began */
    bool ended;
    struct edit batch[SHRINK_BATCH];
    size_t batch_count;
};

static size_t widest_line(const struct text *text)
{
    size_t most = 0;

    for (size_t i = 0; i < text->count; i++)
        if (text->lines[i].count > most)
            most = text->lines[i].count;
    return most;
}

static size_t longest_word(const struct text *text)
{
    size_t most = 0;

    for (size_t i = 0; i < text->count; i++)
        for (size_t t = 0; t < text->lines[i].count; t++)
            if (text->lines[i].tokens[t].text.len > most)
                most = text->lines[i].tokens[t].text.len;
    return most;
}

/* From one piece to the next of this size: small ones at every place, since a case may begin anywhere. */
static size_t stride(const struct shrinker *s)
{
    return s->size > 4 ? s->size / 4 : 1;
}

/* The largest piece of this kind that is left out at once. */
static size_t largest_size(const struct shrinker *s)
{
    size_t all = s->kind == CUT_LINES      ? s->text.count
                 : s->kind == CUT_LETTERS  ? longest_word(&s->text)
                 : s->kind == LOWER_NUMBER ? 2
                                           : widest_line(&s->text);

    return all / 2;
}

static bool same_place(struct where a, struct where b)
{
    return a.line == b.line && a.token == b.token;
}

static void add_edit(struct shrinker *s, struct edit edit)
{
    if (s->edit_count < EDITS_MAX)
        s->edits[s->edit_count++] = edit;
}

/*
 * Without a count, and with each number that may be it: the first few of the text, and those of the line
 * before the piece.
 */
static void add_cut(struct shrinker *s, struct edit edit)
{
    size_t tried = 0;

    add_edit(s, edit);
    for (size_t l = 0; l <= edit.at.line && tried < COUNTERS; l++) {
        const struct line *line = &s->text.lines[l];

        if (tried >= COUNTERS / 2 && l + 1 < edit.at.line)
            continue;
        for (size_t t = 0; t < line->count && tried < COUNTERS; t++) {
            const struct input_token *token = &line->tokens[t];

            if ((l == edit.at.line && (edit.kind == CUT_LINES || t >= edit.at.token)) ||
                token->kind != TOKEN_INT || token->num < (int64_t)edit.size)
                continue;
            tried++;
            edit.counter = (struct where){l, t};
            edit.lower = (int64_t)edit.size;
            add_edit(s, edit);
            if (edit.size > 1 && edit.kind == CUT_LINES) { /* several lines may be one case */
                edit.lower = 1;
                add_edit(s, edit);
            }
        }
    }
}

static void list_lines(struct shrinker *s)
{
    for (size_t l = 0; l + s->size <= s->text.count; l += stride(s))
        add_cut(s, (struct edit){.kind = CUT_LINES, .at = {.line = l}, .size = s->size});
}

static void list_words(struct shrinker *s)
{
    for (size_t l = 0; l < s->text.count; l++)
        for (size_t t = 0; t + s->size <= s->text.lines[l].count; t += stride(s))
            add_cut(s, (struct edit){.kind = s->kind, .at = {l, t}, .size = s->size});
}

static void list_letters(struct shrinker *s)
{
    for (size_t l = 0; l < s->text.count; l++)
        for (size_t t = 0; t < s->text.lines[l].count; t++) {
            const struct input_token *token = &s->text.lines[l].tokens[t];

            for (size_t i = 0; token->kind == TOKEN_WORD && i + s->size <= token->text.len;
                 i += stride(s))
                add_cut(s, (struct edit){
                               .kind = CUT_LETTERS, .at = {l, t}, .from = i, .size = s->size});
        }
}

/*
 * Towards zero, in few steps: without its sign, 0, 1, a digit less, half. One less only where the number is
 * small, else there would be a million steps.
 */
static void list_numbers(struct shrinker *s)
{
    for (size_t l = 0; l < s->text.count; l++)
        for (size_t t = 0; t < s->text.lines[l].count; t++) {
            const struct input_token *token = &s->text.lines[l].tokens[t];
            const int64_t n = token->num, less = n > 0 && n <= 20 ? n - 1 : 0;
            const int64_t values[] = {n < 0 ? -n : 0, 0, 1, n / 10, n / 2, less};

            for (size_t i = 0; i < sizeof values / sizeof *values && token->kind == TOKEN_INT; i++)
                if (n < 0 || values[i] < n)
                    add_edit(
                        s, (struct edit){
                               .kind = LOWER_NUMBER, .at = {l, t}, .size = 1, .value = values[i]});
        }
}

/* Lists the edits of this kind and size. -1: out of memory. */
static int list_edits(struct shrinker *s)
{
    static void (*const list[EDIT_KINDS])(struct shrinker *) = {
        [CUT_LINES] = list_lines,     [CUT_WORDS] = list_words,      [CUT_COLUMN] = list_words,
        [CUT_LETTERS] = list_letters, [LOWER_NUMBER] = list_numbers,
    };

    if (!s->edits && !(s->edits = calloc(EDITS_MAX, sizeof *s->edits)))
        return -1;
    s->edit_count = s->next = 0;
    list[s->kind](s);
    return 0;
}

static int take_text(struct shrinker *s)
{
    arena_reset(&s->arena);
    s->splits = text_is_plain(buf_str(&s->current), s->current.len) &&
                text_split(&s->text, &s->arena, buf_str(&s->current), s->current.len) == 0;
    if (!s->splits)
        s->text = (struct text){0};
    return s->arena.failed ? -1 : 0;
}

/* The next smaller pieces, or the next kind; after the last kind again the first, if that may help. */
static int next_step(struct shrinker *s)
{
    s->size = s->size > 4 ? s->size / 2 : s->size - 1;
    while (s->size == 0 && !s->ended) {
        s->kind++;
        if (s->kind == EDIT_KINDS) {
            s->ended = !s->smaller;
            s->smaller = false;
            s->kind = CUT_LINES;
        }
        s->size = largest_size(s);
    }
    return s->ended ? 0 : list_edits(s);
}

static bool leaves_out(const struct text *text, const struct edit *edit, size_t l, size_t t)
{
    bool same_line = edit->kind == CUT_WORDS && l == edit->at.line;
    bool same_shape =
        edit->kind == CUT_COLUMN && text->lines[l].count == text->lines[edit->at.line].count;

    return (same_line || same_shape) && t >= edit->at.token && t < edit->at.token + edit->size;
}

static int print_token(const struct text *text, const struct edit *edit, struct where at,
                       struct buf *out)
{
    const struct input_token *token = &text->lines[at.line].tokens[at.token];
    const struct input_token *cut =
        edit->kind == CUT_LETTERS ? &text->lines[edit->at.line].tokens[edit->at.token] : NULL;
    size_t behind = edit->from + edit->size;

    if (edit->lower > 0 && same_place(at, edit->counter))
        return buf_addf(out, "%" PRId64, token->num - edit->lower);
    if (edit->kind == LOWER_NUMBER && same_place(at, edit->at))
        return buf_addf(out, "%" PRId64, edit->value);
    /* Of all words that are as long: the rows of a grid stay equally long. */
    if (cut && token->kind == TOKEN_WORD && token->text.len == cut->text.len)
        return buf_add(out, token->text.data, edit->from) < 0
                   ? -1
                   : buf_add(out, token->text.data + behind, token->text.len - behind);
    return buf_add(out, token->text.data, token->text.len);
}

static int print_line(const struct text *text, const struct edit *edit, size_t l, struct buf *out)
{
    const struct line *line = &text->lines[l];
    bool first = true;

    for (size_t t = 0; t < line->count; t++) {
        const struct span gap = line->tokens[first ? 0 : t].gap;

        if (leaves_out(text, edit, l, t))
            continue;
        first = false;
        if (buf_add(out, gap.data, gap.len) < 0 ||
            print_token(text, edit, (struct where){l, t}, out) < 0)
            return -1;
    }
    return buf_add(out, line->tail.data, line->tail.len);
}

static int print_variant(const struct text *text, const struct edit *edit, struct buf *out)
{
    bool first = true;

    buf_clear(out);
    for (size_t l = 0; l < text->count; l++) {
        if (edit->kind == CUT_LINES && l >= edit->at.line && l < edit->at.line + edit->size)
            continue;
        if ((!first && buf_addc(out, '\n') < 0) || print_line(text, edit, l, out) < 0)
            return -1;
        first = false;
    }
    return buf_add(out, text->final.data, text->final.len);
}

int shrinker_new(struct shrinker **out, const char *text, size_t length, struct err *err)
{
    struct shrinker *s = calloc(1, sizeof *s);

    if (s)
        s->current = (struct buf)BUF_INIT(length + 64);
    if (!s || buf_add(&s->current, text, length) < 0 || take_text(s) < 0) {
        shrinker_free(s);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    s->ended = !s->splits;
    s->size = 1; /* the next step begins at the largest size of the first kind */
    s->kind = EDIT_KINDS - 1;
    s->smaller = true;
    if (!s->ended && next_step(s) < 0) {
        shrinker_free(s);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    *out = s;
    return 0;
}

int shrinker_next(struct shrinker *s, bool first, struct buf *out, struct err *err)
{
    if (first)
        s->batch_count = 0;
    while (!s->ended && s->next == s->edit_count)
        if (next_step(s) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    if (s->ended || s->batch_count == SHRINK_BATCH)
        return 0;
    s->batch[s->batch_count] = s->edits[s->next++];
    if (print_variant(&s->text, &s->batch[s->batch_count++], out) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 1;
}

/* Whether the edit's piece lies before that of `done`, which stays tried. */
static bool is_before(const struct edit *edit, const struct edit *done)
{
    if (edit->at.line != done->at.line)
        return edit->at.line < done->at.line;
    if (edit->at.token != done->at.token)
        return edit->at.token < done->at.token;
    return edit->from < done->from;
}

int shrinker_accept(struct shrinker *s, size_t number, struct err *err)
{
    const struct edit done = s->batch[number];
    struct buf shown = BUF_INIT(s->current.cap);

    if (print_variant(&s->text, &done, &shown) < 0) {
        buf_release(&shown);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    buf_release(&s->current);
    s->current = shown;
    s->smaller = true;
    s->batch_count = 0;
    s->kind = done.kind;
    s->size = done.size;
    if (take_text(s) < 0 || list_edits(s) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    while (s->next < s->edit_count && is_before(&s->edits[s->next], &done))
        s->next++;
    return 0;
}

void shrinker_free(struct shrinker *s)
{
    if (!s)
        return;
    buf_release(&s->current);
    arena_release(&s->arena);
    free(s->edits);
    free(s);
}
