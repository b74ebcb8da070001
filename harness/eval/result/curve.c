/* SPDX-License-Identifier: MIT */
#include "eval/result/curve.h"

static const struct {
    const char *name;
    estimate_rule *rule;
    bool needs_examples;
} curves[] = {
    {"pass@k", estimate_pass_at, false},
    {"10@k", estimate_ten_at, true},
    {"1@k", estimate_one_at, true},
    {"pass^k", estimate_pass_all, false},
};

static size_t fewest_samples(const struct summary *summary)
{
    size_t fewest = summary->task_count > 0 ? SIZE_MAX : 0;

    for (size_t i = 0; i < summary->task_count; i++)
        if (summary->tallies[i].samples < fewest)
            fewest = summary->tallies[i].samples;
    return fewest;
}

/* 1, 2, 5, 10, 20 …, and last of all `most`. */
static size_t next_k(size_t k, size_t most)
{
    size_t digit = k;

    while (digit >= 10)
        digit /= 10;
    k = digit == 2 ? k / 2 * 5 : k * 2;
    return k < most ? k : most;
}

static void put_point(struct json_writer *w, size_t k, const struct estimate *e)
{
    json_begin_array(w);
    json_uint64(w, k);
    json_double(w, e->value);
    json_double(w, e->low);
    json_double(w, e->high);
    json_end_array(w);
}

static void put_points(struct json_writer *w, const struct summary *summary, estimate_rule *rule,
                       size_t most, uint64_t seed)
{
    struct estimate e;

    for (size_t k = 1; k <= most; k = next_k(k, most)) {
        if (estimate_over_tasks(summary->tallies, summary->task_count, rule, k, seed, &e))
            put_point(w, k, &e);
        if (k == most)
            break;
    }
}

void curves_put(struct json_writer *w, const struct summary *summary, const struct suite *suite,
                uint64_t seed)
{
    size_t most = fewest_samples(summary);

    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        if (curves[i].needs_examples && !suite_has_examples(suite))
            continue;
        json_begin_object(w);
        json_field_string(w, "name", curves[i].name);
        json_field_array(w, "points");
        put_points(w, summary, curves[i].rule, most, seed);
        json_end_array(w);
        json_end_object(w);
    }
}
