/* SPDX-License-Identifier: MIT */
#include "inputs/structure.h"
#include "inputs/instance.h"
#include "inputs/search.h"
#include "inputs/traits.h"

#include <stdlib.h>
#include <string.h>

static bool seen_before(const struct span *examples, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (examples[j].len == examples[i].len &&
            (examples[i].len == 0 ||
             memcmp(examples[j].data, examples[i].data, examples[i].len) == 0))
            return true;
    return false;
}

/* The distinct examples that can be split. Repeated ones would count as evidence twice. */
static size_t split_examples(struct text *texts, struct arena *arena, const struct span *examples,
                             size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count && found < MAX_TEXTS; i++)
        if (!seen_before(examples, i) && text_is_plain(examples[i].data, examples[i].len) &&
            text_split(&texts[found], arena, examples[i].data, examples[i].len) == 0 &&
            texts[found].count > 0)
            found++;
    return found;
}

static void mark_count(struct structure *structure, const struct count *count)
{
    if (count->kind == COUNT_SLOT)
        structure->slots[count->slot].counts = true;
}

static void mark_slots(struct structure *structure, const struct body *body)
{
    for (size_t i = 0; i < body->count; i++) {
        struct section *section = &body->sections[i];

        mark_count(structure, &section->repeat);
        if (section->group) {
            mark_slots(structure, &section->body);
            continue;
        }
        if (section->has_list)
            mark_count(structure, &section->list);
        for (size_t f = 0; f < section->fields; f++)
            structure->slots[section->slot + f].single =
                section->repeat.kind == COUNT_FIXED && section->repeat.fixed == 1;
    }
}

static int read_docs(struct structure *structure, const struct text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct doc *doc = &structure->docs[i];
        struct scope scope;
        size_t at = 0;

        if (!body_read(&structure->body, &texts[i], &at, &scope, &doc->instance, &structure->arena))
            return -1;
        doc->final = texts[i].final;
    }
    structure->doc_count = count;
    return 0;
}

/* Keeps what was seen of each section, for rows and cases that are added later. */
static int keep_samples(struct arena *arena, const struct body *body,
                        const struct instance *instance)
{
    for (size_t i = 0; i < body->count; i++) {
        struct section *section = &body->sections[i];
        const struct part *part = &instance->parts[i];

        if (section->group && !section->cases)
            section->cases = arena_alloc(arena, MAX_SEEN, sizeof *section->cases);
        if (!section->group && !section->samples)
            section->samples = arena_alloc(arena, MAX_SEEN, sizeof *section->samples);
        for (size_t j = 0; j < part->count && !arena->failed; j++) {
            if (!section->group && section->sample_count < MAX_SEEN)
                section->samples[section->sample_count++] = part->rows[j];
            if (section->group && section->case_count < MAX_SEEN)
                section->cases[section->case_count++] = part->instances[j];
            if (section->group)
                keep_samples(arena, &section->body, &part->instances[j]);
        }
    }
    return arena->failed ? -1 : 0;
}

static int read_off(struct structure *structure, const struct span *examples, size_t count)
{
    struct text texts[MAX_TEXTS];
    size_t found = split_examples(texts, &structure->arena, examples, count);

    if (structure->arena.failed)
        return -1;
    if (found == 0)
        return 0;
    if (search_body(&structure->body, &structure->slot_count, texts, found, &structure->arena) < 0)
        return -1;
    if (read_docs(structure, texts, found) < 0)
        return -1;
    mark_slots(structure, &structure->body);
    if (traits_read(structure) < 0 || relations_read(structure) < 0)
        return -1;
    for (size_t i = 0; i < found; i++)
        if (keep_samples(&structure->arena, &structure->body, &structure->docs[i].instance) < 0)
            return -1;
    structure->known = true;
    return 0;
}

int structure_new(struct structure **out, const struct span *examples, size_t count,
                  struct err *err)
{
    struct structure *structure = calloc(1, sizeof *structure);

    if (!structure || read_off(structure, examples, count) < 0) {
        structure_free(structure);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    *out = structure;
    return 0;
}

void structure_free(struct structure *structure)
{
    if (!structure)
        return;
    arena_release(&structure->arena);
    free(structure);
}
