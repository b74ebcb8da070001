/* SPDX-License-Identifier: MIT */
#include "stage/filter.h"
#include "candidate/reader.h"
#include "base/remark.h"
#include "record/journal.h"
#include "judge/trial.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { WINDOW_PER_SLOT = 4 }; /* trials begun at one time: enough to keep every slot busy */

struct filter {
    struct session *session;
    struct record *record;
    struct candidate_reader *reader;
    struct cases examples;
    struct trial_rules rules;
    size_t in_flight, judged, recalled;
    struct err failure; /* of a callback, kind ERR_NONE while all is well */
};

/* A trial of the filter's, with the source that a survivor will need again. */
struct attempt {
    struct trial trial; /* first */
    struct filter *filter;
    size_t unique;
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
    remark("%s: %s", where, sentence);
}

static void free_attempt(struct attempt *attempt)
{
    trial_release(&attempt->trial);
    free(attempt->source);
    free(attempt);
}

/* Takes a survivor into the list; `program` is taken over, and none if it was judged earlier. */
static int keep(struct filter *filter, size_t unique, struct program *program, const char *source,
                size_t length, struct err *err)
{
    const struct roster_program *u = roster_program(filter->record->roster, unique);
    struct survivor survivor = {
        .program_number = unique, .first = u->first, .language = u->language, .program = *program};

    program->language = NULL;
    return survivors_keep(&filter->record->survivors, &survivor, source, length, err);
}

static int conclude(struct filter *filter, struct attempt *attempt, struct err *err)
{
    struct trial *trial = &attempt->trial;
    struct judgement judgement = {
        .test = trial->test, .cpu = trial->cpu, .wall = trial->wall, .memory = trial->memory};

    judgement_set(&judgement, trial->verdict, "%s", trial->detail);
    if (roster_judged(filter->record->roster, attempt->unique, &judgement, err) < 0 ||
        journal_judged(filter->record->journal,
                       roster_program(filter->record->roster, attempt->unique)->key, &judgement,
                       err) < 0)
        return -1;
    if (trial->verdict != VERDICT_AC)
        return 0;
    return keep(filter, attempt->unique, &trial->program, attempt->source, attempt->length, err);
}

static void trial_done(struct trial *trial)
{
    struct attempt *attempt = (struct attempt *)trial;
    struct filter *filter = attempt->filter;

    filter->in_flight--;
    filter->judged++;
    if (filter->failure.kind == ERR_NONE)
        conclude(filter, attempt, &filter->failure);
    free_attempt(attempt);
}

static int start_trial(struct filter *filter, struct candidate *candidate,
                       const struct language *language, size_t unique, struct err *err)
{
    struct attempt *attempt = calloc(1, sizeof *attempt);

    if (!attempt)
        return err_set(err, ERR_JUDGE, "out of memory");
    attempt->filter = filter;
    attempt->unique = unique;
    attempt->length = candidate->source_len;
    attempt->source = steal_ptr(&candidate->source);
    if (trial_start(&attempt->trial, &filter->rules, language, attempt->source, attempt->length,
                    trial_done, NULL, err) < 0) {
        free_attempt(attempt);
        return -1;
    }
    filter->in_flight++;
    return 0;
}

static const struct language *language_of(const struct filter *filter,
                                          const struct candidate *candidate)
{
    const char *name =
        candidate->language ? candidate->language : filter->session->settings->language;

    return name ? language_by_name(name) : NULL;
}

/* One that was judged earlier: a survivor among them is needed as any other is. */
static int recall(struct filter *filter, const struct candidate *candidate, size_t unique,
                  struct err *err)
{
    struct program none = {.language = NULL, .fd = -1};

    filter->recalled++;
    if (roster_program(filter->record->roster, unique)->verdict != VERDICT_AC)
        return 0;
    return keep(filter, unique, &none, candidate->source, candidate->source_len, err);
}

static int take(struct filter *filter, struct candidate *candidate, struct err *err)
{
    const struct language *language = language_of(filter, candidate);
    char sentence[160];
    size_t unique;
    bool fresh;

    if (!language) {
        if (candidate->language)
            snprintf(sentence, sizeof sentence, "unknown language '%.80s' (c, cpp or python3)",
                     candidate->language);
        else
            snprintf(sentence, sizeof sentence,
                     "no language given (add \"language\", or use --language)");
        complain(filter, COMPLAINT_UNKNOWN_LANGUAGE, candidate_reader_where(filter->reader),
                 sentence);
        return 0;
    }
    if (roster_add(filter->record->roster, candidate, language, &unique, &fresh, err) < 0)
        return -1;
    if (!fresh)
        return 0;
    if (roster_program(filter->record->roster, unique)->judged)
        return recall(filter, candidate, unique, err);
    return start_trial(filter, candidate, language, unique, err);
}

static void show_progress(struct filter *filter)
{
    progress_show(&filter->session->progress, "filter", filter->judged,
                  candidate_reader_fraction(filter->reader),
                  "%zu read, %zu distinct, %zu judged, %zu survive",
                  roster_candidates(filter->record->roster),
                  roster_programs(filter->record->roster), filter->judged,
                  filter->record->survivors.count + filter->record->survivors.dropped);
}

/* Before the reader blocks: candidates that come slowly must not hold up those that are here. */
static int wait_for_input(void *context, int fd, struct err *err)
{
    struct filter *filter = context;
    bool ready = false;

    while (!ready) {
        if (jobs_step_or_input(filter->session->pool, fd, &ready, err) < 0)
            return -1;
        show_progress(filter);
    }
    return 0;
}

/* 1: one candidate was read, 0: there are no more. */
static int read_one(struct filter *filter, struct err *err)
{
    cleanup_with(candidate_release) struct candidate candidate = {0};
    int more = candidate_reader_next(filter->reader, &candidate, err);

    if (more > 0 && take(filter, &candidate, err) < 0)
        return -1;
    return more;
}

/* Reads while there is room for trials, judges, and so on until both are at their end. */
static int stream(struct filter *filter, struct err *err)
{
    size_t window = (size_t)jobs_slots(filter->session->pool) * WINDOW_PER_SLOT;
    int more = 1;

    while (more > 0 || filter->in_flight > 0) {
        bool room = filter->in_flight < window;
        int rc;

        if (more > 0 && room && (more = read_one(filter, err)) < 0)
            return -1;
        rc = more > 0 && room ? jobs_look(filter->session->pool, err)
                              : jobs_step(filter->session->pool, err);
        if (rc < 0)
            return -1;
        show_progress(filter);
        if (filter->failure.kind != ERR_NONE) {
            *err = filter->failure;
            return -1;
        }
    }
    return 0;
}

int filter_candidates(struct session *session, struct record *record, struct err *err)
{
    struct filter filter = {.session = session, .record = record};
    struct reader_limits limits = {.code_limit = (size_t)session->problem->code_limit};
    int rc = -1;

    if (survivors_init(&record->survivors, session->settings->max_survivors, err) < 0 ||
        cases_load(&filter.examples, session->problem->samples, session->problem->sample_count,
                   err) < 0 ||
        candidate_reader_open(&filter.reader, record->candidates_path, &limits, complain, &filter,
                              err) < 0)
        goto out;
    filter.rules = (struct trial_rules){.pool = session->pool,
                                        .cache = session->cache,
                                        .problem = session->problem,
                                        .cases = &filter.examples};
    candidate_reader_on_wait(filter.reader, wait_for_input, &filter);
    rc = stream(&filter, err);
    survivors_order(&record->survivors);
out:
    candidate_reader_close(filter.reader);
    cases_release(&filter.examples);
    return rc;
}
