/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "candidate/pool.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
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

struct fields {
    struct json_members members;
    struct json_slice values[KEY_COUNT]; /* len 0: absent or null */
    bool taken[KEY_COUNT];
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

static int take_id(const struct fields *fields, uint64_t number, struct candidate *out,
                   struct complaint *complaint, struct err *err)
{
    struct json_slice value = fields->values[ID];

    if (value.len > 0 && json_slice_type(value) == JSON_STRING) {
        int done = take_short_text(fields, ID, ID_MAX, &out->id, complaint, err);

        if (done <= 0 || (out->id && out->id[0] != '\0'))
            return done;
        free(steal_ptr(&out->id)); /* an empty id names nothing */
        value.len = 0;
    }
    if (value.len > 0 && json_slice_type(value) != JSON_NUMBER)
        return wrong_type(complaint, ID, "a string or an integer", value);
    if (value.len > ID_MAX || !is_integer(value))
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE,
                              "'id' must be a string or an integer of at most %d digits", ID_MAX);
    /* The digits as written: a 64-bit id would not survive as a double. */
    if (value.len > 0)
        out->id = strndup(value.at, value.len);
    else if (asprintf(&out->id, "%" PRIu64, number) < 0)
        out->id = NULL;
    return out->id ? 1 : no_memory(err);
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

static int take_source(struct fields *fields, size_t code_limit, struct candidate *out,
                       struct complaint *complaint, struct err *err)
{
    enum key key = prefer(fields, SOURCE, COMPLETION);
    int done;

    if (fields->values[key].len == 0)
        return complaint_make(complaint, COMPLAINT_MISSING_SOURCE,
                              "none of source, code, solution, completion is there");
    done = take_text(fields, key, &out->source, complaint, err);
    if (done <= 0 || !out->source)
        return done;
    out->source_len = strlen(out->source); /* \u0000 was refused */
    return pool_check_source(out->source, out->source_len, code_limit, complaint);
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
static int take_extra(size_t len, const struct fields *fields, char **out,
                      struct complaint *complaint)
{
    cleanup_with(buf_release) struct buf extra = BUF_INIT(2 * len + 2); /* NaN becomes null */

    for (size_t i = 0; i < fields->members.count; i++) {
        const struct json_member *m = &fields->members.list[i];
        enum key key = find_key(m->key);

        remark_loss(complaint, m);
        if ((key != KEY_COUNT && fields->taken[key]) || m->value.flaws & JSON_TOO_DEEP)
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

static int fill_candidate(struct fields *fields, size_t len, uint64_t number, size_t code_limit,
                          struct candidate *out, struct complaint *complaint, struct err *err)
{
    enum key language;
    int done = take_id(fields, number, out, complaint, err);

    language = prefer(fields, LANGUAGE, LANG);
    if (done > 0 && fields->values[language].len > 0)
        done = take_short_text(fields, language, LANGUAGE_MAX, &out->language, complaint, err);
    if (done > 0)
        done = take_score(fields, out, complaint);
    if (done > 0)
        done = take_source(fields, code_limit, out, complaint, err);
    if (done > 0 && take_extra(len, fields, &out->extra, complaint) < 0)
        done = no_memory(err);
    return done;
}

static void fields_release(struct fields *fields)
{
    json_members_release(&fields->members);
}

int pool_line(const char *line, size_t len, uint64_t number, size_t code_limit,
              struct candidate *out, struct complaint *complaint, struct err *err)
{
    cleanup_with(candidate_release) struct candidate candidate = {0};
    cleanup_with(fields_release) struct fields fields = {.taken = {[ID] = true, [SCORE] = true}};
    struct err broken = {0};
    int done;

    complaint->sentence[0] = '\0';
    if (!utf8_valid(line, len))
        return complaint_make(complaint, COMPLAINT_INVALID_UTF8, "the line is not valid UTF-8");
    done = json_read_members(&fields.members, line, len, &broken);
    if (done < 0 && broken.kind != ERR_INPUT)
        return no_memory(err);
    if (done < 0)
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "not JSON: %.200s", broken.msg);
    if (done == 0)
        return complaint_make(complaint, COMPLAINT_MALFORMED_LINE, "a line must be a JSON object");
    find_fields(&fields);
    done = fill_candidate(&fields, len, number, code_limit, &candidate, complaint, err);
    if (done > 0) {
        *out = candidate;
        candidate = (struct candidate){0};
    }
    return done;
}
