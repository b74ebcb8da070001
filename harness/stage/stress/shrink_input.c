/* SPDX-License-Identifier: MIT */
#include "stage/stress/shrink_input.h"
#include "base/file.h"
#include "inputs/shrink.h"
#include "winnow/cleanup.h"

#include <string.h>

enum {
    MOST_RUNS = 1000,
    MOST_SLOW_RUNS = 100, /* where each takes as long as the time limit */
    MOST_LOOKS = 200000,  /* most variants do not have the format, and are not run */
    AT_ONCE = 16,
    LARGEST = 256 * 1024, /* inputs/text.h splits no larger ones */
};

struct shrinking {
    struct failing_input *failing;
    struct comparison *comparison;
    struct shrinker *shrinker;
    struct mutator *format; /* NULL: any will do */
    size_t runs, looks;
};

/* Variants that are compared at once. */
struct variants {
    struct compared_input *list;
    size_t numbers[AT_ONCE]; /* in the shrinker's batch */
    int fds[AT_ONCE];
    size_t count;
};

static int copy_text(struct buf *to, const struct buf *from, struct err *err)
{
    buf_clear(to);
    return buf_add(to, buf_str(from), from->len) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

static int add_variant(struct variants *variants, const struct buf *bytes, size_t number,
                       struct err *err)
{
    struct compared_input *input = &variants->list[variants->count];
    int fd = file_memfd("input", buf_str(bytes), bytes->len, err);

    if (fd < 0)
        return -1;
    *input = (struct compared_input){
        .fd = fd, .origin = "a smaller input", .usable = true, .bytes = BUF_INIT(bytes->len + 1)};
    variants->fds[variants->count] = fd;
    variants->numbers[variants->count++] = number;
    return copy_text(&input->bytes, bytes, err);
}

/* 1, or 0 when there are no more; variants->count may be 0 although more will come. */
static int next_variants(struct shrinking *s, struct variants *variants, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(LARGEST + 64);
    size_t given = 0;
    int more = 1;

    while (variants->count < AT_ONCE && s->looks < MOST_LOOKS && given < SHRINK_BATCH) {
        more = shrinker_next(s->shrinker, given == 0, &bytes, err);
        if (more <= 0)
            break;
        s->looks++;
        if ((!s->format || mutator_fits(s->format, buf_str(&bytes), bytes.len)) &&
            add_variant(variants, &bytes, given, err) < 0)
            return -1;
        given++;
    }
    return more;
}

/*
 * The first variant on which the program fails as before, or SIZE_MAX. Validators come last, since few variants
 * get there: most do not show the failure any more.
 */
static int find_failing(struct shrinking *s, struct variants *variants, size_t *found,
                        struct err *err)
{
    struct failing_input *failing = s->failing;
    struct judgement judgements[AT_ONCE] = {0};
    size_t first;

    s->runs += variants->count;
    if (comparison_answer(s->comparison, variants->list, variants->count, err) < 0 ||
        comparison_judge(s->comparison, variants->list, variants->count, &failing->program, 1, true,
                         judgements, &first, err) < 0)
        return -1;
    for (size_t i = 0; i < variants->count && *found == SIZE_MAX; i++) {
        struct compared_input *input = &variants->list[i];

        if (!input->usable || judgements[i].verdict != failing->judgement.verdict)
            continue;
        if (comparison_validate(s->comparison, input, 1, err) < 0)
            return -1;
        if (input->usable)
            *found = i;
    }
    if (*found != SIZE_MAX)
        failing->judgement = judgements[*found];
    return 0;
}

static int try_variants(struct shrinking *s, struct variants *variants, struct err *err)
{
    size_t found = SIZE_MAX;
    int more = next_variants(s, variants, err);

    if (more < 0 || variants->count == 0)
        return more;
    if (find_failing(s, variants, &found, err) < 0)
        return -1;
    if (found == SIZE_MAX)
        return more;
    if (shrinker_accept(s->shrinker, variants->numbers[found], err) < 0 ||
        copy_text(&s->failing->input, &variants->list[found].bytes, err) < 0 ||
        copy_text(&s->failing->answer, &variants->list[found].answer, err) < 0)
        return -1;
    return 1;
}

static int shrink_step(struct shrinking *s, struct err *err)
{
    struct variants variants = {.list = calloc(AT_ONCE, sizeof *variants.list)};
    int rc;

    if (!variants.list)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = try_variants(s, &variants, err);
    for (size_t i = 0; i < variants.count; i++)
        close(variants.fds[i]);
    compared_inputs_free(variants.list, variants.count);
    return rc;
}

int shrink_input(struct failing_input *failing, struct comparison *comparison,
                 struct mutator *format, struct err *err)
{
    struct shrinking s = {.failing = failing, .comparison = comparison};
    struct progress *progress = &comparison->session->progress;
    size_t most = failing->judgement.verdict == VERDICT_TLE ? MOST_SLOW_RUNS : MOST_RUNS;
    int more = 1;

    if (failing->input.len > LARGEST)
        return 0;
    if (format && mutator_fits(format, buf_str(&failing->input), failing->input.len))
        s.format = format;
    if (shrinker_new(&s.shrinker, buf_str(&failing->input), failing->input.len, err) < 0)
        return -1;
    while (more > 0 && s.runs < most && s.looks < MOST_LOOKS) {
        progress_show(progress, "stress", 0, -1, "%s fails on %s: made smaller, %zu of %zu bytes",
                      failing->program->name, failing->origin, failing->input.len,
                      failing->found_bytes);
        more = shrink_step(&s, err);
    }
    shrinker_free(s.shrinker);
    return more < 0 ? -1 : 0;
}
