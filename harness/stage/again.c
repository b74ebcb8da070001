/* SPDX-License-Identifier: MIT */
#include "stage/again.h"
#include "stage/program/package_programs.h"
#include "winnow/cleanup.h"

#include <string.h>

/* The trial under way. */
struct again {
    struct session *session;
    struct test_set examples;
    const struct language *language;
    struct buf source;
    bool begun;
    struct judgement *out;
};

static void judged(void *context, struct judgement *judgement, struct program *program)
{
    struct again *a = context;

    (void)program;
    if (judgement)
        *a->out = judgement_take(judgement);
}

static int begin(void *context, struct err *err)
{
    struct again *a = context;
    const struct submission submission = {.tests = &a->examples,
                                          .language = a->language,
                                          .source = buf_str(&a->source),
                                          .length = a->source.len,
                                          .done = judged,
                                          .context = a};

    if (a->begun)
        return 0;
    a->begun = true;
    return judge_submit(a->session->service, &submission, err) ? 1 : -1;
}

static int judge(struct again *a, struct err *err)
{
    const struct problem *problem = a->session->problem;
    const struct service_feed feed = {.next = begin, .context = a};
    cleanup_with(toolset_release) struct toolset validators = {0};
    int rc;

    if (test_set_load(&a->examples, problem, problem->samples, problem->sample_count, err) < 0)
        return -1;
    a->examples.all_cases = a->examples.keep_cases = true;
    rc = validators_build(&validators, a->session, err);
    validators_use(&validators, &a->examples);
    if (rc == 0)
        rc = service_feed(a->session->service, &feed, err);
    test_set_release(&a->examples);
    return rc;
}

/* The place of a program in the kept sources: how many came before it. */
static uint64_t place_of(const struct record *record, const struct roster_program *program)
{
    uint64_t place = 0;

    for (size_t i = 0; i < program->first; i++)
        place +=
            roster_program(record->roster, roster_candidate(record->roster, i)->unique)->first == i;
    return place;
}

int judge_again(struct session *session, struct record *record, const char *id,
                struct judgement *out, struct err *err)
{
    struct again a = {.session = session, .source = BUF_INIT(BUF_CAP_SOURCE), .out = out};
    const struct roster_program *program;
    size_t number;
    int rc;

    *out = (struct judgement){0};
    if (!record_find_program(record, id, &number))
        return 0;
    program = roster_program(record->roster, number);
    a.language = program->language;
    rc = kept_sources_get(&record->sources, place_of(record, program), &a.source, err);
    if (rc > 0 && judge(&a, err) < 0)
        rc = -1;
    buf_release(&a.source);
    return rc;
}
