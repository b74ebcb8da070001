/* SPDX-License-Identifier: MIT */
/* The words of a slot: their alphabet, lengths, patterns. */
#include "inputs/traits.h"

#include <ctype.h>
#include <string.h>

static int char_class(unsigned char c)
{
    return isdigit(c) ? 1 : islower(c) ? 2 : isupper(c) ? 3 : 0;
}

/* Narrows the mask down to what the word allows: the same class of character, or the same one. */
static void see_mask(struct slot *slot, struct span word)
{
    if (slot->seen == 0) {
        slot->masked = word.len <= MAX_MASK;
        for (size_t i = 0; slot->masked && i < word.len; i++)
            slot->mask_low[i] = slot->mask_high[i] = (unsigned char)word.data[i];
        return;
    }
    slot->masked = slot->masked && word.len == slot->max_len && word.len == slot->min_len;
    for (size_t i = 0; slot->masked && i < word.len; i++) {
        unsigned char c = (unsigned char)word.data[i];

        if (c != slot->mask_low[i] &&
            (char_class(c) == 0 || char_class(c) != char_class(slot->mask_low[i])))
            slot->masked = false;
        slot->mask_low[i] = c < slot->mask_low[i] ? c : slot->mask_low[i];
        slot->mask_high[i] = c > slot->mask_high[i] ? c : slot->mask_high[i];
    }
}

static bool is_quoted(struct span word)
{
    static const char opening[] = "\"'([{<", closing[] = "\"')]}>";
    const char *kind = word.len > 1 && word.data[0] ? strchr(opening, word.data[0]) : NULL;

    return kind && closing[kind - opening] == word.data[word.len - 1];
}

int word_see(struct arena *arena, struct slot *slot, struct span word)
{
    bool quoted = is_quoted(word);

    see_mask(slot, word);
    if (slot->seen > 0)
        quoted = quoted && slot->quoted && slot->words[0].data[0] == word.data[0] &&
                 slot->words[0].data[slot->words[0].len - 1] == word.data[word.len - 1];
    slot->quoted = quoted;
    slot->min_len = word.len < slot->min_len ? word.len : slot->min_len;
    slot->max_len = word.len > slot->max_len ? word.len : slot->max_len;
    for (size_t i = quoted; i + quoted < word.len; i++)
        slot->has_char[(unsigned char)word.data[i]] = true;
    if (!slot->words)
        slot->words = arena_alloc(arena, MAX_SEEN, sizeof *slot->words);
    if (!slot->words)
        return -1;
    for (size_t i = 0; i < slot->word_count; i++)
        if (slot->words[i].len == word.len && memcmp(slot->words[i].data, word.data, word.len) == 0)
            return 0;
    if (slot->word_count < MAX_SEEN)
        slot->words[slot->word_count++] = word;
    return 0;
}

/* A mask tells something when the places differ: "a1", "12:00". A board or "0110" has none. */
static void settle_mask(struct slot *slot)
{
    bool differ = false;

    for (size_t i = 1; slot->masked && i < slot->min_len; i++)
        differ = differ || char_class(slot->mask_low[i]) != char_class(slot->mask_low[0]);
    slot->masked = slot->masked && differ && slot->seen > 1 && slot->min_len == slot->max_len;
    for (size_t i = 0; slot->masked && i < slot->min_len; i++)
        if (slot->mask_low[i] >= 0x80)
            slot->masked = false;
}

/* Commands and answers are letters; what has dots and hashes in it is a map. */
static bool is_name(const struct slot *slot)
{
    for (size_t i = 0; i < slot->alphabet_size; i++)
        if (!isalpha(slot->alphabet[i]) && slot->alphabet[i] != '_' && slot->alphabet[i] != '-')
            return false;
    return slot->alphabet_size > 2;
}

/* The words' characters, and what they are taken for together. */
static void settle_alphabet(struct slot *slot)
{
    bool digit = false, letter = false, other = false;

    for (int c = 0; c < 256; c++) {
        if (!slot->has_char[c])
            continue;
        slot->alphabet[slot->alphabet_size++] = (unsigned char)c;
        digit = digit || isdigit(c);
        letter = letter || isalpha(c);
        other = other || (!isdigit(c) && !isalpha(c));
    }
    /* Words of one length on several lines are a map, whatever is in it. */
    slot->compound = digit + letter + other > 1 && !slot->quoted &&
                     (slot->single || slot->min_len != slot->max_len);
    slot->numeral = digit && !letter && !other;
    for (size_t i = 0; i < slot->word_count; i++)
        if (slot->words[i].len > 1 && slot->words[i].data[0] == '0')
            slot->numeral = false;
}

void words_settle(struct slot *slot)
{
    settle_alphabet(slot);
    settle_mask(slot);
    slot->few =
        slot->command || (!slot->single && slot->seen >= 4 && slot->word_count <= slot->seen / 2 &&
                          slot->word_count < MAX_SEEN && is_name(slot));
}
