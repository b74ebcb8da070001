/* SPDX-License-Identifier: MIT */
#include "lang/gcc/headers.h"
#include "base/file.h"
#include "lang/gcc/preamble.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * A header costs three to four times what it saves a compile. Many sources begin with
 * <bits/stdc++.h>, so after the second one more will follow; of other blocks, as many must have come
 * as would have paid for the header.
 */
enum {
    SIGHTINGS_COMMON = 2,
    SIGHTINGS_OTHER = 4,
    BLOCKS_MAX = 4096, /* beyond that many different preambles, no more are looked at */
    FAILED_MAX = 3,    /* sources in a row: a single one may have another reason */
    PREAMBLE_MAX = 8 * 1024,
};

/* Twice the 124 MB that <bits/stdc++.h> makes. */
static const bytes_t largest_header = 256 * MIB;

struct block {
    struct hash128 key;
    struct made_file file;
    unsigned failed;  /* sources in a row */
    char include[64]; /* in the cell, without the ".gch" that gcc adds: "/cache/KEY.h" */
};

struct headers {
    struct file_maker *maker;
    struct hash128 toolchain;
    struct block **blocks;
    size_t block_count;
};

int headers_open(struct headers **out, struct file_maker *maker, struct hash128 toolchain,
                 struct err *err)
{
    struct headers *headers = calloc(1, sizeof *headers);

    if (headers)
        headers->blocks = calloc(BLOCKS_MAX, sizeof *headers->blocks);
    if (!headers || !headers->blocks) {
        headers_close(headers);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    headers->maker = maker;
    headers->toolchain = toolchain;
    *out = headers;
    return 0;
}

void headers_close(struct headers *headers)
{
    if (!headers)
        return;
    for (size_t i = 0; i < headers->block_count; i++)
        free(headers->blocks[i]);
    free(headers->blocks);
    free(headers);
}

static struct hash128 block_key(const struct headers *headers, const char *const *command,
                                const struct buf *text)
{
    return hash_fold(made_file_key(headers->toolchain, "header 2", command),
                     hash_bytes(text->data, text->len));
}

static struct block *find_block(const struct headers *headers, struct hash128 key)
{
    for (size_t i = 0; i < headers->block_count; i++)
        if (hash_equal(headers->blocks[i]->key, key))
            return headers->blocks[i];
    return NULL;
}

static struct block *add_block(struct headers *headers, struct hash128 key)
{
    struct block *block;
    char hex[33];

    if (headers->block_count == BLOCKS_MAX)
        return NULL;
    block = calloc(1, sizeof *block);
    if (!block)
        return NULL;
    hash_hex(key, hex);
    block->key = key;
    made_file_init(&block->file, headers->maker, key, ".h.gch");
    snprintf(block->include, sizeof block->include, SHOWN_DIR "/%s.h", hex);
    headers->blocks[headers->block_count++] = block;
    return block;
}

/* Starts to precompile `text` for compiles by `command`. */
static void make_header(struct headers *headers, struct block *block, const char *const *command,
                        const struct buf *text)
{
    const char *argv[COMMAND_WORDS_MAX];
    const struct made_recipe recipe = {.argv = argv,
                                       .source_name = "main.cpp",
                                       .source = text->data,
                                       .length = text->len,
                                       .product = "program",
                                       .largest = largest_header};

    gcc_for_header(argv, command);
    made_file_begin(&block->file, headers->maker, &recipe);
}

static unsigned enough_for(const struct buf *text)
{
    static const char common[] = "<bits/stdc++.h>";

    return memmem(text->data, text->len, common, sizeof common - 1) ? SIGHTINGS_COMMON
                                                                    : SIGHTINGS_OTHER;
}

/* The block of a source's preamble, whose canonical text goes to `text`; NULL: it has none. */
static struct block *block_of(struct headers *headers, const char *const *command,
                              const struct map *source, struct preamble *preamble, struct buf *text)
{
    struct hash128 key;
    struct block *block;

    preamble_scan(preamble, source->data, source->len);
    if (preamble->count == 0 || preamble_text(preamble, source->data, text) < 0)
        return NULL;
    key = block_key(headers, command, text);
    block = find_block(headers, key);
    return block ? block : add_block(headers, key);
}

void headers_expect(struct headers *headers, const char *const *command, const struct map *source)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(PREAMBLE_MAX);
    struct preamble preamble;
    struct block *block = block_of(headers, command, source, &preamble, &text);

    if (block && made_file_is_due(&block->file, headers->maker, enough_for(&text)))
        make_header(headers, block, command, &text);
}

bool headers_use(struct headers *headers, const char *const *command, const struct map *source,
                 struct header_use *use)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(PREAMBLE_MAX);
    struct preamble preamble;
    struct block *block = block_of(headers, command, source, &preamble, &text);
    bool ready = block && made_file_shown(&block->file, headers->maker);
    int fd = ready ? preamble_take_out(&preamble, "", source->data, source->len) : -1;

    if (fd >= 0) {
        use->include = block->include;
        use->source_fd = fd;
        gcc_with_header(use->argv, command, block->include);
    }
    return ready || !block || block->file.state != MADE_UNDER_WAY;
}

void header_use_release(struct header_use *use)
{
    if (use->include)
        close(use->source_fd);
    use->include = NULL;
}

void headers_report(struct headers *headers, const char *include, bool with_it)
{
    for (size_t i = 0; i < headers->block_count; i++) {
        struct block *block = headers->blocks[i];

        if (strcmp(block->include, include) != 0)
            continue;
        block->failed = with_it ? 0 : block->failed + 1;
        if (block->failed == FAILED_MAX)
            block->file.state = MADE_USELESS;
    }
}
