/* SPDX-License-Identifier: MIT */
#include "hall/ledger.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 4096 }; /* uniques are kept in chunks, so that growing never copies them */

struct ledger {
    struct spool spool;
    struct entry *entries;
    size_t entry_count, entry_room;
    struct unique **chunks;
    size_t unique_count, chunk_count;
    size_t seen;          /* uniques with copies */
    struct table *by_key; /* key → number of the unique */
    struct hash_state *hash;
};

static struct hash128 key_of(const void *context, size_t number)
{
    const struct ledger *ledger = context;

    return ledger->chunks[number / CHUNK][number % CHUNK].key;
}

int ledger_open(struct ledger **out, struct err *err)
{
    struct ledger *ledger = calloc(1, sizeof *ledger);

    if (!ledger)
        return err_set(err, ERR_JUDGE, "out of memory");
    ledger->hash = hash_new();
    ledger->by_key = table_new(key_of, ledger);
    if (!ledger->hash || !ledger->by_key)
        err_set(err, ERR_JUDGE, "out of memory");
    if (spool_open(&ledger->spool, err) < 0 || !ledger->hash || !ledger->by_key) {
        ledger_free(ledger);
        return -1;
    }
    *out = ledger;
    return 0;
}

void ledger_free(struct ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < ledger->chunk_count; i++)
        free(ledger->chunks[i]);
    free(ledger->chunks);
    free(ledger->entries);
    table_free(ledger->by_key);
    hash_free(ledger->hash);
    spool_close(&ledger->spool);
    free(ledger);
}

/* Hashes a source line by line, without what does not matter: see ledger_add. */
static struct hash128 program_key(struct ledger *ledger, const struct language *language,
                                  const char *source, size_t length)
{
    const char *end = source + length;
    size_t blank_lines = 0;

    hash_reset(ledger->hash);
    hash_update(ledger->hash, language->name, strlen(language->name) + 1);
    for (const char *line = source; line < end;) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        const char *stop = next ? next : end;

        while (stop > line && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r'))
            stop--;
        if (stop == line) {
            blank_lines++;
        } else {
            for (; blank_lines > 0; blank_lines--)
                hash_update(ledger->hash, "\n", 1);
            hash_update(ledger->hash, line, (size_t)(stop - line));
            hash_update(ledger->hash, "\n", 1);
        }
        line = next ? next + 1 : end;
    }
    return hash_digest(ledger->hash);
}

static struct unique *add_unique(struct ledger *ledger, struct err *err)
{
    size_t chunk = ledger->unique_count / CHUNK;

    if (chunk == ledger->chunk_count) {
        struct unique **grown = realloc(ledger->chunks, (chunk + 1) * sizeof(struct unique *));

        if (!grown)
            goto oom;
        ledger->chunks = grown;
        grown[chunk] = calloc(CHUNK, sizeof **grown);
        if (!grown[chunk])
            goto oom;
        ledger->chunk_count++;
    }
    return &ledger->chunks[chunk][ledger->unique_count++ % CHUNK];
oom:
    err_set(err, ERR_JUDGE, "out of memory");
    return NULL;
}

static struct entry *add_entry(struct ledger *ledger, struct err *err)
{
    if (ledger->entry_count == ledger->entry_room) {
        size_t room = ledger->entry_room ? ledger->entry_room * 2 : 1024;
        struct entry *grown = realloc(ledger->entries, room * sizeof *grown);

        if (!grown) {
            err_set(err, ERR_JUDGE, "out of memory");
            return NULL;
        }
        ledger->entries = grown;
        ledger->entry_room = room;
    }
    return &ledger->entries[ledger->entry_count];
}

/* An entry's text is its id, a NUL, its extra keys. */
static int write_text(struct ledger *ledger, const struct candidate *candidate,
                      struct spool_place *place, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(UINT32_MAX);

    if (buf_add(&text, candidate->id, strlen(candidate->id) + 1) < 0 ||
        (candidate->extra && buf_adds(&text, candidate->extra) < 0))
        return err_set(err, ERR_JUDGE, "out of memory");
    return spool_add(&ledger->spool, buf_str(&text), text.len, place, err);
}

static int new_unique(struct ledger *ledger, struct hash128 key, size_t *number, struct err *err)
{
    struct unique *u = add_unique(ledger, err);

    if (!u)
        return -1;
    *number = ledger->unique_count - 1;
    *u = (struct unique){.key = key, .score = NAN};
    if (table_put(ledger->by_key, *number) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

int ledger_recall(struct ledger *ledger, struct hash128 key, const struct outcome *outcome,
                  const char *detail, struct err *err)
{
    size_t number;

    if (table_get(ledger->by_key, key, &number))
        return err_set(err, ERR_INPUT, "the program was judged before");
    if (new_unique(ledger, key, &number, err) < 0)
        return -1;
    return ledger_judged(ledger, number, outcome, detail, err);
}

int ledger_add(struct ledger *ledger, const struct candidate *candidate,
               const struct language *language, size_t *unique, bool *fresh, struct err *err)
{
    struct hash128 key = program_key(ledger, language, candidate->source, candidate->source_len);
    struct entry *entry = add_entry(ledger, err);
    struct unique *u;
    size_t number;

    if (!entry || write_text(ledger, candidate, &entry->text, err) < 0)
        return -1;
    if (!table_get(ledger->by_key, key, &number) && new_unique(ledger, key, &number, err) < 0)
        return -1;
    u = ledger_unique(ledger, number);
    *fresh = u->copies++ == 0;
    if (*fresh) {
        u->first = ledger->entry_count;
        u->language = language;
        ledger->seen++;
    }
    if (candidate->has_score && !(u->score >= candidate->score))
        u->score = candidate->score;
    entry->unique = (uint32_t)number;
    entry->has_score = candidate->has_score;
    entry->score = candidate->score;
    ledger->entry_count++;
    *unique = number;
    return 0;
}

int ledger_judged(struct ledger *ledger, size_t unique, const struct outcome *outcome,
                  const char *detail, struct err *err)
{
    struct unique *u = ledger_unique(ledger, unique);

    u->outcome = *outcome;
    u->judged = true;
    return spool_add(&ledger->spool, detail, strlen(detail), &u->detail, err);
}

size_t ledger_entries(const struct ledger *ledger)
{
    return ledger->entry_count;
}

size_t ledger_uniques(const struct ledger *ledger)
{
    return ledger->seen;
}

size_t ledger_known(const struct ledger *ledger)
{
    return ledger->unique_count;
}

const struct entry *ledger_entry(const struct ledger *ledger, size_t i)
{
    return &ledger->entries[i];
}

struct unique *ledger_unique(struct ledger *ledger, size_t i)
{
    return &ledger->chunks[i / CHUNK][i % CHUNK];
}

int ledger_text(struct ledger *ledger, size_t entry, struct buf *room, struct entry_text *text,
                struct err *err)
{
    size_t id;

    if (spool_get(&ledger->spool, ledger->entries[entry].text, room, err) < 0)
        return -1;
    id = strlen(buf_str(room));
    text->id = buf_str(room);
    text->extra = id < room->len ? buf_str(room) + id + 1 : "";
    return 0;
}

int ledger_detail(struct ledger *ledger, size_t unique, struct buf *room, struct err *err)
{
    return spool_get(&ledger->spool, ledger_unique(ledger, unique)->detail, room, err);
}
