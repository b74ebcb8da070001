/* SPDX-License-Identifier: MIT */
#include "base/screen/columns.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "command/words.h"
#include "report/disagreement_lines.h"
#include "report/explain/explain.h"
#include "report/report.h"
#include "select/select.h"
#include "stage/again.h"
#include "stage/disagree.h"
#include "stage/pipeline.h"
#include "winnow/cleanup.h"

#include <string.h>
#include <unistd.h>

static const char default_dir[] = "winnow-out";

static double percent(uint64_t part, uint64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

/* Those that are not may still be several. */
static bool all_settled(const struct clustered *clustered)
{
    for (size_t i = 0; i < clustered->count; i++)
        if (!clustered->clusters[i].finished)
            return false;
    return true;
}

static void print_clusters(const struct record *r)
{
    const struct clustered *c = &r->clustered;

    printf("clusters    %s%zu on %zu inputs; %llu runs", all_settled(c) ? "" : "at least ",
           c->count, r->inputs.count, (unsigned long long)c->cost.asked);
    if (c->cost.saved > 0)
        printf(" of %llu, %.0f %% saved by stopping early", (unsigned long long)c->cost.full,
               percent(c->cost.saved, c->cost.full));
    printf(r->by_validator ? "; outputs compared by the output validator\n" : "\n");
}

static void print_counts(const struct record *r)
{
    const struct sandbox_facts *f = &r->facts;
    struct report_counts c;

    report_count(&c, r);
    terminal_printf(stdout, "problem     %s (%s)\n", r->problem->name, r->problem_path);
    printf("isolation   %s%s\n", isolation_name(f->level),
           f->cgroup_version == 1   ? ", cgroup v1"
           : f->cgroup_version == 2 ? ", cgroup v2"
                                    : "");
    printf("candidates  %llu, %llu distinct, %llu compiled, %llu survive the examples",
           (unsigned long long)c.total, (unsigned long long)c.unique,
           (unsigned long long)c.compiled, (unsigned long long)c.survivors);
    printf(c.skipped ? "; %llu skipped\n" : "\n", (unsigned long long)c.skipped);
    if (r->survivors.dropped)
        printf("capped      %zu survivors beyond --max-survivors %lu were left out\n",
               r->survivors.dropped, r->settings->max_survivors);
    if (c.verdicts[VERDICT_JE])
        printf("judge error %llu candidates could not be judged: see candidates.jsonl\n",
               (unsigned long long)c.verdicts[VERDICT_JE]);
    print_clusters(r);
    if (r->inputs.search_runs)
        printf("inputs      %zu proposed, those kept that tell survivors apart: %zu runs\n",
               r->inputs.proposed, r->inputs.search_runs);
    if (r->inputs.test_count)
        printf("tests       %zu expected output%s\n", r->inputs.test_count,
               r->inputs.test_count == 1 ? "" : "s");
    printf("time        %.1f s filter, %.1f s inputs, %.1f s cluster, %.1f s select and judge\n\n",
           (double)r->timings.filter / 1e9, (double)r->timings.inputs / 1e9,
           (double)r->timings.cluster / 1e9, (double)r->timings.evaluate / 1e9);
}

static void add_verdict(struct columns *c, const struct judgement *e)
{
    enum column_style style = e->verdict == VERDICT_AC ? COLUMN_GOOD : COLUMN_BAD;
    char room[JUDGEMENT_WORDS], score[SCORE_WORDS];
    const char *words = judgement_words(e, room);

    columns_add(c, style, "%s%s%s", verdict_name(e->verdict), e->scored ? ", score " : "",
                e->scored ? score_words(e->score, e->max_score, score) : "");
    columns_add(c, COLUMN_DIM, "%s%s%.200s", e->test ? e->test : "", e->test && *words ? ": " : "",
                words);
}

/* The mean share of the survivors that agree, in percent. */
static void add_votes(struct columns *c, const struct record *r, size_t survivor)
{
    if (r->clustered.votes)
        columns_add(c, COLUMN_PLAIN, "%.0f %%", 100 * r->clustered.votes[survivor]);
    else
        columns_add(c, COLUMN_DIM, "-");
}

static int print_table(const struct record *r, struct err *err)
{
    cleanup_with(columns_release) struct columns c;
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);

    columns_init(&c, r->evaluated ? "rlrrrlll" : "rlrrrl");
    for (const char *const *h =
             (const char *const[]){"rank", "candidate", "cluster", "size", "votes", "file", NULL};
         *h; h++)
        columns_add(&c, COLUMN_DIM, "%s", *h);
    if (r->evaluated) {
        columns_add(&c, COLUMN_DIM, "verdict");
        columns_add(&c, COLUMN_DIM, "%s", "");
    }
    for (size_t i = 0; i < r->pick_count; i++) {
        const char *id;
        char file[64];

        if (record_survivor_id(r, r->picks[i].survivor, &room, &id, err) < 0)
            return -1;
        report_file_name(r, i, file, sizeof file);
        columns_add(&c, COLUMN_PLAIN, "%zu", i + 1);
        columns_add(&c, COLUMN_PLAIN, "%.40s", id);
        columns_add(&c, COLUMN_PLAIN, "%zu", r->picks[i].cluster + 1);
        columns_add(&c, COLUMN_PLAIN, "%llu",
                    (unsigned long long)r->clustered.clusters[r->picks[i].cluster].size);
        add_votes(&c, r, r->picks[i].survivor);
        columns_add(&c, COLUMN_PLAIN, "%s", file);
        if (r->evaluated)
            add_verdict(&c, &r->evaluated[i]);
    }
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

static int print_people(const struct record *r, const char *dir, struct err *err)
{
    size_t at = report_solved_at(r);

    print_counts(r);
    if (r->pick_count == 0)
        puts("nothing to submit: no candidate passes the examples");
    else if (print_table(r, err) < 0)
        return -1;
    if (r->evaluated && at)
        printf("\nsolved by submission %zu\n", at);
    else if (r->evaluated)
        puts("\nnot solved");
    terminal_printf(stdout, "\nsubmissions in %s/submissions, report in %s/report.html and .json\n",
                    dir, dir);
    return 0;
}

static int print_json(const struct record *r, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    if (report_json(&text, r, err) < 0)
        return -1;
    fwrite(buf_str(&text), 1, text.len, stdout);
    return 0;
}

/* Before the work, which may take hours, and not after it. */
static int make_out_dir(const char *dir, struct err *err)
{
    if (file_make_dirs(dir, err) < 0)
        return -1;
    return access(dir, W_OK | X_OK) < 0 ? err_sys(err, ERR_INPUT, "cannot write into %s", dir) : 0;
}

static int find_more(struct pipeline *p, const char *id, struct judgement *examples,
                     struct buf *apart, struct err *err)
{
    cleanup_with(disagreements_release) struct disagreements found = {0};
    int known = judge_again(&p->session, &p->record, id, examples, err);

    if (known < 0 || find_apart(&p->matrix, id, &found, err) < 0 ||
        (found.count > 0 && disagreement_line(apart, &p->record, &found, 0, err) < 0))
        return -1;
    return known;
}

/* Of what the run has just written, what the candidate does on each example, and what sets its cluster apart. */
static int print_story(struct pipeline *p, const char *dir, const char *id, struct err *err)
{
    cleanup_with(judgement_release) struct judgement examples = {0};
    cleanup_with(buf_release) struct buf apart = BUF_INIT(BUF_CAP_LINE);
    int known = find_more(p, id, &examples, &apart, err);
    const struct explain_more more = {known > 0 ? &examples : NULL, buf_str(&apart)};

    progress_end(&p->session.progress);
    if (known < 0 || explain_candidate(dir, id, &more, err) < 0)
        return -1;
    return report_all_judged(&p->record, err) < 0 ? -1 : EXIT_DONE;
}

/* DIR/command.json: `winnow compare DIR` asks the same again. */
static int note_command(const char *dir, const struct arguments *arguments, struct err *err)
{
    cleanup_with(kept_words_release) struct kept_words words = {0};
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free char *path = file_join(dir, COMMAND_FILE);
    struct json_writer w;

    if (kept_words_add_options(&words, arguments, err) < 0 ||
        kept_words_add(&words, strdup("--"), err) < 0)
        return -1;
    for (int i = 0; i < arguments->count; i++)
        if (kept_words_add_path(&words, arguments->words[i], err) < 0)
            return -1;
    json_writer_init(&w, &text, JSON_PRETTY);
    json_begin_object(&w);
    json_field_uint64(&w, "schema_version", 1);
    json_field_array(&w, "words");
    for (size_t i = 0; i < words.count; i++)
        json_string(&w, words.list[i]);
    json_end_array(&w);
    json_end_object(&w);
    if (!path)
        return err_set(err, ERR_JUDGE, "out of memory");
    return json_finish(&w, err) < 0 ? -1 : file_replace(path, buf_str(&text), text.len, err);
}

static int run_into(const char *dir, const struct settings *settings,
                    const struct arguments *arguments, struct err *err)
{
    cleanup_with(pipeline_release) struct pipeline p;
    const struct pipeline_request request = {.settings = settings,
                                             .paths = arguments->words,
                                             .path_count = (size_t)arguments->count,
                                             .end = PIPELINE_ALL,
                                             .dir = dir};

    if (pipeline_run(&p, &request, err) < 0)
        return -1;
    if (report_write(&p.record, dir, err) < 0 || note_command(dir, arguments, err) < 0)
        return -1;
    if (settings->explain)
        return print_story(&p, dir, settings->explain, err);
    if ((settings->json ? print_json(&p.record, err) : print_people(&p.record, dir, err)) < 0)
        return -1;
    return report_all_judged(&p.record, err) < 0 ? -1 : EXIT_DONE;
}

/* A finished run tells of itself where it found problem and candidates. */
static int check_words(const struct settings *settings, const struct arguments *arguments,
                       struct err *err)
{
    if (settings->explain && settings->json)
        return err_set(
            err, ERR_INPUT,
            "--explain is for people: --json goes without it (candidates.jsonl, outcomes.jsonl "
            "and disagreements.jsonl have what it tells)");
    if (arguments->count >= 2 || (settings->explain && arguments->count == 0))
        return 0;
    return err_set(err, ERR_INPUT,
                   "run wants PROBLEM CANDIDATES..., not %d argument%s (see `winnow run --help`)",
                   arguments->count, arguments->count == 1 ? "" : "s");
}

int command_run_all(const struct settings *settings, const struct arguments *arguments,
                    struct err *err)
{
    const char *dir = settings->out_dir ? settings->out_dir : default_dir;
    bool was_there = access(dir, F_OK) == 0;
    const struct explain_more nothing_more = {.apart = ""};
    int code;

    if (check_words(settings, arguments, err) < 0)
        return -1;
    if (settings->explain && arguments->count == 0)
        return explain_candidate(dir, settings->explain, &nothing_more, err) < 0 ? -1 : EXIT_DONE;
    if (make_out_dir(dir, err) < 0)
        return -1;
    code = run_into(dir, settings, arguments, err);
    if (code < 0)
        promise_to_go_on(dir, err);
    if (code < 0 && !was_there)
        rmdir(dir); /* an empty one would only puzzle */
    return code;
}
