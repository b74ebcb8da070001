/* SPDX-License-Identifier: MIT */
#include "eval/outcome_key.h"
#include "compare/named_rule.h"
#include "lang/language_fields.h"
#include "lang/toolchain.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <string.h>

int outcome_keys_init(struct outcome_keys *keys, const struct sandbox_facts *facts, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();
    const int levels[] = {(int)facts->level, facts->cgroup_version};

    *keys = (struct outcome_keys){0};
    if (!hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    hash_text(hash, WINNOW_VERSION);
    hash_update(hash, levels, sizeof levels);
    hash_text(hash, facts->limits_note);
    hash_text(hash, drivers_text());
    keys->host = hash_digest(hash);
    return 0;
}

static struct hash128 hash_of_limits(const struct problem *problem)
{
    const int64_t limits[] = {problem->time_limit,
                              problem->memory_limit,
                              problem->output_limit,
                              problem->compile_time_limit,
                              problem->compile_memory_limit,
                              problem->validation_time_limit,
                              problem->validation_memory_limit,
                              problem->validation_output_limit};

    return hash_bytes(limits, sizeof limits);
}

/* A measured limit is never twice the same; what it was made of is in the other parts of the key. */
static struct hash128 hash_of_limits_asked(const struct task *task)
{
    struct problem limits = task->problem;

    if (task->plus && limits.time_limit == task->plus->measured_limit)
        limits.time_limit = task->time_limit;
    return hash_of_limits(&limits);
}

static struct hash128 hash_of_word(const char *word)
{
    return hash_bytes(word, strlen(word));
}

/* The compilers of C and C++ are identified together, with the headers and libraries that they read. */
static int identify(const struct language *language, struct hash128 *out, struct err *err)
{
    struct hash128 row = {0}, own = {0}, common = {0};

    if (language_hash(language, &row, err) < 0 ||
        toolchain_identify_language(language, &own, err) < 0 ||
        (language->product && toolchain_identify(&common, err) < 0))
        return -1;
    *out = hash_fold(hash_fold(row, own), common);
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
    struct hash128 identity, key;

    if (find_identity(keys, language, &identity, err) < 0)
        return -1;
    key = hash_fold(hash_fold(keys->host, identity), hash_of_limits_asked(task));
    key = hash_fold(key, hash_fold(task->content, hash_bytes(&task->together, 1)));
    if (task->plus)
        key = hash_fold(key, plus_tests_hash_settings(&task->plus->settings));
    if (task->tests_set.rule)
        key = hash_fold(key, hash_of_word(named_rule_name(task->tests_set.rule)));
    if (task->goes_on)
        key = hash_fold(key, hash_of_word("goes on"));
    if (task_is_apart(task))
        key = hash_fold(key, task->apart->content);
    *out = hash_fold(key, hash_bytes(buf_str(source), source->len));
    return 0;
}
