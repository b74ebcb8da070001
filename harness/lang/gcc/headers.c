/* SPDX-License-Identifier: MIT */
#include "lang/gcc/headers.h"
#include "base/file.h"
#include "lang/gcc/preamble.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/*
 * A header costs three to four times what it saves a compile. Many sources begin with
 * <bits/stdc++.h>, so after the second one more will follow; of other blocks, as many must have come
 * as would have paid for the header.
 */
enum {
    SIGHTINGS_COMMON = 2,
    SIGHTINGS_OTHER = 4,
    BLOCKS_MAX = 4096,   /* beyond that many different preambles, no more are looked at */
    TOUCH_SECONDS = 300, /* well below what a store may forget in */
    FAILED_MAX = 3,      /* sources in a row: a single one may have another reason */
};

/* Twice the 124 MB that <bits/stdc++.h> makes. */
static const bytes_t largest_header = 256 * MIB;

enum block_state { BLOCK_SEEN, BLOCK_BEING_MADE, BLOCK_READY, BLOCK_USELESS };

struct block {
    struct hash128 key;
    enum block_state state;
    time_t touched;
    unsigned failed;  /* sources in a row */
    char entry[64];   /* in the store: "headers/KEY.h.gch" */
    char sighted[64]; /* in the store: "seen/KEY" */
    char include[64]; /* in the cell: "/cache/KEY.h" */
};

/* The making of a block's header, in a compile cell. */
struct header_job {
    struct job job; /* first: the pool's */
    struct headers *headers;
    struct block *block;
    struct run_file text;
    const char *argv[COMMAND_WORDS_MAX];
};

struct headers {
    struct job_pool *pool;
    struct store *store;
    struct hash128 toolchain;
    void (*warn)(void *context, const char *why);
    void *context;
    struct block **blocks;
    size_t block_count;
    struct header_job *job; /* one at a time, so that candidates have the cells */
};

int headers_open(struct headers **out, struct job_pool *pool, struct store *store,
                 struct hash128 toolchain, void (*warn)(void *context, const char *why),
                 void *context, struct err *err)
{
    struct headers *headers = calloc(1, sizeof *headers);

    if (headers)
        headers->blocks = calloc(BLOCKS_MAX, sizeof *headers->blocks);
    if (!headers || !headers->blocks) {
        headers_close(headers);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    headers->pool = pool;
    headers->store = store;
    headers->toolchain = toolchain;
    headers->warn = warn;
    headers->context = context;
    *out = headers;
    return 0;
}

static void free_job(struct header_job *job)
{
    if (job && job->text.fd >= 0)
        close(job->text.fd);
    free(job);
}

void headers_close(struct headers *headers)
{
    if (!headers)
        return;
    free_job(headers->job);
    for (size_t i = 0; i < headers->block_count; i++)
        free(headers->blocks[i]);
    free(headers->blocks);
    free(headers);
}

static struct hash128 block_key(const struct headers *headers, const char *const *command,
                                const struct buf *text)
{
    static const char version[] = "header 2";
    struct hash128 key = hash_fold(headers->toolchain, hash_bytes(version, sizeof version));

    for (const char *const *word = command; *word; word++)
        key = hash_fold(key, hash_bytes(*word, strlen(*word)));
    return hash_fold(key, hash_bytes(text->data, text->len));
}

static struct block *find_block(const struct headers *headers, struct hash128 key)
{
    for (size_t i = 0; i < headers->block_count; i++)
        if (hash_equal(headers->blocks[i]->key, key))
            return headers->blocks[i];
    return NULL;
}

/* Ready from an earlier run, and whole? Asked once in a process: it reads all of the file. */
static bool is_in_store(const struct headers *headers, const struct block *block)
{
    bytes_t length;
    cleanup_fd int fd = store_get(headers->store, block->entry, &length);

    return fd >= 0;
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
    snprintf(block->entry, sizeof block->entry, "headers/%s.h.gch", hex);
    snprintf(block->sighted, sizeof block->sighted, "seen/%s", hex);
    snprintf(block->include, sizeof block->include, SHOWN_DIR "/%s.h", hex);
    block->state = is_in_store(headers, block) ? BLOCK_READY : BLOCK_SEEN;
    headers->blocks[headers->block_count++] = block;
    return block;
}

static int prepare_header(struct job *base, struct run_request *request, struct err *err)
{
    struct header_job *job = (struct header_job *)base;

    (void)err;
    request->argv = job->argv;
    request->profile = PROFILE_COMPILER;
    request->files = &job->text;
    request->file_count = 1;
    request->product = "program";
    request->stdin_fd = job->text.fd; /* nothing reads it; it must be something */
    request->limits = (struct limits){
        .cpu = 60 * NSEC_PER_SEC,
        .wall = 180 * NSEC_PER_SEC,
        .memory = 2048 * MIB,
        .output = MIB,
        .file_size = largest_header,
        .processes = 64,
    };
    return 0;
}

static void header_done(struct job *base, const struct job_outcome *outcome)
{
    struct header_job *job = (struct header_job *)base;
    struct headers *headers = job->headers;
    struct block *block = job->block;
    const struct run_result *result = outcome->result;
    struct err err = {0};

    block->state = BLOCK_USELESS;
    if (result && result->end == RUN_EXITED && result->code == 0 && result->product_fd >= 0) {
        if (store_put(headers->store, block->entry, NULL, 0, result->product_fd, &err) < 0)
            headers->warn(headers->context, err.msg);
        else if (is_in_store(headers, block)) /* a store may be too small for it */
            block->state = BLOCK_READY;
    }
    free_job(headers->job);
    headers->job = NULL;
}

/* Starts to precompile `text` for compiles by `command` (borrowed). */
static void make_header(struct headers *headers, struct block *block, const char *const *command,
                        const struct buf *text)
{
    struct header_job *job = calloc(1, sizeof *job);

    block->state = BLOCK_USELESS;
    if (!job)
        return;
    *job = (struct header_job){
        .job = {.cell = JOB_CELL_COMPILE,
                .background = true,
                .prepare = prepare_header,
                .done = header_done},
        .headers = headers,
        .block = block,
        .text = {.name = "main.cpp", .fd = file_memfd("header", text->data, text->len, NULL)},
    };
    if (job->text.fd < 0) {
        free_job(job);
        return;
    }
    gcc_for_header(job->argv, command);
    headers->job = job;
    block->state = BLOCK_BEING_MADE;
    jobs_submit_next(headers->pool, &job->job);
}

static bool is_worth_making(const struct headers *headers, const struct block *block,
                            const struct buf *text)
{
    static const char common[] = "<bits/stdc++.h>";
    unsigned enough = memmem(text->data, text->len, common, sizeof common - 1) ? SIGHTINGS_COMMON
                                                                               : SIGHTINGS_OTHER;

    return store_count(headers->store, block->sighted) >= enough && !headers->job;
}

/* What to give the compiler after "-include" instead of the preamble, or NULL. */
static const char *find_include(struct headers *headers, const char *const *command,
                                const struct buf *text)
{
    struct hash128 key = block_key(headers, command, text);
    struct block *block = find_block(headers, key);

    if (!block)
        block = add_block(headers, key);
    if (!block || block->state == BLOCK_BEING_MADE || block->state == BLOCK_USELESS)
        return NULL;
    if (block->state == BLOCK_READY) {
        if (time(NULL) - block->touched > TOUCH_SECONDS) {
            store_touch(headers->store, block->entry);
            block->touched = time(NULL);
        }
        return block->include;
    }
    if (is_worth_making(headers, block, text))
        make_header(headers, block, command, text);
    return NULL;
}

static int blank_preamble(const struct preamble *preamble, const struct map *source)
{
    cleanup_free char *copy = malloc(source->len);

    if (!copy)
        return -1;
    memcpy(copy, source->data, source->len);
    preamble_blank(preamble, copy);
    return file_memfd("source", copy, source->len, NULL);
}

void headers_use(struct headers *headers, const char *const *command, const struct map *source,
                 struct header_use *use)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT((size_t)8 * 1024);
    struct preamble preamble;
    const char *include;
    int fd;

    preamble_scan(&preamble, source->data, source->len);
    if (preamble.count == 0 || preamble_text(&preamble, source->data, &text) < 0)
        return;
    include = find_include(headers, command, &text);
    fd = include ? blank_preamble(&preamble, source) : -1;
    if (fd < 0)
        return;
    use->include = include;
    use->source_fd = fd;
    gcc_with_header(use->argv, command, include);
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
            block->state = BLOCK_USELESS;
    }
}
