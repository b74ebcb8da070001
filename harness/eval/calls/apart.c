/* SPDX-License-Identifier: MIT */
#include "eval/calls/apart.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct apart_order {
    struct service *service;
    struct apart *apart;
    apart_built *built;
    void *context;
};

void apart_free(struct apart *apart)
{
    if (!apart)
        return;
    program_release(&apart->tester);
    free(apart);
}

static void copy_row(struct apart *apart, const struct language *language)
{
    apart->row = *language;
    if (!language->compile)
        return;
    build_unoptimised(language, apart->compile);
    apart->row.compile = apart->compile;
}

/* The words up to one of these, then others, then, of a compile, the sources. */
static void join_words(const char **out, const char *const *words, const char *until,
                       const char *const *then)
{
    size_t n = 0;

    for (; *words && strcmp(*words, until) != 0 && n < BUILD_WORDS_MAX - 1; words++)
        out[n++] = *words;
    for (; *then && n < BUILD_WORDS_MAX - 1; then++)
        out[n++] = *then;
    if (*words && strcmp(until, SOURCES) == 0)
        out[n++] = SOURCES;
    out[n] = NULL;
}

static void stand_on_library(struct apart *apart, const struct call_library *library)
{
    const struct call_language *calls = apart->calls;

    apart->library = library;
    apart->row_of_tests = apart->row_of_candidate = apart->row;
    join_words(apart->library_compile, apart->row.compile, SOURCES, calls->library_compile);
    join_words(apart->run_tests, apart->row.run, "-jar", calls->library_run_tests);
    join_words(apart->run_candidate, apart->row.run, "-jar", calls->library_run_candidate);
    apart->row_of_tests.compile = apart->row_of_candidate.compile = apart->library_compile;
    apart->row_of_tests.run = apart->run_tests;
    apart->row_of_candidate.run = apart->run_candidate;
}

static void take_library(struct apart *apart, const struct call_library *library)
{
    if (library && call_library_is_ready(library) &&
        apart->calls->takes_library(apart->task.prompt) &&
        apart->calls->takes_library(apart->task.tests))
        stand_on_library(apart, library);
}

static int hash_programs(struct apart *apart, const struct buf *tests, struct err *err)
{
    cleanup_with(buf_release) struct buf none = BUF_INIT(BUF_CAP_SOURCE),
                                         candidate = BUF_INIT(BUF_CAP_SOURCE);

    if (apart->calls->candidate(&apart->task, &none, &candidate, err) < 0)
        return -1;
    apart->content = hash_fold(hash_bytes(buf_str(tests), tests->len),
                               hash_bytes(buf_str(&candidate), candidate.len));
    return 0;
}

/* Kept by the thousand, so not in memory. */
static int take_tester(struct apart *apart, struct build *build, struct err *err)
{
    if (build->status == BUILD_FAILED) {
        *err = build->err;
        return -1;
    }
    if (build->status == BUILD_REJECTED) {
        if (build->limited)
            snprintf(apart->not_compiled, sizeof apart->not_compiled, "%s", build->detail);
        return 0;
    }
    apart->tester = build->program;
    build->program.language = NULL;
    return program_to_disk(&apart->tester, err);
}

static void tester_built(void *context, struct build *build)
{
    struct apart_order *order = context;
    struct err err = {0};

    if (build && take_tester(order->apart, build, &err) < 0)
        service_fail(order->service, &err);
    if (!build) {
        apart_free(order->apart);
        order->apart = NULL;
    }
    order->built(order->context, order->apart);
    free(order);
}

static int submit_tester(struct service *service, struct apart *apart, const struct buf *source,
                         const struct problem *limits, apart_built *built, void *context,
                         struct err *err)
{
    struct apart_order *order = calloc(1, sizeof *order);
    const struct build_order building = {.problem = limits,
                                         .language =
                                             apart->library ? &apart->row_of_tests : &apart->row,
                                         .more = apart->library ? &apart->library->files : NULL,
                                         .source = buf_str(source),
                                         .length = source->len,
                                         .done = tester_built,
                                         .context = order};

    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    *order = (struct apart_order){service, apart, built, context};
    if (service_build(service, &building, err))
        return 1;
    free(order);
    return -1;
}

static int write_tests(const struct apart *apart, struct buf *source, struct err *err)
{
    struct call_task task = apart->task;

    task.has_library = apart->library != NULL;
    return apart->calls->tests(&task, source, err);
}

/* The hash is that of texts without a library, which changes nothing that a program does. */
static int hash_tester(struct apart *apart, const struct buf *source, struct err *err)
{
    cleanup_with(buf_release) struct buf whole = BUF_INIT(BUF_CAP_SOURCE);

    if (!apart->library)
        return hash_programs(apart, source, err);
    return apart->calls->tests(&apart->task, &whole, err) < 0 ? -1
                                                              : hash_programs(apart, &whole, err);
}

/* 0: the task cannot be called from outside. */
static int make_tester_source(struct apart *apart, struct buf *source, struct err *err)
{
    struct err refusal = {0};

    if (write_tests(apart, source, &refusal) < 0) {
        if (refusal.kind == ERR_INPUT)
            return 0;
        *err = refusal;
        return -1;
    }
    return hash_tester(apart, source, err) < 0 ? -1 : 1;
}

int apart_begin(struct service *service, const struct language *language,
                const struct call_library *library, const struct call_task *task,
                const struct problem *limits, apart_built *built, void *context, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    const struct call_language *calls = call_language_of(language);
    struct apart *apart = calls ? calloc(1, sizeof *apart) : NULL;
    int rc;

    if (!calls)
        return 0;
    if (!apart)
        return err_set(err, ERR_JUDGE, "out of memory");
    apart->calls = calls;
    apart->task = *task;
    copy_row(apart, language);
    take_library(apart, library);
    if (service_is_plain(service))
        apart->row.check_can_wait = false;
    rc = make_tester_source(apart, &source, err);
    if (rc > 0)
        rc = submit_tester(service, apart, &source, limits, built, context, err);
    if (rc <= 0)
        apart_free(apart);
    return rc;
}

int apart_candidate(const struct apart *apart, const struct buf *source, struct buf *out,
                    struct apart_program *program, struct err *err)
{
    struct call_task task = apart->task;

    task.has_library = apart->library && apart->calls->takes_library(buf_str(source));
    *program = (struct apart_program){.language =
                                          task.has_library ? &apart->row_of_candidate : &apart->row,
                                      .more = task.has_library ? &apart->library->files : NULL,
                                      .program = {.fd = -1}};
    if (apart->calls->candidate(&task, source, out, err) < 0)
        return -1;
    if (!apart->row.check_can_wait)
        return 0;
    return build_unchecked(&program->program, &apart->row, buf_str(out), out->len, NULL, err);
}
