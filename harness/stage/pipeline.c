/* SPDX-License-Identifier: MIT */
#include "stage/pipeline.h"
#include "base/clock.h"
#include "base/remark.h"
#include "candidate/reader.h"
#include "record/journal.h"
#include "select/select.h"
#include "stage/cluster.h"
#include "stage/disagree.h"
#include "stage/evaluate.h"
#include "stage/inputs/given_tests.h"
#include "stage/inputs/inputs.h"
#include "stage/inputs/search.h"
#include "stage/jury_limit.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

/* Reading a long journal shows its progress, and can be interrupted. */
static int look_around(void *context, uint64_t programs, struct err *err)
{
    struct session *session = context;

    progress_show(&session->progress, "journal", programs, -1, "%" PRIu64 " programs read",
                  programs);
    return service_look(session->service, err);
}

static int open_journal(struct pipeline *p, const char *dir, struct err *err)
{
    const struct journal_options options = {
        .dir = dir, .look_around = look_around, .context = &p->session};
    size_t known;

    if (journal_open(&p->record.journal, &p->record, &options, err) < 0)
        return -1;
    progress_end(&p->session.progress);
    known = roster_known(p->record.roster);
    if (known > 0)
        remark(p->record.settings->remarks,
               "going on from %s/journal.db: programs judged by earlier runs: %zu", dir, known);
    return 0;
}

/* Each survivor's program is an open file. */
static void remark_on_files(const struct session *session)
{
    size_t spare = session_spare_files(session), wanted = session->settings->max_survivors;

    if (spare < wanted)
        remark(session->settings->remarks,
               "the limit of open files (ulimit -Hn) leaves room for %zu survivors, not for "
               "--max-survivors %zu: with more winnow will fail (sudo prlimit --pid $$ "
               "--nofile=%zu)",
               spare, wanted, wanted + 4096);
}

static int check_tests_are_not_needed(const struct pipeline *p, struct err *err)
{
    enum select_rule rule = p->record.settings->rule;

    if (!select_needs_tests(rule))
        return 0;
    return err_set(err, ERR_INPUT,
                   "--select %s needs expected outputs: --inputs FILE.jsonl with \"output\" beside "
                   "\"input\", or a directory with NAME.ans beside NAME.in",
                   select_rule_name(rule));
}

static int set_up(struct pipeline *p, const struct pipeline_request *request, struct err *err)
{
    const struct settings *settings = request->settings;
    struct record *record = &p->record;
    const struct problem *problem;

    if (request->end != PIPELINE_FILTER)
        p->session.more_files = search_files(settings);
    if (!settings->inputs_dir && check_tests_are_not_needed(p, err) < 0)
        return -1; /* before anything is judged */
    if (candidate_paths_check(record->candidates, record->candidate_paths, err) < 0 ||
        session_open(&p->session, settings, record->problem_path, err) < 0 ||
        jury_limit_settle(&p->session, err) < 0)
        return -1;
    problem = record->problem = p->session.problem;
    record->facts = p->session.facts;
    remark_on_files(&p->session);
    if (problem->sample_count == 0)
        remark(p->record.settings->remarks,
               "%s: no examples: every candidate that compiles survives", record->problem_path);
    if (settings->evaluate && problem->secret_count == 0)
        return err_set(err, ERR_INPUT, "%s: --evaluate needs secret tests (data/secret)",
                       record->problem_path);
    if (roster_open(&record->roster, err) < 0)
        return -1;
    if (!request->dir)
        return 0;
    return kept_sources_begin(&record->sources, err) < 0 ? -1 : open_journal(p, request->dir, err);
}

/* Clusters compare what programs print on inputs. */
static int check_clusters_make_sense(struct pipeline *p, struct err *err)
{
    const struct problem *problem = p->record.problem;

    if (problem->interactive)
        return err_set(err, ERR_INPUT,
                       "%s: candidates of an interactive problem cannot be clustered yet: their "
                       "output depends on the interactor (`winnow filter` and `judge` work)",
                       p->record.problem_path);
    if (problem->output_validator_count > 0 && problem->multi_pass)
        remark(
            p->record.settings->remarks,
            "%s: outputs are clustered as they are printed: programs with different answers that "
            "the validator would accept are in different clusters",
            p->record.problem_path);
    return 0;
}

static int search_for_inputs(struct pipeline *p, struct made_inputs *inputs, struct err *err)
{
    size_t wanted = p->record.settings->inputs;
    struct dictionary *dictionary = NULL;
    int rc;

    if (p->record.settings->inputs_dir)
        return inputs_make(inputs, &p->session, 0, NULL, err);
    rc = search_dictionary(&p->record, &dictionary, err);
    if (rc == 0)
        rc = inputs_make(inputs, &p->session, search_proposals(&p->record), dictionary, err);
    dictionary_free(dictionary);
    return rc == 0 ? search_inputs(&p->matrix, inputs, wanted, err) : -1;
}

static int make_inputs(struct pipeline *p, struct err *err)
{
    struct made_inputs *inputs = &p->record.inputs;
    const struct settings *settings = p->record.settings;
    int known = journal_recall_inputs(p->record.journal, inputs, err);

    if (known < 0 || (known == 0 && (search_for_inputs(p, inputs, err) < 0 ||
                                     journal_inputs(p->record.journal, inputs, err) < 0)))
        return -1;
    progress_end(&p->session.progress);
    if (!settings->inputs_dir && inputs->count < settings->inputs)
        remark(p->record.settings->remarks,
               "only %zu of %u inputs could be made (%zu rejected, %zu double)", inputs->count,
               settings->inputs, inputs->rejected, inputs->duplicates);
    return 0;
}

/* What the search has met is no part of the run, which may go on from a journal that knows its result. */
static int prepare_matrix(struct pipeline *p, struct err *err)
{
    p->record.by_validator = p->matrix.equivalence != NULL;
    if (p->matrix.equivalence)
        equivalence_restart(p->matrix.equivalence);
    if (given_tests_read(&p->matrix, err) < 0)
        return -1;
    if (select_needs_tests(p->record.settings->rule) && p->record.inputs.test_count == 0)
        return err_set(
            err, ERR_INPUT,
            "--select %s needs expected outputs: --inputs FILE.jsonl with \"output\" beside "
            "\"input\", or a directory with NAME.ans beside NAME.in",
            select_rule_name(p->record.settings->rule));
    return 0;
}

static int select_submissions(struct record *record, struct err *err)
{
    const struct settings *s = record->settings;
    const struct select_pool pool = clustered_pool(&record->clustered);

    return select_picks(&pool, s->rule, s->seed, s->k, &record->picks, &record->pick_count, err);
}

static struct cluster_extent extent_of(const struct pipeline_request *request)
{
    const struct settings *settings = request->settings;
    bool all = select_needs_clusters(settings->rule) || settings->full_matrix ||
               request->end == PIPELINE_CLUSTER;

    return (struct cluster_extent){.top = all ? SIZE_MAX : settings->k,
                                   .complete = request->end == PIPELINE_ALL &&
                                               select_needs_matrix(settings->rule)};
}

/* The choice, and what the report shows of it. */
static int run_selection(struct pipeline *p, const struct pipeline_request *request,
                         struct err *err)
{
    nsec_t began = clock_now();

    if (select_submissions(&p->record, err) < 0 || evaluate_picks(&p->session, &p->record, err) < 0)
        return -1;
    p->record.timings.evaluate = clock_now() - began;
    return request->dir ? find_disagreements(&p->matrix, err) : 0;
}

/* What comes behind the filter, each stage timed. */
static int run_on_survivors(struct pipeline *p, const struct pipeline_request *request,
                            struct err *err)
{
    const struct cluster_extent extent = extent_of(request);
    struct timings *timings = &p->record.timings;
    nsec_t began = clock_now();

    if (matrix_open(&p->matrix, &p->session, &p->record, err) < 0 || make_inputs(p, err) < 0)
        return -1;
    timings->inputs = clock_now() - began;
    if (request->end == PIPELINE_INPUTS)
        return 0;
    began = clock_now();
    if (prepare_matrix(p, err) < 0 || cluster_survivors(&p->matrix, &extent, err) < 0)
        return -1;
    timings->cluster = clock_now() - began;
    return request->end == PIPELINE_ALL ? run_selection(p, request, err) : 0;
}

static int run_stages(struct pipeline *p, const struct pipeline_request *request, struct err *err)
{
    struct timings *timings = &p->record.timings;
    nsec_t began = clock_now();

    if (set_up(p, request, err) < 0 ||
        (request->end != PIPELINE_FILTER && check_clusters_make_sense(p, err) < 0))
        return -1;
    timings->set_up = clock_now() - began;
    began = clock_now();
    if (filter_candidates(&p->session, &p->record, &request->watch, err) < 0)
        return -1;
    timings->filter = clock_now() - began;
    if (request->end != PIPELINE_FILTER && run_on_survivors(p, request, err) < 0)
        return -1;
    progress_end(&p->session.progress);
    p->record.measured_alone = service_counts(p->session.service).alone;
    p->record.measured_under_pressure = service_counts(p->session.service).pressed;
    return 0;
}

int pipeline_run(struct pipeline *p, const struct pipeline_request *request, struct err *err)
{
    memset(p, 0, sizeof *p);
    record_init(&p->record, request->settings);
    p->record.problem_path = request->paths[0];
    p->record.candidates = request->paths + 1;
    p->record.candidate_paths = request->path_count - 1;
    return run_stages(p, request, err);
}

void pipeline_release(struct pipeline *p)
{
    matrix_close(&p->matrix);
    record_release(&p->record);
    session_close(&p->session);
}
