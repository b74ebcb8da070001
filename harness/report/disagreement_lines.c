/* SPDX-License-Identifier: MIT */
#include "report/disagreement_lines.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { INPUT_SHOWN = 1024 }; /* bytes of an input */

static int add_input(struct json_writer *w, const struct made_input *input, size_t number,
                     struct err *err)
{
    char file[32];
    struct map map;

    if (map_fd(&map, input->fd, err) < 0)
        return -1;
    snprintf(file, sizeof file, "inputs/%03zu.in", number + 1);
    json_field_uint64(w, "input", number + 1);
    json_field_string(w, "file", file);
    json_key(w, "text");
    json_string_n(w, map.data, map.len < INPUT_SHOWN ? map.len : INPUT_SHOWN);
    json_field_uint64(w, "bytes", map.len);
    map_release(&map);
    return 0;
}

/* The ranks of the clusters that have the outcome of this one. */
static void add_clusters(struct json_writer *w, const struct likeness *l, size_t cluster,
                         size_t input)
{
    json_field_array(w, "clusters");
    for (size_t i = 0; i < l->clusters; i++) {
        size_t like = l->cells[i * l->inputs + input];

        if (like != NO_CLUSTER && l->ranks[like] == cluster)
            json_uint64(w, l->ranks[i] + 1);
    }
    json_end_array(w);
}

static void add_output(struct json_writer *w, const struct likeness *l,
                       const struct disagreement *d, size_t i)
{
    const struct shown_output *output = &d->outputs[i];

    json_begin_object(w);
    add_clusters(w, l, output->cluster, d->input);
    json_field_string(w, "verdict", verdict_name(output->verdict));
    json_key(w, "text");
    if (output->text)
        json_raw(w, output->text, strlen(output->text));
    else
        json_null(w);
    if (output->text)
        json_field_int64(w, "bytes", output->bytes);
    else
        json_field_null(w, "bytes");
    json_end_object(w);
}

static int add_line(struct buf *out, const struct record *r, const struct likeness *l,
                    const struct disagreement *d, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    if (add_input(&w, &r->inputs.list[d->input], d->input, err) < 0)
        return -1;
    json_field_array(&w, "outputs");
    for (size_t i = 0; i < d->count; i++)
        add_output(&w, l, d, i);
    json_end_array(&w);
    json_end_object(&w);
    return json_finish(&w, err);
}

int disagreement_line(struct buf *out, const struct record *r, const struct disagreements *list,
                      size_t i, struct err *err)
{
    cleanup_with(likeness_release) struct likeness likeness = {0};

    return likeness_make(&likeness, &r->clustered, list->ranks, list->rank_count, r->inputs.count,
                         err) < 0
               ? -1
               : add_line(out, r, &likeness, &list->list[i], err);
}

int disagreement_lines_write(const struct record *r, int fd, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    for (size_t i = 0; i < r->disagreements.count; i++)
        if (disagreement_line(&out, r, &r->disagreements, i, err) < 0)
            return -1;
    return file_flush(fd, &out, 1, "writing disagreements.jsonl", err);
}
