/* SPDX-License-Identifier: MIT */
/*
 * The check "recorded": an interactor writes a record, and a checker decides about it. So it is in Polygon's
 * problems, whose programs use testlib:
 *
 *     interactor INPUT RECORD ANSWER      talks with the candidate, and writes RECORD (its stream tout)
 *     checker INPUT RECORD ANSWER         is run when the interactor accepts
 *
 * The problem's first validator is the interactor, the second one the checker. It is made of the two
 * other checks.
 */
#include "base/file.h"
#include "judge/check/check.h"
#include "judge/check/feedback.h"
#include "winnow/cleanup.h"

#include <stddef.h>
#include <stdlib.h>

static const bytes_t longest_record = 64 * MIB;

struct recorded {
    struct check *check;
    struct check talk;   /* its descriptors are those of `check` */
    struct check reader; /* its output_fd is the record */
    bool is_reading;
};

static void end_reading(struct check *reader, enum check_step step)
{
    struct recorded *r =
        (struct recorded *)(void *)((char *)reader - offsetof(struct recorded, reader));

    r->is_reading = false;
    check_release(&r->reader);
    r->check->done(r->check, step);
}

/* An interactor that writes nothing leaves an empty record. */
static int take_record(const struct check *talk, struct err *err)
{
    int dir = talk->run->partner->result.product_fd;

    return feedback_has(dir, "output") ? feedback_copy(dir, "output", longest_record, err)
                                       : file_memfd("output", "", 0, err);
}

static void end_talk(struct check *talk, enum check_step step)
{
    struct recorded *r =
        (struct recorded *)(void *)((char *)talk - offsetof(struct recorded, talk));
    struct check *check = r->check;
    struct err err = {0};

    if (check->judgement->verdict == VERDICT_AC) {
        r->reader = *check;
        r->reader.kind = &check_validator;
        r->reader.state = NULL;
        r->reader.done = end_reading;
        r->reader.output_fd = take_record(talk, &err);
        r->is_reading = r->reader.output_fd >= 0;
    }
    if (r->is_reading) {
        check_validator.start(&r->reader);
        return;
    }
    if (check->judgement->verdict == VERDICT_AC)
        judgement_set(check->judgement, VERDICT_JE, "interactor: %s", err.msg);
    check->done(check, step);
}

static int begin_recorded(struct check *check, struct run *run, struct err *err)
{
    struct recorded *r = check->state ? check->state : calloc(1, sizeof *r);

    if (!r)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (!check->state) {
        r->check = check;
        r->talk = *check;
        r->talk.kind = &check_interactive;
        r->talk.done = end_talk;
        check->state = r;
    }
    return check_interactive.begin(&r->talk, run, err);
}

static void start_recorded(struct check *check)
{
    struct recorded *r = check->state;

    r->talk.output_fd = check->output_fd;
    check_interactive.start(&r->talk);
}

static void cancel_recorded(struct check *check)
{
    struct recorded *r = check->state;

    if (r && r->is_reading)
        check_validator.cancel(&r->reader);
}

static void release_recorded(struct check *check)
{
    struct recorded *r = check->state;

    if (r->is_reading)
        check_release(&r->reader);
    if (r->talk.state)
        check_interactive.release(&r->talk);
    free(r);
}

const struct check_kind check_recorded = {.name = "recorded",
                                          .begin = begin_recorded,
                                          .start = start_recorded,
                                          .cancel = cancel_recorded,
                                          .release = release_recorded};
