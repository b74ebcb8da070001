/* SPDX-License-Identifier: MIT */
#include "hall/identity.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "hall/identity_traits.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

static const char schema_key[] = "winnow_journal";

static int make_value(char **value, const struct trait *trait, const struct session *session,
                      struct hash_state *hash, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(1024);
    struct err cause = {0};

    hash_reset(hash);
    if (trait->value(session, hash, &out, &cause) < 0) {
        if (cause.kind == ERR_NONE)
            return err_set(err, ERR_JUDGE, "out of memory");
        return err_set(err, cause.kind, "%s", cause.msg);
    }
    *value = strdup(buf_str(&out));
    return *value ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int identity_make(struct identity *identity, const struct session *session, struct err *err)
{
    struct hash_state *hash = hash_new();
    int rc = hash ? 0 : err_set(err, ERR_JUDGE, "out of memory");

    memset(identity, 0, sizeof *identity);
    for (size_t i = 0; rc == 0 && i < IDENTITY_TRAITS; i++)
        rc = make_value(&identity->values[i], &identity_traits[i], session, hash, err);
    hash_free(hash);
    return rc;
}

void identity_release(struct identity *identity)
{
    for (size_t i = 0; i < IDENTITY_TRAITS; i++)
        free(identity->values[i]);
    memset(identity, 0, sizeof *identity);
}

int identity_line(const struct identity *identity, struct buf *out, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, schema_key, JOURNAL_SCHEMA);
    for (size_t i = 0; i < IDENTITY_TRAITS; i++)
        json_field_string(&w, identity_traits[i].key, identity->values[i]);
    json_end_object(&w);
    return json_finish(&w, err);
}

/* The first trait that differs, in a sentence. */
static int compare(const struct identity *identity, const cJSON *line, struct err *err)
{
    for (size_t i = 0; i < IDENTITY_TRAITS; i++) {
        const char *now = identity->values[i], *then = NULL;

        if (json_get_string(line, identity_traits[i].key, &then, err) < 0)
            return -1;
        if (then && strcmp(then, now) == 0)
            continue;
        if (then && identity_traits[i].shown)
            return err_set(err, ERR_INPUT, "it is of another run: %s: '%.200s' then, '%.200s' now",
                           identity_traits[i].words, then, now);
        return err_set(err, ERR_INPUT, "it is of another run: %s are not the same now",
                       identity_traits[i].words);
    }
    return 0;
}

int identity_check(const struct identity *identity, const char *line, size_t len, struct err *err)
{
    cJSON *json;
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
    cJSON_Delete(json);
    return rc;
}
