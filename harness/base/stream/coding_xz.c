/* SPDX-License-Identifier: MIT */
#include "base/stream/coding.h"

#include <lzma.h>
#include <stdlib.h>

static void *xz_open(void)
{
    lzma_stream *z = calloc(1, sizeof *z); /* as LZMA_STREAM_INIT */

    if (z && lzma_stream_decoder(z, (uint64_t)CODING_MEMORY_MIB << 20, 0) == LZMA_OK)
        return z;
    free(z);
    return NULL;
}

static enum coding_step xz_decode(void *decoder, struct coded *coded)
{
    lzma_stream *z = decoder;
    lzma_ret status;

    z->next_in = coded->in;
    z->avail_in = coded->in_left;
    z->next_out = coded->out;
    z->avail_out = coded->out_left;
    status = lzma_code(z, LZMA_RUN);
    coded->in = z->next_in;
    coded->in_left = z->avail_in;
    coded->out = z->next_out;
    coded->out_left = z->avail_out;
    if (status == LZMA_STREAM_END)
        return CODING_END;
    if (status == LZMA_MEM_ERROR)
        return CODING_NO_MEMORY;
    coded->trouble = status == LZMA_MEMLIMIT_ERROR ? "decoding it needs more than 128 MiB"
                     : status == LZMA_DATA_ERROR   ? "a checksum or a code is wrong"
                                                   : "it is of an unknown kind";
    return status == LZMA_OK || status == LZMA_BUF_ERROR ? CODING_MORE : CODING_DAMAGED;
}

static void xz_close(void *decoder)
{
    if (decoder)
        lzma_end(decoder);
    free(decoder);
}

const struct coding coding_xz = {.name = "xz",
                                 .magic = "\xfd"
                                          "7zXZ",
                                 .magic_len = 6, /* the NUL behind belongs to it */
                                 .open = xz_open,
                                 .decode = xz_decode,
                                 .close = xz_close};
