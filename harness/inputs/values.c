/* SPDX-License-Identifier: MIT */
/* Moves on single values. */
#include "inputs/moves.h"

#include <assert.h>
#include <string.h>

static const int64_t MOST = 1000000000000000000;

static const struct slot *slot_of(const struct maker *maker, const struct spot *spot)
{
    return &maker->structure->slots[spot->slot];
}

static bool is_value(const struct maker *maker, const struct spot *spot)
{
    return !slot_of(maker, spot)->counts && !slot_of(maker, spot)->command;
}

static bool is_number(const struct maker *maker, const struct spot *spot)
{
    return slot_of(maker, spot)->type != SLOT_WORD && is_value(maker, spot) && !spot->cell->stale;
}

static bool is_long_number(const struct maker *maker, const struct spot *spot)
{
    int64_t num = spot->cell->num;

    /* Not the longest either: nineteen digits may overflow. */
    return is_number(maker, spot) && (num > 9 || num < -9) && num < MOST && num > -MOST;
}

static bool is_word(const struct maker *maker, const struct spot *spot)
{
    return slot_of(maker, spot)->type == SLOT_WORD && !spot->cell->stale &&
           !slot_of(maker, spot)->command;
}

static bool is_letters(const struct maker *maker, const struct spot *spot)
{
    return is_word(maker, spot) && spot->cell->text.len > 0 && !slot_of(maker, spot)->few;
}

int move_draw(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_value);

    (void)record;
    if (!spot)
        return 0;
    spot->cell->stale = true;
    return 1;
}

/* As another number of the same kind is, or one more or less. */
int move_neighbour(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_number);
    const struct spot *other = spots_pick(maker, spots, is_number);
    const struct slot *slot;
    int64_t step = (int64_t)maker_below(maker, 3) - 1;

    (void)record;
    if (!spot || spot->cell == other->cell)
        return 0;
    slot = slot_of(maker, spot);
    if (slot->type != slot_of(maker, other)->type || slot->few ||
        slot->decimals != slot_of(maker, other)->decimals)
        return 0;
    spot->cell->num = draw_allowed(maker, slot, other->cell->num + step);
    return 1;
}

int move_nudge(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_number);
    int64_t step;

    (void)record;
    if (!spot)
        return 0;
    if (maker_closed(maker, spot->slot)) {
        spot->cell->stale = true;
        return 1;
    }
    step = 1 + (int64_t)maker_below(maker, maker_chance(maker, 70) ? 2 : 10);
    step += (int64_t)maker_below(maker, (size_t)maker->ambition * 2 + 1);
    spot->cell->num = draw_allowed(maker, slot_of(maker, spot),
                                   spot->cell->num + (maker_chance(maker, 50) ? step : -step));
    return 1;
}

/* One digit another, two swapped, all the same, or of those that are there. */
static void edit_digits(struct maker *maker, char *digits, size_t count)
{
    size_t a = maker_below(maker, count), b = maker_below(maker, count);
    char c;

    assert(count > 0);
    c = digits[a];

    switch (maker_below(maker, 4)) {
    case 0:
        digits[a] = (char)('0' + maker_below(maker, 10));
        break;
    case 1:
        digits[a] = digits[b];
        digits[b] = c;
        break;
    case 2:
        memset(digits, c, count);
        break;
    default:
        digits[a] = digits[b];
        break;
    }
    if (digits[0] == '0')
        digits[0] = '1';
}

int move_digits(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_long_number);
    char digits[20];
    size_t count = 0;
    int64_t num, value = 0;
    bool minus;

    (void)record;
    if (!spot || maker_closed(maker, spot->slot))
        return 0;
    minus = spot->cell->num < 0;
    for (num = minus ? -spot->cell->num : spot->cell->num; num > 0; num /= 10)
        memmove(digits + 1, digits, count++), digits[0] = (char)('0' + num % 10);
    edit_digits(maker, digits, count);
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    spot->cell->num = draw_allowed(maker, slot_of(maker, spot), minus ? -value : value);
    return 1;
}

/* The letters of two words of the record, shuffled. */
static int mix_words(struct maker *maker, struct span *out, struct span a, struct span b)
{
    char *data = arena_alloc(maker->arena, a.len + b.len + 1, 1);

    if (!data)
        return -1;
    if (a.len > 0)
        memcpy(data, a.data, a.len);
    if (b.len > 0)
        memcpy(data + a.len, b.data, b.len);
    *out = (struct span){data, a.len + b.len};
    for (size_t i = out->len; i > 1; i--) {
        size_t j = maker_below(maker, i);
        char c = data[j];

        data[j] = data[i - 1];
        data[i - 1] = c;
    }
    return 1;
}

/* A new word, or one that has to do with the others of the record. */
int move_word(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_word), *other;

    (void)record;
    if (!spot)
        return 0;
    other = spots_pick(maker, spots, is_word);
    if (other->cell != spot->cell && maker_chance(maker, 30)) {
        if (maker_sized(maker, spot->slot) && spot->slot != other->slot)
            return 0;
        if (slot_of(maker, spot)->length.kind == COUNT_FREE && !slot_of(maker, spot)->quoted &&
            maker_chance(maker, 40))
            return mix_words(maker, &spot->cell->text, other->cell->text,
                             spots_pick(maker, spots, is_word)->cell->text);
        spot->cell->text = other->cell->text;
        return 1;
    }
    spot->cell->stale = true;
    return 1;
}

/* Removes or doubles a character; lengths that are fixed or counted stay. */
static size_t edit_length(struct maker *maker, const struct slot *slot, char *text, size_t len)
{
    size_t at = maker_below(maker, len);

    if (slot->length.kind != COUNT_FREE || slot->quoted)
        return len;
    if (maker_chance(maker, 50) && len > 1) {
        memmove(text + at, text + at + 1, len - at - 1);
        return len - 1;
    }
    memmove(text + at + 1, text + at, len - at);
    return len + 1;
}

static void edit_letters(struct maker *maker, const struct slot *slot, char *text, size_t len)
{
    size_t edge = slot->quoted && len > 2, inside = len - 2 * edge;
    size_t a = edge + maker_below(maker, inside), b = edge + maker_below(maker, inside);
    char c = text[a];

    switch (maker_below(maker, 4)) {
    case 0:
        text[a] = draw_char(maker, slot);
        break;
    case 1:
        text[a] = text[b];
        text[b] = c;
        break;
    case 2:
        text[a] = text[b];
        break;
    default:
        for (a = edge, b = edge + inside - 1; a < b; a++, b--) {
            c = text[a];
            text[a] = text[b];
            text[b] = c;
        }
        break;
    }
}

int move_letters(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, is_letters);
    struct span *text;
    char *copy;
    size_t len;

    (void)record;
    if (!spot)
        return 0;
    text = &spot->cell->text;
    if (slot_of(maker, spot)->masked || slot_of(maker, spot)->compound) {
        spot->cell->stale = true;
        return 1;
    }
    copy = arena_alloc(maker->arena, text->len + 2, 1);
    if (!copy)
        return -1;
    memcpy(copy, text->data, text->len);
    len = text->len;
    if (maker_chance(maker, 40))
        len = edit_length(maker, slot_of(maker, spot), copy, len);
    edit_letters(maker, slot_of(maker, spot), copy, len);
    if (slot_of(maker, spot)->numeral && len > 1 && copy[0] == '0')
        copy[0] = '1';
    *text = (struct span){copy, len};
    return 1;
}
