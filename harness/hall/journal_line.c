/* SPDX-License-Identifier: MIT */
#include "hall/journal_line.h"
#include "base/json_writer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The key that tells a line's kind, and whose value is the program or the inputs. */
static const char *const kind_keys[] = {
    [JOURNAL_JUDGED] = "judged",
    [JOURNAL_INPUTS] = "inputs",
    [JOURNAL_RAN] = "ran",
    [JOURNAL_EVALUATED] = "evaluated",
};

enum { KINDS = sizeof kind_keys / sizeof *kind_keys };

static int find_kind(const cJSON *json, enum journal_line_kind *kind, struct err *err)
{
    for (int i = 0; i < KINDS; i++) {
        if (json_get(json, kind_keys[i])) {
            *kind = (enum journal_line_kind)i;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "none of 'judged', 'inputs', 'ran', 'evaluated' is there");
}

static int get_hash(const cJSON *json, const char *key, struct hash128 *out, struct err *err)
{
    const char *hex = NULL;

    if (json_get_string(json, key, &hex, err) < 0)
        return -1;
    if (!hex || !hash_parse(hex, out))
        return err_set(err, ERR_INPUT, "'%s' must be 32 hexadecimal digits", key);
    return 0;
}

static int get_verdict(const cJSON *json, enum verdict *out, struct err *err)
{
    const char *name = NULL;

    if (json_get_string(json, "verdict", &name, err) < 0)
        return -1;
    *out = name ? verdict_parse(name) : VERDICT_COUNT;
    return *out == VERDICT_COUNT ? err_set(err, ERR_INPUT, "'verdict' must be a verdict") : 0;
}

static int get_amount(const cJSON *json, const char *key, int64_t *out, struct err *err)
{
    int64_t value = -1;

    if (json_get_int64(json, key, &value, err) < 0)
        return -1;
    if (value < 0)
        return err_set(err, ERR_INPUT, "'%s' must be a number, zero or more", key);
    *out = value;
    return 0;
}

static int get_outcome(const cJSON *json, struct journal_line *line, struct err *err)
{
    struct outcome *o = &line->outcome;

    line->detail = "";
    if (get_verdict(json, &o->verdict, err) < 0 ||
        json_get_string(json, "test", &o->test, err) < 0 ||
        json_get_string(json, "detail", &line->detail, err) < 0 ||
        get_amount(json, "cpu_ns", &o->cpu, err) < 0 ||
        get_amount(json, "wall_ns", &o->wall, err) < 0)
        return -1;
    return get_amount(json, "memory_bytes", &o->memory, err);
}

static int get_input(const cJSON *json, struct made_input *input, struct err *err)
{
    const char *origin = NULL;

    if (get_hash(json, "hash", &input->hash, err) < 0 ||
        get_amount(json, "bytes", &input->size, err) < 0 ||
        json_get_string(json, "origin", &origin, err) < 0)
        return -1;
    if (!origin)
        return err_set(err, ERR_INPUT, "an input has no 'origin'");
    input->origin = strdup(origin);
    return input->origin ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int get_inputs(const cJSON *json, struct made_inputs *inputs, struct err *err)
{
    const cJSON *list = json_get(json, kind_keys[JOURNAL_INPUTS]);
    const cJSON *v;
    int64_t rejected, duplicates;

    if (!cJSON_IsArray(list))
        return err_set(err, ERR_INPUT, "'inputs' must be an array");
    inputs->list = calloc((size_t)cJSON_GetArraySize(list) + 1, sizeof *inputs->list);
    if (!inputs->list)
        return err_set(err, ERR_JUDGE, "out of memory");
    cJSON_ArrayForEach(v, list) {
        inputs->list[inputs->count].fd = -1;
        if (get_input(v, &inputs->list[inputs->count++], err) < 0)
            return -1;
    }
    if (get_amount(json, "rejected", &rejected, err) < 0 ||
        get_amount(json, "duplicates", &duplicates, err) < 0)
        return -1;
    inputs->rejected = (size_t)rejected;
    inputs->duplicates = (size_t)duplicates;
    return json_get_bool(json, "validated", &inputs->validated, err);
}

static int get_run(const cJSON *json, struct journal_line *line, struct err *err)
{
    if (get_hash(json, "input", &line->input, err) < 0 ||
        get_verdict(json, &line->run.verdict, err) < 0)
        return -1;
    return get_hash(json, "output", &line->run.hash, err);
}

static int read_members(struct journal_line *line, struct err *err)
{
    if (find_kind(line->json, &line->kind, err) < 0)
        return -1;
    if (line->kind == JOURNAL_INPUTS)
        return get_inputs(line->json, &line->inputs, err);
    if (get_hash(line->json, kind_keys[line->kind], &line->program, err) < 0)
        return -1;
    return line->kind == JOURNAL_RAN ? get_run(line->json, line, err)
                                     : get_outcome(line->json, line, err);
}

int journal_line_read(struct journal_line *line, const char *text, size_t len, struct err *err)
{
    memset(line, 0, sizeof *line);
    if (json_parse(&line->json, text, len, err) < 0)
        return -1;
    if (read_members(line, err) == 0)
        return 0;
    journal_line_release(line);
    return -1;
}

void journal_line_release(struct journal_line *line)
{
    made_inputs_release(&line->inputs);
    cJSON_Delete(line->json);
    line->json = NULL;
}

static void put_hash(struct json_writer *w, const char *key, struct hash128 hash)
{
    char hex[33];

    hash_hex(hash, hex);
    json_field_string(w, key, hex);
}

static void put_outcome(struct json_writer *w, const struct journal_line *line)
{
    json_field_string(w, "verdict", verdict_name(line->outcome.verdict));
    json_field_string(w, "test", line->outcome.test);
    json_field_string(w, "detail", line->detail);
    json_field_int64(w, "cpu_ns", line->outcome.cpu);
    json_field_int64(w, "wall_ns", line->outcome.wall);
    json_field_int64(w, "memory_bytes", line->outcome.memory);
}

static void put_inputs(struct json_writer *w, const struct made_inputs *inputs)
{
    json_field_array(w, kind_keys[JOURNAL_INPUTS]);
    for (size_t i = 0; i < inputs->count; i++) {
        json_begin_object(w);
        put_hash(w, "hash", inputs->list[i].hash);
        json_field_int64(w, "bytes", inputs->list[i].size);
        json_field_string(w, "origin", inputs->list[i].origin);
        json_end_object(w);
    }
    json_end_array(w);
    json_field_uint64(w, "rejected", inputs->rejected);
    json_field_uint64(w, "duplicates", inputs->duplicates);
    json_field_bool(w, "validated", inputs->validated);
}

int journal_line_write(const struct journal_line *line, struct buf *out, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    if (line->kind != JOURNAL_INPUTS)
        put_hash(&w, kind_keys[line->kind], line->program);
    switch (line->kind) {
    case JOURNAL_JUDGED:
    case JOURNAL_EVALUATED:
        put_outcome(&w, line);
        break;
    case JOURNAL_INPUTS:
        put_inputs(&w, &line->inputs);
        break;
    case JOURNAL_RAN:
        put_hash(&w, "input", line->input);
        json_field_string(&w, "verdict", verdict_name(line->run.verdict));
        put_hash(&w, "output", line->run.hash);
        break;
    }
    json_end_object(&w);
    return json_finish(&w, err);
}
