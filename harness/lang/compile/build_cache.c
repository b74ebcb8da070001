/* SPDX-License-Identifier: MIT */
#include "lang/compile/build_cache.h"
#include "base/file.h"
#include "lang/java/archive.h"
#include "lang/language_fields.h"
#include "lang/toolchain.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

enum {
    LANGUAGES_MAX = 64,
    COMPILES_FOR_ARCHIVE =
        4, /* it costs as much as five or six of those that it makes cheap save */
};

static const bytes_t largest_archive = 256 * MIB;

struct known_language {
    const struct language *language;
    struct hash128 toolchain, identity; /* what it is compiled with; that and the row */
    bool asked;                         /* for the archive */
    struct made_file archive;
};

struct build_cache {
    struct store *store;
    struct job_pool *pool;
    char *shelf; /* what compile cells show; NULL: neither headers nor archives */
    struct file_maker *maker;
    struct headers *headers;
    struct driver *driver;
    struct prelinked *prelinked;
    struct hash128 toolchain;
    struct known_language languages[LANGUAGES_MAX]; /* those that have been compiled */
    enum { TOOLCHAIN_UNKNOWN, TOOLCHAIN_KNOWN, TOOLCHAIN_LOST } state;
    void (*warn)(void *context, const char *words);
    void *warn_context;
    bool warned;
};

static void warn_once(void *context, const char *why)
{
    struct build_cache *cache = context;
    char words[1200];

    if (cache->warned)
        return;
    cache->warned = true;
    snprintf(words, sizeof words, "cannot write to the compile cache: %s", why);
    cache->warn(cache->warn_context, words);
}

int build_cache_open(struct build_cache **out, const struct build_cache_options *options,
                     struct job_pool *pool, struct err *err)
{
    struct build_cache *cache = calloc(1, sizeof *cache);

    if (!cache)
        return err_set(err, ERR_JUDGE, "out of memory");
    cache->pool = pool;
    cache->warn = options->warn;
    cache->warn_context = options->context;
    if (store_open(&cache->store, options->dir, options->cap, err) < 0)
        goto fail;
    if (options->shows_dirs) {
        cache->shelf = store_shelf(cache->store, MADE_FILES_SHELF, err);
        if (!cache->shelf ||
            file_maker_open(&cache->maker, pool, cache->store, warn_once, cache, err) < 0)
            goto fail;
        jobs_show_compilers(pool, cache->shelf);
    }
    *out = cache;
    return 0;
fail:
    build_cache_close(cache);
    return -1;
}

void build_cache_close(struct build_cache *cache)
{
    if (!cache)
        return;
    headers_close(cache->headers);
    driver_close(cache->driver);
    prelinked_close(cache->prelinked);
    file_maker_close(cache->maker);
    store_close(cache->store);
    free(cache->shelf);
    free(cache);
}

/* Identifies the toolchain at the first build: a run that compiles nothing does not pay for it. */
static bool identify_toolchain(struct build_cache *cache)
{
    struct err err = {0};

    if (cache->state != TOOLCHAIN_UNKNOWN)
        return cache->state == TOOLCHAIN_KNOWN;
    cache->state = TOOLCHAIN_LOST;
    if (toolchain_identify(&cache->toolchain, &err) < 0 ||
        (cache->maker &&
         (headers_open(&cache->headers, cache->maker, cache->toolchain, &err) < 0 ||
          driver_open(&cache->driver, cache->maker, cache->toolchain, &err) < 0 ||
          prelinked_open(&cache->prelinked, cache->maker, cache->toolchain, &err) < 0)))
        return false;
    cache->state = TOOLCHAIN_KNOWN;
    return true;
}

struct headers *build_cache_headers(struct build_cache *cache)
{
    return identify_toolchain(cache) ? cache->headers : NULL;
}

struct driver *build_cache_driver(struct build_cache *cache)
{
    return identify_toolchain(cache) ? cache->driver : NULL;
}

struct prelinked *build_cache_prelinked(struct build_cache *cache)
{
    return identify_toolchain(cache) ? cache->prelinked : NULL;
}

static bool identify(struct known_language *known, const struct language *language)
{
    struct hash128 row;

    if (language_hash(language, &row, NULL) < 0 ||
        toolchain_identify_language(language, &known->toolchain, NULL) < 0)
        return false;
    known->identity = hash_fold(row, known->toolchain);
    known->language = language;
    return true;
}

/* NULL: it cannot be identified, or there are more languages than expected. */
static struct known_language *find_language(struct build_cache *cache,
                                            const struct language *language)
{
    size_t i = 0;

    while (i < LANGUAGES_MAX && cache->languages[i].language &&
           cache->languages[i].language != language)
        i++;
    if (i == LANGUAGES_MAX ||
        (!cache->languages[i].language && !identify(&cache->languages[i], language)))
        return NULL;
    return &cache->languages[i];
}

/* Rows that differ in what they run share the archive: only the compiler's words count. */
static void ask_for_archive(struct build_cache *cache, struct known_language *known)
{
    struct hash128 key = made_file_key(known->toolchain, "archive 1", known->language->compile);

    made_file_init(&known->archive, cache->maker,
                   hash_fold(key, hash_bytes(known->language->archive_source,
                                             strlen(known->language->archive_source))),
                   ".jsa");
    known->asked = true;
}

static void make_archive(struct build_cache *cache, struct known_language *known)
{
    const struct language *language = known->language;
    const char *argv[ARCHIVE_COMMAND_MAX];
    char option[ARCHIVE_WORD_MAX];
    const struct made_recipe recipe = {.argv = argv,
                                       .source_name = language->source_name,
                                       .source = language->archive_source,
                                       .length = strlen(language->archive_source),
                                       .product = ARCHIVE_NAME,
                                       .environment = language->environment,
                                       .largest = largest_archive};

    java_archive_command(language, argv, option);
    made_file_begin(&known->archive, cache->maker, &recipe);
}

const char *build_cache_archive(struct build_cache *cache, const struct language *language)
{
    struct known_language *known =
        cache->maker && language->archive_source ? find_language(cache, language) : NULL;
    const char *shown;

    if (!known)
        return NULL;
    if (!known->asked)
        ask_for_archive(cache, known);
    shown = made_file_shown(&known->archive, cache->maker);
    if (!shown && made_file_is_due(&known->archive, cache->maker, COMPILES_FOR_ARCHIVE))
        make_archive(cache, known);
    return shown;
}

void build_cache_drop_archive(struct build_cache *cache, const struct language *language)
{
    struct known_language *known = find_language(cache, language);

    if (known)
        known->archive.state = MADE_USELESS;
}

/* Whether a source says nothing that makes the product depend on more than itself. */
static bool may_be_kept(const struct language *language, const char *source, size_t length)
{
    for (const char *const *words = language->not_kept; words && *words; words++)
        if (memmem(source, length, *words, strlen(*words)))
            return false;
    return language->not_kept != NULL;
}

/* Folds one file beside the source into the key. False: the product may depend on more than its bytes. */
static bool fold_file(struct hash128 *key, const struct language *language,
                      const struct run_file *file)
{
    struct err err = {0};
    struct map bytes;
    bool fixed;

    if (map_fd(&bytes, file->fd, &err) < 0)
        return false;
    fixed = may_be_kept(language, bytes.data, bytes.len);
    *key = hash_fold(*key, hash_bytes(file->name, strlen(file->name)));
    *key = hash_fold(*key, hash_bytes(bytes.data, bytes.len));
    map_release(&bytes);
    return fixed;
}

bool build_cache_key(struct build_cache *cache, const struct build_inputs *inputs,
                     struct hash128 *key)
{
    static const char version[] = "winnow build 4";
    const struct language *language = inputs->language;
    int64_t numbers[] = {inputs->cpu, inputs->memory};
    const struct known_language *known;
    struct hash128 k;

    if (!may_be_kept(language, inputs->source, inputs->length) || !identify_toolchain(cache) ||
        !(known = find_language(cache, language)))
        return false;
    /* Each field is hashed on its own, and the hashes are folded: no field can pass for another. */
    k = hash_fold(cache->toolchain, hash_bytes(version, sizeof version));
    k = hash_fold(k, known->identity);
    k = hash_fold(k, hash_bytes(inputs->source_name, strlen(inputs->source_name)));
    k = hash_fold(k, hash_bytes(numbers, sizeof numbers));
    k = hash_fold(k, hash_bytes(inputs->source, inputs->length));
    for (size_t i = 0; i < inputs->more_count; i++)
        if (!fold_file(&k, language, &inputs->more[i]))
            return false;
    *key = k;
    return true;
}

static void entry_name(struct hash128 key, char *out, size_t size)
{
    char hex[33];

    hash_hex(key, hex);
    snprintf(out, size, "programs/%s", hex);
}

/* The first byte of an entry. */
static const char kind_program = 'P', kind_error = 'E';

static int read_detail(int fd, bytes_t length, char *detail, size_t size)
{
    size_t n = (size_t)length - 1;

    if (n >= size || pread(fd, detail, n, 1) != (ssize_t)n)
        return -1;
    detail[n] = '\0';
    return 0;
}

int build_cache_find(struct build_cache *cache, struct hash128 key, int *program_fd, char *detail,
                     size_t size)
{
    char name[64], kind;
    bytes_t length;
    cleanup_fd int fd = -1;
    int program;

    entry_name(key, name, sizeof name);
    fd = store_get(cache->store, name, &length);
    if (fd < 0 || length < 1 || pread(fd, &kind, 1, 0) != 1)
        return 0;
    if (kind == kind_error) {
        if (read_detail(fd, length, detail, size) < 0)
            return 0;
        *program_fd = -1;
        return 1;
    }
    program = kind == kind_program ? file_memfd_copy("program", fd, 1, length - 1, NULL) : -1;
    if (program < 0)
        return 0;
    *program_fd = program;
    return 1;
}

void build_cache_keep(struct build_cache *cache, struct hash128 key, int program_fd,
                      const char *detail)
{
    struct err err = {0};
    char name[64], head[512];
    int n = program_fd >= 0 ? snprintf(head, sizeof head, "%c", kind_program)
                            : snprintf(head, sizeof head, "%c%s", kind_error, detail);

    entry_name(key, name, sizeof name);
    if (n > 0 && (size_t)n < sizeof head &&
        store_put(cache->store, name, head, (size_t)n, program_fd, &err) < 0)
        warn_once(cache, err.msg);
}
