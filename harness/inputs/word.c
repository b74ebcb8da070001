/* SPDX-License-Identifier: MIT */
/* Words for draw.h. */
#include "inputs/draw.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LENGTH = 200 }; /* of words that are made up; seen ones may be longer */

/* A word in the making: exactly `len` characters are to be filled. */
struct word {
    const struct slot *slot;
    char *out;
    size_t len;
};

static char char_like(struct maker *maker, unsigned char c)
{
    if (isdigit(c))
        return (char)('0' + maker_below(maker, 10));
    if (islower(c))
        return (char)('a' + maker_below(maker, 26));
    if (isupper(c))
        return (char)('A' + maker_below(maker, 26));
    return (char)c;
}

char draw_char(struct maker *maker, const struct slot *slot)
{
    unsigned char c, last;
    bool digits;

    if (slot->alphabet_size == 0)
        return 'a';
    last = slot->alphabet[slot->alphabet_size - 1];
    c = slot->alphabet[maker_below(maker, slot->alphabet_size)];
    /* Two or three letters are an alphabet; five are probably some of them all. Digits always
     * are, but for those of binary numbers. */
    digits = isdigit(slot->alphabet[0]) && isdigit(last) && last > '1';
    if ((slot->alphabet_size >= 5 || digits) && maker_chance(maker, digits ? 40 : 20))
        return char_like(maker, c);
    return (char)c;
}

/* One of the words seen, without its quotes. */
static struct span word_seen(struct maker *maker, const struct slot *slot)
{
    struct span word = {"", 0};

    if (slot->word_count > 0)
        word = slot->words[maker_below(maker, slot->word_count)];
    return slot->quoted ? (struct span){word.data + 1, word.len - 2} : word;
}

static void fill_any(struct maker *maker, const struct word *word)
{
    for (size_t i = 0; i < word->len; i++)
        word->out[i] = draw_char(maker, word->slot);
}

static void fill_same(struct maker *maker, const struct word *word)
{
    memset(word->out, draw_char(maker, word->slot), word->len);
}

static void fill_two(struct maker *maker, const struct word *word)
{
    char two[2] = {draw_char(maker, word->slot), draw_char(maker, word->slot)};
    bool in_turn = maker_chance(maker, 50);

    for (size_t i = 0; i < word->len; i++)
        word->out[i] = two[in_turn ? i % 2 : maker_below(maker, 2)];
}

static void fill_palindrome(struct maker *maker, const struct word *word)
{
    fill_any(maker, word);
    for (size_t i = 0; i < word->len / 2; i++)
        word->out[word->len - 1 - i] = word->out[i];
}

static void fill_runs(struct maker *maker, const struct word *word)
{
    for (size_t i = 0; i < word->len; i++)
        word->out[i] =
            i > 0 && maker_chance(maker, 75) ? word->out[i - 1] : draw_char(maker, word->slot);
}

/* Pieces of seen words, since names and patterns hide in them. */
static void fill_pieces(struct maker *maker, const struct word *word)
{
    for (size_t i = 0; i < word->len;) {
        struct span seen = word_seen(maker, word->slot);
        size_t from = maker_below(maker, seen.len), n = 1 + maker_below(maker, 9);

        if (seen.len == 0 || maker_chance(maker, 15)) {
            word->out[i++] = draw_char(maker, word->slot);
            continue;
        }
        for (; n > 0 && from < seen.len && i < word->len; n--)
            word->out[i++] = seen.data[from++];
    }
}

static void fill_seen(struct maker *maker, const struct word *word)
{
    struct span seen = word_seen(maker, word->slot);

    if (seen.len == 0) {
        fill_any(maker, word);
        return;
    }
    for (size_t i = 0; i < word->len; i++)
        word->out[i] = seen.data[i % seen.len];
    for (size_t edits = maker_below(maker, 3); edits > 0 && word->len > 0; edits--)
        word->out[maker_below(maker, word->len)] = draw_char(maker, word->slot);
}

static void fill_shuffled(struct maker *maker, const struct word *word)
{
    fill_seen(maker, word);
    for (size_t i = word->len; i > 1; i--) {
        size_t j = maker_below(maker, i);
        char c = word->out[j];

        word->out[j] = word->out[i - 1];
        word->out[i - 1] = c;
    }
}

/* How words are made. */
static const struct word_source {
    void (*fill)(struct maker *maker, const struct word *word);
    unsigned weight;
    const char *why;
} word_sources[] = {
    {fill_any, 25, "no structure at all"},
    {fill_seen, 20, "nearly valid where words mean something"},
    {fill_pieces, 20, "patterns of the examples in other places"},
    {fill_same, 8, "all equal: counting, runs, ties"},
    {fill_two, 12, "few letters repeat, and alternate"},
    {fill_palindrome, 5, "symmetric"},
    {fill_runs, 8, "long runs"},
    {fill_shuffled, 6, "the same letters in another order"},
};

enum { WORD_SOURCES = sizeof word_sources / sizeof word_sources[0] };

static void fill_mask(struct maker *maker, const struct slot *slot, char *out)
{
    for (size_t i = 0; i < slot->min_len; i++) {
        unsigned char low = slot->mask_low[i], high = slot->mask_high[i];
        unsigned char first = isdigit(low) ? '0' : islower(low) ? 'a' : 'A';
        unsigned char last = isdigit(low) ? '9' : islower(low) ? 'z' : 'Z';

        if (isalnum(low) && maker_chance(maker, 12)) {
            low = low - first > 2 ? (unsigned char)(low - 2) : first;
            high = last - high > 2 ? (unsigned char)(high + 2) : last;
        }
        out[i] = (char)(low + maker_below(maker, (size_t)(high - low) + 1));
    }
}

/* The parts mean something, so their kinds stay in their order. */
static void fill_compound(struct maker *maker, struct span seen, char *out)
{
    memcpy(out, seen.data, seen.len);
    for (size_t edits = 1 + maker_below(maker, 3); edits > 0; edits--) {
        size_t at = maker_below(maker, seen.len);

        /* No digit becomes a leading zero. */
        if (isdigit((unsigned char)out[at]))
            out[at] = (char)('1' + maker_below(maker, 9));
        else
            out[at] = char_like(maker, (unsigned char)out[at]);
    }
}

static size_t draw_length(struct maker *maker, size_t index)
{
    const struct slot *slot = &maker->structure->slots[index];
    struct span seen = word_seen(maker, slot);

    if (maker_sized(maker, index))
        return slot->length.fixed;
    if (slot->min_len > 12 && maker_chance(maker, 60))
        return seen.len;
    return (size_t)draw_count(maker, (int64_t)seen.len, slot->min_len > 0 ? 1 : 0,
                              (int64_t)(slot->max_len < MAX_LENGTH ? slot->max_len : MAX_LENGTH));
}

/* By one of the sources, between the quotes if there are any. */
static void fill_word(struct maker *maker, const struct slot *slot, size_t len, char *data)
{
    struct word word = {slot, data, len};
    unsigned weights[WORD_SOURCES];

    for (size_t i = 0; i < WORD_SOURCES; i++)
        weights[i] = word_sources[i].weight;
    if (slot->quoted && len >= 2) {
        data[0] = slot->words[0].data[0];
        data[len - 1] = slot->words[0].data[slot->words[0].len - 1];
        word.out++;
        word.len -= 2;
    }
    word_sources[maker_pick(maker, weights, WORD_SOURCES)].fill(maker, &word);
    if (slot->numeral && len > 1 && data[0] == '0')
        data[0] = (char)slot->alphabet[slot->alphabet_size - 1];
}

int draw_word(struct maker *maker, size_t index, size_t length, struct span *out)
{
    const struct slot *slot = &maker->structure->slots[index];
    bool any_length = length == SIZE_MAX;
    struct span seen = word_seen(maker, slot);
    char *data;

    if (any_length && maker_closed(maker, index)) {
        *out = slot->words[maker_below(maker, slot->word_count)];
        return 0;
    }
    if (any_length && slot->compound && seen.len > 0 && maker_chance(maker, 85))
        length = seen.len;
    else if (any_length)
        length = draw_length(maker, index);
    if (length == 0 && slot->min_len > 0 && any_length)
        length = 1;
    if (slot->quoted && any_length)
        length += 2;
    length = length < maker->room ? length : maker->room;
    maker->room -= length;
    data = arena_alloc(maker->arena, length + 1, 1);
    if (!data)
        return -1;
    *out = (struct span){data, length};
    if (slot->masked && length == slot->min_len) {
        fill_mask(maker, slot, data);
        return 0;
    }
    if (any_length && slot->compound && length == seen.len && length > 0) {
        fill_compound(maker, seen, data);
        return 0;
    }
    fill_word(maker, slot, length, data);
    return 0;
}
