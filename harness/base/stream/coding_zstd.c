/* SPDX-License-Identifier: MIT */
#include "base/stream/coding.h"

#include <zstd.h>
#include <zstd_errors.h>

/* The library's own limit on the window, 2^27 bytes, is CODING_MEMORY_MIB. */
static void *zstd_open(void)
{
    return ZSTD_createDCtx();
}

static enum coding_step zstd_decode(void *decoder, struct coded *coded)
{
    ZSTD_inBuffer in = {coded->in, coded->in_left, 0};
    ZSTD_outBuffer out = {coded->out, coded->out_left, 0};
    size_t status = ZSTD_decompressStream(decoder, &out, &in);

    coded->in += in.pos;
    coded->in_left -= in.pos;
    coded->out += out.pos;
    coded->out_left -= out.pos;
    if (!ZSTD_isError(status))
        return status == 0 ? CODING_END : CODING_MORE;
    coded->trouble = ZSTD_getErrorName(status);
    return ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation ? CODING_NO_MEMORY
                                                                     : CODING_DAMAGED;
}

static void zstd_close(void *decoder)
{
    ZSTD_freeDCtx(decoder);
}

const struct coding coding_zstd = {.name = "zstd",
                                   .magic = "\x28\xb5\x2f\xfd",
                                   .magic_len = 4,
                                   .open = zstd_open,
                                   .decode = zstd_decode,
                                   .close = zstd_close};

/* A frame without data, with which pzstd begins each of its own (RFC 8878, 3.1.2). */
const struct coding coding_zstd_skippable = {.name = "zstd",
                                             .magic = "\x50\x2a\x4d\x18",
                                             .magic_len = 4,
                                             .open = zstd_open,
                                             .decode = zstd_decode,
                                             .close = zstd_close};
