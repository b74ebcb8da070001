/* SPDX-License-Identifier: MIT */
/*
 * Inputs come in rounds: the good program runs on the whole round, then the suspects are judged on it. A
 * suspect's first failure in the order of the inputs counts, whichever run ended first, so that the
 * result is the same for any number of jobs.
 */
#include "stage/stress/stress.h"
#include "base/file.h"
#include "stage/examples.h"
#include "stage/inputs/inputs.h"
#include "winnow/cleanup.h"

#include <string.h>

enum {
    FIRST_ROUND = 20, /* inputs; each round is twice as large as the one before, */
    LAST_ROUND = 320, /* up to this: generators and validators are looked up anew for each */
};

struct stress {
    struct session *session;
    struct stress_report *out;
    struct comparison comparison;
    struct toolset suspects;
    struct stress_finding **of; /* the finding of each suspect that was built */
    struct mutator *format;     /* of the examples; or NULL */
};

/* ---- a round */

static int keep_finding(struct stress_finding *finding, const struct compared_input *input,
                        const struct judgement *judgement, const struct tool *suspect,
                        struct err *err)
{
    struct failing_input *failing = &finding->failing;

    finding->differs = true;
    snprintf(finding->origin, sizeof finding->origin, "%s", input->origin);
    *failing = (struct failing_input){.program = suspect,
                                      .origin = finding->origin,
                                      .found_bytes = input->bytes.len,
                                      .judgement = *judgement,
                                      .input = BUF_INIT(BUF_CAP_DOCUMENT),
                                      .answer = BUF_INIT(BUF_CAP_DOCUMENT)};
    if (buf_add(&failing->input, buf_str(&input->bytes), input->bytes.len) < 0 ||
        buf_add(&failing->answer, buf_str(&input->answer), input->answer.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

/* The suspects that have not failed yet; their numbers among all that were built. */
static size_t open_suspects(const struct stress *s, const struct tool **tools, size_t *numbers)
{
    size_t count = 0;

    for (size_t i = 0; i < s->suspects.count; i++) {
        if (s->of[i]->differs)
            continue;
        tools[count] = &s->suspects.list[i];
        numbers[count++] = i;
    }
    return count;
}

/* All findings of a round are kept before the long work on them begins: an interrupt loses none. */
static int judge_round(struct stress *s, struct compared_input *inputs, size_t count,
                       struct err *err)
{
    size_t all = s->suspects.count, suspects, before = s->out->tried + s->out->left_out;
    cleanup_free const struct tool **tools = calloc(all + 1, sizeof(struct tool *));
    cleanup_free size_t *numbers = calloc(all + 1, sizeof *numbers);
    cleanup_free size_t *first = calloc(all + 1, sizeof *first);
    cleanup_free struct judgement *judgements = calloc(count * all + 1, sizeof *judgements);

    if (!tools || !numbers || !first || !judgements)
        return err_set(err, ERR_JUDGE, "out of memory");
    suspects = open_suspects(s, tools, numbers);
    if (comparison_answer(&s->comparison, inputs, count, err) < 0 ||
        comparison_judge(&s->comparison, inputs, count, tools, suspects, false, judgements, first,
                         err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        ++*(inputs[i].usable ? &s->out->tried : &s->out->left_out);
    for (size_t p = 0; p < suspects; p++) {
        struct stress_finding *finding = s->of[numbers[p]];
        size_t at = first[p];

        finding->found_at = before + at + 1;
        if (at != SIZE_MAX &&
            keep_finding(finding, &inputs[at], &judgements[at * suspects + p], tools[p], err) < 0)
            return -1;
    }
    for (size_t p = 0; p < suspects; p++)
        if (first[p] != SIZE_MAX &&
            shrink_input(&s->of[numbers[p]]->failing, &s->comparison, s->format, err) < 0)
            return -1;
    return 0;
}

static int read_input(struct compared_input *input, const struct made_input *made, char **origin,
                      uint64_t seed, struct err *err)
{
    char words[192];

    snprintf(words, sizeof words, "%.150s of seed %ju", made->origin, (uintmax_t)seed);
    *origin = strdup(words);
    if (!*origin)
        return err_set(err, ERR_JUDGE, "out of memory");
    *input = (struct compared_input){.fd = made->fd,
                                     .origin = *origin,
                                     .usable = true,
                                     .bytes = BUF_INIT((size_t)made->size + 1)};
    return file_read_fd(made->fd, &input->bytes, err);
}

static int try_inputs(struct stress *s, const struct made_inputs *made, uint64_t seed,
                      struct err *err)
{
    struct compared_input *inputs = calloc(made->count + 1, sizeof *inputs);
    char **origins = calloc(made->count + 1, sizeof *origins);
    int rc = inputs && origins ? 0 : err_set(err, ERR_JUDGE, "out of memory");

    for (size_t i = 0; rc == 0 && i < made->count; i++)
        rc = read_input(&inputs[i], &made->list[i], &origins[i], seed, err);
    if (rc == 0)
        rc = judge_round(s, inputs, made->count, err);
    compared_inputs_free(inputs, made->count);
    for (size_t i = 0; origins && i < made->count; i++)
        free(origins[i]);
    free(origins);
    return rc;
}

/* ---- the search */

static bool all_have_failed(const struct stress *s)
{
    for (size_t i = 0; i < s->suspects.count; i++)
        if (!s->of[i]->differs)
            return false;
    return true;
}

/* 1 when there may be more, 0 when nothing new could be made, -1. */
static int search_round(struct stress *s, uint64_t seed, struct err *err)
{
    cleanup_with(made_inputs_release) struct made_inputs made = {0};

    progress_show(&s->session->progress, "stress", s->out->tried, -1, "%zu inputs tried",
                  s->out->tried);
    if (inputs_make(&made, s->session, s->session->settings->inputs, NULL, err) < 0 ||
        try_inputs(s, &made, seed, err) < 0)
        return -1;
    return made.count > 0 && !s->session->settings->inputs_dir;
}

/* Its settings differ from the user's in seed and number of inputs alone. */
static int search(struct stress *s, struct err *err)
{
    const struct settings *asked = s->session->settings;
    struct settings settings = *asked;
    size_t size = FIRST_ROUND, seen;
    int more = 1;

    s->session->settings = &settings;
    while (more > 0 && !all_have_failed(s) &&
           (seen = s->out->tried + s->out->left_out) < asked->tries) {
        settings.inputs = (unsigned)(size < asked->tries - seen ? size : asked->tries - seen);
        more = search_round(s, settings.seed, err);
        settings.seed++;
        settings.remarks = NULL; /* they would be the same in each round */
        size = size < LAST_ROUND ? 2 * size : LAST_ROUND;
    }
    s->session->settings = asked;
    return more < 0 ? -1 : 0;
}

/* ---- before and after */

static int build_set(struct stress *s, struct toolset *out, const char *const *paths, size_t count,
                     struct err *err)
{
    cleanup_free struct package_program *list = calloc(count + 1, sizeof *list);

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        list[i] = (struct package_program){.path = (char *)paths[i], .name = (char *)paths[i]};
    return submissions_build(out, s->session, list, count, &s->comparison.output_validators, err);
}

/* toolset_build keeps the order and leaves out what does not compile. */
static int match_findings(struct stress *s, struct err *err)
{
    size_t at = 0;

    s->of = calloc(s->suspects.count + 1, sizeof(struct stress_finding *));
    if (!s->of)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < s->out->count && at < s->suspects.count; i++) {
        if (s->suspects.list[at].name != s->out->findings[i].suspect)
            continue;
        s->out->findings[i].is_built = true;
        s->of[at++] = &s->out->findings[i];
    }
    return 0;
}

static int read_format(struct stress *s, struct err *err)
{
    cleanup_with(examples_release) struct examples examples = {.count = 0};

    if (examples_read(&examples, s->session->problem, err) < 0)
        return -1;
    return examples.count > 0 ? mutator_new(&s->format, examples.list, examples.count, 0, 0, err)
                              : 0;
}

static int prepare_stress(struct stress *s, const char *good, const char *const *suspects,
                          size_t count, struct err *err)
{
    const struct problem *problem = s->session->problem;
    struct comparison *c = &s->comparison;

    for (size_t i = 0; i < count; i++)
        s->out->findings[i].suspect = suspects[i];
    if (validators_build(&c->output_validators, s->session, err) < 0 ||
        build_set(s, &c->good, &good, 1, err) < 0 ||
        build_set(s, &s->suspects, suspects, count, err) < 0)
        return -1;
    if (c->good.count == 0)
        return err_set(err, ERR_INPUT, "%s: without this program there are no answers", good);
    if (s->suspects.count == 0)
        return err_set(err, ERR_INPUT, "no suspect can be run");
    if (match_findings(s, err) < 0 ||
        toolset_build(&c->input_validators, s->session, problem->input_validators,
                      problem->input_validator_count, err) < 0)
        return -1;
    return read_format(s, err);
}

int stress_run(struct stress_report *out, struct session *session, const char *good,
               const char *const *suspects, size_t count, struct err *err)
{
    struct stress s = {.session = session, .out = out, .comparison.session = session};
    struct err trouble = {0};
    int rc;

    *out = (struct stress_report){.findings = calloc(count + 1, sizeof *out->findings),
                                  .count = count};
    if (!out->findings)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = prepare_stress(&s, good, suspects, count, err);
    if (rc == 0 && search(&s, &trouble) < 0) {
        out->interrupted = trouble.kind == ERR_INTERRUPTED;
        rc = out->interrupted ? 0 : err_set(err, trouble.kind, "%s", trouble.msg);
    }
    progress_end(&session->progress);
    snprintf(out->first_left_out, sizeof out->first_left_out, "%s", s.comparison.first_failure);
    for (size_t i = 0; i < count; i++)
        out->findings[i].failing.program = NULL; /* it ends here */
    mutator_free(s.format);
    comparison_release(&s.comparison);
    toolset_release(&s.suspects);
    free(s.of);
    return rc;
}

void stress_report_release(struct stress_report *report)
{
    for (size_t i = 0; report->findings && i < report->count; i++) {
        buf_release(&report->findings[i].failing.input);
        buf_release(&report->findings[i].failing.answer);
    }
    free(report->findings);
    *report = (struct stress_report){0};
}
