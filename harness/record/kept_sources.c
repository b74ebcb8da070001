/* SPDX-License-Identifier: MIT */
#include "record/kept_sources.h"
#include "base/stream/coding.h"
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 128 * 1024 }; /* what must be inflated to see one source */

static int keep_block(void *context, uint64_t first, const struct buf *packed, struct err *err)
{
    struct kept_sources *kept = context;
    struct kept_block *grown = array_grow(kept->list, kept->count, &kept->room, sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    kept->list = grown;
    grown[kept->count].first = first;
    if (spool_add(&kept->scratch, packed->data, packed->len, &grown[kept->count].place, err) < 0)
        return -1;
    kept->count++;
    kept->size += packed->len;
    return 0;
}

int kept_sources_begin(struct kept_sources *kept, struct err *err)
{
    *kept = (struct kept_sources){.on = true, .most = KEPT_SOURCES_MAX};
    json_blocks_init(&kept->blocks, BLOCK, keep_block, kept);
    return spool_open(&kept->scratch, err);
}

void kept_sources_release(struct kept_sources *kept)
{
    if (!kept->on)
        return;
    spool_close(&kept->scratch);
    json_blocks_release(&kept->blocks);
    free(kept->list);
    *kept = (struct kept_sources){0};
}

int kept_source_json(struct buf *out, const char *source, size_t n, struct err *err)
{
    cleanup_with(buf_release) struct buf cut = BUF_INIT(KEPT_SOURCE_MAX + 100);

    buf_clear(out);
    if (n > KEPT_SOURCE_MAX) {
        if (buf_add(&cut, source, KEPT_SOURCE_MAX) < 0 ||
            buf_addf(&cut, "\n[%zu more bytes are not shown]\n", n - KEPT_SOURCE_MAX) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        source = cut.data;
        n = cut.len;
    }
    return json_add_string(out, source, n) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

int kept_sources_add(struct kept_sources *kept, const char *source, size_t n, struct err *err)
{
    cleanup_with(buf_release) struct buf json = BUF_INIT(BUF_CAP_SOURCE);

    if (!kept->on)
        return 0;
    if (kept->size >= kept->most) {
        kept->left_out++;
        return 0;
    }
    return kept_source_json(&json, source, n, err) < 0
               ? -1
               : json_blocks_add(&kept->blocks, json.data, json.len, err);
}

int kept_sources_end(struct kept_sources *kept, struct err *err)
{
    return kept->on ? json_blocks_end(&kept->blocks, err) : 0;
}

int kept_sources_block(struct kept_sources *kept, size_t block, struct buf *room, struct err *err)
{
    return spool_get(&kept->scratch, kept->list[block].place, room, err);
}

static int inflate_block(struct kept_sources *kept, size_t block, struct buf *out, struct err *err)
{
    cleanup_with(buf_release) struct buf packed = BUF_INIT(BUF_CAP_DOCUMENT);
    struct coded coded;
    void *decoder;
    enum coding_step step = CODING_MORE;

    if (kept_sources_block(kept, block, &packed, err) < 0)
        return -1;
    coded = (struct coded){.in = (const unsigned char *)packed.data, .in_left = packed.len};
    decoder = coding_zlib.open();
    while (decoder && step == CODING_MORE && buf_reserve(out, BLOCK) == 0) {
        coded.out = (unsigned char *)out->data + out->len;
        coded.out_left = BLOCK;
        step = coding_zlib.decode(decoder, &coded);
        out->len += BLOCK - coded.out_left;
    }
    coding_zlib.close(decoder);
    return step == CODING_END && buf_addc(out, '\n') == 0
               ? 0
               : err_set(err, ERR_JUDGE, "a block of sources cannot be read again");
}

/* The source of this JSON string. */
static int take_source(struct json_slice value, struct buf *out, struct err *err)
{
    cleanup_free char *text = NULL;
    size_t length;

    if (json_decode_string(&text, value, err) < 0)
        return -1;
    length = strlen(text);
    if (length > KEPT_SOURCE_MAX || strstr(text, "\xef\xbf\xbd"))
        return 0;
    buf_clear(out);
    return buf_add(out, text, length) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 1;
}

/* The block in which the source is, if any. */
static size_t block_of(const struct kept_sources *kept, uint64_t number)
{
    size_t block = 0;

    while (block + 1 < kept->count && kept->list[block + 1].first <= number)
        block++;
    return block;
}

int kept_sources_get(struct kept_sources *kept, uint64_t number, struct buf *out, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_with(json_members_release) struct json_members list = {0};
    size_t block = block_of(kept, number);

    if (kept->count == 0)
        return 0;
    if (inflate_block(kept, block, &text, err) < 0 ||
        json_read_elements(&list, text.data, text.len, err) < 0)
        return -1;
    number -= kept->list[block].first;
    return number < list.count ? take_source(list.list[number].value, out, err) : 0;
}
