/* SPDX-License-Identifier: MIT */
#include "stage/filter.h"
#include "base/remark.h"
#include "candidate/reader.h"
#include "record/journal.h"
#include "winnow/cleanup.h"

#include <string.h>

struct filter {
    struct session *session;
    struct record *record;
    struct candidate_reader *reader;
    struct test_set examples;
    size_t judged, recalled;
};

/* A source that is being judged: a survivor's is needed again. */
struct attempt {
    struct filter *filter;
    size_t program; /* its number in the roster */
    char *source;
    size_t length;
};

static void complain(void *context, enum complaint_kind kind, const char *where,
                     const char *sentence)
{
    struct filter *filter = context;

    if (kind != COMPLAINT_VALUE_LOST) /* that candidate was not skipped */
        filter->record->complaints[kind]++;
    progress_end(&filter->session->progress);
    remark(filter->session->settings->remarks, "%s: %s", where, sentence);
}

static void free_attempt(struct attempt *attempt)
{
    free(attempt->source);
    free(attempt);
}

/* Takes over the survivor's program; there is none if an earlier run judged it. */
static int keep_survivor(struct filter *filter, size_t number, struct program *program,
                         const char *source, size_t length, struct err *err)
{
    const struct roster_program *p = roster_program(filter->record->roster, number);
    struct survivor survivor = {
        .program_number = number, .first = p->first, .language = p->language, .program = *program};

    program->language = NULL;
    return survivors_keep(&filter->record->survivors, &survivor, source, length, err);
}

static int note_judgement(struct attempt *attempt, const struct judgement *judgement,
                          struct program *program, struct err *err)
{
    struct filter *filter = attempt->filter;
    struct roster *roster = filter->record->roster;

    if (roster_judged(roster, attempt->program, judgement, err) < 0 ||
        journal_judged(filter->record->journal, roster_program(roster, attempt->program)->key,
                       judgement, err) < 0)
        return -1;
    if (judgement->verdict != VERDICT_AC)
        return 0;
    return keep_survivor(filter, attempt->program, program, attempt->source, attempt->length, err);
}

static void attempt_done(void *context, const struct judgement *judgement, struct program *program)
{
    struct attempt *attempt = context;
    struct filter *filter = attempt->filter;
    struct err err = {0};

    filter->judged++;
    if (judgement && note_judgement(attempt, judgement, program, &err) < 0)
        service_fail(filter->session->service, &err);
    free_attempt(attempt);
}

static int judge_candidate(struct filter *filter, struct candidate *candidate,
                           const struct language *language, size_t program, struct err *err)
{
    struct attempt *attempt = calloc(1, sizeof *attempt);
    struct submission submission = {.tests = &filter->examples,
                                    .language = language,
                                    .source = candidate->source,
                                    .length = candidate->source_len,
                                    .done = attempt_done,
                                    .context = attempt};

    if (!attempt)
        return err_set(err, ERR_JUDGE, "out of memory");
    *attempt =
        (struct attempt){.filter = filter, .program = program, .length = candidate->source_len};
    attempt->source = steal_ptr(&candidate->source);
    if (judge_submit(filter->session->service, &submission, err))
        return 0;
    free_attempt(attempt);
    return -1;
}

/* The candidate's language, or NULL after a complaint. */
static const struct language *language_of(struct filter *filter, const struct candidate *candidate)
{
    const char *name =
        candidate->language ? candidate->language : filter->session->settings->language;
    const struct language *language = name ? language_by_name(name) : NULL;
    const struct language *missing = name ? language_not_installed(name) : NULL;
    char sentence[160];

    if (language)
        return language;
    if (missing)
        snprintf(sentence, sizeof sentence, "language '%s' is not installed: apt install %s",
                 missing->name, missing->name);
    else if (candidate->language)
        snprintf(sentence, sizeof sentence, "unknown language '%.80s' (c, cpp or python3)",
                 candidate->language);
    else
        snprintf(sentence, sizeof sentence,
                 "no language given (add \"language\", or use --language)");
    complain(filter, COMPLAINT_UNKNOWN_LANGUAGE, candidate_reader_where(filter->reader), sentence);
    return NULL;
}

/* A program that an earlier run judged: if it survived, it is needed as any other survivor is. */
static int recall_program(struct filter *filter, const struct candidate *candidate, size_t program,
                          struct err *err)
{
    struct program none = {.language = NULL, .fd = -1};

    filter->recalled++;
    if (roster_program(filter->record->roster, program)->verdict != VERDICT_AC)
        return 0;
    return keep_survivor(filter, program, &none, candidate->source, candidate->source_len, err);
}

static int take_candidate(struct filter *filter, struct candidate *candidate, struct err *err)
{
    const struct language *language = language_of(filter, candidate);
    size_t program;
    bool fresh;

    if (!language)
        return 0;
    if (roster_add(filter->record->roster, candidate, language, &program, &fresh, err) < 0)
        return -1;
    if (!fresh)
        return 0;
    if (roster_program(filter->record->roster, program)->judged)
        return recall_program(filter, candidate, program, err);
    return judge_candidate(filter, candidate, language, program, err);
}

static int next_candidate(void *context, struct err *err)
{
    struct filter *filter = context;
    cleanup_with(candidate_release) struct candidate candidate = {0};
    int more = candidate_reader_next(filter->reader, &candidate, err);

    if (more > 0 && take_candidate(filter, &candidate, err) < 0)
        return -1;
    return more;
}

static void show_filter(void *context)
{
    struct filter *filter = context;
    const struct roster *roster = filter->record->roster;
    const struct survivors *survivors = &filter->record->survivors;

    progress_show(&filter->session->progress, "filter", filter->judged,
                  candidate_reader_fraction(filter->reader),
                  "%zu read, %zu distinct, %zu judged, %zu survive", roster_candidates(roster),
                  roster_programs(roster), filter->judged, survivors->count + survivors->dropped);
}

/* Before the reader blocks: candidates that come slowly must not hold up those that are here. */
static int wait_for_input(void *context, int fd, struct err *err)
{
    struct filter *filter = context;

    return service_wait_readable(filter->session->service, fd, show_filter, filter, err);
}

static int open_filter(struct filter *filter, struct err *err)
{
    const struct problem *problem = filter->session->problem;
    struct reader_limits limits = {.code_limit = (size_t)problem->code_limit};

    if (survivors_init(&filter->record->survivors, filter->session->settings->max_survivors, err) <
            0 ||
        test_set_load(&filter->examples, problem, problem->samples, problem->sample_count, err) <
            0 ||
        candidate_reader_open(&filter->reader, filter->record->candidates_path, &limits, complain,
                              filter, err) < 0)
        return -1;
    candidate_reader_on_wait(filter->reader, wait_for_input, filter);
    return 0;
}

int filter_candidates(struct session *session, struct record *record, struct err *err)
{
    struct filter filter = {.session = session, .record = record};
    const struct service_feed feed = {
        .next = next_candidate, .show = show_filter, .context = &filter};
    int rc = open_filter(&filter, err);

    if (rc == 0)
        rc = service_feed(session->service, &feed, err);
    survivors_order(&record->survivors);
    candidate_reader_close(filter.reader);
    test_set_release(&filter.examples);
    return rc;
}
