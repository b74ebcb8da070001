/* SPDX-License-Identifier: MIT */
#include "inputs/search.h"
#include "inputs/instance.h"
#include "winnow/cleanup.h"

#include <limits.h>
#include <string.h>

enum {
    SEARCH_LINES = 20000000, /* looked at in all: a fraction of a second; most formats need few */
    GROUP_COST = 8,          /* dearer than a block of rows, cheaper than anything free */
    GROUP_SECTIONS = 5,      /* the most that one test case is made of */
};

static int extend(struct search *s);

static int try_section(struct search *s, const struct option *option)
{
    size_t at[MAX_TEXTS], slots = s->slot_count;
    bool reads = true;
    int answer = 0;

    if (s->cost + option->cost >= s->best_cost || *s->budget <= 0)
        return 0;
    memcpy(at, s->at, sizeof at);
    for (size_t i = 0; i < s->text_count && reads; i++)
        reads = section_read(&option->section, &s->texts[i], &s->at[i], &s->scope[i], NULL, NULL);
    if (reads) {
        s->sections[s->section_count++] = option->section;
        s->slot_count += option->section.fields + option->section.has_list;
        s->cost += option->cost;
        answer = extend(s);
        s->cost -= option->cost;
        s->slot_count = slots;
        s->section_count--;
    }
    memcpy(s->at, at, sizeof at);
    return answer;
}

/* Do the sections read every example to its end? In a group: repeated as often as it says. */
static bool complete(const struct search *s)
{
    struct section group = {.group = true, .repeat = s->repeat};

    if (s->outer) {
        group.body = (struct body){(struct section *)s->sections, s->section_count};
        if (s->section_count == 0)
            return false;
    }
    for (size_t i = 0; i < s->text_count; i++) {
        struct scope scope;
        size_t at = s->at[i];

        if (s->outer) {
            at = s->outer->at[i];
            scope = s->outer->scope[i];
            if (!section_read(&group, &s->texts[i], &at, &scope, NULL, NULL))
                return false;
        }
        if (at < s->texts[i].count)
            return false;
    }
    return true;
}

/* Several sections, repeated `repeat` times up to the end of the input. */
static int try_group(struct search *s, const struct count *repeat)
{
    cleanup_free struct search *inner = malloc(sizeof *inner);
    unsigned cost = s->cost + GROUP_COST + option_count_cost(s, repeat);
    struct section *copy;

    if (!inner)
        return -1;
    if (cost >= s->best_cost)
        return 0;
    *inner = *s;
    inner->outer = s;
    inner->repeat = *repeat;
    inner->section_count = inner->best_count = 0;
    inner->cost = cost;
    if (extend(inner) < 0)
        return -1;
    if (inner->best_cost >= s->best_cost)
        return 0;
    copy = arena_alloc(s->arena, inner->best_count, sizeof *copy);
    if (!copy)
        return -1;
    memcpy(copy, inner->best, inner->best_count * sizeof *copy);
    memcpy(s->best, s->sections, s->section_count * sizeof *copy);
    s->best[s->section_count] =
        (struct section){.group = true, .repeat = *repeat, .body = {copy, inner->best_count}};
    s->best_count = s->section_count + 1;
    s->best_cost = inner->best_cost;
    return 0;
}

static int try_groups(struct search *s)
{
    size_t slots[MAX_SLOTS], count = option_count_slots(s, slots);

    for (size_t i = 0; i < count; i++) {
        struct count repeat = {.kind = COUNT_SLOT, .slot = slots[i], .mul = 1};
        bool several = false, some = true;

        for (size_t e = 0; e < s->text_count; e++) {
            int64_t value = count_value(&repeat, &s->scope[e]);
            size_t left = s->texts[e].count - s->at[e];

            several = several || value > 1;
            /* A case has two lines or more: rows of one line are no group. */
            some = some && value > 0 && left >= 2 * (size_t)value;
        }
        if (several && some && try_group(s, &repeat) < 0)
            return -1;
    }
    return 0;
}

static int extend(struct search *s)
{
    struct options options;

    if (complete(s)) {
        if (s->cost < s->best_cost) {
            memcpy(s->best, s->sections, s->section_count * sizeof s->best[0]);
            s->best_count = s->section_count;
            s->best_cost = s->cost;
        }
        return 0;
    }
    if (s->section_count == (s->outer ? GROUP_SECTIONS : MAX_SECTIONS) || *s->budget <= 0)
        return 0;
    if (options_collect(&options, s) < 0)
        return -1;
    for (size_t i = 0; i < options.count; i++)
        if (try_section(s, &options.list[i]) < 0)
            return -1;
    return s->outer || s->section_count == 0 ? 0 : try_groups(s);
}

static void number_slots(struct body *body, size_t *next)
{
    for (size_t i = 0; i < body->count; i++)
        if (body->sections[i].group)
            number_slots(&body->sections[i].body, next);
        else
            *next += body->sections[i].fields + body->sections[i].has_list;
}

int search_body(struct body *body, size_t *slot_count, const struct text *texts, size_t text_count,
                struct arena *arena)
{
    int64_t budget = SEARCH_LINES;
    struct search *s = arena_alloc(arena, 1, sizeof *s);
    int answer;

    if (!s)
        return -1;
    s->texts = texts;
    s->text_count = text_count;
    s->best_cost = UINT_MAX;
    s->budget = &budget;
    s->arena = arena;
    answer = extend(s);
    if (answer < 0)
        return -1;
    if (s->best_cost == UINT_MAX) {
        s->best[0] = (struct section){
            .repeat = {.kind = COUNT_FREE}, .has_list = true, .list = {.kind = COUNT_FREE}};
        s->best_count = 1;
    }
    *body = (struct body){s->best, s->best_count};
    *slot_count = 0;
    number_slots(body, slot_count);
    return 0;
}
