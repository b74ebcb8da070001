/* SPDX-License-Identifier: MIT */
/*
 * A line of a pool. What is taken keeps the promises of winnow/candidate.h, and written down again
 * it is the same candidate; what is not taken is told in a sentence.
 */
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "base/utf8.h"
#include "candidate/fence.h"
#include "candidate/pool.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>

enum { CODE_LIMIT = 2048, LINE_MAX_BYTES = 1 << 20 };

static void check_text(const char *text)
{
    CHECK(text && utf8_valid(text, strlen(text)));
}

/* Objects and arrays within each other, in text that is JSON. */
static int depth_of(const char *json)
{
    int depth = 0, most = 0;
    bool quoted = false;

    for (; *json; json++) {
        if (*json == '"')
            quoted = !quoted;
        else if (quoted && *json == '\\')
            json++;
        else if (!quoted && (*json == '{' || *json == '['))
            most = ++depth > most ? depth : most;
        else if (!quoted && (*json == '}' || *json == ']'))
            depth--;
    }
    CHECK(depth == 0 && !quoted);
    return most;
}

/* An object. NUL and half a surrogate pair may be in it as escapes, but no NaN and no infinity. */
static void check_extra(const char *extra)
{
    struct json_members members;

    CHECK(json_read_members(&members, extra, strlen(extra), NULL) == 1);
    for (size_t i = 0; i < members.count; i++)
        CHECK(!(members.list[i].value.flaws & (JSON_NOT_FINITE | JSON_TOO_DEEP)));
    json_members_release(&members);
}

static void check_candidate(const struct candidate *c)
{
    check_text(c->id);
    CHECK(c->id[0]);
    check_text(c->source);
    CHECK(strlen(c->source) == c->source_len && c->source_len <= CODE_LIMIT);
    if (c->language)
        check_text(c->language);
    CHECK(!c->has_score || isfinite(c->score));
    if (c->extra)
        check_extra(c->extra);
    CHECK(!c->extra || depth_of(c->extra) <= JSON_DEPTH_MAX);
}

/* Reads the line's candidates; the first is *out. 1: there is one; 0: the complaint; -1. */
static int read_line(const char *text, size_t len, const char *key, struct candidate *out,
                     struct complaint *complaint)
{
    const struct reader_options options = {.code_limit = CODE_LIMIT, .source_key = key};
    struct pool_line *line = NULL;
    struct err err = {0};
    bool ended = false;
    int first = -1, got = pool_line_open(&line, text, len, "7", &options, complaint, &err);

    if (got <= 0) {
        CHECK(err.kind == ERR_NONE);
        return got;
    }
    while (!ended) {
        struct candidate one = {0};

        got = pool_line_next(line, &one, &ended, complaint, &err);
        CHECK((got == 0 || got == 1) && err.kind == ERR_NONE);
        CHECK(got == 1 || ended || (complaint->kind < COMPLAINT_COUNT && complaint->sentence[0]));
        CHECK(got == 1 || (!one.id && !one.language && !one.source && !one.extra));
        if (got == 1)
            check_candidate(&one);
        if (first < 0) {
            *out = one;
            first = got;
        } else {
            candidate_release(&one);
        }
    }
    pool_line_free(line);
    return first;
}

static void write_down(const struct candidate *c, struct buf *line)
{
    struct json_writer w;

    json_writer_init(&w, line, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "id", c->id);
    if (c->language)
        json_field_string(&w, "language", c->language);
    json_field_string(&w, "source", c->source);
    if (c->has_score)
        json_field_double(&w, "score", c->score);
    /* "source" wins over its other names; without a language another key would be taken for it. */
    json_members(&w, c->extra, (const char *const[]){"id", "language", "lang", "source", NULL});
    json_end_object(&w);
    CHECK(json_finish(&w, NULL) == 0);
}

/* The content of a block may be a block again; written down, it would lose its fences too. */
static bool is_still_fenced(const char *source)
{
    char *copy = strdup(source), info[FENCE_INFO];
    size_t length = strlen(source);
    bool fenced;

    CHECK(copy);
    fenced = fence_unwrap(copy, &length, NULL, info);
    free(copy);
    return fenced;
}

static void check_reads_back(const struct candidate *c)
{
    struct buf line = BUF_INIT(LINE_MAX_BYTES);
    struct candidate again = {0};
    struct complaint complaint;

    write_down(c, &line);
    CHECK(read_line(line.data, line.len, NULL, &again, &complaint) == 1);
    CHECK(strcmp(again.id, c->id) == 0 && strcmp(again.source, c->source) == 0);
    CHECK(!again.language == !c->language);
    CHECK(!c->language || strcmp(again.language, c->language) == 0);
    CHECK(again.has_score == c->has_score && !(again.score < c->score || again.score > c->score));
    candidate_release(&again);
    buf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};
    char *line = feed_exact(&feed, &size);
    static const char *const keys[] = {"source", "a.b", "solutions.solution"};
    struct candidate candidate = {0};
    struct complaint complaint = {0};
    int got = read_line(line, size, NULL, &candidate, &complaint);

    CHECK(got == 0 || got == 1); /* our own failures are not the line's to cause */
    if (got == 1 && !is_still_fenced(candidate.source))
        check_reads_back(&candidate);
    candidate_release(&candidate);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        candidate = (struct candidate){0};
        got = read_line(line, size, keys[i], &candidate, &complaint);
        CHECK(got == 0 || got == 1);
        candidate_release(&candidate);
    }
    free(line);
    return 0;
}
