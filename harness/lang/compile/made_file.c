/* SPDX-License-Identifier: MIT */
#include "lang/compile/made_file.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WORDS_MAX = 80,
    BYTES_MAX = 8 * 1024, /* of all words */
    TOUCH_SECONDS = 300,  /* well below what a store may forget in */
};

struct made_job {
    struct job job; /* first: the pool's */
    struct file_maker *maker;
    struct made_file *file;
    struct run_file source;
    struct made_recipe recipe;
    const char *argv[WORDS_MAX + 1];
    char words[BYTES_MAX];
};

struct file_maker {
    struct job_pool *pool;
    struct store *store;
    void (*warn)(void *context, const char *why);
    void *context;
    struct made_job *job; /* under way, or NULL */
};

int file_maker_open(struct file_maker **out, struct job_pool *pool, struct store *store,
                    void (*warn)(void *context, const char *why), void *context, struct err *err)
{
    struct file_maker *maker = calloc(1, sizeof *maker);

    if (!maker)
        return err_set(err, ERR_JUDGE, "out of memory");
    *maker = (struct file_maker){.pool = pool, .store = store, .warn = warn, .context = context};
    *out = maker;
    return 0;
}

static void free_job(struct made_job *job)
{
    if (job && job->source.fd >= 0)
        close(job->source.fd);
    free(job);
}

void file_maker_close(struct file_maker *maker)
{
    if (!maker)
        return;
    free_job(maker->job);
    free(maker);
}

struct hash128 made_file_key(struct hash128 toolchain, const char *version,
                             const char *const *words)
{
    struct hash128 key = hash_fold(toolchain, hash_bytes(version, strlen(version) + 1));

    for (; words && *words; words++)
        key = hash_fold(key, hash_bytes(*words, strlen(*words)));
    return key;
}

/* Whether an earlier run has kept it, whole. Asked once in a process: it reads all of the file. */
static bool is_in_store(const struct file_maker *maker, const char *entry)
{
    bytes_t length;
    cleanup_fd int fd = store_get(maker->store, entry, &length);

    return fd >= 0;
}

void made_file_init(struct made_file *file, const struct file_maker *maker, struct hash128 key,
                    const char *ending)
{
    char hex[33];

    hash_hex(key, hex);
    *file = (struct made_file){0};
    snprintf(file->entry, sizeof file->entry, MADE_FILES_SHELF "/%s%s", hex, ending);
    snprintf(file->sighted, sizeof file->sighted, "seen/%s", hex);
    snprintf(file->shown, sizeof file->shown, SHOWN_DIR "/%s%s", hex, ending);
    snprintf(file->refused, sizeof file->refused, "seen/%s.refused", hex);
    file->state = is_in_store(maker, file->refused) ? MADE_USELESS
                  : is_in_store(maker, file->entry) ? MADE_READY
                                                    : MADE_NOT_YET;
}

const char *made_file_shown(struct made_file *file, const struct file_maker *maker)
{
    if (file->state != MADE_READY)
        return NULL;
    if (time(NULL) - file->touched > TOUCH_SECONDS) {
        store_touch(maker->store, file->entry);
        file->touched = time(NULL);
    }
    return file->shown;
}

int made_file_open(const struct made_file *file, const struct file_maker *maker, bytes_t *length)
{
    return store_get(maker->store, file->entry, length);
}

bool made_file_is_due(const struct made_file *file, const struct file_maker *maker, unsigned enough)
{
    return file->state == MADE_NOT_YET && store_count(maker->store, file->sighted) >= enough &&
           !maker->job;
}

static int prepare_file(struct job *base, struct run_request *request, struct err *err)
{
    struct made_job *job = (struct made_job *)base;

    (void)err;
    request->argv = job->argv;
    request->profile = PROFILE_COMPILER;
    request->files = &job->source;
    request->file_count = 1;
    request->environment = job->recipe.environment;
    request->product = job->recipe.product;
    request->stdin_fd = job->source.fd; /* nothing reads it; it must be something */
    request->limits = (struct limits){
        .cpu = 60 * NSEC_PER_SEC,
        .wall = 180 * NSEC_PER_SEC,
        .memory = 2048 * MIB,
        .output = MIB,
        .file_size = job->recipe.largest,
        .processes = 128, /* and threads */
    };
    return 0;
}

static enum made_state keep_file(const struct file_maker *maker, const struct made_file *file,
                                 const struct run_result *result, int product_fd)
{
    struct err err = {0};

    if (!result || result->end != RUN_EXITED)
        return MADE_USELESS;
    /* It would be refused again, by each process that tries. */
    if (result->code != 0 || product_fd < 0)
        store_put(maker->store, file->refused, NULL, 0, -1, &err);
    else if (store_put(maker->store, file->entry, NULL, 0, product_fd, &err) < 0)
        maker->warn(maker->context, err.msg);
    else if (is_in_store(maker, file->entry)) /* a store may be too small for it */
        return MADE_READY;
    return MADE_USELESS;
}

static void file_done(struct job *base, const struct job_outcome *outcome)
{
    struct made_job *job = (struct made_job *)base;
    struct file_maker *maker = job->maker;

    job->file->state = keep_file(maker, job->file, outcome->result,
                                 job->recipe.is_log ? outcome->stderr_fd
                                 : outcome->result  ? outcome->result->product_fd
                                                    : -1);
    free_job(maker->job);
    maker->job = NULL;
    jobs_go_on(maker->pool);
}

/* The build whose command it is may have ended before this job begins. */
static int copy_words(struct made_job *job, const char *const *words)
{
    char *at = job->words, *end = at + sizeof job->words;
    size_t n = 0;

    for (; *words && n < WORDS_MAX; words++) {
        size_t length = strlen(*words) + 1;

        if (length > (size_t)(end - at))
            return -1;
        job->argv[n++] = memcpy(at, *words, length);
        at += length;
    }
    return *words ? -1 : 0;
}

void made_file_begin(struct made_file *file, struct file_maker *maker,
                     const struct made_recipe *recipe)
{
    struct made_job *job = calloc(1, sizeof *job);

    file->state = MADE_USELESS;
    if (!job)
        return;
    *job = (struct made_job){
        .job = {.cell = JOB_CELL_COMPILE,
                .background = true,
                .prepare = prepare_file,
                .done = file_done},
        .maker = maker,
        .file = file,
        .recipe = *recipe,
        .source = {.name = recipe->source_name,
                   .fd = file_memfd("source", recipe->source, recipe->length, NULL)},
    };
    if (job->source.fd < 0 || copy_words(job, recipe->argv) < 0) {
        free_job(job);
        return;
    }
    maker->job = job;
    file->state = MADE_UNDER_WAY;
    jobs_submit_next(maker->pool, &job->job);
}
