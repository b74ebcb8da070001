/* SPDX-License-Identifier: MIT */
/* What may count what, and how readily that is believed. */
#include "inputs/search.h"

enum { ODD_ALONE_COST = 8 }; /* 2v or v+1 where v has only one value */

const struct count_relation count_relations[COUNT_RELATIONS] = {
    {1, 0, 0},  /* n, then n of them */
    {1, -1, 3}, /* a tree's edges, the gaps between n things */
    {1, 1, 4},  /* coefficients of a polynomial of degree n */
    {2, 0, 4},  /* n pairs on one line */
    {2, -1, 6}, /* rarely */
};

unsigned option_weak_cost(int64_t value, size_t observations, bool plain)
{
    unsigned cost = plain ? 0 : ODD_ALONE_COST;

    if (value <= 1)
        return cost + 6;
    if (value == 2)
        return cost + (observations > 1 ? 4 : 2);
    return cost + (value == 3);
}

static size_t slots_of(const struct section *sections, size_t count, const struct search *search,
                       size_t *slots, size_t found)
{
    for (size_t i = 0; i < count; i++) {
        const struct section *section = &sections[i];
        bool single = section->repeat.kind == COUNT_FIXED && section->repeat.fixed == 1;

        for (size_t f = 0; single && f < section->fields; f++) {
            bool all = true;

            for (size_t e = 0; e < search->text_count && all; e++) {
                int64_t value = search->scope[e].value[section->slot + f];

                all = value >= 0 && value <= TEXT_MAX_TOKENS;
            }
            if (all && found < MAX_SLOTS)
                slots[found++] = section->slot + f;
        }
    }
    return found;
}

size_t option_count_slots(const struct search *search, size_t *slots)
{
    size_t found = 0, kept = 0;

    if (search->outer)
        found = slots_of(search->outer->sections, search->outer->section_count, search, slots, 0);
    /* The number of test cases counts nothing within one. */
    for (size_t i = 0; i < found; i++)
        if (slots[i] != search->repeat.slot)
            slots[kept++] = slots[i];
    found = kept;
    return slots_of(search->sections, search->section_count, search, slots, found);
}

static bool same_distance(const struct search *search, const struct count *count)
{
    for (size_t i = search->section_count; i-- > 0;) {
        const struct section *section = &search->sections[i];

        if (section->has_list && section->list.kind == COUNT_SLOT)
            return section->list.mul == count->mul && section->list.off == count->off;
    }
    return false;
}

static bool used(const struct search *search, size_t slot)
{
    for (size_t i = 0; i < search->section_count; i++) {
        const struct section *section = &search->sections[i];

        if ((section->repeat.kind == COUNT_SLOT && section->repeat.slot == slot) ||
            (section->has_list && section->list.kind == COUNT_SLOT && section->list.slot == slot))
            return true;
    }
    return false;
}

unsigned option_count_cost(const struct search *search, const struct count *count)
{
    int64_t first = search->scope[0].value[count->slot];
    bool plain = count->mul == 1 && count->off == 0;
    unsigned cost = used(search, count->slot) ? USED_COST : 0;

    for (size_t i = 0; !same_distance(search, count) && i < COUNT_RELATIONS; i++)
        if (count_relations[i].mul == count->mul && count_relations[i].off == count->off)
            cost += count_relations[i].cost;
    for (size_t e = 1; e < search->text_count; e++)
        if (search->scope[e].value[count->slot] != first)
            return cost;
    return cost + option_weak_cost(first, search->text_count, plain);
}
