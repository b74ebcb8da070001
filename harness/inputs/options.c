/* SPDX-License-Identifier: MIT */
/* The rows and repetitions of rows that the next lines of every example allow. */
#include "inputs/search.h"

#include <stdlib.h>
#include <string.h>

/* Costs of the parts of a format. Only the order of the sums matters; the rules are in structure.h. */
enum {
    FIELDS_COST = 10, /* a row of fields that nothing explains … */
    FIELD_COST = 1,   /* … for each field … */
    MANY_FIELDS = 10, /* … up to this many */
    LIST_COST = 8,    /* a list whose length is explained */
    BLOCK_COST = 6,   /* lines whose number is explained */
    FREE_LIST_COST = 25,
    FREE_LINES_COST = 30,
    FIXED_WORDS_COST = 10, /* the same number of lines in every example, all words … */
    FIXED_WORD_COST = 2,   /* … for each line; cheaper than separate lines: a board, a map */
    FIXED_LINES_COST = 6,  /* likewise for numbers, where separate lines are likelier */
    FIXED_LINE_COST = 9,
    EDGES_GAIN = 2,        /* "n m" and then edges: the lines are counted by m */
    OUTER_PREFIX_COST = 4, /* fields before a list that another line counts */
    MAX_PREFIX = 6,        /* fields before a list */
    LIST_FROM = 12,        /* so many fields with nothing to explain them are a list */
    USED_COST = 1,         /* the slot counts something already */
    ODD_ALONE_COST = 8     /* 2v or v+1 where v has only one value */
};

/* How a number v before it may give a count: mul * v + off. */
static const struct count_relation {
    int mul, off;
    unsigned cost;
} count_relations[] = {
    {1, 0, 0},  /* n, then n of them */
    {1, -1, 3}, /* a tree's edges, the gaps between n things */
    {1, 1, 4},  /* coefficients of a polynomial of degree n */
    {2, 0, 4},  /* n pairs on one line */
    {2, -1, 6}, /* rarely */
};

enum { COUNT_RELATIONS = sizeof count_relations / sizeof count_relations[0] };

/* The cost of a count that has had only one value, in so many observations. */
static unsigned weak_cost(int64_t value, size_t observations, bool plain)
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
    return cost + weak_cost(first, search->text_count, plain);
}

/* A line ahead, and the fields of the example in which it is. */
struct ahead {
    const struct line *line;
    const struct scope *scope;
};

struct lines_ahead {
    struct ahead *list;
    size_t count, fewest, most; /* tokens on a line */
};

static void add_option(struct options *options, const struct section *section, unsigned cost)
{
    size_t i = options->count;

    if (i == MAX_OPTIONS && options->list[i - 1].cost <= cost)
        return;
    if (i == MAX_OPTIONS)
        i--;
    else
        options->count++;
    for (; i > 0 && options->list[i - 1].cost > cost; i--)
        options->list[i] = options->list[i - 1];
    options->list[i] = (struct option){*section, cost};
}

/* Does the list's length hold on every line, and at least one line have a list? */
static bool list_fits(const struct search *search, const struct lines_ahead *lines,
                      const struct count *list, size_t fields)
{
    --*search->budget;
    for (size_t i = 0; i < lines->count; i++) {
        int64_t length = count_value(list, lines->list[i].scope);

        if (length < 0 || lines->list[i].line->count != fields + (size_t)length)
            return false;
        --*search->budget;
    }
    return lines->most > fields;
}

/* Field `index` of the line itself counts what follows the fields. *alone: it is always the same. */
static bool own_list_fits(const struct lines_ahead *lines, const struct count_relation *relation,
                          size_t fields, size_t index, bool *alone)
{
    *alone = true;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = lines->list[i].line;
        const struct input_token *token = &line->tokens[index];

        if (token->kind != TOKEN_INT || token->num < 0 || token->num > TEXT_MAX_TOKENS)
            return false;
        if (token->num * relation->mul + relation->off != (int64_t)(line->count - fields))
            return false;
        *alone = *alone && token->num == lines->list[0].line->tokens[index].num;
    }
    return lines->most > fields;
}

static void add_own_lists(struct options *options, const struct search *search,
                          struct section *section, unsigned cost, const struct lines_ahead *lines)
{
    for (size_t index = 0; index < section->fields; index++) {
        for (size_t r = 0; r < COUNT_RELATIONS; r++) {
            bool alone, plain = count_relations[r].cost == 0;
            int64_t value;
            unsigned weak;

            if (!own_list_fits(lines, &count_relations[r], section->fields, index, &alone))
                continue;
            value = lines->list[0].line->tokens[index].num;
            if (alone && lines->count > 1)
                continue;
            weak = alone ? weak_cost(value, lines->count, plain) : 0;
            section->list = (struct count){.kind = COUNT_SLOT,
                                           .slot = search->slot_count + index,
                                           .mul = count_relations[r].mul,
                                           .off = count_relations[r].off};
            add_option(options, section, cost + count_relations[r].cost + weak);
        }
    }
}

/* Where there are two counts, rows and columns each have their own. */
static bool same_slot(const struct count *a, const struct count *b)
{
    return a->kind == COUNT_SLOT && b->kind == COUNT_SLOT && a->slot == b->slot;
}

/* Rows of some fields and a list. */
static void add_list_rows(struct options *options, const struct search *search,
                          const struct count *repeat, unsigned cost,
                          const struct lines_ahead *lines)
{
    size_t slots[MAX_SLOTS], count = option_count_slots(search, slots);
    struct section section = {.repeat = *repeat, .slot = search->slot_count, .has_list = true};

    for (size_t p = 0; p <= MAX_PREFIX && p <= lines->fewest && *search->budget > 0; p++) {
        unsigned row_cost = cost + LIST_COST + (unsigned)p * FIELD_COST;

        section.fields = p;
        add_own_lists(options, search, &section, row_cost, lines);
        for (size_t i = 0; i < count * COUNT_RELATIONS; i++) {
            const struct count_relation *r = &count_relations[i % COUNT_RELATIONS];

            section.list = (struct count){.kind = COUNT_SLOT,
                                          .slot = slots[i / COUNT_RELATIONS],
                                          .mul = r->mul,
                                          .off = r->off};
            if (list_fits(search, lines, &section.list, p))
                add_option(options, &section,
                           row_cost + option_count_cost(search, &section.list) +
                               (same_slot(repeat, &section.list) ? USED_COST : 0) +
                               (p > 0 ? OUTER_PREFIX_COST : 0));
        }
    }
    /* Commands and queries: the first token says what the others are. */
    section.fields = lines->fewest > 0 && (repeat->kind != COUNT_FIXED || repeat->fixed > 1);
    section.list = (struct count){.kind = COUNT_FREE};
    add_option(options, &section, cost + FREE_LIST_COST + LIST_COST);
}

/* Are the first two of two or three integers on every line in 1 … a field before the count's? */
static bool look_like_edges(const struct lines_ahead *lines, const struct count *repeat)
{
    if (repeat->kind != COUNT_SLOT || repeat->slot == 0 || lines->fewest < 2 || lines->most > 3)
        return false;
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t t = 0; t < 2; t++) {
            const struct input_token *token = &lines->list[i].line->tokens[t];

            if (token->kind != TOKEN_INT || token->num < 1 ||
                token->num > lines->list[i].scope->value[repeat->slot - 1])
                return false;
        }
    }
    return true;
}

static void add_rows(struct options *options, const struct search *search,
                     const struct count *repeat, unsigned cost, const struct lines_ahead *lines)
{
    struct section section = {.repeat = *repeat, .slot = search->slot_count};
    size_t fields = lines->most;

    if (search->slot_count + MAX_PREFIX + LIST_FROM >= MAX_SLOTS && repeat->kind != COUNT_FREE)
        return;
    if (lines->fewest == lines->most) {
        section.fields = fields;
        cost -= look_like_edges(lines, repeat) ? EDGES_GAIN : 0;
        if (fields >= LIST_FROM) {
            section.fields = 0;
            section.has_list = true;
            section.list = (struct count){.kind = COUNT_FIXED, .fixed = fields};
        }
        add_option(options, &section,
                   cost + FIELDS_COST +
                       FIELD_COST * (unsigned)(fields < MANY_FIELDS ? fields : MANY_FIELDS));
    }
    add_list_rows(options, search, repeat, cost, lines);
}

/* The lines that a repetition covers; false when an example has not so many, or none has any. */
static bool look_ahead(struct lines_ahead *out, const struct search *search,
                       const struct count *repeat)
{
    static const struct line nothing = {.tail = {"", 0}};

    out->count = out->most = 0;
    out->fewest = SIZE_MAX;
    for (size_t e = 0; e < search->text_count; e++) {
        size_t left = search->texts[e].count - search->at[e];
        int64_t want =
            repeat->kind == COUNT_FREE ? (int64_t)left : count_value(repeat, &search->scope[e]);

        if (want < 0 || (want > 1 && (size_t)want > left))
            return false;
        for (size_t i = 0; i < (size_t)want; i++) {
            const struct line *line =
                i < left ? &search->texts[e].lines[search->at[e] + i] : &nothing;

            --*search->budget;
            out->list[out->count++] = (struct ahead){line, &search->scope[e]};
            out->fewest = line->count < out->fewest ? line->count : out->fewest;
            out->most = line->count > out->most ? line->count : out->most;
        }
    }
    return out->count > 0;
}

/* To the end: as many lines as there are, or a number that all examples share. */
static void add_rest(struct options *options, const struct search *search,
                     struct lines_ahead *lines)
{
    struct count rest = {.kind = COUNT_FREE};
    size_t left = search->texts[0].count - search->at[0];
    bool same = search->text_count > 1 && left > 1 && left <= 64, words = true;
    unsigned cost = FREE_LINES_COST;

    for (size_t e = 1; e < search->text_count; e++)
        same = same && search->texts[e].count - search->at[e] == left;
    if (same)
        rest = (struct count){.kind = COUNT_FIXED, .fixed = left};
    if (!look_ahead(lines, search, &rest))
        return;
    for (size_t i = 0; i < lines->count; i++)
        words = words && lines->list[i].line->count == 1 &&
                lines->list[i].line->tokens[0].kind == TOKEN_WORD;
    if (same)
        cost = words ? FIXED_WORDS_COST + FIXED_WORD_COST * (unsigned)left
                     : FIXED_LINES_COST + FIXED_LINE_COST * (unsigned)left;
    add_rows(options, search, &rest, cost, lines);
}

int options_collect(struct options *options, const struct search *search)
{
    const struct count one = {.kind = COUNT_FIXED, .fixed = 1};
    size_t slots[MAX_SLOTS], count = option_count_slots(search, slots), room = MAX_TEXTS;
    struct lines_ahead lines;

    for (size_t e = 0; e < search->text_count; e++)
        room += search->texts[e].count;
    lines.list = calloc(room, sizeof *lines.list);
    if (!lines.list)
        return -1;
    options->count = 0;
    if (look_ahead(&lines, search, &one))
        add_rows(options, search, &one, 0, &lines);
    for (size_t i = 0; i<count * COUNT_RELATIONS && * search->budget> 0; i++) {
        const struct count_relation *r = &count_relations[i % COUNT_RELATIONS];
        struct count repeat = {
            .kind = COUNT_SLOT, .slot = slots[i / COUNT_RELATIONS], .mul = r->mul, .off = r->off};

        if (look_ahead(&lines, search, &repeat))
            add_rows(options, search, &repeat, BLOCK_COST + option_count_cost(search, &repeat),
                     &lines);
    }
    if (!search->outer)
        add_rest(options, search, &lines);
    free(lines.list);
    return 0;
}
