/* SPDX-License-Identifier: MIT */
#include "record/roster.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 4096 }; /* uniques are kept in chunks, so that growing never copies them */

struct roster {
    struct spool spool;
    struct roster_candidate *entries;
    size_t entry_count, entry_room;
    struct roster_program **chunks;
    size_t unique_count, chunk_count;
    size_t seen;          /* uniques with copies */
    struct table *by_key; /* key → number of the unique */
    struct table *by_id;  /* hash of the id → number of the first candidate that has it */
    struct roster_same_ids same_ids;
    struct hash_state *hash;
};

static struct hash128 key_of(const void *context, size_t number)
{
    const struct roster *roster = context;

    return roster->chunks[number / CHUNK][number % CHUNK].key;
}

static struct hash128 id_of(const void *context, size_t number)
{
    const struct roster *roster = context;

    return roster->entries[number].id;
}

int roster_open(struct roster **out, struct err *err)
{
    struct roster *roster = calloc(1, sizeof *roster);

    if (!roster)
        return err_set(err, ERR_JUDGE, "out of memory");
    roster->hash = hash_new();
    roster->by_key = table_new(key_of, roster);
    roster->by_id = table_new(id_of, roster);
    if (!roster->hash || !roster->by_key || !roster->by_id)
        err_set(err, ERR_JUDGE, "out of memory");
    else if (spool_open(&roster->spool, err) == 0) {
        *out = roster;
        return 0;
    }
    roster_free(roster);
    return -1;
}

void roster_free(struct roster *roster)
{
    if (!roster)
        return;
    for (size_t i = 0; i < roster->chunk_count; i++)
        free(roster->chunks[i]);
    free(roster->chunks);
    free(roster->entries);
    table_free(roster->by_key);
    table_free(roster->by_id);
    hash_free(roster->hash);
    spool_close(&roster->spool);
    free(roster);
}

/* Hashes a source line by line, without what does not matter: see roster_add. */
static struct hash128 program_key(struct roster *roster, const struct language *language,
                                  const char *source, size_t length)
{
    const char *end = source + length;
    size_t blank_lines = 0;

    hash_reset(roster->hash);
    hash_update(roster->hash, language->name, strlen(language->name) + 1);
    for (const char *line = source; line < end;) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        const char *stop = next ? next : end;

        while (stop > line && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r'))
            stop--;
        if (stop == line) {
            blank_lines++;
        } else {
            for (; blank_lines > 0; blank_lines--)
                hash_update(roster->hash, "\n", 1);
            hash_update(roster->hash, line, (size_t)(stop - line));
            hash_update(roster->hash, "\n", 1);
        }
        line = next ? next + 1 : end;
    }
    return hash_digest(roster->hash);
}

static struct roster_program *add_unique(struct roster *roster, struct err *err)
{
    size_t chunk = roster->unique_count / CHUNK;

    if (chunk == roster->chunk_count) {
        struct roster_program **grown =
            realloc(roster->chunks, (chunk + 1) * sizeof(struct roster_program *));

        if (!grown)
            goto oom;
        roster->chunks = grown;
        grown[chunk] = calloc(CHUNK, sizeof **grown);
        if (!grown[chunk])
            goto oom;
        roster->chunk_count++;
    }
    return &roster->chunks[chunk][roster->unique_count++ % CHUNK];
oom:
    err_set(err, ERR_JUDGE, "out of memory");
    return NULL;
}

static struct roster_candidate *add_entry(struct roster *roster, struct err *err)
{
    struct roster_candidate *grown =
        array_grow(roster->entries, roster->entry_count, &roster->entry_room, sizeof *grown);

    if (!grown) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    roster->entries = grown;
    return &roster->entries[roster->entry_count];
}

/* An entry's text is its id, a NUL, its extra keys. */
static int write_text(struct roster *roster, const struct candidate *candidate, const char *where,
                      struct spool_place *place, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(UINT32_MAX);

    if (buf_add(&text, candidate->id, strlen(candidate->id) + 1) < 0 ||
        buf_add(&text, where, strlen(where) + 1) < 0 ||
        (candidate->extra && buf_adds(&text, candidate->extra) < 0))
        return err_set(err, ERR_JUDGE, "out of memory");
    return spool_add(&roster->spool, buf_str(&text), text.len, place, err);
}

static int new_unique(struct roster *roster, struct hash128 key, size_t *number, struct err *err)
{
    struct roster_program *u = add_unique(roster, err);

    if (!u)
        return -1;
    *number = roster->unique_count - 1;
    *u = (struct roster_program){.key = key, .score = NAN};
    if (table_put(roster->by_key, *number) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

int roster_recall(struct roster *roster, struct hash128 key, const struct judgement *judgement,
                  struct err *err)
{
    size_t number;

    if (table_get(roster->by_key, key, &number))
        return err_set(err, ERR_INPUT, "the program was judged before");
    if (new_unique(roster, key, &number, err) < 0)
        return -1;
    return roster_judged(roster, number, judgement, err);
}

/* After the entry was counted: notes its id, or that an earlier one has it. */
static int note_id(struct roster *roster, struct err *err)
{
    struct roster_same_ids *same = &roster->same_ids;
    size_t number = roster->entry_count - 1, first;

    if (!table_get(roster->by_id, roster->entries[number].id, &first))
        return table_put(roster->by_id, number) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
    if (same->count++ == 0) {
        same->first = first;
        same->second = number;
    }
    return 0;
}

struct roster_same_ids roster_same_ids(const struct roster *roster)
{
    return roster->same_ids;
}

int roster_add(struct roster *roster, const struct candidate *candidate, const char *where,
               const struct language *language, size_t *unique, bool *fresh, struct err *err)
{
    struct hash128 key = program_key(roster, language, candidate->source, candidate->source_len);
    struct roster_candidate *entry = add_entry(roster, err);
    struct roster_program *u;
    size_t number;

    if (!entry || write_text(roster, candidate, where, &entry->text, err) < 0)
        return -1;
    if (!table_get(roster->by_key, key, &number) && new_unique(roster, key, &number, err) < 0)
        return -1;
    u = roster_program(roster, number);
    *fresh = u->copies++ == 0;
    if (*fresh) {
        u->first = roster->entry_count;
        u->language = language;
        roster->seen++;
    }
    if (candidate->has_score && !(u->score >= candidate->score))
        u->score = candidate->score;
    entry->unique = (uint32_t)number;
    entry->has_score = candidate->has_score;
    entry->score = candidate->score;
    entry->id = hash_bytes(candidate->id, strlen(candidate->id));
    roster->entry_count++;
    *unique = number;
    return note_id(roster, err);
}

int roster_judged(struct roster *roster, size_t program, const struct judgement *judgement,
                  struct err *err)
{
    struct roster_program *p = roster_program(roster, program);

    p->verdict = judgement->verdict;
    p->test = judgement->test;
    p->cpu = judgement->cpu;
    p->wall = judgement->wall;
    p->memory = judgement->memory;
    p->measured_alone = judgement->measured_alone;
    p->load = judgement->load;
    p->judged = true;
    return spool_add(&roster->spool, judgement->detail, strlen(judgement->detail), &p->detail, err);
}

size_t roster_candidates(const struct roster *roster)
{
    return roster->entry_count;
}

size_t roster_programs(const struct roster *roster)
{
    return roster->seen;
}

size_t roster_known(const struct roster *roster)
{
    return roster->unique_count;
}

const struct roster_candidate *roster_candidate(const struct roster *roster, size_t i)
{
    return &roster->entries[i];
}

struct roster_program *roster_program(struct roster *roster, size_t i)
{
    return &roster->chunks[i / CHUNK][i % CHUNK];
}

int roster_text(struct roster *roster, size_t entry, struct buf *room, struct roster_text *text,
                struct err *err)
{
    if (spool_get(&roster->spool, roster->entries[entry].text, room, err) < 0)
        return -1;
    text->id = buf_str(room);
    text->where = text->id + strlen(text->id) + 1;
    text->extra = text->where + strlen(text->where) + 1;
    return 0;
}

int roster_judgement(struct roster *roster, size_t program, struct judgement *out, struct err *err)
{
    cleanup_with(buf_release) struct buf detail = BUF_INIT(JUDGEMENT_DETAIL);
    const struct roster_program *p = roster_program(roster, program);

    if (spool_get(&roster->spool, p->detail, &detail, err) < 0)
        return -1;
    *out = (struct judgement){.verdict = p->verdict,
                              .test = p->test,
                              .cpu = p->cpu,
                              .wall = p->wall,
                              .memory = p->memory,
                              .measured_alone = p->measured_alone,
                              .load = p->load};
    snprintf(out->detail, sizeof out->detail, "%s", buf_str(&detail));
    return 0;
}
