/* SPDX-License-Identifier: MIT */
#include "hall/filter.h"
#include "candidate/reader.h"
#include "hall/say.h"
#include "judge/trial.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { WINDOW_PER_SLOT = 4 }; /* trials begun at one time: enough to keep every slot busy */

struct filter {
    struct session *session;
    struct ledger *ledger;
    struct filtered *out;
    struct cases examples;
    struct trial_rules rules;
    size_t survivor_room, in_flight;
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

    filter->out->complaints[kind]++;
    progress_end(&filter->session->progress);
    say("%s: %s", where, sentence);
}

static int keep_survivor(struct filter *filter, struct attempt *attempt, struct err *err)
{
    struct filtered *out = filter->out;
    struct survivor *s;

    if (out->count == filter->survivor_room) {
        size_t room = out->count ? out->count * 2 : 64;
        struct survivor *grown = realloc(out->survivors, room * sizeof *grown);

        if (!grown)
            return err_set(err, ERR_JUDGE, "out of memory");
        out->survivors = grown;
        filter->survivor_room = room;
    }
    s = &out->survivors[out->count];
    s->unique = attempt->unique;
    if (spool_add(&out->sources, attempt->source, attempt->length, &s->source, err) < 0 ||
        program_to_disk(&attempt->trial.program, err) < 0)
        return -1;
    s->program = attempt->trial.program;
    attempt->trial.program.language = NULL;
    out->count++;
    return 0;
}

static void free_attempt(struct attempt *attempt)
{
    trial_release(&attempt->trial);
    free(attempt->source);
    free(attempt);
}

static void trial_done(struct trial *trial)
{
    struct attempt *attempt = (struct attempt *)trial;
    struct filter *filter = attempt->filter;
    struct outcome outcome = {
        .verdict = trial->verdict,
        .test = trial->test,
        .cpu = trial->cpu,
        .wall = trial->wall,
        .memory = trial->memory,
    };

    filter->in_flight--;
    if (ledger_judged(filter->ledger, attempt->unique, &outcome, trial->detail, &filter->failure) ==
            0 &&
        trial->verdict == VERDICT_AC)
        keep_survivor(filter, attempt, &filter->failure);
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

static int take(struct filter *filter, const struct candidate_reader *reader,
                struct candidate *candidate, struct err *err)
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
        complain(filter, COMPLAINT_UNKNOWN_LANGUAGE, candidate_reader_where(reader), sentence);
        return 0;
    }
    if (ledger_add(filter->ledger, candidate, language, &unique, &fresh, err) < 0)
        return -1;
    return fresh ? start_trial(filter, candidate, language, unique, err) : 0;
}

static void show_progress(struct filter *filter)
{
    progress_show(&filter->session->progress,
                  "filter   %zu read, %zu distinct, %zu judged, %zu survive",
                  ledger_entries(filter->ledger), ledger_uniques(filter->ledger),
                  ledger_uniques(filter->ledger) - filter->in_flight, filter->out->count);
}

/* Reads while there is room for trials, judges, and so on until both are at their end. */
static int stream(struct filter *filter, struct candidate_reader *reader, struct err *err)
{
    size_t window = (size_t)jobs_slots(filter->session->pool) * WINDOW_PER_SLOT;
    int more = 1;

    while (more || filter->in_flight > 0) {
        struct candidate candidate = {0};
        int rc = 0;

        if (more && filter->in_flight < window) {
            more = candidate_reader_next(reader, &candidate, err);
            if (more < 0)
                return -1;
            if (more)
                rc = take(filter, reader, &candidate, err);
            candidate_release(&candidate);
            if (rc < 0)
                return -1;
            if (more && filter->in_flight < window)
                continue;
        }
        if (jobs_step(filter->session->pool, err) < 0)
            return -1;
        show_progress(filter);
        if (filter->failure.kind != ERR_NONE) {
            *err = filter->failure;
            return -1;
        }
    }
    return 0;
}

static int by_unique(const void *a, const void *b)
{
    size_t x = ((const struct survivor *)a)->unique, y = ((const struct survivor *)b)->unique;

    return (x > y) - (x < y);
}

/* Trials end in any order; from here on everything goes by candidate index. */
static void order_and_cap(struct filtered *out, unsigned long max)
{
    if (out->count > 0)
        qsort(out->survivors, out->count, sizeof *out->survivors, by_unique);
    while (out->count > max) {
        program_release(&out->survivors[--out->count].program);
        out->dropped++;
    }
}

int filter_run(struct filtered *out, struct session *session, struct ledger *ledger,
               const char *path, struct err *err)
{
    struct filter filter = {.session = session, .ledger = ledger, .out = out};
    struct reader_limits limits = {.code_limit = (size_t)session->problem->code_limit};
    struct candidate_reader *reader = NULL;
    int rc = -1;

    memset(out, 0, sizeof *out);
    out->sources.fd = -1;
    if (spool_open(&out->sources, err) < 0 ||
        cases_load(&filter.examples, session->problem->samples, session->problem->sample_count,
                   err) < 0 ||
        candidate_reader_open(&reader, path, &limits, complain, &filter, err) < 0)
        goto out;
    filter.rules = (struct trial_rules){.pool = session->pool,
                                        .cache = session->cache,
                                        .problem = session->problem,
                                        .cases = &filter.examples};
    rc = stream(&filter, reader, err);
    order_and_cap(out, session->settings->max_survivors);
out:
    candidate_reader_close(reader);
    cases_release(&filter.examples);
    return rc;
}

void filtered_release(struct filtered *filtered)
{
    for (size_t i = 0; i < filtered->count; i++)
        program_release(&filtered->survivors[i].program);
    free(filtered->survivors);
    filtered->survivors = NULL;
    filtered->count = 0;
    spool_close(&filtered->sources);
}

int filtered_source(struct filtered *filtered, size_t survivor, struct buf *room, struct err *err)
{
    return spool_get(&filtered->sources, filtered->survivors[survivor].source, room, err);
}
