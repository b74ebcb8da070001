/* SPDX-License-Identifier: MIT */
#include "record/run_key.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "record/run_key_traits.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

static const char schema_key[] = "winnow_journal";

static int make_value(char **value, const struct trait *trait, const struct record *record,
                      struct hash_state *hash, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(1024);
    struct err cause = {0};

    hash_reset(hash);
    if (trait->value(record, hash, &out, &cause) < 0) {
        if (cause.kind == ERR_NONE)
            return err_set(err, ERR_JUDGE, "out of memory");
        return err_set(err, cause.kind, "%s", cause.msg);
    }
    *value = strdup(buf_str(&out));
    return *value ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int run_key_make(struct run_key *identity, const struct record *record, struct err *err)
{
    struct hash_state *hash = hash_new();
    int rc = hash ? 0 : err_set(err, ERR_JUDGE, "out of memory");

    memset(identity, 0, sizeof *identity);
    for (size_t i = 0; rc == 0 && i < RUN_KEY_TRAITS; i++)
        rc = make_value(&identity->values[i], &run_key_traits[i], record, hash, err);
    hash_free(hash);
    return rc;
}

void run_key_release(struct run_key *identity)
{
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++)
        free(identity->values[i]);
    memset(identity, 0, sizeof *identity);
}

int run_key_line(const struct run_key *identity, struct buf *out, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, schema_key, JOURNAL_SCHEMA);
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++)
        json_field_string(&w, run_key_traits[i].key, identity->values[i]);
    json_end_object(&w);
    return json_finish(&w, err);
}

/* The first trait that differs, in a sentence. */
static int compare(const struct run_key *identity, const struct json *line, struct err *err)
{
    for (size_t i = 0; i < RUN_KEY_TRAITS; i++) {
        const char *now = identity->values[i], *then = NULL;

        if (json_get_string(line, run_key_traits[i].key, &then, err) < 0)
            return -1;
        if (then && strcmp(then, now) == 0)
            continue;
        if (then && run_key_traits[i].shown)
            return err_set(err, ERR_INPUT, "it is of another run: %s: '%.200s' then, '%.200s' now",
                           run_key_traits[i].words, then, now);
        return err_set(err, ERR_INPUT, "it is of another run: %s are not the same now",
                       run_key_traits[i].words);
    }
    return 0;
}

int run_key_check(const struct run_key *identity, const char *line, size_t len, struct err *err)
{
    struct json *json;
    int64_t schema = 0;
    int rc;

    if (json_parse(&json, line, len, err) < 0)
        return -1;
    rc = json_get_int64(json, schema_key, &schema, err);
    if (rc == 0 && schema == 0)
        rc = err_set(err, ERR_INPUT, "it is not a journal of winnow's");
    else if (rc == 0 && schema != JOURNAL_SCHEMA)
        rc = err_set(err, ERR_INPUT, "it has schema version %" PRId64 "; this winnow has %d",
                     schema, JOURNAL_SCHEMA);
    if (rc == 0)
        rc = compare(identity, json, err);
    json_free(json);
    return rc;
}
