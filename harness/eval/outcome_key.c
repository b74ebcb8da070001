/* SPDX-License-Identifier: MIT */
#include "eval/outcome_key.h"
#include "lang/toolchain.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <string.h>

static void hash_text(struct hash_state *hash, const char *text)
{
    uint64_t n = text ? strlen(text) : UINT64_MAX;

    hash_update(hash, &n, sizeof n);
    if (text)
        hash_update(hash, text, n);
}

static void hash_tests(struct hash_state *hash, const struct task *task)
{
    hash_text(hash, task->prompt);
    hash_text(hash, task->entry_point);
    hash_text(hash, task->tests);
    for (size_t i = 0; i < task->rows.count; i++) {
        hash_text(hash, task->rows.cases[i].input.bytes);
        hash_text(hash, task->rows.cases[i].answer.bytes);
    }
}

static void hash_limits(struct hash_state *hash, const struct problem *problem)
{
    const int64_t limits[] = {problem->time_limit,
                              problem->memory_limit,
                              problem->output_limit,
                              problem->compile_time_limit,
                              problem->compile_memory_limit,
                              problem->validation_time_limit,
                              problem->validation_memory_limit,
                              problem->validation_output_limit};

    hash_update(hash, limits, sizeof limits);
}

static void hash_host(struct hash_state *hash, const struct sandbox_facts *facts)
{
    const int levels[] = {(int)facts->level, facts->cgroup_version};

    hash_text(hash, WINNOW_VERSION);
    hash_update(hash, levels, sizeof levels);
    hash_text(hash, facts->limits_note);
}

/* The compilers of C and C++ are identified together, with the headers and libraries that they read. */
static int identify(const struct language *language, struct hash128 *out, struct err *err)
{
    struct hash128 own = {0}, common = {0};

    if (toolchain_identify_language(language, &own, err) < 0 ||
        (language->product && toolchain_identify(&common, err) < 0))
        return -1;
    *out = hash_fold(hash_fold(hash_bytes(language->name, strlen(language->name)), own), common);
    return 0;
}

static int find_identity(struct outcome_keys *keys, const struct language *language,
                         struct hash128 *out, struct err *err)
{
    for (size_t i = 0; i < keys->count; i++)
        if (keys->languages[i].language == language) {
            *out = keys->languages[i].identity;
            return 0;
        }
    if (identify(language, out, err) < 0)
        return -1;
    if (keys->count < KEYED_LANGUAGES_MAX) {
        keys->languages[keys->count].language = language;
        keys->languages[keys->count++].identity = *out;
    }
    return 0;
}

int outcome_key(struct outcome_keys *keys, const struct task *task, const struct language *language,
                const struct buf *source, struct hash128 *out, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();
    struct hash128 identity;

    if (!hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (find_identity(keys, language, &identity, err) < 0)
        return -1;
    hash_host(hash, keys->facts);
    hash_limits(hash, &task->problem);
    hash_tests(hash, task);
    hash_update(hash, &task->together, sizeof task->together);
    hash_text(hash, task->tests ? drivers_text() : NULL);
    *out =
        hash_fold(hash_fold(hash_digest(hash), identity), hash_bytes(buf_str(source), source->len));
    return 0;
}
