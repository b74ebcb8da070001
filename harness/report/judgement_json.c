/* SPDX-License-Identifier: MIT */
#include "report/judgement_json.h"

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

void judgement_json(struct json_writer *w, const struct judgement *judgement)
{
    json_field_string(w, "verdict", verdict_name(judgement->verdict));
    json_field_string(w, "test", judgement->test);
    add_measures(w, judgement);
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
        json_end_object(w);
    }
    json_end_array(w);
}
