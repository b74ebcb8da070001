/* SPDX-License-Identifier: MIT */
#include "stage/disagree.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "record/journal.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { TEXT_MAX = 1024 }; /* bytes of an output that are kept */

struct printing {
    struct matrix *matrix;
    struct record *record; /* its */
    struct disagreements *found;
    struct print_run *runs;
    size_t count, next, done;
};

/* An output that is not known yet. */
struct print_run {
    struct printing *printing;
    struct shown_output *output;
    size_t survivor, input;
};

static struct hash128 program_of(const struct print_run *r)
{
    return record_survivor_program(r->printing->record, r->survivor)->key;
}

static struct hash128 input_of(const struct print_run *r)
{
    return r->printing->record->inputs.list[r->input].hash;
}

static int take_text(struct print_run *r, int stdout_fd, struct err *err)
{
    cleanup_with(buf_release) struct buf json = BUF_INIT(BUF_CAP_LINE);
    struct map output;
    int rc;

    if (map_fd(&output, stdout_fd, err) < 0)
        return -1;
    r->output->bytes = (bytes_t)output.len;
    rc = json_add_string(&json, output.data, output.len < TEXT_MAX ? output.len : TEXT_MAX);
    map_release(&output);
    if (rc < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    r->output->text = steal_ptr(&json.data);
    return journal_printed(r->printing->record->journal, program_of(r), input_of(r),
                           r->output->text, r->output->bytes, err);
}

static void run_done(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct print_run *r = context;
    struct err err = {0};

    (void)stderr_fd;
    if (!run)
        return;
    r->printing->done++;
    if (run->failed)
        service_fail(r->printing->matrix->session->service, &run->err);
    else if (run->judgement.verdict == VERDICT_AC && take_text(r, stdout_fd, &err) < 0)
        service_fail(r->printing->matrix->session->service, &err);
}

static int run_next(void *context, struct err *err)
{
    struct printing *p = context;
    struct print_run *r;

    if (p->next == p->count)
        return 0;
    r = &p->runs[p->next++];
    return matrix_start(p->matrix, &(struct refine_task){r->survivor, r->input}, &p->record->inputs,
                        run_done, r, err);
}

static void show_printing(void *context)
{
    struct printing *p = context;

    progress_show(&p->matrix->session->progress, "report", p->done,
                  progress_fraction(p->done, p->count), "%zu of %zu outputs to show", p->done,
                  p->count);
}

/* Recalls what an earlier run printed, else lists the run. */
static int need_output(struct printing *p, size_t input, struct shown_output *output,
                       struct err *err)
{
    const struct clustered *clustered = &p->record->clustered;
    struct print_run *r = &p->runs[p->count];
    int known;

    *r = (struct print_run){.printing = p,
                            .output = output,
                            .survivor = clustered->clusters[output->cluster].members[0],
                            .input = input};
    output->verdict = clustered->outcomes[r->survivor * p->record->inputs.count + input].verdict;
    if (output->verdict != VERDICT_AC && output->verdict != VERDICT_WA) /* by the validator */
        return 0;
    known = journal_recall_printed(p->record->journal, program_of(r), input_of(r), &output->text,
                                   &output->bytes, err);
    p->count += known == 0;
    return known < 0 ? -1 : 0;
}

static int list_runs(struct printing *p, struct err *err)
{
    const struct disagreements *all = p->found;

    for (size_t i = 0; i < all->count; i++)
        for (size_t o = 0; o < all->list[i].count; o++)
            if (need_output(p, all->list[i].input, &all->list[i].outputs[o], err) < 0)
                return -1;
    return 0;
}

static int build_programs(struct printing *p, struct err *err)
{
    struct session *session = p->matrix->session;
    cleanup_free size_t *survivors = calloc(p->count + 1, sizeof *survivors);

    if (!survivors)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < p->count; i++)
        survivors[i] = p->runs[i].survivor;
    return survivors_build(&p->record->survivors, survivors, p->count, session->service,
                           &p->matrix->tests, &session->progress, err);
}

static int print_outputs(struct printing *p, struct err *err)
{
    const struct service_feed feed = {.next = run_next, .show = show_printing, .context = p};

    return build_programs(p, err) < 0 ? -1 : service_feed(p->matrix->session->service, &feed, err);
}

static int choose(const struct printing *p, struct err *err)
{
    const struct made_inputs *inputs = &p->record->inputs;
    cleanup_with(likeness_release) struct likeness likeness = {0};
    cleanup_free bytes_t *sizes = calloc(inputs->count + 1, sizeof *sizes);

    if (!sizes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < inputs->count; i++)
        sizes[i] = inputs->list[i].size;
    return likeness_make(&likeness, &p->record->clustered, p->found->ranks, p->found->rank_count,
                         inputs->count, err) < 0
               ? -1
               : disagreements_choose(p->found, &likeness, sizes, err);
}

/* Of the clusters whose ranks are in *found. */
static int find(struct matrix *matrix, struct disagreements *found, struct err *err)
{
    cleanup_free struct print_run *runs =
        calloc((size_t)DISAGREEMENTS_MAX * CLUSTERS_SHOWN, sizeof *runs);
    struct printing p = {.matrix = matrix, .record = matrix->record, .found = found, .runs = runs};

    if (!runs)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (choose(&p, err) < 0 || list_runs(&p, err) < 0)
        return -1;
    return p.count > 0 ? print_outputs(&p, err) : 0;
}

int find_disagreements(struct matrix *matrix, struct err *err)
{
    struct record *record = matrix->record;
    struct disagreements *found = &record->disagreements;
    size_t count =
        record->clustered.count < CLUSTERS_SHOWN ? record->clustered.count : CLUSTERS_SHOWN;

    found->ranks = calloc(count + 1, sizeof *found->ranks);
    if (!found->ranks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (found->rank_count = 0; found->rank_count < count; found->rank_count++)
        found->ranks[found->rank_count] = found->rank_count;
    return find(matrix, found, err);
}

/* The rank, from 0, of the cluster that the program is in; that of the first one, where it is in none. */
static size_t rank_of(const struct record *record, size_t program)
{
    const struct clustered *clustered = &record->clustered;

    for (size_t i = 0; i < clustered->count; i++)
        for (size_t m = 0; m < clustered->clusters[i].count; m++)
            if (record->survivors.list[clustered->clusters[i].members[m]].program_number == program)
                return i;
    return 0;
}

int find_apart(struct matrix *matrix, const char *id, struct disagreements *out, struct err *err)
{
    const struct record *record = matrix->record;
    size_t program, rank;

    *out = (struct disagreements){0};
    if (!record_find_program(record, id, &program) || (rank = rank_of(record, program)) == 0)
        return 0;
    out->ranks = calloc(2, sizeof *out->ranks);
    if (!out->ranks)
        return err_set(err, ERR_JUDGE, "out of memory");
    out->ranks[1] = rank;
    out->rank_count = 2;
    return find(matrix, out, err);
}
