/* SPDX-License-Identifier: MIT */
#include "base/json/json_blocks.h"
#include "base/stream/coding.h"
#include "winnow/cleanup.h"

void json_blocks_init(struct json_blocks *blocks, size_t block, json_block_sink *sink,
                      void *context)
{
    *blocks = (struct json_blocks){
        .open = BUF_INIT(BUF_CAP_DOCUMENT), .block = block, .sink = sink, .context = context};
}

void json_blocks_release(struct json_blocks *blocks)
{
    buf_release(&blocks->open);
}

static int close_block(struct json_blocks *blocks, struct err *err)
{
    cleanup_with(buf_release) struct buf packed = BUF_INIT(BUF_CAP_DOCUMENT);

    if (buf_addc(&blocks->open, ']') < 0 ||
        coding_zlib_add(&packed, blocks->open.data, blocks->open.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (blocks->sink(blocks->context, blocks->first, &packed, err) < 0)
        return -1;
    buf_clear(&blocks->open);
    blocks->first = blocks->count;
    return 0;
}

int json_blocks_add(struct json_blocks *blocks, const char *json, size_t n, struct err *err)
{
    if (n > 0 && json[n - 1] == '\n')
        n--;
    if (buf_addc(&blocks->open, blocks->open.len > 0 ? ',' : '[') < 0 ||
        buf_add(&blocks->open, json, n) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    blocks->count++;
    return blocks->open.len < blocks->block ? 0 : close_block(blocks, err);
}

int json_blocks_end(struct json_blocks *blocks, struct err *err)
{
    return blocks->open.len > 0 ? close_block(blocks, err) : 0;
}
