/* SPDX-License-Identifier: MIT */
#include "inputs/mutate.h"
#include "base/hash.h"
#include "base/rng.h"
#include "inputs/lessons.h"
#include "inputs/moves.h"
#include "inputs/raw.h"
#include "inputs/instance.h"
#include "inputs/repair.h"

#include <stdlib.h>
#include <string.h>

enum {
    ATTEMPTS = 16,        /* for one proposal, until it is a new one */
    STUBBORN = 14,        /* attempts before a proposal gives up the relations */
    REMEMBERED = 1 << 14, /* slots of the table of proposals; filled to three quarters */
    DOUBTING = 8,         /* each so-many-th proposal goes beyond what was learnt */
    NAMING = 50,          /* percent of the proposals that take values from the dictionary */
    ROOM = 200000,        /* entries and characters that one proposal may add */
};

struct mutator {
    struct span *examples; /* copies */
    size_t example_count;
    struct structure *structure;
    const struct dictionary *dictionary; /* or NULL */
    struct arena scratch;                /* of one attempt */
    struct buf draft;
    uint64_t seed, turn;
    size_t max_bytes;
    bool constrained; /* some number has a range */
    bool learns;      /* from what validators say: then these are there */
    struct lessons lessons;
    struct range stated[MAX_SLOTS]; /* what the slots' ranges are without, */
    bool few[MAX_SLOTS];            /* and whether they have few words */
    uint64_t *remembered;           /* hashes of proposals and examples, 0 = free */
    size_t remembered_count;
};

/* Remembers the bytes; true when they are new. */
static bool remember(struct mutator *m, const void *bytes, size_t len)
{
    uint64_t hash = hash_bytes(bytes, len).lo | 1;
    size_t at = (size_t)(hash >> 32) % REMEMBERED;

    while (m->remembered[at] != 0) {
        if (m->remembered[at] == hash)
            return false;
        at = (at + 1) % REMEMBERED;
    }
    if (m->remembered_count < REMEMBERED / 4 * 3) {
        m->remembered[at] = hash;
        m->remembered_count++;
    }
    return true;
}

static int copy_examples(struct mutator *m, const struct example *examples, size_t count)
{
    m->examples = calloc(count + 1, sizeof *m->examples);
    if (!m->examples)
        return -1;
    for (size_t i = 0; i < count; i++) {
        char *copy = malloc(examples[i].len + 1);

        if (!copy)
            return -1;
        if (examples[i].len > 0)
            memcpy(copy, examples[i].data, examples[i].len);
        m->examples[m->example_count++] = (struct span){copy, examples[i].len};
        remember(m, copy, examples[i].len);
    }
    return 0;
}

int mutator_new(struct mutator **out, const struct example *examples, size_t count, uint64_t seed,
                size_t max_bytes, struct err *err)
{
    struct mutator *m = calloc(1, sizeof *m);

    if (m) {
        m->seed = seed;
        m->max_bytes = max_bytes;
        m->remembered = calloc(REMEMBERED, sizeof *m->remembered);
    }
    if (!m || !m->remembered || copy_examples(m, examples, count) < 0) {
        mutator_free(m);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (structure_new(&m->structure, m->examples, m->example_count, err) < 0) {
        mutator_free(m);
        return -1;
    }
    *out = m;
    return 0;
}

void mutator_name(struct mutator *m, const struct dictionary *dictionary)
{
    m->dictionary = dictionary;
}

/* ---- constraints */

static bool is_number(const struct slot *slot)
{
    return slot->type != SLOT_WORD;
}

/* The range in units of the slot's last decimal. */
static struct range scaled(const struct slot *slot, const struct range *range)
{
    struct range out = *range;

    for (unsigned i = 0; i < slot->decimals; i++) {
        out.low = out.low > INT64_MIN / 16 && out.low < INT64_MAX / 16 ? out.low * 10 : out.low;
        out.high =
            out.high < INT64_MAX / 16 && out.high > INT64_MIN / 16 ? out.high * 10 : out.high;
    }
    return out;
}

static bool agrees(const struct slot *slot, const struct range *range)
{
    struct range own = scaled(slot, range);

    return slot->seen == 0 || (own.low <= slot->min && slot->max <= own.high);
}

/* Whether there is one range for each number, which no example contradicts. */
static bool in_their_order(const struct structure *structure, const struct constraints *constraints)
{
    size_t numbers = 0;

    for (size_t i = 0; i < structure->slot_count; i++) {
        const struct slot *slot = &structure->slots[i];

        if (!is_number(slot))
            continue;
        if (numbers == constraints->count || !agrees(slot, &constraints->ranges[numbers]))
            return false;
        numbers++;
    }
    return numbers == constraints->count;
}

size_t mutator_constrain(struct mutator *m, const struct constraints *constraints, bool *in_order)
{
    struct structure *structure = m->structure;
    size_t number = 0, bounded = 0;

    *in_order = in_their_order(structure, constraints);
    for (size_t i = 0; i < structure->slot_count && constraints->count > 0; i++) {
        const struct range *range = &constraints->all;
        struct slot *slot = &structure->slots[i];
        struct range own;

        if (!is_number(slot))
            continue;
        range = *in_order ? &constraints->ranges[number++] : range;
        if (!agrees(slot, range))
            continue;
        own = scaled(slot, range);
        slot->low = own.low;
        slot->high = own.high;
        bounded++;
    }
    m->constrained = bounded > 0;
    return bounded;
}

static int find_excluded_number(void *context, const struct place *place, const struct scope *scope)
{
    const struct structure *structure = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct slot *slot = &structure->slots[entry_slot(place->section, i)];

        if (is_number(slot) &&
            (place->row->entries[i].num < slot->low || place->row->entries[i].num > slot->high))
            return 1;
    }
    return 0;
}

static int find_unseen_number(void *context, const struct place *place, const struct scope *scope)
{
    const struct structure *structure = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct slot *slot = &structure->slots[entry_slot(place->section, i)];
        int64_t least = slot->min > 1 ? 1 : slot->min; /* of sizes small ones are rarely shown */

        if (slot->type == SLOT_INT && place->row->entries[i].num < least)
            return 1;
    }
    return 0;
}

/* Reads the text by the format, into the scratch memory. */
static bool read_text(struct mutator *m, const char *text, size_t length, struct instance *out)
{
    struct scope scope = {{0}};
    struct text split;
    size_t at = 0;

    arena_reset(&m->scratch);
    return m->structure->known && text_is_plain(text, length) &&
           text_split(&split, &m->scratch, text, length) == 0 &&
           body_read(&m->structure->body, &split, &at, &scope, out, &m->scratch) &&
           at == split.count;
}

bool mutator_fits(struct mutator *m, const char *text, size_t length)
{
    struct instance instance = {0};
    struct scope scope = {{0}};

    return read_text(m, text, length, &instance) &&
           instance_walk(&m->structure->body, &instance, &scope, find_unseen_number,
                         m->structure) == 0;
}

/* ---- lessons */

static void begin_learning(struct mutator *m)
{
    lessons_begin(&m->lessons, m->structure);
    for (size_t i = 0; i < m->structure->slot_count; i++) {
        m->stated[i] = (struct range){m->structure->slots[i].low, m->structure->slots[i].high};
        m->few[i] = m->structure->slots[i].few;
    }
    m->learns = true;
}

void mutator_learn(struct mutator *m, const char *text, size_t length, bool accepted)
{
    struct instance instance = {0};

    if (!m->learns)
        begin_learning(m);
    if (read_text(m, text, length, &instance))
        lessons_take(&m->lessons, m->structure, &instance, accepted);
}

/* What is learnt may be wrong, so that now and then a proposal does not heed it. */
static void heed_lessons(struct mutator *m)
{
    bool doubts = m->turn % DOUBTING == DOUBTING - 1;

    for (size_t i = 0; i < m->structure->slot_count; i++) {
        struct slot *slot = &m->structure->slots[i];
        struct range range = doubts ? m->stated[i] : lessons_range(&m->lessons.of[i], m->stated[i]);

        if (!is_number(slot)) {
            slot->few = m->few[i] || (lessons_few(&m->lessons.of[i]) && !doubts);
            continue;
        }
        slot->low = range.low;
        slot->high = range.high;
    }
}

void mutator_free(struct mutator *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->example_count; i++)
        free((char *)m->examples[i].data);
    free(m->examples);
    free(m->remembered);
    structure_free(m->structure);
    arena_release(&m->scratch);
    buf_release(&m->draft);
    free(m);
}

/* -1 when a number, such as a sum of moves, is not within its range. */
static int check_ranges(const struct structure *structure, struct instance *instance)
{
    struct scope scope = {{0}};

    return -instance_walk(&structure->body, instance, &scope, find_excluded_number,
                          (void *)(uintptr_t)structure);
}

/* -1 when it is too long, or no input that the constraints allow. */
static int make_structured(struct maker *maker, struct buf *out)
{
    const struct structure *structure = maker->structure;
    const struct doc *example = &structure->docs[maker_below(maker, structure->doc_count)];
    struct doc doc = *example;
    size_t moves = 1 + maker_below(maker, 2) + maker_chance(maker, 25);

    if (instance_copy(&doc.instance, &structure->body, &example->instance, maker->arena) < 0)
        return -1;
    for (size_t i = 0; i < moves; i++)
        if (moves_apply(maker, &doc.instance) < 0)
            return -1;
    if (repair_instance(maker, &structure->body, &doc.instance) < 0 ||
        check_ranges(structure, &doc.instance) < 0)
        return -1;
    return doc_print(structure, &doc, out);
}

static int make_raw(struct mutator *m, struct rng *rng, struct buf *out)
{
    struct span example = {"", 0};
    size_t edits = 1 + (size_t)rng_below(rng, 3);

    if (m->example_count > 0)
        example = m->examples[rng_below(rng, m->example_count)];
    if (example.len > out->cap)
        example.len = out->cap;
    return raw_mutate(rng, example.data, example.len, edits, out);
}

static int attempt(struct mutator *m, unsigned number, struct buf *out)
{
    struct maker maker = {.structure = m->structure, .arena = &m->scratch, .room = ROOM};

    rng_init(&maker.rng, m->seed, m->turn * ATTEMPTS + number);
    maker.lax = number >= STUBBORN;
    if (m->dictionary && maker_chance(&maker, NAMING))
        maker.names = m->dictionary;
    maker.ambition = number + (unsigned)(m->turn < 6400 ? m->turn / 64 : 100);
    arena_reset(&m->scratch);
    buf_clear(out);
    if (m->structure->known)
        return make_structured(&maker, out);
    return make_raw(m, &maker.rng, out);
}

int mutator_next(struct mutator *m, struct buf *out, struct err *err)
{
    bool fits = false, fresh = false;
    struct rng rng;

    if (m->learns)
        heed_lessons(m);
    m->draft.cap = out->cap < m->max_bytes ? out->cap : m->max_bytes;
    for (unsigned i = 0; i < ATTEMPTS && !fresh; i++) {
        fits = attempt(m, i, &m->draft) == 0;
        fresh = fits && remember(m, m->draft.data, m->draft.len);
        if (m->scratch.failed)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (!fits) { /* even the last attempt was too long; a piece of an example is short enough */
        rng_init(&rng, m->seed, m->turn);
        buf_clear(&m->draft);
        if (!m->constrained && !m->learns)
            make_raw(m, &rng, &m->draft);
        else if (buf_add(&m->draft, m->examples[0].data, m->examples[0].len) < 0)
            buf_clear(&m->draft);
    }
    m->turn++;
    buf_clear(out);
    if (buf_add(out, m->draft.data, m->draft.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}
