/* SPDX-License-Identifier: MIT */
#include "inputs/lessons.h"
#include "inputs/instance.h"

#include <string.h>

/* The smallest and the largest number of each slot in an instance, and whether it has a word that no example has. */
struct extremes {
    const struct structure *structure;
    struct range of[MAX_SLOTS];
    bool seen[MAX_SLOTS], strange[MAX_SLOTS];
};

static bool is_seen(const struct slot *slot, struct span word)
{
    for (size_t i = 0; i < slot->word_count; i++)
        if (slot->words[i].len == word.len && memcmp(slot->words[i].data, word.data, word.len) == 0)
            return true;
    return false;
}

static void note_number(struct extremes *extremes, size_t slot, int64_t number)
{
    struct range *range = &extremes->of[slot];

    if (!extremes->seen[slot] || number < range->low)
        range->low = number;
    if (!extremes->seen[slot] || number > range->high)
        range->high = number;
    extremes->seen[slot] = true;
}

static int note_row(void *context, const struct place *place, const struct scope *scope)
{
    struct extremes *extremes = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        size_t number = entry_slot(place->section, i);
        const struct slot *slot = &extremes->structure->slots[number];
        const struct entry *entry = &place->row->entries[i];

        if (slot->type != SLOT_WORD)
            note_number(extremes, number, entry->num);
        else if (!is_seen(slot, entry->text))
            extremes->strange[number] = true;
    }
    return 0;
}

void lessons_begin(struct lessons *lessons, const struct structure *structure)
{
    memset(lessons, 0, sizeof *lessons);
    for (size_t i = 0; i < structure->slot_count; i++)
        lessons->of[i].accepted = (struct range){structure->slots[i].min, structure->slots[i].max};
}

/* So many things about a slot are new. */
static unsigned count_new(const struct lesson *lesson, const struct extremes *found, size_t slot)
{
    if (!found->seen[slot])
        return found->strange[slot];
    return (unsigned)(found->of[slot].low < lesson->accepted.low) +
           (unsigned)(found->of[slot].high > lesson->accepted.high);
}

static void accept(struct lesson *lesson, const struct extremes *found, size_t slot)
{
    lesson->open |= found->strange[slot];
    if (found->seen[slot] && found->of[slot].low < lesson->accepted.low) {
        lesson->accepted.low = found->of[slot].low;
        lesson->below = 0;
    }
    if (found->seen[slot] && found->of[slot].high > lesson->accepted.high) {
        lesson->accepted.high = found->of[slot].high;
        lesson->above = 0;
    }
}

static void blame(struct lesson *lesson, const struct extremes *found, size_t slot)
{
    lesson->strange += found->strange[slot];
    if (!found->seen[slot])
        return;
    lesson->below += found->of[slot].low < lesson->accepted.low;
    lesson->above += found->of[slot].high > lesson->accepted.high;
}

void lessons_take(struct lessons *lessons, const struct structure *structure,
                  struct instance *instance, bool accepted)
{
    struct extremes found = {.structure = structure};
    struct scope scope = {{0}};
    size_t things = 0, last = 0;

    instance_walk(&structure->body, instance, &scope, note_row, &found);
    for (size_t i = 0; i < structure->slot_count; i++) {
        unsigned count = count_new(&lessons->of[i], &found, i);

        things += count;
        last = count > 0 ? i : last;
        if (accepted && count > 0)
            accept(&lessons->of[i], &found, i);
    }
    if (!accepted && things == 1)
        blame(&lessons->of[last], &found, last);
}

bool lessons_few(const struct lesson *lesson)
{
    return lesson->strange >= LESSONS_ENOUGH && !lesson->open;
}

struct range lessons_range(const struct lesson *lesson, struct range stated)
{
    if (lesson->below >= LESSONS_ENOUGH && lesson->accepted.low > stated.low)
        stated.low = lesson->accepted.low;
    if (lesson->above >= LESSONS_ENOUGH && lesson->accepted.high < stated.high)
        stated.high = lesson->accepted.high;
    return stated;
}
