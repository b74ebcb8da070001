/* SPDX-License-Identifier: MIT */
#include "eval/result/bigcode.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

#define RESULTS_NAME "evaluation_results.json"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash && slash[1] ? slash + 1 : path;
}

/* That tool's names of the suites that both know. */
static const char *name_of_format(const struct suite *suite)
{
    return strcmp(suite->format->name, "human-eval") == 0 ? "humaneval" : suite->format->name;
}

static void find_name(const struct suite *suite, const char *path, char *out, size_t size)
{
    static const char before[] = "generations_";
    const char *base = base_name(path);
    size_t skip = strncmp(base, before, sizeof before - 1) == 0 ? sizeof before - 1 : 0;
    size_t length = strcspn(base + skip, ".");

    if (skip && length)
        snprintf(out, size, "%.*s", (int)length, base + skip);
    else
        snprintf(out, size, "%s", name_of_format(suite));
}

static void put_config(struct json_writer *w, const char *name, const char *path)
{
    json_field_object(w, "config");
    json_field_string(w, "tasks", name);
    json_field_bool(w, "allow_code_execution", true);
    json_field_string(w, "load_generations_path", base_name(path));
    json_field_string(w, "metric_output_path", RESULTS_NAME);
    json_end_object(w);
}

int results_write_bigcode(const struct evaluation *evaluation, const struct summary *summary,
                          const char *dir, const char *const *paths, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free char *path = file_join(dir, RESULTS_NAME);
    char name[120], figure[ESTIMATE_TEXT];
    struct json_writer w;

    find_name(evaluation->attempts.suite, paths[0], name, sizeof name);
    json_writer_init(&w, &text, JSON_PRETTY);
    json_begin_object(&w);
    json_field_object(&w, name);
    for (size_t i = 0; i < summary->count; i++) {
        estimate_text(summary->pass_at[i].estimate.value, figure);
        json_key(&w, summary->pass_at[i].name);
        json_raw(&w, figure, strlen(figure));
    }
    json_end_object(&w);
    put_config(&w, name, paths[0]);
    json_end_object(&w);
    if (json_finish(&w, err) < 0)
        return -1;
    return path ? file_replace(path, text.data, text.len - 1, err) /* it has no line end */
                : err_set(err, ERR_JUDGE, "out of memory");
}
