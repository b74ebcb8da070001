/* SPDX-License-Identifier: MIT */
#include "report/judgement_json.h"
#include "base/screen/transcript.h"

#include <math.h>

static void add_measures(struct json_writer *w, const struct judgement *j)
{
    json_field_string(w, "detail", j->detail);
    json_field_ms(w, "cpu_ms", j->cpu);
    json_field_ms(w, "wall_ms", j->wall);
    json_field_int64(w, "memory_kib", j->memory / KIB);
    if (j->measured_alone)
        json_field_int64(w, "load_percent", j->load);
    else
        json_field_null(w, "load_percent");
}

static void add_score(struct json_writer *w, double score, double max_score)
{
    json_field_double(w, "score", score);
    if (isfinite(max_score))
        json_field_double(w, "max_score", max_score);
    else
        json_field_null(w, "max_score");
}

void judgement_json(struct json_writer *w, const struct judgement *judgement)
{
    json_field_string(w, "verdict", verdict_name(judgement->verdict));
    json_field_string(w, "test", judgement->test);
    add_measures(w, judgement);
    if (judgement->scored)
        add_score(w, judgement->score, judgement->max_score);
}

static void add_groups(struct json_writer *w, const struct judgement *judgement)
{
    json_field_array(w, "groups");
    for (size_t i = 0; i < judgement->group_count; i++) {
        const struct group_judgement *group = &judgement->groups[i];

        json_begin_object(w);
        json_field_string(w, "group", group->name);
        json_field_string(w, "verdict", group->graded ? verdict_name(group->verdict) : NULL);
        if (judgement->scored)
            add_score(w, group->score, group->max_score);
        json_end_object(w);
    }
    json_end_array(w);
}

static void add_entry(struct json_writer *w, const struct transcript *t,
                      const struct transcript_entry *entry)
{
    json_begin_object(w);
    json_field_uint64(w, "pass", entry->pass + 1);
    json_field_ms(w, "ms", entry->at);
    json_field_string(w, "from", transcript_side_name(entry->side));
    if (entry->ended) {
        json_field_string(w, "ended", entry->ended);
    } else {
        json_key(w, "text");
        json_string_n(w, buf_str(&t->text) + entry->begin, entry->end - entry->begin);
    }
    json_end_object(w);
}

static void add_transcript(struct json_writer *w, const struct transcript *t)
{
    json_field_array(w, "transcript");
    for (size_t i = 0; i <= t->count; i++) {
        if (i == t->head && t->left_out > 0) {
            json_begin_object(w);
            json_field_int64(w, "left_out", t->left_out);
            json_end_object(w);
        }
        if (i < t->count)
            add_entry(w, t, &t->list[i]);
    }
    json_end_array(w);
}

void judgement_json_cases(struct json_writer *w, const struct judgement *judgement)
{
    json_field_array(w, "cases");
    for (size_t i = 0; i < judgement->case_count; i++) {
        const struct judgement *one = &judgement->cases[i];

        json_begin_object(w);
        json_field_string(w, "test", one->test);
        json_field_string(w, "verdict", verdict_name(one->verdict));
        add_measures(w, one);
        if (one->scored)
            add_score(w, one->score, one->max_score);
        if (one->transcript)
            add_transcript(w, one->transcript);
        json_end_object(w);
    }
    json_end_array(w);
    if (judgement->groups)
        add_groups(w, judgement);
}
