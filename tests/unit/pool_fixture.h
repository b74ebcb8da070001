/* SPDX-License-Identifier: MIT */
/* For the tests of the candidate reader: a temporary directory, and the complaints of a reader. */
#ifndef TESTS_UNIT_POOL_FIXTURE_H
#define TESTS_UNIT_POOL_FIXTURE_H

#include "base/file.h"
#include "candidate/reader.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { CODE_LIMIT = 1000, SEEN_MAX = 40 };

struct seen {
    enum complaint_kind kind;
    char where[400];
    char sentence[400];
};

/* A temporary directory, and the complaints of a reader about a pool. */
struct fixture {
    char dir[64];
    char path[4096];
    int result; /* of the last candidate_reader_next: 0 or -1 */
    struct err err;
    struct err blame; /* what the reader says of its input */
    struct candidate candidates[SEEN_MAX];
    size_t count;
    struct seen complaints[SEEN_MAX];
    size_t complaint_count;
};

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f)
        return -1;
    *state = f;
    strcpy(f->dir, "/tmp/winnow-candidates.XXXXXX");
    return mkdtemp(f->dir) ? 0 : -1;
}

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < f->count; i++)
        candidate_release(&f->candidates[i]);
    nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

static inline const char *path_of(struct fixture *f, const char *name)
{
    snprintf(f->path, sizeof f->path, "%s/%s", f->dir, name);
    return f->path;
}

static inline void put_file(struct fixture *f, const char *name, const char *bytes, size_t n)
{
    struct err err;

    if (file_replace(path_of(f, name), bytes, n, &err) < 0)
        fail_msg("%s", err.msg);
}

static inline void note(void *context, enum complaint_kind kind, const char *where,
                        const char *sentence)
{
    struct fixture *f = context;
    struct seen *seen = &f->complaints[f->complaint_count];

    if (f->complaint_count == SEEN_MAX)
        return;
    f->complaint_count++;
    seen->kind = kind;
    snprintf(seen->where, sizeof seen->where, "%s", where);
    snprintf(seen->sentence, sizeof seen->sentence, "%s", sentence);
}

/* Reads the paths, with the source key, which may be NULL. */
static inline void read_pools(struct fixture *f, const char *const *paths, size_t count,
                              const char *key)
{
    const struct reader_options options = {.code_limit = CODE_LIMIT, .source_key = key};
    struct candidate_reader *reader;

    if (candidate_reader_open(&reader, paths, count, &options, note, f, &f->err) < 0)
        fail_msg("%s", f->err.msg);
    while (f->count < SEEN_MAX &&
           (f->result = candidate_reader_next(reader, &f->candidates[f->count], &f->err)) > 0)
        f->count++;
    f->blame = (struct err){0};
    candidate_reader_blame(reader, &f->blame);
    candidate_reader_close(reader);
}

static inline void read_pool(struct fixture *f, const char *path)
{
    read_pools(f, &path, 1, NULL);
}

static inline void read_text(struct fixture *f, const char *text, size_t n)
{
    put_file(f, "p.jsonl", text, n);
    read_pool(f, path_of(f, "p.jsonl"));
    assert_int_equal(f->result, 0);
}

#define READ(f, text) read_text(f, text, sizeof(text) - 1)

/* Asserts that complaint i is about `where` (below the directory) and contains `words`. */
static inline void expect_complaint(const struct fixture *f, size_t i, enum complaint_kind kind,
                                    const char *where, const char *words)
{
    const struct seen *seen = &f->complaints[i];

    if (i >= f->complaint_count)
        fail_msg("no complaint about %s", where);
    if (seen->kind != kind || strcmp(seen->where + strlen(f->dir) + 1, where) != 0 ||
        !strstr(seen->sentence, words))
        fail_msg("%s at %s: %s", complaint_name(seen->kind), seen->where, seen->sentence);
}

static inline void expect_candidate(const struct fixture *f, size_t i, const char *id,
                                    const char *language, const char *source)
{
    if (i >= f->count)
        fail_msg("no candidate %zu", i);
    assert_int_equal(f->candidates[i].index, i);
    assert_string_equal(f->candidates[i].id, id);
    if (language)
        assert_string_equal(f->candidates[i].language, language);
    else
        assert_null(f->candidates[i].language);
    assert_string_equal(f->candidates[i].source, source);
    assert_int_equal(f->candidates[i].source_len, strlen(source));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
