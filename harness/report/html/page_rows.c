/* SPDX-License-Identifier: MIT */
#include "report/html/page_rows.h"
#include "base/json/json_writer.h"

#include <string.h>

enum { BLOCK = 512 * 1024, LABEL_MAX = 40, HUNDREDTH_MS = 10000 };

static int put_rows(void *page, uint64_t first, const struct buf *packed, struct err *err)
{
    return page_block(page, "rows", first, packed, err);
}

static int put_measures(void *page, uint64_t first, const struct buf *packed, struct err *err)
{
    return page_block(page, "measures", first, packed, err);
}

void page_rows_begin(struct page_rows *rows, struct page *page)
{
    *rows = (struct page_rows){.page = page, .json = BUF_INIT(BUF_CAP_LINE)};
    json_blocks_init(&rows->rows, BLOCK, put_rows, page);
    json_blocks_init(&rows->measures, BLOCK, put_measures, page);
}

void page_rows_release(struct page_rows *rows)
{
    json_blocks_release(&rows->rows);
    json_blocks_release(&rows->measures);
    buf_release(&rows->json);
}

int page_rows_end(struct page_rows *rows, struct err *err)
{
    return json_blocks_end(&rows->rows, err) < 0 ? -1 : json_blocks_end(&rows->measures, err);
}

static void begin(struct page_rows *rows, struct json_writer *w)
{
    buf_clear(&rows->json);
    json_writer_init(w, &rows->json, JSON_LINE);
    json_begin_array(w);
}

static int end(struct page_rows *rows, struct json_writer *w, struct json_blocks *blocks,
               struct err *err)
{
    json_end_array(w);
    return json_finish(w, err) < 0 ? -1
                                   : json_blocks_add(blocks, rows->json.data, rows->json.len, err);
}

static void add_names(struct json_writer *w, const char *id, const char *label)
{
    json_string(w, id);
    json_string_n(w, label, strnlen(label, LABEL_MAX));
}

int page_rows_copy(struct page_rows *rows, const char *id, const char *label, uint64_t first,
                   struct err *err)
{
    struct json_writer w;

    begin(rows, &w);
    add_names(&w, id, label);
    json_uint64(&w, first);
    return end(rows, &w, &rows->rows, err);
}

static int add_measures(struct page_rows *rows, const struct page_program *p, struct err *err)
{
    struct json_writer w;

    begin(rows, &w);
    json_int64(&w, (p->cpu + HUNDREDTH_MS / 2) / HUNDREDTH_MS);
    json_int64(&w, (p->wall + HUNDREDTH_MS / 2) / HUNDREDTH_MS);
    json_int64(&w, p->memory / KIB);
    return end(rows, &w, &rows->measures, err);
}

int page_rows_program(struct page_rows *rows, const char *id, const char *label,
                      const struct page_program *p, struct err *err)
{
    struct json_writer w;

    begin(rows, &w);
    add_names(&w, id, label);
    json_string(&w, p->language);
    json_string(&w, verdict_name(p->verdict));
    json_string(&w, p->test);
    json_string(&w, p->detail);
    json_uint64(&w, p->copies);
    json_uint64(&w, p->cluster);
    return end(rows, &w, &rows->rows, err) < 0 ? -1 : add_measures(rows, p, err);
}
