/* SPDX-License-Identifier: MIT */
#include "stage/validator_question.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <unistd.h>

enum { EXAMPLES_TRIED = 3 };

struct interview {
    struct session *session;
    struct question *list;
    size_t count, next;
};

static void end_question(struct question *q)
{
    test_set_release(&q->tests);
    if (q->output_fd >= 0)
        close(q->output_fd);
    q->output_fd = -1;
}

static void answered(void *context, const struct judgement *judgement)
{
    struct question *q = context;

    if (judgement)
        q->verdict = judgement->verdict;
    end_question(q);
}

static int ask(struct question *q, struct err *err)
{
    struct output_order order = {.tests = &q->tests, .done = answered, .context = q};

    q->one = (struct test_case){
        .name = (char *)"output",
        .input = {.bytes = (char *)q->input->data, .length = q->input->len},
        .answer = {.bytes = q->answer->data, .length = q->answer->len},
        .settings = q->settings,
    };
    q->output_fd = file_memfd("output", buf_str(q->output), q->output->len, err);
    if (q->output_fd < 0 || test_set_load(&q->tests, q->session->problem, &q->one, 1, err) < 0)
        return -1;
    validators_use(q->validators, &q->tests);
    order.test = &q->tests.list[0];
    order.output_fd = q->output_fd;
    return service_check_output(q->session->service, &order, err) ? 1 : -1;
}

/* Files are opened when a question's turn comes. */
static int ask_next(void *context, struct err *err)
{
    struct interview *interview = context;

    return interview->next == interview->count ? 0 : ask(&interview->list[interview->next++], err);
}

static void show(void *context)
{
    const struct interview *interview = context;

    progress_show(&interview->session->progress, "compare", interview->next,
                  progress_fraction(interview->next, interview->count),
                  "the output validator was asked about %zu of %zu outputs", interview->next,
                  interview->count);
}

int questions_ask(struct question *list, size_t count, struct session *session,
                  const struct toolset *validators, struct err *err)
{
    struct interview interview = {.session = session, .list = list, .count = count};
    const struct service_feed feed = {.next = ask_next, .show = show, .context = &interview};
    int rc;

    for (size_t i = 0; i < count; i++) {
        list[i].session = session;
        list[i].validators = validators;
        list[i].verdict = VERDICT_JE;
        list[i].output_fd = -1;
    }
    rc = service_feed(session->service, &feed, err);
    for (size_t i = 0; i < count; i++)
        end_question(&list[i]);
    return rc;
}

static int ask_about_example(struct session *session, const struct toolset *validators,
                             const struct test_case *example, bool *accepted, struct err *err)
{
    cleanup_with(test_set_release) struct test_set loaded = {0};
    cleanup_with(map_release) struct map input = {0};
    cleanup_with(buf_release) struct buf answer = BUF_INIT(BUF_CAP_DOCUMENT);
    struct question q = {
        .input = &input, .answer = &answer, .output = &answer, .settings = example->settings};

    if (test_set_load(&loaded, session->problem, example, 1, err) < 0 ||
        map_fd(&input, loaded.list[0].input_fd, err) < 0)
        return -1;
    if (buf_add(&answer, loaded.list[0].answer.data, loaded.list[0].answer.len) < 0)
        return 0;
    if (questions_ask(&q, 1, session, validators, err) < 0)
        return -1;
    *accepted = *accepted && q.verdict == VERDICT_AC;
    return 0;
}

int answers_are_outputs(struct session *session, const struct toolset *validators, bool *accepted,
                        struct err *err)
{
    const struct problem *problem = session->problem;

    *accepted = true;
    for (size_t i = 0; i < problem->sample_count && i < EXAMPLES_TRIED; i++)
        if (!problem->samples[i].is_static &&
            ask_about_example(session, validators, &problem->samples[i], accepted, err) < 0)
            return -1;
    return 0;
}
