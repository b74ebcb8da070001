/* SPDX-License-Identifier: MIT */
#include "inputs/traits.h"
#include "inputs/instance.h"

#include <ctype.h>
#include <string.h>

/* The entry's token again: only its text was kept. */
static struct input_token token_of(const struct entry *entry)
{
    struct input_token token = {.text = entry->text};

    token_classify(&token);
    return token;
}

static bool power_of_ten(struct span text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.data[i] != '0')
            return false;
    return text.len > 0 && text.data[0] == '1';
}

/* What decides between numbers and words. */
struct type_votes {
    bool word, decimal, whole, bits_only, bits_shown;
    unsigned decimals;
    size_t digits; /* the longest whole part */
};

struct reading {
    struct structure *structure;
    struct type_votes votes[MAX_SLOTS];
};

static int vote_row(void *context, const struct place *place, const struct scope *scope)
{
    struct reading *reading = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct entry *entry = &place->row->entries[i];
        struct type_votes *votes = &reading->votes[entry_slot(place->section, i)];
        struct input_token token = token_of(entry);
        size_t digits = entry->text.len - token.decimals;

        votes->word = votes->word || token.kind == TOKEN_WORD;
        votes->decimal = votes->decimal || token.kind == TOKEN_DECIMAL;
        votes->whole = votes->whole || token.kind == TOKEN_INT;
        votes->decimals = token.decimals > votes->decimals ? token.decimals : votes->decimals;
        votes->digits = digits > votes->digits ? digits : votes->digits;
        for (size_t c = 0; c < entry->text.len; c++)
            if (entry->text.data[c] != '0' && entry->text.data[c] != '1')
                votes->bits_only = false;
        if (entry->text.len >= 4 && !power_of_ten(entry->text))
            votes->bits_shown = true;
    }
    return 0;
}

static void decide_type(struct slot *slot, const struct type_votes *votes)
{
    slot->type = SLOT_INT;
    if (votes->word || (votes->bits_only && votes->bits_shown && !slot->counts) ||
        votes->digits + votes->decimals > 18)
        slot->type = SLOT_WORD;
    else if (votes->decimal)
        slot->type = SLOT_DECIMAL;
    slot->decimals = slot->type == SLOT_DECIMAL ? votes->decimals : 0;
    slot->whole = votes->whole;
    slot->low = INT64_MIN;
    slot->high = INT64_MAX;
    slot->min = INT64_MAX;
    slot->max = INT64_MIN;
    slot->min_len = SIZE_MAX;
}

static int see_number(struct arena *arena, struct slot *slot, struct entry *entry)
{
    struct input_token token = token_of(entry);

    for (unsigned i = token.decimals; i < slot->decimals; i++)
        token.num *= 10;
    entry->num = token.num;
    slot->min = entry->num < slot->min ? entry->num : slot->min;
    slot->max = entry->num > slot->max ? entry->num : slot->max;
    slot->zero = slot->zero || entry->num == 0;
    if (!slot->values)
        slot->values = arena_alloc(arena, MAX_SEEN, sizeof *slot->values);
    if (!slot->values)
        return -1;
    for (size_t i = 0; i < slot->value_count; i++)
        if (slot->values[i] == entry->num)
            return 0;
    if (slot->value_count < MAX_SEEN)
        slot->values[slot->value_count++] = entry->num;
    return 0;
}

/* One more word of the slot. -1 when out of memory. */
static int see_word(struct arena *arena, struct slot *slot, struct span word)
{
    slot->min_len = word.len < slot->min_len ? word.len : slot->min_len;
    slot->max_len = word.len > slot->max_len ? word.len : slot->max_len;
    for (size_t i = 0; i < word.len; i++)
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

static int see_row(void *context, const struct place *place, const struct scope *scope)
{
    struct reading *reading = context;
    struct arena *arena = &reading->structure->arena;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        struct entry *entry = &place->row->entries[i];
        struct slot *slot = &reading->structure->slots[entry_slot(place->section, i)];

        if (slot->type == SLOT_WORD ? see_word(arena, slot, entry->text) < 0
                                    : see_number(arena, slot, entry) < 0)
            return -1;
        slot->seen++;
    }
    return 0;
}

/* 0 and 1 are soon recognised as flags; of other values more have to be seen. */
static bool few_numbers(const struct slot *slot)
{
    bool flags = slot->min == 0 && slot->max == 1;

    return !slot->single && slot->value_count > 1 && slot->value_count <= 3 &&
           slot->max - slot->min <= 9 && slot->seen >= (flags ? 4 : 4 * slot->value_count);
}

/* Commands and answers are letters. A word with dots and hashes in it is a line of a map. */
static bool is_name(const struct slot *slot)
{
    for (size_t i = 0; i < slot->alphabet_size; i++)
        if (!isalpha(slot->alphabet[i]) && slot->alphabet[i] != '_' && slot->alphabet[i] != '-')
            return false;
    return slot->alphabet_size > 2;
}

static void settle_words(struct slot *slot)
{
    for (int c = 0; c < 256; c++)
        if (slot->has_char[c])
            slot->alphabet[slot->alphabet_size++] = (unsigned char)c;
    slot->few = !slot->single && slot->seen >= 4 && slot->word_count <= slot->seen / 2 &&
                slot->word_count < MAX_SEEN && is_name(slot);
}

static void settle_slot(struct slot *slot)
{
    if (slot->seen == 0)
        slot->min_len = 0;
    if (slot->seen == 0 || slot->type == SLOT_WORD)
        slot->min = slot->max = 0;
    if (slot->type == SLOT_WORD)
        settle_words(slot);
    else if (slot->type == SLOT_INT)
        slot->few = few_numbers(slot);
}

int traits_read(struct structure *structure)
{
    struct reading *reading = arena_alloc(&structure->arena, 1, sizeof *reading);

    if (!reading)
        return -1;
    reading->structure = structure;
    for (size_t i = 0; i < MAX_SLOTS; i++)
        reading->votes[i].bits_only = true;
    for (size_t d = 0; d < structure->doc_count; d++) {
        struct scope scope = {{0}};

        instance_walk(&structure->body, &structure->docs[d].instance, &scope, vote_row, reading);
    }
    for (size_t i = 0; i < structure->slot_count; i++)
        decide_type(&structure->slots[i], &reading->votes[i]);
    for (size_t d = 0; d < structure->doc_count; d++) {
        struct scope scope = {{0}};

        if (instance_walk(&structure->body, &structure->docs[d].instance, &scope, see_row,
                          reading) < 0)
            return -1;
    }
    for (size_t i = 0; i < structure->slot_count; i++)
        settle_slot(&structure->slots[i]);
    return 0;
}
