/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "base/utf8.h"
#include "candidate/pool.h"
#include "candidate/source_key.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

/* The keys of ours. Those that mean the same follow each other, the preferred one first. */
enum key { ID, LANGUAGE, LANG, SOURCE, CODE, SOLUTION, COMPLETION, SCORE, KEY_COUNT };

static const char *const key_names[KEY_COUNT] = {
    [ID] = "id",
    [LANGUAGE] = "language",
    [LANG] = "lang",
    [SOURCE] = "source",
    [CODE] = "code",
    [SOLUTION] = "solution",
    [COMPLETION] = "completion",
    [SCORE] = "score",
};

/* Ids and languages are held for every candidate of the run, and printed. */
enum { ID_MAX = 1024, LANGUAGE_MAX = 256 };

/* What a line has under our keys. */
struct fields {
    struct json_members members;
    struct json_slice values[KEY_COUNT]; /* len 0: absent or null */
    bool taken[KEY_COUNT];
};

struct pool_line {
    struct fields fields;
    size_t len;
    const char *id;
    const struct reader_options *options;
    struct keyed_sources keyed;
    const struct json_member *holder; /* the member of the line in which the keyed source stands */
    enum key language;                /* LANGUAGE or LANG */
    struct json_slice own_language;   /* the line's, for sources that name none beside them */
    size_t next;                      /* of the keyed sources; else 0 or 1 */
};

static enum key find_key(struct json_slice name)
{
    int key = 0;

    while (key < KEY_COUNT && !json_slice_is(name, key_names[key]))
        key++;
    return (enum key)key;
}

/* The first of keys `from` … `to` that has a value, else `from`; the others become extra. */
static enum key prefer(struct fields *fields, enum key from, enum key to)
{
    enum key chosen = from;

    while (chosen < to && fields->values[chosen].len == 0)
        chosen++;
    if (fields->values[chosen].len == 0)
        chosen = from;
    fields->taken[chosen] = true;
    return chosen;
}

static bool is_absent(struct json_slice value)
{
    return json_slice_type(value) == JSON_NULL ||
           (json_slice_type(value) == JSON_NUMBER && value.flaws & JSON_NOT_FINITE);
}

static void find_fields(struct fields *fields)
{
    for (size_t i = 0; i < fields->members.count; i++) {
        const struct json_member *m = &fields->members.list[i];
        enum key key = find_key(m->key);

        if (key == KEY_COUNT)
            continue;
        fields->values[key] = m->value;
        if (is_absent(m->value))
            fields->values[key].len = 0;
    }
}

static int wrong_type(struct complaint *complaint, enum key key, const char *wanted,
                      struct json_slice value)
{
    return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "'%s' must be %s, not %s",
                          key_names[key], wanted, json_type_words(json_slice_type(value)));
}

static int no_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

static int take_text(const struct fields *fields, enum key key, char **out,
                     struct complaint *complaint, struct err *err)
{
    struct json_slice value = fields->values[key];
    struct err cause = {0};

    if (json_slice_type(value) != JSON_STRING)
        return wrong_type(complaint, key, "a string", value);
    if (json_decode_string(out, value, &cause) == 0)
        return 1;
    if (cause.kind != ERR_INPUT)
        return no_memory(err);
    return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "'%s': %.200s", key_names[key],
                          cause.msg);
}

static int take_short_text(const struct fields *fields, enum key key, size_t max, char **out,
                           struct complaint *complaint, struct err *err)
{
    cleanup_free char *text = NULL;
    int done = take_text(fields, key, &text, complaint, err);

    if (done <= 0 || !text) /* it is there: analysers do not see that a complaint is worth 0 */
        return done;
    if (strlen(text) > max)
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE,
                              "'%s' has %zu bytes; the limit is %zu", key_names[key], strlen(text),
                              max);
    *out = steal_ptr(&text);
    return done;
}

/* An integer as JSON writes it; the line need not end with a NUL, nor soon. */
static bool is_integer(struct json_slice number)
{
    for (size_t i = 0; i < number.len; i++)
        if (strchr(".eE", number.at[i]))
            return false;
    return true;
}

/* Data sets number their languages. */
static int take_language(const struct pool_line *line, struct candidate *out,
                         struct complaint *complaint, struct err *err)
{
    struct json_slice value = line->fields.values[line->language];

    if (value.len == 0)
        return 1;
    if (json_slice_type(value) != JSON_NUMBER || value.len > LANGUAGE_MAX || !is_integer(value))
        return take_short_text(&line->fields, line->language, LANGUAGE_MAX, &out->language,
                               complaint, err);
    out->language = strndup(value.at, value.len);
    return out->language ? 1 : no_memory(err);
}

/* Of several sources on a line each gets a number behind the id. */
static int number_id(const struct pool_line *line, struct candidate *out, struct err *err)
{
    cleanup_free char *id = out->id;

    out->id = NULL;
    if (!line->keyed.is_list) {
        out->id = steal_ptr(&id);
        return 1;
    }
    if (asprintf(&out->id, "%s#%zu", id, line->next) < 0)
        out->id = NULL;
    return out->id ? 1 : no_memory(err);
}

static int take_id(const struct pool_line *line, struct candidate *out, struct complaint *complaint,
                   struct err *err)
{
    const struct fields *fields = &line->fields;
    struct json_slice value = fields->values[ID];

    if (value.len > 0 && json_slice_type(value) == JSON_STRING) {
        int done = take_short_text(fields, ID, ID_MAX, &out->id, complaint, err);

        if (done <= 0)
            return done;
        if (out->id && out->id[0] != '\0')
            return number_id(line, out, err);
        free(steal_ptr(&out->id)); /* an empty id names nothing */
        value.len = 0;
    }
    if (value.len > 0 && json_slice_type(value) != JSON_NUMBER)
        return wrong_type(complaint, ID, "a string or an integer", value);
    if (value.len > ID_MAX || !is_integer(value))
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE,
                              "'id' must be a string or an integer of at most %d digits", ID_MAX);
    /* The digits as written: a 64-bit id would not survive as a double. */
    out->id = value.len > 0 ? strndup(value.at, value.len) : strdup(line->id);
    return out->id ? number_id(line, out, err) : no_memory(err);
}

static int take_score(const struct fields *fields, struct candidate *out,
                      struct complaint *complaint)
{
    struct json_slice value = fields->values[SCORE];

    if (value.len == 0)
        return 1;
    if (json_slice_type(value) != JSON_NUMBER)
        return wrong_type(complaint, SCORE, "a number", value);
    out->score = strtod(value.at, NULL); /* stops where the number ends: the line was checked */
    if (!isfinite(out->score))
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "'score' is too large");
    out->has_score = true;
    return 1;
}

static int take_source(const struct pool_line *line, enum key key, struct candidate *out,
                       struct complaint *complaint, struct err *err)
{
    int done;

    if (line->fields.values[key].len == 0 && line->options->source_key)
        return complaint_make(complaint, COMPLAINT_MISSING_SOURCE, "'%.100s' is not there",
                              line->options->source_key);
    if (line->fields.values[key].len == 0)
        return complaint_make(complaint, COMPLAINT_MISSING_SOURCE,
                              "none of source, code, solution, completion is there");
    done = take_text(&line->fields, key, &out->source, complaint, err);
    if (done <= 0 || !out->source)
        return done;
    out->source_len = strlen(out->source); /* \u0000 was refused */
    return pool_take_source(out, line->options->code_limit, complaint, err);
}

/* Says what is lost of a member's value, for the first such member of the line. */
static void remark_loss(struct complaint *complaint, const struct json_member *m)
{
    const char *loss = m->value.flaws & JSON_TOO_DEEP ? "it is nested too deeply, and left out"
                                                      : "NaN and infinities, no JSON, become null";

    if (!complaint->sentence[0] && m->value.flaws & (JSON_TOO_DEEP | JSON_NOT_FINITE))
        complaint_make(complaint, COMPLAINT_VALUE_LOST, "the value of %.*s cannot be kept: %s",
                       m->key.len < 100 ? (int)m->key.len : 100, m->key.at, loss);
}

/* All members that were not taken, in their order and with their text; NULL if there are none. */
static int take_extra(const struct pool_line *line, char **out, struct complaint *complaint)
{
    const struct fields *fields = &line->fields;
    cleanup_with(buf_release) struct buf extra = BUF_INIT(2 * line->len + 2); /* NaN becomes null */

    for (size_t i = 0; i < fields->members.count; i++) {
        const struct json_member *m = &fields->members.list[i];
        enum key key = find_key(m->key);

        remark_loss(complaint, m);
        if ((key != KEY_COUNT && fields->taken[key]) || m == line->holder ||
            m->value.flaws & JSON_TOO_DEEP)
            continue;
        if (buf_addc(&extra, extra.len > 0 ? ',' : '{') < 0 || json_copy(&extra, m->key) < 0 ||
            buf_addc(&extra, ':') < 0 || json_copy(&extra, m->value) < 0)
            return -1;
    }
    if (extra.len > 0 && buf_addc(&extra, '}') < 0)
        return -1;
    *out = steal_ptr(&extra.data);
    return 0;
}

static int fill_candidate(struct pool_line *line, enum key source, struct candidate *out,
                          struct complaint *complaint, struct err *err)
{
    int done = take_id(line, out, complaint, err);

    if (done > 0)
        done = take_language(line, out, complaint, err);
    if (done > 0)
        done = take_score(&line->fields, out, complaint);
    if (done > 0)
        done = take_source(line, source, out, complaint, err);
    /* A problem's other keys, its tests among them, would come back with each of its sources. */
    if (done > 0 && !line->keyed.is_list && take_extra(line, &out->extra, complaint) < 0)
        done = no_memory(err);
    return done;
}

/* Puts the next keyed source, and its language, where those of a plain line are. */
static enum key choose_source(struct pool_line *line, size_t i)
{
    struct fields *fields = &line->fields;
    const struct keyed_source *keyed;

    if (!line->options->source_key)
        return prefer(fields, SOURCE, COMPLETION);
    fields->values[SOURCE] = (struct json_slice){0};
    if (i >= line->keyed.count)
        return SOURCE;
    keyed = &line->keyed.list[i];
    fields->values[SOURCE] = keyed->source;
    fields->values[line->language] =
        keyed->language.at && !is_absent(keyed->language) ? keyed->language : line->own_language;
    return SOURCE;
}

int pool_line_next(struct pool_line *line, struct candidate *out, bool *ended,
                   struct complaint *complaint, struct err *err)
{
    cleanup_with(candidate_release) struct candidate candidate = {0};
    size_t count = line->keyed.count > 1 ? line->keyed.count : 1;
    int done;

    complaint->sentence[0] = '\0';
    *ended = line->next == count;
    if (*ended)
        return 0;
    line->next++;
    done = fill_candidate(line, choose_source(line, line->next - 1), &candidate, complaint, err);
    if (done > 0) {
        *out = candidate;
        candidate = (struct candidate){0};
    }
    return done;
}

/* 1, 0 with the complaint, or -1. */
static int read_object(struct pool_line *line, const char *text, struct complaint *complaint,
                       struct err *err)
{
    struct err broken = {0};
    int done = json_read_members(&line->fields.members, text, line->len, &broken);

    if (done < 0 && broken.kind != ERR_INPUT)
        return no_memory(err);
    if (done < 0)
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "not JSON: %.200s", broken.msg);
    if (done == 0)
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "a line must be a JSON object");
    return 1;
}

static int find_keyed(struct pool_line *line, struct err *err)
{
    const char *key = line->options->source_key;
    const struct json_members *members = &line->fields.members;

    if (!key)
        return 0;
    line->holder = keyed_member(members, key, strlen(key));
    if (!line->holder)
        line->holder = keyed_member(members, key, strcspn(key, "."));
    return keyed_sources_find(&line->keyed, members, key, err);
}

int pool_line_open(struct pool_line **out, const char *text, size_t len, const char *id,
                   const struct reader_options *options, struct complaint *complaint,
                   struct err *err)
{
    struct pool_line *line;
    int done;

    if (!utf8_valid(text, len))
        return complaint_make(complaint, COMPLAINT_INVALID_UTF8, "the line is not valid UTF-8");
    line = calloc(1, sizeof *line);
    if (!line)
        return no_memory(err);
    *line = (struct pool_line){.fields = {.taken = {[ID] = true, [SCORE] = true}},
                               .len = len,
                               .id = id,
                               .options = options};
    done = read_object(line, text, complaint, err);
    if (done > 0) {
        find_fields(&line->fields);
        line->language = prefer(&line->fields, LANGUAGE, LANG);
        line->own_language = line->fields.values[line->language];
        if (find_keyed(line, err) < 0)
            done = -1;
    }
    if (done > 0)
        *out = line;
    else
        pool_line_free(line);
    return done;
}

void pool_line_free(struct pool_line *line)
{
    if (!line)
        return;
    keyed_sources_release(&line->keyed);
    json_members_release(&line->fields.members);
    free(line);
}
