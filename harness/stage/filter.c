/* SPDX-License-Identifier: MIT */
#include "stage/filter.h"
#include "stage/program/package_programs.h"
#include "base/remark.h"
#include "candidate/reader.h"
#include "record/journal.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct filter {
    struct session *session;
    struct record *record;
    struct candidate_reader *reader;
    const struct filter_watch *watch;
    struct toolset validators;
    struct test_set examples;
    struct complaint_tally tally;
    size_t judged, known; /* programs: in this run, in an earlier one */
    size_t compiled;      /* of both */
    uint64_t fenced;
    char first_fenced[256]; /* its place */
};

/* A source that is being judged: a survivor's is needed again. */
struct attempt {
    struct filter *filter;
    size_t program; /* its number in the roster */
    char *source;
    size_t length;
};

static const struct remarks *remarks_of(struct filter *filter)
{
    progress_end(&filter->session->progress);
    return filter->session->settings->remarks;
}

static void complain(void *context, enum complaint_kind kind, const char *where,
                     const char *sentence)
{
    struct filter *filter = context;

    if (kind != COMPLAINT_VALUE_LOST) /* that candidate was not skipped */
        filter->record->complaints[kind]++;
    if (complaint_tally_add(&filter->tally, kind, where, sentence))
        remark(remarks_of(filter), "%s: %s", where, sentence);
}

static int tell_watch(struct filter *filter, struct err *err)
{
    const struct filter_watch *watch = filter->watch;

    return watch->known ? watch->known(watch->context, filter->record, err) : 0;
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
                       judgement, err) < 0 ||
        tell_watch(filter, err) < 0)
        return -1;
    if (judgement->verdict != VERDICT_AC)
        return 0;
    return keep_survivor(filter, attempt->program, program, attempt->source, attempt->length, err);
}

static void attempt_done(void *context, struct judgement *judgement, struct program *program)
{
    struct attempt *attempt = context;
    struct filter *filter = attempt->filter;
    struct err err = {0};

    filter->judged++;
    filter->compiled += judgement && judgement->verdict != VERDICT_CE;
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

/* By --language-map first, of whose entries the last counts. */
static const struct language *find_language(const struct language_map *map, const char *name)
{
    size_t length;

    name += strspn(name, " \t\r\n");
    length = strlen(name);
    while (length > 0 && memchr(" \t\r\n", name[length - 1], 4))
        length--;
    for (size_t i = map->count; i-- > 0;)
        if (map->list[i].length == length && strncasecmp(map->list[i].name, name, length) == 0)
            return map->list[i].language;
    return language_by_name(name);
}

/* The candidate's language, or NULL after a complaint. */
static const struct language *language_of(struct filter *filter, const struct candidate *candidate)
{
    const struct settings *settings = filter->session->settings;
    const char *name = candidate->language ? candidate->language : settings->language;
    /* Models write for CPython: PyPy has to be asked for. */
    const struct language *language = session_python(
        filter->session, name ? find_language(&settings->languages, name) : NULL, false);
    char sentence[160] = "no language given (add \"language\", or use --language)";
    bool refused = language && language_level_refusal(language, filter->session->facts.level,
                                                      sentence, sizeof sentence);

    if (filter->session->problem->submit_answer)
        return language_by_name("text"); /* whatever it is called, it is its output */
    if (language && !refused)
        return language;
    if (!refused && name)
        language_refusal(name, sentence, sizeof sentence);
    complain(filter,
             refused || (name && language_not_installed(name)) ? COMPLAINT_LANGUAGE_NOT_RUN
                                                               : COMPLAINT_UNKNOWN_LANGUAGE,
             candidate_reader_where(filter->reader), sentence);
    return NULL;
}

/* A program that an earlier run judged: if it survived, it is needed as any other survivor is. */
static int recall_program(struct filter *filter, const struct candidate *candidate, size_t program,
                          struct err *err)
{
    struct program none = {.language = NULL, .fd = -1};

    if (roster_program(filter->record->roster, program)->verdict != VERDICT_AC)
        return 0;
    return keep_survivor(filter, program, &none, candidate->source, candidate->source_len, err);
}

static void note_fence(struct filter *filter)
{
    if (filter->fenced++ == 0)
        snprintf(filter->first_fenced, sizeof filter->first_fenced, "%s",
                 candidate_reader_where(filter->reader));
}

static void note_known(struct filter *filter, size_t program)
{
    filter->known++;
    filter->compiled += roster_program(filter->record->roster, program)->verdict != VERDICT_CE;
}

static int take_candidate(struct filter *filter, struct candidate *candidate, struct err *err)
{
    const struct language *language = language_of(filter, candidate);
    const char *where = candidate_reader_where(filter->reader);
    size_t program;
    bool fresh;
    int rc = 0;

    if (!language)
        return 0;
    if (candidate->fenced)
        note_fence(filter);
    if (roster_add(filter->record->roster, candidate, where, language, &program, &fresh, err) < 0)
        return -1;
    if (fresh && kept_sources_add(&filter->record->sources, candidate->source,
                                  candidate->source_len, err) < 0)
        return -1;
    if (fresh && !roster_program(filter->record->roster, program)->judged)
        return judge_candidate(filter, candidate, language, program, err);
    if (fresh)
        note_known(filter, program);
    if (fresh)
        rc = recall_program(filter, candidate, program, err);
    return rc < 0 ? -1 : tell_watch(filter, err);
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
                  "%zu read > %zu distinct > %zu judged > %zu compile > %zu survive",
                  roster_candidates(roster), roster_programs(roster),
                  filter->judged + filter->known, filter->compiled,
                  survivors->count + survivors->dropped);
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
    const struct settings *settings = filter->session->settings;
    const struct reader_options options = {.code_limit = (size_t)problem->code_limit,
                                           .source_key = settings->source_key};

    if (survivors_init(&filter->record->survivors, settings->max_survivors, err) < 0 ||
        test_set_load(&filter->examples, problem, problem->samples, problem->sample_count, err) <
            0 ||
        validators_build(&filter->validators, filter->session, err) < 0 ||
        candidate_reader_open(&filter->reader, filter->record->candidates,
                              filter->record->candidate_paths, &options, complain, filter, err) < 0)
        return -1;
    validators_use(&filter->validators, &filter->examples);
    candidate_reader_on_wait(filter->reader, wait_for_input, filter);
    return 0;
}

static int remark_on_ids(struct filter *filter, struct err *err)
{
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(buf_release) struct buf second_room = BUF_INIT(BUF_CAP_LINE);
    const struct roster_same_ids same = roster_same_ids(filter->record->roster);
    struct roster_text first, second;

    if (same.count == 0)
        return 0;
    if (roster_text(filter->record->roster, same.first, &room, &first, err) < 0 ||
        roster_text(filter->record->roster, same.second, &second_room, &second, err) < 0)
        return -1;
    remark(remarks_of(filter),
           "candidates with the id of an earlier one: %" PRIu64
           ", the first at %s: '%s', as at %s; "
           "all are judged",
           same.count, second.where, second.id, first.where);
    return 0;
}

/* What holds of many candidates is said once, at the end. */
static int sum_up(struct filter *filter, struct err *err)
{
    const size_t forms = sizeof filter->tally.forms / sizeof *filter->tally.forms;

    for (size_t i = 0; i < forms; i++) {
        const struct complaint_form *form = &filter->tally.forms[i];

        if (form->count > COMPLAINTS_SHOWN)
            remark(remarks_of(filter), "… and %" PRIu64 " more like this: %s",
                   form->count - COMPLAINTS_SHOWN, form->example);
    }
    if (filter->fenced > 0)
        remark(remarks_of(filter),
               "sources taken out of fenced blocks of Markdown: %" PRIu64 ", the first at %s",
               filter->fenced, filter->first_fenced);
    return remark_on_ids(filter, err);
}

/* A format that winnow does not read must not look like a pool without survivors. */
static int refuse_nothing(struct filter *filter, struct err *err)
{
    if (roster_candidates(filter->record->roster) > 0)
        return 0;
    return candidate_reader_blame(filter->reader, err);
}

int filter_candidates(struct session *session, struct record *record,
                      const struct filter_watch *watch, struct err *err)
{
    struct filter filter = {.session = session, .record = record, .watch = watch};
    const struct service_feed feed = {
        .next = next_candidate, .show = show_filter, .context = &filter};
    int rc = open_filter(&filter, err);

    if (rc == 0) {
        struct err trouble = {0};

        rc = service_feed(session->service, &feed, err);
        if (rc == 0)
            rc = kept_sources_end(&record->sources, err);
        if (sum_up(&filter, &trouble) < 0 && rc == 0) {
            *err = trouble;
            rc = -1;
        }
        if (rc == 0)
            rc = refuse_nothing(&filter, err);
    }
    survivors_order(&record->survivors);
    candidate_reader_close(filter.reader);
    test_set_release(&filter.examples);
    toolset_release(&filter.validators);
    return rc;
}
